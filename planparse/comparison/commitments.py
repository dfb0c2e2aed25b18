"""What a target commits to: its quantity in one base, and which way it gets better."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import regex

from planparse.comparison.words import (
    Table,
    Words,
    canonical_words,
    find_phrases,
    make_table,
    marked_words,
)
from planparse.lexicon import load_entries
from planparse.model import Metadata, PlanDocument, Target
from planparse.text.fold import fold
from planparse.text.patterns import lazy_pattern

COUNT = "count"
CHANGE = "change"
RATE = "rate"
# How often a year has each period (rule: frequencies are brought to one base).
_PER_YEAR: Mapping[str, int] = {
    "day": 365,
    "week": 52,
    "month": 12,
    "quarter": 4,
    "half-year": 2,
    "year": 1,
    "học kỳ": 2,
}
# "02 ngày hội", "01 ngày chủ nhật xanh": no days
_EVENTS = frozenset(("ngày hội", "ngày chủ", "ngày thứ", "giờ học", "giờ dạy", "tháng hành"))
# The clause around a number; further away the words belong to something else.
_REACH = 160
_MARKS = lazy_pattern(r"[\s*_|]+")
# "mỗi tháng", "hằng quý", "02 lần/năm", "mỗi học kỳ", "trong một tháng"; not
# "mỗi tháng 6", "hằng năm 2024".
_EVERY = lazy_pattern(
    r"(?:(?<!\p{L})(?:mỗi|hằng|hàng|từng|một|01)\s|(?<=\p{L}|\d)\s?/\s?)"
    r"(?P<period>năm học|học kỳ|học kì|năm|quý|quí|tháng|tuần|ngày)(?!\p{L}|\s?\d)",
    regex.IGNORECASE,
)
_RHYTHMS: Mapping[str, int] = {
    "năm": 1, "năm học": 1, "học kỳ": 2, "học kì": 2, "quý": 4, "quí": 4,
    "tháng": 12, "tuần": 52, "ngày": 365,
}  # fmt: skip
# Ends of clauses: ";", "năm 2024. Tỷ lệ", "95%. Tỷ lệ", a blank line, a line that opens an item
# ("- 100%", "2. Tỷ lệ", "a) Có"); not "1.500", "TP. Vinh", a line that only wraps.
_CLAUSE_END = lazy_pattern(
    r";|(?<=[\p{Ll}\d)%])\.\s{1,3}(?=\p{Lu})|\n\s?\n"
    r"|\n\s{0,8}(?:[-–—+*•|]|\(?(?:\d{1,2}|\p{Ll})(?:\.\d{1,2}){0,2}[.)])\s?"
)
# "ca/1.000 phụ nữ", "/100.000 trẻ", "bé trai/100 bé gái"; not "triệu đồng/người".
_RATE_BASE = lazy_pattern(r"/\s?(?P<base>\d{1,3}(?:\.\d{3}){0,3})")
# "12/12 trạm y tế" is 100%; not "4/100.000 trẻ".
_SHARE = lazy_pattern(r"(?P<part>\d{1,4})/(?P<whole>\d{1,4})(?![\d.,/])\s\p{L}")
# The number is an amount of change: "giảm ít nhất 15%", "tăng bình quân 8%", "giảm 5% số vụ";
# not "giảm tỷ lệ hộ nghèo xuống còn 3%", "nâng lên 60%".
_CHANGE = lazy_pattern(r"(?<!\p{L})(?:giảm|tăng|cắt giảm|kéo giảm)(?!\p{L})", regex.IGNORECASE)
_LEVEL = lazy_pattern(
    r"(?<!\p{L})(?:còn|xuống|lên|đạt|dưới|ở mức|không quá|không vượt quá|bằng|chiếm)(?!\p{L})",
    regex.IGNORECASE,
)
# "tốc độ tăng trưởng đạt 8%" is an amount of change too; not "tăng tỷ lệ lên 8%".
_GROWTH = lazy_pattern(r"(?<!\p{L})(?:tăng trưởng|tốc độ tăng|mức tăng)(?!\p{L})", regex.IGNORECASE)
# Just before the number: "còn 1,4 lần", "xuống 18", "trong vòng 15 phút", "không quá 4%".
_CAPPED = lazy_pattern(
    r"(?<!\p{L})(?:còn|xuống|trong vòng|không quá|không vượt quá|tối đa|khống chế)"
    r"(?:\s(?:còn|dưới|mức|ở|khoảng|từ)){0,2}\s?$",
    regex.IGNORECASE,
)
# Just before the number of what is done away with: the more the better ("xóa 04 điểm đen").
_REMOVED = lazy_pattern(
    r"(?<!\p{L})(?:xóa|xoá|xóa bỏ|xoá bỏ|giải tỏa|giải toả|tháo dỡ|di dời|triệt phá|xử lý dứt điểm)"
    r"(?:\s(?:được|ít nhất|thêm|trên)){0,2}\s?$",
    regex.IGNORECASE,
)
# "năm học 2024 - 2025" is one year of work; not "giai đoạn 2024 - 2025".
_SCHOOL_YEAR = lazy_pattern(r"năm học", regex.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Commitment:
    """A target's quantity in the base of its family (percent, đồng, minutes, per one, a year).

    `noun` are the words of the counted thing; `falls` is None where the words do not say which way
    is better. `rhythm` is how many times a year the words of a share say that a thing is done
    ("80% chi hội sinh hoạt hằng tháng": 12).
    """

    family: str
    value: float
    value_max: float | None
    is_strict: bool
    is_soft: bool
    falls: bool | None
    noun: Words = ()
    is_per_time: bool = False
    rhythm: int | None = None


def read_commitment(target: Target, document: PlanDocument) -> Commitment:
    """Return what a target of a document commits to."""
    before = words_before(document, target)
    clause = f"{before} {target.quote} {words_after(document, target)}"
    rhythm = _rhythm(target.unit) or _rhythm(clause)
    share = _SHARE.match(target.quote)
    if share and int(share["part"]) <= int(share["whole"]):
        return _as_percent(target, 100 * int(share["part"]) / int(share["whole"]), before)
    family, factor, noun = _family(target.unit)
    if family == "percent" and _is_change(target, before):
        family = CHANGE
    per_year, is_per_time = _frequency(target, family, rhythm)
    scale = factor * per_year
    return Commitment(
        family,
        target.value * scale,
        None if target.value_max is None else target.value_max * scale,
        target.comparator in ("gt", "lt"),
        target.comparator == "approx",
        _falls(target, family, before),
        noun,
        is_per_time,
        None if is_per_time else rhythm,
    )


def _as_percent(target: Target, percent: float, before: str) -> Commitment:
    """Return a share that is given as so many of so many."""
    falls = _falls(target, "percent", before)
    strict, soft = target.comparator in ("gt", "lt"), target.comparator == "approx"
    return Commitment("percent", percent, None, strict, soft, falls)


def is_one_unit(one: Commitment, other: Commitment) -> bool:
    """Tell whether two quantities can be compared: not "320 thôn" and "120 lượt người"."""
    if one.family != other.family:
        return False
    if one.family != COUNT or not one.noun or not other.noun:
        return True
    return bool(set(one.noun) & set(other.noun))


def words_before(document: PlanDocument, target: Target) -> str:
    """Return the words of the document's clause before the number of a target, on one line."""
    start = target.span.start
    piece = document.text[max(0, start - _REACH) : start]
    cuts = list(_CLAUSE_END.finditer(piece))
    tail = piece[cuts[-1].end() :] if cuts else piece
    return _MARKS.sub(" ", unicodedata.normalize("NFC", tail))


