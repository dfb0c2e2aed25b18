"""A plan prepared for the comparison: a parent is read once, however many children it has."""

from dataclasses import dataclass

from planparse.comparison.evidence import Tally, Weights, features
from planparse.comparison.levels import level_of_plan
from planparse.comparison.likeness import series_of
from planparse.comparison.measures import Measure, cut_measures
from planparse.comparison.places import Outline
from planparse.comparison.sides import Side, read_sides
from planparse.model import PlanDocument, Task


@dataclass(frozen=True)
class Reading:
    """A plan with what the comparison reads in it.

    `series` numbers each target by the first that states the same indicator (its horizons, an
    annex); `tasks` are those of the sections for tasks, `measures` theirs; `duties` are the numbers
    of the document's tasks that only give a body its duty. `tally` counts the words of all lines.
    """

    document: PlanDocument
    level: str | None
    sides: tuple[Side, ...]
    series: tuple[int, ...]
    tasks: tuple[Task, ...]
    measures: tuple[tuple[Measure, ...], ...]
    duties: frozenset[int]
    tally: Tally


def read_plan(document: PlanDocument) -> Reading:
    """Prepare a plan."""
    sides = read_sides(document)
    tasks = _measures_of(document)
    own = {task.id for task in tasks}
    lines = (*(side.words for side in sides), *(features(task.text) for task in document.tasks))
    tally = Tally.of(lines)
    return Reading(
        document,
        level_of_plan(document),
        sides,
        tuple(series_of(sides, Weights.of_tallies(tally))),
        tasks,
        tuple(cut_measures(task.text) for task in tasks),
        frozenset(n for n, task in enumerate(document.tasks) if task.id not in own),
        tally,
    )


def _measures_of(document: PlanDocument) -> tuple[Task, ...]:
    """Return the tasks of the sections for tasks; all, where a plan has no such section."""
    outline = Outline.of(document)
    own = tuple(task for task in document.tasks if outline.is_in("tasks", task.section_id))
    return own or document.tasks
