"""A document's text with the places of the report's items marked, block by block."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from planparse.model import PlanDocument, Section

# A longer unit is a sentence with a number before it, no heading.
_LONGEST_HEADING = 160


@dataclass(frozen=True, slots=True)
class Mark:
    """A place of one item; `href` is where a click on it leads."""

    start: int
    end: int
    ref: str
    status: str
    href: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of text under the same marks; `opens` are those that begin with it.

    Of several marks the shortest one decides status and link.
    """

    text: str
    marks: tuple[Mark, ...] = ()
    opens: tuple[Mark, ...] = ()

    @property
    def mark(self) -> Mark:
        """The shortest mark; only for a segment that has one."""
        return min(self.marks, key=_length)

    @property
    def refs(self) -> str:
        """The items of the segment, parted by blanks."""
        return " ".join(mark.ref for mark in self.marks)


@dataclass(frozen=True, slots=True)
class Block:
    """A line, or the rows of a table; `level` above 0 is a heading's.

    `gap` says that blank lines stand before it, `page` that a page begins with it.
    """

    lines: tuple[Segment, ...] = ()
    rows: tuple[tuple[tuple[Segment, ...], ...], ...] = ()
    level: int = 0
    gap: bool = False
    page: int | None = None


def mark_document(document: PlanDocument, marks: Iterable[Mark]) -> Iterator[Block]:
    """Yield the blocks of a document in text order; all its words are in them."""
    blocks = _lines(document, sorted(marks, key=_place))
    for is_table, group in groupby(blocks, key=_is_row):
        if not is_table:
            yield from group
            continue
        rows = list(group)
        yield replace(rows[0], rows=tuple(row for block in rows for row in block.rows))


def _length(mark: Mark) -> tuple[int, int, str]:
    return (mark.end - mark.start, mark.start, mark.ref)


def _place(mark: Mark) -> tuple[int, int, str]:
    return (mark.start, -mark.end, mark.ref)


def _is_row(block: Block) -> bool:
    return bool(block.rows)


def _lines(document: PlanDocument, marks: Sequence[Mark]) -> Iterator[Block]:
    levels = {section.heading.start: section for section in document.sections if heads(section)}
    turns = sorted((start.start, start.page) for start in document.page_starts)
    pen = _Pen(document.text, marks)
    at, gap, page = 0, False, None
    for line in document.text.splitlines(keepends=True):
        words = line.strip()
        first = at + len(line) - len(line.lstrip())
        at += len(line)
        while turns and turns[0][0] < at:
            page = turns.pop(0)[1]
        if not words.strip("| "):
            gap = True  # a blank line, or the stroke between the cells of a tall table
            continue
        block = _block(pen, first, words)
        section = levels.get(first)
        level = section.level if section and section.heading.end >= first + len(words) - 1 else 0
        yield replace(block, level=level, gap=gap, page=page)
        gap, page = False, None


def heads(section: Section) -> bool:
    """Tell whether a unit heads something: it has text below, and a short title, no sentence."""
    length = section.heading.end - section.heading.start
    is_title = length <= _LONGEST_HEADING and not section.title.rstrip().endswith((".", ";"))
    return is_title and section.span.end > section.heading.end + 2


def _block(pen: "_Pen", start: int, words: str) -> Block:
    if not (words.startswith("|") and words.endswith("|") and words.count("|") > 2):
        return Block(lines=tuple(pen.write(start, start + len(words))))
    cells: list[tuple[Segment, ...]] = []
    at = start + 1
    for cell in words[1:-1].split("|"):
        lead = len(cell) - len(cell.lstrip())
        cells.append(tuple(pen.write(at + lead, at + lead + len(cell.strip()))))
        at += len(cell) + 1
    return Block(rows=(tuple(cells),))


class _Pen:
    """Cuts a text at the ends of its marks; pieces are asked for from left to right."""

    def __init__(self, text: str, marks: Sequence[Mark]) -> None:
        self._text = text
        self._waiting = list(reversed(marks))
        self._active: list[Mark] = []

    def write(self, start: int, end: int) -> Iterator[Segment]:
        """Yield the segments of a piece; a mark that begins before it opens with it."""
        while start < end:
            opens = []
            while self._waiting and self._waiting[-1].start <= start:
                opens.append(self._waiting.pop())
            self._active = [mark for mark in (*self._active, *opens) if mark.end > start]
            stops = [mark.end for mark in self._active]
            if self._waiting:
                stops.append(self._waiting[-1].start)
            stop = min((*stops, end))
            yield Segment(self._text[start:stop], tuple(self._active), tuple(opens))
            start = stop
