"""Tables of an HTML page while they are read: which column a cell begins in."""

from planparse.readers.html_tokens import Tag
from planparse.readers.plain_form import Block, Cell, Table

# Spans beyond these are mistakes or attacks.
_MAX_COLUMNS = 200
_MAX_ROWS = 10_000


class OpenTable:
    """A table between its tags; lives only while the page is read."""

    def __init__(self) -> None:
        """Begin before the first row."""
        self._rows: list[tuple[Cell, ...]] = []
        self._cells: list[Cell] = []
        self._below: dict[int, int] = {}
        self._new: dict[int, int] = {}
        self._column = 0
        self._start = 0

    def open_cell(self, tag: Tag) -> None:
        """Find the column of a cell, behind those that reach down from rows above."""
        while self._column in self._below:
            self._column += 1
        self._start = self._column
        width = _span(tag, "colspan", _MAX_COLUMNS)
        height = _span(tag, "rowspan", _MAX_ROWS)
        if height > 1:
            for column in range(self._column, min(self._column + width, _MAX_COLUMNS)):
                self._new[column] = height
        self._column += width

    def close_cell(self, blocks: tuple[Block, ...]) -> None:
        """Take what stood in the cell that was opened last."""
        self._cells.append(Cell(self._start, blocks))

    def end_row(self) -> None:
        """End a row, if one was begun."""
        if not self._cells and not self._column:
            return
        self._rows.append(tuple(self._cells))
        reach = self._below | self._new
        self._below = {column: left - 1 for column, left in reach.items() if left > 1}
        self._cells, self._new, self._column = [], {}, 0

    def table(self) -> Table:
        """Return the table as far as it was read."""
        self.end_row()
        return Table(tuple(row for row in self._rows if row))


def _span(tag: Tag, name: str, limit: int) -> int:
    """Return a span; "0" reaches to the end of the table."""
    text = tag.attributes.get(name, "1").strip()
    if not text.isascii() or not text.isdigit() or len(text) > 5:
        return 1
    return min(int(text), limit) or (limit if name == "rowspan" else 1)
