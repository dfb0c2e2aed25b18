"""How often things come back, in Vietnamese: "hằng năm", "định kỳ 6 tháng", "06 tháng/lần"."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import regex

from planparse.text.patterns import lazy_pattern
from planparse.text.periods import QUARTER_WORD

Every = Literal["yearly", "half-yearly", "quarterly", "monthly", "weekly", "daily"]


@dataclass(frozen=True, slots=True)
class Recurrence:
    """How often, at `start:end` of a text; `every` is None for rhythms that have no name here."""

    start: int
    end: int
    every: Every | None


_G = r"\s{0,3}"
# "định kỳ |hằng năm", "thứ Sáu |hằng tuần"
_EVERY_BEFORE = rf"(?:(?<!\p{{L}})(?:định{_G}k\p{{L}},?|thứ{_G}\p{{L}}{{2,4}}){_G})?"
_ONCE = rf"(?:{_G}(?:một|1|01){_G}lần)?"
_COUNT = r"(?<![\p{L}\d.,/-])(?P<n>\d{1,2}|hai|ba|sáu)"
# Each pattern is tried only where one of its words stands; what lies before them is looked back at.
_EVERY_PATTERNS = (
    # "hằng năm", "Định kỳ hàng quý", "mỗi tháng", "từng năm"; not "hàng hóa", "mỗi quý phụ huynh"
    (
        ("hằng", "hàng", "mỗi", "từng"),
        lazy_pattern(
            rf"(?<!\p{{L}})(?<=(?P<w>{_EVERY_BEFORE}))(?:h[ằà]ng|mỗi|từng){_G}"
            rf"(?P<u>năm{_G}học|năm|{QUARTER_WORD}|tháng|tuần|ngày)(?![\p{{L}}\d]){_ONCE}",
            regex.IGNORECASE,
        ),
    ),
    # "06 tháng một lần", "2 năm/lần"; not "06 lần"
    (
        ("lần",),
        lazy_pattern(
            rf"(?<=(?P<w>{_EVERY_BEFORE}{_COUNT}{_G}(?P<v>năm|tháng|tuần|ngày){_G}"
            rf"(?:/|(?:một|1|01){_G}){_G}))lần(?!\p{{L}})",
            regex.IGNORECASE,
        ),
    ),
    # "định kỳ 6 tháng"; not "định kỳ 6 tháng 7"
    (
        ("định",),
        lazy_pattern(
            rf"(?P<w>)(?<!\p{{L}})định{_G}k\p{{L}},?{_G}{_COUNT}{_G}(?P<v>tháng)(?!\p{{L}}|{_G}\d){_ONCE}",
            regex.IGNORECASE,
        ),
    ),
)
# "định kỳ |quý|, |6 tháng|, |năm| báo cáo": reports of several rhythms; not "6 tháng, năm 2026"
_ITEM = rf"(?:(?:0?6|sáu|0?3|ba|9){_G}tháng|(?:h[ằà]ng{_G})?(?:năm|{QUARTER_WORD}|tháng))"
_LIST = lazy_pattern(
    rf"(?<!\p{{L}})định{_G}k\p{{L}},?{_G}(?P<items>{_ITEM}(?:{_G}(?:,|và|-){_G}{_ITEM}){{1,4}})(?!\p{{L}}|{_G}\d)",
    regex.IGNORECASE,
)
_LISTED = lazy_pattern(
    rf"(?:{_COUNT}{_G}(?P<v>tháng)|(?:h[ằà]ng{_G})?(?P<u>năm|{QUARTER_WORD}|tháng))(?!\p{{L}})",
    regex.IGNORECASE,
)
_UNITS: dict[str, Every] = {
    "năm": "yearly", "năm học": "yearly", "quý": "quarterly", "quí": "quarterly",
    "qúy": "quarterly", "tháng": "monthly", "tuần": "weekly", "ngày": "daily",
}  # fmt: skip
_COUNTED: dict[tuple[int, str], Every] = {
    (6, "tháng"): "half-yearly", (3, "tháng"): "quarterly", (1, "tháng"): "monthly",
    (12, "tháng"): "yearly", (1, "năm"): "yearly", (1, "tuần"): "weekly", (1, "ngày"): "daily",
}  # fmt: skip
_NUMBERS = {"hai": 2, "ba": 3, "sáu": 6}


def find_recurrences(text: str, start: int = 0, end: int | None = None) -> list[Recurrence]:
    """Return how often things come back in `text`, in order; `every` None for other rhythms.

    >>> [r.every for r in find_recurrences("Định kỳ 06 tháng, hằng năm; 2 năm/lần")]
    ['half-yearly', 'yearly', None]
    >>> [r.every for r in find_recurrences("định kỳ quý, 6 tháng, năm báo cáo")]
    ['quarterly', 'half-yearly', 'yearly']
    >>> find_recurrences("trẻ từ 6 tháng tuổi, hàng hóa")
    []
    """
    stop = len(text) if end is None else end
    lower = text.lower()
    # A few foreign letters have no single small form; then capitals are not read.
    lower = lower if len(lower) == len(text) else text
    found = []
    for words, pattern in _EVERY_PATTERNS:
        for place in _places(lower, words, start, stop):
            match = pattern.match(text, place, stop)
            if match is not None:
                found.append(_recurrence(match))
    for place in _places(lower, ("định",), start, stop):
        found += _of_list(text, place, stop)
    kept: list[Recurrence] = []
    for recurrence in sorted(found, key=lambda item: (item.start, -item.end)):
        if not kept or kept[-1].end <= recurrence.start:
            kept.append(recurrence)
    return kept


def _of_list(text: str, place: int, stop: int) -> Iterator[Recurrence]:
    """Yield the rhythms of a list that opens at a place, the first with its "định kỳ"."""
    match = _LIST.match(text, place, stop)
    if match is None:
        return
    begin = match.start()
    for item in _LISTED.finditer(text, match.start("items"), match.end("items")):
        yield Recurrence(begin if begin < item.start() else item.start(), item.end(), _every(item))
        begin = stop


def _places(text: str, words: tuple[str, ...], start: int, stop: int) -> Iterator[int]:
    """Yield where any of the words stands."""
    for word in words:
        place = text.find(word, start, stop)
        while place >= 0:
            yield place
            place = text.find(word, place + 1, stop)


def _recurrence(match: regex.Match[str]) -> Recurrence:
    return Recurrence(match.start("w"), match.end(), _every(match))


def _every(match: regex.Match[str]) -> Every | None:
    group = match.groupdict()
    if group.get("u"):
        return _UNITS.get(" ".join(group["u"].lower().split()))
    printed = group["n"].lower()
    number = int(printed) if printed.isdigit() else _NUMBERS[printed]
    return _COUNTED.get((number, group["v"].lower()))
