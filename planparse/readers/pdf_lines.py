"""Lines of words on a page: raised marks put into them, pieces that stand side by side joined."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from planparse.readers.pdf_places import CERTAIN, Box, Row, Word

SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
"""Digits as they are written when they are raised."""

SURE = 60.0
"""A word recognised with less certainty than this, in percent, is in doubt."""

# A mark is so much smaller than the line that it belongs to, and stands at most so many of the
# line's sizes from its baseline and from its neighbour.
_MARK_SIZE = 0.8
_MARK_RISE = 0.62
_MARK_GAP = 0.7
_MARK_LENGTH = 4
# Rows whose baselines differ by less than this share of the size stand side by side.
_SIDE_BY_SIDE = 0.45
_FILLER = regex.compile(r"[._…]{1,200}")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text and its box, in points from the page's top left corner.

    `apart` says that it stands in a column of a head or a signature, where every line counts.
    `doubts` are the places of its text that were recognised without certainty.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    page: int
    bold: bool = False
    apart: bool = False
    first_width: float = 0.0
    doubts: tuple[tuple[int, int], ...] = ()

    @property
    def box(self) -> Box:
        """Left, top, right, bottom in points."""
        return self.x0, self.top, self.x1, self.bottom


def make_line(words: Sequence[Word], page: int, *, apart: bool = False) -> Line:
    """Return the line that holds `words`, from left to right."""
    first, last = words[0], words[-1]
    longest = first if len(words) == 1 else max(words, key=_length)
    return Line(
        text=" ".join([word.text for word in words]),
        x0=first.x0,
        top=longest.top,
        x1=last.x1,
        bottom=longest.bottom,
        size=longest.size,
        page=page,
        bold=first.bold and last.bold,
        apart=apart,
        first_width=first.x1 - first.x0,
        # What a printer wrote is certain, and recognition never quite.
        doubts=tuple(_doubts(words)) if first.sure < CERTAIN else (),
    )


def _length(word: Word) -> int:
    return len(word.text)


def _doubts(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    start = 0
    for word in words:
        if word.sure < SURE:
            yield start, start + len(word.text)
        start += len(word.text) + 1


def raise_marks(rows: Sequence[Row]) -> list[Row]:
    """Put raised and lowered small words into the line beside them; raised digits become ¹ ² ³."""
    result = [list(row) for row in rows]
    largest = [max(word.size for word in row) for row in rows]
    for index, row in enumerate(result):
        limit = _MARK_SIZE * max(largest[max(0, index - 2) : index + 3])
        small = [word for word in row if word.size <= limit and len(word.text) <= _MARK_LENGTH]
        for word in small:
            host = _host(result, index, word)
            if host is not None:
                row.remove(word)
                _insert_mark(host, word)
    return [row for row in result if row]


def _host(rows: list[Row], index: int, mark: Word) -> Row | None:
    """Return the row of larger type that a small word is a mark of."""
    for step in (1, 2, -1, -2):
        if not 0 <= index + step < len(rows):
            continue
        row = rows[index + step]
        for word in row:
            size = word.size
            if mark.size > _MARK_SIZE * size or not 0 < abs(word.base - mark.base) < (
                _MARK_RISE * size
            ):
                continue
            if min(abs(word.x1 - mark.x0), abs(word.x0 - mark.x1)) < _MARK_GAP * size:
                return row
    return None


def _insert_mark(row: Row, mark: Word) -> None:
    """Write a mark behind the word it touches, or as a word of its own before a line."""
    raised = mark.base < row[0].base
    text = mark.text.translate(SUPERSCRIPTS) if raised else mark.text
    place = bisect_right([word.x0 for word in row], mark.x0)
    size, base = row[max(0, place - 1)].size, row[max(0, place - 1)].base
    if place and mark.x0 - row[place - 1].x1 < 0.15 * size:
        host = row[place - 1]
        joined = host._replace(text=host.text + text, x1=max(host.x1, mark.x1))
        row[place - 1] = joined
        if place < len(row) and row[place].x0 - joined.x1 < 0.1 * size:
            after = row.pop(place)
            row[place - 1] = joined._replace(text=joined.text + after.text, x1=after.x1)
        return
    row.insert(place, mark._replace(text=text, size=size, base=base))


def join_side_by_side(rows: Sequence[Row]) -> list[Row]:
    """Make one row of rows that stand side by side, as a typed number does in a form's field."""
    result: list[Row] = []
    for row in rows:
        above = result[-1] if result else None
        if above is not None and _are_side_by_side(above, row):
            result[-1] = sorted([*_without_filler(above, row), *_without_filler(row, above)],
                                key=lambda word: word.x0)  # fmt: skip
        else:
            result.append(list(row))
    return [row for row in result if row]


def _are_side_by_side(above: Row, row: Row) -> bool:
    reach = _SIDE_BY_SIDE * max(above[0].size, row[0].size)
    if row[0].base - max(word.base for word in above) > reach:
        return False
    return not any(
        word.x0 < other.x1 - 0.5 and other.x0 < word.x1 - 0.5
        for word in _without_filler(above, row)
        for other in _without_filler(row, above)
    )


def _without_filler(row: Row, other: Row) -> Row:
    """Leave out dots and strokes that the words of another row are written on."""
    return [
        word
        for word in row
        if not (
            _FILLER.fullmatch(word.text)
            and any(word.x0 < over.x1 and over.x0 < word.x1 for over in other)
        )
    ]
