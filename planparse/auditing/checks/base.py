"""What a check is."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from planparse.model import CoverageReport, PlanDocument, Severity, Span

Place = tuple[Span | None, str]
"""Where in the plan (None: the plan as a whole) and a Vietnamese sentence."""


@dataclass(frozen=True, slots=True)
class PlanCheck:
    """A check on one plan."""

    slug: str
    severity: Severity
    find: Callable[[PlanDocument], Iterator[Place]]


@dataclass(frozen=True, slots=True)
class PairCheck:
    """A check on a child, its parent, their comparison, and the share of copied lines."""

    slug: str
    severity: Severity
    find: Callable[[PlanDocument, PlanDocument, CoverageReport, float], Iterator[Place]]


def printed(iso: str | None) -> str:
    """Return an ISO date as Vietnamese readers write it.

    >>> printed("2024-04-05"), printed("2024"), printed("12-05"), printed(None)
    ('05/4/2024', '2024', '05/12', '')
    """
    parts = (iso or "").split("-")
    if len(parts) == 1:
        return parts[0]
    day, month = parts[-1], parts[-2]
    short = month if month in ("10", "11", "12") or int(month) < 3 else month.lstrip("0")
    return "/".join((day, short, *parts[:-2]))


def is_plan(document: PlanDocument) -> bool:
    """Tell whether a document is a plan, and not a decision or a letter."""
    kind = (document.metadata.doc_type or "kế hoạch").lower()
    return kind.startswith(("kế hoạch", "chương trình", "đề án", "phương án"))
