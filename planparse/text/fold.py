"""Folding keys: equal for spellings that mean the same, for matching only and never for output.

Folded away: case, the place of the tone mark (hòa, hoà), i and y at a syllable's end (tỉ, tỷ; lí,
lý), blanks and dashes. `skeleton` also drops every accent: it finds words that OCR has damaged.
"""

import unicodedata
from functools import lru_cache

from planparse.text.patterns import lazy_pattern

_TONES = "\u0300\u0301\u0303\u0309\u0323"
# "hoà", "khoẻ", "uỷ", "thuỷ": the tone on the last vowel of an open oa, oe, uy; moved to the first.
_LATE_TONE = lazy_pattern(rf"(?<![q])([ou])([aey])([{_TONES}])(?!\w)")
# "tỷ", "lý", "kỹ", "quý", "hy": i after these consonants is the same sound; folded to i.
_FINAL_Y = lazy_pattern(rf"(?<![\w])((?:[hklmst]|qu))y([{_TONES}]?)(?!\w)")
_BLANKS = lazy_pattern(r"\s+")
_DASHES = lazy_pattern(r"\s*[-–—−‑]\s*")


@lru_cache(maxsize=65536)
def fold_word(word: str) -> str:
    """Return the key of a single word.

    >>> fold_word("Hoà") == fold_word("hòa"), fold_word("tỉ") == fold_word("TỶ")
    (True, True)
    >>> fold_word("quý") == fold_word("quí"), fold_word("ý") == fold_word("í")
    (True, False)
    """
    decomposed = unicodedata.normalize("NFD", word.lower())
    moved = _LATE_TONE.sub(r"\1\3\2", decomposed)
    return unicodedata.normalize("NFC", _FINAL_Y.sub(r"\1i\2", moved))


def fold(text: str) -> str:
    """Return the key of a phrase: its words folded, one blank between them.

    >>> fold("Uỷ ban  nhân dân – Tỷ lệ")
    'ủy ban nhân dân-tỉ lệ'
    """
    words = _BLANKS.split(_DASHES.sub("-", text).strip())
    return " ".join("-".join(fold_word(part) for part in word.split("-")) for word in words)


@lru_cache(maxsize=65536)
def skeleton(text: str) -> str:
    """Return the letters without any accent, lower case, for finding OCR-damaged words.

    >>> skeleton("Phần đầu") == skeleton("phấn đấu")
    True
    """
    decomposed = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    plain = decomposed.encode("ascii", "ignore").decode("ascii")
    if len(plain) == len(text):  # one letter for each, so that only marks have gone
        return plain
    return "".join(c for c in decomposed if not unicodedata.combining(c))
