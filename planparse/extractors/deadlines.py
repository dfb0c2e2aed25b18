"""Deadlines (thời hạn): when a duty of the plan is to be done."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

import regex

from planparse.extractors.base import Extractor, Passage
from planparse.extractors.quantities import find_quantities
from planparse.extractors.tables import read_rows
from planparse.extractors.times import Time, scan_times
from planparse.model import Deadline, Finding, Span
from planparse.text.ocr import find_damaged, mend
from planparse.text.patterns import lazy_pattern
from planparse.text.periods import read_point

# "Thời gian thực hiện: …", "- Thời hạn hoàn thành: …", "Tiến độ: …": what follows is a time
_FIELD = lazy_pattern(
    r"(?<!\p{L})(?:Thời gian|Thời hạn|Tiến độ|Lộ trình|Hạn hoàn thành|Hoàn thành)(?:\s(?:thực hiện"
    r"|hoàn thành|triển khai|tổ chức|báo cáo|gửi báo cáo|dự kiến|thi hành|Chương trình|Kế hoạch"
    r"|chung)){0,3}\s?:\s?",
    regex.IGNORECASE,
)
_TIME_TITLE = lazy_pattern(
    r"^(?:thời gian|thời hạn|tiến độ)(?:\s(?:thực hiện|triển khai|tổ chức|hoàn thành))?",
    regex.IGNORECASE,
)
# Times that are none of the plan's own: data windows, validity, past, ages, counts.
_NOT_OWN = lazy_pattern(
    r"(?:số liệu|tính|lấy|thời điểm chốt|kết quả|đã|hiệu lực|giá trị|hạn sử dụng|thời gian báo cáo"
    r"|kỳ báo cáo|(?<!\p{L}\s)sinh"
    r"|tốt nghiệp|ban hành|phát sinh|thành lập|xảy ra|giai đoạn)(?:\s[\p{L}]{1,9}){0,4}\s?,?$",
    regex.IGNORECASE,
)
# A last day is a duty even behind "đã đăng ký"; not one of validity, birth or issue.
_NOT_OWN_LAST = lazy_pattern(
    r"(?:số liệu|tính|lấy|hiệu lực|(?<!\p{L}\s)sinh|tốt nghiệp|ban hành|phát sinh|thành lập|xảy ra"
    r"|từng|được cấp|ký kết|đã\s\p{L}{1,9}(?:\s\p{L}{1,9})?)\s?,?$",
    regex.IGNORECASE,
)
_NOUN_YEAR = lazy_pattern(
    r"(?:kế hoạch|báo cáo|chương trình|dự toán|kết quả|chủ đề|nhiệm vụ|công tác|tình hình"
    r"|ngân sách|chỉ tiêu|mục tiêu|định hướng|tầm nhìn|chiến lược|đề án|vốn|kinh phí)\s$",
    regex.IGNORECASE,
)
# "dự toán ngân sách hằng năm", "kế hoạch công tác hằng năm của": which budget, no time
_ATTRIBUTE = lazy_pattern(
    r"(?<!\p{L})(?:ngân sách|kế hoạch|chương trình|chủ đề|quy chế|thường xuyên|trung hạn)"
    r"(?:\s[^\s.,;:()]{1,9}){0,5}\s$",
    regex.IGNORECASE,
)
_OF = lazy_pattern(r"\scủa(?!\p{L})")
_SENTENCE_END = lazy_pattern(r"[.;]\s|\n")
_REPORT_TO = lazy_pattern(
    r"(?:báo cáo|gửi|tổng hợp|thông tin)[^.;\n]{0,160}?\s(?:về|gửi|cho|tới|đến)\s(?P<to>(?:UBND"
    r"|Ủy ban|Uỷ ban|Sở|Phòng|Ban|Hội|Công an|Văn phòng|[Cc]ơ quan|Bộ|Trung tâm|Đảng ủy|Đảng uỷ"
    r"|Huyện ủy|Tỉnh ủy|Thường trực|Thành ủy|Chi cục|Cục|Trường|Tổ|Đoàn|Liên đoàn"
    r"|Mặt trận)[^,;.(\n]{0,90}?)"
    r"(?=\s?\(|\s(?:trước|chậm|để|theo|định kỳ|qua|vào|trong|hằng|hàng|mỗi|tổng hợp|và báo cáo|khi"
    r"|thông qua|từ|bằng)(?!\p{L})|[,;.\n]|$)"
)
# Cues that are recognised although OCR has damaged their accents.
_CUES = ("trước ngày", "chậm nhất", "thời gian", "thời hạn")
# A time has a digit or one of these words; most paragraphs have neither.
_TELLS_WITHOUT_DIGIT = lazy_pattern(
    r"(?:hằng|hàng|mỗi|từng)\s(?:năm|quý|tháng|tuần|ngày)|sáu tháng|quý\s[iv]|thường xuyên"
    r"|thời (?:gian|hạn)"
)
_DIGIT = lazy_pattern(r"\d")
_HELD = lazy_pattern(
    r"(?:tổ chức|thực hiện|hoàn thành|triển khai|diễn ra|\(|:)\s?$", regex.IGNORECASE
)
_FINER = lazy_pattern(r"\d{1,2}[/.\-]|tháng|quý|ngày")
_ENDS_IN_YEAR = lazy_pattern(r"(?:19|20)\d{2}(?:\strở đi)?$")
# "Thời gian: thường xuyên": a time without any day
_FOREVER = lazy_pattern(
    r"(?<!\p{L})thường xuyên(?:,?\s(?:liên tục|hằng năm|hàng năm))?", regex.IGNORECASE
)
# A year alone is a time behind these; "đến năm 2030" alone is the horizon of a goal.
_YEAR_CUES = (
    "trong năm", "trước năm", "đến hết năm", "xong", "hoàn thành", "từ nay", "chậm nhất",
)  # fmt: skip
_AT_LATEST = lazy_pattern(r"(?:chậm|muộn) nhất|hạn chót|không muộn")
_TASK_LIMIT = 300
_LOOK_BACK = 2000
_LONG_PAST_YEARS = 1
_SKIPPED_PARTS = frozenset(("head", "preamble", "footnote"))


def find(passage: Passage) -> Iterator[Deadline | Finding]:
    """Yield the deadlines of a passage in text order."""
    if passage.part in _SKIPPED_PARTS or passage.role == "background":
        return
    if passage.part == "closing":
        return
    for block in passage.blocks:
        if block.kind == "paragraph" and _may_tell(passage.lower, block.start, block.end):
            for time, repaired_from in _times_in(passage, block.start, block.end):
                yield _record(passage, time, repaired_from, block.start, block.end)
    yield from _in_tables(passage)
    if "ngày" in passage.lower:
        yield from _impossible(passage)


def _may_tell(lower: str, start: int, end: int) -> bool:
    return (
        _DIGIT.search(lower, start, end) is not None
        or _TELLS_WITHOUT_DIGIT.search(lower, start, end) is not None
    )


def _times_in(passage: Passage, start: int, end: int) -> Iterator[tuple[Time, str | None]]:
    """Yield the times of a paragraph at offsets of the passage, each with the damaged cue in it."""
    printed = passage.text[start:end]
    repairs = find_damaged(printed, _CUES) if _DIGIT.search(printed) else []
    text = mend(printed, repairs)
    fields = _field_spans(passage, text, start)
    times = _first_come((*_in_fields(passage, text, fields), *_in_prose(passage, text)))
    for time in sorted(times, key=lambda item: item.start):
        damaged = [r.printed for r in repairs if time.start <= r.start < time.end]
        placed = replace(time, start=start + time.start, end=start + time.end)
        yield placed, (damaged[0] if damaged else None)


def _first_come(times: Iterable[Time]) -> list[Time]:
    """Drop the times that overlap one before them."""
    kept: list[Time] = []
    for time in times:
        if not any(other.start < time.end and time.start < other.end for other in kept):
            kept.append(time)
    return kept


def _field_spans(passage: Passage, text: str, offset: int) -> list[tuple[int, int]]:
    """Return the places in a paragraph that a label such as "Thời gian:" declares to be a time."""
    spans = []
    for match in _FIELD.finditer(text):
        stop = _SENTENCE_END.search(text, match.end())
        spans.append((match.end(), stop.start() if stop else len(text)))
    if (
        not spans
        and passage.section
        and _TIME_TITLE.match(passage.section.title)
        and len(text) < 160
    ):
        title = len(passage.section.title) if offset == 0 else 0
        spans.append((min(title, len(text)), len(text)))
    return spans


def _in_fields(passage: Passage, text: str, spans: list[tuple[int, int]]) -> Iterator[Time]:
    for start, end in spans:
        yield from scan_times(text, start, end, passage.context, in_field=True)
        forever = _FOREVER.search(text, start, end)
        if forever:
            yield Time(forever.start(), forever.end(), "in")


def _in_prose(passage: Passage, text: str) -> Iterator[Time]:
    has_target = passage.role == "objectives" and bool(find_quantities(text))
    for time in scan_times(text, 0, len(text), passage.context):
        if text[time.start : time.end].isupper():
            continue
        if time.kind == "recurring":
            if not has_target and _is_own_recurrence(text, time):
                yield time
        elif _is_own(passage, text, time, has_target):
            yield time


def _is_own(passage: Passage, text: str, time: Time, has_target: bool) -> bool:
    """Tell whether a time in running text is one of the plan's own duties."""
    left = text[max(0, time.start - 60) : time.start]
    printed = text[time.start : time.end].lower()
    if time.kind == "relative":
        return True
    refused = (_NOT_OWN_LAST if time.kind in ("before", "every-before") else _NOT_OWN).search(left)
    if (refused and not _AT_LATEST.match(printed)) or _is_past(passage, time):
        return False
    if has_only_years(printed):
        return time.kind != "from" and _is_year_of_duty(printed, left, has_target)
    if time.kind in ("pair", "stage"):
        return "/" in printed and not has_target and _HELD.search(left) is not None
    if time.kind == "in":
        return not has_target and not _NOUN_YEAR.search(left)
    if has_target:
        return printed.startswith("từ ngày") or (
            time.kind in ("before", "every-before") and not printed.startswith("đến")
        )
    return True


