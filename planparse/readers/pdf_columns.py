"""The reading order of a page: columns of a head or a signature one after the other."""

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import regex

from planparse.outline.markers import read_marker
from planparse.readers.pdf_lines import Line, join_side_by_side, make_line
from planparse.readers.pdf_places import Row, Word

# A gap as wide as this many sizes parts columns; a narrower one only where the two sides were drawn
# apart from each other, as the cells of a head are.
_TAB = 2.2
_GUTTER = 0.4
# A column of a head ends where no line follows within so many sizes.
_COLUMN_REACH = 3.5
_NARROWEST_GUTTER = 0.3
_BARE_MARKER = 6
# What stands in the two columns of a head or at a paper's end; not "Số tiền", "ngày công".
_HEAD_CUE = regex.compile(
    r"CỘNG H[OÒ]|Độc lập\s?[-–]|ĐẢNG CỘNG SẢN|Số\s{0,2}:|ngày\s.{0,12}tháng\s.{0,12}năm|Nơi nhận",
    regex.IGNORECASE,
)
# The country's name over the right column, however recognition reads its vowels.
_MOTTO = regex.compile(r"C[OỘÔ]NG H[OÒÓÔÕ][AÀ]? X|Đ[AẢÁ]NG C[OỘÔ]NG S[AẢÁ]N V")
_RECIPIENTS = regex.compile(r"\W{0,3}N[ơƠ][iI] (?:nhận|NHẬN|gửi)")


def page_lines(rows: Sequence[Row], page: int) -> list[Line]:
    """Return a page's lines in reading order.

    `rows` are its words by baseline, from top to bottom, marks raised.
    """
    rows = join_side_by_side(rows)
    order = _Order(rows)
    parts = [_segments(row, index, order) for index, row in enumerate(rows)]
    lines: list[Line] = []
    index = 0
    while index < len(parts):
        zone = _zone(parts, index, order)
        if zone is None:
            lines.append(make_line([word for part in parts[index] for word in part], page))
            index += 1
            continue
        lines.extend(_columns(parts[index : zone.end], zone.gutter, page))
        index = zone.end
    return _signers_last(lines)


class _Order:
    """Where the words of a page stand in the order of drawing."""

    def __init__(self, rows: Sequence[Row]) -> None:
        pairs = sorted((word.order, index) for index, row in enumerate(rows) for word in row)
        self._orders = [order for order, _ in pairs]
        self._rows = [row for _, row in pairs]

    def parted(self, left: Row, right: Row, row: int) -> bool:
        """Tell whether words of other rows were drawn between two sides of a row."""
        if left[-1].order < 0 or right[0].order < 0:
            return False
        left_orders = [word.order for word in left]
        right_orders = [word.order for word in right]
        if max(right_orders) < min(left_orders):
            return True
        start = bisect_right(self._orders, max(left_orders))
        stop = bisect_right(self._orders, min(right_orders))
        return any(other != row for other in self._rows[start:stop])


def _segments(row: Row, index: int, order: _Order) -> list[Row]:
    """Cut a row where a gutter or a tab runs through it."""
    cuts = [0]
    for place in range(1, len(row)):
        gap = row[place].x0 - row[place - 1].x1
        size = max(row[place].size, row[place - 1].size)
        if gap < _GUTTER * size:
            continue
        left, right = row[cuts[-1] : place], row[place:]
        if _is_bare_marker(left):
            continue
        if gap >= _TAB * size or order.parted(left, right, index) or _MOTTO.match(_text(right)):
            cuts.append(place)
    return [row[a:b] for a, b in zip(cuts, [*cuts[1:], len(row)], strict=True)]


def _is_bare_marker(words: Row) -> bool:
    """Tell whether words are a marker with its text still to come ("-", "a)", "II.")."""
    text = " ".join(word.text for word in words)
    if len(text) > _BARE_MARKER:
        return False
    return not any(map(str.isalnum, text)) or read_marker(f"{text} Xx") is not None


@dataclass(frozen=True, slots=True)
class _Zone:
    """Rows up to `end` that stand in two columns on either side of a gutter."""

    end: int
    gutter: float


