"""Tables as tables: a cell knows its row, the head of its column and the group row above it."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

import regex

from planparse.extractors.base import Passage
from planparse.outline import Block
from planparse.text.patterns import lazy_pattern

Column = Literal[
    "number",
    "target",
    "unit",
    "task",
    "lead",
    "support",
    "time",
    "product",
    "year",
    "value",
    "note",
]

# Column heads by what their cells hold; the first that matches decides.
_HEADS: tuple[tuple[Column, str], ...] = (
    ("number", r"(?:stt|tt|số tt|số thứ tự)$"),
    ("unit", r"đơn vị tính|đvt|đơn vị đo|^đơn vị$"),
    ("support", r"phối hợp"),
    ("lead", r"chủ trì|thực hiện$|cơ quan|đơn vị|trách nhiệm|người phụ trách|bộ phận|theo dõi"),
    ("time", r"thời gian|thời hạn|tiến độ|lộ trình|hoàn thành"),
    ("product", r"sản phẩm|kết quả"),
    ("year", r"(?:19|20)\d{2}"),
    ("target", r"chỉ tiêu|tiêu chí|chỉ số"),
    ("task", r"nhiệm vụ|nội dung|công việc|hoạt động|giải pháp|dự án|tên"),
    ("value", r"mục tiêu|kế hoạch|giá trị|mức|số lượng"),
    ("note", r"ghi chú"),
)
_HEAD_PATTERNS = tuple((name, lazy_pattern(pattern, regex.IGNORECASE)) for name, pattern in _HEADS)
# "Chỉ tiêu năm 2026" is a year column, "Thời gian thực hiện" a time column.
_YEAR = lazy_pattern(r"(?:19|20)\d{2}(?!\d)")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell at `start:end` of its passage; `head` is its column's head as printed."""

    start: int
    end: int
    text: str
    column: Column | None
    head: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row below the head: its cells in order, and the text of the group row above it."""

    cells: tuple[Cell, ...]
    group: str

    def first(self, *columns: Column) -> Cell | None:
        """Return the first cell of one of the columns."""
        return next((cell for cell in self.cells if cell.column in columns), None)


def read_rows(passage: Passage) -> Iterator[Row]:
    """Yield the rows of all tables of a passage that have a head row."""
    cells = [(block, block.cell) for block in passage.blocks if block.cell is not None]
    for _, table in groupby(cells, key=lambda item: item[1][0]):
        rows = [
            _raw_row(passage, list(row)) for _, row in groupby(table, key=lambda item: item[1][1])
        ]
        yield from _rows_of_table(rows)


_RawRow = dict[int, tuple[int, int, str]]


def _raw_row(passage: Passage, cells: list[tuple[Block, tuple[int, int, int]]]) -> _RawRow:
    """Put the blocks of a row together, column by column."""
    row: _RawRow = {}
    for block, (_, _, column) in cells:
        start = row[column][0] if column in row else block.start
        row[column] = (start, block.end, passage.text[start : block.end].replace("\n", " "))
    return row


def _rows_of_table(rows: list[_RawRow]) -> Iterator[Row]:
    heads: dict[int, tuple[Column | None, str]] = {}
    group = ""
    for row in rows:
        if not heads:
            found = {column: (_column_of(cell[2]), cell[2]) for column, cell in row.items()}
            if sum(1 for kind, _ in found.values() if kind) >= 2 and len(found) >= 3:
                heads = found
            continue
        texts = {column: cell[2] for column, cell in row.items()}
        words = [
            text for text in texts.values() if not regex.fullmatch(r"[\dIVXA-H.()]{1,6}", text)
        ]
        if len(words) == 1 and len(texts) <= 2 and len(heads) > 3:
            group = words[0]
            continue
        cells = tuple(
            Cell(*cell, *heads.get(column, (None, ""))) for column, cell in sorted(row.items())
        )
        yield Row(cells, group)


def _column_of(head: str) -> Column | None:
    folded = " ".join(head.split())
    for name, pattern in _HEAD_PATTERNS:
        if pattern.search(folded):
            return name
    return None


def year_of(text: str) -> str | None:
    """Return the last year that a head or group row names.

    >>> year_of("Giai đoạn 2026 - 2030")
    '2030'
    """
    years = _YEAR.findall(text)
    return years[-1] if years else None
