"""Expressions of time in running text: where they stand, which days they cover, whether they recur.

What they say is read here; whether they set a time for a duty of the plan is for `deadlines`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

import regex

from planparse.extractors.base import PlanContext
from planparse.model.records import Recurrence
from planparse.text.patterns import lazy_pattern
from planparse.text.periods import (
    DAY_POINT,
    MONTH_POINT,
    POINT,
    QUARTER_POINT,
    Period,
    day_before,
    month_day,
    read_point,
)

TimeKind = Literal[
    "every-before", "range", "relative", "before", "from", "in", "pair", "stage", "recurring"
]
_EVERY = r"(?:hằng|hàng|mỗi|từng)\s(?:năm|quý|tháng|tuần|ngày)"
_CLOCK = r"(?:\d{1,2}\s?(?:giờ|h)\s?\d{0,2}(?:\s?phút)?,?\s)?"
_UNITS: dict[str, Recurrence] = {
    "năm": "yearly", "quý": "quarterly", "tháng": "monthly", "tuần": "weekly", "ngày": "daily",
}  # fmt: skip
_HALF = r"(?:định kỳ\s)?(?:0?6|sáu)\stháng(?!\s?\d|/)(?:\s(?:một lần|/lần|đầu năm|cuối năm))?"
_MONTH_OF = r"(?:\s(?:của\s)?tháng\s(?:cuối quý|đầu quý sau|sau|cuối)|\stháng sau)"
_BOUND = (
    r"(?:xong\s)?(?:trước|chậm nhất(?:\s(?:là|vào|đến|trước|trong)){0,2}|(?:muộn nhất"
    r"|không muộn hơn)(?:\s(?:là|vào)){0,2}"
    r"|hạn chót(?:\s(?:là|vào))?|đến hết|đến)"
)

# "từ ngày 15/11 đến ngày 15/12", "từ tháng 11/2025 đến quý I/2026", "từ nay đến hết năm 2025",
# "Từ tháng 11/2025 đến khi kết thúc Tổng kiểm kê", "từ 15/11 - 15/12/2024", "từ ngày 08 đến ngày 10
# tháng 12"
_RANGE = lazy_pattern(
    rf"(?<!\p{{L}})(?:dự kiến\s)?từ\s(?:thời điểm\s)?(?P<a>nay|{POINT}|(?:ngày\s)?\d{{1,2}}"
    rf"|(?:tháng\s)\d{{1,2}}|\d{{4}})"
    rf"(?:\s\(.{{1,30}}?\))?\s?(?:đến|-|tới)\s?(?:hết\s|cuối\s|trước\s)?(?P<b>{POINT}|(?:19"
    rf"|20)\d{{2}}(?!\d)|khi\s[^.;,\n)]{{3,60}})(?P<every>\s{_EVERY})?",
    regex.IGNORECASE,
)
# "15/11 - 15/12/2024", "Tháng 11 - 12/2025", "Quý IV/2025 và Quý I/2026", "quý III - IV/2025", "01
# - 08/6"
_PAIR = lazy_pattern(
    rf"(?<![\p{{L}}\d/.,-])(?:(?:dự kiến|trong)\s)?(?P<a>{DAY_POINT}|{MONTH_POINT}|{QUARTER_POINT}"
    rf"|tháng\s\d{{1,2}}|quý\s[IV]{{1,3}}|(?:ngày\s)?\d{{1,2}})"
    rf"\s?(?:-|và|đến)\s?(?P<b>{POINT}|\d{{1,2}}/(?:20\d{{2}})|[IV]{{1,3}}/(?:20\d{{2}}))(?![\d/])",
    regex.IGNORECASE,
)
# "trước ngày 05 tháng 12 năm 2024", "chậm nhất ngày 10/12/2025", "trước ngày 15/12 hằng năm",
# "trước ngày 20 hằng tháng"
_BEFORE = lazy_pattern(
    rf"(?<!\p{{L}})(?P<cue>{_BOUND})\s?{_CLOCK}(?P<p>{POINT}|(?:ngày\s?)?{DAY_POINT}"
    rf"|ngày\s\d{{1,2}}(?!\s?[/.\d])(?:{_MONTH_OF})?)(?:\s\(dương lịch\))?(?P<every>\s{_EVERY})?",
    regex.IGNORECASE,
)
# "Định kỳ hằng năm (trước ngày 15 tháng 12)", "hằng năm, trước ngày 30/11", "6 tháng (trước ngày
# 10/6)"
_EVERY_BEFORE = lazy_pattern(
    rf"(?<!\p{{L}})(?:định kỳ,?\s)?(?P<every>{_EVERY}|{_HALF}"
    rf"(?!\s?trước\sngày[^.;,()]{{3,14}}\s(?:hằng|hàng)))\s?[,(]?\s?(?:chậm nhất|trước)(?:\s(?:là"
    rf"|vào|trước))?\s(?P<p>{DAY_POINT}|ngày\s\d{{1,2}}(?!\s?[/.\d])(?:{_MONTH_OF})?)\s?\)?",
    regex.IGNORECASE,
)
# "trong tháng 11/2025", "trong quý II", "vào tháng 5", "Dự kiến tháng 11/2025", "trong năm 2024"
_IN = lazy_pattern(
    rf"(?:(?<!\p{{L}})(?:xong\s|dự kiến\s)?(?:trong|vào|dự kiến|vào dịp)\s(?:các\s)?"
    rf"(?P<p>{QUARTER_POINT}|{MONTH_POINT}|{POINT})|^(?:[-+*•]\s)?(?P<p>{QUARTER_POINT}"
    rf"|{MONTH_POINT})(?=,))(?P<every>\s{_EVERY})?",
    regex.IGNORECASE,
)
# "Từ ngày 01/7/2024 trở đi": no last day
_FROM = lazy_pattern(rf"(?<!\p{{L}})(?:kể\s)?từ\s(?P<p>{POINT})\strở đi", regex.IGNORECASE)
# "giai đoạn 2026 - 2030" on a time line
_STAGE = lazy_pattern(
    r"(?<!\p{L})(?:trong\s)?(?:giai đoạn\s|từ\s)?(?:năm\s)?(?P<a>(?:19|20)\d{2})\s?-\s?(?P<b>(?:19"
    r"|20)\d{2})(?!\d)",
    regex.IGNORECASE,
)
_POINT = lazy_pattern(rf"(?<![\p{{L}}\d/.,-])(?P<p>{POINT})", regex.IGNORECASE)
# "hằng năm", "định kỳ 6 tháng", "Hàng quý"; not "mỗi quý có ít nhất 03 tin" (per of a target)
_RECURRING = lazy_pattern(
    rf"(?<!\p{{L}})(?:định kỳ,?\s|thứ\s\p{{L}}{{2,4}}\s)?(?P<every>(?:hằng|hàng|từng|mỗi)\s(?:năm"
    r"|quý|tháng|tuần|ngày)"
    r"|(?:0?6|sáu)\stháng(?:\s|/)(?:một\s|1\s|01\s)?lần|(?<=định kỳ\s)(?:0?6|sáu)\stháng"
    rf"|{_HALF}(?=,?\s(?:và\s)?(?:năm|hằng năm|hàng năm|một năm|báo cáo)))(?!\p{{L}})",
    regex.IGNORECASE,
)
# "trong thời hạn 10 ngày kể từ ngày nhận Kế hoạch này", "sau 15 ngày kể từ ngày ký"
_RELATIVE = lazy_pattern(
    r"(?<!\p{L})(?:trong\s(?:thời hạn|vòng|thời gian)|trong|sau|chậm nhất(?:\s(?:là|sau))?"
    r"|không quá)\s\d{1,3}\s(?:ngày(?:\slàm việc)?|tháng|giờ|tuần)(?:\slàm việc)?,?\s(?:kể từ"
    r"|sau khi|tính từ|từ khi|trước khi)\s[^.;,\n()]{3,60}",
    regex.IGNORECASE,
)

_BARE_DAY = lazy_pattern(r"(?:ngày\s)?\d{1,2}(?:\s|$)", regex.IGNORECASE)
_HALF_YEAR = lazy_pattern(r"(?:0?6|sáu)\stháng", regex.IGNORECASE)
_UNIT_FIRST = lazy_pattern(r"(?:dự kiến\s|trong\s)?(tháng|quý)", regex.IGNORECASE)
_HAS_UNIT = lazy_pattern(r"tháng|quý|ngày|năm", regex.IGNORECASE)
_LAST_NUMBER = lazy_pattern(r"\d{1,2}$")
# A cell that holds only "2026".
_LONE_YEAR = lazy_pattern(r"(?P<p>(?:19|20)\d{2})(?=\.?\s*$)")


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression at `start:end` of a text.

    `first` and `last` are ISO dates, or MM-DD for a day of every year; `inferred` names those whose
    year the words do not give.
    """

    start: int
    end: int
    kind: TimeKind
    first: str | None = None
    last: str | None = None
    recurrence: Recurrence | None = None
    inferred: tuple[str, ...] = ()

    @property
    def rule(self) -> str:
        """The slug of the rule that this kind of time belongs to."""
        if self.recurrence is not None:
            return "deadline-recurring"
        return _RULES[self.kind]