def has_only_years(printed: str) -> bool:
    """Tell whether a time names years and nothing finer.

    >>> has_only_years("từ năm 2024 đến năm 2026"), has_only_years("trong quý ii/2024")
    (True, False)
    """
    return _FINER.search(printed) is None and _ENDS_IN_YEAR.search(printed) is not None


def _is_year_of_duty(printed: str, left: str, has_target: bool) -> bool:
    """A bare year sets a time only with "trong", "trước" or "hết" and no target beside it."""
    if has_target or _NOUN_YEAR.search(left):
        return False
    if not left.strip(" -+*•") or left.rstrip().endswith("."):
        # At the head of its sentence a year governs the duty: "Đến năm 2027, hoàn thành …".
        return not printed.startswith("năm")
    return printed.startswith(_YEAR_CUES)


def _is_past(passage: Passage, time: Time) -> bool:
    """A time that ended long before the plan was issued is no duty of it."""
    year = passage.context.year
    if time.last is None or year is None or len(time.last) < 10:
        return False
    return int(time.last[:4]) < year - _LONG_PAST_YEARS


def _is_own_recurrence(text: str, time: Time) -> bool:
    """Tell "hằng năm báo cáo" from "dự toán ngân sách hằng năm", "mỗi quý có 03 tin"."""
    left, right = text[max(0, time.start - 60) : time.start], text[time.end : time.end + 12]
    if time.rule == "deadline-recurring" and time.last is None:
        is_attribute = _ATTRIBUTE.search(left) or _OF.match(right)
        if is_attribute and text[time.start].islower():
            return False
    return not _has_count_behind(text, time.end)


