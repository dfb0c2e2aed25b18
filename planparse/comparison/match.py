"""Which target of the child answers which of the parent: never by the number itself."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from planparse.comparison.assignment import assign
from planparse.comparison.commitments import is_lower_better, is_one_unit
from planparse.comparison.evidence import Weights
from planparse.comparison.likeness import SAYS_IT_TOO, pair_scores
from planparse.comparison.sides import Side

# Figures settled on the composed and shared pairs (see tests/test_comparison.py).
_LEAST = 0.37  # below this two indicators of one unit family are surely one no more
_LEAST_UNRIVALLED = 0.24  # the same for two that have no better partner anywhere
_LEAST_OTHER_UNIT = 0.5  # the same for two unit families
_POOR = 0.7  # of the best pair: a match with less has lost its own line to another
_SAYS_ITS_QUOTA = 0.6
UNCLEAR = "unclear-match"
"""The reason of a match by few words: a person should look at it."""


@dataclass(frozen=True, slots=True)
class Match:
    """The child's target for one of the parent's, by number.

    `reasons` are those of the match itself; `parts` other targets of the child that are much like
    the parent's and answer none else: together they may be what the parent asks for.
    """

    child: int
    score: float
    reasons: tuple[str, ...] = ()
    parts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Lines:
    """The targets of a plan, each numbered in `series` by the first that states its indicator."""

    sides: Sequence[Side]
    series: Sequence[int]


def match_targets(
    above: Lines, below: Lines, weights: Weights, *, demand: float = 1.0
) -> dict[int, Match]:
    """Return the matches by the parent's number: one indicator to one, its horizons each to each.

    A child's line that says what two of the parent's lines say is matched twice ("merged").
    `demand` raises what is asked of a match, for documents that may be strangers.
    """
    parents, children = above.sides, below.sides
    scores = pair_scores(parents, children, weights)
    strong = {
        pair: score
        for pair, score in scores.items()
        if score >= demand * _least(parents[pair[0]], children[pair[1]])
    }
    likely = strong | {
        pair: scores[pair]
        for pair in _unrivalled(scores)
        if scores[pair] >= demand * _LEAST_UNRIVALLED
        and is_one_unit(parents[pair[0]].commitment, children[pair[1]].commitment)
    }
    chosen = _choose_series(likely, above.series, below.series)
    members: dict[int, list[int]] = {}
    for child, first in enumerate(below.series):
        members.setdefault(first, []).append(child)
    matches: dict[int, Match] = {}
    for parent, side in enumerate(parents):
        series = chosen.get(above.series[parent], -1)
        mine = [child for child in members.get(series, ()) if (parent, child) in scores]
        if mine:
            child = min(
                mine,
                key=lambda number: (
                    *_distance(side, children[number]), -scores[parent, number], number,
                ),
            )  # fmt: skip
            doubt = () if (parent, child) in strong else (UNCLEAR,)
            matches[parent] = Match(child, scores[parent, child], doubt)
    matches |= _merged(above, below, strong, matches, weights)
    return _with_parts(strong, matches)


def _unrivalled(scores: Mapping[tuple[int, int], float]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of which neither side has a better partner."""
    best_above: dict[int, float] = {}
    best_below: dict[int, float] = {}
    for (parent, child), score in scores.items():
        best_above[parent] = max(best_above.get(parent, 0.0), score)
        best_below[child] = max(best_below.get(child, 0.0), score)
    for (parent, child), score in scores.items():
        if score == best_above[parent] == best_below[child]:
            yield parent, child


def _choose_series(
    strong: Mapping[tuple[int, int], float], above: Sequence[int], below: Sequence[int]
) -> dict[int, int]:
    """Return the child's indicator for each of the parent's, by the best pair of their lines."""
    best: dict[tuple[int, int], float] = {}
    for (parent, child), score in strong.items():
        pair = above[parent], below[child]
        best[pair] = max(best.get(pair, 0.0), score)
    return assign(best)


def _least(parent: Side, child: Side) -> float:
    same = parent.commitment.family == child.commitment.family
    return _LEAST if same else _LEAST_OTHER_UNIT


def _distance(parent: Side, child: Side) -> tuple[bool, int, int, float]:
    """Order the horizons of one indicator: the same unit, the same year, the nearest value."""
    return (
        parent.commitment.family != child.commitment.family,
        *_years_apart(parent.target.by, child.target.by),
        abs(parent.commitment.value - child.commitment.value),
    )


def _years_apart(parent: str | None, child: str | None) -> tuple[int, int]:
    """Return whether the child's year is another (1 earlier, 2 later), and by how much."""
    if parent is None or child is None:
        return 0, 0
    years = int(child[:4]) - int(parent[:4])
    return (0, 0) if years == 0 else (1 if years < 0 else 2, abs(years))


def _with_parts(
    strong: Mapping[tuple[int, int], float], matches: Mapping[int, Match]
) -> dict[int, Match]:
    """Give each match the lines of the child that are like the parent's and answer none else."""
    used = {match.child for match in matches.values()}
    best: dict[int, tuple[float, int]] = {}
    for (parent, child), score in strong.items():
        if child not in used and parent in matches:
            best[child] = max(best.get(child, (0.0, -1)), (score, parent))
    return {
        parent: replace(
            match, parts=tuple(child for child, (_, own) in sorted(best.items()) if own == parent)
        )
        for parent, match in matches.items()
    }


def _is_opposed(parent: Side, child: Side) -> bool:
    """More of the one is better, and less of the other: taking part, and owing."""
    return _falls(parent) != _falls(child)


def _falls(side: Side) -> bool:
    falls = side.commitment.falls
    return is_lower_better(side.target.indicator, side.target.value) if falls is None else falls


def _merged(
    above: Lines,
    below: Lines,
    scores: Mapping[tuple[int, int], float],
    matches: Mapping[int, Match],
    weights: Weights,
) -> dict[int, Match]:
    """Match what is left, or has found little, to a taken line of the child that says it all."""
    found: dict[int, Match] = {}
    for parent, child in sorted(scores, key=lambda pair: (-scores[pair], pair)):
        side, ours = above.sides[parent], below.sides[child]
        if parent in found or _is_opposed(side, ours):
            continue
        known = matches.get(parent)
        if known and not _is_much_better(scores[parent, child], child, known, below.series):
            continue
        shared = weights.total(feature for feature in side.words if feature in ours.held)
        if shared >= _says_it(side, ours) * weights.total(side.words):
            best = min(
                (number for number, series in enumerate(below.series)
                 if series == below.series[child] and (parent, number) in scores),
                key=lambda number: (*_distance(side, below.sides[number]), number),
            )  # fmt: skip
            found[parent] = Match(best, scores[parent, best], ("merged",))
    return found


def _is_much_better(score: float, child: int, known: Match, series: Sequence[int]) -> bool:
    return known.score < _POOR * score and series[known.child] != series[child]


def _says_it(parent: Side, child: Side) -> float:
    """Return how much of a line the child must say; less of a quota that names the child's place.

    "BHXH tự nguyện tăng mới | Huyện Lục Nam" in a table, "phát triển mới người tham gia BHXH".
    """
    is_own = parent.place is not None and parent.place == child.plan_place
    return _SAYS_ITS_QUOTA if is_own else SAYS_IT_TOO
