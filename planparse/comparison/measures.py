"""A task cut into its measures, and what of the child supports each of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import regex

from planparse.comparison.evidence import Features, features
from planparse.comparison.words import (
    Table,
    Words,
    canonical_words,
    find_phrases,
    make_table,
    marked_words,
    word_kinds,
)
from planparse.lexicon import load_words
from planparse.text.patterns import lazy_pattern
from planparse.text.phrases import alternation

# Less than this many words that say something are no measure; less than the others, no part of one
# that "và" or a comma joins ("nghiên cứu và ứng dụng công nghệ" has one object).
_SHORTEST = 2
_SHORTEST_HALF = 4
_SHORTEST_PART = 3
# "Rà soát hộ nghèo; công khai danh sách": at a semicolon or a full stop; not in "TP. Vinh".
STOP = lazy_pattern(r";|(?<=[\p{Ll}\d)\"])\.(?=\s)")
"""Where the sentences of a task end, and their parts that a semicolon sets apart."""


# How much or when, and no measure of its own: "phấn đấu 1.500 lượt người được tập huấn", "mỗi huyện
# ít nhất 60 hội nghị", "Thời gian: quý II/2026"; not "bảo đảm an ninh trật tự".
_QUANTITY = lazy_pattern(
    r"(?:(?:phấn đấu|bảo đảm|đảm bảo|đạt|mỗi|cấp|ít nhất|tối thiểu|trên|trong đó)\s[^;.]{0,60}?\d"
    r"|(?:hoàn thành|xong|thực hiện xong|chậm nhất|trước|trong|từ|định kỳ)\s[^;.]{0,30}?"
    r"(?:ngày|tháng|quý|năm)(?!\p{L})"
    r"|thời gian|thời hạn|kinh phí|đơn vị (?:chủ trì|thực hiện)|chủ trì)",
    regex.IGNORECASE,
)


# Where the objects of a verb end and whom, where or what for they are begins: "sổ, xe lăn | cho
# thương binh"; not "chợ".
_OBJECTS_END = lazy_pattern(
    r"(?<!\p{L})(?:cho|tại|ở|trên|dọc|của|từ|đến|bằng|để|nhằm|với|theo|vào|trong|ngoài|về|giữa|"
    r"phục vụ|gắn|do|ven|phòng chống|phòng ngừa|phòng, chống|đối với|"
    r"hoàn thành|trước|dịp|nhân dịp|vào dịp)(?!\p{L})|[(:]",
    regex.IGNORECASE,
)
# A comma between two things; not in a name: "Nhà nông hỏi, nhà khoa học đáp".
_COMMA = lazy_pattern(r"[“\"][^”\"]{1,120}[”\"]|(?P<comma>,\s)")
_FEWEST_THINGS = 2


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure of a task: `start` and `end` in the task's text, the products it names.

    `things` are the objects that one verb of giving or building enumerates, each as a measure.
    """

    start: int
    end: int
    text: str
    words: Features
    products: frozenset[Words]
    things: tuple["Measure", ...] = ()


def cut_measures(text: str) -> tuple[Measure, ...]:
    """Return the measures of a task, in text order.

    >>> [m.text for m in cut_measures("Khơi thông mương và hỗ trợ máy gặt; rải đá.")]
    ['Khơi thông mương và hỗ trợ máy gặt', 'rải đá.']
    >>> text = "Công khai danh sách nợ thuế trên trang xã và hỗ trợ hộ nghèo kê khai"
    >>> [m.text for m in cut_measures(text)]
    ['Công khai danh sách nợ thuế trên trang xã', 'hỗ trợ hộ nghèo kê khai']
    """
    measures: list[Measure] = []
    for start, end in _pieces(text):
        piece = text[start:end].strip(" ,")
        if len(marked_words(piece)) >= _SHORTEST and not _QUANTITY.match(piece):
            measures.append(_measure(start, end, piece))
    return tuple(measures) or (_measure(0, len(text), text.strip()),)


def head_of(text: str) -> str | None:
    """Return the word that names a thing, None where it opens with a word that says little.

    >>> head_of("các trạm quan trắc"), head_of("giúp chủ vườn")
    ('trạm', None)
    """
    word = next(iter(marked_words(text)), None)
    return None if word is None or word in word_kinds() or word in _organs() else word


