"""Targets in tables: "TT | Chỉ tiêu | Đơn vị tính | Năm 2025 | Năm 2026 | Cơ quan theo dõi"."""

from collections.abc import Iterator

import regex

from planparse.extractors.base import Passage
from planparse.extractors.horizons import inherited_horizon
from planparse.extractors.tables import Cell, Row, read_rows, year_of
from planparse.model import Target
from planparse.model.records import Comparator
from planparse.text.numbers import NUMBER, read_number
from planparse.text.patterns import lazy_pattern

# "90", "≥ 80", "> 60", "40 - 50", "09", "1.500", "≤ 3", "trên 95"; not "2026-2030", "Trước 30/6"
_VALUE = lazy_pattern(
    rf"(?P<sign>≥|>=|≤|<=|>|<|trên|dưới|ít nhất|tối thiểu|tối đa"
    rf"|khoảng)?\s?(?P<n1>{NUMBER})(?:\s?-\s?(?P<n2>{NUMBER}))?"
    r"(?:\s?(?P<unit>%|\p{L}[\p{L}, ]{0,24}))?(?P<up>\s?trở lên)?",
    regex.IGNORECASE,
)
_SIGNS: dict[str, Comparator] = {
    "≥": "ge", ">=": "ge", "ít nhất": "ge", "tối thiểu": "ge",
    "≤": "le", "<=": "le", "tối đa": "le",
    ">": "gt", "trên": "gt", "<": "lt", "dưới": "lt", "khoảng": "approx",
}  # fmt: skip
_VALUE_COLUMNS = frozenset(("year", "value", "product"))
_PLAIN_YEAR = lazy_pattern(r"(?:19|20)\d{2}")
_PAST_HEAD = lazy_pattern(r"kết quả|thực hiện năm|hiện trạng|ước", regex.IGNORECASE)


def find_in_tables(passage: Passage) -> Iterator[Target]:
    """Yield a target for each number in a value column of a table with a column of targets."""
    for row in read_rows(passage):
        name = row.first("target")
        if name is None:
            continue
        for cell in row.cells:
            if cell.column in _VALUE_COLUMNS and not _PAST_HEAD.search(cell.head):
                yield from _in_cell(passage, row, name, cell)


def _in_cell(passage: Passage, row: Row, name: Cell, cell: Cell) -> Iterator[Target]:
    match = _VALUE.fullmatch(cell.text.strip())
    if match is None or _PLAIN_YEAR.fullmatch(match.group("n1")):
        return
    unit_cell = row.first("unit")
    unit = (match.group("unit") or (unit_cell.text if unit_cell else "")).strip()
    second = match.group("n2")
    sign = (match.group("sign") or "").lower()
    comparator = _SIGNS.get(sign, "range" if second else "eq")
    own = year_of(cell.head) or year_of(row.group)
    by = own or inherited_horizon(passage, cell.start)
    offset = cell.start + len(cell.text) - len(cell.text.lstrip())
    yield passage.record(
        Target,
        f"target-{'percent' if unit == '%' else 'count'}",
        offset + match.start("n1"),
        offset
        + (
            match.end("unit")
            if match.group("unit")
            else match.end("n2")
            if second
            else match.end("n1")
        ),
        value=read_number(match.group("n1")),
        value_max=read_number(second) if second else None,
        unit=unit,
        comparator="ge" if match.group("up") else comparator,
        by=by,
        indicator=name.text.strip(" .;:-"),
        inferred=() if own or by is None else ("by",),
    )
