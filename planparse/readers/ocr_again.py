"""Lines in doubt are read a second time, with other data and smoothed; the surer words are taken.

Two readings of a line seldom make the same mistake: over scanned plans the second one takes away a
third of the errors. Only lines that hold a doubtful word are read again, all of a page in one
picture. Where the readings differ, a word keeps what the other one has.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from statistics import median

import regex
from PIL import Image, ImageFilter

from planparse.readers.ocr_engine import Token, recognise
from planparse.readers.ocr_image import Area, Sheet, in_a_column
from planparse.readers.ocr_words import is_number

Line = list[Token]

DOUBTFUL = 91.0
"""A line with a word of less certainty than this, in percent, is read again."""

_SMOOTH = ImageFilter.GaussianBlur(1.1)
# A line of less average certainty is no text but a stamp or a drawing.
_LEAST_SURE = 45.0
# Where the second reading is so much less sure, it has lost the line.
_LOST = 15.0
# So much around a line belongs to it, in pixels, and at most so many heights of its words.
_MARGIN = 6
_ABOVE, _BELOW = 0.45, 0.35
# Words that share so much of the narrower one stand in one place.
_SAME_PLACE = 0.3
# A word that only the second reading has is taken from this certainty on; one that only the first
# has, and that is no more than a speck, is left out below this.
_NEW_WORD = 85.0
_SPECK, _LONE_LETTER = 60.0, 90.0
# A word that two readings differ on is not quite sure, a number is in doubt, whatever each says.
_DISAGREED, _NUMBER_DISAGREED = 90.0, 50.0
# In place of what the first reading took for specks only a sure word is taken, or a long one.
_ILLEGIBLE, _LONG, _LONG_WORD = 30.0, 5, 60.0
# The second reading takes "I." for "L", "II." for "IL".
_HEADING = regex.compile(r"[IVX]{1,5}[.)]")
_QUOTES = str.maketrans(dict.fromkeys("“”„''‘’", '"'))


def read_again(sheet: Sheet, tokens: Sequence[Token], language: str) -> list[Token]:
    """Return the words of a sheet, those of doubtful lines from the surer of two readings.

    Raises subprocess.TimeoutExpired where the program does not come to an end.
    """
    lines: dict[tuple[int, int, int], Line] = {}
    for token in tokens:
        lines.setdefault(token.line, []).append(token)
    doubtful = [line for line in lines.values() if _is_doubtful(line)]
    if not doubtful:
        return list(tokens)
    picture = in_a_column(sheet.image, [_area(line, sheet.image) for line in doubtful])
    picture = replace(picture, image=picture.image.filter(_SMOOTH))
    again = _by_strip(picture, recognise(picture, language))
    for line, other in zip(doubtful, again, strict=True):
        lines[line[0].line] = merge(line, other)
    return [token for line in lines.values() for token in line]


def _is_doubtful(line: Line) -> bool:
    is_text = _certainty(line) > _LEAST_SURE or is_number(line)
    return is_text and any(token.sure < DOUBTFUL for token in line)


def _area(line: Line, image: Image.Image) -> Area:
    """Return a line's box, no higher than its usual words let it be, whatever stamp is on it."""
    height = median(token.height for token in line)
    highest = median(token.top for token in line) - _ABOVE * height
    lowest = median(token.top + token.height for token in line) + _BELOW * height
    top = max(highest, min(token.top for token in line) - _MARGIN)
    bottom = min(lowest, max(token.top + token.height for token in line) + _MARGIN)
    return (
        max(0, min(token.left for token in line) - _MARGIN),
        max(0, round(top)),
        min(image.width, max(token.left + token.width for token in line) + _MARGIN),
        min(image.height, round(bottom)),
    )


