"""Numbers of documents: "75/KH-UBND", "05-KH/HU", "30/2020/NĐ-CP", with their usual defects."""

from dataclasses import dataclass

import regex

from planparse.lexicon import load_entries
from planparse.text.patterns import lazy_pattern

_CODES = frozenset(
    code.upper() for entry in load_entries("document_types") for code in entry["codes"]
)
_PART = r"[A-ZĐƯÔÂ][A-Za-zĐđƯưÔôÂâ&0-9.]{0,14}"
# "75/KH-UBND", "02 /KH-BTV", "57- NQ/TW", "71/NQ -CP", "30a/2008/NQ-CP", "8935/BNV-CTTN&BĐG",
# "27/CTTg", "163/2024/QH15", "05/CT/TW"; not "5G/IoT", "20/11/2024", "24/24h"
NUMBER = lazy_pattern(
    r"(?<![\p{L}\d/.,-])(?P<no>\d{1,5}[a-zA-Z]?)\s?(?:/\s?(?P<year>(?:19|20)\d{2})\s?)?[/\-]\s?"
    rf"(?P<symbol>{_PART}(?:\s?[/\-&.]\s?{_PART}){{0,4}})(?![\p{{L}}\d])"
)


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A document's number at `start:end` of a text.

    `text` is the number without stray blanks; `year` the year that it holds itself.
    """

    start: int
    end: int
    text: str
    symbol: str
    year: int | None

    @property
    def key(self) -> str:
        """What makes two spellings the same number: no blanks, capitals, no leading zeros."""
        return self.text.upper().lstrip("0")


def read_number(match: regex.Match[str]) -> DocumentNumber:
    """Return the number that a match of `NUMBER` holds."""
    text = regex.sub(r"\s", "", match.group())
    year = match.group("year")
    end = match.end()
    if text.endswith("."):
        text, end = text[:-1], end - 1
    return DocumentNumber(
        match.start(), end, text, match.group("symbol"), int(year) if year else None
    )


def has_known_code(number: DocumentNumber) -> bool:
    """Tell whether the symbol holds the code of a kind of document ("KH", "QĐ", "NQ", "QH15").

    >>> [has_known_code(read_number(NUMBER.search(s))) for s in ("75/KH-UBND", "3/VR360")]
    [True, False]
    """
    parts = regex.split(r"[/\-&.\s]+", number.symbol)
    return any(part.upper() in _CODES or regex.fullmatch(r"QH\d{1,2}", part) for part in parts)


def type_of_code(number: DocumentNumber) -> str | None:
    """Return the kind of document that the symbol's first known code names.

    >>> type_of_code(read_number(NUMBER.search("12-CTr/TU")))
    'Chương trình'
    """
    for part in regex.split(r"[/\-&.\s]+", number.symbol):
        for entry in load_entries("document_types"):
            if part in entry["codes"]:
                return str(entry["type"])
    return None
