"""The duty that a time belongs to: its words, and for a report the body that gets it."""

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from planparse.extractors.base import Passage
from planparse.lexicon import load_words
from planparse.text.patterns import lazy_pattern
from planparse.text.phrases import alternation

_LIMIT = 300
# A sentence is read so far to each side of its time.
_SENTENCE_REACH = 700
# A line above a time line is looked for within so many lines.
_LINES_ABOVE = 12
# A clause shorter than this says no duty ("Hoàn thành", "Ngoài ra,").
_FEW_WORDS = 4
# "- ", "1.2. ", "a) ", "(3) ": marks at the head of an item
_MARK = lazy_pattern(
    r"\s{0,3}(?:[-+*•]\s{0,3}|\(?(?:\d{1,2}(?:\.\d{1,2}){0,3}|[a-zđ]|[IVX]{1,4})[.)]\.?\s{1,3}){0,2}",
    regex.IGNORECASE,
)
# ", và ", "; ", "thì ": what joins the rest of a sentence to its time
_JOINT = lazy_pattern(r"[\s,;:.()\-+*•]{0,6}(?:(?:và|thì|phải|sẽ)\s{1,3}){0,2}", regex.IGNORECASE)
# "…, hoàn thành", "(xong": the end of a duty's words, before the time
_CLOSE = lazy_pattern(
    r"(?:[\s,;:.()\-+*•]{1,4}|(?<=\s)(?:và|xong|hoàn thành|vào|thực hiện|diễn ra|cụ thể|là)){1,5}$",
    regex.IGNORECASE,
)
_LABELS = alternation(load_words("deadlines", kind="label"))
_LABEL_TAILS = alternation(load_words("deadlines", kind="label_tail"))
# "Thời gian thực hiện:", "- Thời hạn hoàn thành Kế hoạch:", "Tiến độ:"; at the head of a line also
# "Hạn cuối nộp bài dự thi:"; what follows is a time.
FIELD = lazy_pattern(
    rf"(?<![\p{{L}}\d])(?P<label>{_LABELS}(?:(?:\s{{1,3}}{_LABEL_TAILS}){{0,4}}"
    rf"|(?<=(?:^|[.;(]\s)[-+*•\da-zđ.)\s]{{0,8}}{_LABELS})(?:\s{{1,3}}\p{{Ll}}{{1,9}}){{1,6}})"
    r"(?:\s?\([^():]{1,40}\))?)\s{0,3}:\s{0,3}(?:ngày\s(?=tháng))?",
    regex.IGNORECASE,
)
_BARE_LABEL = lazy_pattern(rf"\s?{_LABELS}\s?:?", regex.IGNORECASE)
# "- Cơ quan chủ trì: …", "Kinh phí thực hiện: …": lines of the same item that hold no duty
_OTHER_LABELS = alternation(load_words("deadlines", kind="other_label"))
_OTHER_FIELD = lazy_pattern(
    rf"(?:{_LABELS}|{_OTHER_LABELS})(?!\p{{L}})[^:\n]{{0,40}}:",
    regex.IGNORECASE,
)
# "Nội dung thực hiện: …": the line that holds the duty
_TASK_FIELD = lazy_pattern(
    rf"{alternation(load_words('deadlines', kind='task_label'))}\s?(?:\d{{1,2}}\s?)?:\s?",
    regex.IGNORECASE,
)
_SENTENCE_END = lazy_pattern(r"(?<!\s\p{Lu}|\sTP|\sTh)[.;](?=\s|$)|\n")


@dataclass(frozen=True, slots=True)
class Place:
    """A time at `start:end` of a passage.

    `block` is the piece of its block; `edges` are where the time before it ends and the next one
    begins.
    """

    start: int
    end: int
    block: tuple[int, int]
    edges: tuple[int, int]


def find_task(passage: Passage, place: Place) -> str:
    """Return the words of the duty around a time of running text."""
    text = passage.text
    start, end = _sentence(text, place)
    left = _left_words(text[max(start, place.edges[0]) : place.start])
    if len(left.split()) >= _FEW_WORDS:
        return left[:_LIMIT]
    right = _tidy(text[place.end : min(end, place.edges[1])])
    if len(left.split()) > 1:
        return f"{left} {right}".strip()[:_LIMIT]
    if len(right.split()) < _FEW_WORDS:
        right = _tidy(text[start : place.start] + text[place.end : end])
    return right[:_LIMIT] or title_of(passage)


def find_task_above(passage: Passage, label_start: int, block_start: int) -> str:
    """Return the duty of a time line: what stands before it in its block, else the item above."""
    own = _left_words(passage.text[max(block_start, label_start - _LIMIT) : label_start])
    if len(own.split()) > 1:
        return own
    for line in _lines_above(passage.text, block_start):
        text = line[_mark_end(line) :]
        if len(text) > 3 and not _OTHER_FIELD.match(text):
            label = _TASK_FIELD.match(text)
            return text[label.end() if label else 0 :].strip(" .;:")[:_LIMIT]
    return title_of(passage)


