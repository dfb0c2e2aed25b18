"""A paper repeats itself: a damaged passage is put right by its surer repetition in the same paper.

The title stands again in the first article and over the annexed plan, a heading takes it up in
capitals. Where a stamp lies over one of them, the words of the other say what is printed below it.
Whatever is put right is told, and a number put right so stays in doubt.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

import regex

from planparse.model import Finding
from planparse.readers.pdf_places import Row, Word
from planparse.text.fold import fold_word, skeleton

# A row with a word of less certainty than this, in percent, may be damaged; so many of its words,
# and this share of them, must stand in the repetition. A word speaks with its certainty above this.
_DOUBTFUL = 93.0
_LEAST_WORDS, _LEAST_SHARE = 5, 0.55
_NOTHING = 70.0
# Passages begin with so many words alike, with so many letters in all; a phrase that stands in more
# places than this is no passage.
_SEED, _SEED_LETTERS, _MOST_PLACES = 3, 9, 12
_MOST_ROWS = 400
# A word of other letters is taken for a damaged one when it is less sure than this and so like it.
_DAMAGED, _LIKE = 75.0, 0.5
_LONGEST = 3
# Words below this certainty say nothing about capitals and marks.
_NO_MARKS = 75.0
_SPECK_LENGTH = 2
_DOUBT = 50.0
_EXAMPLES, _SHOWN = 8, 40
_WORDS = regex.compile(r"\w{1,60}")


class _Place(NamedTuple):
    """A word with letters or digits: its page, row and place, and its letters without accents."""

    page: int
    row: int
    at: int
    word: Word
    key: str


class _Change(NamedTuple):
    """Words `start:end` of a row, and what stands there in the repetition."""

    start: int
    end: int
    words: tuple[Word, ...]


_Opcode = tuple[Literal["replace", "delete", "insert", "equal"], int, int, int, int]


class _Repetition(NamedTuple):
    """A passage that repeats a row: how sure it is, its words, and how they differ."""

    sure: float
    places: Sequence[_Place]
    opcodes: Sequence[_Opcode]


class Repaired(NamedTuple):
    """A page's rows and what was put right in them."""

    rows: list[Row]
    findings: list[Finding]


def repair_repeats(pages: Sequence[tuple[int, Sequence[Row]]]) -> list[Repaired]:
    """Return a paper's pages, given with their numbers, with damaged repetitions put right."""
    places = list(_places([rows for _, rows in pages]))
    starts = _seeds(places)
    repaired = [Repaired(list(rows), []) for _, rows in pages]
    for span in _doubtful_rows(places):
        changes = _changes(places, span, starts)
        if changes:
            page, number = places[span.start][:2]
            words = repaired[page].rows[number]
            repaired[page].rows[number] = _changed(words, changes)
            repaired[page].findings.append(_finding(pages[page][0], words, changes))
    return repaired


def _places(pages: Sequence[Sequence[Row]]) -> Iterator[_Place]:
    for page, rows in enumerate(pages):
        for number, row in enumerate(rows):
            for index, word in enumerate(row):
                key = _key(word.text)
                if key:
                    yield _Place(page, number, index, word, key)


def _key(text: str) -> str:
    return "".join(filter(str.isalnum, skeleton(text)))


def _seeds(places: Sequence[_Place]) -> dict[tuple[str, ...], list[int]]:
    """Return where each run of a few words stands."""
    starts: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for at in range(len(places) - _SEED + 1):
        run = tuple(place.key for place in places[at : at + _SEED])
        if sum(map(len, run)) >= _SEED_LETTERS:
            starts[run].append(at)
    return starts


def _doubtful_rows(places: Sequence[_Place]) -> Iterator[range]:
    """Yield the runs of places that are rows with a doubtful word."""
    begin, found = 0, 0
    for at in range(1, len(places) + 1):
        if at < len(places) and places[at][:2] == places[begin][:2]:
            continue
        row = places[begin:at]
        if len(row) >= _LEAST_WORDS and any(place.word.sure < _DOUBTFUL for place in row):
            yield range(begin, at)
            found += 1
            if found == _MOST_ROWS:
                return
        begin = at


