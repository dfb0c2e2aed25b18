"""What is compared besides targets and tasks: dates, period, reporting, hotlines, bodies."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Literal

import regex

from planparse.comparison.citation import issuer_words
from planparse.comparison.pairing import Ground
from planparse.comparison.reading import Reading
from planparse.comparison.words import (
    Table,
    Words,
    canonical_words,
    find_phrases,
    make_table,
)
from planparse.lexicon import load_entries
from planparse.model import Check, Citation, Contact, Deadline, PlanDocument
from planparse.text.dates import DAY, read_day
from planparse.text.patterns import lazy_pattern

CheckStatus = Literal["ok", "warning", "error", "unknown"]

_BODY_SHARE = 0.75
_LEAP = 2000  # a year to count days of "MM-DD" in
_REPORT = lazy_pattern(r"báo cáo", regex.IGNORECASE)


def find_checks(
    below: Reading, above: Reading, citation: Citation, ground: Ground
) -> Iterator[Check]:
    """Yield every check in a fixed order."""
    child, parent = below.document, above.document
    yield _citation(parent, citation)
    yield _issued(child, parent)
    yield _period(child, parent)
    yield from _reporting(child, parent)
    yield from _hotlines(child, parent)
    yield from _bodies(child, parent)


def _citation(parent: PlanDocument, citation: Citation) -> Check:
    return Check(
        rule="citation",
        status="ok" if citation.status == "cited" else "warning",
        parent_quote=parent.metadata.number,
        child_quote=citation.quote,
        explanation=citation.explanation,
    )


def _issued(child: PlanDocument, parent: PlanDocument) -> Check:
    """The child's plan answers the parent's and so comes after it."""
    ours, theirs = child.metadata.issued_on, parent.metadata.issued_on
    quotes = _printed_day(parent), _printed_day(child)
    if ours is None or theirs is None:
        which = "cấp dưới" if ours is None else "cấp trên"
        text = f"Không so được ngày ban hành: kế hoạch {which} không ghi ngày."
        return _check("issued-after-parent", "unknown", quotes, text)
    days = (date.fromisoformat(ours) - date.fromisoformat(theirs)).days
    if days < 0:
        text = f"Kế hoạch cấp dưới ban hành trước kế hoạch cấp trên {-days} ngày."
        return _check("issued-after-parent", "warning", quotes, text)
    text = f"Kế hoạch cấp dưới ban hành sau kế hoạch cấp trên {days} ngày."
    return _check("issued-after-parent", "ok", quotes, text)


def _printed_day(document: PlanDocument) -> str | None:
    """Return the date of issue as the document prints it."""
    issued = document.metadata.issued_on
    for match in DAY.finditer(document.text) if issued else ():
        if read_day(match).to_iso() == issued:
            return match.group()
    return None


def _period(child: PlanDocument, parent: PlanDocument) -> Check:
    """The child's period lies inside the parent's."""
    ours, theirs = _years(child), _years(parent)
    quotes = _printed_years(parent, theirs), _printed_years(child, ours)
    if not ours or not theirs:
        text = "Không so được thời kỳ: có kế hoạch không nêu thời kỳ thực hiện."
        return _check("period", "unknown", quotes, text)
    if theirs[0] <= ours[0] and ours[-1] <= theirs[-1]:
        text = f"Thời kỳ {_span(ours)} của cấp dưới nằm trong thời kỳ {_span(theirs)} của cấp trên."
        return _check("period", "ok", quotes, text)
    text = f"Thời kỳ {_span(ours)} của cấp dưới vượt ra ngoài thời kỳ {_span(theirs)} của cấp trên."
    return _check("period", "warning", quotes, text)


def _years(document: PlanDocument) -> tuple[str, ...]:
    sides = (document.metadata.period_start, document.metadata.period_end)
    return tuple(dict.fromkeys(side[:4] for side in sides if side))


def _printed_years(document: PlanDocument, years: tuple[str, ...]) -> str | None:
    """Return the period as the document first prints it: "2024 - 2028", "năm 2024"."""
    between = r"\s{0,3}(?:[-–—]|đến(?:\s(?:hết\s)?năm)?)\s{0,3}"
    lead = r"(?:giai đoạn\s|năm\s)?"
    match = regex.search(lead + between.join(years), document.text, regex.IGNORECASE)
    return match.group() if match and years else None


def _span(years: tuple[str, ...]) -> str:
    return " - ".join(years)


def _reporting(child: PlanDocument, parent: PlanDocument) -> Iterator[Check]:
    """Reports reach the child before they are due to the parent."""
    theirs = _reports_to(parent, parent)
    ours = _reports_to(child, child) or _reports_to(child, parent)
    for due in theirs:
        nearest = min(ours, key=lambda own: abs(_days(own, due)), default=None)
        if nearest is None:
            text = f"Cấp trên yêu cầu báo cáo {due.quote}; cấp dưới không đặt hạn báo cáo có ngày."
            yield _check("report-deadline", "unknown", (due.quote, None), text)
            continue
        days = _days(nearest, due)
        late = "sau" if days > 0 else "trùng"
        text = (
            f"Hạn báo cáo của cấp dưới ({nearest.quote}) sớm hơn hạn của cấp trên {-days} ngày."
            if days < 0
            else f"Hạn báo cáo của cấp dưới ({nearest.quote}) {late} hạn của cấp trên ({due.quote})"
            + (f" {days} ngày." if days else ".")
        )
        status: CheckStatus = "ok" if days < 0 else "warning"
        yield _check("report-deadline", status, (due.quote, nearest.quote), text)


def _reports_to(document: PlanDocument, to: PlanDocument) -> list[Deadline]:
    """Return the dated reporting duties of a plan that are owed to the issuer of another."""
    reports = [
        deadline
        for deadline in document.deadlines
        if deadline.end and (deadline.report_to or _REPORT.search(deadline.task))
    ]
    body = issuer_words(to)
    owed = [d for d in reports if _names(d.report_to or d.task, body)]
    if owed or document is not to:
        return owed
    return [d for d in reports if d.report_to is None] or reports


def _names(text: str, body: Words) -> bool:
    """Tell whether a text names a body; a head that was read with a gap still counts."""
    words = set(canonical_words(text))
    shared = sum(word in words for word in body)
    return bool(body) and body[-1] in words and shared >= _BODY_SHARE * len(body)


def _days(own: Deadline, due: Deadline) -> int:
    """Return by how many days a deadline is later than another; years count where both have one."""
    ends = own.end or "", due.end or ""
    if min(map(len, ends)) < len("2024-12-05"):
        ends = (ends[0][-5:], ends[1][-5:])
    first, second = (_date(end) for end in ends)
    return (first - second).days


def _date(end: str) -> date:
    return date.fromisoformat(end if len(end) == len("2024-12-05") else f"{_LEAP}-{end}")


def _hotlines(child: PlanDocument, parent: PlanDocument) -> Iterator[Check]:
    ours = {contact.number: contact for contact in reversed(child.contacts)}
    seen: set[str] = set()
    for contact in parent.contacts:
        if contact.number in seen:
            continue
        seen.add(contact.number)
        kept = ours.get(contact.number)
        name = f"{contact.quote}{_service(contact)}"
        if kept is None:
            text = f"Cấp dưới không nêu số {name} mà cấp trên công bố."
            yield _check("hotline", "warning", (contact.quote, None), text)
        else:
            text = f"Cấp dưới giữ số {name}."
            yield _check("hotline", "ok", (contact.quote, kept.quote), text)


def _service(contact: Contact) -> str:
    return f" ({contact.service})" if contact.service else ""


def _bodies(child: PlanDocument, parent: PlanDocument) -> Iterator[Check]:
    """Each field of work that the parent gives an office should have someone in the child."""
    ours = {field for a in child.assignments for field in _fields(a.body)}
    lacking: dict[str, str] = {}
    found = False
    for assignment in parent.assignments:
        if assignment.role not in ("lead", "requested"):
            continue
        for field in _fields(assignment.body)[:1]:
            found = True
            if field not in ours:
                lacking.setdefault(field, assignment.quote)
    if lacking:
        text = f"Cấp dưới không giao việc cho bộ phận nào thuộc lĩnh vực: {'; '.join(lacking)}."
        yield _check("bodies", "unknown", (next(iter(lacking.values())), None), text)
    elif found:
        text = "Mỗi lĩnh vực cấp trên giao đều có bộ phận tương ứng ở cấp dưới."
        yield _check("bodies", "ok", (None, None), text)


def _fields(body: str) -> tuple[str, ...]:
    found = find_phrases(canonical_words(body), _offices())
    return tuple(dict.fromkeys(field for fields in found for field in fields))


@cache
def _offices() -> Table:
    """Offices with their fields of work; one office of a commune may have several."""
    fields: dict[str, list[str]] = {}
    for entry in load_entries("offices"):
        for word in entry["words"]:
            fields.setdefault(word, []).append(entry["field"])
    return make_table((word, tuple(names)) for word, names in fields.items())


def _check(
    rule: str, status: CheckStatus, quotes: tuple[str | None, str | None], text: str
) -> Check:
    """Return a check; `quotes` are the parent's words and the child's."""
    return Check(
        rule=rule,
        status=status,
        parent_quote=quotes[0],
        child_quote=quotes[1],
        explanation=text,
    )
