"""What a child makes of its parent: weaker, changed and missing items, wrong citation, copying."""

from collections.abc import Iterator
from functools import partial

from planparse.auditing.checks.base import PairCheck, Place
from planparse.model import CoverageReport, PlanDocument

_COPIED = 0.85
"""From this share of lines on, nothing but names and numbers was changed."""
_NAMED = 3
"""Missing items that a message names."""


def _find_status(
    status: str,
    _child: PlanDocument,
    _parent: PlanDocument,
    report: CoverageReport,
    _copied: float,
) -> Iterator[Place]:
    """Yield the targets of one status."""
    for item in report.items:
        if item.kind == "target" and item.status == status and item.child and item.parent:
            yield item.child.span, f"{item.explanation} Cấp trên: “{item.parent.text}”."


def _find_missing(
    kind: str,
    _child: PlanDocument,
    _parent: PlanDocument,
    report: CoverageReport,
    _copied: float,
) -> Iterator[Place]:
    """Yield one finding a pair, with the count and the first items."""
    mine = [item for item in report.items if item.kind == kind and item.parent is not None]
    lost = [item for item in mine if item.status == "missing" and item.parent]
    if lost:
        name = "chỉ tiêu" if kind == "target" else "nhiệm vụ"
        texts = "; ".join(f"“{_short(item.parent.text)}”" for item in lost[:_NAMED] if item.parent)
        more = "; …" if len(lost) > _NAMED else "."
        yield None, f"Thiếu {len(lost)}/{len(mine)} {name} của cấp trên: {texts}{more}"


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:79].rstrip()}…"


def _find_wrong_citation(
    child: PlanDocument, _parent: PlanDocument, report: CoverageReport, _copied: float
) -> Iterator[Place]:
    if report.citation.status == "mismatch":
        quote = report.citation.quote or ""
        reference = next((r for r in child.references if r.quote in quote), None)
        yield reference.span if reference else None, report.citation.explanation


def _find_copied(
    _child: PlanDocument, parent: PlanDocument, _report: CoverageReport, copied: float
) -> Iterator[Place]:
    if copied >= _COPIED:
        message = (
            f"{copied:.0%} số dòng của kế hoạch giống nguyên văn kế hoạch cấp trên "
            f"{parent.metadata.number or ''}; chỉ tên địa danh, số và ngày khác đi."
        )
        yield None, message


COVERAGE_CHECKS = (
    PairCheck("citation-mismatch", "warning", _find_wrong_citation),
    PairCheck("coverage-weaker", "warning", partial(_find_status, "weaker")),
    PairCheck("coverage-changed", "warning", partial(_find_status, "changed")),
    PairCheck("coverage-missing", "warning", partial(_find_missing, "target")),
    PairCheck("coverage-task-missing", "info", partial(_find_missing, "task")),
    PairCheck("copied-from-parent", "info", _find_copied),
)
