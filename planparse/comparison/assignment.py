"""Which candidate goes to which: one to one, best for all together."""

from collections.abc import Mapping
from heapq import nsmallest

Scores = Mapping[tuple[int, int], float]
_Options = Mapping[int, Mapping[int, float]]
# Each round only ends when it gains; a few suffice for the near-ties that plans have.
_ROUNDS = 8
# No more partners of one left side are weighed: the tenth best is never the answer.
_MOST = 16
_GAIN = 1e-9


def assign(scores: Scores) -> dict[int, int]:
    """Return for each left number its right number, so that the sum of the scores is high.

    Best first, then moves and swaps while they gain; the order of the input does not matter.

    >>> assign({(0, 0): 0.9, (0, 1): 0.8, (1, 0): 0.85})
    {0: 1, 1: 0}
    """
    options = _options(scores)
    pairs = [(-score, left, right) for left, row in options.items() for right, score in row.items()]
    taken: dict[int, int] = {}
    used: dict[int, int] = {}
    for _, left, right in sorted(pairs):
        if left not in taken and right not in used:
            taken[left], used[right] = right, left
    for _ in range(_ROUNDS):
        if not sum(_improve(left, options, taken, used) for left in sorted(options)):
            break
    return dict(sorted(taken.items()))


def _options(scores: Scores) -> _Options:
    options: dict[int, list[tuple[float, int]]] = {}
    for (left, right), score in scores.items():
        options.setdefault(left, []).append((-score, right))
    return {
        left: {right: -score for score, right in nsmallest(_MOST, row)}
        for left, row in sorted(options.items())
    }


def _improve(left: int, options: _Options, taken: dict[int, int], used: dict[int, int]) -> bool:
    """Give `left` a better right side when its holder loses less than `left` gains."""
    freed = taken.get(left)
    own = options[left][freed] if freed is not None else 0.0
    best: tuple[float, int, int | None] = (_GAIN, -1, None)
    for right, score in options[left].items():
        holder, instead, lost = used.get(right), None, 0.0
        if holder == left:
            continue
        if holder is not None:
            instead = _next_best(options[holder], right, freed, used)
            lost = options[holder][right] - options[holder].get(_number(instead), 0.0)
        best = max(best, (score - own - lost, right, instead), key=_gain)
    if best[1] < 0:
        return False
    _move((left, best[1], best[2]), taken, used)
    return True


def _gain(move: tuple[float, int, int | None]) -> float:
    return move[0]


def _number(right: int | None) -> int:
    return -1 if right is None else right


def _next_best(
    options: Mapping[int, float], lost: int, freed: int | None, used: Mapping[int, int]
) -> int | None:
    """Return the best right side that is free for a holder who loses one; `freed` becomes free."""
    free = [r for r in options if r != lost and (r == freed or r not in used)]
    return max(free, key=lambda right: (options[right], -right), default=None)


def _move(move: tuple[int, int, int | None], taken: dict[int, int], used: dict[int, int]) -> None:
    left, right, instead = move
    holder = used.pop(right, None)
    freed = taken.pop(left, None)
    if freed is not None:
        used.pop(freed)
    if holder is not None:
        taken.pop(holder)
        if instead is not None:
            taken[holder], used[instead] = instead, holder
    taken[left], used[right] = right, left
