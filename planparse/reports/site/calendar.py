"""Deadlines as an iCalendar file (RFC 5545)."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from planparse.model.collection import DatedDuty, PlanEntry
from planparse.reports.site.view import name_id, plan_name, printed_date

_LINE = 74
"""Bytes of a line; a longer one is folded (RFC 5545, 3.1: 75 with the line's end left out)."""


def ics_pieces(
    deadlines: Iterable[DatedDuty], plans: Mapping[str, PlanEntry], stamp: str
) -> Iterator[str]:
    """Yield a calendar, an event a deadline that has a day.

    `stamp` is the UTC time of the audit as iCalendar has it. A day of every year begins in the
    plan's own years and is left out where those are not known.
    """
    yield "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//planparse//audit//VI\r\n"
    for number, duty in enumerate(deadlines):
        plan = plans.get(duty.document)
        if plan is not None:
            yield from _event(duty, plan, stamp, number)
    yield "END:VCALENDAR\r\n"


def _event(duty: DatedDuty, plan: PlanEntry, stamp: str, number: int) -> Iterator[str]:
    day = day_of(duty, plan)
    if day is None:
        return
    mark = name_id(f"{duty.document}|{number}|{duty.quote}")
    lines = [
        "BEGIN:VEVENT",
        f"UID:{mark}@planparse",
        f"DTSTAMP:{stamp}",
        f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_escaped(duty.task or duty.quote)}",
        f"DESCRIPTION:{_escaped(f'{plan_name(plan)}. Thời hạn: {duty.quote}')}",
    ]
    if len(duty.end or "") == len("12-05"):
        until = (plan.period_end or "")[:4]
        lines.append("RRULE:FREQ=YEARLY" + (f";UNTIL={until}1231" if until else ""))
    lines.append("END:VEVENT")
    yield "".join(f"{_folded(line)}\r\n" for line in lines)


def day_of(duty: DatedDuty, plan: PlanEntry) -> date | None:
    """Return a deadline's day; for a day of every year that in the plan's first year."""
    end = duty.end or ""
    if len(end) == len("12-05"):
        year = (plan.period_start or plan.issued_on or "")[:4]
        end = f"{year}-{end}" if year else ""
    try:
        return date.fromisoformat(end) if len(end) == len("2025-12-05") else None
    except ValueError:
        # 29 February of a year that has none.
        return None


def _escaped(text: str) -> str:
    """Return text for a value; line ends and other controls become blanks."""
    plain = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _folded(line: str) -> str:
    """Return a line folded by bytes, never within a character.

    >>> _folded("x" * 80).split("\\r\\n ") == ["x" * 74, "x" * 6]
    True
    """
    pieces, piece, size = [], "", 0
    for character in line:
        width = len(character.encode("utf-8", "replace"))
        if size + width > _LINE:
            pieces.append(piece)
            piece, size = "", 1
        piece += character
        size += width
    return "\r\n ".join((*pieces, piece))


def title_of_day(duty: DatedDuty) -> str:
    """Return when, as a page shows it: the day, or from when to when."""
    if duty.start and duty.start != duty.end:
        return f"{printed_date(duty.start)} – {printed_date(duty.end)}"
    return printed_date(duty.end)
