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
    ("time", r"thời gian|thời hạn|thời điểm|tiến độ|lộ trình|hoàn thành|^hạn|^mốc"),
    ("lead", r"chủ trì|thực hiện$|cơ quan|đơn vị|trách nhiệm|người phụ trách|bộ phận|theo dõi"),
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
    """A row below the head: its cells in order, and the text of the group row above it.

    `columns` are the kinds of all columns of its table, which begins at `table` in the passage.
    """

    cells: tuple[Cell, ...]
    group: str
    columns: frozenset[Column]
    table: int

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


_IS_NUMBER = lazy_pattern(r"[\dIVXA-H.()]{1,6}")
_RawRow = dict[int, tuple[int, int, str]]


def _raw_row(passage: Passage, cells: list[tuple[Block, tuple[int, int, int]]]) -> _RawRow:
    """Put the blocks of a row together, column by column."""
    row: _RawRow = {}
    for block, (_, _, column) in cells:
        start = row[column][0] if column in row else block.start
        row[column] = (start, block.end, passage.text[start : block.end].replace("\n", " "))
    return row


def _rows_of_table(rows: list[_RawRow]) -> Iterator[Row]:
    heads: _Heads = {}
    kinds: frozenset[Column] = frozenset()
    group = ""
    for row in rows:
        if not heads:
            found = {column: (_column_of(cell[2]), cell[2]) for column, cell in row.items()}
            if len(found) >= 3 and sum(1 for cell in found.values() if _says_column(*cell)) >= 2:
                heads = _with_values(_as_places(found, rows), rows)
                kinds = frozenset(kind for kind, _ in heads.values() if kind)
            continue
        texts = {column: cell[2] for column, cell in row.items()}
        if _counts_columns(texts):
            continue
        words = [text for text in texts.values() if not _IS_NUMBER.fullmatch(text)]
        if len(words) == 1 and len(texts) <= 2 and len(heads) > 3:
            group = words[0]
            continue
        cells = tuple(
            Cell(*cell, *heads.get(column, (None, ""))) for column, cell in sorted(row.items())
        )
        yield Row(cells, group, kinds, min(cell[0] for cell in rows[0].values()))


def _says_column(kind: Column | None, head: str) -> bool:
    """Tell whether a cell looks like the head of a column: its words say so, or it gives a unit."""
    return kind is not None or head_unit(head) != ""


# "Điểm chữa cháy (điểm)", "HS giỏi (%)": the unit that a head gives
HEAD_UNIT = lazy_pattern(r"\((?P<unit>%|[\p{L}/ ]{1,20})\)")
# "Số lớp", "Số học viên": what a head counts
_COUNTED = lazy_pattern(
    r"(?:tổng )?số (?:lượng )?(?!lượng)(?P<unit>\p{L}[\p{L} ]{1,20})", regex.IGNORECASE
)


def head_unit(head: str) -> str:
    """Return the unit in which a column counts, "" where its head gives none.

    >>> head_unit("Hộ được vay (hộ)"), head_unit("Số lớp"), head_unit("Ghi chú")
    ('hộ', 'lớp', '')
    """
    match = HEAD_UNIT.search(head) or _COUNTED.match(head)
    return match["unit"].strip() if match else ""


_Heads = dict[int, tuple[Column | None, str]]
# "55", "≥ 55%", "1.200", "40 - 50": what a column of values holds
_VALUE = lazy_pattern(r"[≥≤<>]?=?\s?\d[\d.,]{0,11}(?:\s?-\s?\d[\d.,]{0,11})?\s?%?")


def _with_values(heads: _Heads, rows: list[_RawRow]) -> _Heads:
    """Tell values from names by what a column holds, where another gives their unit.

    "Nội dung | ĐVT | Chỉ tiêu", "Chỉ tiêu | Đơn vị | Kết quả": the last column holds numbers.
    """
    if not any(kind == "unit" for kind, _ in heads.values()):
        return heads
    return {
        column: (
            "value" if kind in ("product", "target") and _holds_values(column, rows) else kind,
            head,
        )
        for column, (kind, head) in heads.items()
    }


def _holds_values(column: int, rows: list[_RawRow]) -> bool:
    texts = [row[column][2].strip() for row in rows[1:] if column in row]
    return 2 * sum(1 for text in texts if _VALUE.fullmatch(text)) > len(texts)


def _as_places(heads: _Heads, rows: list[_RawRow]) -> _Heads:
    """Tell units from places under a bare "Đơn vị": units are short, places have their names."""
    return {
        column: (None if kind == "unit" and _names_places(head, column, rows) else kind, head)
        for column, (kind, head) in heads.items()
    }


def _names_places(head: str, column: int, rows: list[_RawRow]) -> bool:
    words = [row[column][2] for row in rows if column in row and row[column][2] != head]
    long = sum(1 for text in words if len(text) > _LONGEST_UNIT)
    return head.strip().lower() == "đơn vị" and 2 * long > len(words)


# "triệu đồng/người", "Buổi/tháng"; the name of a commune is longer
_LONGEST_UNIT = 9


def _counts_columns(texts: dict[int, str]) -> bool:
    """Tell whether a row only numbers the columns: "(1) | (2) | (3)"."""
    return len(texts) > 2 and all(
        text.strip("() ") == str(number) for number, text in enumerate(texts.values(), 1)
    )


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
