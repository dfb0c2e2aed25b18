"""How much two texts say the same: weighed words and pairs of neighbouring words.

A word weighs by its kind and by how rare it is in both documents together; so the subject that
every line of a plan repeats ("bình đẳng giới") says little, and what only two lines share, much.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log

from planparse.comparison.words import Kind, marked_words, word_kinds

# A pair of only one text may well be no word at all, but the end of one and the start of the next.
_UNIQUE = 0.4

Feature = str | tuple[str, str]
Features = tuple[Feature, ...]
"""Each feature of a text once, in text order: sums over them are the same in every run."""

# Weights settled on the composed and shared pairs; only their order of size matters.
_WORD_WEIGHTS: Mapping[Kind, float] = {
    "content": 0.5,
    "verb": 0.4,
    "light": 0.15,
    "place": 0.1,
    "empty": 0.0,
}
# A compound that is kept in one piece stands for its words and their pair.
_WHOLE = 1.0
# A pair of neighbours by how many of the two are content: Vietnamese words have two syllables.
_PAIR_WEIGHTS = (0.15, 0.35, 1.0)


def features(text: str) -> Features:
    """Return the words of a text and its unordered pairs of neighbours.

    >>> ("nữ", "viên") in features("đảng viên nữ"), ("nữ", "đảng") in features("nữ đảng viên")
    (True, True)
    """
    words = marked_words(text)
    pairs = ((min(a, b), max(a, b)) for a, b in zip(words, words[1:], strict=False) if a != b)
    return tuple(dict.fromkeys((*words, *pairs)))


@dataclass(frozen=True)
class Weights:
    """What each feature weighs, from how many of `size` texts hold it."""

    size: int
    counts: Mapping[Feature, int]

    @classmethod
    def of(cls, texts: Iterable[Features]) -> "Weights":
        """Count the features of the texts of both documents."""
        counts: Counter[Feature] = Counter()
        size = 0
        for text in texts:
            counts.update(text)
            size += 1
        return cls(size, counts)

    def of_feature(self, feature: Feature) -> float:
        """Return the weight of one feature."""
        count = self.counts.get(feature, 0)
        rarity = max(log((self.size + 1) / (count + 0.5)), 0.0)
        if count < 2 and not isinstance(feature, str):
            rarity *= _UNIQUE
        return rarity * _base(feature)

    def total(self, found: Iterable[Feature]) -> float:
        """Return the weight of several features."""
        return sum(map(self.of_feature, found))


def _base(feature: Feature) -> float:
    kinds = word_kinds()
    if isinstance(feature, str):
        kind = kinds.get(feature, "content")
        return _WHOLE if kind == "content" and "_" in feature else _WORD_WEIGHTS[kind]
    return _PAIR_WEIGHTS[sum(kinds.get(word) is None for word in feature)]


class Index:
    """The texts of one document by their features, to be asked for what they share with a text."""

    def __init__(self, texts: Sequence[Features], weights: Weights) -> None:
        self.weights = weights
        self.totals = tuple(weights.total(text) for text in texts)
        self._postings: dict[Feature, list[int]] = {}
        for number, text in enumerate(texts):
            for feature in text:
                self._postings.setdefault(feature, []).append(number)

    def shared(self, text: Features) -> dict[int, float]:
        """Return the weight of what each text of the index shares with `text`, where any."""
        found: dict[int, float] = {}
        for feature in text:
            numbers = self._postings.get(feature)
            if numbers:
                weight = self.weights.of_feature(feature)
                for number in numbers:
                    found[number] = found.get(number, 0.0) + weight
        return found
