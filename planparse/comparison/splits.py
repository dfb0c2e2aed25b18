"""One target of the parent that the child sets in parts: by groups of people, or by adding up."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from planparse.comparison.commitments import COUNT
from planparse.comparison.indicators import is_narrower
from planparse.comparison.judge import Verdict, judge_target
from planparse.comparison.match import Match
from planparse.comparison.sides import Side

SPLIT = "split"
_WORST = ("weaker", "changed", "met", "stronger")


@dataclass(frozen=True, slots=True)
class Split:
    """A verdict on several targets of the child together; `parts` are their numbers."""

    verdict: Verdict
    parts: tuple[int, ...]


def judge_split(
    parent: Side, children: Sequence[Side], match: Match, years: tuple[int, int]
) -> Split | None:
    """Return what the parts make of the parent's target together, None where they are no parts."""
    numbers = (match.child, *match.parts)
    return _by_groups(parent, children, numbers, years) or _by_sum(parent, children, numbers, years)


def _by_groups(
    parent: Side, children: Sequence[Side], numbers: Sequence[int], years: tuple[int, int]
) -> Split | None:
    """Parts of the parent's people that are all of them: pupils of two schools, one line each."""
    parts = tuple(n for n in numbers if is_narrower(parent.subject, children[n].subject))
    for of, whole in parent.subject.own_groups.items():
        held = [children[n].subject.own_groups.get(of, frozenset()) for n in parts]
        if len(parts) < 2 or len(whole) < 2 or frozenset().union(*held) != whole:
            continue
        as_whole = [replace(children[n], subject=parent.subject) for n in parts]
        verdicts = [judge_target(parent, side, years) for side in as_whole]
        worst = min(verdicts, key=lambda verdict: _WORST.index(verdict.status))
        return Split(Verdict(worst.status, (*worst.reasons, SPLIT)), parts)
    return None


def _by_sum(
    parent: Side, children: Sequence[Side], numbers: Sequence[int], years: tuple[int, int]
) -> Split | None:
    """Counts of one thing in one year, none of which is enough alone."""
    first = children[numbers[0]]
    parts = tuple(n for n in numbers if _adds_up(parent, first, children[n]))
    if len(parts) < 2:
        return None
    total = sum(children[n].commitment.value for n in parts)
    whole = replace(first, commitment=replace(first.commitment, value=total, value_max=None))
    verdict = judge_target(parent, whole, years)
    if verdict.status not in ("met", "stronger"):
        return None
    return Split(Verdict(verdict.status, (*verdict.reasons, SPLIT)), parts)


def _adds_up(parent: Side, first: Side, side: Side) -> bool:
    ours = side.commitment
    return (
        parent.commitment.family == ours.family == COUNT
        and not ours.is_per_time
        and not parent.commitment.is_per_time
        and parent.commitment.falls is not True
        and side.target.by == first.target.by
        and bool(set(ours.noun) & set(parent.commitment.noun))
        and ours.value < parent.commitment.value
    )
