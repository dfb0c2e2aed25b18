"""Tables from the lines that are ruled on a page, whoever drew them: a printer or a scanner.

The words come from the page's own reading, so that a table costs no second pass over its text
(pdfplumber parses a page anew, at 70 ms each; the tests hold our grids against its own).
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import regex

from planparse.outline.markers import read_marker
from planparse.readers.pdf_lines import Line, make_line
from planparse.readers.pdf_places import Box, Row

Paragraph = tuple[Line, ...]
Cell = tuple[Paragraph, ...]

# Strokes that lie closer than this are one (a border is often drawn once for each cell), and a
# stroke may miss the one that it should meet by as much. Points.
_SNAP = 3.0
# Nothing smaller than this is a cell.
_SMALLEST = 5.0
MAX_RULINGS = 3000
"""A page with more strokes is a drawing, not a table."""

# So many strokes crossing so many are squared paper, or a drawing.
_MOST_CROSSINGS = 10_000

_BULLET = regex.compile(r"[-–+*•●▪]\s{0,3}\S")
_LOWER = regex.compile(r"\p{Ll}")
_ENDED = frozenset(".;:!?")
# Table columns on two pages are the same when their edges differ by less than this. Points.
_SAME_EDGE = 8.0
# A head of more rows than this is not looked for on the next page.
_HEAD_ROWS = 3


class Ruling(NamedTuple):
    """A straight stroke: upright or level, its place across its direction, and its two ends."""

    upright: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's cells: for each its row, its column and its box."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    cells: tuple[tuple[int, int, Box], ...]

    @property
    def box(self) -> Box:
        """Left, top, right, bottom of the whole table."""
        return self.columns[0], self.rows[0], self.columns[-1], self.rows[-1]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its text; a cell that spans others stands where it begins, these are empty."""

    page: int
    grid: Grid
    cells: tuple[tuple[Cell, ...], ...]

    @property
    def top(self) -> float:
        """Where the table begins on its page."""
        return self.grid.rows[0]

    def lines(self) -> Iterator[Line]:
        """Yield the lines of all cells."""
        for row in self.cells:
            for cell in row:
                for paragraph in cell:
                    yield from paragraph

    def with_lines(self, change: Callable[[Line], Line]) -> "Table":
        """Return the table with each line replaced by what `change` gives."""
        cells = tuple(
            tuple(tuple(tuple(map(change, paragraph)) for paragraph in cell) for cell in row)
            for row in self.cells
        )
        return replace(self, cells=cells)


def find_grids(rulings: Sequence[Ruling]) -> list[Grid]:
    """Return the tables that strokes make: two rows and two columns at least, or three columns.

    One row may be all of a table that stands on this page; the rest is on the next.
    """
    if not 6 <= len(rulings) <= MAX_RULINGS:
        return []
    mesh = _Mesh(rulings)
    if len(mesh.xs) * len(mesh.ys) > _MOST_CROSSINGS:
        return []
    groups: list[tuple[set[tuple[int, int]], list[tuple[int, int, int, int]]]] = []
    for cell in mesh.cells():
        left, top, right, bottom = cell
        corners = {(left, top), (right, top), (left, bottom), (right, bottom)}
        touching = [group for group in groups if group[0] & corners]
        groups = [group for group in groups if not group[0] & corners]
        groups.append(
            (
                corners.union(*(group[0] for group in touching)),
                [cell, *(other for group in touching for other in group[1])],
            )
        )
    grids = (mesh.grid(cells) for _, cells in groups)
    found = [g for g in grids if len(g.columns) > (2 if len(g.rows) > 2 else 3)]
    return sorted(found, key=lambda grid: (grid.rows[0], grid.columns[0]))


