"""Words of a PDF page by where their characters stand, not by the order in which they were drawn.

A printer that lacks a letter in one font takes it from another and draws all of these letters after
the line, so that the order of drawing tears words apart ("Tri n khai ... ể"). Characters are
therefore put in buckets by baseline and sorted by place. Two neighbours that were drawn one after
the other belong together; only where they were not is the gap between them measured, which keeps
the number of calls into pdfium near one a character.
"""

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

MAX_CHARS = 200_000
"""A page holds at most so many characters; a full page of text has about 4,000."""

# Baselines that differ by less than this many quarter points are one line (kerned or hinted text).
_SAME_BASELINE = 3
# A gap of this share of the type size parts two words; a blank is at least 0.2 of it.
_WORD_GAP = 0.16
# Where a blank was drawn between them, or pdfium thinks so, this share is enough.
_BLANK_GAP = 0.06
# The same letter again within this share of the size was printed twice to look bold.
_OVERPRINT = 0.1
# Height of letters above and below the baseline, as a share of the size (Times New Roman).
_ASCENT, _DESCENT = 0.89, 0.22
# pdfium's sign for a hyphen at a line's end; in Vietnamese such a hyphen is always a real one.
_LINE_END_HYPHEN = "\x02"
_NO_CHARACTERS = frozenset("\x00\ufffe\uffff\ufeff\u200b")
_NO_PLACE = _NO_CHARACTERS | set(map(chr, range(33))) - {_LINE_END_HYPHEN} | set("\x7f\xa0\xad")
_FORCE_BOLD = 1 << 18
_QUARTER = math.pi / 2


class Word(NamedTuple):
    """A word and its box, in points from the page's top left corner.

    `base` is its baseline, `size` the size of its type, `order` the place in the order of drawing
    and `sure` the certainty of a recognised word in percent.
    """

    text: str
    x0: float
    x1: float
    base: float
    size: float
    order: int
    bold: bool = False
    sure: float = 100.0

    @property
    def top(self) -> float:
        """Where the word's letters begin, measured downwards."""
        return self.base - _ASCENT * self.size

    @property
    def bottom(self) -> float:
        """Where the word's letters end, measured downwards."""
        return self.base + _DESCENT * self.size


class Frame(NamedTuple):
    """A page's box in its own coordinates, and by how many degrees it is turned to be read."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the page as it is read."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.turn in (90, 270) else (width, height)

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Return a point as distances from the top left corner of the page as it is read."""
        if self.turn == 90:
            return y - self.bottom, x - self.left
        if self.turn == 180:
            return self.right - x, y - self.bottom
        if self.turn == 270:
            return self.top - y, self.right - x
        return x - self.left, self.top - y

    def box(
        self, left: float, bottom: float, right: float, top: float
    ) -> tuple[float, float, float, float]:
        """Return a box of the page's own coordinates as left, top, right, bottom."""
        xa, ya = self.place(left, bottom)
        xb, yb = self.place(right, top)
        return min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)


def page_words(page: pdfium.PdfPage) -> tuple[list[list[Word]], Frame]:
    """Return the words of a page, a list for each baseline from top to bottom, and its frame."""
    textpage = page.get_textpage()
    try:
        text = _text(textpage)
        pieces = list(_pieces(textpage, text))
        frame = Frame(*page.get_bbox(), _turn(pieces, page.get_rotation()))
        reader = _CharReader(textpage, text, frame)
        upright = [(a, b) for a, b, turn in pieces if turn == frame.turn]
        rows = [list(reader.words(bucket)) for bucket in reader.buckets(upright)]
        tilted = [reader.tilted(a, b) for a, b, turn in pieces if turn != frame.turn]
    finally:
        textpage.close()
    rows.extend([word] for word in tilted if word)
    return sorted((row for row in rows if row), key=lambda row: row[0].base), frame


