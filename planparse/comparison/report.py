"""The comparison of two plans, top to bottom."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from planparse.comparison.absence import read_child
from planparse.comparison.checks import find_checks
from planparse.comparison.citation import find_citation
from planparse.comparison.commitments import plan_years
from planparse.comparison.items import local_targets, local_tasks, target_items, task_items
from planparse.comparison.pairing import Ground, Pairing, find_ground, find_pairs
from planparse.comparison.reading import Reading, read_plan
from planparse.model import (
    Citation,
    CoverageItem,
    CoverageReport,
    DocumentRef,
    KindSummary,
    PlanDocument,
    Summary,
)
from planparse.model.coverage import Status

_TARGET_STATUSES: tuple[Status, ...] = ("met", "stronger", "weaker", "changed", "missing", "local")
_TASK_STATUSES: tuple[Status, ...] = ("covered", "partial", "missing", "local")
# What counts as taken over in full.
_FULL: frozenset[Status] = frozenset(("met", "stronger", "covered"))


def compare(child: PlanDocument, parent: PlanDocument) -> CoverageReport:
    """Return what of the parent's targets and tasks the child plan takes over.

    Items come in the parent's order, targets before tasks, then what only the child has. Nothing
    is read but the two documents.
    """
    return next(compare_many((child,), parent))


def compare_many(
    children: Iterable[PlanDocument], parent: PlanDocument
) -> Iterator[CoverageReport]:
    """Yield the report of each child, in order; the parent is prepared once, no report is kept."""
    above = read_plan(parent)
    for child in children:
        yield _compare(read_plan(child), above)


def _compare(child: Reading, parent: Reading) -> CoverageReport:
    citation = find_citation(child.document, parent.document)
    ground = find_ground(child, parent)
    pairing = find_pairs(child, parent, ground, is_cited=citation.status != "missing")
    return report_on(child, parent, ground, pairing, citation)


def report_on(
    child: Reading, parent: Reading, ground: Ground, pairing: Pairing, citation: Citation
) -> CoverageReport:
    """Judge the pairs of two plans, whatever found them."""
    years = plan_years(parent.document.metadata), plan_years(child.document.metadata)
    absent = read_child(child.document, ground.pool, ground.weights)
    items = (
        *target_items(child, parent, pairing, absent, years),
        *task_items(child, parent, pairing, absent),
        *local_targets(child, parent, pairing, years),
        *local_tasks(child, parent, pairing),
    )
    return CoverageReport(
        child=_document_ref(child.document),
        parent=_document_ref(parent.document),
        citation=citation,
        items=items,
        summary=Summary(
            targets=_summary(items, "target", _TARGET_STATUSES),
            tasks=_summary(items, "task", _TASK_STATUSES),
        ),
        checks=tuple(find_checks(child, parent, citation, ground)),
    )


def _document_ref(document: PlanDocument) -> DocumentRef:
    return DocumentRef(
        name=document.source.name,
        number=document.metadata.number,
        title=document.metadata.title,
        sha256=document.source.sha256,
    )


def _summary(items: Iterable[CoverageItem], kind: str, statuses: Sequence[Status]) -> KindSummary:
    """Count the items of a kind; the shares are of the parent's items."""
    counts = Counter(item.status for item in items if item.kind == kind)
    total = sum(counts.values()) - counts["local"]
    full = sum(counts[status] for status in _FULL)
    return KindSummary(
        counts={status: counts[status] for status in statuses},
        total=total,
        met_share=round(full / total, 4) if total else None,
        addressed_share=round((total - counts["missing"]) / total, 4) if total else None,
    )
