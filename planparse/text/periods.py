"""Calendar periods in Vietnamese, as stretches of a text.

"quý II/2024", "tháng 11 - 12/2025", "ngày 08 đến ngày 10 tháng 12", "năm 2025 và các năm tiếp
theo". A part that the words leave out is taken from the other end of
the range; a year that no word gives stays None for the caller to fill, who says so in the record.
Words of time around a stretch ("trước", "từ", "trong") are the caller's.
"""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

import regex

from planparse.text.patterns import lazy_pattern

Unit = Literal["day", "week", "month", "quarter", "half", "year"]

_G = r"\s{0,3}"
_D = r"(?:0?[1-9]|[12]\d|3[01])"
_M = r"(?:1[0-2]|0?[1-9])"
_Y = r"(?:19|20)\d{2}"
_Q = r"(?:IV|III|II|I|[1-4])"
# "quý", and as it is typed too: "quí", "qúy"
_QUARTER_WORDS = ("quý", "quí", "qúy", "qúi")
QUARTER_WORD = rf"(?:{'|'.join(_QUARTER_WORDS)})"
_PART = rf"(?:(?:đầu|giữa|cuối){_G})?"
# "trước|ngày 25/5", "trong|tháng 10": the blank behind a cue is lost in typing
_GLUED = r"(?<=(?<!\p{L})(?:trước|trong|đến|từ|vào|nhất|hết))"
_OPENS = rf"(?:(?<!\p{{L}})|{_GLUED})"
_MONTH_NAMES = (
    "Một", "Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Mười", "Mười Một", "Mười Hai",
)  # fmt: skip
_WEEKS = {"đầu": 1, "nhất": 1, "hai": 2, "ba": 3, "tư": 4, "cuối": 4}


def _tail(name: str, marks: str = "/.-") -> str:
    """Return the pattern of a year behind its month or quarter: "/2025", " năm 2025"."""
    return rf"(?:{_G}(?:(?:,{_G})?năm|[{marks}]){_G}(?P<{name}>{_Y})(?!\d))?"


