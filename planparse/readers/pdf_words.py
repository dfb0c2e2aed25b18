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

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # has no stubs
import pypdfium2.raw as raw  # type: ignore[import-untyped]  # has no stubs

from planparse.readers.pdf_places import Frame, Row, Word

MAX_CHARS = 200_000
"""A page holds at most so many characters; a full page of text has about 4,000."""

# Baselines that differ by less than this many quarter points are one line (kerned or hinted text).
_SAME_BASELINE = 3
# A gap of this share of the type size parts two words; a blank is at least 0.2 of it.
_WORD_GAP = 0.16
# Where a blank was drawn between them, or pdfium thinks so, this share is enough.
_BLANK_GAP = 0.06
# In letters drawn in one go a step this much wider than usual may be a gap, if it measures so.
_LEAP, _LEAP_GAP = 0.17, 0.12
# The same letter again within this share of the size was printed twice to look bold.
_OVERPRINT = 0.1
# pdfium's sign for a hyphen at a line's end; in Vietnamese such a hyphen is always a real one.
# Some fonts name their hyphen a soft one; what is drawn is a hyphen.
_HYPHENS = str.maketrans({"\x02": "-", "\ufffe": "-", "\xad": "-"})
_NO_CHARACTERS = frozenset("\x00\uffff\ufeff\u200b")
_NO_PLACE = _NO_CHARACTERS | set(map(chr, range(33))) | set("\x7f\xa0")
_FORCE_BOLD = 1 << 18
_QUARTER = math.pi / 2


class PageWords(NamedTuple):
    """The words of a page, a row for each baseline from top to bottom, and its frame.

    `chars` is how many characters pdfium has on the page, blanks among them. `hidden` says that
    the words are not drawn, as those are which a scanner laid over its picture.
    """

    rows: list[Row]
    frame: Frame
    chars: int
    hidden: bool

    @property
    def text(self) -> str:
        """All words, a blank between them."""
        return " ".join(word.text for row in self.rows for word in row)


def page_words(page: pdfium.PdfPage) -> PageWords:
    """Return the words of a page."""
    textpage = page.get_textpage()
    try:
        text = _text(textpage)
        pieces = list(_pieces(textpage, text))
        left, bottom, right, top = page.get_bbox()
        frame = Frame(left, bottom, right, top, _turn(pieces, page.get_rotation()))
        reader = _CharReader(textpage, text, frame)
        upright = [(a, b) for a, b, turn in pieces if turn == frame.turn]
        rows = [list(reader.words(bucket)) for bucket in reader.buckets(upright)]
        tilted = [reader.tilted(a, b) for a, b, turn in pieces if turn != frame.turn]
        hidden = bool(pieces) and reader.is_hidden(pieces[0][0])
    finally:
        textpage.close()
    rows.extend([word] for word in tilted if word)
    ordered = sorted((row for row in rows if row), key=lambda row: row[0].base)
    return PageWords(ordered, frame, len(text), hidden)


def _text(textpage: pdfium.PdfTextPage) -> str:
    """Return the characters of a page, one for each index that pdfium gives them."""
    count = min(textpage.count_chars(), MAX_CHARS)
    buffer = (ctypes.c_ushort * (count + 1))()
    if count and raw.FPDFText_GetText(textpage, 0, count, buffer) == count + 1:
        text = bytes(buffer)[: 2 * count].decode("utf-16-le", "surrogatepass")
        if len(text) == count:
            return text.translate(_HYPHENS)
    get = raw.FPDFText_GetUnicode
    return "".join(chr(get(textpage, index)) for index in range(count)).translate(_HYPHENS)


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
    """Return the turn, in degrees clockwise, for text at `angle`, which pdfium counts clockwise.

    -1 stands for a slope.
    """
    quarters = angle / _QUARTER
    nearest = round(quarters)
    return (-nearest % 4) * 90 if abs(quarters - nearest) < 0.1 else -1


def _turn(pieces: Iterable[tuple[int, int, int]], rotation: int) -> int:
    """Return the turn of most of the page's text; without text that of the page."""
    amounts: Counter[int] = Counter()
    for start, end, turn in pieces:
        if turn >= 0:
            amounts[turn] += end - start
    return amounts.most_common(1)[0][0] if amounts else rotation


class _Face(NamedTuple):
    """Size, baseline and weight of type, and the least step that each of its letters has made."""

    size: float
    base: float
    bold: bool
    steps: dict[str, float]


_NO_FACE = _Face(0.0, 0.0, False, {})


