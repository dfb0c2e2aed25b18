"""The period that a plan covers, from its title or its section on time."""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import regex

from planparse.outline import Flow, Outline
from planparse.text.dates import Day, find_days
from planparse.text.patterns import lazy_pattern

Kind = Literal["span", "since", "until", "year"]
_Y = r"(?:19|20)\d{2}"
# Times in a title: "giai đoạn 2021 - 2025", "từ năm 2025 đến năm 2030", "năm học 2023 - 2024",
# "năm 2025 và các năm tiếp theo", "từ năm 2026", "đến năm 2030", "tháng 11 năm 2025", "quý I/2025",
# "năm 2024", "Ất Tỵ 2025", "giai đoạn 20112015" (its dash is lost), "năm học 2024/2025";
# not "nhiệm kỳ 2026-2031", "ngày 01 tháng 01 năm 2026"
_TIMES = lazy_pattern(
    rf"(?P<day>ngày\s?\d{{1,2}}\s?(?:tháng\s|[/.-])\s?\d{{1,2}}(?:\s?năm\s|[/.-]){_Y})"
    rf"|(?P<term>(?:nhiệm kỳ|khóa|khoá)\s(?:{_Y}\s?-\s?{_Y}|[\dIVXL]{{1,6}}(?!\p{{L}})))"
    rf"|(?P<span>(?:giai đoạn|năm học|niên khóa)\s?:?\s?(?P<a>{_Y})\s?/?\s?(?P<b>{_Y})(?!\d))"
    rf"|(?P<span>(?<!\d)(?:năm\s)?(?P<a>{_Y})\s?(?:[-÷~]|đến(?:\s(?:hết|cuối))?)"
    rf"\s?(?:năm\s)?(?P<b>{_Y})(?!\d))"
    rf"|năm\s(?P<since>{_Y})\s(?:và\s(?:các|những)\snăm\s(?:tiếp theo|sau)|trở đi)"
    rf"|(?<!\p{{L}})từ\snăm\s(?P<since_only>{_Y})(?!\s?(?:-|đến))"
    rf"|(?<!\p{{L}})(?:đến|tới)\s(?:hết\s|cuối\s)?(?:năm\s)?(?P<until>{_Y})"
    rf"|(?P<month>tháng\s(?P<m>1[0-2]|0?[1-9])\s?(?:năm\s|/)(?P<my>{_Y}))"
    rf"|(?P<quarter>quý\s(?P<q>IV|I{{1,3}}|[1-4])\s?(?:năm\s|/)(?P<qy>{_Y}))"
    rf"|(?:(?<!\p{{L}})năm\s|\p{{L}}\s)(?P<year>{_Y})"
    rf"(?![\d/\-÷~]|\s[-÷~]|\sđến\s(?:hết\s|cuối\s)?(?:năm\s)?{_Y})",
    regex.IGNORECASE,
)
# Words right before a time that make it no part of the period.
_VISION = lazy_pattern(
    r"(?:tầm nhìn|định hướng)(?:\s(?:đến|tới|cho|giai đoạn|năm|từ)){0,3}\s?$", regex.IGNORECASE
)
_PAST = lazy_pattern(
    r"(?:kết quả|tổng kết|sơ kết|đánh giá)(?:(?!\svà\s)[^,;]){0,60}$", regex.IGNORECASE
)
# "Kiểm tra, giám sát nhiệm kỳ 2025 - 2030": the work of a whole term; not "Đại hội nhiệm kỳ"
_WORK_OF_TERM = lazy_pattern(
    r"(?<!\p{L})(?:kiểm tra|giám sát|thi đua|hoạt động)"
    r"(?:,?\s(?!đại\shội|hội\sđồng|nhân\ssự)\p{L}{1,9}){0,6}\s(?:trong\s)?$",
    regex.IGNORECASE,
)
_PAIR = 2
_QUOTED = lazy_pattern(r"\"[^\"]{0,300}\"")
_TIME_TITLE = lazy_pattern(
    r"(?:về\s)?thời gian(?:\s(?:thực hiện|triển khai|áp dụng|tổ chức)|\svà|,|$|\s?:)",
    regex.IGNORECASE,
)
_FROM = lazy_pattern(r"(?<!\p{L})(?:từ|bắt đầu)\s", regex.IGNORECASE)
# "Từ nay đến hết năm 2025", "Từ khi ban hành đến hết ngày 31/12/2024": only the end is stated
_FROM_NOW = lazy_pattern(
    r"(?<!\p{L})từ\s(?:nay|khi|ngày\s(?:ký|ban hành))(?!\p{L})", regex.IGNORECASE
)
# A time in a title that stands so near its start belongs to the plan, not to what it implements.
_NEAR_START = 25
_QUARTERS = {"I": 1, "II": 2, "III": 3, "IV": 4, "1": 1, "2": 2, "3": 3, "4": 4}


@dataclass(frozen=True, slots=True)
class Period:
    """A plan's period: years or ISO dates; `year` is the one that dates without a year take."""

    start: str | None = None
    end: str | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class _Time:
    """A time in a title at `place`; `start` and `end` are years or ISO dates."""

    place: int
    kind: Kind
    start: str | None
    end: str | None


