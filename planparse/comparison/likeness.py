"""How alike two targets are as indicators, and which lines of one plan state one indicator."""

from collections.abc import Sequence
from heapq import nsmallest

from planparse.comparison.commitments import COUNT
from planparse.comparison.evidence import Features, Index, Weights
from planparse.comparison.indicators import is_excluded, is_narrower
from planparse.comparison.levels import is_above
from planparse.comparison.sides import Side
from planparse.comparison.territory import is_of_another

# Figures settled on the composed and shared pairs (see tests/test_comparison.py).
_FEW = 4  # words; a number with less before it ("mở 02 lớp") may mean anything
_CANDIDATES = 40  # no more lines of the child are looked at for one of the parent
_FAINT = 0.15  # below this nothing else can make a match
_SAME = 0.75  # above this two lines of one document state one indicator
_REPEATED = 0.5  # the same where value, unit and year are equal too: text and annex
SAYS_IT_TOO = 0.8
"""This much of a line in another: the longer one says it too."""
_PATH_BONUS = 0.1  # two independent agreements: words and place in the outline
_NO_TAIL = 0.1  # less than this of what is to happen to the group is in the other line
_PENALTY = 0.5  # another thing happens to the group, or another noun is counted
_LONGER = 0.4  # how far the longer of two lines counts against their likeness


def pair_scores(
    parents: Sequence[Side], children: Sequence[Side], weights: Weights
) -> dict[tuple[int, int], float]:
    """Return how alike the likest lines are, by their numbers; those that exclude are left out."""
    index = Index.of([side.words for side in children], weights)
    paths = Index.of([side.path for side in children], weights)
    scores = _word_for_word(parents, children)
    for parent, side in enumerate(parents):
        total, path_total = weights.total(side.words), weights.total(side.path)
        near = paths.shared(side.path)
        likest = nsmallest(
            _CANDIDATES,
            (
                (-likeness, child)
                for child, shared in index.shared(side.words).items()
                if (likeness := _likeness(shared, total, index.totals[child])) >= _FAINT
            ),
        )
        for likeness, child in likest:
            place = _likeness(near.get(child, 0.0), path_total, paths.totals[child])
            score = _score(side, children[child], -likeness, weights) + _PATH_BONUS * place
            if score > 0:
                scores[parent, child] = max(scores.get((parent, child), 0.0), min(1.0, score))
    return scores


def _word_for_word(
    parents: Sequence[Side], children: Sequence[Side]
) -> dict[tuple[int, int], float]:
    """Return the pairs that say the same in the same words, be they as common as any."""
    said = {side.said: child for child, side in reversed(list(enumerate(children)))}
    return {
        (parent, said[side.said]): 1.0
        for parent, side in enumerate(parents)
        if len(side.said.split()) > _FEW and side.said in said
    }


def _score(parent: Side, child: Side, likeness: float, weights: Weights) -> float:
    if is_excluded(parent.subject, child.subject) or _turns(parent, child):
        return -1.0
    if _is_for_others(parent, child):
        return -1.0
    if _is_for_a_part(parent, child):
        likeness *= _PENALTY
    if parent.words == child.words:
        return likeness
    if not _tail_agrees(parent, child, weights) or not _head_agrees(parent, child, weights):
        likeness *= _PENALTY
    if parent.subject.is_negated != child.subject.is_negated:
        likeness *= _PENALTY
    if not _counts_alike(parent, child):
        likeness *= _PENALTY
    return likeness


def _is_for_others(parent: Side, child: Side) -> bool:
    """Tell whether the parent asks another level or another place for it."""
    if not is_for(parent, child.plan_level) and not parent.levels & child.levels:
        return True
    if parent.place is not None and parent.place == child.plan_place:
        # What is asked of the child's own place is no matter of one of its communes.
        return child.place not in (None, parent.place)
    if child.is_of_one_level and parent.levels and child.plan_level not in parent.levels:
        return True
    return is_of_another(parent.place, child.plan_place) and parent.place != child.place


