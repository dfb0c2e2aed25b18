"""What of the parent's tasks the child takes over: covered, in part, or not at all."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from planparse.comparison.assignment import assign
from planparse.comparison.evidence import Features, Index, Weights, features
from planparse.comparison.measures import Measure, cut_measures
from planparse.model import Target, Task

# Figures settled on the composed and shared pairs (see tests/test_comparison.py): shares of a
# measure's weight that are found in the child.
_OPENS = 0.27  # in its best measure: below this the child has nothing of the task
_SAME_TASK = 0.25  # in the child's task that answers another measure of it already
_ELSEWHERE = 0.45  # in another task of the child
_SHARED = 0.6  # in a task of the child that answers another of the parent's
_WHOLE = 0.9  # words spread over a whole task say a little less than those of one clause
_DUTY = 0.85  # a duty of one body under "tổ chức thực hiện": less of a support than a measure
_TARGET = 0.7  # a number is set, but no work: less of a support than a task
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


@dataclass(frozen=True, slots=True)
class Support:
    """The share of a measure's weight that a task or target of the child holds, and where."""

    share: float
    clause: int


class Pool:
    """The child's tasks and targets as support: by clause and whole.

    `duties` are the numbers of the tasks that only give a body its duty.
    """

    def __init__(
        self,
        tasks: Sequence[Task],
        targets: Sequence[Target],
        weights: Weights,
        duties: Collection[int] = (),
    ) -> None:
        self.size = len(tasks)
        self._factors = [_DUTY if number in duties else 1.0 for number in range(len(tasks))]
        self._factors += [_TARGET] * len(targets)
        owners: list[int] = []
        clauses: list[Features] = []
        for number, task in enumerate(tasks):
            for measure in cut_measures(task.text):
                owners.append(number)
                clauses.append(measure.words)
        for number, target in enumerate(targets, len(tasks)):
            owners.append(number)
            clauses.append(features(target.indicator))
        self.owners = tuple(owners)
        self._clauses = Index(clauses, weights)
        self._whole = Index([features(task.text) for task in tasks], weights)

    def support(self, measure: Measure) -> dict[int, Support]:
        """Return the support of a measure by each task (then target) of the child."""
        total = self._clauses.weights.total(measure.words)
        found: dict[int, Support] = {}
        for clause, shared in sorted(self._clauses.shared(measure.words).items()):
            owner = self.owners[clause]
            share = self._factors[owner] * shared / total
            if owner not in found or share > found[owner].share:
                found[owner] = Support(share, clause)
        for owner, shared in sorted(self._whole.shared(measure.words).items()):
            known = found.get(owner, Support(0.0, self.owners.index(owner)))
            share = self._factors[owner] * _WHOLE * shared / total
            found[owner] = Support(max(known.share, share), known.clause)
        return found

    def owner_of(self, clause: int | None) -> int | None:
        """Return the task (then target) that a clause belongs to."""
        return None if clause is None else self.owners[clause]


Supports = Sequence[Mapping[int, Support]]


def match_tasks(parents: Sequence[Task], pool: Pool) -> list[Counterpart]:
    """Return the counterpart of each task of the parent, in order.

    A clause of the child answers one task; two clauses of one line may answer two.
    """
    measures = [cut_measures(task.text) for task in parents]
    supports = [[pool.support(measure) for measure in found] for found in measures]
    chosen = _choose([_answers(support) for support in supports])
    return [
        _judge(measures[number], supports[number], pool.owner_of(chosen.get(number)), pool.size)
        for number in range(len(parents))
    ]


def _answers(supports: Supports) -> dict[int, float]:
    """Return how well each of the child's tasks answers a task as a whole, by its best clause."""
    best: dict[int, Support] = {}
    total: dict[int, float] = {}
    for support in supports:
        for owner, found in support.items():
            total[owner] = total.get(owner, 0.0) + found.share
            if owner not in best or found.share > best[owner].share:
                best[owner] = found
    return {
        found.clause: found.share + _MEAN * total[owner] / len(supports)
        for owner, found in sorted(best.items())
        if found.share >= _OPENS
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
    size: int,
) -> Counterpart:
    if child is None:
        return Counterpart("missing", None, None, 0.0, measures, measures)
    lacking = tuple(
        measure
        for measure, support in zip(measures, supports, strict=True)
        if not _is_supported(support, child)
    )
    score = sum(_share(support, child) for support in supports) / len(supports)
    return Counterpart(
        "partial" if lacking else "covered",
        child if child < size else None,
        None if child < size else child - size,
        min(1.0, score),
        measures,
        lacking,
    )


def _is_supported(support: Mapping[int, Support], child: int) -> bool:
    if _share(support, child) >= _SAME_TASK:
        return True
    return any(found.share >= _ELSEWHERE for found in support.values())


def _share(support: Mapping[int, Support], child: int) -> float:
    return support[child].share if child in support else 0.0