def _has_count_behind(text: str, end: int) -> bool:
    """ "mỗi quý có ít nhất 03 tin, bài": how often a target counts, no deadline."""
    behind = text[end : end + 60].split(";")[0].split(".")[0]
    return bool(find_quantities(behind))


def _record(
    passage: Passage, time: Time, repaired_from: str | None, start: int, end: int
) -> Deadline:
    left = passage.text.rfind(". ", start, time.start)
    sentence_start = max(start, left + 2)
    stop = _SENTENCE_END.search(passage.text, time.end, end)
    sentence = passage.text[sentence_start : stop.start() if stop else end]
    own = (
        passage.text[sentence_start : time.start]
        + passage.text[time.end : stop.start() if stop else end]
    )
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
        repaired_from=repaired_from,
    )


def _task(passage: Passage, sentence: str, block_start: int) -> str:
    """Return the duty: the sentence around, or for a time line the item above it."""
    words = _FIELD.sub("", sentence).strip(" -+*•.;:,()")
    if len(words) >= 12:
        return " ".join(words.split())[:_TASK_LIMIT]
    before = passage.text[max(0, block_start - _LOOK_BACK) : block_start].rstrip("\n").split("\n")
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
        for time in _first_come(_in_fields(passage, text, [(0, len(text))])):
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


# "trước ngày 31/02/2024", "chậm nhất ngày 30 tháng 13": a day that no calendar has
_ODD_DAY = lazy_pattern(
    r"(?:trước|chậm nhất|đến hết|đến)\s(?:là\s)?ngày\s(?P<d>\d{1,2})\s?(?:tháng"
    r"|[/.\-])\s?(?P<m>\d{1,2})(?:\s?(?:năm|[/.\-])\s?(?P<y>\d{4}))?",
    regex.IGNORECASE,
)


def _impossible(passage: Passage) -> Iterator[Finding]:
    for match in _ODD_DAY.finditer(passage.text):
        if (
            read_point(f"ngày {match.group('d')}/{match.group('m')}/{match.group('y') or 2024}")
            is None
        ):
            place = Span(match.start(), match.end())
            message = f"Ngày không có trên lịch: {match.group()!r}."
            yield passage.finding("impossible-date", "warning", message, place)


DEADLINES = Extractor(
    name="deadlines",
    record=Deadline,
    find=find,
    rules=(
        "deadline-before",
        "deadline-range",
        "deadline-period",
        "deadline-recurring",
        "deadline-relative",
    ),
    cues=(
        "trước",
        "chậm nhất",
        "muộn",
        "hạn",
        "đến",
        "từ ",
        "trong",
        "hằng",
        "hàng",
        "mỗi",
        "từng",
        "thời",
        "tiến độ",
        "quý",
        "tháng",
        "năm",
        "định kỳ",
        "sau",
    ),
)
