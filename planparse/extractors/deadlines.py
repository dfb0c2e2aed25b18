"""Deadlines (thời hạn): when a duty of the plan is to be done."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import regex

from planparse.extractors.base import Extractor, Passage
from planparse.extractors.quantities import find_quantities
from planparse.extractors.tables import read_rows
from planparse.model import Deadline, Finding, Span
from planparse.model.records import Recurrence
from planparse.text.ocr import find_damaged, mend
from planparse.text.periods import (
    DAY_POINT,
    MONTH_POINT,
    POINT,
    QUARTER_POINT,
    Period,
    day_before,
    month_day,
    read_point,
)

_EVERY = r"(?:hằng|hàng|mỗi|từng)\s(?:năm|quý|tháng|tuần|ngày)"
_CLOCK = r"(?:\d{1,2}\s?(?:giờ|h)\s?\d{0,2}(?:\s?phút)?,?\s)?"
_UNITS: dict[str, Recurrence] = {
    "năm": "yearly", "quý": "quarterly", "tháng": "monthly", "tuần": "weekly", "ngày": "daily",
}  # fmt: skip
_HALF = r"(?:định kỳ\s)?(?:0?6|sáu)\stháng(?!\s?\d|/)(?:\s(?:một lần|/lần|đầu năm|cuối năm))?"
_MONTH_OF = r"(?:\s(?:của\s)?tháng\s(?:cuối quý|đầu quý sau|sau|cuối)|\stháng sau)"
_BOUND = (
    r"(?:xong\s)?(?:trước|chậm nhất(?:\s(?:là|vào|đến|trước|trong)){0,2}|(?:muộn nhất|không muộn hơn)(?:\s(?:là|vào)){0,2}"
    r"|hạn chót(?:\s(?:là|vào))?|đến hết|đến)"
)

# "từ ngày 15/11 đến ngày 15/12", "từ tháng 11/2025 đến quý I/2026", "từ nay đến hết năm 2025",
# "Từ tháng 11/2025 đến khi kết thúc Tổng kiểm kê", "từ 15/11 - 15/12/2024", "từ ngày 08 đến ngày 10 tháng 12"
_RANGE = regex.compile(
    rf"(?<!\p{{L}})(?:dự kiến\s)?từ\s(?:thời điểm\s)?(?P<a>nay|{POINT}|(?:ngày\s)?\d{{1,2}}|(?:tháng\s)\d{{1,2}}|\d{{4}})"
    rf"(?:\s\(.{{1,30}}?\))?\s?(?:đến|-|tới)\s?(?:hết\s|cuối\s|trước\s)?(?P<b>{POINT}|(?:19|20)\d{{2}}(?!\d)|khi\s[^.;,\n)]{{3,60}})(?P<every>\s{_EVERY})?",
    regex.IGNORECASE,
)
# "15/11 - 15/12/2024", "Tháng 11 - 12/2025", "Quý IV/2025 và Quý I/2026", "quý III - IV/2025", "01 - 08/6"
_PAIR = regex.compile(
    rf"(?<![\p{{L}}\d/.,-])(?:(?:dự kiến|trong)\s)?(?P<a>{DAY_POINT}|{MONTH_POINT}|{QUARTER_POINT}|tháng\s\d{{1,2}}|quý\s[IV]{{1,3}}|(?:ngày\s)?\d{{1,2}})"
    rf"\s?(?:-|và|đến)\s?(?P<b>{POINT}|\d{{1,2}}/(?:20\d{{2}})|[IV]{{1,3}}/(?:20\d{{2}}))(?![\d/])",
    regex.IGNORECASE,
)
# "trước ngày 05 tháng 12 năm 2024", "chậm nhất ngày 10/12/2025", "trước ngày 15/12 hằng năm", "trước ngày 20 hằng tháng"
_BEFORE = regex.compile(
    rf"(?<!\p{{L}})(?P<cue>{_BOUND})\s?{_CLOCK}(?P<p>{POINT}|(?:ngày\s?)?{DAY_POINT}|ngày\s\d{{1,2}}(?!\s?[/.\d])(?:{_MONTH_OF})?)(?:\s\(dương lịch\))?(?P<every>\s{_EVERY})?",
    regex.IGNORECASE,
)
# "Định kỳ hằng năm (trước ngày 15 tháng 12)", "hằng năm, trước ngày 30/11", "6 tháng (trước ngày 10/6)"
_EVERY_BEFORE = regex.compile(
    rf"(?<!\p{{L}})(?:định kỳ,?\s)?(?P<every>{_EVERY}|{_HALF}(?!\s?trước\sngày[^.;,()]{{3,14}}\s(?:hằng|hàng)))\s?[,(]?\s?(?:chậm nhất|trước)(?:\s(?:là|vào|trước))?\s(?P<p>{DAY_POINT}|ngày\s\d{{1,2}}(?!\s?[/.\d])(?:{_MONTH_OF})?)\s?\)?",
    regex.IGNORECASE,
)
# "trong tháng 11/2025", "trong quý II", "vào tháng 5", "Dự kiến tháng 11/2025", "trong năm 2024"
_IN = regex.compile(
    rf"(?:(?<!\p{{L}})(?:xong\s|dự kiến\s)?(?:trong|vào|dự kiến|vào dịp)\s(?:các\s)?"
    rf"(?P<p>{QUARTER_POINT}|{MONTH_POINT}|{POINT})|^(?:[-+*•]\s)?(?P<p>{QUARTER_POINT}|{MONTH_POINT})(?=,))(?P<every>\s{_EVERY})?",
    regex.IGNORECASE,
)
# "Từ ngày 01/7/2024 trở đi": no last day
_FROM = regex.compile(rf"(?<!\p{{L}})(?:kể\s)?từ\s(?P<p>{POINT})\strở đi", regex.IGNORECASE)
# "giai đoạn 2026 - 2030" on a time line
_STAGE = regex.compile(
    r"(?<!\p{L})(?:trong\s)?(?:giai đoạn\s|từ\s)?(?:năm\s)?(?P<a>(?:19|20)\d{2})\s?-\s?(?P<b>(?:19|20)\d{2})(?!\d)",
    regex.IGNORECASE,
)
_POINT = regex.compile(rf"(?<![\p{{L}}\d/.,-])(?P<p>{POINT})", regex.IGNORECASE)
# "hằng năm", "định kỳ 6 tháng", "Hàng quý"; not "mỗi quý có ít nhất 03 tin" (per of a target)
_RECURRING = regex.compile(
    rf"(?<!\p{{L}})(?:định kỳ,?\s|thứ\s\p{{L}}{{2,4}}\s)?(?P<every>(?:hằng|hàng|từng|mỗi)\s(?:năm|quý|tháng|tuần|ngày)"
    rf"|(?:0?6|sáu)\stháng(?:\s|/)(?:một\s|1\s|01\s)?lần|(?<=định kỳ\s)(?:0?6|sáu)\stháng|{_HALF}(?=,?\s(?:và\s)?(?:năm|hằng năm|hàng năm|một năm|báo cáo)))(?!\p{{L}})",
    regex.IGNORECASE,
)
# "trong thời hạn 10 ngày kể từ ngày nhận Kế hoạch này", "sau 15 ngày kể từ ngày ký"
_RELATIVE = regex.compile(
    r"(?<!\p{L})(?:trong\s(?:thời hạn|vòng|thời gian)|trong|sau|chậm nhất(?:\s(?:là|sau))?|không quá)\s\d{1,3}\s(?:ngày(?:\slàm việc)?|tháng|giờ|tuần)(?:\slàm việc)?,?\s(?:kể từ|sau khi|tính từ|từ khi|trước khi)\s[^.;,\n()]{3,60}",
    regex.IGNORECASE,
)
_FOREVER = regex.compile(r"(?<!\p{L})thường xuyên(?:,?\s(?:liên tục|hằng năm|hàng năm))?", regex.IGNORECASE)

# "Thời gian thực hiện: …", "- Thời hạn hoàn thành: …", "Tiến độ: …": what follows is a time
_FIELD = regex.compile(
    r"(?<!\p{L})(?:Thời gian|Thời hạn|Tiến độ|Lộ trình|Hạn hoàn thành|Hoàn thành)(?:\s(?:thực hiện|hoàn thành|triển khai|tổ chức|báo cáo|gửi báo cáo|dự kiến|thi hành|Chương trình|Kế hoạch|chung)){0,3}\s?:\s?",
    regex.IGNORECASE,
)
_TIME_TITLE = regex.compile(r"^(?:thời gian|thời hạn|tiến độ)(?:\s(?:thực hiện|triển khai|tổ chức|hoàn thành))?", regex.IGNORECASE)
# Times that are none of the plan's own: data windows, validity, past, ages, counts.
_NOT_OWN = regex.compile(
    r"(?:số liệu|tính|lấy|thời điểm chốt|kết quả|đã|hiệu lực|giá trị|hạn sử dụng|thời gian báo cáo|kỳ báo cáo|(?<!\p{L}\s)sinh"
    r"|tốt nghiệp|ban hành|phát sinh|thành lập|xảy ra|giai đoạn)(?:\s[\p{L}]{1,9}){0,4}\s?,?$",
    regex.IGNORECASE,
)
# A last day is a duty even behind "đã đăng ký"; not one of validity, birth or issue.
_NOT_OWN_LAST = regex.compile(
    r"(?:số liệu|tính|lấy|hiệu lực|(?<!\p{L}\s)sinh|tốt nghiệp|ban hành|phát sinh|thành lập|xảy ra|từng|được cấp|ký kết|đã\s\p{L}{1,9}(?:\s\p{L}{1,9})?)\s?,?$",
    regex.IGNORECASE,
)
_NOUN_YEAR = regex.compile(
    r"(?:kế hoạch|báo cáo|chương trình|dự toán|kết quả|chủ đề|nhiệm vụ|công tác|tình hình|ngân sách|chỉ tiêu|mục tiêu|định hướng|tầm nhìn|chiến lược|đề án|vốn|kinh phí)\s$",
    regex.IGNORECASE,
)
_SENTENCE_END = regex.compile(r"[.;]\s|\n")
_REPORT_TO = regex.compile(
    r"(?:báo cáo|gửi|tổng hợp|thông tin)[^.;\n]{0,160}?\s(?:về|gửi|cho|tới|đến)\s(?P<to>(?:UBND|Ủy ban|Uỷ ban|Sở|Phòng|Ban|Hội|Công an|Văn phòng|[Cc]ơ quan|Bộ|Trung tâm|Đảng ủy|Đảng uỷ|Huyện ủy|Tỉnh ủy|Thường trực|Thành ủy|Chi cục|Cục|Trường|Tổ|Đoàn|Liên đoàn|Mặt trận)[^,;.(\n]{0,90}?)"
    r"(?=\s?\(|\s(?:trước|chậm|để|theo|định kỳ|qua|vào|trong|hằng|hàng|mỗi|tổng hợp|và báo cáo|khi|thông qua|từ|bằng)(?!\p{L})|[,;.\n]|$)"
)
# Cues that are recognised although OCR has damaged their accents.
_CUES = ("trước ngày", "chậm nhất", "thời gian", "thời hạn")
_AT_LATEST = regex.compile(r"(?:chậm|muộn) nhất|hạn chót|không muộn")
_TASK_LIMIT = 300
_LONG_PAST_YEARS = 1
_SKIPPED_PARTS = frozenset(("head", "preamble", "footnote"))


@dataclass(frozen=True, slots=True)
class _Time:
    """A time expression at `start:end` of a passage, with the values of its record."""

    start: int
    end: int
    rule: str
    first: str | None = None
    last: str | None = None
    recurrence: Recurrence | None = None
    inferred: tuple[str, ...] = ()
    repaired: str | None = None


def find(passage: Passage) -> Iterator[Deadline | Finding]:
    """Yield the deadlines of a passage in text order."""
    if passage.part in _SKIPPED_PARTS or passage.role == "background":
        return
    if passage.part == "closing":
        return
    for block in passage.blocks:
        if block.kind == "paragraph":
            for time in _times_in(passage, block.start, block.end):
                yield _record(passage, time, block.start, block.end)
    yield from _in_tables(passage)
    yield from _impossible(passage)


def _times_in(passage: Passage, start: int, end: int) -> Iterator[_Time]:
    printed = passage.text[start:end]
    repairs = find_damaged(printed, _CUES) if any(c.isdigit() for c in printed) else []
    text = mend(printed, repairs)
    fields = _field_spans(passage, text, start)
    found: list[_Time] = []
    for time in (*_in_fields(passage, text, fields), *_in_prose(passage, text)):
        if not any(other.start < time.end and time.start < other.end for other in found):
            found.append(time)
    for time in sorted(found, key=lambda item: item.start):
        own = [r.printed for r in repairs if time.start <= r.start < time.end]
        repaired = own[0] if own else None
        yield replace(time, start=time.start + start, end=time.end + start, repaired=repaired)


def _field_spans(passage: Passage, text: str, offset: int) -> list[tuple[int, int]]:
    """Return the places in a paragraph that a label such as "Thời gian:" declares to be a time."""
    spans = []
    for match in _FIELD.finditer(text):
        stop = _SENTENCE_END.search(text, match.end())
        spans.append((match.end(), stop.start() if stop else len(text)))
    if not spans and passage.section and _TIME_TITLE.match(passage.section.title) and len(text) < 160:
        title = len(passage.section.title) if offset == 0 else 0
        spans.append((min(title, len(text)), len(text)))
    return spans


def _in_fields(passage: Passage, text: str, spans: list[tuple[int, int]]) -> Iterator[_Time]:
    for start, end in spans:
        yield from _in_field(passage, text, start, end)


def _in_field(passage: Passage, text: str, start: int, end: int) -> Iterator[_Time]:
    """Yield the times of one field: any point of time counts, also without a cue."""
    done = start
    for pattern, read in (
        (_EVERY_BEFORE, _every_before), (_RANGE, _range), (_PAIR, _pair), (_STAGE, _stage), (_BEFORE, _before), (_IN, _in),
        (_RELATIVE, _relative), (_POINT, _in), (_RECURRING, _recurring),
    ):  # fmt: skip
        for match in pattern.finditer(text, done, end):
            time = read(passage, match)
            if time is not None:
                yield time
    forever = _FOREVER.search(text, start, end)
    if forever:
        yield _Time(forever.start(), forever.end(), "deadline-period")


def _in_prose(passage: Passage, text: str) -> Iterator[_Time]:
    has_target = passage.role == "objectives" and bool(find_quantities(text))
    refused: list[tuple[int, int]] = []
    for pattern, read in ((_EVERY_BEFORE, _every_before), (_RANGE, _range), (_RELATIVE, _relative), (_BEFORE, _before), (_FROM, _from), (_IN, _in), (_PAIR, _pair)):  # fmt: skip
        for match in pattern.finditer(text):
            time = read(passage, match)
            if time is None or match.group().isupper() or _is_inside(refused, match):
                continue
            if _is_own(passage, text, time, match, has_target):
                yield time
            else:
                refused.append((match.start(), match.end()))
    if not has_target:
        for match in _RECURRING.finditer(text):
            time = _recurring(passage, match)
            if time is not None and not _has_count_behind(text, match.end()):
                yield time


def _is_inside(places: list[tuple[int, int]], match: regex.Match[str]) -> bool:
    return any(start <= match.start() and match.end() <= end for start, end in places)


def _is_own(
    passage: Passage, text: str, time: _Time, match: regex.Match[str], has_target: bool
) -> bool:
    """Tell whether a time in running text is one of the plan's own duties."""
    left = text[max(0, match.start() - 60) : match.start()]
    printed = match.group().lower()
    if time.rule == "deadline-relative":
        return True
    is_last = match.re is _BEFORE or match.re is _EVERY_BEFORE
    refused = (_NOT_OWN_LAST if is_last else _NOT_OWN).search(left)
    if (refused and not _AT_LATEST.match(printed)) or _is_past(passage, time):
        return False
    if match.re is _FROM:
        return not has_target and not only_year_words(printed)
    if only_year_words(printed):
        return _is_year_of_duty(printed, left, text, match, has_target)
    if has_target and match.re is not _BEFORE:
        return "từ ngày" in printed
    if match.re is _PAIR:
        return "/" in printed and regex.search(r"\d/\d", printed) is not None and _has_cue_left(left)
    if match.re is _IN:
        return not _NOUN_YEAR.search(left)
    return not (has_target and printed.startswith("đến"))


