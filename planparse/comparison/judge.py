"""What the child makes of a target of the parent: the status, and the reasons field by field.

The rules are those of the contract (CONTRACT.md, Statuses); their numbers stand at the functions.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

import regex

from planparse.comparison.commitments import (
    COUNT,
    Commitment,
    is_lower_better,
    is_one_unit,
)
from planparse.comparison.indicators import (
    adds_to_group,
    counts_others,
    is_narrower,
    is_wider,
    qualifier_changes,
)
from planparse.comparison.levels import is_higher
from planparse.comparison.sides import Side
from planparse.comparison.territory import level_of_place
from planparse.model import Target
from planparse.model.coverage import Status
from planparse.text.patterns import lazy_pattern

Level = Literal["weaker", "equal", "stronger"]

# What a value is compared with: "so với năm 2023", "so với nam giới"; not "phù hợp với".
_REFERENCE = lazy_pattern(r"(?<!\p{L})so với (?P<what>[^,;.()]{2,40})", regex.IGNORECASE)
# "năm học 2023 - 2024"; not "1.500".
_YEAR = lazy_pattern(r"(?:19|20)\d{2}")
_TOLERANCE = 1e-9
# From how many on a count is a total of many places, and what part of it is one place's at most.
SHARE_OF_TOTAL = "share-of-total"
_TOTAL = 20
_PARTS = 3


@dataclass(frozen=True, slots=True)
class Verdict:
    """A status with the reasons that made it, the deciding one first."""

    status: Status
    reasons: tuple[str, ...]


def judge_target(parent: Side, child: Side, years: tuple[int, int]) -> Verdict:
    """Return what the child makes of the parent's target.

    `years` are the lengths of both plans, for counts of which only one says how often.
    """
    changes = tuple(_changes(parent, child))
    if "unit-changed" in changes:
        return Verdict("changed", changes)
    level, why = _level(parent, child, years)
    horizon = _horizon(parent.target, child.target)
    notes = _notes(parent, child)
    if changes:
        return Verdict("changed", (*changes, *why, *horizon, *notes))
    if "horizon-later" in horizon and level != "weaker":
        return Verdict("weaker", (*horizon, *why, *notes))
    return Verdict("met" if level == "equal" else level, (*why, *horizon, *notes))


def _changes(parent: Side, child: Side) -> Iterator[str]:
    """Yield why it is another target: its unit (rule 9), direction, group (rule 7)."""
    above, below = parent.commitment, child.commitment
    if not is_one_unit(above, below):
        yield "unit-changed"
    if above.falls is not None and below.falls is not None and above.falls != below.falls:
        yield "direction-reversed"
    if _has_fewer_places(parent.target.per, child.target.per):
        yield "base-changed"
    if _is_share_of_total(parent, child):
        yield SHARE_OF_TOTAL
    is_part = above.family == "percent" and adds_to_group(parent.subject, child.subject)
    if is_part or is_narrower(parent.subject, child.subject):
        yield "group-narrower"
    elif counts_others(parent.subject, child.subject):
        yield "group-differs"


def _has_fewer_places(parent: str | None, child: str | None) -> bool:
    """Tell whether each commune is to have what the parent asks of each village."""
    return is_higher(level_of_place(child or ""), level_of_place(parent or ""))


def _is_share_of_total(parent: Side, child: Side) -> bool:
    """Tell whether the child counts its own part of what the parent counts in all of its places.

    A commune's 12 of a province's 450 jobs are no less than they should be; whether they are enough
    only a quota says. A third or more, or of a few ("04 đợt"), is compared as it stands.
    """
    above, below = parent.commitment, child.commitment
    return (
        above.family == below.family == COUNT
        and is_higher(parent.plan_level, child.plan_level)
        and parent.place is None
        and level_of_place(parent.target.per or "") is None
        and above.falls is not True
        and above.value >= _TOTAL
        and below.value * _PARTS <= above.value
    )


def _notes(parent: Side, child: Side) -> Iterator[str]:
    """Yield what differs without a change of status."""
    if is_wider(parent.subject, child.subject) and not is_narrower(parent.subject, child.subject):
        yield "group-wider"
    dropped, added = qualifier_changes(parent.subject, child.subject)
    if dropped:
        yield "qualifier-dropped"
    if added:
        yield "qualifier-added"
    above, below = _reference(parent), _reference(child)
    if above and not below:
        yield "reference-dropped"
    elif above and below and _YEAR.findall(above) != _YEAR.findall(below):
        yield "reference-year-differs"


def _reference(side: Side) -> str | None:
    match = _REFERENCE.search(side.target.indicator)
    return match["what"] if match else None


def _level(parent: Side, child: Side, years: tuple[int, int]) -> tuple[Level, list[str]]:
    """Compare the values in the better direction (rules 3 to 6)."""
    above, below, notes = _same_base(parent.commitment, child.commitment, years)
    if parent.target.per == child.target.per:
        notes = []
    sign = -1.0 if _falls(parent, child) else 1.0
    least = _weaker_end(above, sign)
    ours = _weaker_end(below, sign)
    is_above_all = below.is_strict and ours == _weaker_end(above, -sign)
    if above.value_max is not None and above.value <= ours <= above.value_max and not is_above_all:
        return "equal", [*notes, "value-equal" if ours == least else "inside-range"]
    distance = sign * (ours - least)
    rhythm = _rhythm(above, below)
    if abs(distance) > _TOLERANCE * max(1.0, abs(least)):
        level: Level = "stronger" if distance > 0 else "weaker"
        return level, [f"value-{level}", *notes]
    return rhythm or _bound(above, below, notes)


def _rhythm(above: Commitment, below: Commitment) -> tuple[Level, list[str]] | None:
    """At equal value the one that does it more often does more ("sinh hoạt hằng tháng")."""
    if above.rhythm is None or below.rhythm is None or above.rhythm == below.rhythm:
        return None
    if below.rhythm > above.rhythm:
        return "stronger", ["frequency-higher"]
    return "weaker", ["frequency-lower"]


def _bound(above: Commitment, below: Commitment, notes: list[str]) -> tuple[Level, list[str]]:
    """At equal value the bound decides (rule 4): "trên N" is more than "N"."""
    if above.is_strict != below.is_strict:
        stronger = below.is_strict
        return ("stronger" if stronger else "weaker"), [
            "bound-added" if stronger else "bound-dropped",
            *notes,
        ]
    if below.is_soft and not above.is_soft:
        return "weaker", ["made-approximate", *notes]
    return "equal", ["value-equal", *notes]


def _weaker_end(commitment: Commitment, sign: float) -> float:
    """A range commits to its weaker end (rule 5)."""
    ends = [commitment.value]
    if commitment.value_max is not None:
        ends.append(commitment.value_max)
    return min(ends) if sign > 0 else max(ends)


def _falls(parent: Side, child: Side) -> bool:
    """Tell whether less is better (rule 3): by the words of either, else by the indicator."""
    for side in (parent, child):
        if side.commitment.falls is not None:
            return side.commitment.falls
    return is_lower_better(parent.target.indicator, parent.target.value)


def _same_base(
    parent: Commitment, child: Commitment, years: tuple[int, int]
) -> tuple[Commitment, Commitment, list[str]]:
    """Bring a count without a period to a year, where the other one has a period (rule 6)."""
    if parent.is_per_time and child.is_per_time:
        return parent, child, ["frequency-converted"]
    if not parent.is_per_time and not child.is_per_time:
        return parent, child, []
    if parent.is_per_time:
        return parent, _spread(child, years[1]), ["frequency-assumed"]
    return _spread(parent, years[0]), child, ["frequency-assumed"]


def _spread(commitment: Commitment, years: int) -> Commitment:
    top = commitment.value_max
    return replace(
        commitment,
        value=commitment.value / years,
        value_max=None if top is None else top / years,
    )


def _horizon(parent: Target, child: Target) -> list[str]:
    """Compare the dates (rule 8); a date that one side does not give is no difference.

    A child's year that is only the end of its plan says no more than that the plan ends there: it
    is no later than the parent's.
    """
    if parent.by is None or child.by is None:
        return []
    length = min(len(parent.by), len(child.by))
    if parent.by[:length] == child.by[:length]:
        return []
    if child.by[:length] < parent.by[:length]:
        return ["horizon-earlier"]
    return [] if "by" in child.inferred else ["horizon-later"]
