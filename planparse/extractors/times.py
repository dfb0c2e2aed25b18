"""Time expressions with their cue words, and what they say as first and last day.

A calendar stretch ("quý II/2024") is joined with the words around it: the cue before it ("chậm nhất
là"), the recurrence beside it ("hằng năm (trước ngày 15/12)"), an open end ("đến khi kết thúc").
Whether a time is the time of a duty is decided by `deadlines`.
"""

from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import Literal

import regex

from planparse.extractors.base import PlanContext
from planparse.lexicon import load_words
from planparse.text.patterns import lazy_pattern
from planparse.text.periods import Period, Stretch, Unit, day_before, find_stretches, month_day
from planparse.text.phrases import alternation
from planparse.text.recurrences import Every, Recurrence, find_recurrences

Cue = Literal["before", "until", "from", "in", "none", "every", "relative", "event"]

# The reach of a cue to the left of its time: "chậm nhất là trước 17 giờ 00 phút, " and some blanks.
_CUE_REACH = 48
# "17 giờ 00 ", "8h30' ", "sáng ": the hour between a cue and its day
_CLOCK = (
    r"(?:\d{1,2}\s?(?:giờ|h|g)\s?(?:\d{1,2})?(?:\s?phút|')?,?\s{1,3})?"
    r"(?:(?:sáng|chiều|tối|trưa)\s{1,3})?"
)
# "là vào", "đến hết", "trước": words between a cue and its time
_TAIL = r"(?:\s{1,3}(?:là|vào|đến|trước|trong|hết|cuối|thời điểm|hạn)){0,3}"
# "trước |15/12", "chậm nhất là vào |tháng 5", "dự kiến trong |quý I"; not "phía trước |15 hộ"
_CUES = lazy_pattern(
    rf"(?r)(?<![\p{{L}}\d])(?:(?P<before>{alternation(load_words('deadlines', kind='before'))})"
    rf"|(?P<until>{alternation(load_words('deadlines', kind='until'))})"
    rf"|(?P<from>(?:dự kiến\s{{1,3}})?{alternation(load_words('deadlines', kind='from'))})"
    rf"|(?P<in>{alternation(load_words('deadlines', kind='in'))}))"
    rf"(?P<tail>{_TAIL})\s{{0,3}}{_CLOCK}$",
    regex.IGNORECASE,
)
# "từ nay đến hết |năm 2025", "Từ ngày ký ban hành Kế hoạch đến |ngày 31/12/2024"
_FROM_NOW = lazy_pattern(
    r"(?r)(?<!\p{L})từ\s{1,3}(?:nay|(?:khi|ngày)\s(?:ký|ban hành)(?:\s\p{L}{1,9}){0,5})(?:\scho)?"
    r"\s{1,3}(?:đến|tới)\s{1,3}(?:hết\s|cuối\s|trước\s){0,2}$",
    regex.IGNORECASE,
)
# "Từ tháng 11/2025| đến khi kết thúc Tổng kiểm kê"
_UNTIL_EVENT = lazy_pattern(
    r"\s{1,3}(?:cho\s)?(?:đến|tới)\s{1,3}(?:khi|lúc|ngày (?=\p{L}))\s?[^.;,\n()]{3,60}",
    regex.IGNORECASE,
)
# "(dương lịch)" behind a day
_CALENDAR = lazy_pattern(r"\s?\((?:dương lịch|DL)\)")
# A recurrence beside a day: "trước ngày 15/12| hằng năm", "Hằng năm |(trước ngày 15/12)"
_BESIDE = lazy_pattern(r"[\s,(]{1,4}(?:vào\s|của\s)?")
_AND = lazy_pattern(r"\s{0,3}(?:và|,|;|hoặc)\s{0,3}(?:trước\s)?")
_SAME_CLAUSE = lazy_pattern(r"[^.;\n]{1,160}")
# Cues that hold for a second time too.
_SHARED = ("before", "until", "in")
# Rhythms long enough for a day of the year to be named.
_LONG = ("yearly", "half-yearly", "quarterly")
# A day without its month: "trước ngày 20 hằng tháng", "ngày 05 của tháng đầu quý sau"
_DAY_OF_MONTH = lazy_pattern(
    r"(?<![\p{L}\d])ngày\s{0,3}(?:0?[1-9]|[12]\d|3[01])(?!\s?[/.\-\d]|\d)"
    r"(?:\s(?:của\s)?tháng\s(?:(?:cuối|đầu)(?:\s(?:cùng\s)?(?:của\s)?quý(?:\ssau)?)?|kế tiếp"
    r"|tiếp theo|sau))?"
    r"(?=\s?\)|\s(?:của\s)?(?:hằng|hàng|mỗi)\s|\s?[.;,]|\s(?:để|gửi|báo)|$|\s\p{L})",
    regex.IGNORECASE,
)
# One of these stands in every time that is counted from an event.
_RELATIVE_SIGNS = ("kể từ", "tính từ", "sau khi", "từ khi", "từ ngày", "trước khi", "sau ngày")
# "trong thời hạn 10 ngày kể từ ngày nhận Kế hoạch này", "chậm nhất 05 ngày làm việc sau khi kết
# thúc đợt kiểm tra", "trong vòng 24 giờ kể từ khi phát hiện"; not "giá trị 05 năm kể từ ngày cấp"
_RELATIVE = lazy_pattern(
    r"(?=\d)(?<=(?P<w>(?<!\p{L})(?:(?:chậm nhất|muộn nhất|không quá|tối đa)"
    r"(?:\s(?:là|trong|sau)){0,2}"
    r"|trong(?:\s(?:thời hạn|vòng|thời gian|hạn))?|sau|thời hạn)\s{1,3}))\d{1,3}\s{0,3}"
    r"(?:\(\p{L}[^()]{1,20}\)\s)?(?:ngày|tháng|giờ|tuần|h)(?:\slàm việc)?,?\s{1,3}"
    r"(?:kể từ|tính từ|sau khi|từ khi|từ ngày|trước khi|sau ngày)\s[^.;,\n()]{3,60}",
    regex.IGNORECASE,
)
# "trước mùa mưa năm 2026", "trước Tết Nguyên đán": a limit without a date
_EVENTS = alternation(load_words("deadlines", kind="event"))
_EVENT = lazy_pattern(
    rf"(?<!\p{{L}})(?:xong\s)?trước\s{{1,3}}{_EVENTS}(?!\p{{L}})"
    r"(?:\s{1,3}(?:năm\s{0,3})?(?:học\s{0,3})?20\d{2}(?:\s?-\s?20\d{2})?)?",
    regex.IGNORECASE,
)


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
        if self.cue in ("relative", "event"):
            return "deadline-relative"
        if self.every is not None:
            return "deadline-recurring"
        if self.is_range or self.cue == "from":
            return "deadline-range"
        return "deadline-before" if self.cue in ("before", "until") else "deadline-period"


