"""A paper's number and day, written by hand: looked at again, and settled over the whole paper.

The registry writes both into a printed line ("Số: …/QĐ-TTg", "ngày … tháng 4"), often several times
in one paper. Where recognition is not sure of them, the gap is read once more as digits alone in
several sizes, and the reading that has most for it in all places is taken. It stays in doubt, so
that a finding tells of it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import regex
from PIL import Image, ImageFilter, ImageOps

from planparse.readers.ocr_engine import read_digits
from planparse.readers.ocr_image import Layout, Scan
from planparse.readers.pdf_lines import SURE
from planparse.readers.pdf_places import Row, Word
from planparse.text.fold import skeleton

MOST = 4
"""So many places of a page are looked at again at most, for each takes a second."""

# "Số: T04 /QĐ-TTg", "số10‡/QĐ-TTg"; not "số lượng", "số 05-KH/HU"
_NUMBER = regex.compile(
    r"\b[Ss][ốồổóôò]\s?:?\s?(?P<gap>[^\s/-]{0,7}(?:\s[^\s/-]{1,3})?)\s?"
    r"(?P<rest>/{1,2}\s?(?P<key>\p{Lu}{2})[\p{L}\d-]{0,8}(?:(?<=-)\s\p{L}[\p{L}-]{1,8})?)"
)
# "ngàyĐ^tháng 4", "ngày 2® tháng 4"; not "ngày công"
_DAY = regex.compile(
    r"\bng[àáảâaạ]y\s?(?P<gap>\S{0,4}?(?:\s\S)?)\s?(?P<rest>th[áảàâaạ]ng)\s?(?P<key>\d)"
)
# Letters that a hand's digits are read as.
_LIKE = str.maketrans("TOUDQILSZBG", "70000115286")
_DIGITS = regex.compile(r"\d{1,4}")
# Sizes, smoothing and language in which digits are read again; English data know them best.
_TRIES = (
    (1.0, True, "eng"), (1.5, True, "eng"), (2.0, True, "eng"), (3.0, True, "eng"),
    (1.5, True, ""), (2.0, True, ""), (3.0, False, ""),
)  # fmt: skip
_PAD = 10
# A reading counts with the square of its length, for digits are lost more often than made up; one
# of look-alike letters counts twice. So many readings must agree.
_LIKE_WEIGHT = 2
_AGREE = 3
_LAST_DAY = 31
# The doubt that is left, in percent.
_DOUBT = 50.0


class Field(NamedTuple):
    """A place in a row of words: what stands there in the row's text, and what may be meant.

    `rest` is what follows a number ("/QĐ-TTg") and belongs to the place; "" for a day.
    """

    row: int
    start: int
    end: int
    key: str
    rest: str
    readings: tuple[str, ...]


def find_fields(rows: Sequence[Row], scan: Scan, language: str) -> tuple[Field, ...]:
    """Return a page's numbers and days that are in doubt, with all their readings."""
    if not scan.sheets or scan.sheets[0].layout is not Layout.PAGE:
        return ()
    found: list[Field] = []
    for index, row in enumerate(rows):
        text = _text(row)
        for pattern in (_NUMBER, _DAY):
            match = pattern.search(text)
            if match is not None and _is_doubtful(row, match) and len(found) < MOST:
                readings = tuple(_readings(_gap(row, match, scan), match["gap"], language))
                key, start = skeleton(match["key"]), match.start("gap")
                if pattern is _NUMBER:
                    field = Field(index, start, match.end("rest"), key, match["rest"], readings)
                else:
                    field = Field(index, start, match.end("gap"), key, "", readings)
                found.append(field)
    return tuple(found)


def _text(row: Row) -> str:
    return " ".join(word.text for word in row)


def _is_doubtful(row: Row, match: regex.Match[str]) -> bool:
    if not match["gap"].isdigit():
        return True
    start, end = match.span("gap")
    return any(
        word.sure < SURE for word, at in _placed(row) if at < end and start < at + len(word.text)
    )


def _placed(row: Row) -> Iterator[tuple[Word, int]]:
    """Yield words with the place in the row's text at which they begin."""
    at = 0
    for word in row:
        yield word, at
        at += len(word.text) + 1


