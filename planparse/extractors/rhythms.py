"""Times that come back: a recurrence beside a day, and the rhythm that a duty itself names.

"báo cáo năm trước ngày 05/12" is a day of every year where the plan covers several years, and a day
of its year where it covers one; "báo cáo quý trước ngày 20 của tháng cuối quý" comes back in both.
"""

from bisect import bisect_left
from dataclasses import replace

import regex

from planparse.extractors.base import PlanContext
from planparse.extractors.cued_times import AND, CuedTime, unit_of
from planparse.text.patterns import lazy_pattern
from planparse.text.recurrences import Every, Recurrence

_IN_BRACKETS = r"(?:\s?\([^()]{1,40}\))?"
# A recurrence beside a day: "trước ngày 15/12| hằng năm", "Hằng năm |(trước ngày 15/12)",
# "trước ngày 15/12| (báo cáo năm) hằng năm"
_BESIDE = lazy_pattern(rf"{_IN_BRACKETS}[\s,(]{{1,4}}(?:vào\s|của\s)?")
# "trước ngày 10/7| (báo cáo 6 tháng), |trước ngày 15/12 hằng năm"
_THEN = lazy_pattern(rf"{_IN_BRACKETS}{AND.pattern}")
_SAME_CLAUSE = lazy_pattern(r"[^.;\n]{1,160}")
# Rhythms long enough for a day of the year to be named.
LONG = ("yearly", "half-yearly", "quarterly")
_HALF = r"(?:0?6|sáu)\s{0,3}tháng(?:\sđầu\snăm)?"
# What is reported: "báo cáo |năm| trước", ": |6 tháng| trước", "báo cáo kết quả |quý| về Sở"; not
# "báo cáo năm 2024", "hai năm trước", "quý II"
_PERIODS = rf"(?P<half>{_HALF})|(?P<year>(?:(?:một|0?1)\s)?năm)|(?P<quarter>quý)|(?P<month>tháng)"
_REPORTED = lazy_pattern(
    rf"(?<![\p{{L}}\d]|\d\s|(?:hai|ba|các|mỗi|từng|hằng|hàng|trong|đầu|cuối|cả)\s)(?:{_PERIODS})"
    r"(?=\s{0,3}(?:$|[(:]|(?:về|gửi|gởi|cho|trước|chậm nhất|trên|qua)(?!\p{L})))",
    regex.IGNORECASE,
)
# "trước ngày 05/6 |(báo cáo 6 tháng)|", "trước ngày 10/12 |đối với báo cáo năm|", "trước ngày 15/5
# |gửi báo cáo 6 tháng|"
_REPORT_BEHIND = lazy_pattern(
    rf"[\s(]{{1,3}}(?:(?:đối với|với|cho|gửi|nộp|lập)\s)?(?:báo cáo|sơ kết|tổng kết)\s"
    rf"(?:{_PERIODS})"
    r"(?=\s{0,2}(?:[),;.]|$|(?:và|về|cho)\s))",
    regex.IGNORECASE,
)
# Words that make a clause one on reporting.
_REPORT_WORDS = ("báo cáo", "sơ kết", "tổng kết", "tổng hợp", "đánh giá", "định k")
_REPORT_REACH = 160
_STOP = lazy_pattern(r"\.(?=\s)|\n")
_NAMES: tuple[tuple[str, Every], ...] = (
    ("half", "half-yearly"), ("year", "yearly"), ("quarter", "quarterly"), ("month", "monthly"),
)  # fmt: skip
# "ngày 20 |của tháng cuối quý", "ngày 05 |tháng đầu quý sau", "ngày 05 |tháng kế tiếp"
_OF_QUARTER, _OF_MONTH = "quý", ("kế tiếp", "tiếp theo", "tháng sau")


def with_recurrences(
    text: str, found: list[CuedTime], recurrences: list[Recurrence]
) -> tuple[list[CuedTime], list[Recurrence]]:
    """Join the recurrences that stand beside a stretch; return also those that are left."""
    rest = list(recurrences)
    joined: list[CuedTime] = []
    for item in found:
        number = bisect_left(rest, item.start, key=lambda recurrence: recurrence.start)
        for near in range(max(0, number - 1), min(len(rest), number + 1)):
            merged = _merged(text, item, rest[near])
            if merged is not None:
                item = merged
                del rest[near]
                break
        joined.append(item)
    for number in range(len(joined) - 2, -1, -1):
        left, right = joined[number], joined[number + 1]
        if _THEN.fullmatch(text, left.end, right.start) and unit_of(left) == unit_of(right):
            joined[number : number + 2] = _shared(left, right)
    return joined, rest


def _shared(left: CuedTime, right: CuedTime) -> tuple[CuedTime, CuedTime]:
    """ "|tháng 3| và tháng 9 hằng năm", "|01/4| và 01/10/2026": one says it for both."""
    # "6 tháng, hằng năm (trước ngày 15/6 và 15/12)": the days have the order of the rhythms.
    if (left.every, right.every) == ("yearly", "half-yearly"):
        return replace(left, every="half-yearly"), replace(right, every="yearly")
    if left.every is not None or not _lacks_year(left):
        return left, right
    if right.every == "yearly":
        return replace(left, every="yearly"), right
    return _with_year_of(left, right), right


