"""Running text: paragraphs with the records marked in them."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from planparse.akn.meta import body_ids
from planparse.akn.names import address, block, element, is_full_date, legal, place
from planparse.model import PlanDocument
from planparse.model.spans import Span


@dataclass(frozen=True, slots=True)
class Mark:
    """A piece of the text that becomes an element."""

    span: Span
    tag: str
    attributes: dict[str, object]


@dataclass(frozen=True, slots=True)
class MarkedText:
    """The plan's text and its marks, by their place, the outer one first."""

    text: str
    marks: tuple[Mark, ...]
    starts: tuple[int, ...] = field(repr=False)

    def within(self, start: int, end: int) -> list[Mark]:
        """Return the marks that lie wholly in a piece of the text."""
        first, last = bisect_left(self.starts, start), bisect_left(self.starts, end)
        return [mark for mark in self.marks[first:last] if mark.span.end <= end]


def mark_text(plan: PlanDocument) -> MarkedText:
    """Return the text of a plan with its records as marks."""
    marks = sorted(_marks(plan), key=lambda mark: (mark.span.start, -mark.span.end))
    return MarkedText(plan.text, tuple(marks), tuple(mark.span.start for mark in marks))


def _marks(plan: PlanDocument) -> Iterator[Mark]:
    for target in plan.targets:
        about = f"#{target.id}_indicator"
        value = {"refersTo": about, "normalized": target.value}
        yield Mark(target.span, "quantity", {"eId": target.id, **value})
    for deadline in plan.deadlines:
        if is_full_date(deadline.end):
            yield Mark(deadline.span, "date", {"eId": deadline.id, "date": deadline.end})
        else:
            yield Mark(deadline.span, "inline", {"eId": deadline.id, "name": "deadline"})
    for contact in plan.contacts:
        yield Mark(contact.span, "inline", {"eId": contact.id, "name": "contact"})
    bodies = body_ids(plan)
    for duty in plan.assignments:
        about = f"#{bodies[duty.body]}"
        yield Mark(duty.span, "organization", {"eId": duty.id, "refersTo": about})
    for cited in plan.references:
        if cited.number is None:
            yield Mark(cited.span, "inline", {"eId": cited.id, "name": "reference"})
        else:
            to = address(cited.doc_type, cited.date, cited.number)
            yield Mark(cited.span, "ref", {"eId": cited.id, "href": to})


def add_paragraphs(parent: Element, marked: MarkedText, start: int, end: int) -> None:
    """Add one `p` for each run of lines between blank ones; a ruled line is none."""
    for first, last in _paragraphs(marked.text, start, end):
        if has_words(marked.text, first, last):
            fill(block(parent, "p", **place(first, last)), marked, first, last)


def has_words(text: str, start: int, end: int) -> bool:
    """Tell whether a piece has a letter or a digit; the rest is rules and marks of emphasis."""
    return any(character.isalnum() for character in text[start:end])


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    first, last = end, end
    offset = start
    for line in text[start:end].splitlines(keepends=True):
        words = line.strip()
        if words:
            first = min(first, offset + line.index(words[0]))
            last = offset + len(line.rstrip())
        elif first < end:
            yield first, last
            first = end
        offset += len(line)
    if first < end:
        yield first, last


def fill(parent: Element, marked: MarkedText, start: int, end: int) -> None:
    """Put a piece of the text into an element; where two marks cross, the second is left out."""
    holders = [(parent, Span(start, end))]
    at = start

    def write_to(offset: int) -> None:
        nonlocal at
        _add_text(holders[-1][0], marked.text[at:offset])
        at = offset

    for mark in marked.within(start, end):
        while mark.span.start >= holders[-1][1].end:
            write_to(holders[-1][1].end)
            holders.pop()
        inside = holders[-1][1]
        if mark.span.end <= inside.end and (mark.span != inside or holders[-1][0] is parent):
            write_to(mark.span.start)
            holders.append((element(holders[-1][0], mark.tag, **mark.attributes), mark.span))
    while holders:
        write_to(holders[-1][1].end)
        holders.pop()


def _add_text(holder: Element, text: str) -> None:
    """Append text to an element, every line break as `eol`."""
    first, *others = legal(text).split("\n")
    _append(holder, first)
    for line in others:
        element(holder, "eol")
        _append(holder, line)


def _append(holder: Element, text: str) -> None:
    if len(holder):
        holder[-1].tail = (holder[-1].tail or "") + text
    else:
        holder.text = (holder.text or "") + text
