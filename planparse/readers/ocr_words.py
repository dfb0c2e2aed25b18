"""Recognised words put on their page: baselines and sizes evened out, specks left out."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from statistics import median

import regex

from planparse.readers.ocr_engine import Token
from planparse.readers.ocr_image import Layout, Scan, Sheet, Strip
from planparse.readers.ocr_signs import mend_signs
from planparse.readers.pdf_places import Row, Word

# Heights of letters as shares of the size, for a serif face: small letters, capitals, descenders.
_SMALL, _TALL, _ACCENTED, _BELOW = 0.46, 0.67, 0.88, 0.21
_DESCENDING = frozenset("gjpqyQ,;()[]/|")
_LOW_SMALL = frozenset("acegmnopqrsuvwxyz")
# A word of which the program is less sure than this is a speck or a stamp, unless it has digits.
_SPECK = 18.0
# A line of less average certainty than this is a stamp or a stroke of the pen; a short one sooner.
_SURE_LINE, _SURE_SHORT, _SHORT = 35.0, 50.0, 25
# Specks behind a line are so short, not quite sure, and so many heights of a word from it.
_SPECK_LENGTH, _SURE_WORD, _FAR = 2, 92.0, 4.0
# In a line of this certainty a doubtful word is a word.
_GOOD_LINE = 80.0
# Sizes this near to the page's usual one are the same; scans vary.
_SAME_SIZE = 0.16
# Signs that are words; a dash at the start of an item is often read as a wave.
_SIGNS = frozenset("-–—+•*%~_&<>≤≥=±×÷")
_TIDY = str.maketrans(
    {"|": "", "—": "-", "~": "-", "_": "-", "\u2044": "/", "¡": "i", "Ð": "Đ", "ð": "đ", "©": "c"}
)
# "l" before a small letter read as an accented capital; a struck D read as two different letters.
_LETTER_L = regex.compile(r"^Ì(?=\p{Ll})")
_TWICE_D = regex.compile("ĐÐ|ÐĐ")
# "1800.599.921;", "(0257) 3.868.115"
_NUMBER = regex.compile(r"\(?\d{3,5}\)?(?:[. ]\d{1,4}){1,3}[;.,]?")
# A quotation mark before a line that has no other is a speck.
_LEADING = "'\"‘’“”`"
_QUOTES = frozenset(_LEADING)
# Roman numbers that stand alone in a cell.
_ROMAN = {
    "Ị": "I", "Í": "I", "Ì": "I", "l": "I", "H": "II", "Il": "II", "lI": "II", "1I": "II",
    "HI": "III", "IH": "III", "TV": "IV", "1V": "IV",
}  # fmt: skip
_DOT_BELOW = "\u0323"


def page_rows(scan: Scan, found: Sequence[Sequence[Token]]) -> list[Row]:
    """Return a page's words by line, in points; `found` has the tokens of each of its sheets."""
    rows: list[Row] = []
    for sheet, tokens in zip(scan.sheets, found, strict=True):
        lines: dict[tuple[Strip, tuple[int, int, int]], list[Token]] = {}
        for token in tokens:
            strip = _strip(token, sheet)
            text = _tidied(token.text)
            if strip is not None and text:
                lines.setdefault((strip, token.line), []).append(replace(token, text=text))
        for (strip, _), line in lines.items():
            line = mend_signs(sorted(line, key=lambda token: token.left), sheet.image)
            if sheet.layout is Layout.PAGE:
                line = _without_noise(line)
            if sheet.layout is Layout.SHORT_CELLS:
                line = [replace(token, text=_ROMAN.get(token.text, token.text)) for token in line]
            if line:
                rows.append(_row(line, strip, scan.scale, sum(map(len, rows))))
    return sorted(_even_sizes(rows), key=lambda row: row[0].base)