# One point of time, found by its figures, which are rarer than the words that could begin a time;
# those are looked back at. "ngày 05 tháng 12 năm 2024", "31/5/2026", "15/12", "ngày 15-12"; "tuần 2
# tháng 01/2026"; "tháng 11/2025", "T6/2024", "6/2024"; "quý 4/2024"; "6 tháng đầu năm 2025"; "năm
# 2024", "năm học 2024 - 2025", "2026". Not "75/2024/QĐ", "1,5", "6 tháng 1 lần", "trên 2026 hộ".
_DAY_WORD = rf"(?<=(?P<w>{_OPENS}ngày{_G}))"
_POINT = lazy_pattern(
    # Behind a dash only where it follows the first day of a range: "01-|08/6/2024".
    r"(?=\d)(?<!\d|\d[.,/])(?<!\d-(?<!(?<![\d/.,\-\p{L}])\d{1,2}-))(?:"
    rf"{_DAY_WORD}?(?<!tuần{_G}(?:thứ{_G})?)(?P<d1>{_D}){_G}tháng{_G}(?P<m1>{_M})(?!\d|{_G}lần){_tail('y1')}"
    rf"|{_DAY_WORD}?(?P<d2>{_D}){_G}(?P<sep>[/.-]){_G}(?P<m2>{_M}){_G}(?P=sep){_G}(?P<y2>{_Y})(?!\d)"
    rf"|{_DAY_WORD}?(?P<d3>{_D})/(?P<m3>{_M})(?![\d/\p{{L}}%]|[.,]\d|\s?%)"
    rf"|{_DAY_WORD}(?P<d4>{_D})[-.](?P<m4>{_M})(?![\d/]|[.,-]\d)"
    rf"|(?<=(?P<w>tuần{_G}(?:thứ{_G})?(?P<wk>[1-4]|đầu|nhất|hai|ba|tư|cuối){_G}(?:của{_G})?tháng{_G}))"
    rf"(?P<m5>{_M})(?!\d){_tail('y5')}"
    rf"|(?<=(?P<w>{_OPENS}{_PART}(?:(?<!\p{{L}}|\d\s)|{_GLUED})tháng{_G}))(?P<m6>{_M})(?!\d|{_G}lần|\s?tuổi){_tail('y6')}(?!/\d)"
    rf"|(?<=(?P<w>{_PART}{QUARTER_WORD}{_G}))(?P<q>[1-4])(?!\d){_tail('y8')}"
    rf"|0?(?P<months>[369]){_G}tháng{_G}(?P<half>đầu|cuối){_G}năm(?:{_G}(?P<y9>{_Y})(?!\d))?"
    rf"|(?<=(?P<w>năm{_G}học{_G}))(?P<s1>{_Y}){_G}-{_G}(?P<s2>{_Y})(?!\d)"
    rf"|(?<=(?P<w>{_OPENS}(?:giai{_G}đoạn|thời{_G}kỳ|các{_G}năm|\d{{1,2}}{_G}năm|{_PART}năm){_G}))(?P<y10>{_Y})(?!\d)"
    rf"|(?<=(?P<w>(?<!\p{{L}})T{_G}))(?P<m6>{_M})/(?P<y6>{_Y})(?![\d/])"
    rf"|(?<!\p{{L}})(?P<m7>{_M})/(?P<y12>{_Y})(?![\d/\p{{L}}-])"
    rf"|(?<!\p{{L}})(?P<y11>{_Y})(?![\d%\p{{L}}]|[/.,]\d|\s(?!và\s(?:các|những)\snăm)(?-i:\p{{Ll}}{{1,7}}\s(?!.{{0,3}}\d))))",
    regex.IGNORECASE,
)
# "quý III/2025", "các quý II"; only in Roman figures
_ROMAN = lazy_pattern(
    rf"(?:(?<![\p{{L}}\d])|{_GLUED})(?P<w>{_PART}{QUARTER_WORD}{_G})(?P<q>IV|III|II|I)(?![\p{{L}}\d]){_tail('y8')}",
    regex.IGNORECASE,
)
# "tháng Tư năm 2025", "ngày 10 tháng Sáu"; a capital, for "tháng tư" is seldom written and "tháng
# năm" means much
_NAMED = lazy_pattern(
    rf"(?<!\p{{L}})(?:[Nn]gày{_G}(?P<nd>{_D}){_G})?[Tt]háng{_G}(?P<name>{'|'.join(_MONTH_NAMES[::-1])})(?!\p{{L}}){_tail('y7')}"
)


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day as (month, day), each with its year or None where no word gives one."""

    start: tuple[int, int]
    end: tuple[int, int]
    year: int | None
    unit: Unit
    last_year: int | None = None

    def first(self, year: int | None = None) -> str | None:
        """Return the first day as YYYY-MM-DD, with `year` where the words give none."""
        return _iso(self.year or year, self.start)

    def last(self, year: int | None = None) -> str | None:
        """Return the last day as YYYY-MM-DD, with `year` where the words give none."""
        return _iso(self.last_year or self.year or year, self.end)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A period or a range of two at `start:end` of a text; `last` is None where the end is open.

    `bare` says that only figures stand there ("2026"), which is a time only where one is expected.
    """

    start: int
    end: int
    first: Period
    last: Period | None
    bare: bool = False


def _iso(year: int | None, day: tuple[int, int]) -> str | None:
    if year is None:
        return None
    month, number = day
    return date(year, month, min(number, monthrange(year, month)[1])).isoformat()


def month_day(day: tuple[int, int]) -> str:
    """Return a day of every year as MM-DD.

    >>> month_day((12, 5))
    '12-05'
    """
    return f"{day[0]:02}-{day[1]:02}"


def day_before(iso: str) -> str:
    """Return the day before an ISO date: what "trước năm 2030" allows.

    >>> day_before("2030-01-01")
    '2029-12-31'
    """
    return date.fromordinal(date.fromisoformat(iso).toordinal() - 1).isoformat()


def _period(match: regex.Match[str]) -> Period | None:
    """Return the period of a match of `_POINT`, None for a day that no calendar has."""
    group = {name: value for name, value in match.groupdict().items() if value}
    year = next((int(value) for name, value in group.items() if name[0] == "y"), None)
    day = next((name for name in group if name[0] == "d"), None)
    if day is not None:
        return _day(int(group[day]), int(group[f"m{day[1]}"]), year)
    if "s1" in group:
        return Period((9, 1), (5, 31), int(group["s1"]), "year", int(group["s2"]))
    if "half" in group:
        months = int(group["months"])
        if group["half"].lower() == "cuối":
            return Period((13 - months, 1), (12, 31), year, "half")
        return Period((1, 1), (months, 31 if months == 3 else 30), year, "half")
    if "q" in group:
        return _quarter(group["q"], year)
    if "m5" in group:
        return _week(group["wk"].lower(), int(group["m5"]), year)
    month = group.get("m6") or group.get("m7")
    if month is not None:
        return _month(int(month), year)
    return Period((1, 1), (12, 31), year, "year")


