"""Dates that cannot be: deadlines before the issue, after the period, later than the parent's."""

from collections.abc import Callable, Iterator

from planparse.auditing.checks.base import PairCheck, Place, PlanCheck, printed
from planparse.model import CoverageReport, PlanDocument, Span

_ISO = len("2024-12-05")


def _find_before_issue(plan: PlanDocument) -> Iterator[Place]:
    issued = plan.metadata.issued_on
    for deadline in plan.deadlines if issued else ():
        end = deadline.end
        if end and issued and len(end) == _ISO and end < issued and deadline.recurrence is None:
            message = (
                f"Thời hạn {deadline.quote} (đến {printed(end)}) đã qua khi kế hoạch được ban hành "
                f"ngày {printed(issued)}."
            )
            yield deadline.span, message


def _find_after_period(plan: PlanDocument) -> Iterator[Place]:
    last = (plan.metadata.period_end or "")[:4]
    for deadline in plan.deadlines if last else ():
        end = deadline.end
        # Reports on a year are due until the spring of the next.
        if end and len(end) == _ISO and int(end[:4]) > int(last) + 1:
            message = (
                f"Thời hạn {deadline.quote} (đến {printed(end)}) nằm sau thời kỳ của kế hoạch "
                f"(đến {last})."
            )
            yield deadline.span, message


def _warnings_of(
    rule: str,
) -> Callable[[PlanDocument, PlanDocument, CoverageReport, float], Iterator[Place]]:
    """Return a finder of what the comparison's own check of this rule warns of."""

    def find(
        child: PlanDocument, _parent: PlanDocument, report: CoverageReport, _copied: float
    ) -> Iterator[Place]:
        for check in report.checks:
            if check.rule == rule and check.status == "warning":
                yield _place_of(child, check.child_quote), check.explanation

    return find


def _find_expired_parent(
    child: PlanDocument, parent: PlanDocument, _report: CoverageReport, _copied: float
) -> Iterator[Place]:
    issued, last = child.metadata.issued_on, (parent.metadata.period_end or "")[:4]
    if issued and last and issued[:4] > last:
        message = (
            f"Kế hoạch cấp trên {parent.metadata.number or ''} chỉ có hiệu lực đến năm {last}, "
            f"trước ngày ban hành {printed(issued)}."
        )
        yield None, message


def _place_of(child: PlanDocument, quote: str | None) -> Span | None:
    """Return where the child first has the words of a check."""
    start = child.text.find(quote) if quote else -1
    return Span(start, start + len(quote)) if quote and start >= 0 else None


TIME_CHECKS = (
    PlanCheck("deadline-before-issue", "error", _find_before_issue),
    PlanCheck("deadline-after-period", "info", _find_after_period),
)
TIME_PAIR_CHECKS = (
    PairCheck("deadline-after-parent", "warning", _warnings_of("report-deadline")),
    PairCheck("issued-before-parent", "warning", _warnings_of("issued-after-parent")),
    PairCheck("period-outside-parent", "warning", _warnings_of("period")),
    PairCheck("parent-expired", "warning", _find_expired_parent),
)