def _lines_above(text: str, end: int) -> Iterator[str]:
    for _ in range(_LINES_ABOVE):
        if end <= 0:
            return
        start = text.rfind("\n", 0, end - 1) + 1
        yield text[start:end].rstrip("\n")
        end = start


def title_of(passage: Passage) -> str:
    """Return the heading that a passage stands under, of a bare "Thời gian" the one above it."""
    title = passage.section.title if passage.section else ""
    above = passage.above[0].split("\n")[0] if passage.above else ""
    if above and (not title or _BARE_LABEL.fullmatch(title)):
        return above[_mark_end(above) :].strip(" .;:")[:_LIMIT]
    return title[:_LIMIT]


def _sentence(text: str, place: Place) -> tuple[int, int]:
    start = max(place.block[0], place.start - _SENTENCE_REACH)
    for match in _SENTENCE_END.finditer(text, start, place.start):
        start = match.end()
    reach = min(place.block[1], place.end + _SENTENCE_REACH)
    stop = _SENTENCE_END.search(text, place.end, reach)
    return start, stop.start() if stop else reach


def _left_words(text: str) -> str:
    text = text[_mark_end(text) :]
    joint = _JOINT.match(text)
    text = text[joint.end() :] if joint else text
    close = _CLOSE.search(text)
    return " ".join((text[: close.start()] if close else text).split())


def _tidy(text: str) -> str:
    joint = _JOINT.match(text)
    text = _OTHER_RHYTHMS.sub("", text[joint.end() if joint else 0 :])
    return " ".join(text.split()).strip(" ,;:.()-+*•/")


# "định kỳ quý|, 6 tháng, năm| báo cáo": the other rhythms of the same duty
_OTHER_RHYTHMS = lazy_pattern(
    r"^(?:[\s,\-]{0,3}(?:và\s)?(?:0?[369]\stháng|(?:h[ằà]ng\s)?(?:năm|quý|tháng))"
    r"(?=\s{0,2}(?:,|-|và\s|báo cáo|gửi|tổng hợp|sơ kết|tổng kết|đánh giá))){1,4}",
    regex.IGNORECASE,
)


def _mark_end(text: str) -> int:
    match = _MARK.match(text)
    return match.end() if match else 0


_RECEIVERS = alternation(
    (
        *load_words("deadlines", kind="receiver"),
        *load_words("deadlines", kind="small_receiver"),
    )
)
_NAME_END = (
    rf"(?=\s?\(|\s{{1,3}}{alternation(load_words('deadlines', kind='receiver_end'))}"
    r"(?:(?!\p{L})|(?=ngày))|[,;.:\n]|$)"
)
# "Sở Văn hóa, Thể thao và Du lịch": a comma inside a name comes before a capital of no other body
_NAME = (
    rf"(?P<to>{_RECEIVERS}(?![\p{{L}}\d])[^,;.:(\n]{{0,90}}?"
    rf"(?:,\s(?!(?:{_RECEIVERS})(?!\p{{L}}))\p{{Lu}}[^,;.:(\n]{{1,50}}?)?){_NAME_END}"
)
_REPORT = alternation(load_words("deadlines", kind="report"))
# "gửi báo cáo kết quả về |Sở Nội vụ| (qua …)", "nộp cho |Văn phòng|"
_TO = lazy_pattern(
    rf"(?<!\p{{L}})(?i:{_REPORT})(?!\p{{L}})[^.;\n]{{0,200}}?\s(?i:về|gửi|gởi|cho|tới|đến|với)\s{{1,3}}(?:cho\s)?{_NAME}"
)
# "báo cáo |Ủy ban nhân dân tỉnh| kết quả", "gửi |Phòng Tư pháp|"
_DIRECT = lazy_pattern(rf"(?<!\p{{L}})(?i:báo cáo|gửi|gởi|nộp|trình)\s{{1,3}}{_NAME}")
# One of these stands in every duty to report.
_REPORT_SIGNS = ("báo cáo", "gửi", "gởi", "nộp", "tổng hợp")
_PURPOSE = lazy_pattern(r"\s(?:để|nhằm)\s")


def find_receiver(passage: Passage, place: Place) -> str | None:
    """Return the body that a report goes to, as printed; the first one of a chain.

    "báo cáo … về Sở Nội vụ (qua …) để tổng hợp báo cáo Bộ Nội vụ" gives "Sở Nội vụ".
    """
    start, end = _sentence(passage.text, place)
    sentence = passage.text[start:end]
    lower = passage.lower[start:end]
    if not any(sign in lower for sign in _REPORT_SIGNS):
        return None
    purpose = _PURPOSE.search(sentence)
    duty = sentence[: purpose.start()] if purpose else sentence
    for text in _parts(duty, sentence):
        match = _TO.search(text) or _DIRECT.search(text)
        if match:
            return " ".join(match.group("to").split())
    return None


def _parts(duty: str, sentence: str) -> Iterator[str]:
    yield duty
    if "báo cáo" not in duty.lower():
        yield sentence