def _by_strip(picture: Sheet, tokens: Iterable[Token]) -> list[Line]:
    """Return the words in each strip of a picture, at their places on the sheet.

    Parts of the lines above and below are left out: the line with most letters is meant.
    """
    found: list[Line] = [[] for _ in picture.strips]
    for token in tokens:
        middle = token.left + token.width / 2, token.top + token.height / 2
        for strip, words in zip(picture.strips, found, strict=True):
            if strip.holds(*middle):
                left, top = token.left + strip.across, token.top + strip.down
                words.append(replace(token, left=left, top=top))
    return [_longest_line(words) for words in found]


def _longest_line(words: Line) -> Line:
    letters: Counter[tuple[int, int, int]] = Counter()
    for token in words:
        letters[token.line] += len(token.text)
    longest = max(letters, key=lambda line: letters[line], default=None)
    return [token for token in words if token.line == longest]


def merge(line: Line, again: Line) -> Line:
    """Return a line's words, place by place those of the surer of two readings."""
    if not again or _certainty(again) < _certainty(line) - _LOST:
        return line
    key = line[0].line
    return [
        replace(token, line=key) for one, two in _places(line, again) for token in _chosen(one, two)
    ]


def _places(line: Line, again: Line) -> Iterator[tuple[Line, Line]]:
    """Yield what each of two readings has in one place, from left to right."""
    marked = [(token, 0) for token in line] + [(token, 1) for token in again]
    place: tuple[Line, Line] = ([], [])
    for token, side in sorted(marked, key=lambda pair: pair[0].left):
        held = [*place[0], *place[1]]
        if held and not any(_overlap(token, before) for before in held):
            yield place
            place = ([], [])
        place[side].append(token)
    yield place


def _overlap(one: Token, other: Token) -> bool:
    shared = min(one.left + one.width, other.left + other.width) - max(one.left, other.left)
    return shared > _SAME_PLACE * min(one.width, other.width)


def _chosen(one: Line, two: Line) -> Line:
    if not two:
        return [token for token in one if not _is_speck(token)]
    if not one:
        return [token for token in two if token.sure > _NEW_WORD and token.text.isalnum()]
    mine, theirs = _text(one), _text(two)
    if mine.translate(_QUOTES) == theirs.translate(_QUOTES):
        sure = max(_certainty(one), _certainty(two))
        return [replace(token, sure=max(token.sure, sure)) for token in one]
    chosen, other = (_in_boxes(two, one), mine) if _is_surer(two, one) else (one, theirs)
    highest = _DISAGREED if _digits(mine) == _digits(theirs) else _NUMBER_DISAGREED
    return [replace(token, sure=min(token.sure, highest), other=other) for token in chosen]


def _is_surer(two: Line, one: Line) -> bool:
    """Tell whether a second reading of a place is to be taken rather than the first."""
    mine, theirs = _text(one), _text(two)
    if _HEADING.fullmatch(mine):
        return False
    if _certainty(one) < _ILLEGIBLE:
        return _certainty(two) > (_LONG_WORD if len(theirs) >= _LONG else _NEW_WORD)
    # A word that one of them has lost says nothing for it.
    if abs(len(mine) - len(theirs)) > 1:
        longer = max(one, two, key=lambda line: len(_text(line)))
        if min(token.sure for token in longer) > _SPECK:
            return longer is two
    return _certainty(two) > _certainty(one)


def _in_boxes(words: Line, boxes: Line) -> Line:
    """Return words in the boxes of the first reading, which saw the page as it is."""
    if len(words) != len(boxes):
        return words
    return [
        replace(box, text=word.text, sure=word.sure) for word, box in zip(words, boxes, strict=True)
    ]


def _is_speck(token: Token) -> bool:
    if len(token.text) > 1 or token.text.isdigit():
        return False
    return token.sure < (_LONE_LETTER if token.text.isalpha() else _SPECK)


def _text(line: Line) -> str:
    return " ".join(token.text for token in line)


def _certainty(line: Line) -> float:
    letters = sum(len(token.text) for token in line)
    return sum(token.sure * len(token.text) for token in line) / letters


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))