def _changes(
    places: Sequence[_Place], span: range, starts: dict[tuple[str, ...], list[int]]
) -> list[_Change]:
    """Return what the repetitions of a row change in it: letters by the surest, accents by all."""
    row = places[span.start : span.stop]
    found = []
    for begin in sorted(_windows(places, span, starts)):
        other = places[max(0, begin) : max(0, begin) + len(row) + _LONGEST]
        opcodes = _aligned(row, other)
        same = sum(b - a for kind, a, b, _, _ in opcodes if kind == "equal")
        if same >= max(_LEAST_WORDS, _LEAST_SHARE * len(row)):
            sure = _certainty(other[opcodes[0][3] : opcodes[-1][4]])
            found.append(_Repetition(sure, other, opcodes))
    found = [passage for passage in found if passage.sure > _certainty(row)]
    if not found:
        return []
    surest = max(found, key=lambda passage: passage.sure)
    return [*_replaced(row, surest), *_respelt(row, found)]


def _windows(
    places: Sequence[_Place], span: range, starts: dict[tuple[str, ...], list[int]]
) -> set[int]:
    """Return where a repetition of a row may begin, by the runs of words that they share."""
    found = set()
    for at in range(span.start, span.stop - _SEED + 1):
        run = tuple(place.key for place in places[at : at + _SEED])
        others = starts.get(run, ())
        if len(others) <= _MOST_PLACES:
            shift = at - span.start
            found |= {o - shift for o in others if o - shift + len(span) <= span.start
                      or o - shift >= span.stop}  # fmt: skip
    return found


def _aligned(row: Sequence[_Place], other: Sequence[_Place]) -> list[_Opcode]:
    """Return how a row and a passage differ, from their first to their last word alike."""
    keys = [place.key for place in row], [place.key for place in other]
    opcodes = [*SequenceMatcher(None, *keys, autojunk=False).get_opcodes()]
    alike = [at for at, opcode in enumerate(opcodes) if opcode[0] == "equal"]
    return opcodes[alike[0] : alike[-1] + 1] if alike else []


def _certainty(places: Sequence[_Place]) -> float:
    return sum(place.word.sure for place in places) / max(1, len(places))


def _replaced(row: Sequence[_Place], passage: _Repetition) -> Iterator[_Change]:
    """Yield specks to leave out, and damaged words with those that are meant."""
    capitals = _is_in_capitals(row)
    for kind, a, b, c, d in passage.opcodes:
        mine, theirs = row[a:b], passage.places[c:d]
        if kind == "delete":
            yield from (_Change(one.at, one.at + 1, ()) for one in mine if _is_speck(one.word))
        elif kind == "replace" and _is_damaged(mine, theirs):
            words = tuple(
                two.word._replace(text=_in_case(two.word.text, mine[0].word.text, capitals))
                for two in theirs
            )
            yield _Change(mine[0].at, mine[-1].at + 1, _placed(words, mine))


def _is_speck(word: Word) -> bool:
    """Tell whether a word that a repetition lacks is none; a number is never left out."""
    short = len(word.text) <= _SPECK_LENGTH and not any(map(str.isdigit, word.text))
    return short and word.sure < _NO_MARKS


def _is_in_capitals(row: Sequence[_Place]) -> bool:
    return sum(place.word.text.isupper() for place in row) * 2 > len(row)


def _respelt(row: Sequence[_Place], found: Sequence[_Repetition]) -> Iterator[_Change]:
    """Yield words whose accents, and if in doubt marks, stand otherwise in the repetitions."""
    capitals = _is_in_capitals(row)
    alike: defaultdict[int, list[Word]] = defaultdict(list)
    for passage in found:
        for kind, a, b, c, _ in passage.opcodes:
            if kind == "equal" and b - a >= _SEED:
                for at in range(a, b):
                    alike[at].append(passage.places[c + at - a].word)
    for at, others in alike.items():
        word = row[at].word
        if capitals:
            # Accents on capitals are lost most often.
            others = [other for other in others if not other.text.isupper()] or others
        # The mark at a row's end may be that of a sentence.
        marks = (word.sure < _NO_MARKS or word.other != "") and at + 1 < len(row)
        text = _most_certain(word, others, marks=marks, capitals=capitals)
        if text != word.text:
            yield _Change(row[at].at, row[at].at + 1, (word._replace(text=text),))


