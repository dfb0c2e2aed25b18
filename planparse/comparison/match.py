"""Which target of the child answers which of the parent: never by the number itself."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from heapq import nsmallest

import regex

from planparse.comparison.assignment import assign
from planparse.comparison.commitments import (
    COUNT,
    Commitment,
    is_lower_better,
    read_commitment,
    words_after,
    words_before,
)
from planparse.comparison.evidence import Feature, Features, Index, Weights, features
from planparse.comparison.indicators import Subject, is_excluded, is_narrower, read_subject
from planparse.comparison.levels import is_above, level_of_plan, levels_in
from planparse.comparison.places import Outline
from planparse.comparison.words import marked_words
from planparse.model import PlanDocument, Target
from planparse.text.patterns import lazy_pattern

# Figures settled on the composed and shared pairs (see tests/test_comparison.py).
_LEAST = 0.37  # below this two indicators of one unit family are surely one no more
_LEAST_UNRIVALLED = 0.24  # the same for two that have no better partner anywhere
_LEAST_OTHER_UNIT = 0.5  # the same for two unit families
_CANDIDATES = 40  # no more lines of the child are looked at for one of the parent
_THIN = 2  # words; an indicator of fewer ("các", "điểm") is read with the clause around it
_FAINT = 0.15  # below this nothing else can make a match
_SAME = 0.75  # above this two lines of one document state one indicator
_REPEATED = 0.5  # the same where value, unit and year are equal too: text and annex
_PART = 0.8  # this much of a line in another: the longer one says it too
_PATH_BONUS = 0.1  # two independent agreements: words and place in the outline
_NO_TAIL = 0.1  # less than this of what is to happen to the group is in the other line
_PENALTY = 0.5  # another thing happens to the group, or another noun is counted
_LONGER = 0.4  # how far the longer of two lines counts against their likeness
UNCLEAR = "unclear-match"
"""The reason of a match by few words: a person should look at it."""
# What is to happen to the group: "hồ sơ | được nộp trực tuyến"; not "tỷ lệ hộ nghèo".
_TAIL = lazy_pattern(r"(?<!\p{L})được\s(?P<tail>.{1,400})$", regex.IGNORECASE | regex.DOTALL)
# The group itself: "khu công nghiệp | có hệ thống xử lý nước thải"; not "số vụ cháy".
_HEAD = lazy_pattern(
    r"^(?P<head>.{4,80}?)\s"
    r"(?:được|có|đạt|không|hoàn thành|tham gia|sử dụng|thực hiện|ký|đăng ký)\s",
    regex.IGNORECASE | regex.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Side:
    """A target with what the comparison reads in it."""

    target: Target
    commitment: Commitment
    subject: Subject
    words: Features
    held: frozenset[Feature]
    head: Features
    tail: Features
    path: Features
    levels: frozenset[str]
    plan_level: str | None


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


def read_sides(document: PlanDocument) -> tuple[Side, ...]:
    """Return the targets of a document, prepared for the comparison."""
    outline = Outline.of(document)
    level = level_of_plan(document)
    return tuple(_side(target, document, outline, level) for target in document.targets)


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
    scores = _pair_scores(parents, children, weights)
    strong = {
        pair: score
        for pair, score in scores.items()
        if score >= demand * _least(parents[pair[0]], children[pair[1]])
    }
    likely = strong | {
        pair: scores[pair]
        for pair in _unrivalled(scores)
        if scores[pair] >= demand * _LEAST_UNRIVALLED
        and parents[pair[0]].commitment.family == children[pair[1]].commitment.family
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
    matches |= _merged(parents, children, strong, matches, weights)
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


def _side(target: Target, document: PlanDocument, outline: Outline, level: str | None) -> Side:
    commitment = read_commitment(target, document)
    is_counted = commitment.family in (COUNT, "percent") and "%" not in target.unit
    noun = target.unit if is_counted else ""
    head, tail = _HEAD.search(target.indicator), _TAIL.search(target.indicator)
    counted = "" if noun.lower() in target.indicator.lower() else f" {noun}"
    words = features(target.indicator + counted)
    if len(marked_words(target.indicator + counted)) < _THIN:
        words = features(_clause(target, document)) or words
    return Side(
        target,
        commitment,
        read_subject(target.indicator, noun=noun, issuer=document.metadata.issuer or ""),
        words,
        frozenset(words),
        features(head["head"]) if head else (),
        features(tail["tail"]) if tail else (),
        features(outline.path_of(target.span, target.section_id)),
        levels_in(target.indicator, level),
        level,
    )


def _clause(target: Target, document: PlanDocument) -> str:
    """Return the clause around a number, where no other target stands in it."""
    before, after = words_before(document, target), words_after(document, target)
    start, end = target.span.start - len(before), target.span.end + len(after)
    shared = any(
        other is not target and start < other.span.end and other.span.start < end
        for other in document.targets
    )
    return "" if shared else f"{before} {after}"


def _pair_scores(
    parents: Sequence[Side], children: Sequence[Side], weights: Weights
) -> dict[tuple[int, int], float]:
    index = Index.of([side.words for side in children], weights)
    paths = Index.of([side.path for side in children], weights)
    scores: dict[tuple[int, int], float] = {}
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
                scores[parent, child] = min(1.0, score)
    return scores


def _score(parent: Side, child: Side, likeness: float, weights: Weights) -> float:
    if is_excluded(parent.subject, child.subject) or _turns(parent, child):
        return -1.0
    if not is_for(parent, child.plan_level) and not parent.levels & child.levels:
        return -1.0
    if not _tail_agrees(parent, child, weights) or not _head_agrees(parent, child, weights):
        likeness *= _PENALTY
    if parent.subject.is_negated != child.subject.is_negated:
        likeness *= _PENALTY
    if not _counts_alike(parent, child):
        likeness *= _PENALTY
    return likeness


def is_for(parent: Side, level: str | None) -> bool:
    """Tell whether a target of the parent may be one of a plan of this level."""
    return not is_above(parent.levels, level)


def _least(parent: Side, child: Side) -> float:
    same = parent.commitment.family == child.commitment.family
    return _LEAST if same else _LEAST_OTHER_UNIT


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
    if parent.subject.thing is not None and parent.subject.thing == child.subject.thing:
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
            if likeness < _REPEATED and part < _PART:
                continue
            one, two = _root(first, number), _root(first, other)
            least = _REPEATED if _is_repeated(sides[other], side) else _SAME
            is_like = likeness >= least or part >= _PART
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
    parents: Sequence[Side],
    children: Sequence[Side],
    scores: dict[tuple[int, int], float],
    matches: dict[int, Match],
    weights: Weights,
) -> dict[int, Match]:
    """Match what is left to a taken line of the child that holds all its words."""
    found: dict[int, Match] = {}
    for parent, child in sorted(scores, key=lambda pair: (-scores[pair], pair)):
        if parent in matches or parent in found or _is_opposed(parents[parent], children[child]):
            continue
        words, held = parents[parent].words, children[child].held
        shared = weights.total(feature for feature in words if feature in held)
        if shared >= _PART * weights.total(words):
            found[parent] = Match(child, scores[parent, child], ("merged",))
    return found
