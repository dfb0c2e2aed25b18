"""The child's tasks and targets as support for measures of the parent."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from math import sqrt

from planparse.comparison.evidence import LEAST, Feature, Features, Index, Weights, features
from planparse.comparison.measures import Measure, cut_measures, find_products
from planparse.comparison.refusals import refused_sentences, without_refusals
from planparse.comparison.topics import Topic, is_other_topic, read_topics
from planparse.comparison.words import Words, marked_words
from planparse.model import Target, Task

# Figures settled on the composed and shared pairs (see tests/test_comparison.py): shares of a
# measure's weight that are found in the child.
_SPREAD = 0.9  # words spread over a whole task say a little less than those of one clause
_LONG = 60  # words; in a longer task there is something of everything
_DUTY = 0.85  # a duty of one body under "tổ chức thực hiện": less of a support than a measure
_TARGET = 0.6  # a number is set, but no work: less of a support than a task
_REFUSED = 0.6  # of a measure's words in a sentence that refuses: it is refused
_FAINT = 0.08  # less than this is left out
_MOST = 40  # no more tasks of the child are looked at for one measure


@dataclass(frozen=True, slots=True)
class Support:
    """The share of a measure's weight that a task or target of the child holds, and where."""

    share: float
    clause: int


@dataclass(frozen=True)
class Pool:
    """The child's tasks and targets as support: by clause and whole.

    `size` is the number of tasks; the factors and products of targets follow theirs. `owners` are
    by clause, `firsts` the first clause of each owner. `factors` weigh a clause of an owner,
    `spreads` its words as a whole. `refused` are the sentences in which the child refuses; `topics`
    and `held` the subjects of products and all words of each owner.
    """

    size: int
    owners: tuple[int, ...]
    firsts: tuple[int, ...]
    factors: tuple[float, ...]
    spreads: tuple[float, ...]
    products: tuple[frozenset[Words], ...]
    clauses: Index
    whole: Index
    refused: Index
    topics: tuple[tuple[Topic, ...], ...]
    held: tuple[frozenset[Feature], ...]

    def support(self, measure: Measure) -> dict[int, Support]:
        """Return the support of a measure by each task (then target) of the child, where any."""
        total = self.clauses.weights.total(measure.words)
        least = max(_FAINT * total, 1e-9)
        best: dict[int, tuple[float, int]] = {}
        for clause, shared in self.clauses.shared(measure.words).items():
            if shared >= least:
                owner = self.owners[clause]
                found = self.factors[owner] * shared / total, -clause
                if owner not in best or found > best[owner]:
                    best[owner] = found
        for owner, shared in self.whole.shared(measure.words).items():
            share = self.spreads[owner] * shared / total if shared >= least else 0.0
            known = best.get(owner)
            if share > (known[0] if known else 0.0):
                best[owner] = share, known[1] if known else -self.firsts[owner]
        likest = nsmallest(_MOST, ((-share, owner) for owner, (share, _) in best.items()))
        return {owner: Support(-share, -best[owner][1]) for share, owner in likest}

    def is_about_others(self, measures: Sequence[Measure], owner: int) -> bool:
        """Tell whether a task (then target) of the child has a measure's product for another."""
        weights, others, held = self.clauses.weights, self.topics[owner], self.held[owner]
        return bool(others) and any(
            is_other_topic(read_topics(measure.text), measure.words, others, held, weights)
            for measure in measures
        )

    def refuses(self, measure: Measure, best: float) -> bool:
        """Tell whether a sentence that refuses says more of a measure than any that answers."""
        total = self.refused.weights.total(measure.words)
        shared = max(self.refused.shared(measure.words).values(), default=0.0)
        return total > 0 and shared >= max(_REFUSED * total, best * total)

    def says(self, word: str) -> bool:
        """Tell whether the child has a word at all; what nearly every line has counts as said."""
        is_common = self.whole.weights.of_feature(word) < LEAST * self.whole.weights.unknown
        return is_common or word in self.whole.postings or word in self.clauses.postings

    def owner_of(self, clause: int | None) -> int | None:
        """Return the task (then target) that a clause belongs to."""
        return None if clause is None else self.owners[clause]


def make_pool(
    tasks: Sequence[Task], targets: Sequence[Target], weights: Weights, duties: Collection[int]
) -> Pool:
    """Return the pool of a child; `duties` are the tasks that only give a body its duty.

    Sentences that refuse ("xã không tổ chức …") support nothing.
    """
    said = [without_refusals(task.text) for task in tasks]
    pieces = [
        (number, measure.words)
        for number, text in enumerate(said)
        for measure in cut_measures(text)
    ]
    pieces += [
        (number, features(target.indicator)) for number, target in enumerate(targets, len(tasks))
    ]
    owners = tuple(owner for owner, _ in pieces)
    texts = (*said, *(target.indicator for target in targets))
    duty = [_DUTY if number in duties else 1.0 for number in range(len(tasks))]
    return Pool(
        size=len(tasks),
        owners=owners,
        firsts=tuple(map(owners.index, range(len(texts)))),
        factors=(*duty, *(_TARGET for _ in targets)),
        spreads=tuple(
            factor * _SPREAD * min(1.0, sqrt(_LONG / max(1, len(marked_words(text)))))
            for factor, text in zip(duty, said, strict=True)
        ),
        products=tuple(map(find_products, texts)),
        clauses=Index.of([words for _, words in pieces], weights),
        whole=Index.of([features(text) for text in said], weights),
        refused=Index.of([features(text) for text in refused_sentences(tasks)], weights),
        topics=tuple(map(read_topics, texts)),
        held=tuple(frozenset(features(text)) for text in texts),
    )


def words_support(pool: Pool, words: Features) -> tuple[int, float] | None:
    """Return the task of the child that holds most of some words, and the share of them."""
    total = pool.whole.weights.total(words)
    shared = pool.whole.shared(words)
    if not total or not shared:
        return None
    task = min(shared, key=lambda number: (-shared[number], number))
    return task, shared[task] / total