def _most_certain(word: Word, others: Sequence[Word], *, marks: bool, capitals: bool) -> str:
    """Return the spelling of a word that its repetitions speak for; two to one, or it stays.

    With `marks`, those before and behind it go where no repetition has them, and change where
    another reading says so; a capital letter goes with them.
    """

    def key(text: str) -> tuple[str, bool]:
        capital = marks and text[0].isupper() and not text.isupper()
        return fold_word(text if marks else _letters(text)), capital

    votes: defaultdict[tuple[str, bool], float] = defaultdict(float)
    for other in others:
        votes[key(other.text)] += max(0.0, other.sure - _NOTHING)
    mine = max(0.0, word.sure - _NOTHING)
    if capitals and not any(other.text.isupper() for other in others):
        mine /= 2
    best = max(votes, key=lambda form: votes[form])
    if best == key(word.text) or votes[best] <= 2 * (mine + votes[key(word.text)]):
        return word.text
    text = next(other.text for other in others if key(other.text) == best)
    if marks and (text == _letters(text) or word.other == _in_case(text, text, capitals)):
        return _in_case(text, text, capitals)
    text = _in_case(text, word.text, capitals)
    start = word.text.find(_letters(word.text))
    return word.text[:start] + _letters(text) + word.text[start + len(_letters(word.text)) :]


def _in_case(text: str, printed: str, capitals: bool) -> str:
    """Return a word of a repetition in small or capital letters, as its place demands."""
    if capitals:
        return text.upper()
    if len(text) > 1 and text.isupper() and not printed.isupper():
        text = text.lower()
    return text[0].upper() + text[1:] if printed[0].isupper() and printed[1:].islower() else text


def _letters(text: str) -> str:
    """Return a word without the marks before and after it."""
    inside = [at for at, character in enumerate(text) if character.isalnum()]
    return text[inside[0] : inside[-1] + 1] if inside else ""


def _is_damaged(mine: Sequence[_Place], theirs: Sequence[_Place]) -> bool:
    """Tell whether words are another reading of a repetition's: as read, or by their letters.

    A number is what it is, unless another reading of the same place has the repetition's.
    """
    if max(len(mine), len(theirs)) > _LONGEST or min(p.word.sure for p in theirs) < _DAMAGED:
        return False
    letters, meant = ("".join(place.key for place in side) for side in (mine, theirs))
    if any(meant in _WORDS.findall(skeleton(place.word.other)) for place in mine):
        return True
    if any(map(str.isdigit, letters + meant)) or _certainty(mine) >= _DAMAGED:
        return False
    return SequenceMatcher(None, letters, meant, autojunk=False).ratio() >= _LIKE


def _placed(words: Sequence[Word], mine: Sequence[_Place]) -> tuple[Word, ...]:
    """Return words of another row at the place of damaged ones; numbers stay in doubt."""
    left, right = mine[0].word.x0, mine[-1].word.x1
    step = (right - left) / len(words)
    return tuple(
        mine[0].word._replace(
            text=word.text,
            other="",
            x0=left + step * at,
            x1=left + step * (at + 1),
            sure=_DOUBT if any(map(str.isdigit, word.text)) else word.sure,
        )
        for at, word in enumerate(words)
    )


def _changed(row: Row, changes: Sequence[_Change]) -> Row:
    words = list(row)
    for change in sorted(changes, key=lambda change: -change.start):
        words[change.start : change.end] = change.words
    return words


def _finding(page: int, row: Row, changes: Sequence[_Change]) -> Finding:
    examples = ", ".join(
        f"{_text(row[change.start : change.end])!r} → {_text(change.words)!r}"
        for change in changes[:_EXAMPLES]
    )
    return Finding(
        rule="ocr-repetition-repaired",
        severity="info",
        message=f"Trang {page}: đã sửa theo chỗ lặp lại trong văn bản: {examples}.",
    )


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)[:_SHOWN]