@dataclass(frozen=True, slots=True)
class _Found:
    """A stretch with the words around it; `stretch` is None for a day of no month."""

    start: int
    end: int
    core: int
    stretch: Stretch | None
    cue: Cue = "none"
    every: Every | None = None
    since_issue: bool = False
    is_open: bool = False


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
    events = _relative(text, start, stop)
    recurrences = find_recurrences(text, start, stop)
    found, rest = _with_recurrences(text, _cued(text, start, stop), recurrences)
    times = [_valued(item, context) for item in found]
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


def _relative(text: str, start: int, stop: int) -> list[Time]:
    """Return the times that an event sets, in order."""
    times: list[Time] = []
    if any(sign in text for sign in _RELATIVE_SIGNS):
        times += [
            Time(match.start("w"), match.end(), match.start("w"), "relative")
            for match in _RELATIVE.finditer(text, start, stop)
        ]
    if "rước" in text:
        times += [
            Time(match.start(), match.end(), match.start(), "event")
            for match in _EVENT.finditer(text, start, stop)
        ]
    return sorted(times, key=lambda time: time.start)


def _cued(text: str, start: int, stop: int) -> list[_Found]:
    """Return the stretches with their cues, in order."""
    pieces = [_Found(s.start, s.end, s.start, s) for s in find_stretches(text, start, stop)]
    pieces += [
        _Found(match.start(), match.end(), match.start(), None)
        for match in (_DAY_OF_MONTH.finditer(text, start, stop) if "ngày" in text else ())
    ]
    found: list[_Found] = []
    for piece in sorted(pieces, key=lambda item: (item.start, -item.end)):
        last = found[-1] if found else None
        if last is None or last.end <= piece.start:
            found.append(_with_cue(text, piece, last, (start, stop)))
    return found


def _with_cue(text: str, piece: _Found, last: _Found | None, bounds: tuple[int, int]) -> _Found:
    floor = max(last.end if last else bounds[0], piece.start - _CUE_REACH)
    now = _FROM_NOW.search(text, floor, piece.start)
    if now:
        return replace(piece, start=now.start(), cue="until", since_issue=True)
    match = _CUES.search(text, floor, piece.start)
    if match is None:
        # "trước ngày 01/6 và 15/11": the second day shares the cue of the first.
        shares = last is not None and last.cue in _SHARED and _unit(piece) == _unit(last)
        if last is not None and shares and _AND.fullmatch(text, last.end, piece.start):
            return replace(piece, cue=last.cue)
        return _with_end(text, piece, bounds[1])
    cue: Cue = "in"
    if match.group("before") or "trước" in match.group("tail").lower():
        cue = "before"
    elif match.group("until"):
        cue = "until"
    elif match.group("from"):
        cue = "from"
    return _with_end(text, replace(piece, start=match.start(), cue=cue), bounds[1])


