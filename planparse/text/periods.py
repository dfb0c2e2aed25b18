"""Calendar periods in Vietnamese: days, months, quarters, years, and how often.

A point of time as written ("quý II/2024", "tháng 11", "15/12") becomes first and last day; a year
that is not written is taken from the caller, who says so in the record.
"""

from calendar import monthrange
from dataclasses import dataclass

import regex

from planparse.text.dates import Day
from planparse.text.patterns import lazy_pattern

# One point of time. "ngày 05 tháng 12 năm 2024", "31/5/2026", "15/12", "tháng 11/2025", "tháng 11 -
# 12/2025", "quý IV năm 2025", "năm 2024", "2030"; not "75/2024", "1,5"
_D = r"(?:0?[1-9]|[12]\d|3[01])"
_M = r"(?:1[0-2]|0?[1-9])"
_Y = r"(?:19|20)\d{2}"
DAY_POINT = (
    rf"(?:ngày\s?)?{_D}\s?tháng\s?{_M}(?:\s?(?:năm\s?|/){_Y})?|(?:ngày\s?)?{_D}\s?[/.\-]\s?{_M}\s?[/.\-]\s?{_Y}"
    rf"|(?:ngày\s?)?{_D}/{_M}(?![/\d])"
)
MONTH_POINT = rf"(?:(?:đầu|giữa|cuối)\s)?tháng\s?{_M}(?:\s?(?:[/.-]\s?|năm\s?){_Y})?(?!\s?[/\d])"
QUARTER_POINT = rf"quý\s?(?:IV|III|II|I|[1-4])(?:\s?(?:[/.-]\s?|năm\s?){_Y})?(?![\p{{L}}\d])"
YEAR_POINT = rf"(?:(?:đầu|giữa|cuối)\s)?năm\s?{_Y}(?!\s?-\s?\d)"
POINT = f"(?:{DAY_POINT}|{QUARTER_POINT}|{MONTH_POINT}|{YEAR_POINT})"

_DAY = lazy_pattern(
    rf"(?:ngày\s?)?(?P<d>{_D})\s?(?:tháng\s?|[/.\-]\s?)(?P<m>{_M})(?:\s?(?:năm\s?|[/.\-]\s?)(?P<y>{_Y}))?$",
    regex.IGNORECASE,
)
_MONTH = lazy_pattern(
    rf"(?:(?:đầu|giữa|cuối)\s)?tháng\s?(?P<m>{_M})(?:\D{{1,5}}(?P<y>{_Y}))?$", regex.IGNORECASE
)
_QUARTER = lazy_pattern(
    rf"quý\s?(?P<q>IV|III|II|I|[1-4])(?:\D{{1,5}}(?P<y>{_Y}))?$", regex.IGNORECASE
)
_YEAR = lazy_pattern(rf"(?:(?:đầu|giữa|cuối)\s)?(?:năm\s?)?(?P<y>{_Y})$", regex.IGNORECASE)
_QUARTERS = {"I": 1, "II": 2, "III": 3, "IV": 4}


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day as (year, month, day); `year` None where the words give none."""

    start: tuple[int, int]
    end: tuple[int, int]
    year: int | None
    unit: str

    def first(self, year: int | None = None) -> str | None:
        """Return the first day as YYYY-MM-DD, with `year` where the words give none."""
        return _iso(self.year or year, self.start)

    def last(self, year: int | None = None) -> str | None:
        """Return the last day as YYYY-MM-DD, with `year` where the words give none."""
        return _iso(self.year or year, self.end)


def _iso(year: int | None, day: tuple[int, int]) -> str | None:
    if year is None:
        return None
    month, number = day
    if number == 29 and month == 2 and monthrange(year, 2)[1] == 28:
        number = 28
    return f"{year:04}-{month:02}-{number:02}"


def month_day(day: tuple[int, int]) -> str:
    """Return a day of every year as MM-DD.

    >>> month_day((12, 5))
    '12-05'
    """
    return f"{day[0]:02}-{day[1]:02}"


def read_point(text: str) -> Period | None:
    """Return the period that a point of time covers, None for an impossible one.

    >>> read_point("quý II/2024").first(), read_point("quý II/2024").last()
    ('2024-04-01', '2024-06-30')
    >>> read_point("tháng 11").last(2025), read_point("ngày 31/02/2024") is None
    ('2025-11-30', True)
    """
    text = text.strip()
    for pattern, read in (
        (_DAY, _read_day),
        (_MONTH, _read_month),
        (_QUARTER, _read_quarter),
        (_YEAR, _read_year),
    ):
        match = pattern.match(text)
        if match is not None:
            return read(match)
    return None


def _year(match: regex.Match[str]) -> int | None:
    return int(match.group("y")) if match.group("y") else None


def _read_day(match: regex.Match[str]) -> Period | None:
    day, month, year = int(match.group("d")), int(match.group("m")), _year(match)
    if not Day(0, 0, day, month, year).is_possible():
        return None
    return Period((month, day), (month, day), year, "day")


def _read_month(match: regex.Match[str]) -> Period:
    month, year = int(match.group("m")), _year(match)
    return Period((month, 1), (month, monthrange(year or 2024, month)[1]), year, "month")


def _read_quarter(match: regex.Match[str]) -> Period:
    printed = match.group("q").upper()
    quarter = _QUARTERS.get(printed) or int(printed)
    last = quarter * 3
    return Period((last - 2, 1), (last, monthrange(2024, last)[1]), _year(match), "quarter")


def _read_year(match: regex.Match[str]) -> Period:
    return Period((1, 1), (12, 31), _year(match), "year")


def day_before(year: int, month: int) -> tuple[int, int, int]:
    """Return the last day before a month: what "trước tháng 6" and "trước năm 2030" allow.

    >>> day_before(2030, 1)
    (2029, 12, 31)
    """
    if month == 1:
        return year - 1, 12, 31
    return year, month - 1, monthrange(year, month - 1)[1]