def only_year_words(printed: str) -> bool:
    """Tell whether a time names years and nothing finer.

    >>> only_year_words("từ năm 2024 đến năm 2026"), only_year_words("trong quý ii/2024")
    (True, False)
    """
    finer = regex.search(r"\d{1,2}[/.\-]|tháng|quý|ngày", printed)
    return finer is None and regex.search(r"(?:19|20)\d{2}(?:\strở đi)?$", printed) is not None


def _has_cue_left(left: str) -> bool:
    return regex.search(r"(?:tổ chức|thực hiện|hoàn thành|triển khai|diễn ra|\(|:)\s?$", left, regex.IGNORECASE) is not None


def _is_year_of_duty(
    printed: str, left: str, text: str, match: regex.Match[str], has_target: bool
) -> bool:
    """A bare year sets a time only with "trong", "trước" or "hết" and no target beside it."""
    if has_target or _NOUN_YEAR.search(left):
        return False
    if not left.strip(" -+*•") or left.rstrip().endswith("."):
        # At the head of its sentence a year governs the duty: "Đến năm 2027, hoàn thành …".
        return not printed.startswith("năm")
    if printed.startswith(("đến năm", "vào năm", "từ năm")):
        return False
    return printed.startswith(("trong năm", "trước năm", "đến hết năm", "xong", "hoàn thành", "từ nay", "chậm nhất"))


