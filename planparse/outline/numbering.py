"""Which depth each marker has: solved over the whole sequence of markers.

Plans skip, repeat and restart numbers and mix kinds; a marker by itself does not tell its depth.
Each assignment of depths has a price: going on with a list by one is free, opening a list at 1 is
cheap, gaps, repeats and lists inside themselves cost more. The cheapest of the assignments that a
beam of `_WIDTH` keeps open wins. Nothing is dropped for being out of order: that is a finding.
"""

from collections.abc import Sequence
from typing import NamedTuple

from planparse.lexicon import load_entries
from planparse.outline.markers import Marker

_WIDTH = 4
_RANK = {
    "part": 0, "annex": 0, "chapter": 1, "upper": 1.5, "article": 2, "roman": 2,
    "arabic": 3, "multi": 4, "lower": 5, "lower-roman": 5, "paren": 5, "paren-roman": 5,
}  # fmt: skip
# Labels stand between points and bullets, in the order that their vocabulary gives them.
_LABEL_RANKS = {
    word: 4.5 + 0.1 * entry["rank"] for entry in load_entries("labels") for word in entry["words"]
}
_LABEL_STEPS = frozenset(_LABEL_RANKS.values())
# Prices, in the unit of "a step that a careful typist would never take" = 3.
_OPEN_AT_ONE = 0.6
_OPEN_LATER = 3.0
_REPEAT = 2.0
_GAP = 1.2
_LABEL_GAP = 0.3
_BACK = 4.0
_INSIDE_ITSELF = 4.0
_AGAINST_RANK = 1.6
_POP = 0.25
_SIBLINGS = 1.2
_SKIP = 3.4
_UNLIKELY = 1.5
# A letter section (A. B.) or a roman one is skipped rather than invented where it fits nowhere.
_SKIPPABLE = frozenset(("upper", "roman", "damaged", "multi", "lower", "arabic"))


class Placed(NamedTuple):
    """A marker's place: its depth (1 = top), the index of its parent marker, and what is odd."""

    depth: int
    parent: int | None
    oddity: str | None


class _Level(NamedTuple):
    kind: str
    ordinals: tuple[int, ...]
    unit: int


class _State(NamedTuple):
    cost: float
    stack: tuple[_Level, ...]
    trail: tuple["_State | None", Placed | None]


def place_markers(markers: Sequence[Marker]) -> list[Placed | None]:
    """Return the place of each marker; None for one that is no unit at all.

    >>> from planparse.outline.markers import read_marker
    >>> lines = ["I. MỤC ĐÍCH", "1. Mục đích", "2. Yêu cầu", "II. NỘI DUNG", "1. Tuyên truyền"]
    >>> [place.depth for place in place_markers([read_marker(line) for line in lines])]
    [1, 2, 2, 1, 2]
    """
    states = [_State(0.0, (), (None, None))]
    for index, marker in enumerate(markers):
        following: dict[tuple[_Level, ...], _State] = {}
        for state in states:
            for option in _options(state, marker, index):
                known = following.get(option.stack)
                if known is None or option.cost < known.cost:
                    following[option.stack] = option
        states = sorted(following.values(), key=lambda option: option.cost)[:_WIDTH]
    return _read_trail(states[0])


def _read_trail(state: _State) -> list[Placed | None]:
    places: list[Placed | None] = []
    before, placed = state.trail
    while before is not None:
        places.append(placed)
        before, placed = before.trail
    return places[::-1]


def _options(state: _State, marker: Marker, index: int) -> list[_State]:
    options = []
    base = state.cost + (_UNLIKELY if marker.repaired else 0.0)
    for order, (kind, ordinals) in enumerate(marker.readings):
        price = base + order * 0.4
        going_on = _continuations(state, price, kind, ordinals, index)
        options.extend(going_on)
        # Where a list goes on by one, opening another in the middle of its count cannot be cheaper.
        if kind not in _RANK or not any(option.cost == price for option in going_on):
            options.extend(_openings(state, price, kind, ordinals, index))
    if marker.readings[0][0] in _SKIPPABLE:
        options.append(_State(state.cost + _SKIP, state.stack, (state, None)))
    return options