def _day(day: int, month: int, year: int | None) -> Period | None:
    if day > monthrange(year or 2024, month)[1]:
        return None
    return Period((month, day), (month, day), year, "day")


def _week(printed: str, month: int, year: int | None) -> Period:
    """The weeks of a month are taken as its days 1-7, 8-14, 15-21 and the rest."""
    week = _WEEKS.get(printed) or int(printed)
    last = week * 7 if week < 4 else monthrange(year or 2023, month)[1]
    return Period((month, week * 7 - 6), (month, last), year, "week")


def _month(month: int, year: int | None) -> Period:
    return Period((month, 1), (month, monthrange(year or 2024, month)[1]), year, "month")


def _quarter(printed: str, year: int | None) -> Period:
    number = int(printed) if printed.isdigit() else {"I": 1, "II": 2, "III": 3, "IV": 4}[
        printed.upper()
    ]  # fmt: skip
    return Period(
        (number * 3 - 2, 1), (number * 3, 30 if number in (2, 3) else 31), year, "quarter"
    )


# What joins two points to a range; "và" and "," only neighbours ("quý III và quý IV").
_TO = rf"{_G}(?:-|(?:cho{_G})?(?:đến|tới)){_G}(?:hết{_G}|cuối{_G})?"
_AND = rf"{_G}(?:và|,){_G}"
# "|đến 17h00| ngày 16/5/2024": an hour before the second day
_WEEKDAY = rf"(?:(?:thứ{_G}(?:[2-7]|hai|ba|tư|năm|sáu|bảy)|chủ{_G}nhật),?{_G})?"
_HOUR = rf"(?:\d{{1,2}}{_G}(?:giờ|h){_G}(?:\d{{2}}{_G}(?:phút{_G})?)?,?{_G})?{_WEEKDAY}"
_JOIN = lazy_pattern(rf"(?P<to>{_TO}){_HOUR}|{_AND}", regex.IGNORECASE)
# "tháng 11 | - 12/2025", "quý III | - IV/2025", "năm 2024 | - 2026": the word is not repeated
_NEXT: dict[Unit, regex.Pattern[str]] = {
    "month": lazy_pattern(
        rf"(?:(?P<to>{_TO})|{_AND})(?P<n>{_M})(?!\d|/(?!{_Y})|{_G}tháng){_tail('y')}",
        regex.IGNORECASE,
    ),
    "quarter": lazy_pattern(
        rf"(?:(?P<to>{_TO})|{_AND})(?P<n>{_Q})(?![\p{{L}}\d]|/(?!{_Y})){_tail('y')}",
        regex.IGNORECASE,
    ),
    "year": lazy_pattern(rf"(?:(?P<to>{_TO})|{_AND})(?P<y>{_Y})(?!\d|[/.,]\d)", regex.IGNORECASE),
}
# "ngày 08 | đến ngày 10 tháng 12", "01 - | 08/6", "ngày 05, 06 và | 07/11"; not "5 - 10/6 xã"
_DAYS_BEFORE = lazy_pattern(
    rf"(?r)(?<![\p{{L}}\d/.,-])(?:(?:các{_G})?ngày{_G}(?P<a>{_D})(?:{_G},{_G}{_D}){{0,4}}(?:{_TO}|{_AND})"
    rf"|(?P<a>{_D}){_G}(?:-|đến){_G})$",
    regex.IGNORECASE,
)
# "Năm 2025 và các năm tiếp theo", "từ ngày 01/7/2024 trở đi"
_OPEN = lazy_pattern(
    rf",?{_G}(?:trở{_G}đi|(?:và|đến){_G}(?:các|những){_G}năm{_G}(?:tiếp{_G}theo|sau))",
    regex.IGNORECASE,
)
_LEFT_REACH = 24


def find_stretches(text: str, start: int = 0, end: int | None = None) -> list[Stretch]:
    """Return the periods and ranges of `text` in order; impossible days are left out.

    >>> [(s.first.first(2025), s.last.last(2025)) for s in find_stretches("Tháng 11 - 12/2025")]
    [('2025-11-01', '2025-12-31')]
    >>> [s.first.first() for s in find_stretches("từ ngày 08 đến ngày 10 tháng 12 năm 2025")]
    ['2025-12-08']
    >>> find_stretches("Quyết định số 75/2024/QĐ-UBND, 1,5 lần, ngày 31/02/2024")
    []
    """
    stop = len(text) if end is None else end
    found: list[Stretch] = []
    for point in _points(text, start, stop):
        floor = found[-1].end if found else start
        if point.start < floor:
            continue
        stretch = _completed(text, point, floor, stop)
        joined = _joined(text, found[-1], stretch) if found else None
        if joined is not None:
            found[-1] = joined
        else:
            found.append(stretch)
    return found