def _is_for_a_part(parent: Side, child: Side) -> bool:
    """A row for one of the child's own communes is not what the child as a whole is asked for."""
    if child.place is None or child.place in (parent.place, child.plan_place):
        return False
    return child.plan_place is not None and child.place.level != child.plan_place.level


def is_for(parent: Side, level: str | None) -> bool:
    """Tell whether a target of the parent may be one of a plan of this level."""
    return not is_above(parent.levels, level)


def _likeness(shared: float, one: float, other: float) -> float:
    base = _LONGER * max(one, other) + (1 - _LONGER) * min(one, other)
    return shared / base if base else 0.0


def _turns(parent: Side, child: Side) -> bool:
    """A rise and a fall of the same thing are two indicators."""
    directions = {parent.target.direction, child.target.direction}
    return directions == {"increase", "decrease"} and parent.commitment.family == "change"


def _tail_agrees(parent: Side, child: Side, weights: Weights) -> bool:
    """What is to happen to the group must be in the other line at least in part."""
    return _is_inside(parent.tail, child, weights) and _is_inside(child.tail, parent, weights)


def _head_agrees(parent: Side, child: Side, weights: Weights) -> bool:
    """Groups of one kind may go by other names; of unknown kinds, one must name the other."""
    above, below = parent.subject, child.subject
    if above.thing is not None and above.thing == below.thing:
        return True
    if above.thing is None and below.thing in above.things:
        return True
    if below.thing is None and above.thing in below.things:
        return True
    if not parent.head or not child.head:
        return True
    return _is_inside(parent.head, child, weights) or _is_inside(child.head, parent, weights)


def _is_inside(part: Features, other: Side, weights: Weights) -> bool:
    total = weights.total(part)
    shared = weights.total(feature for feature in part if feature in other.held)
    return not total or shared >= _NO_TAIL * total


def _counts_alike(parent: Side, child: Side) -> bool:
    """A counted thing must be counted in the other line too, or be what its share is of."""
    for one, other in ((parent, child), (child, parent)):
        noun = set(one.commitment.noun) if one.commitment.family == COUNT else set()
        if noun and not (noun & other.held or noun.intersection(other.commitment.noun)):
            return False
    return True


def series_of(sides: Sequence[Side], weights: Weights) -> list[int]:
    """Number each line by the first of its document that states the same indicator.

    What two lines have in common with a third they have in common: text, and rows of an annex.
    """
    index = Index.of([side.words for side in sides], weights)
    first = list(range(len(sides)))
    for number, side in enumerate(sides):
        total = index.totals[number]
        for other, shared in sorted(index.shared(side.words).items()):
            if other >= number:
                break
            likeness = _likeness(shared, total, index.totals[other])
            part = shared / min(total, index.totals[other])
            if likeness < _REPEATED and part < SAYS_IT_TOO:
                continue
            one, two = _root(first, number), _root(first, other)
            least = _REPEATED if _is_repeated(sides[other], side) else _SAME
            is_like = likeness >= least or part >= SAYS_IT_TOO
            if one != two and is_like and _is_one(sides[other], side, weights):
                first[max(one, two)] = min(one, two)
    return [_root(first, number) for number in range(len(sides))]


def _root(first: list[int], number: int) -> int:
    while first[number] != number:
        number = first[number]
    return number


def _is_one(one: Side, other: Side, weights: Weights) -> bool:
    return (
        one.commitment.family == other.commitment.family
        and _score(one, other, 1.0, weights) == 1.0
        and (one.target.by != other.target.by or one.target.value == other.target.value)
        and not is_narrower(one.subject, other.subject)
        and not is_narrower(other.subject, one.subject)
    )


def _is_repeated(one: Side, other: Side) -> bool:
    return (one.commitment.value, one.commitment.family, one.target.by) == (
        other.commitment.value,
        other.commitment.family,
        other.target.by,
    )
