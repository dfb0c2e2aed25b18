"""Kinds of documents: their words and the codes that stand for them in a number."""

from functools import cache

import regex

from planparse.lexicon import load_entries
from planparse.text.document_numbers import DocumentNumber
from planparse.text.patterns import lazy_pattern
from planparse.text.phrases import alternation


@cache
def _types_by_code() -> dict[str, str]:
    return {
        code.upper(): entry["type"]
        for entry in load_entries("document_types")
        for code in entry["codes"]
    }


TYPE_WORDS = {
    word.lower(): word for entry in load_entries("document_types") for word in entry["words"]
}
"""The words for kinds of documents as they are printed, by their lower-case form."""

TYPE = alternation(TYPE_WORDS)
"""A pattern for any word for a kind of document, in lower case: for use without regard to case."""

PRINTED_TYPE = alternation(TYPE_WORDS.values())
"""The same with the capital that a document's name has: "Kế hoạch", not "kế hoạch"."""

# Issuers that stand for a kind of their own: "163/2024/QH15", "1211/2016/UBTVQH13"
_ASSEMBLY = lazy_pattern(r"(?:UBTV)?QH(?:\d{1,2}|K\d{1,2})?")
# A symbol of one piece is a number only with one of these: "64-CP", "27/CTTg", "1961/QĐUBND"
_LONE = lazy_pattern(
    r"CP|TTg|TU|TW|CT|(?:QĐ|NQ|NĐ|CT|KH|KL|TB)(?:CP|TTg|UBND|HĐND|UB|TW|TU|HU|ĐU)|CTTg",
    regex.IGNORECASE,
)


def has_known_code(number: DocumentNumber) -> bool:
    """Tell whether the symbol alone shows that this is a document's number.

    >>> from planparse.text.document_numbers import find_numbers
    >>> [has_known_code(n) for n in find_numbers("75/KH-UBND 3D/VR360 2/2021/QH15 1- TT 64-CP")]
    [True, False, True, False, True]
    """
    if any(_ASSEMBLY.fullmatch(piece) for piece in number.pieces):
        return True
    if len(number.pieces) == 1:
        has_type = number.year is not None and number.pieces[0].upper() in _types_by_code()
        return has_type or _LONE.fullmatch(number.pieces[0]) is not None
    return any(piece.upper() in _types_by_code() for piece in number.pieces)


def type_of_code(number: DocumentNumber) -> str | None:
    """Return the kind of document that a code in the symbol names.

    >>> from planparse.text.document_numbers import find_numbers
    >>> [type_of_code(n) for n in find_numbers("12-CTr/TU 8935/BNV-CTTN 02/2024/QH15")]
    ['Chương trình', 'Công văn', None]
    """
    codes, first = _types_by_code(), number.pieces[0].upper()
    if first in codes:
        return codes[first]
    if first[:2] in codes and _LONE.fullmatch(first):
        return codes[first[:2]]
    is_letter = number.year is None and len(number.pieces) > 1 and not _ASSEMBLY.fullmatch(first)
    return "Công văn" if is_letter else None
