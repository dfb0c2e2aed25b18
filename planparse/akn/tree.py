"""The tree of sections as hierarchical elements."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

import regex

from planparse.akn.inline import MarkedText, add_paragraphs, fill, has_words
from planparse.akn.names import block, place, slug
from planparse.model import PlanDocument, Section

# A label's form, its element, and how the identifier of that element begins.
_UNITS = (
    (regex.compile(r"phần\b", regex.IGNORECASE), "part", "part"),
    (regex.compile(r"chương\b", regex.IGNORECASE), "chapter", "chp"),
    (regex.compile(r"điều\b", regex.IGNORECASE), "article", "art"),
    # "IV"
    (regex.compile(r"[IVXLC]+$"), "section", "sec"),
    # "2"
    (regex.compile(r"\d+$"), "paragraph", "para"),
    # "2.1"
    (regex.compile(r"[\d.]+$"), "subparagraph", "subpara"),
    # "đ"
    (regex.compile(r"\p{L}$"), "point", "point"),
)
# "Chỉ tiêu| 3", "Phụ lục| II"; not "PHỤ LỤC"
_NUMBER = regex.compile(r"\s(?:\d{1,4}|[IVXLC]{1,7})$")


@dataclass(frozen=True, slots=True)
class SectionTree:
    """Writes sections; counts identifiers, for labels may repeat."""

    marked: MarkedText
    below: dict[str | None, list[Section]]
    used: Counter[str] = field(default_factory=Counter)

    def add(self, parent: Element, section: Section, above: str = "") -> None:
        """Add a section with everything below it; `above` is the identifier of the one above."""
        named = self._open(parent, section, above)
        number = self._end_of_marker(section)
        if has_words(self.marked.text, section.span.start, number):
            fill(block(named, "num"), self.marked, section.span.start, number)
        children = self.below[section.id]
        text_begins = section.heading.end
        if not children and not has_words(self.marked.text, text_begins, section.span.end):
            # The unit is one sentence behind its marker.
            text_begins = number
        elif has_words(self.marked.text, number, text_begins):
            fill(block(named, "heading"), self.marked, *self._trimmed(number, text_begins))
        if children:
            self._add_children(named, section, text_begins)
        else:
            add_paragraphs(block(named, "content"), self.marked, text_begins, section.span.end)

    def _open(self, parent: Element, section: Section, above: str) -> Element:
        label = section.label
        unit = next(((tag, short) for form, tag, short in _UNITS if form.match(label)), None)
        tag, short = unit or ("hcontainer", "hcontainer")
        # "Chương II" is chp_ii; only other labels need their word: "Chỉ tiêu 3"
        number = slug(label.split()[-1] if unit else label)
        name = f"{above}__{short}_{number}" if above else f"{short}_{number}"
        self.used[name] += 1
        if self.used[name] > 1:
            name = f"{name}_{self.used[name]}"
        kind = None if unit else slug(_NUMBER.sub("", label))
        span = place(section.span.start, section.span.end)
        where: dict[str, object] = {"eId": name, "planparse:section": section.id, **span}
        return block(parent, tag, name=kind, **where)

    def _end_of_marker(self, section: Section) -> int:
        """Return where the printed marker ends; a number that Word makes is not in the text."""
        at = self.marked.text.find(section.marker, section.heading.start, section.heading.end)
        return section.heading.start if at < 0 else at + len(section.marker)

    def _add_children(self, named: Element, section: Section, at: int) -> None:
        is_first = True
        for child in self.below[section.id]:
            if has_words(self.marked.text, at, child.span.start):
                if is_first:
                    add_paragraphs(block(named, "intro"), self.marked, at, child.span.start)
                else:
                    span = self._trimmed(at, child.span.start)
                    fill(block(named, "crossHeading"), self.marked, *span)
            self.add(named, child, named.attrib["eId"])
            at, is_first = child.span.end, False
        if has_words(self.marked.text, at, section.span.end):
            add_paragraphs(block(named, "wrapUp"), self.marked, at, section.span.end)

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        words = self.marked.text[start:end]
        return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())


def tree_of(plan: PlanDocument, marked: MarkedText) -> SectionTree:
    """Return the writer of a plan's sections."""
    below: defaultdict[str | None, list[Section]] = defaultdict(list)
    for section in plan.sections:
        below[section.parent_id].append(section)
    return SectionTree(marked, below)
