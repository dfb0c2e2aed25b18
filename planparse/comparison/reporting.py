"""Reports: they reach the child before they are due to the parent, as often, and go where asked."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import regex

from planparse.comparison.levels import is_higher, level_of_plan
from planparse.comparison.verdicts import CheckStatus, make_check
from planparse.comparison.words import canonical_words
from planparse.extractors.issuers import level_of
from planparse.model import Check, Deadline, PlanDocument
from planparse.text.patterns import lazy_pattern

_LEAP = 2000  # a year to count days of "MM-DD" in
_FULL = len("2024-12-05")
_BODY_SHARE = 0.75
_REPORT = lazy_pattern(r"báo cáo", regex.IGNORECASE)
# "lập dự toán gửi Sở Tài chính": a paper that is sent and is no report.
_OTHER_PAPER = lazy_pattern(r"dự toán|đăng ký|danh sách|hồ sơ|kế hoạch", regex.IGNORECASE)
# "xây dựng, ban hành kế hoạch trước ngày 31/12/2025"; not "báo cáo kết quả thực hiện kế hoạch".
MAKES_PLAN = lazy_pattern(
    r"(?:xây dựng|ban hành|lập)[^.;]{0,30}(?<!\p{L})kế hoạch(?!\p{L})", regex.IGNORECASE
)
"""The duty to issue a plan."""
# "trước ngày |15| hằng tháng"; not "ngày 15/6".
_DAY_OF_MONTH = lazy_pattern(r"ngày\s(?:làm việc\s)?(?P<day>\d{1,2})(?!\s?[/\d])", regex.IGNORECASE)
_TIMES: Mapping[str, int] = {
    "daily": 365, "weekly": 52, "monthly": 12, "quarterly": 4, "half-yearly": 2, "yearly": 1,
}  # fmt: skip
_NAMES: Mapping[int, str] = {
    365: "hằng ngày", 52: "hằng tuần", 12: "hằng tháng", 4: "hằng quý",
    2: "6 tháng một lần", 1: "hằng năm",
}  # fmt: skip
# "Các trường", "UBND các xã": many bodies of one kind, below the one that asks.
_MANY = lazy_pattern(r"(?<!\p{L})các(?!\p{L})", regex.IGNORECASE)


def find_reporting_checks(child: PlanDocument, parent: PlanDocument) -> Iterator[Check]:
    """Yield the checks of each report that the parent asks of the child's level."""
    asked = [due for due in _reports(parent) if _is_asked_below(due, parent)]
    ours = _reports(child)
    for due in asked:
        yield from _deadline(due, ours)
    yield from _frequency(asked, ours)
    yield from _recipients(asked, child)


def _reports(document: PlanDocument) -> list[Deadline]:
    return [
        deadline
        for deadline in document.deadlines
        if (deadline.end or deadline.recurrence)
        and (deadline.report_to or _REPORT.search(deadline.task))
        and (_REPORT.search(deadline.task) or not _OTHER_PAPER.search(deadline.task))
        and not MAKES_PLAN.search(deadline.task)
    ]


def _is_asked_below(due: Deadline, parent: PlanDocument) -> bool:
    """Tell whether a report is asked of bodies below.

    Reports of the parent itself to a body above it, and of its own offices, bind no child.
    """
    own = level_of_plan(parent)
    if due.report_to and is_higher(level_of(due.report_to, None, None), own):
        return False
    if due.section_id is None:
        return True
    leads = [
        a.body
        for a in parent.assignments
        if a.section_id == due.section_id and a.role in ("lead", "requested")
    ]
    return not leads or any(
        _MANY.search(body) or is_higher(own, level_of(body, None, None)) for body in leads
    )


