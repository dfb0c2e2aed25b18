"""The checks: tables of what runs on each plan and on each pair, in order.

A check is a slug, a severity and a generator of places with messages. Each slug has a page of
explanation in `explanations/`, which `planparse explain SLUG` prints.
"""

from collections.abc import Iterator

from planparse.auditing.checks.base import PairCheck, PlanCheck
from planparse.auditing.checks.bodies import BODY_CHECKS
from planparse.auditing.checks.contacts import CONTACT_CHECKS, CONTACT_PAIR_CHECKS
from planparse.auditing.checks.coverage import COVERAGE_CHECKS
from planparse.auditing.checks.form import FORM_CHECKS
from planparse.auditing.checks.sections import SECTION_CHECKS
from planparse.auditing.checks.targets import TARGET_CHECKS
from planparse.auditing.checks.times import TIME_CHECKS, TIME_PAIR_CHECKS
from planparse.model import CoverageReport, Finding, PlanDocument

__all__ = ["PAIR_CHECKS", "PLAN_CHECKS", "check_pair", "check_plan"]

PLAN_CHECKS: tuple[PlanCheck, ...] = (
    *FORM_CHECKS, *SECTION_CHECKS, *TARGET_CHECKS, *TIME_CHECKS, *BODY_CHECKS, *CONTACT_CHECKS,
)  # fmt: skip
PAIR_CHECKS: tuple[PairCheck, ...] = (
    *COVERAGE_CHECKS, *TIME_PAIR_CHECKS, *CONTACT_PAIR_CHECKS,
)  # fmt: skip


def check_plan(plan: PlanDocument) -> Iterator[Finding]:
    """Yield the findings of every check on one plan."""
    for check in PLAN_CHECKS:
        for place, message in check.find(plan):
            yield Finding(rule=check.slug, severity=check.severity, message=message, span=place)


def check_pair(
    child: PlanDocument, parent: PlanDocument, report: CoverageReport, copied: float
) -> Iterator[Finding]:
    """Yield the findings of every check on a child and its parent; places are in the child.

    `copied` is the share of the child's long lines that the parent has too.
    """
    for check in PAIR_CHECKS:
        for place, message in check.find(child, parent, report, copied):
            yield Finding(rule=check.slug, severity=check.severity, message=message, span=place)
