"""Time expressions with their cue words, and what they say as first and last day.

A calendar stretch ("quý II/2024") is joined with the words around it: the cue before it ("chậm nhất
là"), the recurrence beside it ("hằng năm (trước ngày 15/12)"), an open end ("đến khi kết thúc").
Whether a time is the time of a duty is decided by `deadlines`.
"""

from bisect import bisect_left
from dataclasses import dataclass, replace

from planparse.extractors.base import PlanContext
from planparse.extractors.cued_times import Cue, CuedTime, find_cued
from planparse.extractors.relative_times import find_relative
from planparse.extractors.rhythms import LONG, is_school_year, with_recurrences, with_reports
from planparse.text.periods import Period, Stretch, day_before, month_day
from planparse.text.recurrences import Every, find_recurrences

# The month in which a school year begins.
_SCHOOL_STARTS = 8


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression at `start:end` of a text, with the values of its record.

    `core` is where the calendar words begin, behind the cue. `fine` says that it names something
    finer than years; `bare` that it is figures only. `inferred` names what the words do not say.
    """

    start: int
    end: int
    core: int
    cue: Cue
    first: str | None = None
    last: str | None = None
    every: Every | None = None
    fine: bool = True
    bare: bool = False
    is_range: bool = False
    inferred: tuple[str, ...] = ()

    @property
    def rule(self) -> str:
        """The slug of the rule that found it."""
        if self.cue in ("relative", "within", "event"):
            return "deadline-relative"
        if self.every is not None:
            return "deadline-recurring"
        if self.is_range or self.cue == "from":
            return "deadline-range"
        return "deadline-before" if self.cue in ("before", "until") else "deadline-period"


def find_times(
    text: str, context: PlanContext, start: int = 0, end: int | None = None
) -> list[Time]:
    """Return the time expressions of `text` in order, those of duties and others.

    >>> [(t.last, t.cue) for t in find_times("gửi trước ngày 05/12/2024", PlanContext())]
    [('2024-12-05', 'before')]
    >>> find_times("Định kỳ hằng năm (trước ngày 15/12)", PlanContext(year=2024))[0].last
    '12-15'
    """
    stop = len(text) if end is None else end
    events = [
        Time(event.start, event.end, event.start, event.cue)
        for event in find_relative(text, start, stop)
    ]
    recurrences = find_recurrences(text, start, stop)
    found, rest = with_recurrences(text, find_cued(text, start, stop), recurrences)
    times = [_valued(item, context) for item in with_reports(text, found, context)]
    times += [
        Time(item.start, item.end, item.start, "every", every=item.every)
        for item in rest
        if item.every is not None
    ]
    outside = _outside(sorted(times, key=_start_of), events)
    return sorted((*events, *outside), key=_start_of)


def _start_of(time: Time) -> int:
    return time.start


def _outside(times: list[Time], events: list[Time]) -> list[Time]:
    """Leave out the times that are part of an event ("trước mùa mưa năm 2026")."""
    starts = [event.start for event in events]
    kept = []
    for time in times:
        number = bisect_left(starts, time.end) - 1
        if number < 0 or events[number].end <= time.start:
            kept.append(time)
    return kept


def _valued(item: CuedTime, context: PlanContext) -> Time:
    """Return the time that a stretch with its cue and recurrence states."""
    stretch = item.stretch
    if stretch is None:
        return Time(item.start, item.end, item.core, item.cue, every=item.every)
    units = {stretch.first.unit, stretch.last.unit if stretch.last else "year"}
    time = Time(
        item.start,
        item.end,
        item.core,
        item.cue,
        every=item.every,
        fine=units != {"year"},
        bare=stretch.bare,
        is_range=stretch.first is not stretch.last or item.since_issue or item.is_open,
    )
    if item.every is not None and stretch.first.year is None:
        return _recurring(time, stretch)
    return _once(time, item, stretch, context)


def _recurring(time: Time, stretch: Stretch) -> Time:
    """Days of every year stand as MM-DD; of every month they have no date of their own."""
    if time.every not in LONG or stretch.last is None:
        return time
    last = month_day(stretch.last.end)
    if time.cue in ("before", "until"):
        return replace(time, last=last)
    if time.every != "yearly":
        is_day = stretch.first.unit == "day" and stretch.first is stretch.last
        return replace(time, last=last) if is_day else time
    return replace(time, first=month_day(stretch.first.start), last=last)


def _once(time: Time, item: CuedTime, stretch: Stretch, context: PlanContext) -> Time:
    first, last = _years_filled(stretch, context)
    start = first.first()
    end = last.last() if last else None
    inferred = [
        name
        for name, printed, value in (
            ("start", stretch.first.year, start),
            ("end", stretch.last.year if stretch.last else 0, end),
        )
        if printed is None and value
    ]
    if item.since_issue:
        issued = context.issued_on
        return replace(time, first=issued, last=end, inferred=("start", *inferred[1:]))
    if item.is_late and item.cue != "from" and end is not None:
        return replace(time, last=end, inferred=tuple(n for n in inferred if n == "end"))
    if item.is_open or (item.cue == "from" and not time.is_range):
        return replace(time, first=start, inferred=tuple(n for n in inferred if n == "start"))
    if item.cue in ("before", "until") and last is not None:
        if item.cue == "before" and last.unit != "day" and start is not None:
            end = day_before(start)
        return replace(time, last=end, inferred=tuple(n for n in inferred if n == "end"))
    return replace(time, first=start, last=end, inferred=tuple(inferred))


def _years_filled(stretch: Stretch, context: PlanContext) -> tuple[Period, Period | None]:
    """Give the plan's year to periods without one; a range over New Year spans two years."""
    year, first, last = context.year, stretch.first, stretch.last
    if year is not None and is_school_year(context) and last is not None:
        # "Tháng 9" is in the first of the two years, "Tháng 5" in the second.
        year += last.end[0] < _SCHOOL_STARTS and context.period_start == str(year)
    if last is None or first.year is not None or last.year is not None or year is None:
        return _in_year(first, year), _in_year(last, year) if last else None
    if first.start <= last.end:
        return replace(first, year=year), replace(last, year=year)
    issued = context.issued_on or ""
    begins_now = issued[:4] == str(year) and first.start[0] >= int(issued[5:7])
    earlier = year if begins_now else year - 1
    return replace(first, year=earlier), replace(last, year=earlier + 1)


def _in_year(period: Period, year: int | None) -> Period:
    return replace(period, year=year) if year and not period.year else period
