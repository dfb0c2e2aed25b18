"""What of the parent's tasks the child takes over: covered, in part, or not at all."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from planparse.comparison.assignment import assign
from planparse.comparison.measures import Measure, head_of
from planparse.comparison.pool import Pool, Support
from planparse.comparison.topics import read_topics

# Figures settled on the composed and shared pairs (see tests/test_comparison.py): shares of a
# measure's weight that are found in the child.
_OPENS = 0.27  # in its best measure: below this the child has nothing of the task
_OPENS_UNRIVALLED = 0.2  # the same for a measure and a task that have no better partner anywhere
_SURE = 0.35  # below this a person should look at the answer
_SAME_TASK = 0.22  # in the child's task that answers another measure of it already
_NO_PRODUCT = 0.4  # the same, where the child's task lacks a product that the measure names
_ELSEWHERE = 0.45  # in another task of the child
_SPLIT = 0.3  # in a task of the child that answers no other and is likest this one
_THING = 0.3  # of one of several objects of a verb, in the child's task that answers
_THING_WITHOUT_NOUN = 0.7
_SHARED = 0.6  # in a task of the child that answers another of the parent's
_OWN = 0.3  # words that no other measure of the task has: from this share on they decide
_OWN_FOUND = 0.08  # less than this of them is nothing
_WHOLE = 0.9  # of a measure: nothing of it is lacking
_LEAST_OF_ALL = 0.15  # of all measures together: below this a task has no counterpart
_WITHOUT_FIRST = 0.25  # the same where the first of them is lacking
_MEAN = 0.25  # how far the other measures decide which task of the child answers

TaskStatus = Literal["covered", "partial", "missing"]


@dataclass(frozen=True, slots=True)
class Counterpart:
    """What of the child answers a task of the parent.

    `task` and `target` are numbers in the child's lists, at most one of them given; `lacking` are
    the measures without support.
    """

    status: TaskStatus
    task: int | None
    target: int | None
    score: float
    measures: tuple[Measure, ...]
    lacking: tuple[Measure, ...]
    is_unclear: bool = False


Supports = Sequence[Mapping[int, Support]]


def match_tasks(
    parents: Sequence[tuple[Measure, ...]], pool: Pool, *, demand: float = 1.0
) -> list[Counterpart]:
    """Return the counterpart of each task of the parent, given by its measures, in order.

    A clause of the child answers one task; two clauses of one line may answer two. `demand` raises
    what is asked of an answer, for documents that may be strangers.
    """
    supports = [_supports(found, pool) for found in parents]
    best = [_best_by_owner(support) for support in supports]
    unrivalled = set(_unrivalled(best, pool))
    opened = [
        {
            owner: found
            for owner, found in sorted(by_owner.items())
            if found.share
            >= demand * (_OPENS_UNRIVALLED if (number, owner) in unrivalled else _OPENS)
        }
        for number, by_owner in enumerate(best)
    ]
    chosen = _choose(
        [_answers(support, found) for support, found in zip(supports, opened, strict=True)]
    )
    free = _free(best, {pool.owners[clause] for clause in chosen.values()}, pool)
    return [
        _judge(
            parents[number],
            supports[number],
            pool.owner_of(chosen.get(number)),
            pool,
            free.get(number, frozenset()),
        )
        for number in range(len(parents))
    ]


def judge_tasks(
    parents: Sequence[tuple[Measure, ...]], pool: Pool, chosen: Mapping[int, int]
) -> list[Counterpart]:
    """Return what the tasks of the child that something else has chosen make of the parent's."""
    return [
        _judge(found, [pool.support(measure) for measure in found], chosen.get(number), pool)
        for number, found in enumerate(parents)
    ]


def _supports(measures: Sequence[Measure], pool: Pool) -> list[dict[int, Support]]:
    """Return the support of each measure by the child's tasks that are about the same things."""
    supports = [pool.support(measure) for measure in measures]
    owners = {owner for support in supports for owner in support}
    named = [measure for measure in measures if read_topics(measure.text)]
    others = {owner for owner in owners if named and pool.is_about_others(named, owner)}
    best = max((found.share for support in supports for found in support.values()), default=0.0)
    if len(measures) == 1 and pool.refuses(measures[0], best):
        others = owners
    return [
        {owner: found for owner, found in support.items() if owner not in others}
        for support in supports
    ]


def _free(
    best: Sequence[Mapping[int, Support]], taken: Collection[int], pool: Pool
) -> dict[int, frozenset[int]]:
    """Return for each of the parent's tasks the child's that answer no other and are likest it.

    A task may be split over two lines of the child.
    """
    likest: dict[int, tuple[float, int]] = {}
    for number, by_owner in enumerate(best):
        for owner, found in by_owner.items():
            if owner not in taken and owner < pool.size:
                likest[owner] = max(likest.get(owner, (0.0, -1)), (found.share, number))
    free: dict[int, set[int]] = {}
    for owner, (_, number) in likest.items():
        free.setdefault(number, set()).add(owner)
    return {number: frozenset(owners) for number, owners in free.items()}