def _is_past(passage: Passage, time: _Time) -> bool:
    """A time that ended long before the plan was issued is no duty of it."""
    year = passage.context.year
    if time.last is None or year is None or len(time.last) < 10:
        return False
    return int(time.last[:4]) < year - _LONG_PAST_YEARS


def _has_count_behind(text: str, end: int) -> bool:
    """ "mỗi quý có ít nhất 03 tin, bài": how often a target counts, no deadline."""
    behind = text[end : end + 60].split(";")[0].split(".")[0]
    return bool(find_quantities(behind))


def _year(passage: Passage) -> int | None:
    return passage.context.year


def _before(passage: Passage, match: regex.Match[str]) -> _Time | None:
    every, cue, point = match.group("every"), match.group("cue").lower(), match.group("p")
    return _bounded(passage, match, point, _recurrence(every), strictly="trước" in cue)


def _every_before(passage: Passage, match: regex.Match[str]) -> _Time | None:
    return _bounded(passage, match, match.group("p"), _recurrence(match.group("every")), strictly=True)


def _bounded(
    passage: Passage, match: regex.Match[str], point: str, every: Recurrence | None, *, strictly: bool
) -> _Time | None:
    """A last day: the point's own, or the day before a month or year that is named as the limit."""
    rule = "deadline-recurring" if every else "deadline-before"
    start, end = match.start(), match.end()
    period = read_point(point)
    if period is None:
        # "trước ngày 20 hằng tháng": a day of every month has no date of its own.
        bare = regex.match(r"(?:ngày\s)?\d{1,2}(?:\s|$)", point, regex.IGNORECASE)
        return _Time(start, end, rule, None, None, every) if bare and every else None
    if every is not None and period.year is None:
        if every in ("monthly", "weekly", "quarterly") and period.unit != "day":
            return _Time(start, end, rule, None, None, every)
        return _Time(start, end, rule, None, month_day(period.end), every)
    inferred = ("end",) if period.year is None else ()
    last = period.last(_year(passage))
    if strictly and period.unit in ("year", "month", "quarter") and last is not None:
        year, month, day = day_before(int(last[:4]), period.start[0])
        last = f"{year:04}-{month:02}-{day:02}"
    return _Time(start, end, rule, None, last, every, inferred if last else ())