def find_period(title: str | None, flow: Flow, outline: Outline) -> Period:
    """Return the period that the title states, else the section on time, else none.

    A vision ("tầm nhìn 2045") and a term of office are no part of it; of the programme's period and
    the plan's own ("Chiến lược giai đoạn 2021 - 2030 … năm 2024") it is the plan's.
    """
    dated = _of_days(title or "")
    if dated is not None:
        return dated
    times = _times_of(title or "")
    chosen = _chosen(times)
    if chosen is None or chosen.kind in ("until", "year"):
        timed = _of_time_section(flow, outline)
        if timed is not None and _agrees(chosen, timed):
            return timed
    return _period(chosen) if chosen else Period()


def _times_of(title: str) -> list[_Time]:
    outside = _QUOTED.sub(lambda match: " " * len(match.group()), title)
    times = list(_read_times(outside)) or list(_read_times(title))
    current = [time for time in times if not _PAST.search(title[: time.place])]
    return current or times


def _read_times(text: str) -> Iterator[_Time]:
    for match in _TIMES.finditer(text):
        digit = regex.search(r"\d", text, pos=match.start())
        if match.group("term"):
            yield from _term(text, match)
        is_other = match.group("day") or match.group("term") or digit is None
        if is_other or _VISION.search(text[: digit.start() if digit else 0]):
            continue
        since = match.group("since") or match.group("since_only")
        if match.group("span"):
            if match.group("a") <= match.group("b"):
                yield _Time(match.start(), "span", match.group("a"), match.group("b"))
        elif since:
            yield _Time(match.start(), "since", since, None)
        elif match.group("until"):
            yield _Time(match.start(), "until", None, match.group("until"))
        else:
            yield _Time(match.start(), "year", *_bounds(match))


def _term(text: str, match: regex.Match[str]) -> Iterator[_Time]:
    """Yield a term of office that the plan's own work fills."""
    years = regex.findall(r"\d{4}", match.group("term"))
    if len(years) == _PAIR and _WORK_OF_TERM.search(text[: match.start()]):
        yield _Time(match.start(), "span", *years)


def _bounds(match: regex.Match[str]) -> tuple[str, str]:
    """Return first and last day of a month or quarter, or a year twice."""
    if match.group("year"):
        return match.group("year"), match.group("year")
    if match.group("month"):
        first = last = int(match.group("m"))
        year = int(match.group("my"))
    else:
        last = 3 * _QUARTERS[match.group("q").upper()]
        first, year = last - 2, int(match.group("qy"))
    return f"{year}-{first:02}-01", f"{year}-{last:02}-{monthrange(year, last)[1]}"


def _chosen(times: Sequence[_Time]) -> _Time | None:
    """Return the time that is the plan's own among those of a title."""
    spans = [time for time in times if time.kind in ("span", "since")]
    years = [time for time in times if time.kind == "year"]
    if spans:
        later = [time for time in years if time.place > spans[-1].place]
        if later and spans[0].place > _NEAR_START:
            return later[-1]
        return spans[0] if spans[0].place <= _NEAR_START else spans[-1]
    if years:
        first, last = years[0], years[-1]
        return _Time(first.place, "year", first.start, last.end)
    return times[0] if times else None


def _agrees(chosen: _Time | None, timed: Period) -> bool:
    """Tell whether the section on time says more exactly what the title says."""
    if chosen is None:
        return True
    if chosen.kind == "until":
        return timed.end is not None and timed.end[:4] == str(chosen.end)[:4]
    return (timed.start or timed.end or "")[:4] == str(chosen.start)[:4]


def _period(time: _Time) -> Period:
    own = time.start[:4] if time.start and time.end and time.start[:4] == time.end[:4] else None
    return Period(time.start, time.end, int(own) if own else None)


def _of_time_section(flow: Flow, outline: Outline) -> Period | None:
    for section, block in zip(outline.sections, outline.openings, strict=True):
        if section.level > 2 or not _TIME_TITLE.match(section.title):
            continue
        for index in range(block, min(block + 2, len(flow.blocks))):
            period = _stated(flow.block_text(flow.blocks[index]))
            if period is not None:
                return period
    return None


def _stated(text: str) -> Period | None:
    """Return the period that a sentence states: "Từ ngày 15/11 đến ngày 15/12/2025", "Năm 2024"."""
    dated = _of_days(text)
    if dated is not None:
        return dated
    days = find_days(text)
    if _FROM_NOW.search(text):
        ends = [days[0].to_iso()] if days else [time.end for time in _read_times(text)]
        return Period(None, ends[0], int(ends[0][:4])) if ends and ends[0] else None
    times = [time for time in _read_times(text) if time.kind != "until"]
    return _period(_Time(0, "year", times[0].start, times[-1].end)) if times else None


def _of_days(text: str) -> Period | None:
    """Return the period between two days: "từ ngày 15/11 đến ngày 15/12/2025"."""
    days = find_days(text)
    if len(days) < 2 or not _FROM.search(text[: days[0].start]):
        return None
    pair = _iso_pair(days[0], days[1])
    return Period(pair[0], pair[1], int(pair[0][:4])) if pair else None


def _iso_pair(first: Day, last: Day) -> tuple[str, str] | None:
    end = last.to_iso()
    if end is None:
        return None
    start = first.to_iso(last.year)
    if start is not None and start > end and first.year is None and last.year is not None:
        start = first.to_iso(last.year - 1)
    return (start, end) if start else None