class _CharReader:
    """The open page: reads places and sizes of characters through pdfium."""

    def __init__(self, textpage: pdfium.PdfTextPage, text: str, frame: Frame) -> None:
        self.page, self.text, self.frame = textpage.raw, text, frame
        self._rect = raw.FS_RECTF()
        self._matrix = raw.FS_MATRIX()
        self._name = ctypes.create_string_buffer(128)
        self._flags = ctypes.c_int()
        self._bold: dict[bytes, bool] = {}
        self._steps: dict[float, dict[str, float]] = {}

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
        page, piece = self.page, self.text[start:end]
        left, top, origin = self.frame.left, self.frame.top, raw.FPDFText_GetCharOrigin
        x, y = ctypes.c_double(), ctypes.c_double()
        x_ref, y_ref = ctypes.byref(x), ctypes.byref(y)
        if self.frame.turn or not unicodedata.is_normalized("NFC", piece):
            self._collect_turned(start, end, found)
            return
        for index, char in enumerate(piece, start):
            if char in _NO_PLACE:
                continue
            origin(page, index, x_ref, y_ref)
            key = int((top - y.value) * 4)
            if key in found:
                found[key].append((x.value - left, index))
            else:
                found[key] = [(x.value - left, index)]

    def _collect_turned(
        self, start: int, end: int, found: dict[int, list[tuple[float, int]]]
    ) -> None:
        """Collect characters of a turned page, or with marks of their own: slower, seldom."""
        last = 0.0
        for index in range(start, end):
            char = self.text[index]
            if char in _NO_PLACE:
                continue
            across, down = self._place(index)
            # A mark stays behind the letter that it was drawn after.
            last = last if unicodedata.combining(char) else across
            found.setdefault(int(down * 4), []).append((last, index))

    def words(self, bucket: list[tuple[float, int]]) -> Iterator[Word]:
        """Yield the words of one baseline from left to right.

        Only the first and the last word, and words after a jump, are asked for their face.
        """
        face = _NO_FACE
        word: list[int] = []
        begin, last, last_x = 0.0, -9, 0.0
        for x, index in bucket:
            if word and (index != last + 1 or self._leaps(face, last, x - last_x)):
                end = self._end_before(last, index, x, face.size)
                if end is not None:
                    yield self._word(word, begin, end, face)
                    word = []
            if not word:
                begin = x
                face = face if index == last + 2 else self._face(index)
            word.append(index)
            last, last_x = index, x
        if word:
            face = face._replace(bold=self._is_bold(last))
            yield self._word(word, begin, self._sides(last)[1], face)

    def _leaps(self, face: _Face, last: int, step: float) -> bool:
        """Tell whether the step from a letter is wider than its usual one, with no blank drawn."""
        char = self.text[last]
        usual = face.steps.get(char, step)
        if step <= usual:
            face.steps[char] = step
            return False
        return step - usual > _LEAP * face.size

    def _face(self, index: int) -> _Face:
        size, base = self._size(index)
        return _Face(size, base, self._is_bold(index), self._steps.setdefault(size, {}))

    def _word(self, word: list[int], begin: float, end: float, face: _Face) -> Word:
        return Word(self._string(word), begin, end, face.base, face.size, word[0], face.bold)

    def _end_before(self, last: int, index: int, x: float, size: float) -> float | None:
        """Return where a word ends, if it ends between two neighbours not drawn in one go."""
        left, right = self._sides(last)
        if self.text[index] == self.text[last] and x - left < _OVERPRINT * size:
            return None
        if index == last + 1:
            return right if x - right > _LEAP_GAP * size else None
        blank = index == last + 2 and self.text[last + 1] == " "
        if x - right > (_BLANK_GAP if blank else _WORD_GAP) * size:
            return right
        # Letters of a font that is not in the file are wider than they should be; a blank is proof.
        if blank and not raw.FPDFText_IsGenerated(self.page, last + 1):
            between = self._place(last + 1)[0]
            return between if left < between < x else None
        return None

    def _string(self, word: list[int]) -> str:
        text, first = self.text, word[0]
        if word == list(range(first, first + len(word))):
            string = text[first : first + len(word)]
        else:
            string = "".join(text[index] for index in self._once(word))
        return string

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
        return max(0.1, size), self._place(index)[1]

    def _place(self, index: int) -> tuple[float, float]:
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(self.page, index, x, y)
        return self.frame.place(x.value, y.value)

    def _is_bold(self, index: int) -> bool:
        flags = self._flags
        length = raw.FPDFText_GetFontInfo(self.page, index, self._name, 128, flags)
        name = self._name.value if 0 < length <= 128 else b""
        if name not in self._bold:
            bold = b"Bold" in name or b"bold" in name or bool(flags.value & _FORCE_BOLD)
            self._bold[name] = bold
        return self._bold[name]

    def is_hidden(self, start: int) -> bool:
        """Tell whether the first letter from `start` on is placed but not drawn."""
        index = next((i for i in range(start, len(self.text)) if self.text[i] > " "), start)
        drawn = raw.FPDFText_GetTextObject(self.page, index)
        mode = raw.FPDFTextObj_GetTextRenderMode(drawn) if drawn else raw.FPDF_TEXTRENDERMODE_FILL
        return bool(mode == raw.FPDF_TEXTRENDERMODE_INVISIBLE)

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