def _continuations(
    state: _State, price: float, kind: str, ordinals: tuple[int, ...], index: int
) -> list[_State]:
    """Go on with a list that is open at some depth."""
    options = []
    for depth, level in enumerate(state.stack):
        if not _is_same_list(level, kind, ordinals):
            continue
        if level.ordinals[:-1] != ordinals[:-1]:
            if kind != "multi" or not _follows_parent(state.stack, depth, ordinals):
                continue
            cost, oddity = _open_price(ordinals[-1], 0.0)
        else:
            cost, oddity = _step_price(kind, ordinals[-1] - level.ordinals[-1])
        parent = state.stack[depth - 1].unit if depth else None
        stack = (*state.stack[:depth], _Level(kind, ordinals, index))
        options.append(_State(price + cost, stack, (state, Placed(depth + 1, parent, oddity))))
    return options


def _follows_parent(stack: tuple[_Level, ...], depth: int, ordinals: tuple[int, ...]) -> bool:
    """A "2.1" beside "1.3" where no "2." stands above them both."""
    return depth == 0 or stack[depth - 1].kind not in ("arabic", "multi")


def _openings(
    state: _State, price: float, kind: str, ordinals: tuple[int, ...], index: int
) -> list[_State]:
    """Open a list below one of the open units, or at the top."""
    options = []
    size = len(state.stack)
    for depth in range(size, -1, -1):
        above = state.stack[:depth]
        if depth < size and _is_same_list(state.stack[depth], kind, ordinals):
            continue  # That is the list going on, out of order; see _continuations.
        cost = _nesting_price(above, kind, ordinals)
        # Beside a list of another kind under the same unit, it is a break in style.
        cost += _SIBLINGS + _POP * (size - depth) if depth < size else 0.0
        if cost >= 8.0:
            continue
        open_cost, oddity = _open_price(ordinals[-1], 0.0)
        if kind not in _RANK:
            open_cost = min(open_cost, 1.0)
        parent = above[-1].unit if above else None
        stack = (*above, _Level(kind, ordinals, index))
        options.append(
            _State(price + cost + open_cost, stack, (state, Placed(depth + 1, parent, oddity)))
        )
    return options


def _is_same_list(level: _Level, kind: str, ordinals: tuple[int, ...]) -> bool:
    return level.kind == kind and len(level.ordinals) == len(ordinals)


def _nesting_price(above: tuple[_Level, ...], kind: str, ordinals: tuple[int, ...]) -> float:
    rank = _rank(kind)
    cost = 0.0
    for level in above:
        if _is_same_list(level, kind, ordinals):
            cost += _INSIDE_ITSELF
    if above and _is_against_rank(above[-1], rank) and not _is_numbered_by(above[-1], ordinals):
        cost += _AGAINST_RANK
    if kind == "multi":
        cost += _multi_price(above, ordinals)
    return cost


def _rank(kind: str) -> float:
    return _RANK.get(kind) or _LABEL_RANKS.get(kind, 0.0)


def _is_against_rank(level: _Level, rank: float) -> bool:
    """A label goes under anything but another label; other kinds have their order."""
    above = _rank(level.kind)
    if rank in _LABEL_STEPS and level.kind not in _LABEL_RANKS:
        return False
    return above >= rank


def _is_numbered_by(level: _Level, ordinals: tuple[int, ...]) -> bool:
    return level.kind in ("arabic", "multi") and level.ordinals == ordinals[:-1]


def _multi_price(above: tuple[_Level, ...], ordinals: tuple[int, ...]) -> float:
    """ "2.1" belongs under the "2." that is open; under anything else it is a guess."""
    if above and _is_numbered_by(above[-1], ordinals):
        return -0.3
    if any(_is_numbered_by(level, ordinals) for level in above):
        return 2.0
    return 1.0 + (1.0 if above and above[-1].kind == "arabic" else 0.0)


def _step_price(kind: str, delta: int) -> tuple[float, str | None]:
    if delta == 1:
        return 0.0, None
    if delta == 0:
        return _REPEAT, "numbering-repeat"
    if delta < 0:
        return _BACK, "numbering-order"
    if kind not in _RANK:
        return _LABEL_GAP, None
    return _GAP + 0.2 * min(delta - 2, 10), "numbering-gap"


def _open_price(ordinal: int, base: float) -> tuple[float, str | None]:
    if ordinal <= 1:
        return base + _OPEN_AT_ONE, None
    return base + _OPEN_LATER, "numbering-gap"