class _Mesh:
    """Upright and level strokes, put together, and the points where they meet."""

    def __init__(self, rulings: Sequence[Ruling]) -> None:
        self.upright = _joined([ruling for ruling in rulings if ruling.upright])
        self.level = _joined([ruling for ruling in rulings if not ruling.upright])
        self.xs = [at for at, _ in self.upright]
        self.ys = [at for at, _ in self.level]

    def cells(self) -> Iterator[tuple[int, int, int, int]]:
        """Yield cells as indexes of strokes: left, top, right, bottom; the smallest ones only."""
        right = {(x, y): list(self._along(x, y, level=True)) for x, y in self._points()}
        below = {point: list(self._along(*point, level=False)) for point in right}
        for (x, y), beside in right.items():
            cell = next(
                (
                    (x, y, far, low)
                    for low in below[x, y]
                    for far in beside
                    if low in below[far, y] and far in right.get((x, low), ())
                ),
                None,
            )
            if cell is not None:
                yield cell

    def _points(self) -> Iterator[tuple[int, int]]:
        for y in range(len(self.ys)):
            for x in range(len(self.xs)):
                if _covers(self.level[y][1], self.xs[x]) and _covers(
                    self.upright[x][1], self.ys[y]
                ):
                    yield x, y

    def _along(self, x: int, y: int, *, level: bool) -> Iterator[int]:
        """Yield the strokes that meet the one through a point further right, or further down."""
        pieces = self.level[y][1] if level else self.upright[x][1]
        places, here = (self.xs, x) if level else (self.ys, y)
        piece = next((p for p in pieces if p[0] - _SNAP <= places[here] <= p[1] + _SNAP), None)
        if piece is None:
            return
        for index in range(here + 1, len(places)):
            if places[index] > piece[1] + _SNAP:
                return
            crossing = self.upright[index][1] if level else self.level[index][1]
            if places[index] - places[here] >= _SMALLEST and _covers(
                crossing, self.ys[y] if level else self.xs[x]
            ):
                yield index

    def grid(self, cells: Sequence[tuple[int, int, int, int]]) -> Grid:
        """Return the grid of cells that belong together."""
        columns = sorted({side for cell in cells for side in (cell[0], cell[2])})
        rows = sorted({side for cell in cells for side in (cell[1], cell[3])})
        placed = sorted(
            (
                rows.index(top),
                columns.index(left),
                (self.xs[left], self.ys[top], self.xs[right], self.ys[bottom]),
            )
            for left, top, right, bottom in cells
        )
        return Grid(
            tuple(self.xs[column] for column in columns),
            tuple(self.ys[row] for row in rows),
            tuple(placed),
        )


def _joined(rulings: list[Ruling]) -> list[tuple[float, list[tuple[float, float]]]]:
    """Return strokes by place, each with the stretches that it covers."""
    lines: list[tuple[float, list[tuple[float, float]]]] = []
    for ruling in sorted(rulings, key=lambda ruling: ruling.at):
        if not lines or ruling.at - lines[-1][0] > _SNAP:
            lines.append((ruling.at, []))
        lines[-1][1].append((ruling.start, ruling.end))
    return [(at, _united(pieces)) for at, pieces in lines]


def _united(pieces: list[tuple[float, float]]) -> list[tuple[float, float]]:
    united: list[tuple[float, float]] = []
    for start, end in sorted(pieces):
        if united and start <= united[-1][1] + _SNAP:
            united[-1] = (united[-1][0], max(united[-1][1], end))
        else:
            united.append((start, end))
    return united


def _covers(pieces: Sequence[tuple[float, float]], place: float) -> bool:
    return any(start - _SNAP <= place <= end + _SNAP for start, end in pieces)


def fill_tables(
    grids: Sequence[Grid], rows: Sequence[Row], page: int
) -> tuple[list[Table], list[Row]]:
    """Put words into the cells they stand in; return the tables and the rows of words left over."""
    tables = []
    for grid in grids:
        place = _CellFinder(grid)
        held: dict[tuple[int, int], list[Row]] = {}
        outside: list[Row] = []
        for row in rows:
            pieces: dict[tuple[int, int] | None, Row] = {}
            for word in row:
                middle = (word.x0 + word.x1) / 2, word.base - 0.3 * word.size
                pieces.setdefault(place(*middle), []).append(word)
            for key, piece in pieces.items():
                if key is None:
                    outside.append(piece)
                else:
                    held.setdefault(key, []).append(piece)
        rows = outside
        if held:
            tables.append(_table(grid, held, page))
    return tables, list(rows)


