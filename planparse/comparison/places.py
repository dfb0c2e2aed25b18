"""Where a record stands in the outline: the words of the headings above it."""

from planparse.model import PlanDocument, Role, Section, Span


class Outline:
    """The headings of a document by their ids."""

    def __init__(self, document: PlanDocument) -> None:
        self._sections = {section.id: section for section in document.sections}

    def path_of(self, span: Span, section_id: str | None) -> str:
        """Return the titles above a record, innermost first, without those that hold the record.

        A unit that is one long sentence is its own heading; its words are the record's, no place.
        """
        titles: list[str] = []
        section = self._sections.get(section_id or "")
        while section is not None:
            if not _holds(section, span):
                titles.append(section.title)
            section = self._sections.get(section.parent_id or "")
        return "; ".join(titles)

    def role_of(self, section_id: str | None) -> Role | None:
        """Return the role of a section, None outside of all sections."""
        section = self._sections.get(section_id or "")
        return section.role if section else None


def _holds(section: Section, span: Span) -> bool:
    return section.heading.start <= span.start < section.heading.end
