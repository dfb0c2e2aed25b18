"""Tables that have lost their lines: cells parted by tabs or blanks, or one below the other.

A converter or a typist leaves "1⇥Thị trấn⇥18⇥09", the same with wide blanks, or "TT / Nội dung /
Chủ trì / Thời gian / 1 / Ban hành văn bản / …". The first is known by its tabs, the others by their
head, which opens with "TT", the last also by its row numbers, which count from 1.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from planparse.outline.markers import read_marker
from planparse.text.patterns import lazy_pattern

# "TT", "STT", "Số TT": the first head of a table of duties or targets
_FIRST_HEADS = frozenset(("tt", "stt", "số tt", "số thứ tự", "tt.", "stt."))
_FIRST_LENGTH = 12
# "I", "A", "II": the number of a group row, alone on its line
_GROUP = lazy_pattern(r"(?:[IVX]{1,5}|[A-E])\.?")
_HEAD_NUMBER = lazy_pattern(r"\(?\d{1,2}\)")
_WIDE_GAP = "   "
_WIDE_PIECE = lazy_pattern(r"\S(?:\S|\s(?!\s\s)|\s\s(?!\s))*+")
_MOST_COLUMNS, _LONGEST_HEAD = 10, 80
_LEAST_PIECES, _LEAST_TABS = 3, 2


class CellPlace(NamedTuple):
    """A cell at `start:end` of the text, with its table, row and column; `table` counts from 0."""

    start: int
    end: int
    table: int
    row: int
    column: int


class _Raw(NamedTuple):
    start: int
    text: str


def find_flat_cells(text: str, tabs: Sequence[int]) -> dict[int, list[CellPlace]]:
    """Return the cells of such tables by the offset at which their line begins.

    `tabs` are the offsets of tabs, which the normalised text shows as blanks, in order.
    """
    lines: list[_Raw] = []
    offset = 0
    for raw in text.split("\n"):
        lines.append(_Raw(offset, raw))
        offset += len(raw) + 1
    found: dict[int, list[CellPlace]] = {}
    by_blanks = _blank_tables(lines) if _WIDE_GAP in text else ()
    tables = (*_tab_tables(lines, tabs), *by_blanks, *_one_cell_a_line(lines))
    for table, rows in enumerate(tables):
        for row, cells in enumerate(rows):
            for at, (start, end, column) in cells:
                found.setdefault(at, []).append(CellPlace(start, end, table, row, column))
    return found


_Cell = tuple[int, tuple[int, int, int]]


def _tab_tables(lines: Sequence[_Raw], tabs: Sequence[int]) -> Iterator[list[list[_Cell]]]:
    table: list[list[_Cell]] = []
    for line in lines if tabs else ():
        cells = _tab_cells(line, tabs)
        if len(cells) >= (_LEAST_PIECES if not table else 1):
            table.append(cells)
            continue
        if len(table) > 1:
            yield table
        table = []
    if len(table) > 1:
        yield table


def _tab_cells(line: _Raw, tabs: Sequence[int]) -> list[_Cell]:
    """Return the cells of a line with at least two tabs."""
    end = line.start + len(line.text)
    own = tabs[bisect_left(tabs, line.start) : bisect_left(tabs, end)]
    if len(own) < _LEAST_TABS:
        return []
    cells = []
    bounds = [line.start - 1, *own, end]
    for column in range(len(bounds) - 1):
        raw = line.text[bounds[column] + 1 - line.start : bounds[column + 1] - line.start]
        if raw.strip():
            start = bounds[column] + 1 + len(raw) - len(raw.lstrip())
            cells.append((line.start, (start, start + len(raw.strip()), column)))
    return cells


def _blank_tables(lines: Sequence[_Raw]) -> Iterator[list[list[_Cell]]]:
    """Yield the tables whose columns wide blanks keep apart, below a head that opens with "TT"."""
    index = 0
    while index < len(lines):
        head = _pieces(lines[index])
        index += 1
        if len(head) < _LEAST_PIECES or head[0][0].lower() not in _FIRST_HEADS:
            continue
        columns = [(start, start + len(words)) for words, start in head]
        table = [[_placed_cell(lines[index - 1], piece, columns) for piece in head]]
        while index < len(lines) and len(pieces := _pieces(lines[index])) > 1:
            table.append([_placed_cell(lines[index], piece, columns) for piece in pieces])
            index += 1
        if len(table) > 1:
            yield table


def _pieces(line: _Raw) -> list[tuple[str, int]]:
    """Return the pieces of a line that wide blanks part, each with its column of letters."""
    found = _WIDE_PIECE.finditer(line.text) if _WIDE_GAP in line.text else ()
    return [(match.group(), match.start()) for match in found]


def _placed_cell(line: _Raw, piece: tuple[str, int], columns: list[tuple[int, int]]) -> _Cell:
    """Give a piece the column whose head it overlaps most, else the nearest."""
    words, start = piece
    end = start + len(words)
    column = max(
        range(len(columns)),
        key=lambda number: min(end, columns[number][1]) - max(start, columns[number][0]),
    )
    return line.start, (line.start + start, line.start + end, column)


def _one_cell_a_line(lines: Sequence[_Raw]) -> Iterator[list[list[_Cell]]]:
    index = 0
    while index < len(lines):
        head = _read_head(lines, index)
        if head is None:
            index += 1
            continue
        rows = [[_cell(line, column) for column, line in enumerate(head)]]
        index = _after_head(lines, index, len(head))
        index = _read_rows(lines, index, len(head), rows)
        if len(rows) > 1:
            yield rows


def _cell(line: _Raw, column: int) -> _Cell:
    stripped = line.text.strip()
    start = line.start + len(line.text) - len(line.text.lstrip())
    return line.start, (start, start + len(stripped), column)


def _read_head(lines: Sequence[_Raw], index: int) -> list[_Raw] | None:
    """Return the head cells that begin at a line, from "TT" to the line before the number 1."""
    first = lines[index].text
    if len(first) > _FIRST_LENGTH or first.strip().lower() not in _FIRST_HEADS:
        return None
    head = [lines[index]]
    for line in lines[index + 1 : index + 2 * _MOST_COLUMNS]:
        words = line.text.strip()
        if words in ("1", "01") or _GROUP.fullmatch(words):
            return head if len(head) >= _LEAST_PIECES else None
        if words and not _HEAD_NUMBER.fullmatch(words):
            head.append(line)
        if len(words) > _LONGEST_HEAD or words[-1:] in (".", ";", "|") or len(head) > _MOST_COLUMNS:
            return None
    return None


def _after_head(lines: Sequence[_Raw], index: int, columns: int) -> int:
    seen = 0
    while seen < columns:
        words = lines[index].text.strip()
        seen += bool(words) and not _HEAD_NUMBER.fullmatch(words)
        index += 1
    return index


def _read_rows(lines: Sequence[_Raw], index: int, columns: int, rows: list[list[_Cell]]) -> int:
    """Add the rows below a head, as long as their numbers count on; returns where they end."""
    expected = 1
    while index < len(lines):
        words = lines[index].text.strip()
        if not words or _HEAD_NUMBER.fullmatch(words):
            index += 1
            continue
        if _GROUP.fullmatch(words):
            stop = min(index + 2, len(lines))
        elif words.lstrip("0") == str(expected):
            stop = _row_end(lines, index + 1, columns, expected + 1)
            expected += 1
        else:
            break
        own = lines[index + 1 : stop]
        rows.append([_cell(lines[index], 0), *_columns(own, columns)])
        index = stop
    return index


def _row_end(lines: Sequence[_Raw], start: int, columns: int, following: int) -> int:
    """Return where a row ends: at the next number, group or heading, or when it is full."""
    furthest = min(len(lines), start + 2 * columns)
    for index in range(start, furthest):
        words = lines[index].text.strip()
        if words.lstrip("0") == str(following) or _GROUP.fullmatch(words):
            return index
        marker = read_marker(words)
        if marker is not None and marker.readings[0][0] in ("roman", "upper", "part", "annex"):
            return index
    return min(furthest, start + columns - 1)


def _columns(lines: Sequence[_Raw], columns: int) -> Iterator[_Cell]:
    """Give the lines of a row their columns: a blank line is an empty cell where the count says so.

    Where there are more lines than columns, the first column after the number has wrapped.
    """
    filled = [line for line in lines if line.text.strip()]
    if len(filled) < columns - 1 == len(lines):
        filled = list(lines)
    surplus = max(0, len(filled) - (columns - 1))
    for number, line in enumerate(filled):
        if line.text.strip():
            yield _cell(line, max(1, number + 1 - surplus))
