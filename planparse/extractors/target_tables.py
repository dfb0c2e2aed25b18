"""Targets in tables: "TT | Chỉ tiêu | Đơn vị tính | Năm 2025 | Năm 2026 | Cơ quan theo dõi".

Three kinds of table set targets: one with a column of targets or of units, whose rows name what is
measured; one that shares quotas out, whose columns name it ("Địa phương | Số lớp | Hộ vay (hộ)");
and one of duties, whose products are counted ("02 hội thi").
"""

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from planparse.extractors.base import Passage
from planparse.extractors.horizons import inherited_horizon, stated_horizon
from planparse.extractors.quantities import find_quantities
from planparse.extractors.tables import HEAD_UNIT, Cell, Row, head_unit, read_rows, year_of
from planparse.model import Target
from planparse.model.records import Comparator
from planparse.text.numbers import NUMBER, read_number, scaled
from planparse.text.patterns import lazy_pattern

# "90", "≥ 80", "> 60", "40 - 50", "09", "1.500", "≤ 3", "trên 95", "8 trở xuống", "96/96"; not
# "2026-2030", "Trước 30/6"
_VALUE = lazy_pattern(
    rf"(?P<sign>≥|>=|≤|<=|>|<|trên|dưới|ít nhất|tối thiểu|tối đa|từ"
    rf"|khoảng)?\s?(?P<n1>{NUMBER})(?:\s?-\s?(?P<n2>{NUMBER})|/{NUMBER})?"
    r"(?:\s?(?P<unit>%|(?!trở)\p{L}[\p{L}, ]{0,24}?))?(?P<open>\s?trở (?:lên|xuống))?",
    regex.IGNORECASE,
)
_SIGNS: dict[str, Comparator] = {
    "≥": "ge", ">=": "ge", "ít nhất": "ge", "tối thiểu": "ge",
    "≤": "le", "<=": "le", "tối đa": "le",
    ">": "gt", "trên": "gt", "<": "lt", "dưới": "lt", "khoảng": "approx",
}  # fmt: skip
_NO_VALUES = frozenset(("number", "unit", "lead", "support", "time", "note", "task"))
_PLAIN_YEAR = lazy_pattern(r"(?:19|20)\d{2}")
# "Kết quả 2023", "TH 2006", "Số HS hiện có": what was reached or exists
_PAST_HEAD = lazy_pattern(
    r"kết quả (?:năm |thực hiện )?\d|kết quả thực hiện|đạt được|thực hiện năm|^th\b|hiện trạng"
    r"|hiện có|hiện nay|^ước|^đã|tổng số hộ|số dân|dân số|diện tích tự nhiên|số liệu",
    regex.IGNORECASE,
)
_MONEY_HEAD = lazy_pattern(
    r"kinh phí|dự toán|vốn|ngân sách|đơn giá|thành tiền|triệu đồng|tỷ đồng", regex.IGNORECASE
)
# What stands above a table that shares quotas out
_SHARED_OUT = lazy_pattern(r"chỉ tiêu|phân bổ|giao|kế hoạch|mục tiêu", regex.IGNORECASE)
_CAPTION_REACH = 400
_CAPTION_LINES = 3
_SCALED = lazy_pattern(
    r"(?P<scale>nghìn|ngàn|vạn|triệu|1\.?000)\s(?!đồng|vnđ|usd)(?=\p{L})", regex.IGNORECASE
)
_PART = lazy_pattern(r"\s?(?:trong đó|[-+])\s?:?\s?", regex.IGNORECASE)
_DIGITS = lazy_pattern(r"[\d.]{1,6}")


@dataclass(frozen=True, slots=True)
class _Measure:
    """What a cell's number measures; `is_own` says that its own column or group gives the year."""

    unit: str
    indicator: str
    by: str | None
    is_own: bool


def find_in_tables(passage: Passage) -> Iterator[Target]:
    """Yield a target for each number that a table sets."""
    whole = ""
    for row in read_rows(passage):
        name = row.first("target") or row.first("task") or _first_words(row)
        if name is None:
            continue
        part = _PART.match(name.text)
        whole = whole if part else name.text
        text = f"{whole}: {name.text[part.end() :]}" if part and whole else name.text
        for cell in row.cells:
            if cell.column == "product":
                yield from _in_product(passage, row, text, cell)
            elif cell is not name and _may_set(passage, row, cell):
                yield from _in_cell(passage, row, text, cell)


def _first_words(row: Row) -> Cell | None:
    """Return the first cell behind the number that says something: the place a quota goes to."""
    cells = (cell for cell in row.cells if cell.column not in ("number", "unit", "note"))
    return next(cells, None)


