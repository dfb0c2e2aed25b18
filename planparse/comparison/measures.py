"""A task cut into its measures, and what of the child supports each of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import regex

from planparse.comparison.evidence import Features, features
from planparse.comparison.words import marked_words
from planparse.lexicon import load_words
from planparse.text.phrases import alternation

# A measure with less to say than this many words belongs to the one before.
_SHORTEST = 2
# "Rà soát hộ nghèo; công khai danh sách": at a semicolon or a full stop; not in "TP. Vinh".
_STOP = regex.compile(r";|(?<=[\p{Ll}\d)\"])\.(?=\s)")
_BRACKETS = regex.compile(r"\([^()]{0,200}\)")


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure of a task: `start` and `end` in the task's text."""

    start: int
    end: int
    text: str
    words: Features


def cut_measures(text: str) -> tuple[Measure, ...]:
    """Return the measures of a task, in text order.

    >>> [m.text for m in cut_measures("Công khai danh sách nợ thuế trên trang xã và hỗ trợ hộ nghèo kê khai; treo băng rôn tại chợ.")]
    ['Công khai danh sách nợ thuế trên trang xã', 'hỗ trợ hộ nghèo kê khai', 'treo băng rôn tại chợ.']
    """
    measures: list[Measure] = []
    for start, end in _pieces(text):
        piece = text[start:end].strip(" ,")
        words = features(piece)
        if len(marked_words(piece)) >= _SHORTEST:
            measures.append(Measure(start, end, piece, words))
    if measures:
        return tuple(measures)
    return (Measure(0, len(text), text.strip(), features(text)),)


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for stop in _STOP.finditer(text):
        yield from _at_verbs(text, start, stop.start())
        start = stop.end()
    yield from _at_verbs(text, start, len(text))


def _at_verbs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut where "và" opens another verb: "... và hỗ trợ ..."; not in "giám sát và kiểm tra"."""
    for joint in _and_verb().finditer(text, start, end):
        before, after = text[start : joint.start()], text[joint.end("joint") : end]
        if min(len(marked_words(before)), len(marked_words(after))) > _SHORTEST:
            yield start, joint.start()
            start = joint.end("joint")
    yield start, end


@cache
def _and_verb() -> "regex.Pattern[str]":
    verbs = alternation(load_words("measures", kind="verb"))
    return regex.compile(rf"(?P<joint>\svà\s)(?={verbs}(?!\p{{L}}))", regex.IGNORECASE)
