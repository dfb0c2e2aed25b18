"""Which of the child's targets and tasks stand against the parent's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from planparse.comparison.evidence import Weights
from planparse.comparison.match import Lines, Match, match_targets
from planparse.comparison.pool import Pool, make_pool
from planparse.comparison.reading import Reading
from planparse.comparison.tasks import Counterpart, match_tasks

# From this kinship on two plans are of one subject; below, likeness of single lines says less, and
# far below (where no child of a parent was ever measured) nothing.
_KIN = 0.33
_NO_KIN = 0.16
_NO_KIN_THOUGH_CITED = 0.08  # a number without a date may be that of another plan
_STEEPNESS = 3.0


@dataclass(frozen=True)
class Ground:
    """What two plans are compared on: the weights of their words, the child's tasks as support.

    `kinship` is how far both speak of the same things, 1 where one of them sets nothing at all.
    """

    weights: Weights
    pool: Pool
    kinship: float


@dataclass(frozen=True)
class Pairing:
    """The matches of the parent's targets by number, and what answers each of its tasks."""

    targets: Mapping[int, Match]
    tasks: Sequence[Counterpart]


def find_ground(child: Reading, parent: Reading) -> Ground:
    """Return what two plans are compared on."""
    weights = Weights.of_tallies(parent.tally, child.tally)
    document = child.document
    pool = make_pool(document.tasks, document.targets, weights, child.duties)
    says_something = child.tally.size and parent.tally.size
    return Ground(weights, pool, weights.kinship() if says_something else 1.0)


def are_strangers(ground: Ground, *, is_cited: bool) -> bool:
    """Tell whether two plans have no subject in common, so that nothing of them is compared."""
    return ground.kinship < (_NO_KIN_THOUGH_CITED if is_cited else _NO_KIN)


def find_pairs(child: Reading, parent: Reading, ground: Ground, *, is_cited: bool) -> Pairing:
    """Return the pairs; more is asked of single ones where the plans have little in common."""
    if are_strangers(ground, is_cited=is_cited):
        none = [Counterpart("missing", None, None, 0.0, found, found) for found in parent.measures]
        return Pairing({}, none)
    demand = 1.0 if is_cited else max(1.0, float((_KIN / ground.kinship) ** _STEEPNESS))
    return Pairing(
        match_targets(
            Lines(parent.sides, parent.series),
            Lines(child.sides, child.series),
            ground.weights,
            demand=demand,
        ),
        match_tasks(parent.measures, ground.pool, demand=demand),
    )