def _with_year_of(left: CuedTime, right: CuedTime) -> CuedTime:
    if left.stretch is None or right.stretch is None or left.stretch.last is None:
        return left
    year = right.stretch.first.year
    if year is None or left.stretch.first.start > right.stretch.first.start:
        return left
    first, last = (replace(period, year=year) for period in (left.stretch.first, left.stretch.last))
    last = first if left.stretch.first is left.stretch.last else last
    return replace(left, stretch=replace(left.stretch, first=first, last=last))


def _lacks_year(item: CuedTime) -> bool:
    stretch = item.stretch
    if stretch is None:
        return True
    return stretch.first.year is None and (stretch.last is None or stretch.last.year is None)


def _merged(text: str, item: CuedTime, recurrence: Recurrence) -> CuedTime | None:
    """Return a stretch with the recurrence beside it, None where they do not belong together."""
    if item.every is not None:
        return None
    # "trước 30/4/2024, hằng năm rà soát": a day of one year does not come back.
    if item.cue in ("before", "until") and not _lacks_year(item):
        return None
    if item.start <= recurrence.start and recurrence.end <= item.end:
        return replace(item, every=recurrence.every)
    if recurrence.start >= item.end:
        gap = _BESIDE.fullmatch(text, item.end, recurrence.start)
        return _closed(text, item, recurrence, item.start, recurrence.end) if gap else None
    if recurrence.end > item.start:
        return None
    if _BESIDE.fullmatch(text, recurrence.end, item.start):
        return _closed(text, item, recurrence, recurrence.start, item.end)
    return _governed(text, item, recurrence)


def _governed(text: str, item: CuedTime, recurrence: Recurrence) -> CuedTime | None:
    """Return a stretch with the recurrence that opens its clause."""
    between = text[recurrence.end : item.start]
    # "Hằng năm tổ chức hội thi vào tháng 9"
    cues = ("before", "until", "in") if recurrence.every == "yearly" else ("before", "until")
    if not _lacks_year(item) or item.cue not in cues:
        return None
    if recurrence.every not in LONG or not _SAME_CLAUSE.fullmatch(between):
        return None
    return replace(item, every=recurrence.every)


def _closed(text: str, item: CuedTime, recurrence: Recurrence, start: int, end: int) -> CuedTime:
    """Take in the bracket that closes behind "hằng năm (trước ngày 15/12"."""
    opened = text.count("(", start, end) > text.count(")", start, end)
    closes = opened and text[end : end + 1] == ")"
    return replace(item, start=start, end=end + closes, every=recurrence.every)


def with_reports(text: str, found: list[CuedTime], context: PlanContext) -> list[CuedTime]:
    """Give the days of reports the rhythm that the report's own name or the day states."""
    several = covers_several_years(context)
    given: list[CuedTime] = []
    floor = 0
    for item in found:
        every = (
            _rhythm(text, item, floor) if item.every is None and _is_bare_day(text, item) else None
        )
        # The days of a half-year and a year are those of the plan's year where it has but one.
        if every is not None and (several or item.stretch is None):
            item = replace(item, every=every)
        given.append(item)
        floor = item.end
    return given


def _is_bare_day(text: str, item: CuedTime) -> bool:
    if item.stretch is None:
        return True
    # "6 tháng (ngày 15/6), năm (ngày 15/12)": a bracket holds the last day too.
    is_last = item.cue in ("before", "until") or text[item.start - 1 : item.start] == "("
    return is_last and _lacks_year(item) and unit_of(item) == "day"


def _rhythm(text: str, item: CuedTime, floor: int) -> Every | None:
    if item.stretch is None:
        day = text[item.core : item.end].lower()
        if _OF_QUARTER in day:
            return "quarterly"
        if any(words in day for words in _OF_MONTH):
            return "monthly"
        # A day of no month comes back oftener than a year or a half of it.
        every = _reported(text, item, floor)
        return every if every in ("quarterly", "monthly") else None
    return _reported(text, item, floor)


def _reported(text: str, item: CuedTime, floor: int) -> Every | None:
    """Return the rhythm of what is reported, named behind the day or before it."""
    behind = _REPORT_BEHIND.match(text, item.end)
    if behind:
        return _named(behind)
    start = max(0, item.start - _REPORT_REACH)
    for stop in _STOP.finditer(text, start, item.start):
        start = stop.end()
    names = list(_REPORTED.finditer(text, max(start, floor), item.start))
    if not names:
        return None
    lower = text[start : item.start].lower()
    in_brackets = "(" in text[names[-1].end() : item.start]
    is_report = in_brackets or any(word in lower for word in _REPORT_WORDS)
    return _named(names[-1]) if is_report else None


def _named(match: regex.Match[str]) -> Every:
    return next(every for name, every in _NAMES if match.group(name))


def covers_several_years(context: PlanContext) -> bool:
    """Tell whether a plan goes on for more than one year; a school year counts as one.

    >>> covers_several_years(PlanContext(period_start="2026", period_end="2030"))
    True
    >>> covers_several_years(PlanContext(period_start="2022", period_end="2023", level="unit"))
    False
    """
    if context.period_start is None or context.period_end is None:
        return False
    years = int(context.period_end[:4]) - int(context.period_start[:4])
    return years > 1 or (years == 1 and not is_school_year(context))


def is_school_year(context: PlanContext) -> bool:
    """Tell whether a plan is one of a school for a school year ("năm học 2022 - 2023")."""
    start, end = context.period_start, context.period_end
    if start is None or end is None or context.level != "unit":
        return False
    return int(end[:4]) - int(start[:4]) == 1
