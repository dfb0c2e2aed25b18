"""What a product is about: two databases are one thing only where their subjects agree.

"Xây dựng cơ sở dữ liệu về chất thải" is not answered by "xây dựng cơ sở dữ liệu về cây xanh".
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from planparse.comparison.evidence import Feature, Features, Weights, features
from planparse.comparison.words import Table, Words, canonical_words, make_table, phrase_at
from planparse.lexicon import load_words
from planparse.text.patterns import lazy_pattern

_PARTS = lazy_pattern(r"[;,.:()]")
_QUOTES = str.maketrans(dict.fromkeys('"“”«»', " "))
# Where the subject of a product ends: whom, where and what for it is.
_ENDS = frozenset(
    (
        "tại", "ở", "trong", "trên", "cho", "để", "nhằm", "đến", "từ", "do", "trước", "vào", "cùng",
        "gắn", "đối", "và", "bằng", "dịp", "có", "khi", "phục",
        "nhân", "chào", "mừng", "kỉ", "hưởng",
    )
)  # fmt: skip
# What links a product and its subject: "quy chế |về| …", "cơ sở dữ liệu |của| …"
_LINKS = frozenset(("về", "của", "giữa", "với", "theo", "là", "không", "tìm", "hiểu"))
_LONGEST = 6
# Less than this of a subject in the other text is another subject.
_SHARED = 0.2


@dataclass(frozen=True, slots=True)
class Topic:
    """A product and the words of its subject."""

    product: Words
    words: Features


@lru_cache(maxsize=4096)
def read_topics(text: str) -> tuple[Topic, ...]:
    """Return the products of a text that name their subject.

    >>> [topic.product for topic in read_topics("Lập cơ sở dữ liệu về chất thải tại cảng")]
    [('cơ', 'sở', 'dữ', 'liệu')]
    """
    return tuple(
        topic
        for part in _PARTS.split(text.translate(_QUOTES))
        for topic in _in_part(canonical_words(part))
    )


def _in_part(words: Words) -> Iterator[Topic]:
    for at, word in enumerate(words):
        phrase = phrase_at(words, at, _framed()) if word in _framed() else None
        if phrase is None:
            continue
        start = at + len(phrase[0])
        while start < len(words) and words[start] in _LINKS:
            start += 1
        end = start
        while end < min(len(words), start + _LONGEST) and words[end] not in _ENDS:
            end += 1
        subject = features(" ".join(words[start:end]))
        if subject:
            yield Topic(phrase[1], subject)


def is_other_topic(
    topics: tuple[Topic, ...],
    words: Features,
    others: tuple[Topic, ...],
    held: frozenset[Feature],
    weights: Weights,
) -> bool:
    """Tell whether one text, of these `words`, has the products of another with other subjects.

    `held` are the words of the other text. A product that only one of them names decides nothing.
    """
    for topic in topics:
        same = [other for other in others if other.product == topic.product]
        if same and _is_foreign(topic, held, weights):
            said = frozenset(words)
            return all(_is_foreign(other, said, weights) for other in same)
    return False


def _is_foreign(topic: Topic, held: frozenset[Feature], weights: Weights) -> bool:
    total = weights.total(topic.words)
    shared = weights.total(feature for feature in topic.words if feature in held)
    return total > 0 and shared < _SHARED * total


@cache
def _framed() -> Table:
    return make_table(
        (word, canonical_words(word)) for word in load_words("measures", kind="framed")
    )