@cache
def _organs() -> frozenset[str]:
    return frozenset(
        word for name in load_words("measures", kind="organ") for word in canonical_words(name)
    )


def find_products(text: str) -> frozenset[Words]:
    """Return the products that a text names: a contest, a database, a shelter.

    >>> find_products("Mở hội thi tìm hiểu luật") == find_products("Phát động cuộc thi trên mạng")
    True
    """
    return frozenset(find_phrases(canonical_words(text), _products()))


def _measure(start: int, end: int, text: str) -> Measure:
    things = tuple(_things(start, text))
    things = things if len(things) >= _FEWEST_THINGS else ()
    return Measure(start, end, text, features(text), find_products(text), things)


def _things(start: int, text: str) -> Iterator[Measure]:
    """Yield the objects that a piece of text enumerates: "tặng |sổ tiết kiệm|, |xe lăn| cho"."""
    verb = next((found for found in _giving_verb().finditer(text) if found["verb"]), None)
    if verb is None:
        return
    stop = _OBJECTS_END.search(text, verb.end())
    objects = text[verb.end() : stop.start() if stop else len(text)].rstrip(" .;,")
    commas = (found.end() for found in _COMMA.finditer(objects) if found["comma"])
    edges = [0, *commas, len(objects) + 1]
    for left, right in pairwise(edges):
        thing = objects[left:right].strip(" ,")
        if len(marked_words(thing)) >= _SHORTEST and _opens_with_noun(thing):
            at = start + text.index(thing, verb.end() + left)
            yield Measure(at, at + len(thing), thing, features(thing), find_products(thing))


@cache
def _giving_verb() -> "regex.Pattern[str]":
    verbs = alternation(load_words("measures", kind="giving"))
    others = alternation(load_words("measures", kind="whole"))
    return lazy_pattern(rf"(?<!\p{{L}})(?:{others}|(?P<verb>{verbs}))\s", regex.IGNORECASE)


def _opens_with_noun(thing: str) -> bool:
    """Tell whether a piece is a thing; "xây dựng mô hình", "thuận tiện" are none."""
    first = next(iter(marked_words(thing)))
    return word_kinds().get(first) not in ("verb", "light")


@cache
def _products() -> Table:
    return make_table(
        (word, canonical_words(word)) for word in load_words("measures", kind="product")
    )


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for stop in STOP.finditer(text):
        yield from _at_verbs(text, start, stop.start())
        start = stop.end()
    yield from _at_verbs(text, start, len(text))


def _at_verbs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut where "và" or a comma opens another verb; not in "giám sát và kiểm tra"."""
    joints = list(_verb_after().finditer(text, start, end))
    for number, joint in enumerate(joints):
        before = text[start : joint.start()]
        after = _until_next(text, joint.end("joint"), joints[number + 1 :], end)
        if _ends_with_verb().search(before):
            continue  # "tiếp nhận |và xử lý phản ánh": two verbs, one object
        least = _SHORTEST_PART if joint["joint"].startswith(",") else _SHORTEST_HALF
        if len(marked_words(before)) >= _SHORTEST_HALF and len(marked_words(after)) >= least:
            yield start, joint.start()
            start = joint.end("joint")
    yield start, end


def _until_next(text: str, start: int, joints: "list[regex.Match[str]]", end: int) -> str:
    """Return the words up to the next joint that does not join two verbs of one object."""
    for joint in joints:
        piece = text[start : joint.start()]
        if not _ends_with_verb().search(piece):
            return piece
    return text[start:end]


@cache
def _ends_with_verb() -> "regex.Pattern[str]":
    words = (*load_words("measures", kind="verb"), *load_words("measures", kind="joined"))
    verbs = alternation(words)
    return lazy_pattern(rf"(?<!\p{{L}}){verbs}\s?$", regex.IGNORECASE)


@cache
def _verb_after() -> "regex.Pattern[str]":
    verbs = alternation(load_words("measures", kind="verb"))
    return lazy_pattern(rf"(?P<joint>\svà\s|,\s)(?={verbs}(?!\p{{L}}))", regex.IGNORECASE)