_RULES: dict[TimeKind, str] = {
    "every-before": "deadline-recurring",
    "range": "deadline-range",
    "relative": "deadline-relative",
    "before": "deadline-before",
    "from": "deadline-range",
    "in": "deadline-period",
    "pair": "deadline-range",
    "stage": "deadline-range",
    "recurring": "deadline-recurring",
}
# Where an expression of time may begin; the patterns are tried only there.
_OPENING = lazy_pattern(
    r"(?<![\p{L}\d/.,-])(?:\d|từ\s|kể từ|dự kiến|xong|trước|chậm nhất|muộn|không muộn|không quá"
    r"|hạn|đến|trong\s|vào\s|sau\s|tháng|quý|ngày|năm|đầu|giữa"
    r"|cuối|định kỳ|hằng|hàng|mỗi|từng|sáu tháng|thứ\s|giai đoạn)",
    regex.IGNORECASE,
)
_Read = Callable[[PlanContext, regex.Match[str]], Time | None]


def scan_times(
    text: str, start: int, end: int, context: PlanContext, *, in_field: bool = False
) -> Iterator[Time]:
    """Yield the times in `text[start:end]` from left to right, not overlapping.

    In a field ("Thời gian: …") a bare point of time counts as well.

    >>> [(t.kind, t.last) for t in scan_times("xong trước ngày 05/12/2024", 0, 26, PlanContext())]
    [('before', '2024-12-05')]
    """
    table = _IN_FIELD if in_field else _IN_PROSE
    position = start
    while True:
        opening = _OPENING.search(text, position, end)
        if opening is None:
            return
        position = opening.end()
        for pattern, read in table:
            match = pattern.match(text, opening.start(), end)
            time = read(context, match) if match is not None else None
            if match is not None and time is not None:
                yield time
                position = max(position, match.end())
                break