def count_letters(page: pdfium.PdfPage) -> int:
    """Return how many visible characters a page's text layer has."""
    textpage = page.get_textpage()
    try:
        return sum(1 for c in _text(textpage) if c > " " and c not in _NO_CHARACTERS)
    finally:
        textpage.close()


def _text(textpage: pdfium.PdfTextPage) -> str:
    """Return the characters of a page, one for each index that pdfium gives them."""
    count = min(textpage.count_chars(), MAX_CHARS)
    buffer = (ctypes.c_ushort * (count + 1))()
    if count and raw.FPDFText_GetText(textpage, 0, count, buffer) == count + 1:
        text = bytes(buffer)[: 2 * count].decode("utf-16-le", "surrogatepass")
        if len(text) == count:
            return text
    get = raw.FPDFText_GetUnicode
    return "".join(chr(get(textpage, index)) for index in range(count))


def _pieces(textpage: pdfium.PdfTextPage, text: str) -> Iterator[tuple[int, int, int]]:
    """Yield runs between line ends: start, end and the turn that makes them upright."""
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end + 1
        first = next((i for i in range(start, end) if text[i] > " "), None)
        if first is not None:
            angle = raw.FPDFText_GetCharAngle(textpage, first)
            yield start, end, _upright(angle)
        start = end


def _upright(angle: float) -> int:
    """Return the turn, in degrees clockwise, for text at `angle`; -1 for a slope."""
    quarters = angle / _QUARTER
    nearest = round(quarters)
    return (nearest % 4) * 90 if abs(quarters - nearest) < 0.1 else -1


def _turn(pieces: Iterable[tuple[int, int, int]], rotation: int) -> int:
    """Return the turn of most of the page's text; without text that of the page."""
    amounts: Counter[int] = Counter()
    for start, end, turn in pieces:
        if turn >= 0:
            amounts[turn] += end - start
    return amounts.most_common(1)[0][0] if amounts else rotation


