"""Signs that recognition takes for others, looked up in the picture: roman numbers, ≥ and ≤.

Its letters do not include ≥ and ≤, and it reads the stems of "II" and "III" as I, H, HI, 1 or IH.
Both can be seen: a bar below the sign, and so many upright stems side by side.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import regex
from PIL import Image

from planparse.readers.ocr_engine import Token
from planparse.readers.ocr_image import INK, WHITE
from planparse.text.fold import skeleton

_CAPITAL = 0.67
# Shares of inked pixels from which on a row is a bar, a column a stem.
_BAR, _STEM = 0.8, 0.47
# The sign takes this much of the type size; stems begin so far apart, the first one so far in.
_SIGN_WIDTH = 0.5
_APART = (0.22, 0.5)
_FIRST = 0.3
_SIGNS = {"<": "≤", ">": "≥"}
# What recognition makes of I, II and III, before a heading's mark, before a year, or alone.
_STEMS = regex.compile(r"(?P<stems>[IHl1ÍÌÏỊ!L]{1,4})(?P<rest>[.)/,;:\-–]\S{0,8})?")
_ROMAN = ("", "I", "II", "III")
_IN_DOUBT = 55.0


def mend_signs(line: Sequence[Token], image: Image.Image) -> list[Token]:
    """Return a line's words with its signs as they stand in the picture."""
    mended = []
    for index, token in enumerate(line):
        before = line[index - 1].text if index else ""
        after = line[index + 1].text if index + 1 < len(line) else ""
        if token.text[0] in _SIGNS:
            token = _with_bar(token, image)
        elif _is_after_quarter(line, index) or (not before and after.isupper()):
            token = _with_stems(token, image, year=bool(before))
        mended.append(token)
    return mended


def _is_after_quarter(line: Sequence[Token], index: int) -> bool:
    """Tell whether a word stands where a quarter's number does: "quý II", "quý II, III"."""
    words = [token.text for token in line[max(0, index - 2) : index]]
    if words and words[-1].rstrip(",") in _ROMAN[1:] and words[-1].endswith(","):
        words.pop()
    return bool(words) and skeleton(words[-1]) == "quy"


def _ink(token: Token, image: Image.Image, width: int) -> Image.Image:
    area = (token.left, token.top, token.left + width, token.top + token.height)
    return image.crop(area).point(lambda value: WHITE if value < INK else 0)


def _with_bar(token: Token, image: Image.Image) -> Token:
    width = min(token.width, round(_SIGN_WIDTH * token.height / _CAPITAL))
    ink = _ink(token, image, max(1, width))
    rows = ink.resize((1, ink.height), Image.Resampling.BOX).tobytes()
    # The bar stands below the sign, so not in the upper half.
    if max(rows[len(rows) // 2 :], default=0) < _BAR * WHITE:
        return token
    sure = min(token.sure, _IN_DOUBT)
    return replace(token, text=_SIGNS[token.text[0]] + token.text[1:], sure=sure)


def _with_stems(token: Token, image: Image.Image, *, year: bool) -> Token:
    """Return a roman number with as many stems as it has; "1." before a heading stays."""
    match = _STEMS.fullmatch(token.text)
    if match is None or (not year and match["stems"].strip("1") == ""):
        return token
    count = _count_stems(token, image)
    if not 0 < count < len(_ROMAN):
        return token
    text = _ROMAN[count] + (match["rest"] or "")
    if text == token.text:
        return token
    return replace(token, text=text, sure=min(token.sure, _IN_DOUBT))


def _count_stems(token: Token, image: Image.Image) -> int:
    """Return how many stems stand side by side from a word's start on; 0 if the first is none."""
    em = token.height / _CAPITAL
    ink = _ink(token, image, max(1, min(token.width, round(1.6 * em))))
    columns = ink.resize((ink.width, 1), Image.Resampling.BOX).tobytes()
    full = [value > _STEM * WHITE for value in b"\x00" + columns]
    starts = [place for place, (a, b) in enumerate(pairwise(full)) if b and not a]
    if not starts or starts[0] > _FIRST * em:
        return 0
    count = 1
    for one, other in pairwise(starts):
        if not _APART[0] * em <= other - one <= _APART[1] * em:
            break
        count += 1
    return count