def _range(passage: Passage, match: regex.Match[str]) -> _Time | None:
    first, second, every = match.group("a"), match.group("b"), match.group("every")
    end = read_point(second)
    if second.lower().startswith("khi"):
        start = read_point(first)
        first_day = start.first(_year(passage)) if start else None
        return _Time(match.start(), match.end(), "deadline-range", first_day)
    if end is None:
        return None
    if first.lower() == "nay":
        issued = passage.context.issued_on
        last = end.last(_year(passage))
        return _Time(match.start(), match.end(), "deadline-range", issued, last, None, ("start",))
    return _between(passage, match, _completed(first, end), end, _recurrence(every))


def _pair(passage: Passage, match: regex.Match[str]) -> _Time | None:
    first, second = match.group("a"), match.group("b")
    unit = regex.match(r"(?:dự kiến\s|trong\s)?(tháng|quý)", first, regex.IGNORECASE)
    if unit and not regex.match(r"tháng|quý|ngày|năm", second, regex.IGNORECASE):
        second = f"{unit.group(1)} {second}"
    end = read_point(second)
    if end is None:
        return None
    return _between(passage, match, _completed(first, end), end, None)


def _stage(passage: Passage, match: regex.Match[str]) -> _Time | None:
    start, end = read_point(match.group("a")), read_point(match.group("b"))
    return _between(passage, match, start, end, None) if start and end else None