def _tidied(text: str) -> str:
    """Return a word without the strokes of a table, its dashes, strokes and letters of one kind.

    >>> [_tidied(word) for word in ("quản|", "Ìý", "Ít", "04-CTr/ĐÐU", "ĐĐBQH", "©)")]
    ['quản', 'lý', 'Ít', '04-CTr/ĐU', 'ĐĐBQH', 'c)']
    """
    text = _LETTER_L.sub("l", _TWICE_D.sub("Đ", text)).translate(_TIDY)
    text = "g)" if text == "ø)" else text
    return text.replace("//", "/") if "://" not in text else text


def _strip(token: Token, sheet: Sheet) -> Strip | None:
    middle = token.left + token.width / 2, token.top + token.height / 2
    return next((strip for strip in sheet.strips if strip.holds(*middle)), None)


def _is_word(token: Token) -> bool:
    if not any(map(str.isalnum, token.text)):
        return token.text in _SIGNS and token.sure > _SPECK
    return token.sure > _SPECK or any(map(str.isdigit, token.text))


def is_number(line: Sequence[Token]) -> bool:
    """Tell whether a line is but a number, such as the rest of a phone's: it is never noise."""
    return bool(_NUMBER.fullmatch(" ".join(token.text for token in line)))


def _without_noise(line: list[Token]) -> list[Token]:
    """Leave out a line that is a stamp or a stroke of the pen, and specks in other lines."""
    letters = sum(len(token.text) for token in line)
    sure = sum(token.sure * len(token.text) for token in line) / letters
    if is_number(line):
        return line
    if sure < (_SURE_SHORT if letters < _SHORT else _SURE_LINE):
        return []
    good = sure > _GOOD_LINE
    words = [
        token for token in line if _is_word(token) or (good and any(map(str.isalnum, token.text)))
    ]
    return words[: _end(words)]


def _end(line: Sequence[Token]) -> int:
    """Return where a line ends: specks that stand far behind its last word are none of it."""
    end = len(line)
    height = max((token.height for token in line), default=0)
    while end > 1:
        last, before = line[end - 1], line[end - 2]
        gap = last.left - before.left - before.width
        is_speck = len(last.text) <= _SPECK_LENGTH and last.sure < _SURE_WORD
        if not is_speck or last.text.isdigit() or gap < _FAR * height:
            break
        end -= 1
    return end


def _row(line: list[Token], strip: Strip, scale: float, order: int) -> Row:
    line = list(line)
    first = line[0].text.lstrip(_LEADING)
    rest = line[0].text[1:] + "".join(token.text for token in line[1:])
    if first and first != line[0].text and not _QUOTES.intersection(rest):
        line[0] = replace(line[0], text=first)
    size = median(map(_size, line))
    base = median(token.top + token.height - _below(token.text) * size for token in line)
    return [
        Word(
            text=token.text,
            x0=(token.left + strip.across) / scale,
            x1=(token.left + token.width + strip.across) / scale,
            base=(base + strip.down) / scale,
            size=size / scale,
            order=order + index,
            sure=token.sure,
            other=token.other,
        )
        for index, token in enumerate(line)
    ]


def _size(token: Token) -> float:
    """Return the size of type that makes a word so high."""
    plain = unicodedata.normalize("NFD", token.text)
    if any(c.isupper() for c in plain) and len(plain) > len(token.text):
        above = _ACCENTED
    elif all(c in _LOW_SMALL for c in plain):
        above = _SMALL
    else:
        above = _TALL
    return token.height / (above + _below(token.text))


def _below(text: str) -> float:
    plain = unicodedata.normalize("NFD", text)
    return _BELOW if _DOT_BELOW in plain or any(c in _DESCENDING for c in plain) else 0.0


def _even_sizes(rows: list[Row]) -> Iterable[Row]:
    """Give the lines of about the page's usual size this size, so that none looks like a note."""
    if not rows:
        return []
    usual = median(word.size for row in rows for word in row)
    return [
        [word._replace(size=usual) for word in row]
        if abs(row[0].size - usual) < _SAME_SIZE * usual
        else row
        for row in rows
    ]
