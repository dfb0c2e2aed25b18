"""Where a record stands in the outline: the words of the headings above it."""

from collections.abc import Mapping
from dataclasses import dataclass

from planparse.model import PlanDocument, Role, Section, Span


@dataclass(frozen=True)
class Outline:
    """The sections of a document by their ids."""

    sections: Mapping[str, Section]

    @classmethod
    def of(cls, document: PlanDocument) -> "Outline":
        """Index the sections of a document."""
        return cls({section.id: section for section in document.sections})

    def path_of(self, span: Span, section_id: str | None) -> str:
        """Return the titles above a record, innermost first, without those that hold the record.

        A unit that is one long sentence is its own heading; its words are the record's, no place.
        """
        titles: list[str] = []
        section = self.sections.get(section_id or "")
        while section is not None:
            if not _holds(section, span):
                titles.append(section.title)
            section = self.sections.get(section.parent_id or "")
        return "; ".join(titles)

    def is_in(self, role: Role, section_id: str | None) -> bool:
        """Tell whether a section, or one that it stands in, has a role."""
        section = self.sections.get(section_id or "")
        while section is not None:
            if section.role == role:
                return True
            section = self.sections.get(section.parent_id or "")
        return False


def _holds(section: Section, span: Span) -> bool:
    return section.heading.start <= span.start < section.heading.end
