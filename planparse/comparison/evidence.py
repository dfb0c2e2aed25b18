"""How much two texts say the same: weighed words and pairs of neighbouring words.

A word weighs by its kind and by how rare it is in both documents together; so the subject that
every line of a plan repeats ("bình đẳng giới") says little, and what only two lines share, much.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import log, sqrt
from operator import getitem

from planparse.comparison.words import Kind, marked_words, word_kinds

# A pair of only one text may well be no word at all, but the end of one and the start of the next.
_UNIQUE = 0.4
_FEW = 2  # texts: fewer than this is only one

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
# Lines are not looked up by features that weigh less of the rarest: nearly every line has them.
LEAST = 0.025
"""Of the rarest weight: features that weigh less look nothing up."""
# A pair of neighbours by how many of the two are content: Vietnamese words have two syllables.
# (Pairs only inside the words that underthesea segments were tried: a little worse, much slower.)
_PAIR_WEIGHTS = (0.15, 0.35, 1.0)


@lru_cache(maxsize=8192)
def features(text: str) -> Features:
    """Return the words of a text and its unordered pairs of neighbours.

    >>> ("nữ", "viên") in features("đảng viên nữ"), ("nữ", "đảng") in features("nữ đảng viên")
    (True, True)
    """
    words = marked_words(text)
    pairs = ((min(a, b), max(a, b)) for a, b in pairwise(words) if a != b)
    return tuple(dict.fromkeys((*words, *pairs)))


@dataclass(frozen=True)
class Tally:
    """How many of a document's texts, `size` of them, hold each feature."""

    counts: Mapping[Feature, int]
    size: int

    @classmethod
    def of(cls, texts: Sequence[Features]) -> "Tally":
        """Count the features of the texts of a document."""
        return cls(Counter(feature for text in texts for feature in text), len(texts))


@dataclass(frozen=True)
class Weights:
    """What each feature weighs, from how many texts of either document hold it.

    The rarer side decides: a subject that one plan repeats and the other never names tells the two
    apart. `unknown` is the rarity of what no text holds.
    """

    counts: tuple[Mapping[Feature, int], ...]
    weights: Mapping[Feature, float]
    unknown: float

    @classmethod
    def of(cls, *documents: Sequence[Features]) -> "Weights":
        """Weigh the features of the texts of each document."""
        return cls.of_tallies(*map(Tally.of, documents))

    @classmethod
    def of_tallies(cls, *tallies: "Tally") -> "Weights":
        """Weigh the features that documents hold, by how many texts of each hold them."""
        counts = tuple(tally.counts for tally in tallies)
        sizes = [tally.size + 1 for tally in tallies]
        rarest = max(log(2 * size) for size in sizes)
        rarities = [_rarities(size) for size in sizes]
        weights: dict[Feature, float] = {}
        for feature in dict.fromkeys(feature for held in counts for feature in held):
            numbers = [held.get(feature, 0) for held in counts]
            rarity = max(map(getitem, rarities, numbers))
            weights[feature] = rarity * _base(feature, is_single=sum(numbers) < _FEW)
        return cls(counts, weights, rarest)

    def of_feature(self, feature: Feature) -> float:
        """Return the weight of one feature."""
        weight = self.weights.get(feature)
        return self.unknown * _base(feature, is_single=True) if weight is None else weight

    def total(self, found: Iterable[Feature]) -> float:
        """Return the weight of several features."""
        known = self.weights
        return sum(
            [known[feature] if feature in known else self.of_feature(feature) for feature in found]
        )

    def kinship(self) -> float:
        """Return how far two documents speak of the same things, 0 to 1.

        The cosine of their pairs of words. A child and its parent have 0.4 and more, two plans of
        one subject 0.3, of two subjects less than 0.27 (measured on the shared and composed plans).
        """
        one, other = map(_pairs, self.counts)
        shared = sum(weight * other.get(pair, 0.0) for pair, weight in one.items())
        lengths = sqrt(_square(one) * _square(other))
        return shared / lengths if lengths else 0.0


def _pairs(counts: Mapping[Feature, int]) -> dict[Feature, float]:
    return {
        feature: log(1 + count) * _base(feature, is_single=False)
        for feature, count in counts.items()
        if not isinstance(feature, str)
    }


def _square(vector: Mapping[Feature, float]) -> float:
    return sum(weight * weight for weight in vector.values())


@lru_cache(maxsize=64)
def _rarities(size: int) -> tuple[float, ...]:
    """Return the rarity of what 0, 1, … of `size` texts hold."""
    return tuple(max(log(size / (number + 0.5)), 0.0) for number in range(size + 1))


@lru_cache(maxsize=65536)
def _base(feature: Feature, *, is_single: bool) -> float:
    """Return what a feature weighs by its words' kinds; of pairs, `is_single` is in one text."""
    kinds = word_kinds()
    if isinstance(feature, str):
        kind = kinds.get(feature, "content")
        return _WHOLE if kind == "content" and "_" in feature else _WORD_WEIGHTS[kind]
    weight = _PAIR_WEIGHTS[(feature[0] not in kinds) + (feature[1] not in kinds)]
    return weight * _UNIQUE if is_single else weight


@dataclass(frozen=True)
class Index:
    """The texts of one document by their features, to be asked for what they share with a text.

    `totals` are the weights of the texts, `postings` the numbers of the texts that hold a feature.
    """

    weights: Weights
    totals: tuple[float, ...]
    postings: Mapping[Feature, Sequence[int]]

    @classmethod
    def of(cls, texts: Sequence[Features], weights: Weights) -> "Index":
        """Index the texts by their features."""
        postings: dict[Feature, list[int]] = {}
        least = LEAST * weights.unknown
        for number, text in enumerate(texts):
            for feature in text:
                if weights.of_feature(feature) >= least:
                    postings.setdefault(feature, []).append(number)
        return cls(weights, tuple(map(weights.total, texts)), postings)

    def shared(self, text: Features) -> dict[int, float]:
        """Return the weight of what each text of the index shares with `text`, where any."""
        found: dict[int, float] = {}
        for feature in text:
            numbers = self.postings.get(feature)
            if numbers:
                weight = self.weights.of_feature(feature)
                for number in numbers:
                    found[number] = found.get(number, 0.0) + weight
        return found
