"""Sections that a plan should have."""

from collections.abc import Iterator

from planparse.auditing.checks.base import Place, PlanCheck, is_plan
from planparse.model import PlanDocument

# Roles of sections with their Vietnamese names; one of each row should be there.
_EXPECTED: tuple[tuple[frozenset[str], str], ...] = (
    (frozenset(("purpose", "objectives")), "mục đích, mục tiêu"),
    (frozenset(("tasks",)), "nhiệm vụ, giải pháp (nội dung thực hiện)"),
    (frozenset(("organisation",)), "tổ chức thực hiện"),
    (frozenset(("budget",)), "kinh phí thực hiện"),
)
_FEWEST_SECTIONS = 3
"""With fewer units of the outline, a text is a letter or an extract."""


def _find_missing(plan: PlanDocument) -> Iterator[Place]:
    if not is_plan(plan) or len(plan.sections) < _FEWEST_SECTIONS:
        return
    present = {section.role for section in plan.sections}
    titles = " ".join(section.title for section in plan.sections).lower()
    for roles, name in _EXPECTED:
        # "V. THỜI GIAN, KINH PHÍ THỰC HIỆN" is one section with two roles.
        if not roles & present and name.split(",")[0].split()[0] not in titles:
            yield None, f"Kế hoạch không có mục về {name}."


SECTION_CHECKS = (PlanCheck("section-missing", "warning", _find_missing),)