def _completed(first: str, end: Period) -> Period | None:
    """Complete the first point of a range from the second: "từ ngày 08 đến ngày 10 tháng 12"."""
    start = read_point(first)
    if start is not None:
        return start if start.year else replace(start, year=end.year if start.start <= end.end else None)
    number = regex.search(r"\d{1,2}$", first)
    if number is None or end.unit not in ("day", "month"):
        return None
    value = int(number.group())
    if end.unit == "day":
        return Period((end.end[0], value), (end.end[0], value), end.year, "day")
    return Period((value, 1), (value, 28), end.year, "month") if value <= 12 else None


def _between(
    passage: Passage,
    match: regex.Match[str],
    start: Period | None,
    end: Period,
    every: Recurrence | None,
) -> _Time | None:
    if start is None:
        return None
    place = (match.start(), match.end())
    if every == "yearly" and end.year is None:
        return _Time(*place, "deadline-range", month_day(start.start), month_day(end.end), every)
    year = end.year or _year(passage)
    first_year = start.year or (year - 1 if year and start.start > end.end else year)
    inferred = tuple(
        name for name, period in (("start", start), ("end", end)) if period.year is None and year
    )
    return _Time(*place, "deadline-range", start.first(first_year), end.last(year), every, inferred)


def _in(passage: Passage, match: regex.Match[str]) -> _Time | None:
    period = read_point(match.group("p"))
    if period is None:
        return None
    year = _year(passage)
    every = _recurrence(match.groupdict().get("every"))
    if every == "yearly" and period.year is None:
        days = (month_day(period.start), month_day(period.end))
        return _Time(match.start(), match.end(), "deadline-recurring", *days, every)
    inferred = ("start", "end") if period.year is None and year else ()
    days_of_year = (period.first(year), period.last(year))
    return _Time(match.start(), match.end(), "deadline-period", *days_of_year, every, inferred)


