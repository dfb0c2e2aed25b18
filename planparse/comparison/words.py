"""Two texts in one vocabulary: folded words, with what means the same written the same way.

Only the comparison reads these words; reports quote the documents.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Literal

from planparse.lexicon import load_entries
from planparse.text.fold import fold_word
from planparse.text.patterns import lazy_pattern

Kind = Literal["content", "verb", "light", "place", "empty"]
"""What a word says: what is measured or done, a common verb, little, where, nothing."""

Words = tuple[str, ...]
Table = Mapping[str, tuple[tuple[Words, Words], ...]]
"""Phrases by their first word, longest first, each with what takes its place."""

_WORD = lazy_pattern(r"[\p{L}\p{N}]+")
# A verb of one meaning becomes one word of its own: "tập huấn", "bồi dưỡng" -> "bồi_dưỡng".
_JOINT = "_"


def split_words(text: str) -> Words:
    """Return the folded words of a text.

    >>> split_words("Uỷ ban, 24/7")
    ('ủy', 'ban', '24', '7')
    """
    return tuple(fold_word(word) for word in _WORD.findall(text))


@lru_cache(maxsize=8192)
def canonical_words(text: str) -> Words:
    """Return the folded words of a text, each known phrase in its canonical form.

    >>> canonical_words("Hộ KD trả tiền qua mạng")
    ('hộ', 'kinh', 'doanh', 'thanh_toán', 'trực', 'tuyến')
    """
    return _rewrite(split_words(text), _synonyms())


@lru_cache(maxsize=8192)
def marked_words(text: str) -> Words:
    """Return the canonical words with filler phrases joined; those that say nothing are gone.

    >>> marked_words("Tăng cường tuyên truyền tại các xã")
    ('tăng_cường', 'tuyên_truyền', 'xã')
    """
    kinds = word_kinds()
    words = _rewrite(canonical_words(text), _fillers())
    return tuple(word for word in words if kinds.get(word) != "empty" and not word.isdigit())


def find_phrases(words: Words, table: Table) -> tuple[Words, ...]:
    """Return what the table gives for its phrases in `words`, longest first, without overlaps."""
    found: list[Words] = []
    at = 0
    while at < len(words):
        phrase = phrase_at(words, at, table) if words[at] in table else None
        if phrase is None:
            at += 1
        else:
            found.append(phrase[1])
            at += len(phrase[0])
    return tuple(found)


def skip_fillers(words: Words, at: int) -> int:
    """Return how many words at a place say nothing of what is counted: fillers, verbs, numbers."""
    if words[at].isdigit():
        return 1
    phrase = phrase_at(words, at, _fillers())
    name = phrase[1][0] if phrase else words[at]
    if word_kinds().get(name) not in ("empty", "light", "verb"):
        return 0
    return len(phrase[0]) if phrase else 1


def make_table(phrases: Iterable[tuple[str, Words]]) -> Table:
    """Return a table of phrases, each written in canonical words, with their values."""
    return _table((canonical_words(phrase), value) for phrase, value in phrases)


def make_plain_table(phrases: Iterable[tuple[str, Words]]) -> Table:
    """Return a table of phrases as they are written, for `split_words`, with their values."""
    return _table((split_words(phrase), value) for phrase, value in phrases)


@cache
def word_kinds() -> Mapping[str, Kind]:
    """Return the kind of every word that is not plain content."""
    kinds: dict[str, Kind] = {}
    for entry in load_entries("fillers"):
        for word in entry["words"] if entry["kind"] != "whole" else ():
            kinds[_JOINT.join(canonical_words(word))] = entry["kind"]
    for entry in load_entries("synonyms"):
        if entry.get("kind") == "verb":
            kinds[_JOINT.join(split_words(entry["words"][0]))] = "verb"
    return MappingProxyType(kinds)


@cache
def _synonyms() -> Table:
    pairs: list[tuple[Words, Words]] = []
    for entry in load_entries("synonyms"):
        forms = [split_words(word) for word in entry["words"]]
        first = (_JOINT.join(forms[0]),) if entry.get("kind") == "verb" else forms[0]
        is_whole = entry.get("kind") == "whole"
        pairs += [(form, form if is_whole else first) for form in forms]
    return _table(pairs)


@cache
def _fillers() -> Table:
    words = [word for entry in load_entries("fillers") for word in entry["words"]]
    canonical = [canonical_words(word) for word in words]
    return _table((form, (_JOINT.join(form),)) for form in canonical)


def _table(pairs: Iterable[tuple[Words, Words]]) -> Table:
    by_first: dict[str, list[tuple[Words, Words]]] = {}
    for phrase, value in pairs:
        by_first.setdefault(phrase[0], []).append((phrase, value))
    return MappingProxyType(
        {first: tuple(sorted(rows, key=_length)) for first, rows in by_first.items()}
    )


def _length(row: tuple[Words, Words]) -> int:
    return -len(row[0])


def _rewrite(words: Words, table: Table) -> Words:
    out: list[str] = []
    at = 0
    while at < len(words):
        phrase = phrase_at(words, at, table) if words[at] in table else None
        if phrase is None:
            out.append(words[at])
            at += 1
        else:
            out += phrase[1]
            at += len(phrase[0])
    return tuple(out)


def phrase_at(words: Sequence[str], at: int, table: Table) -> tuple[Words, Words] | None:
    """Return the phrase of a table that stands at a place, and its value."""
    for phrase, value in table.get(words[at], ()):
        if words[at : at + len(phrase)] == phrase:
            return phrase, value
    return None
