"""Targets: without a date, without a body, with a number that another place contradicts."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from planparse.auditing.checks.base import Place, PlanCheck, is_plan
from planparse.comparison.words import marked_words, split_words
from planparse.model import PlanDocument, Target

_SHARED = 0.6
"""A duty speaks of a target when it has this share of the indicator's words."""


def _find_undated(plan: PlanDocument) -> Iterator[Place]:
    for target in plan.targets:
        if target.by is None and target.per is None:
            yield target.span, f"Chỉ tiêu “{target.quote}” không có thời hạn đạt."


def _find_unowned(plan: PlanDocument) -> Iterator[Place]:
    """Yield one finding a plan: that most targets name no body of their own is common."""
    if not is_plan(plan) or not plan.targets:
        return
    owned = _owned_sections(plan)
    duties = [frozenset(marked_words(a.task)) for a in plan.assignments]
    left = [
        target
        for target in plan.targets
        if target.section_id not in owned and not _has_duty(target, duties)
    ]
    if left:
        message = (
            f"{len(left)}/{len(plan.targets)} chỉ tiêu không gắn với cơ quan, bộ phận nào "
            f"(đầu tiên: “{left[0].quote}”)."
        )
        yield left[0].span, message


def _owned_sections(plan: PlanDocument) -> frozenset[str]:
    """Return the sections that name a body themselves."""
    return frozenset(a.section_id for a in plan.assignments if a.section_id)


def _has_duty(target: Target, duties: list[frozenset[str]]) -> bool:
    words = frozenset(marked_words(target.indicator))
    return any(len(words & duty) >= _SHARED * len(words) for duty in duties) if words else True


def _find_disagreeing(plan: PlanDocument) -> Iterator[Place]:
    """Yield a target whose indicator has another value elsewhere for the same time."""
    groups: Mapping[tuple[object, ...], list[Target]] = defaultdict(list)
    for target in plan.targets:
        words = marked_words(target.indicator)
        # Short indicators ("người dân") name too little to be the same thing twice.
        if len(words) >= 3 and target.value_max is None:
            # "giảm 20%" says by how much, "còn 20%" how much is left.
            falls = target.direction == "decrease"
            # "khối 6" and "khối 7" are different things.
            numbers = tuple(word for word in split_words(target.indicator) if word.isdigit())
            key = (frozenset(words), numbers, target.unit, target.by, target.per, falls)
            groups[key].append(target)
    for targets in groups.values():
        first = targets[0]
        for other in targets[1:]:
            if other.value != first.value and other.comparator == first.comparator:
                message = (
                    f"Chỉ tiêu “{first.indicator}” ghi {first.quote} ở một chỗ và {other.quote} ở "
                    "chỗ khác cho cùng thời điểm."
                )
                yield other.span, message


TARGET_CHECKS = (
    PlanCheck("target-without-date", "info", _find_undated),
    PlanCheck("target-without-body", "info", _find_unowned),
    PlanCheck("figure-disagrees", "error", _find_disagreeing),
)