def _may_set(passage: Passage, row: Row, cell: Cell) -> bool:
    """Tell whether the numbers of a cell's column are targets."""
    if cell.column in _NO_VALUES or _PAST_HEAD.search(cell.head):
        return False
    if {"target", "unit"} & row.columns:
        return cell.column != "target" and not _MONEY_HEAD.search(cell.head)
    if _MONEY_HEAD.search(cell.head) or not head_unit(cell.head):
        return False
    caption = (passage.text[max(0, row.table - _CAPTION_REACH) : row.table], *passage.above)
    return any(_SHARED_OUT.search(text) for text in caption)


def _in_cell(passage: Passage, row: Row, name: str, cell: Cell) -> Iterator[Target]:
    match = _VALUE.fullmatch(cell.text.strip())
    if match is None or _PLAIN_YEAR.fullmatch(match.group("n1")):
        return
    measure = _measure(passage, row, name, cell, match)
    unit, scale = _scaled_unit(measure.unit)
    second = match.group("n2")
    offset = cell.start + len(cell.text) - len(cell.text.lstrip())
    last = "unit" if match.group("unit") else "n2" if second else "n1"
    yield passage.record(
        Target,
        f"target-{'percent' if unit.startswith('%') else 'count'}",
        offset + match.start("n1"),
        offset + match.end(last),
        value=scaled(read_number(match.group("n1")), scale),
        value_max=scaled(read_number(second), scale) if second else None,
        unit=unit,
        comparator=_comparator(match),
        by=measure.by,
        indicator=measure.indicator,
        inferred=() if measure.is_own or measure.by is None else ("by",),
    )


def _scaled_unit(unit: str) -> tuple[str, str | None]:
    """Part a scale from a unit: "Nghìn người", "1.000 lượt"; money keeps it ("Tỷ đồng")."""
    match = _SCALED.match(unit)
    if match is None:
        return unit, None
    scale = match["scale"].lower().replace("1.000", "nghìn").replace("1000", "nghìn")
    return unit[match.end() :], scale


def _comparator(match: regex.Match[str]) -> Comparator:
    if match.group("open"):
        return "ge" if match.group("open").strip().endswith("lên") else "le"
    sign = (match.group("sign") or "").lower()
    return _SIGNS.get(sign, "range" if match.group("n2") else "eq")


def _measure(
    passage: Passage, row: Row, name: str, cell: Cell, match: regex.Match[str]
) -> _Measure:
    own = year_of(cell.head) or year_of(row.group)
    by = own or _of_caption(passage, row) or inherited_horizon(passage, cell.start)
    unit_cell = row.first("unit")
    unit = match.group("unit") or (unit_cell.text if unit_cell else "") or head_unit(cell.head)
    if not unit:
        unit = head_unit(name)
    return _Measure(" ".join(unit.split()), _indicator(row, name, cell), by, own is not None)


def _of_caption(passage: Passage, row: Row) -> str | None:
    """Return the year in the lines right above a table: "… NĂM 2023", be it the end of a title."""
    above = passage.text[max(0, row.table - _CAPTION_REACH) : row.table].rstrip("\n").split("\n")
    lines = [line for line in above[-_CAPTION_LINES:] if line.isupper()]
    years = [year for line in lines if (year := stated_horizon(line)) is not None]
    return years[-1] if years else None


def _indicator(row: Row, name: str, cell: Cell) -> str:
    """Return what a cell measures: the row's name, the column's, or both.

    Where columns name what is measured, a row that is only a number takes the head of its column
    ("khối 6").
    """
    head = HEAD_UNIT.sub("", cell.head).strip(" .;:-")
    if {"target", "unit"} & row.columns:
        is_plain = cell.column in ("year", "value", "product")
        return name.strip(" .;:-") if is_plain else f"{name.strip(' .;:-')} {head}"
    first = row.cells[0]
    if _DIGITS.fullmatch(name) and first.text == name:
        return f"{head} {first.head.lower()} {name}"
    return f"{head} {name.strip(' .;:-')}"


def _in_product(passage: Passage, row: Row, name: str, cell: Cell) -> Iterator[Target]:
    """Yield the counted products of a duty: "02 hội thi", "2.000 cuốn"."""
    time = row.first("time")
    own = year_of(time.text) if time else None
    by = own or inherited_horizon(passage, cell.start)
    for quantity in find_quantities(cell.text):
        if quantity.kind != "count":
            continue
        yield passage.record(
            Target,
            "target-count",
            cell.start + quantity.start,
            cell.start + quantity.end,
            value=quantity.value,
            value_max=quantity.value_max,
            unit=quantity.unit,
            comparator="range" if quantity.value_max is not None else "eq",
            by=by,
            indicator=name.strip(" .;:-"),
            inferred=() if own or by is None else ("by",),
        )
