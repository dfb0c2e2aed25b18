"""The lines of a coverage report: each target and task of the parent, then the local ones."""

from collections.abc import Iterator

from planparse.comparison.absence import Child, why_no_target, why_no_task
from planparse.comparison.explain import (
    describe,
    explain_local_target,
    explain_local_task,
    explain_target,
    explain_task,
    say_value,
)
from planparse.comparison.judge import SHARE_OF_TOTAL, Verdict, judge_target
from planparse.comparison.levels import levels_in
from planparse.comparison.match import UNCLEAR, Match
from planparse.comparison.pairing import Pairing
from planparse.comparison.reading import Reading
from planparse.comparison.sides import Side
from planparse.comparison.splits import Split, judge_split
from planparse.comparison.tasks import Counterpart
from planparse.model import CoverageItem, ItemSide, PlanDocument, Target, Task
from planparse.text.fold import fold

Years = tuple[int, int]


def target_items(
    child: Reading, parent: Reading, pairing: Pairing, absent: Child, years: Years
) -> Iterator[CoverageItem]:
    """Yield a line for each target of the parent; `years` are the lengths of both plans."""
    answered = _answered(child, parent, pairing)
    for number, side in enumerate(parent.sides):
        match = pairing.targets.get(number)
        item = _matched(side, child.sides, match, years) if match is not None else None
        if match is not None and item is not None:
            own = parent.series[number], match.child
            is_less = item.status == "weaker" or SHARE_OF_TOTAL in item.reasons
            is_later = "horizon-earlier" in item.reasons and is_less
            if not (own in answered and is_later and _is_after(side, absent.period_end)):
                yield item
                continue
        why = why_no_target(side, absent, say_value(side.target))
        yield CoverageItem(
            kind="target",
            status="missing",
            parent=_target_side(side.target),
            child=None,
            score=0.0,
            reasons=(why.reason,),
            explanation=why.explanation,
        )


def _answered(child: Reading, parent: Reading, pairing: Pairing) -> set[tuple[int, int]]:
    """Return the parent's indicators and the child's lines that answer one of their horizons."""
    return {
        (parent.series[number], match.child)
        for number, match in pairing.targets.items()
        if parent.sides[number].target.by == child.sides[match.child].target.by
    }


def _is_after(side: Side, period_end: str | None) -> bool:
    """Tell whether a horizon lies behind the time for which the child plans.

    What the parent sets for the whole of its own time has no horizon; a part of it is the child's.
    """
    by = side.target.by
    if "by" in side.target.inferred:
        return False
    return by is not None and period_end is not None and by[:4] > period_end[:4]


def _matched(side: Side, below: tuple[Side, ...], match: Match, years: Years) -> CoverageItem:
    child = below[match.child]
    verdict = judge_target(side, child, years)
    split = _split(side, below, match, verdict, years)
    verdict = split.verdict if split else verdict
    verdict = Verdict(verdict.status, (*verdict.reasons, *match.reasons))
    others = [below[n].target for n in split.parts if n != match.child] if split else []
    return CoverageItem(
        kind="target",
        status=verdict.status,
        parent=_target_side(side.target),
        child=_target_side(child.target),
        score=round(match.score, 3),
        reasons=verdict.reasons,
        explanation=explain_target(side, child, verdict, others),
    )


def _split(
    side: Side, below: tuple[Side, ...], match: Match, verdict: Verdict, years: Years
) -> Split | None:
    """Return what several targets of the child make of one, where one alone falls short."""
    if not match.parts or verdict.status not in ("weaker", "changed"):
        return None
    return judge_split(side, below, match, years)


def task_items(
    child: Reading, parent: Reading, pairing: Pairing, absent: Child
) -> Iterator[CoverageItem]:
    """Yield a line for each task of the parent."""
    for task, found in zip(parent.tasks, pairing.tasks, strict=True):
        reasons, explanation = tuple(_task_reasons(found)), explain_task(found)
        if found.status == "missing":
            why = why_no_task(task.text, levels_in(task.text, parent.level), absent)
            reasons, explanation = (why.reason,), why.explanation
        yield CoverageItem(
            kind="task",
            status=found.status,
            parent=_task_side(parent.document, task),
            child=_answer(child.document, found),
            score=round(found.score, 3),
            reasons=reasons,
            explanation=explanation,
        )


def _answer(child: PlanDocument, found: Counterpart) -> ItemSide | None:
    if found.task is not None:
        return _task_side(child, child.tasks[found.task])
    return None if found.target is None else _target_side(child.targets[found.target])


def _task_reasons(found: Counterpart) -> Iterator[str]:
    yield "all-measures-found" if found.status == "covered" else "measures-lacking"
    if found.target is not None:
        yield "answered-by-target"
    if found.is_unclear:
        yield UNCLEAR


def local_targets(
    child: Reading, parent: Reading, pairing: Pairing, years: Years
) -> Iterator[CoverageItem]:
    """Yield the targets that only the child has; one that repeats a matched one is none."""
    below = child.sides
    stated = [
        (indicator, side.commitment.value, side.target.by)
        for indicator, side in zip(child.series, below, strict=True)
    ]
    used = {stated[match.child] for match in pairing.targets.values()}
    for number, match in pairing.targets.items():
        side = parent.sides[number]
        split = _split(side, below, match, judge_target(side, below[match.child], years), years)
        used |= {stated[part] for part in split.parts} if split else set()
    for number, side in enumerate(below):
        if stated[number] not in used:
            yield CoverageItem(
                kind="target",
                status="local",
                parent=None,
                child=_target_side(side.target),
                score=0.0,
                reasons=("only-in-child",),
                explanation=explain_local_target(side.target),
            )


def local_tasks(child: Reading, parent: Reading, pairing: Pairing) -> Iterator[CoverageItem]:
    """Yield the tasks that only the child has; none of them has the words of the parent's."""
    document = child.document
    used = {document.tasks[found.task].id for found in pairing.tasks if found.task is not None}
    said = {fold(task.text) for task in parent.tasks}
    for task in child.tasks:
        if task.id not in used and fold(task.text) not in said:
            yield CoverageItem(
                kind="task",
                status="local",
                parent=None,
                child=_task_side(document, task),
                score=0.0,
                reasons=("only-in-child",),
                explanation=explain_local_task(),
            )


def _target_side(target: Target) -> ItemSide:
    return ItemSide(id=target.id, span=target.span, quote=target.quote, text=describe(target))


def _task_side(document: PlanDocument, task: Task) -> ItemSide:
    quote = document.text[task.span.start : task.span.end]
    return ItemSide(id=task.id, span=task.span, quote=quote, text=" ".join(task.text.split()))
