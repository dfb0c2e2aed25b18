"""Many children against one parent: a matrix that keeps statuses, not texts."""

from collections.abc import Iterable, Iterator

from planparse.comparison.report import compare, compare_many
from planparse.model import (
    CoverageItem,
    CoverageMatrix,
    CoverageReport,
    DocumentRef,
    ItemSide,
    MatrixColumn,
    MatrixItem,
    PlanDocument,
)


def compare_matrix(children: Iterable[PlanDocument], parent: PlanDocument) -> CoverageMatrix:
    """Return what each child takes over of the parent's items.

    Children are taken one by one and let go, so that a generator of thousands needs no more memory
    than one of them and its statuses.
    """
    items = tuple(
        MatrixItem(kind=item.kind, parent=side) for item, side in _judged(compare(parent, parent))
    )
    columns = tuple(map(_column, compare_many(children, parent)))
    source, metadata = parent.source, parent.metadata
    return CoverageMatrix(
        parent=DocumentRef(
            name=source.name, number=metadata.number, title=metadata.title, sha256=source.sha256
        ),
        items=items,
        columns=columns,
    )


def _judged(report: CoverageReport) -> Iterator[tuple[CoverageItem, ItemSide]]:
    for item in report.items:
        if item.parent is not None:
            yield item, item.parent


def _column(report: CoverageReport) -> MatrixColumn:
    return MatrixColumn(
        child=report.child,
        citation=report.citation.status,
        statuses=tuple(item.status for item, _ in _judged(report)),
        local_targets=report.summary.targets.counts.get("local", 0),
        local_tasks=report.summary.tasks.counts.get("local", 0),
    )