def _points(text: str, start: int, stop: int) -> list[Stretch]:
    """Return the single points of time in order."""
    points = []
    for match in _POINT.finditer(text, start, stop):
        period = _period(match)
        if period is not None:
            begin = match.start("w") if match.group("w") else match.start()
            bare = match.group("y11") is not None or match.group("m7") is not None
            points.append(Stretch(begin, match.end(), period, period, bare))
    lower = text.lower()
    if any(word in lower for word in _QUARTER_WORDS):
        for match in _ROMAN.finditer(text, start, stop):
            year = match.group("y8")
            period = _quarter(match.group("q"), int(year) if year else None)
            points.append(Stretch(match.start(), match.end(), period, period))
    if "tháng" in lower:
        for match in _NAMED.finditer(text, start, stop):
            period = _named(match)
            if period:
                points.append(Stretch(match.start(), match.end(), period, period))
    return sorted(points, key=lambda point: (point.start, -point.end))


def _named(match: regex.Match[str]) -> Period | None:
    month = _MONTH_NAMES.index(match.group("name")) + 1
    year = int(match.group("y7")) if match.group("y7") else None
    return _day(int(match.group("nd")), month, year) if match.group("nd") else _month(month, year)


def _completed(text: str, stretch: Stretch, floor: int, stop: int) -> Stretch:
    """Return a point completed to the left and gone on to the right."""
    if stretch.first.unit == "day":
        stretch = _with_days_before(text, stretch, floor)
    while step := _step(text, stretch, stop):
        stretch = step
    opened = _OPEN.match(text, stretch.end, stop)
    if opened:
        return replace(stretch, end=opened.end(), last=None)
    return stretch


def _with_days_before(text: str, stretch: Stretch, floor: int) -> Stretch:
    day = stretch.first
    before = _DAYS_BEFORE.search(text, max(floor, stretch.start - _LEFT_REACH), stretch.start)
    if before is None or int(before.group("a")) >= day.start[1]:
        return stretch
    first = replace(day, start=(day.start[0], int(before.group("a"))))
    return replace(stretch, start=before.start(), first=first)


def _step(text: str, stretch: Stretch, stop: int) -> Stretch | None:
    """Add a second point without its word: "- 12/2025" behind "Tháng 11"."""
    last = stretch.last
    pattern = _NEXT.get(last.unit) if last else None
    match = pattern.match(text, stretch.end, stop) if pattern else None
    if last is None or pattern is None or match is None:
        return None
    year = int(match.group("y")) if match.group("y") else None
    if last.unit == "year":
        if last.year is None or year is None:
            return None
        following = Period((1, 1), (12, 31), year, "year")
    elif last.unit == "month":
        following = _month(int(match.group("n")), year)
    else:
        following = _quarter(match.group("n"), year)
    return _between(stretch, following, match.end(), is_range=match.group("to") is not None)


def _joined(text: str, left: Stretch, right: Stretch) -> Stretch | None:
    """Join two stretches to one range where the words between them say so."""
    gap = _JOIN.fullmatch(text, left.end, right.start)
    if gap is None or right.last is None or left.last is None:
        return None
    return _between(left, right.last, right.end, is_range=gap.group("to") is not None)


def _between(left: Stretch, last: Period, end: int, *, is_range: bool) -> Stretch | None:
    """Return the range from `left` to `last`, None where the two make none."""
    first, before = left.first, left.last
    if before is None or (not is_range and not _are_neighbours(before, last)):
        return None
    if first.year is None and last.year is not None:
        earlier = last.year if first.start <= last.end else last.year - 1
        first = replace(first, year=earlier)
    elif first.year is not None and last.year is None and last.unit != "year":
        last = replace(last, year=first.year if first.start <= last.end else first.year + 1)
    if first.year and last.year and (first.year, first.start) > (last.year, last.end):
        return None
    return Stretch(left.start, end, first, last, left.bare)


def _are_neighbours(left: Period, right: Period) -> bool:
    """Tell whether one period follows the other at once: June and July, quarter IV and I."""
    if left.unit != right.unit:
        return False
    year = left.year or right.year or 2023
    first, second = left.last(year), right.first(right.year or left.year or year)
    if first is None or second is None:
        return False
    return day_before(second) == first or (left.unit == "day" and day_before(second) <= first)
