"""What the pictures show: rows of an outline with their items, deadlines on an axis."""

from collections.abc import Iterable, Iterator
from datetime import date

from planparse.model import Deadline, PlanDocument, Section
from planparse.reports.marked import heads
from planparse.reports.passages import tidy
from planparse.reports.pictures import Moment, OutlineRow
from planparse.reports.view import Line
from planparse.reports.wording import Words, say_date

# A leap year, to place the days of "MM-DD" in.
_ANY_YEAR = 2000


def outline_rows(document: PlanDocument, lines: Iterable[Line], words: Words) -> list[OutlineRow]:
    """Return the sections that hold items of the report, and those above them, in text order."""
    sections = {section.id: section for section in document.sections}
    held: dict[str, list[str]] = {}
    for line in lines:
        if line.parent is not None:
            home = _home(sections, line.parent.section_id)
            held.setdefault(home.id if home else "", []).append(line.status)
    shown = {above.id for key in held for above in _upwards(sections, key)}
    rows = [
        OutlineRow(
            section.level,
            section.label,
            tidy(section.title),
            tuple(held.get(section.id, ())),
        )
        for section in document.sections
        if section.id in shown
    ]
    outside = tuple(held.get("", ()))
    return [*rows, OutlineRow(1, "", words["outside"], outside)] if outside else rows


def _home(sections: dict[str, Section], key: str | None) -> Section | None:
    """Return the innermost unit with a heading; an item that is one sentence is no place."""
    for section in _upwards(sections, key):
        if heads(section) or section.parent_id is None:
            return section
    return None


def _upwards(sections: dict[str, Section], key: str | None) -> Iterator[Section]:
    section = sections.get(key or "")
    while section is not None:
        yield section
        section = sections.get(section.parent_id or "")


def find_moments(parent: PlanDocument, child: PlanDocument, words: Words) -> list[Moment]:
    """Return the dated deadlines of both plans by date, each only once."""
    found = [
        moment
        for side, document in (("parent", parent), ("child", child))
        for deadline in document.deadlines
        if (moment := _moment(side, deadline, words)) is not None
    ]
    return sorted(dict.fromkeys(found), key=_when)


def _when(moment: Moment) -> tuple[bool, float, float, str, str]:
    return (moment.yearly, moment.end, moment.start, moment.side, moment.text)


def _moment(side: str, deadline: Deadline, words: Words) -> Moment | None:
    if deadline.end is None:
        return None
    yearly = len(deadline.end) == len("12-05")
    end = _year(deadline.end)
    start = _year(deadline.start or deadline.end)
    said = say_date(deadline.end)
    return Moment(
        side,
        min(start, end),
        end,
        f"{said} {words['each_year']}" if yearly else said,
        tidy(deadline.task or deadline.quote),
        yearly,
    )


def _year(iso: str) -> float:
    day = date.fromisoformat(iso if len(iso) > len("12-05") else f"{_ANY_YEAR}-{iso}")
    return day.year + (day.timetuple().tm_yday - 1) / 366