@dataclass(frozen=True, slots=True)
class _Gutter:
    """The blank strip `low:high` between two columns, and how far these reach."""

    low: float
    high: float
    left: float
    right: float

    def narrowed(self, parts: list[Row]) -> "_Gutter | None":
        """Return the gutter that is left when a row is taken in, None if the row crosses it."""
        gutters = [self._cut(parts[:cut], parts[cut:]) for cut in range(len(parts) + 1)]
        widest = max(gutters, key=lambda gutter: gutter.high - gutter.low)
        size = parts[0][0].size
        if widest.high - widest.low < _NARROWEST_GUTTER * size:
            return None
        # A line that hangs between the columns is a title below them.
        hangs = parts[0][0].x0 > self.low and parts[-1][-1].x1 < self.high
        return None if hangs else widest

    def _cut(self, left: list[Row], right: list[Row]) -> "_Gutter":
        low = max(self.low, left[-1][-1].x1) if left else self.low
        high = min(self.high, right[0][0].x0) if right else self.high
        return _Gutter(low, high, self.left, self.right)


def _zone(parts: list[list[Row]], start: int, order: _Order) -> _Zone | None:
    """Return the rows from `start` on that a gutter divides into two columns."""
    if len(parts[start]) < 2:
        return None
    low, high = max(
        ((a[-1].x1, b[0].x0) for a, b in pairwise(parts[start])), key=lambda gap: gap[1] - gap[0]
    )
    gutter = _Gutter(low, high, parts[start][0][0].x0, parts[start][-1][-1].x1)
    rows, last = [start], start
    for index in range(start + 1, len(parts)):
        narrowed = gutter.narrowed(parts[index])
        if narrowed is None or not _follows(parts[index - 1], parts[index]):
            break
        gutter = narrowed
        rows.append(index)
        if _is_divided(parts[index], gutter.low):
            last = index
    last = _end_of_recipients(parts, rows, last)
    rows = [index for index in rows if index <= last]
    if not any(_is_head(parts[index], index, gutter.low, order) for index in rows):
        return None
    return _Zone(last + 1, (gutter.low + gutter.high) / 2)


def _is_divided(parts: list[Row], low: float) -> bool:
    """Tell whether a row has words on both sides of a gutter."""
    return any(a[-1].x1 <= low + 0.1 < b[0].x0 for a, b in pairwise(parts))


def _follows(above: list[Row], below: list[Row]) -> bool:
    size = below[0][0].size
    return below[0][0].top - max(part[0].bottom for part in above) < _COLUMN_REACH * size


def _end_of_recipients(parts: list[list[Row]], rows: list[int], last: int) -> int:
    """Return the last row of a list of recipients, which goes on below the signer's name."""
    starts = [parts[i][0][0].x0 for i in rows if _RECIPIENTS.match(_text(parts[i][0]))]
    if not starts:
        return last
    for index in rows:
        first = parts[index][0][0]
        if index > last and (first.bold or _text(parts[index][0]).isupper()):
            break  # The title of an annex on the same page.
        if abs(first.x0 - starts[0]) < _COLUMN_REACH * first.size:
            last = max(last, index)
    return last


def _is_head(parts: list[Row], index: int, low: float, order: _Order) -> bool:
    """Tell columns of a head or signature from a sentence with a wide gap in it."""
    left = [word for part in parts for word in part if word.x1 <= low + 0.1]
    right = [word for part in parts for word in part if word.x0 > low]
    if left and right and order.parted(left, right, index):
        return True
    return bool(right) and any(_HEAD_CUE.search(_text(side)) for side in (left, right))


def _columns(parts: list[list[Row]], gutter: float, page: int) -> Iterator[Line]:
    """Yield the lines of the left column, then those of the right one."""
    for side in (True, False):
        for row in parts:
            words = [
                word
                for part in row
                if ((part[0].x0 + part[-1].x1) / 2 < gutter) is side
                for word in part
            ]
            if words:
                yield make_line(words, page, apart=True)


def _text(words: Iterable[Word]) -> str:
    """Return words composed, as the cues are; a file may hold "ậ" in two or three pieces."""
    return unicodedata.normalize("NFC", " ".join(word.text for word in words))


def _signers_last(lines: list[Line]) -> list[Line]:
    """Move "TM. ỦY BAN NHÂN DÂN" behind the recipients, where the signer's other lines stand."""
    start = next((i for i, line in enumerate(lines) if _RECIPIENTS.match(line.text)), None)
    if start is None or not lines[start].apart:
        return lines
    first = start
    while first and _is_signer(lines[first - 1], lines[start]):
        first -= 1
    after = next(
        (i for i in range(start, len(lines)) if lines[i].x0 > lines[start].x1 and lines[i].apart),
        start,
    )
    if first == start or after == start:
        return lines
    return [*lines[:first], *lines[start:after], *lines[first:start], *lines[after:]]


def _is_signer(line: Line, recipients: Line) -> bool:
    near = recipients.top - line.bottom < 2 * _COLUMN_REACH * line.size
    return near and line.text.isupper() and line.x0 > recipients.x1