def _from(passage: Passage, match: regex.Match[str]) -> _Time | None:
    period = read_point(match.group("p"))
    first = period.first(_year(passage)) if period else None
    return _Time(match.start(), match.end(), "deadline-range", first) if first else None


def _relative(passage: Passage, match: regex.Match[str]) -> _Time:
    return _Time(match.start(), match.end(), "deadline-relative")


def _recurring(passage: Passage, match: regex.Match[str]) -> _Time | None:
    return _Time(match.start(), match.end(), "deadline-recurring", recurrence=_recurrence(match.group("every")))


def _recurrence(words: str | None) -> Recurrence | None:
    if not words:
        return None
    if regex.search(r"(?:0?6|sáu)\stháng", words, regex.IGNORECASE):
        return "half-yearly"
    return _UNITS.get(words.lower().split()[-1])


def _record(passage: Passage, time: _Time, start: int, end: int) -> Deadline:
    left = passage.text.rfind(". ", start, time.start)
    sentence_start = max(start, left + 2)
    stop = _SENTENCE_END.search(passage.text, time.end, end)
    sentence = passage.text[sentence_start : stop.start() if stop else end]
    own = passage.text[sentence_start : time.start] + passage.text[time.end : stop.start() if stop else end]
    recipient = _REPORT_TO.search(sentence)
    return passage.record(
        Deadline,
        time.rule,
        time.start,
        time.end,
        start=time.first,
        end=time.last,
        recurrence=time.recurrence,
        task=_task(passage, own, start),
        report_to=recipient.group("to").strip() if recipient else None,
        inferred=time.inferred,
        repaired_from=time.repaired,
    )


