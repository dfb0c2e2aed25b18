"""Calendar stretches with the words around them: "chậm nhất là |15/12|", "|11/2025| đến khi …".

What they say as first and last day is for `times`, what comes back for `rhythms`.
"""

from dataclasses import dataclass, replace
from typing import Literal

import regex

from planparse.lexicon import load_words
from planparse.text.patterns import lazy_pattern
from planparse.text.periods import Stretch, Unit, find_stretches
from planparse.text.phrases import alternation
from planparse.text.recurrences import Every

Cue = Literal["before", "until", "from", "in", "none", "every", "relative", "within", "event"]

# The reach of a cue to the left of its time: "chậm nhất là trước 17 giờ 00 phút, " and some blanks.
_CUE_REACH = 48
# "17 giờ 00 ", "8h30' ", "sáng ", "thứ Hai, ": the hour and weekday between a cue and its day
_CLOCK = (
    r"(?:\d{1,2}\s?(?:giờ|h|g)\s?(?:\d{1,2})?(?:\s?phút|')?,?\s{1,3})?"
    r"(?:(?:sáng|chiều|tối|trưa)\s{1,3})?"
    r"(?:\(?(?:thứ\s(?:[2-7]|hai|ba|tư|năm|sáu|bảy)|chủ nhật)\)?,?\s{1,3})?"
)
# "là vào", "đến hết", "trước": words between a cue and its time
_TAIL = r"(?:\s{1,3}(?:là|vào|đến|trước|trong|hết|cuối|thời điểm|hạn)){0,3}"
# "trước |15/12", "chậm nhất là vào |tháng 5", "dự kiến trong |quý I"; not "phía trước |15 hộ"
_CUES = lazy_pattern(
    rf"(?r)(?<![\p{{L}}\d])(?:(?P<before>{alternation(load_words('deadlines', kind='before'))})"
    rf"|(?P<until>{alternation(load_words('deadlines', kind='until'))}"
    r"|(?<=\()hạn (?:chót|cuối|nộp)\s?:)"
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
# "trước ngày 01/6 |và |15/11"
AND = lazy_pattern(r"\s{0,3}(?:và|,|;|hoặc)\s{0,3}(?:trước\s)?")
_LATE = ("cuối", "Cuối", "CUỐI")
# "vào ngày 20| hàng tháng, |ngày 15 tháng cuối quý", "trước ngày 30/6| (sơ kết), |30/11"
_AND_THEN = lazy_pattern(
    rf"(?:\s(?:hằng|hàng|mỗi)\s(?:năm|quý|tháng|tuần)|\s?\([^()]{{1,40}}\))?{AND.pattern}",
    regex.IGNORECASE,
)
# Cues that hold for a second time too.
_SHARED = ("before", "until", "in")
# A day without its month: "trước ngày 20 hằng tháng", "ngày 15 và 30 hằng tháng", "ngày 05 của
# tháng đầu quý sau", "ngày 10 tháng đầu tiên mỗi quý"; not "ngày 15/12", "ngày 08 tháng 3"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?!\s?[/.\-\d]|\d)"
_EACH = r"(?:mỗi|h[ằà]ng)"
_DAY_OF_MONTH = lazy_pattern(
    rf"(?<![\p{{L}}\d])ngày\s{{0,3}}{_DAY}"
    rf"(?:(?:\s?(?:,|và)\s{{1,2}}(?:ngày\s)?{_DAY}){{1,4}}(?=\s(?:của\s)?{_EACH}\s))?"
    rf"(?:\s(?:của\s)?tháng\s(?:(?:cuối|đầu)(?:\s(?:cùng|tiên))?"
    rf"(?:\s(?:của\s)?(?:{_EACH}\s)?quý(?:\ssau)?)?|kế tiếp|tiếp theo|sau))?"
    rf"(?=\s?\)|\s(?:của\s)?{_EACH}\s|\s?[.;,]|\s(?:để|gửi|báo)|$|\s\p{{L}})",
    regex.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class CuedTime:
    """A stretch with the words around it; `stretch` is None for a day of no month.

    `is_late` tells of "cuối năm 2023", whose first day is not said.
    """

    start: int
    end: int
    core: int
    stretch: Stretch | None
    cue: Cue = "none"
    every: Every | None = None
    since_issue: bool = False
    is_open: bool = False
    is_late: bool = False


def find_cued(text: str, start: int, stop: int) -> list[CuedTime]:
    """Return the stretches with their cues, in order."""
    pieces = [
        CuedTime(s.start, s.end, s.start, s, is_late=_is_late(text, s))
        for s in find_stretches(text, start, stop)
    ]
    pieces += [
        CuedTime(match.start(), match.end(), match.start(), None)
        for match in (_DAY_OF_MONTH.finditer(text, start, stop) if "ngày" in text else ())
    ]
    found: list[CuedTime] = []
    for piece in sorted(pieces, key=lambda item: (item.start, -item.end)):
        last = found[-1] if found else None
        if last is None or last.end <= piece.start:
            found.append(_with_cue(text, piece, last, (start, stop)))
    return found


def _is_late(text: str, stretch: Stretch) -> bool:
    return stretch.first is stretch.last and text.startswith(_LATE, stretch.start)


def _with_cue(
    text: str, piece: CuedTime, last: CuedTime | None, bounds: tuple[int, int]
) -> CuedTime:
    floor = max(last.end if last else bounds[0], piece.start - _CUE_REACH)
    now = _FROM_NOW.search(text, floor, piece.start)
    if now:
        return replace(piece, start=now.start(), cue="until", since_issue=True)
    match = _CUES.search(text, floor, piece.start)
    if match is None:
        # "trước ngày 01/6 và 15/11": the second day shares the cue of the first.
        shares = last is not None and last.cue in _SHARED and unit_of(piece) == unit_of(last)
        if last is not None and shares and _AND_THEN.fullmatch(text, last.end, piece.start):
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


def unit_of(piece: CuedTime) -> Unit:
    """Return the unit of a stretch, "day" for a day of no month."""
    return piece.stretch.first.unit if piece.stretch else "day"


def _with_end(text: str, piece: CuedTime, stop: int) -> CuedTime:
    event = _UNTIL_EVENT.match(text, piece.end, stop)
    if event and piece.cue in ("from", "none") and piece.stretch:
        return replace(piece, end=event.end(), cue="from", is_open=True)
    calendar = _CALENDAR.match(text, piece.end, stop)
    return replace(piece, end=calendar.end()) if calendar else piece
