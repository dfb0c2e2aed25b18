"""The lines of a normalised text that carry words, and the cells of its tables."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from planparse.outline.flat_tables import CellPlace, find_flat_cells
from planparse.text.mapped import MappedText
from planparse.text.patterns import lazy_pattern

LONGEST_LINE = 8000
"""No paragraph is longer than this; what is longer is cut at a blank."""

# "2", "- 3 -", "Trang 4/12", "3/12", "PAGE 2": page numbers; "-----", "____", "***": strokes.
_FURNITURE = lazy_pattern(
    r"(?:[-–]?\s?\d{1,3}\s?[-–]?|(?:Trang|trang|Page|PAGE)\s*\d{0,3}(?:\s?/\s?\d{1,3})?"
    r"|\d{1,3}/\d{1,3}"
    r"|[-_=*~.•\s|:]{2,200}|\[\s?\])"
)
_FURNITURE_MARKS = frozenset("0123456789-–_=*~.•|:TtPp[")
# Tables without lines are numbered from here on.
_FLAT = 100_000
# Lines; a cell of a head is shorter.
_LONGEST_CELL = 12


class Line(NamedTuple):
    """A line without its outer blanks; `gap` says that blank lines stand before it."""

    start: int
    end: int
    text: str
    gap: bool
    cell: tuple[int, int, int] | None = None


def read_lines(mapped: MappedText, source: str) -> Iterator[Line]:
    """Yield the lines that carry text, cells numbered by table, row and column."""
    text = mapped.text
    cells = _Cells(_ends_of_loose_tables(text))
    flat = find_flat_cells(text, _tabs(mapped, source))
    offset, gap = 0, False
    for raw in text.split("\n"):
        start, offset = offset, offset + len(raw) + 1
        stripped = raw.strip()
        if start in flat:
            yield from cells.flat(flat[start], text)
            gap = True
        elif not stripped:
            gap = True
            cells.empty(raw)
        elif stripped[0] == "|":
            yield from cells.pipe(stripped, start + _indent(raw), gap)
            cells.end_at(start)
            gap = True
        else:
            for line in _plain(stripped, start + _indent(raw), gap, cells.place()):
                yield line
                gap = False


def _ends_of_loose_tables(text: str) -> frozenset[int]:
    """Return where lines begin that hold the last "|" of a table that opened without a blank line.

    A portal's page prints a head as "TỈNH SƠN LA / | / CỘNG HÒA … / | / KẾ HOẠCH": what follows the
    last stroke is no cell.
    """
    if "|" not in text:
        return frozenset()
    strokes: list[tuple[int, int, bool]] = []
    offset, before = 0, ""
    for number, raw in enumerate(text.split("\n")):
        if raw.strip() == "|":
            strokes.append((number, offset, bool(before.strip()) and before.strip()[0] != "|"))
        offset += len(raw) + 1
        before = raw
    ends: set[int] = set()
    is_loose, last = False, -_LONGEST_CELL
    for index, (number, start, follows) in enumerate(strokes):
        if number - last >= _LONGEST_CELL:
            is_loose = follows
        last = number
        after = strokes[index + 1][0] if index + 1 < len(strokes) else number + _LONGEST_CELL
        if is_loose and after - number >= _LONGEST_CELL:
            ends.add(start)
    return frozenset(ends)


def _indent(raw: str) -> int:
    return len(raw) - len(raw.lstrip()) if raw[0].isspace() else 0


def _plain(
    stripped: str, start: int, gap: bool, place: tuple[int, int, int] | None
) -> Iterator[Line]:
    if _says_nothing(stripped) if place else _is_furniture(stripped):
        return
    for at, end in _pieces(stripped):
        yield Line(start + at, start + end, stripped[at:end], gap and at == 0, place)


def _tabs(mapped: MappedText, source: str) -> list[int]:
    """Return where in the normalised text the source has a tab."""
    tabs = (at for at, character in enumerate(source) if character == "\t")
    return list(mapped.places_of(tabs)) if "\t" in source else []


def _is_furniture(line: str) -> bool:
    return line[0] in _FURNITURE_MARKS and _FURNITURE.fullmatch(line) is not None


def _says_nothing(cell: str) -> bool:
    return not any(c.isalnum() or c == "%" for c in cell)


def _pieces(line: str) -> Iterator[tuple[int, int]]:
    """Cut a line that no paragraph is as long as at blanks, so that no input takes long."""
    start = 0
    while len(line) - start > LONGEST_LINE:
        blank = line.rfind(" ", start + 1, start + LONGEST_LINE)
        stop = blank if blank > 0 else start + LONGEST_LINE
        yield start, stop
        start = stop + 1 if blank > 0 else stop
    yield start, len(line)


class _Cells:
    """Where in a table we are; lives only while the lines are read."""

    def __init__(self, ends: frozenset[int]) -> None:
        self.ends = ends
        self.table, self.row, self.column = -1, -1, 0
        self.open = False
        self.after_pipe = False

    def empty(self, raw: str) -> None:
        # A cell that held only emphasis marks is empty, not the end of its table.
        if raw and self.open:
            return
        if self.after_pipe:
            self.open = False
        self.after_pipe = False

    def place(self) -> tuple[int, int, int] | None:
        self.after_pipe = False
        return (self.table, self.row, self.column) if self.open else None

    def pipe(self, stripped: str, start: int, gap: bool) -> Iterator[Line]:
        if len(stripped) > 1:
            yield from self._row_on_one_line(stripped, start, gap)
            return
        if not self.open:
            self.table, self.row, self.column, self.open = self.table + 1, 0, 0, True
        elif self.after_pipe:
            self.row, self.column = self.row + 1, 0
        else:
            self.column += 1
        self.after_pipe = True

    def end_at(self, start: int) -> None:
        """Close a table whose last stroke begins at `start`, where no blank line will."""
        if start in self.ends:
            self.open = self.after_pipe = False

    def flat(self, places: Sequence[CellPlace], text: str) -> Iterator[Line]:
        """Yield the cells of a line of a table without lines; such tables are counted apart."""
        self.open = False
        for start, end, table, row, column in places:
            if not _says_nothing(text[start:end]):
                yield Line(start, end, text[start:end], True, (_FLAT + table, row, column))

    def _row_on_one_line(self, stripped: str, start: int, gap: bool) -> Iterator[Line]:
        if not self.open:
            self.table, self.row, self.open = self.table + 1, -1, True
        self.row, self.after_pipe = self.row + 1, True
        offset = 0
        for column, raw in enumerate(stripped.strip("|").split("|")):
            cell = raw.strip()
            if cell and not _says_nothing(cell):
                at = start + 1 + offset + len(raw) - len(raw.lstrip())
                yield Line(at, at + len(cell), cell, True, (self.table, self.row, column))
            offset += len(raw) + 1