def words_after(document: PlanDocument, target: Target) -> str:
    """Return the words of the document's clause after a target's number, on one line."""
    end = target.span.end
    piece = document.text[end : end + _REACH]
    cut = _CLAUSE_END.search(piece)
    tail = piece[: cut.start()] if cut else piece
    return _MARKS.sub(" ", unicodedata.normalize("NFC", tail))


def is_lower_better(indicator: str, value: float) -> bool:
    """Tell from the words of an indicator whether less is better; 100% never is.

    >>> is_lower_better("tỷ lệ hộ nghèo", 3), is_lower_better("hộ nghèo được vay vốn", 90)
    (True, False)
    """
    kinds = {kind for (kind,) in find_phrases(canonical_words(indicator), _polarity())}
    return "lower" in kinds and "mended" not in kinds and value != 100


def _family(unit: str) -> tuple[str, float, Words]:
    """Return the family of a unit, its factor to the family's base, and the words left over."""
    rate = _RATE_BASE.search(unit)
    if rate:
        base = int(rate.group("base").replace(".", ""))
        return RATE, 1 / base, marked_words(unit)
    words = fold(unit).split("/")[0].split()
    if " ".join(words[:2]) in _EVENTS:
        return COUNT, 1, marked_words(unit)
    for length in range(min(3, len(words)), 0, -1):
        known = _units().get(" ".join(words[:length]))
        if known:
            return known[0], known[1], marked_words(" ".join(words[length:]))
    return COUNT, 1, marked_words(unit)


def _is_change(target: Target, before: str) -> bool:
    """Tell whether a percentage is the amount of a change and not the level that is reached."""
    if _GROWTH.search(before):
        return True
    changes = list(_CHANGE.finditer(before))
    if not changes or target.baseline is not None:
        return False
    return _LEVEL.search(before, changes[-1].end()) is None


def _frequency(target: Target, family: str, rhythm: int | None) -> tuple[float, bool]:
    """Return how many times a year a count is due; a count without a period, over the plan's."""
    if family not in (COUNT, "multiple"):
        return 1, False
    per_year = _PER_YEAR.get(target.per or "") or rhythm
    return (per_year, True) if per_year else (1, False)


def _rhythm(clause: str) -> int | None:
    """Return how many times a year a clause says that something is done; None for two rhythms."""
    found = {_RHYTHMS.get(match.group("period").lower()) for match in _EVERY.finditer(clause)}
    return found.pop() if len(found) == 1 else None


def plan_years(metadata: Metadata) -> int:
    """Return how many years a plan covers, 1 where it does not say."""
    start, end = metadata.period_start, metadata.period_end
    if start is None or end is None or _SCHOOL_YEAR.search(metadata.title or ""):
        return 1
    return max(1, int(end[:4]) - int(start[:4]) + 1)


def _falls(target: Target, family: str, before: str) -> bool | None:
    """Return what the words themselves say of the better direction."""
    if family == CHANGE:
        return False
    if target.comparator in ("le", "lt"):
        return True
    if target.comparator in ("ge", "gt"):
        return False
    if family == COUNT and _REMOVED.search(before):
        return False
    if target.baseline is not None and target.baseline != target.value:
        return target.baseline > target.value
    if family == "rank" or _CAPPED.search(before):
        return True
    return False if target.direction == "increase" else None


@cache
def _units() -> Mapping[str, tuple[str, float]]:
    return {
        fold(word): (entry["family"], entry["factor"])
        for entry in load_entries("unit_families")
        for word in entry["words"]
    }


@cache
def _polarity() -> Table:
    return make_table(
        (word, (entry["kind"],))
        for entry in load_entries("indicators")
        if entry["kind"] != "head"
        for word in entry["words"]
    )
