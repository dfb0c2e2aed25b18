"""Numbers of documents as written, with their defects: "75/KH-UBND", "05-KH/HU", "71/NQ -CP"."""

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from planparse.text.patterns import lazy_pattern

# One piece of a symbol: "KH", "UBND", "TTg", "CTr", "QH15", "CTTN&BĐG"; not "Trung", "Sở"
_PIECE = r"[A-ZĐƯÔÂ](?:[A-ZĐƯÔÂ0-9]|[a-zđư]{1,2}(?!\p{Ll})){0,14}"
_BLANK = r"[ ]{0,3}"
# A day or hour within a symbol: "01/KH1N-01/17h00/DBQG-DBKH"
_TIME = r"[/\-]\d{1,2}(?:h\d{2})?(?=[/\-][A-ZĐ\d])"
# The first two pieces may stand apart ("10 - CTr/TU", "12/KH - UBND"), later ones on one side only:
# "Kế hoạch 12/KH-UBND - TP" ends before the last dash.
_SYMBOL = (
    rf"{_PIECE}(?:[ ]?[/\-][ ]?{_PIECE})?"
    rf"(?:(?:[/\-&.]|[ ][/\-&]|[/\-&][ ]){_PIECE}|{_TIME}){{0,5}}"
)
# The code of a kind of document right behind the digits, its hyphen lost: "20[NQ]/TW"
_CODE = r"(?:NQ|QĐ|QC|CT|CTr|KH|KL|TB|HD|BC|TTr|NĐ|CV|ĐA|PA)"
# "75/KH-UBND", "02 /KH-BTV", "57- NQ/TW", "71/NQ -CP", "30a/2008/NQ-CP", "8935/BNV-CTTN&BĐG",
# "27/CTTg", "163/2024/QH15", "05/CT/TW", "57 NQ/TW", "20NQ/TW", "37/QĐ-UBND" glued to "ngày"; not
# "20/11/2024", "24/24h", "1/500", "36A-123.45"
NUMBER = lazy_pattern(
    rf"(?=\d)(?:(?<![\p{{L}}\d/.,\-])|(?<=s[ốôổồ]))(?P<no>\d{{1,5}}[a-zA-Z]?){_BLANK}"
    r"(?:/[ ]?(?P<year>(?:19|20)\d{2})[ ]?)?(?:[/\-]|(?<=[ ])(?=[A-ZĐ]{2,3}r?/[A-ZĐ])"
    rf"|(?<=\d)(?={_CODE}[/\-][A-ZĐ]))[ ]?"
    rf"(?P<symbol>{_SYMBOL})(?=[^\p{{L}}\d]|$|ngày|của|về)"
)
_BLANKS = lazy_pattern(r"\s+")
_SEPARATORS = lazy_pattern(r"[\s/\-&.]+")


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A document's number at `start:end` of a text.

    `text` is the number without stray blanks, `pieces` those of its symbol ("KH", "UBND"), `year`
    the year that the number itself holds.
    """

    start: int
    end: int
    text: str
    pieces: tuple[str, ...]
    year: int | None


def find_numbers(text: str) -> Iterator[DocumentNumber]:
    """Yield what looks like a document's number, in order.

    >>> [number.text for number in find_numbers("số 57- NQ/TW; số 02 /KH-BTV - TP")]
    ['57-NQ/TW', '02/KH-BTV']
    >>> [number.text for number in find_numbers("số 20NQ/TW, điều 20CT")]
    ['20NQ/TW']
    """
    for match in NUMBER.finditer(text):
        year = match.group("year")
        yield DocumentNumber(
            match.start(),
            match.end(),
            _tidy(match),
            tuple(_SEPARATORS.split(match.group("symbol"))),
            int(year) if year else None,
        )


def _tidy(match: regex.Match[str]) -> str:
    """Return a number without blanks, but for one that stands for a lost hyphen ("57 NQ/TW")."""
    text = _BLANKS.sub("", match.group())
    digits = len(match.group("no"))
    is_whole = text[digits] in "/-" or not match.group()[digits].isspace()
    return text if is_whole else f"{text[:digits]} {text[digits:]}"


def number_key(number: str) -> str:
    """Return what spellings of one number have in common.

    >>> number_key("05/CT/TW") == number_key("5-CT/TW"), number_key("71/NQ -CP")
    (True, '71NQCP')
    """
    return _SEPARATORS.sub("", number).upper().lstrip("0")
