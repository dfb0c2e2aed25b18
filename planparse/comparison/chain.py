"""Plans of several levels: where on the way down an item of the top is weakened or lost."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from planparse.comparison.report import compare
from planparse.model import (
    ChainItem,
    ChainStep,
    CoverageChain,
    CoverageItem,
    CoverageReport,
    ItemSide,
    PlanDocument,
)
from planparse.model.coverage import Status
from planparse.model.families import Outcome

_WEAKER: frozenset[Status] = frozenset(("weaker", "changed", "partial"))

_ById = Mapping[str, CoverageItem]


def compare_chain(documents: Sequence[PlanDocument]) -> CoverageChain:
    """Return how the items of the first plan fare in the plans below it, highest first.

    Raises ValueError for fewer than two plans.
    """
    if len(documents) < 2:
        raise ValueError("a chain has at least two plans")
    reports = [compare(below, above) for above, below in pairwise(documents)]
    direct = reports[0] if len(documents) == 2 else compare(documents[-1], documents[0])
    levels = [_by_id(report) for report in reports]
    ends = _by_id(direct)
    return CoverageChain(
        documents=(reports[0].parent, *(report.child for report in reports)),
        citations=tuple(report.citation for report in reports),
        items=tuple(
            _follow(item.parent, item, levels, ends[item.parent.id].status)
            for item in levels[0].values()
            if item.parent is not None
        ),
    )


def _by_id(report: CoverageReport) -> _ById:
    """Return the items of a report by the ids of the upper plan's records."""
    return {item.parent.id: item for item in report.items if item.parent is not None}


def _follow(
    top: ItemSide, item: CoverageItem, levels: Sequence[_ById], direct: Status
) -> ChainItem:
    steps: list[ChainStep] = []
    following: CoverageItem | None = item
    for number in range(len(levels)):
        if following is None:
            break
        child = following.child
        steps.append(
            ChainStep(status=following.status, child=child, explanation=following.explanation)
        )
        if child is None or number + 1 == len(levels):
            break
        following = levels[number + 1].get(child.id)
    outcome, at = _outcome(steps, len(levels))
    return ChainItem(
        kind=item.kind, top=top, steps=tuple(steps), outcome=outcome, at=at, direct=direct
    )


def _outcome(steps: Sequence[ChainStep], levels: int) -> tuple[Outcome, int | None]:
    if steps[-1].status == "missing":
        return "lost", len(steps)
    weakened = next((n for n, step in enumerate(steps, 1) if step.status in _WEAKER), None)
    if len(steps) < levels:
        return "unfollowed", weakened
    return ("kept", None) if weakened is None else ("weakened", weakened)