def _unit(piece: _Found) -> Unit:
    return piece.stretch.first.unit if piece.stretch else "day"


def _with_end(text: str, piece: _Found, stop: int) -> _Found:
    event = _UNTIL_EVENT.match(text, piece.end, stop)
    if event and piece.cue in ("from", "none") and piece.stretch:
        return replace(piece, end=event.end(), cue="from", is_open=True)
    calendar = _CALENDAR.match(text, piece.end, stop)
    return replace(piece, end=calendar.end()) if calendar else piece


def _with_recurrences(
    text: str, found: list[_Found], recurrences: list[Recurrence]
) -> tuple[list[_Found], list[Recurrence]]:
    """Join the recurrences that stand beside a stretch; return also those that are left."""
    rest = list(recurrences)
    joined: list[_Found] = []
    for item in found:
        number = bisect_left(rest, item.start, key=lambda recurrence: recurrence.start)
        for near in range(max(0, number - 1), min(len(rest), number + 1)):
            merged = _merged(text, item, rest[near])
            if merged is not None:
                item = merged
                del rest[near]
                break
        joined.append(item)
    for number in range(len(joined) - 2, -1, -1):
        left, right = joined[number], joined[number + 1]
        shares = left.every is None and right.every == "yearly" and _unit(left) == _unit(right)
        if shares and _AND.fullmatch(text, left.end, right.start):
            joined[number] = replace(left, every="yearly")
    return joined, rest


def _merged(text: str, item: _Found, recurrence: Recurrence) -> _Found | None:
    """Return a stretch with the recurrence beside it, None where they do not belong together."""
    if item.every is not None:
        return None
    if recurrence.start >= item.end:
        gap = _BESIDE.fullmatch(text, item.end, recurrence.start)
        return _closed(text, item, recurrence, item.start, recurrence.end) if gap else None
    if recurrence.end > item.start:
        return None
    if _BESIDE.fullmatch(text, recurrence.end, item.start):
        return _closed(text, item, recurrence, recurrence.start, item.end)
    between = text[recurrence.end : item.start]
    has_year = item.stretch is None or item.stretch.first.year is not None
    if has_year or item.cue not in ("before", "until") or not _SAME_CLAUSE.fullmatch(between):
        return None
    return replace(item, every=recurrence.every) if recurrence.every in _LONG else None


def _closed(text: str, item: _Found, recurrence: Recurrence, start: int, end: int) -> _Found:
    """Take in the bracket that closes behind "hằng năm (trước ngày 15/12"."""
    opened = text.count("(", start, end) > text.count(")", start, end)
    closes = opened and text[end : end + 1] == ")"
    return replace(item, start=start, end=end + closes, every=recurrence.every)


def _valued(item: _Found, context: PlanContext) -> Time:
    """Return the time that a stretch with its cue and recurrence states."""
    stretch = item.stretch
    time = Time(item.start, item.end, item.core, item.cue, every=item.every)
    if stretch is None:
        return time
    units = {stretch.first.unit, stretch.last.unit if stretch.last else "year"}
    time = replace(
        time,
        fine=units != {"year"},
        bare=stretch.bare,
        is_range=stretch.first is not stretch.last or item.since_issue or item.is_open,
    )
    if item.every is not None and stretch.first.year is None:
        return _recurring(time, stretch)
    return _once(time, item, stretch, context)


def _recurring(time: Time, stretch: Stretch) -> Time:
    """Days of every year stand as MM-DD; of every month they have no date of their own."""
    if time.every not in _LONG or stretch.last is None:
        return time
    last = month_day(stretch.last.end)
    if time.cue in ("before", "until"):
        return replace(time, last=last)
    if time.every != "yearly":
        return time
    return replace(time, first=month_day(stretch.first.start), last=last)


def _once(time: Time, item: _Found, stretch: Stretch, context: PlanContext) -> Time:
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
    if last is None or first.year is not None or last.year is not None or year is None:
        filled = replace(first, year=first.year or year)
        return filled, replace(last, year=last.year or year) if last else None
    if first.start <= last.end:
        return replace(first, year=year), replace(last, year=year)
    issued = context.issued_on or ""
    begins_now = issued[:4] == str(year) and first.start[0] >= int(issued[5:7])
    earlier = year if begins_now else year - 1
    return replace(first, year=earlier), replace(last, year=earlier + 1)
