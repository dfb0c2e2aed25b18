"""The comparison of two plans, top to bottom."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from planparse.comparison.checks import find_checks
from planparse.comparison.citation import find_citation
from planparse.comparison.commitments import plan_years
from planparse.comparison.evidence import Weights, features
from planparse.comparison.explain import (
    describe,
    explain_local_target,
    explain_local_task,
    explain_missing_target,
    explain_target,
    explain_task,
)
from planparse.comparison.judge import Verdict, judge_target
from planparse.comparison.match import Match, Side, match_targets, read_sides, series_of
from planparse.comparison.places import Outline
from planparse.comparison.tasks import Counterpart, Pool, make_pool, match_tasks
from planparse.model import (
    CoverageItem,
    CoverageReport,
    DocumentRef,
    ItemSide,
    KindSummary,
    PlanDocument,
    Summary,
    Target,
    Task,
)
from planparse.model.coverage import Status

_TARGET_STATUSES: tuple[Status, ...] = ("met", "stronger", "weaker", "changed", "missing", "local")
_TASK_STATUSES: tuple[Status, ...] = ("covered", "partial", "missing", "local")
# From this kinship on two plans are of one subject; below, likeness of single lines says less.
_KIN = 0.33
_STRANGERS = 0.05
_STEEPNESS = 3.0
# What counts as taken over in full.
_FULL: frozenset[Status] = frozenset(("met", "stronger", "covered"))


def compare(child: PlanDocument, parent: PlanDocument) -> CoverageReport:
    """Return what of the parent's targets and tasks the child plan takes over.

    Items come in the parent's order, targets before tasks, then what only the child has. Nothing
    is read but the two documents.
    """
    above, below = read_sides(parent), read_sides(child)
    weights = _weights(above, below, parent, child)
    citation = find_citation(child, parent)
    demand = _demand(weights) if citation.status == "missing" else 1.0
    matches = match_targets(above, below, weights, demand=demand)
    years = plan_years(parent.metadata), plan_years(child.metadata)
    tasks = _measures_of(parent)
    counterparts = match_tasks(tasks, _pool(child, weights), demand=demand)
    items = (
        *_target_items(above, below, matches, years),
        *_task_items(parent, child, tasks, counterparts),
        *_local_targets(below, matches, weights),
        *_local_tasks(child, counterparts),
    )
    return CoverageReport(
        child=_document_ref(child),
        parent=_document_ref(parent),
        citation=citation,
        items=items,
        summary=Summary(
            targets=_summary(items, "target", _TARGET_STATUSES),
            tasks=_summary(items, "task", _TASK_STATUSES),
        ),
        checks=tuple(find_checks(child, parent, citation)),
    )


def _weights(
    above: Sequence[Side], below: Sequence[Side], parent: PlanDocument, child: PlanDocument
) -> Weights:
    """Weigh the words of both documents by the lines that hold them."""
    return Weights.of(
        (*(side.words for side in above), *(features(task.text) for task in parent.tasks)),
        (*(side.words for side in below), *(features(task.text) for task in child.tasks)),
    )


def _demand(weights: Weights) -> float:
    """Ask more of single matches when the documents as a whole have little in common."""
    kinship = max(weights.kinship(), _STRANGERS)
    return max(1.0, float((_KIN / kinship) ** _STEEPNESS))


def _measures_of(document: PlanDocument) -> tuple[Task, ...]:
    """Return the tasks of the sections for tasks; all, where a plan has no such section."""
    outline = Outline.of(document)
    own = tuple(task for task in document.tasks if outline.role_of(task.section_id) == "tasks")
    return own or document.tasks


def _pool(child: PlanDocument, weights: Weights) -> Pool:
    own = {task.id for task in _measures_of(child)}
    duties = {number for number, task in enumerate(child.tasks) if task.id not in own}
    return make_pool(child.tasks, child.targets, weights, duties)


def _target_items(
    above: Sequence[Side],
    below: Sequence[Side],
    matches: dict[int, Match],
    years: tuple[int, int],
) -> Iterator[CoverageItem]:
    for number, side in enumerate(above):
        match = matches.get(number)
        if match is None:
            yield CoverageItem(
                kind="target",
                status="missing",
                parent=_target_side(side.target),
                child=None,
                score=0.0,
                reasons=("no-counterpart",),
                explanation=explain_missing_target(side.target),
            )
            continue
        child = below[match.child]
        verdict = judge_target(side, child, years)
        reasons = (*verdict.reasons, *match.reasons)
        yield CoverageItem(
            kind="target",
            status=verdict.status,
            parent=_target_side(side.target),
            child=_target_side(child.target),
            score=round(match.score, 3),
            reasons=reasons,
            explanation=explain_target(side.target, child.target, Verdict(verdict.status, reasons)),
        )


def _task_items(
    parent: PlanDocument,
    child: PlanDocument,
    tasks: Sequence[Task],
    counterparts: Sequence[Counterpart],
) -> Iterator[CoverageItem]:
    for task, found in zip(tasks, counterparts, strict=True):
        answer = _answer(child, found)
        yield CoverageItem(
            kind="task",
            status=found.status,
            parent=_task_side(parent, task),
            child=answer,
            score=round(found.score, 3),
            reasons=tuple(_task_reasons(found)),
            explanation=explain_task(found),
        )


def _answer(child: PlanDocument, found: Counterpart) -> ItemSide | None:
    if found.task is not None:
        return _task_side(child, child.tasks[found.task])
    return None if found.target is None else _target_side(child.targets[found.target])


def _task_reasons(found: Counterpart) -> Iterator[str]:
    if found.status == "covered":
        yield "all-measures-found"
    elif found.status == "missing":
        yield "no-counterpart"
    else:
        yield "measures-lacking"
    if found.target is not None:
        yield "answered-by-target"


def _local_targets(
    below: Sequence[Side], matches: dict[int, Match], weights: Weights
) -> Iterator[CoverageItem]:
    """Yield the targets that only the child has; one that repeats a matched one is none."""
    stated = [
        (indicator, side.commitment.value, side.target.by)
        for indicator, side in zip(series_of(below, weights), below, strict=True)
    ]
    used = {stated[match.child] for match in matches.values()}
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


def _local_tasks(
    child: PlanDocument, counterparts: Sequence[Counterpart]
) -> Iterator[CoverageItem]:
    used = {child.tasks[found.task].id for found in counterparts if found.task is not None}
    for task in _measures_of(child):
        if task.id not in used:
            yield CoverageItem(
                kind="task",
                status="local",
                parent=None,
                child=_task_side(child, task),
                score=0.0,
                reasons=("only-in-child",),
                explanation=explain_local_task(),
            )


def _target_side(target: Target) -> ItemSide:
    return ItemSide(id=target.id, span=target.span, quote=target.quote, text=describe(target))


def _task_side(document: PlanDocument, task: Task) -> ItemSide:
    quote = document.text[task.span.start : task.span.end]
    return ItemSide(id=task.id, span=task.span, quote=quote, text=" ".join(task.text.split()))


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