def _task(passage: Passage, sentence: str, block_start: int) -> str:
    """Return the duty: the sentence around, or for a time line the item above it."""
    words = _FIELD.sub("", sentence).strip(" -+*•.;:,()")
    if len(words) >= 12:
        return " ".join(words.split())[:_TASK_LIMIT]
    before = passage.text[:block_start].rstrip("\n").split("\n")
    for line in reversed(before):
        if len(line) > 12 and not _FIELD.match(line.lstrip("-+*• ")):
            return line.strip(" -+*•.;:")[:_TASK_LIMIT]
    title = passage.section.title if passage.section else ""
    return title or (passage.above[0].split("\n")[0][:_TASK_LIMIT] if passage.above else words)


def _in_tables(passage: Passage) -> Iterator[Deadline]:
    for row in read_rows(passage):
        cell, task = row.first("time"), row.first("task", "target")
        if cell is None or task is None:
            continue
        text = passage.text[cell.start : cell.end].replace("\n", " ")
        found: list[_Time] = []
        for time in (*_in_field(passage, text, 0, len(text)), *_bare_year(passage, text)):
            if not any(other.start < time.end and time.start < other.end for other in found):
                found.append(time)
        for time in found:
            yield passage.record(
                Deadline,
                time.rule,
                cell.start + time.start,
                cell.start + time.end,
                start=time.first,
                end=time.last,
                recurrence=time.recurrence,
                task=task.text[:_TASK_LIMIT],
                inferred=time.inferred,
            )


def _bare_year(passage: Passage, text: str) -> Iterator[_Time]:
    """A cell that holds only "2026"."""
    match = regex.fullmatch(r"\s*(?P<p>(?:19|20)\d{2})\.?\s*", text)
    if match:
        period = read_point(match.group("p"))
        if period:
            yield _Time(match.start("p"), match.end("p"), "deadline-period", period.first(), period.last())


# "trước ngày 31/02/2024", "chậm nhất ngày 30 tháng 13": a day that no calendar has
_ODD_DAY = regex.compile(
    r"(?:trước|chậm nhất|đến hết|đến)\s(?:là\s)?ngày\s(?P<d>\d{1,2})\s?(?:tháng|[/.\-])\s?(?P<m>\d{1,2})(?:\s?(?:năm|[/.\-])\s?(?P<y>\d{4}))?", regex.IGNORECASE
)


def _impossible(passage: Passage) -> Iterator[Finding]:
    for match in _ODD_DAY.finditer(passage.text):
        if read_point(f"ngày {match.group('d')}/{match.group('m')}/{match.group('y') or 2024}") is None:
            place = Span(match.start(), match.end())
            message = f"Ngày không có trên lịch: {match.group()!r}."
            yield passage.finding("impossible-date", "warning", message, place)


DEADLINES = Extractor(
    name="deadlines",
    record=Deadline,
    find=find,
    rules=("deadline-before", "deadline-range", "deadline-period", "deadline-recurring", "deadline-relative"),
    cues=("trước", "chậm nhất", "muộn", "hạn", "đến", "từ ", "trong", "hằng", "hàng", "mỗi", "từng", "thời", "tiến độ", "quý", "tháng", "năm", "định kỳ", "sau"),
)