def _before(context: PlanContext, match: regex.Match[str]) -> Time | None:
    every, cue, point = match.group("every"), match.group("cue").lower(), match.group("p")
    return _bounded(context, match, point, _recurrence(every), strictly="trước" in cue)


def _every_before(context: PlanContext, match: regex.Match[str]) -> Time | None:
    return _bounded(
        context, match, match.group("p"), _recurrence(match.group("every")), strictly=True
    )


def _bounded(
    context: PlanContext,
    match: regex.Match[str],
    point: str,
    every: Recurrence | None,
    *,
    strictly: bool,
) -> Time | None:
    """A last day: the point's own, or the day before a month or year that is named as the limit."""
    kind: TimeKind = "every-before" if every else "before"
    start, end = match.start(), match.end()
    period = read_point(point)
    if period is None:
        # "trước ngày 20 hằng tháng": a day of every month has no date of its own.
        bare = _BARE_DAY.match(point)
        return Time(start, end, kind, None, None, every) if bare and every else None
    if every is not None and period.year is None:
        if every in ("monthly", "weekly", "quarterly") and period.unit != "day":
            return Time(start, end, kind, None, None, every)
        return Time(start, end, kind, None, month_day(period.end), every)
    inferred = ("end",) if period.year is None else ()
    last = period.last(context.year)
    if strictly and period.unit in ("year", "month", "quarter") and last is not None:
        year, month, day = day_before(int(last[:4]), period.start[0])
        last = f"{year:04}-{month:02}-{day:02}"
    return Time(start, end, kind, None, last, every, inferred if last else ())


def _range(context: PlanContext, match: regex.Match[str]) -> Time | None:
    first, second, every = match.group("a"), match.group("b"), match.group("every")
    end = read_point(second)
    if second.lower().startswith("khi"):
        start = read_point(first)
        first_day = start.first(context.year) if start else None
        return Time(match.start(), match.end(), "range", first_day)
    if end is None:
        return None
    if first.lower() == "nay":
        issued = context.issued_on
        last = end.last(context.year)
        return Time(match.start(), match.end(), "range", issued, last, None, ("start",))
    return _between(context, match, _completed(first, end), end, _recurrence(every))


