"""Format-free tables: what every format that is made of tables writes."""

from dataclasses import dataclass
from datetime import date

from planparse.reports.wording import Words, say_date, say_number


@dataclass(frozen=True, slots=True)
class Tagged:
    """A cell that says a status: its words, and the status for the colour beside them."""

    words: str
    tag: str


Cell = str | int | float | date | Tagged | None
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column's heading and its width relative to the others."""

    heading: str
    width: int = 10


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a title."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """A report as tables.

    `words` are those of its language. `facts` are what is known of the documents, label and value;
    a label without a value heads those after it. `narrow` tables are for pages,
    `wide` ones, whose cells hold one value each, for sheets; `flat` is all in one.
    """

    words: Words
    title: str
    facts: tuple[tuple[str, Cell], ...]
    headline: str
    notices: tuple[str, ...]
    notes: tuple[str, ...]
    narrow: tuple[Table, ...]
    wide: tuple[Table, ...]
    flat: Table


def say_cell(cell: Cell) -> str:
    """Return a cell's words: dates and numbers as Vietnamese readers write them.

    >>> say_cell(date(2024, 1, 12)), say_cell(1500), say_cell(None)
    ('12/01/2024', '1.500', '')
    """
    if cell is None:
        return ""
    if isinstance(cell, date):
        return say_date(cell.isoformat())
    if isinstance(cell, Tagged):
        return cell.words
    return cell if isinstance(cell, str) else say_number(cell)