def _best_by_owner(supports: Supports) -> dict[int, Support]:
    """Return for each of the child's tasks its best support of any measure of a task."""
    best: dict[int, Support] = {}
    for support in supports:
        for owner, found in support.items():
            if owner not in best or found.share > best[owner].share:
                best[owner] = found
    return best


def _unrivalled(best: Sequence[Mapping[int, Support]], pool: Pool) -> Iterator[tuple[int, int]]:
    """Yield the pairs of tasks, no duties and no targets, of which neither has a better partner."""
    of_owner: dict[int, float] = {}
    for by_owner in best:
        for owner, found in by_owner.items():
            of_owner[owner] = max(of_owner.get(owner, 0.0), found.share)
    for number, by_owner in enumerate(best):
        top = max((found.share for found in by_owner.values()), default=0.0)
        for owner, found in by_owner.items():
            if found.share == top == of_owner[owner] and pool.factors[owner] == 1.0:
                yield number, owner


def _answers(supports: Supports, opened: Mapping[int, Support]) -> dict[int, float]:
    """Return how well each of the child's tasks answers a task as a whole, by its best clause."""
    total: dict[int, float] = {}
    for support in supports:
        for owner, found in support.items():
            total[owner] = total.get(owner, 0.0) + found.share
    return {
        found.clause: found.share + _MEAN * total[owner] / len(supports)
        for owner, found in opened.items()
    }


def _choose(answers: Sequence[Mapping[int, float]]) -> dict[int, int]:
    """Return the child's clause for each of the parent's tasks; a strong one may serve two."""
    scores = {
        (parent, clause): score
        for parent, found in enumerate(answers)
        for clause, score in found.items()
    }
    chosen = assign(scores)
    for parent, clause in sorted(scores, key=lambda pair: (-scores[pair], pair)):
        if parent not in chosen and scores[parent, clause] >= _SHARED:
            chosen[parent] = clause
    return chosen


def _judge(
    measures: tuple[Measure, ...],
    supports: Supports,
    child: int | None,
    pool: Pool,
    free: Collection[int] = (),
) -> Counterpart:
    missing = Counterpart("missing", None, None, 0.0, measures, measures)
    if child is None:
        return missing
    shares = [_share(support, child) for support in supports]
    if sum(shares) < _LEAST_OF_ALL * len(supports):
        return missing
    lacking = tuple(
        measure
        for measure, support, share in zip(measures, supports, shares, strict=True)
        if not _is_supported(
            support, child, measure.products <= pool.products[child], share == max(shares), free
        )
        or (share < max(shares) and _says_only_the_rest(measure, measures, child, pool))
    )
    is_thin = measures[0] in lacking and sum(shares) < _WITHOUT_FIRST * len(shares)
    if is_thin or (len(lacking) == len(measures) and max(shares) < _SURE):
        return missing
    lacking += tuple(
        thing
        for measure, share in zip(measures, shares, strict=True)
        if measure not in lacking and share < _WHOLE
        for thing in measure.things
        if not _has_thing(thing, child, pool)
    )
    score = sum(shares) / len(supports)
    return Counterpart(
        "partial" if lacking else "covered",
        child if child < pool.size else None,
        None if child < pool.size else child - pool.size,
        min(1.0, score),
        measures,
        lacking,
        max(shares) < _SURE,
    )


def _is_supported(
    support: Mapping[int, Support],
    child: int,
    has_products: bool,
    is_best: bool,
    free: Collection[int],
) -> bool:
    """Tell whether the child has a measure; the one by which it answers is one it has."""
    if is_best and has_products:
        return True
    if _share(support, child) >= (_SAME_TASK if has_products else _NO_PRODUCT):
        return True
    return any(
        found.share >= (_SPLIT if owner in free else _ELSEWHERE) for owner, found in support.items()
    )


def _says_only_the_rest(
    measure: Measure, measures: Sequence[Measure], child: int, pool: Pool
) -> bool:
    """Tell whether the child has of a measure only what others of the task say too.

    "Số hóa hồ sơ di tích, gắn mã QR tại di tích": the relics alone are no digitisation.
    """
    if child >= pool.size:
        return False
    others = {word for other in measures if other is not measure for word in other.words}
    own = tuple(word for word in measure.words if word not in others)
    weights = pool.whole.weights
    if len(own) == len(measure.words) or weights.total(own) < _OWN * weights.total(measure.words):
        return False
    found = (word for word in own if child in pool.whole.postings.get(word, ()))
    return weights.total(found) < _OWN_FOUND * weights.total(own)


def _has_thing(thing: Measure, child: int, pool: Pool) -> bool:
    """Tell whether the child names a thing, in the task that answers or in another.

    Where it never says the thing's own noun ("|trạm| quan trắc"), more of the rest is asked.
    """
    support = pool.support(thing)
    head = head_of(thing.text)
    is_known = head is None or pool.says(head)
    if _share(support, child) >= (_THING if is_known else _THING_WITHOUT_NOUN):
        return True
    return is_known and any(found.share >= _ELSEWHERE for found in support.values())


def _share(support: Mapping[int, Support], child: int) -> float:
    return support[child].share if child in support else 0.0