def _pair(context: PlanContext, match: regex.Match[str]) -> Time | None:
    first, second = match.group("a"), match.group("b")
    unit = _UNIT_FIRST.match(first)
    if unit and not _HAS_UNIT.match(second):
        second = f"{unit.group(1)} {second}"
    end = read_point(second)
    if end is None:
        return None
    time = _between(context, match, _completed(first, end), end, None)
    return replace(time, kind="pair") if time else None


def _stage(context: PlanContext, match: regex.Match[str]) -> Time | None:
    start, end = read_point(match.group("a")), read_point(match.group("b"))
    time = _between(context, match, start, end, None) if start and end else None
    return replace(time, kind="stage") if time else None


def _completed(first: str, end: Period) -> Period | None:
    """Complete the first point of a range from the second: "từ ngày 08 đến ngày 10 tháng 12"."""
    start = read_point(first)
    if start is not None:
        same_year = end.year if start.start <= end.end else None
        return start if start.year else replace(start, year=same_year)
    number = _LAST_NUMBER.search(first)
    if number is None or end.unit not in ("day", "month"):
        return None
    value = int(number.group())
    if end.unit == "day":
        return Period((end.end[0], value), (end.end[0], value), end.year, "day")
    return Period((value, 1), (value, 28), end.year, "month") if value <= 12 else None


def _between(
    context: PlanContext,
    match: regex.Match[str],
    start: Period | None,
    end: Period,
    every: Recurrence | None,
) -> Time | None:
    if start is None:
        return None
    place = (match.start(), match.end())
    if every == "yearly" and end.year is None:
        return Time(*place, "range", month_day(start.start), month_day(end.end), every)
    year = end.year or context.year
    first_year = start.year or (year - 1 if year and start.start > end.end else year)
    inferred = tuple(
        name for name, period in (("start", start), ("end", end)) if period.year is None and year
    )
    return Time(*place, "range", start.first(first_year), end.last(year), every, inferred)


def _in(context: PlanContext, match: regex.Match[str]) -> Time | None:
    period = read_point(match.group("p"))
    if period is None:
        return None
    year = context.year
    every = _recurrence(match.groupdict().get("every"))
    if every == "yearly" and period.year is None:
        days = (month_day(period.start), month_day(period.end))
        return Time(match.start(), match.end(), "recurring", *days, every)
    inferred = ("start", "end") if period.year is None and year else ()
    days_of_year = (period.first(year), period.last(year))
    return Time(match.start(), match.end(), "in", *days_of_year, every, inferred)


def _from(context: PlanContext, match: regex.Match[str]) -> Time | None:
    period = read_point(match.group("p"))
    first = period.first(context.year) if period else None
    return Time(match.start(), match.end(), "from", first) if first else None


def _relative(context: PlanContext, match: regex.Match[str]) -> Time:
    return Time(match.start(), match.end(), "relative")


def _recurring(context: PlanContext, match: regex.Match[str]) -> Time | None:
    return Time(
        match.start(),
        match.end(),
        "recurring",
        recurrence=_recurrence(match.group("every")),
    )


def _recurrence(words: str | None) -> Recurrence | None:
    if not words:
        return None
    if _HALF_YEAR.search(words):
        return "half-yearly"
    return _UNITS.get(words.lower().split()[-1])


# Patterns in the order in which they are tried at each opening.
_IN_PROSE: tuple[tuple[regex.Pattern[str], _Read], ...] = (
    (_EVERY_BEFORE, _every_before),
    (_RANGE, _range),
    (_RELATIVE, _relative),
    (_BEFORE, _before),
    (_FROM, _from),
    (_IN, _in),
    (_PAIR, _pair),
    (_RECURRING, _recurring),
)
_IN_FIELD: tuple[tuple[regex.Pattern[str], _Read], ...] = (
    (_EVERY_BEFORE, _every_before),
    (_RANGE, _range),
    (_PAIR, _pair),
    (_STAGE, _stage),
    (_RELATIVE, _relative),
    (_BEFORE, _before),
    (_IN, _in),
    (_POINT, _in),
    (_RECURRING, _recurring),
    (_LONE_YEAR, _in),
)
