"""Phone numbers of Vietnam: where they stand and which of the country's plans they fit.

Emergency codes of three digits, 1022 and 108x, the services 1800 and 1900, land lines with the area
codes of 2017, mobiles of 2018, the 069 network of the armed forces; and what papers before those
years print (04.38256789, 0168.123.4567). Words around a number are the caller's.
"""

from dataclasses import dataclass
from typing import Literal

import regex

from planparse.text.patterns import lazy_pattern

PhoneKind = Literal["short_code", "service", "fixed", "mobile", "network", "old", "odd"]

# "0210.3868.123", "(024) 3378 2001", "+84 260 3555 113", "1900.969.680", "0326 08.08.08"; two
# numbers part at " - ", ";", "/". Not "1.500.000", "12/2024", "0134/KH-UBND".
_RUN = lazy_pattern(
    r"(?=[\d(+])(?:(?<=\d[\d. ]{6}\s?[-/])|(?<![\p{L}\d/])(?<!\d[.,-]))"
    r"(?:\(?\+84\)?|\(84\)|84(?=[ .-]\d)|\(0\d{1,4}\)|0\d{1,11}|1[89]00(?:\d{4,6})?)"
    r"(?:(?:[ .]{1,2}|-|\s)?\(?\d{1,8}\)?(?!\d)){0,6}(?![\d%\p{L}]|[.,]\d|/\p{L}|-\p{Lu})"
)
# "113", "1022"; not "113/QĐ", "1.022", "111%", "km113"
_CODE = lazy_pattern(
    r"(?=1)(?<![\p{L}\d/])(?<!\d[.,-])(?:11[1-59]|1022|108\d?|1108|156)"
    r"(?![\d%\p{L}]|[.,]\d|/[\d\p{L}]|-[\d\p{Lu}])"
)
_PLANS: tuple[tuple[PhoneKind, regex.Pattern[str]], ...] = (
    ("service", lazy_pattern(r"1[89]00\d{4,6}")),
    (
        "fixed",
        lazy_pattern(
            r"02(?:0[3-9]|1[0-689]|2[0-25-9]|[38][2-9]|4[2-8]|5[124-9]|6[0-39]|7[0-7]|9[0-4679])\d{7}"
        ),
    ),
    ("mobile", lazy_pattern(r"0(?:3\d|5[25689]|7[06-9]|8[1-9]|9\d)\d{7}")),
    ("network", lazy_pattern(r"069\d{5,7}")),
    ("old", lazy_pattern(r"01[2689]\d{8}|0[2-8]\d{7,9}")),
    ("odd", lazy_pattern(r"0[2-9]\d{7,10}")),
)
_SEPARATOR = lazy_pattern(r"[ .\-\s()]{1,3}")
_ABROAD = lazy_pattern(r"\(?\+?84\)?")


@dataclass(frozen=True, slots=True)
class Phone:
    """A number at `start:end` of a text; `digits` are those to dial inside the country.

    "old" fits a plan that is no longer in force, "odd" none: both need words that call it a phone.
    """

    start: int
    end: int
    digits: str
    kind: PhoneKind


def find_phones(text: str) -> list[Phone]:
    """Return what may be phone numbers in `text`, in order, not overlapping.

    >>> [phone.digits for phone in find_phones("ĐT: (024) 3378 2001 hoặc 0905 123 457; gọi 113")]
    ['02433782001', '0905123457', '113']
    >>> find_phones("số 1900/QĐ-UBND, 180.000.000 đồng, km113")
    []
    """
    phones: list[Phone] = []
    position = 0
    while match := _RUN.search(text, position):
        phone = _read(text, match)
        position = phone.end if phone else match.end()
        if phone is not None:
            phones.append(phone)
    phones += [Phone(m.start(), m.end(), m.group(), "short_code") for m in _CODE.finditer(text)]
    kept: list[Phone] = []
    for phone in sorted(phones, key=lambda phone: (phone.start, -phone.end)):
        if not kept or kept[-1].end <= phone.start:
            kept.append(phone)
    return kept


def _read(text: str, match: regex.Match[str]) -> Phone | None:
    """Return the longest piece of a run, cut between its groups, that fits a plan."""
    printed = match.group()
    ends = [len(printed), *(gap.start() for gap in reversed(list(_SEPARATOR.finditer(printed))))]
    best: Phone | None = None
    for end in ends:
        piece = printed[:end]
        digits = _national(piece)
        kind = next((name for name, plan in _PLANS if plan.fullmatch(digits)), None)
        if kind is None:
            continue
        # An opening bracket belongs to the sentence unless it closes inside the number.
        start = match.start() + (piece.startswith("(") and ")" not in piece)
        phone = Phone(start, match.start() + len(piece.rstrip(" .-()")), digits, kind)
        if kind not in ("old", "odd"):
            return phone
        best = best or phone
    return best


def _national(printed: str) -> str:
    abroad = _ABROAD.match(printed)
    digits = regex.sub(r"\D", "", printed)
    if abroad and digits.startswith("84") and len(digits) > 9:
        return "0" + digits[2:].lstrip("0")
    return digits