def _deadline(due: Deadline, ours: Sequence[Deadline]) -> Iterator[Check]:
    dated = [own for own in ours if _days(own, due) is not None]
    nearest = min(dated, key=lambda own: (not _same_period(own, due), abs(_days(own, due) or 0)),
                  default=None)  # fmt: skip
    if nearest is None:
        if _is_dated(due):
            text = f"Cấp trên yêu cầu báo cáo {due.quote}; cấp dưới không đặt hạn báo cáo có ngày."
            yield make_check("report-deadline", "unknown", (due.quote, None), text)
        return
    days = _days(nearest, due) or 0
    status: CheckStatus = "ok" if days < 0 else "warning"
    own = f"Hạn báo cáo của cấp dưới ({nearest.quote})"
    if days < 0:
        text = f"{own} sớm hơn hạn của cấp trên ({due.quote}) {-days} ngày."
    else:
        late = f"sau hạn của cấp trên ({due.quote}) {days} ngày" if days else (
            f"trùng hạn của cấp trên ({due.quote})")  # fmt: skip
        text = f"{own} {late}; không còn thời gian tổng hợp."
    yield make_check("report-deadline", status, (due.quote, nearest.quote), text)


def _same_period(own: Deadline, due: Deadline) -> bool:
    return own.recurrence == due.recurrence


def _is_dated(deadline: Deadline) -> bool:
    return deadline.end is not None or _DAY_OF_MONTH.search(deadline.quote) is not None


def _days(own: Deadline, due: Deadline) -> int | None:
    """Return by how many days a deadline is later than another; years count where both have one.

    Days of a month are compared where both come back every month.
    """
    if own.end is None or due.end is None:
        days = _DAY_OF_MONTH.search(own.quote), _DAY_OF_MONTH.search(due.quote)
        if own.recurrence != due.recurrence or own.recurrence is None or not all(days):
            return None
        first, second = (int(match["day"]) for match in days if match)
        return first - second
    ends = own.end, due.end
    if min(map(len, ends)) < _FULL:
        ends = (ends[0][-5:], ends[1][-5:])
    return (_date(ends[0]) - _date(ends[1])).days


def _date(end: str) -> date:
    return date.fromisoformat(end if len(end) == _FULL else f"{_LEAP}-{end}")


def _frequency(asked: Sequence[Deadline], ours: Sequence[Deadline]) -> Iterator[Check]:
    """Yield whether the child reports as often as the most frequent report that is asked."""
    wanted = max(asked, key=_times, default=None)
    if wanted is None or not _times(wanted):
        return
    most = max(ours, key=_times, default=None)
    # Two reports a year with a day of their own are half-yearly ones; one of a year's plan yearly.
    dated = len({own.end[-5:] for own in ours if own.end})
    given = max(dated, _times(most) if most else 0)
    quotes = wanted.quote, most.quote if most else None
    name = _NAMES[_times(wanted)]
    if given >= _times(wanted):
        yield make_check("report-frequency", "ok", quotes, f"Cấp dưới báo cáo đủ kỳ ({name}).")
        return
    said = f"chỉ báo cáo {given} lần một năm" if given else "không đặt chế độ báo cáo"
    text = f"Cấp trên yêu cầu báo cáo {name}; cấp dưới {said}."
    yield make_check("report-frequency", "warning", quotes, text)


def _times(deadline: Deadline) -> int:
    return _TIMES.get(deadline.recurrence or "", 0)


def _recipients(asked: Sequence[Deadline], child: PlanDocument) -> Iterator[Check]:
    """Yield whether the child names the body to which the parent wants the reports."""
    named = [(d.report_to or d.task, d.quote) for d in child.deadlines]
    named += [(a.body, a.quote) for a in child.assignments if a.role == "report_to"]
    seen: set[str] = set()
    for due in asked:
        if not due.report_to or due.report_to in seen:
            continue
        seen.add(due.report_to)
        found = next((quote for text, quote in named if _names(text, due.report_to)), None)
        status: CheckStatus = "ok" if found else "unknown"
        text = (
            f"Cấp dưới ghi nơi nhận báo cáo là {due.report_to}, đúng yêu cầu của cấp trên."
            if found
            else f"Cấp trên yêu cầu gửi báo cáo về {due.report_to}; cấp dưới không ghi."
        )
        yield make_check("report-recipient", status, (due.report_to, found), text)


def _names(text: str, body: str) -> bool:
    """Tell whether a text names a body; a name that was read with a gap still counts."""
    wanted = canonical_words(body)
    words = set(canonical_words(text))
    shared = sum(word in words for word in wanted)
    return bool(wanted) and wanted[-1] in words and shared >= _BODY_SHARE * len(wanted)
