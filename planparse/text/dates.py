"""Calendar days in Vietnamese: "ngày 18 tháng 11 năm 2021", "14/3/2024", "23.6.2021"."""

from dataclasses import dataclass
from datetime import date

import regex

from planparse.text.patterns import lazy_pattern

# A day written in words or figures; blanks may be missing or doubled (typists, converters).
_IN_WORDS = (
    r"(?:ngày\s{0,3})?(?P<d1>\d{1,2})\s{0,3}tháng\s{0,3}(?P<m1>\d{1,2})"
    r"(?:\s{0,3}(?:năm\s{0,3}|[/.-]\s?)(?P<y1>(?:1[89]|20|21)\d{2}))?"
)
_IN_FIGURES = (
    r"(?:ngày\s{0,3})?(?<![\d/.,])(?P<d2>\d{1,2})\s?(?P<sep>[/.\-])\s?(?P<m2>\d{1,2})"
    r"(?:\s?(?P=sep)\s?(?P<y2>(?:1[89]|20|21)\d{2}))?(?![\d]|[/.,]\d)"
)
DAY = lazy_pattern(rf"(?<![\p{{L}}\d]){_IN_WORDS}|{_IN_FIGURES}", regex.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Day:
    """A day at `start:end` of a text; `year` is None where the words give none."""

    start: int
    end: int
    day: int
    month: int
    year: int | None

    def is_possible(self) -> bool:
        """Tell whether the calendar has such a day (29/02 counts without a year)."""
        try:
            date(self.year or 2000, self.month, self.day)
        except ValueError:
            return False
        return True

    def to_iso(self, year: int | None = None) -> str | None:
        """Return YYYY-MM-DD, with `year` where the words give none; None where impossible."""
        value = self.year or year
        if value is None or not self.is_possible():
            return None
        try:
            return date(value, self.month, self.day).isoformat()
        except ValueError:
            return None


def read_day(match: regex.Match[str]) -> Day:
    """Return the day that a match of `DAY` holds."""
    kind = "1" if match.group("d1") else "2"
    year = match.group(f"y{kind}")
    return Day(
        match.start(),
        match.end(),
        int(match.group(f"d{kind}")),
        int(match.group(f"m{kind}")),
        int(year) if year else None,
    )


def find_days(text: str, start: int = 0, end: int | None = None) -> list[Day]:
    """Return the days in `text`, possible or not, in order.

    >>> [day.to_iso() for day in find_days("ngày 18 tháng 11 năm 2021; 14/3/2024")]
    ['2021-11-18', '2024-03-14']
    >>> [(day.day, day.month, day.year) for day in find_days("trước ngày 15/12 hằng năm")]
    [(15, 12, None)]
    """
    stop = len(text) if end is None else end
    return [read_day(match) for match in DAY.finditer(text, start, stop)]