class _CellFinder:
    """Says which cell of a grid holds a point, by one look-up in each direction."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.cell: dict[tuple[int, int], tuple[int, int]] = {}
        for row, column, (_, _, right, bottom) in grid.cells:
            for y in range(row, grid.rows.index(bottom)):
                for x in range(column, grid.columns.index(right)):
                    self.cell[y, x] = (row, column)

    def __call__(self, x: float, y: float) -> tuple[int, int] | None:
        row = bisect_right(self.grid.rows, y) - 1
        column = bisect_right(self.grid.columns, x) - 1
        return self.cell.get((row, column))


def _table(grid: Grid, held: dict[tuple[int, int], list[Row]], page: int) -> Table:
    rows = (
        tuple(
            _paragraphs([make_line(words, page) for words in held.get((row, column), [])])
            for column in range(len(grid.columns) - 1)
        )
        for row in range(len(grid.rows) - 1)
    )
    return Table(page, grid, tuple(row for row in rows if any(row)))


def _paragraphs(lines: Sequence[Line]) -> Cell:
    """Put the lines of a cell together; most cells are one paragraph."""
    paragraphs: list[list[Line]] = []
    for line in lines:
        if paragraphs and not _begins(paragraphs[-1][-1], line):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return tuple(map(tuple, paragraphs))


def _begins(last: Line, line: Line) -> bool:
    """Tell whether a cell's line begins a paragraph: a bullet or marker, not "- 2030" or "1. "."""
    marked = _BULLET.match(line.text) or read_marker(line.text) is not None
    return bool(marked) and (last.text[-1] in _ENDED or not _LOWER.match(line.text.lstrip("-–+* ")))


def join_tables(above: Table, below: Table) -> Table | None:
    """Return one table if `below`, on the next page, goes on with `above`; its head falls away."""
    mine, other = above.grid.columns, below.grid.columns
    shift = other[0] - mine[0]
    if len(mine) != len(other) or any(
        abs(b - a - shift) > _SAME_EDGE for a, b in zip(mine, other, strict=True)
    ):
        return None
    rows = list(below.cells)
    head = 0
    while head < min(_HEAD_ROWS, len(rows), len(above.cells)) and (
        _row_text(rows[head]) == _row_text(above.cells[head])
    ):
        head += 1
    rows = rows[head:]
    kept = list(above.cells)
    if rows and _goes_on(kept[-1], rows[0]):
        kept[-1] = tuple(_joined_cell(a, b) for a, b in zip(kept[-1], rows.pop(0), strict=True))
    return replace(above, page=below.page, cells=(*kept, *rows))


def _row_text(row: Sequence[Cell]) -> list[str]:
    return [cell_text(cell) for cell in row]


def cell_text(cell: Cell) -> str:
    """Return a cell's words on one line."""
    return " ".join(line.text for paragraph in cell for line in paragraph)


def _goes_on(last: Sequence[Cell], row: Sequence[Cell]) -> bool:
    """Tell whether a page's first row is the rest of the row that the page break cut.

    Its number is missing, and what stands in it reads on from the cell above.
    """
    if row[0] or not any(last):
        return False
    votes = 0
    for above, below in zip(last, row, strict=True):
        if below:
            votes += _reads_on(cell_text(above), cell_text(below))
    return votes > 0


def _reads_on(above: str, below: str) -> int:
    if not above:
        return -1
    if _LOWER.match(below):
        return 2
    return -1 if above[-1] in _ENDED or _BULLET.match(below) else 1


def _joined_cell(above: Cell, below: Cell) -> Cell:
    if not above or not below:
        return above or below
    if _begins(above[-1][-1], below[0][0]):
        return (*above, *below)
    return (*above[:-1], above[-1] + below[0], *below[1:])