class _CharReader:
    """The open page: reads places and sizes of characters through pdfium."""

    def __init__(self, textpage: pdfium.PdfTextPage, text: str, frame: Frame) -> None:
        self.page, self.text, self.frame = textpage.raw, text, frame
        self._rect = raw.FS_RECTF()
        self._matrix = raw.FS_MATRIX()
        self._name = ctypes.create_string_buffer(128)
        self._flags = ctypes.c_int()
        self._bold: dict[bytes, bool] = {}

    def buckets(self, pieces: Iterable[tuple[int, int]]) -> Iterator[list[tuple[float, int]]]:
        """Yield the characters of each baseline as (x, index), sorted."""
        found: dict[int, list[tuple[float, int]]] = {}
        for start, end in pieces:
            self._collect(start, end, found)
        bucket: list[tuple[float, int]] = []
        last = -99
        for key in sorted(found):
            if key - last > _SAME_BASELINE and bucket:
                yield sorted(bucket)
                bucket = []
            bucket += found[key]
            last = key
        if bucket:
            yield sorted(bucket)

    def _collect(self, start: int, end: int, found: dict[int, list[tuple[float, int]]]) -> None:
        # The loop that runs once a character: everything is looked up before it.
        page, text, place = self.page, self.text, self.frame.place
        upright, left, top = not self.frame.turn, self.frame.left, self.frame.top
        origin = raw.FPDFText_GetCharOrigin
        x, y = ctypes.c_double(), ctypes.c_double()
        x_ref, y_ref = ctypes.byref(x), ctypes.byref(y)
        marks = not unicodedata.is_normalized("NFC", text[start:end])
        last = 0.0
        for index in range(start, end):
            char = text[index]
            if char in _NO_PLACE:
                continue
            origin(page, index, x_ref, y_ref)
            if upright:
                across, down = x.value - left, top - y.value
            else:
                across, down = place(x.value, y.value)
            if marks and unicodedata.combining(char):
                across = last  # A mark stays behind the letter that it was drawn after.
            last = across
            key = int(down * 4)
            if key in found:
                found[key].append((across, index))
            else:
                found[key] = [(across, index)]

    def words(self, bucket: list[tuple[float, int]]) -> Iterator[Word]:
        """Yield the words of one baseline from left to right.

        Only the first and the last word, and words after a jump, are asked for their font.
        """
        size = base = begin = 0.0
        bold = False
        word: list[int] = []
        last = -9
        for x, index in bucket:
            if word and index != last + 1:
                end = self._end_before(last, index, x, size)
                if end is not None:
                    yield Word(self._string(word), begin, end, base, size, word[0], bold)
                    word = []
            if not word:
                begin = x
                if index != last + 2:
                    size, base = self._size(index)
                    bold = self._is_bold(index)
            word.append(index)
            last = index
        if word:
            bold = self._is_bold(last)
            end = self._sides(last)[1]
            yield Word(self._string(word), begin, end, base, size, word[0], bold)

    def _end_before(self, last: int, index: int, x: float, size: float) -> float | None:
        """Return where a word ends, if it ends between two neighbours not drawn in one go."""
        left, right = self._sides(last)
        if self.text[index] == self.text[last] and x - left < _OVERPRINT * size:
            return None
        blank = index == last + 2 and self.text[last + 1] == " "
        return right if x - right > (_BLANK_GAP if blank else _WORD_GAP) * size else None

    def _string(self, word: list[int]) -> str:
        text, first, last = self.text, word[0], word[-1]
        if last - first == len(word) - 1:
            string = text[first : last + 1]
        else:
            string = "".join(text[index] for index in self._once(word))
        return string.replace(_LINE_END_HYPHEN, "-")

    def _once(self, word: list[int]) -> Iterator[int]:
        """Yield the indexes of a word without letters that are printed twice on one place."""
        yield word[0]
        for last, index in pairwise(word):
            same = self.text[last] == self.text[index] and index != last + 1
            if not same or self._sides(index)[0] - self._sides(last)[0] > 1.0:
                yield index

    def _sides(self, index: int) -> tuple[float, float]:
        """Return where a character's own width begins and ends."""
        rect = self._rect
        raw.FPDFText_GetLooseCharBox(self.page, index, rect)
        if not self.frame.turn:
            return rect.left - self.frame.left, rect.right - self.frame.left
        left, _, right, _ = self.frame.box(rect.left, rect.bottom, rect.right, rect.top)
        return left, right

    def _size(self, index: int) -> tuple[float, float]:
        """Return a character's size, scaled by its matrix, and its baseline."""
        matrix = self._matrix
        size = raw.FPDFText_GetFontSize(self.page, index)
        if raw.FPDFText_GetMatrix(self.page, index, matrix):
            size *= math.hypot(matrix.c, matrix.d)
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(self.page, index, x, y)
        return max(0.1, size), self.frame.place(x.value, y.value)[1]

    def _is_bold(self, index: int) -> bool:
        flags = self._flags
        length = raw.FPDFText_GetFontInfo(self.page, index, self._name, 128, flags)
        name = self._name.value if 0 < length <= 128 else b""
        if name not in self._bold:
            bold = b"Bold" in name or b"bold" in name or bool(flags.value & _FORCE_BOLD)
            self._bold[name] = bold
        return self._bold[name]

    def tilted(self, start: int, end: int) -> Word | None:
        """Return a run that stands across the page as one word; its box is what it covers."""
        text = " ".join("".join(c for c in self.text[start:end] if c not in _NO_CHARACTERS).split())
        boxes = []
        for index in range(start, min(end, start + 400)):
            if self.text[index] > " ":
                rect = self._rect
                raw.FPDFText_GetLooseCharBox(self.page, index, rect)
                boxes.append(self.frame.box(rect.left, rect.bottom, rect.right, rect.top))
        if not text or not boxes:
            return None
        size, _ = self._size(start)
        middle = (min(box[1] for box in boxes) + max(box[3] for box in boxes)) / 2
        return Word(
            text, min(box[0] for box in boxes), max(box[2] for box in boxes), middle, size, start
        )