def _gap(row: Row, match: regex.Match[str], scan: Scan) -> Image.Image:
    """Return the picture between the words before and after a gap."""
    left = _across(row, match.start("gap"), after=True)
    right = _across(row, match.start("rest"), after=False)
    top, bottom = row[0].base - 1.15 * row[0].size, row[0].base + 0.4 * row[0].size
    box = tuple(round(side * scan.scale) for side in (left, top, max(right, left + 1), bottom))
    return scan.sheets[0].image.crop((box[0], box[1], box[2], box[3]))


def _across(row: Row, place: int, *, after: bool) -> float:
    """Return how far right a place of the row's text stands, by the letters before it."""
    across = row[0].x0
    for word, at in _placed(row):
        if at >= place:
            return across if after else word.x0
        inside = min(1.0, (place - at) / len(word.text))
        across = word.x0 + inside * (word.x1 - word.x0)
        if place < at + len(word.text):
            return across
    return across


def _readings(gap: Image.Image, printed: str, language: str) -> Iterator[str]:
    like = skeleton(printed).upper().translate(_LIKE)
    if _DIGITS.fullmatch(like):
        yield from [like] * _LIKE_WEIGHT
    for factor, smooth, data in _TRIES:
        size = max(1, round(gap.width * factor)), max(1, round(gap.height * factor))
        picture = gap.resize(size, Image.Resampling.LANCZOS)
        if smooth:
            picture = picture.filter(ImageFilter.GaussianBlur(1))
        yield read_digits(ImageOps.expand(picture, _PAD, 255), data or language)


def settle(pages: Sequence[tuple[Sequence[Row], Sequence[Field]]]) -> list[list[Row]]:
    """Return the rows of all pages with their doubtful numbers and days settled."""
    fields = [field for _, found in pages for field in found]
    settled = []
    for rows, found in pages:
        written = [list(row) for row in rows]
        # From right to left, so that the places of a row's other fields stay.
        for field in sorted(found, key=lambda field: -field.start):
            alike = [other for other in fields if _is_same(field, other)]
            best = _best(alike)
            if best:
                text = best + _rest(alike) if field.rest else best
                written[field.row] = _rewritten(written[field.row], field, text)
        settled.append(written)
    return settled


def _is_same(field: Field, other: Field) -> bool:
    return field.key == other.key


def _best(fields: Sequence[Field]) -> str:
    """Return the digits that most speaks for, "" where readings do not agree.

    >>> field = Field(0, 4, 7, "qd", "/QĐ-TTg", ("704", "707", "0", "707", "707", ""))
    >>> _best([field])
    '707'
    """
    counts = Counter(
        reading for field in fields for reading in field.readings if _is_possible(reading, field)
    )
    best = max(counts, key=lambda reading: counts[reading] * len(reading) ** 2, default="")
    return best if counts[best] >= _AGREE else ""


def _is_possible(reading: str, field: Field) -> bool:
    if not _DIGITS.fullmatch(reading) or int(reading) == 0:
        return False
    return bool(field.rest) or int(reading) <= _LAST_DAY


def _rest(fields: Iterable[Field]) -> str:
    """Return what follows the number, as it is printed in most places."""
    counts = Counter("/" + "".join(field.rest.split()).lstrip("/") for field in fields)
    return counts.most_common(1)[0][0]


def _rewritten(row: Row, field: Field, text: str) -> Row:
    """Put a text in a field's place; words that reach into it lose that part."""
    before: list[Word] = []
    inside: list[Word] = []
    after: list[Word] = []
    for word, at in _placed(row):
        end = at + len(word.text)
        if end <= field.start:
            before.append(word)
        elif at >= field.end:
            after.append(word)
        else:
            inside.append(word)
            if at < field.start:
                before.append(word._replace(text=word.text[: field.start - at]))
            if end > field.end:
                after.append(word._replace(text=word.text[field.end - at :]))
    left = inside[0].x0 if inside else before[-1].x1
    right = inside[-1].x1 if inside else left
    written = row[0]._replace(text=text, x0=left, x1=right, sure=_DOUBT, other="")
    return [*before, written, *after]
