"""Contacts: phone numbers that a reader may call, with whose they are.

Number plans: three-digit emergency codes, 1022 and 108x, 1800/1900 services, land lines with the
area codes of 2017, mobiles, the 069 network of the armed forces.
"""

from collections.abc import Iterator

import regex

from planparse.extractors.base import Extractor, Passage
from planparse.lexicon import load_words
from planparse.model import Contact, Finding
from planparse.model.records import ContactKind
from planparse.text.patterns import lazy_pattern
from planparse.text.phrases import alternation

# A run of digits with the separators of phone numbers: "1900.969.680", "(024) 3378 2001", "0326
# 08.08.08",
# "+84 260 3555 113"; not "1.500.000 đồng", "12/2024", "2021 - 2030"
_RUN = lazy_pattern(
    r"(?<![\d\p{L}/.,-])(?:\(?\+?84\)?[\s.\-]?)?\(?\d{2,5}\)?(?:[\s.\-]{0,2}\d{1,4}){0,6}"
    r"(?![\d/%\p{L}]|[.,]\d)"
)
_SHORT = lazy_pattern(
    r"(?<![\d\p{L}/.,-])(?:11[1-5]|1022|108\d?|156|1080|1088)(?![\d/%\p{L}]|[.,]\d)"
)
_CANDIDATE = lazy_pattern(f"(?=[+(\\d])(?:(?:{_RUN.pattern})|(?:{_SHORT.pattern}))")
_VALID: tuple[tuple[ContactKind, regex.Pattern[str]], ...] = (
    ("hotline", lazy_pattern(r"1[89]00\d{4,6}")),
    (
        "phone",
        lazy_pattern(
            r"02(?:0[3-9]|1[0-689]|2[0-25-9]|[38][2-9]|4[2-8]|5[124-9]|6[0-39]|7[0-7]"
            r"|9[0-4679])\d{7}|02[48]\d{8}"
        ),
    ),
    ("phone", lazy_pattern(r"0(?:3\d|5[25689]|7[06-9]|8[1-9]|9\d)\d{7}")),
    ("phone", lazy_pattern(r"069\d{5,7}")),
)
_LABEL = lazy_pattern(
    rf"(?<!\p{{L}}){alternation(load_words('contacts', kind='label'))}(?!\p{{L}})", regex.IGNORECASE
)
_NOT = lazy_pattern(
    rf"(?<!\p{{L}}){alternation(load_words('contacts', kind='not'))}(?!\p{{L}})[^.;\n]{{0,30}}$",
    regex.IGNORECASE,
)
_HOTLINE = lazy_pattern(r"đường dây nóng|hotline|tổng đài|trực ban", regex.IGNORECASE)
# What follows a number that counts something: "1900 hộ", "115 ngày", "113 xã"
_GAP = lazy_pattern(r"\s-\s|\s|-")
_NOT_DIGIT = lazy_pattern(r"\D")
_AFTER_NUMBER = lazy_pattern(r"\d\s?(?:,|;|và|hoặc)\s?$")
_AFTER_CODE = lazy_pattern(r"\d{3}\D{1,3}$")
_CLAUSE = lazy_pattern(r"[.;]\s")
_COUNTED = lazy_pattern(
    r"^\s?(?:đồng|hộ|người|ngày|xã|km|ha|%|tỷ|triệu|em|lượt|lớp|cơ sở|trường|thôn|năm|tháng"
    r"|học sinh|con|cây|suất|mô hình|văn bản|điểm|đơn vị)(?!\p{L})"
)
_REFERRED = lazy_pattern(
    r"(?:Điều|khoản|điểm|Thông tư|Quyết định|Nghị định|Đề án|Dự án|Chương trình|km|Km|quốc lộ"
    r"|tỉnh lộ|năm|mục|tổng số|trang|số nhà)\s(?:số\s)?$",
    regex.IGNORECASE,
)
_LABEL_REACH = 70
_ENDS_SERVICE = lazy_pattern(
    r".*(?:[;.]\s|,\s|\snhư:?\s|:\s(?=\p{L}{2,})|\n|\d[\s)]{1,3}(?:hoặc|và)?\s?)", regex.DOTALL
)
_LABEL_TAIL = lazy_pattern(
    rf"[\s,:(\-]{{0,3}}(?:(?:theo\s|qua\s|tới\s|đến\s|vào\s)?"
    rf"(?:số\s)?{alternation(load_words('contacts', kind='label'))}|số|là|theo|qua|\(|:|-|hoặc"
    rf"|và)\s{{0,2}}$",
    regex.IGNORECASE,
)
# "0293.3878.761 hoặc 0917 123 456", "113, 114", "… - …": the same line's second number
_JOINED = lazy_pattern(r"\d\s?\)?\s?(?:,|;|-|/|và|hoặc)\s?\(?$")
# "gọi số 114 của lực lượng Cảnh sát phòng cháy, chữa cháy"
_OF = lazy_pattern(
    r"\s?\)?\s(?:của|thuộc)\s(?P<name>[^.;()\n]{3,90}?)(?=\s(?:để|khi|trước|và gọi)|[.;()\n]|$)"
)
_SHORT_LABEL = lazy_pattern(r"(?:gọi|số|qua|theo)(?:\sngay)?(?:\ssố)?\s?$", regex.IGNORECASE)
# "… xin liên hệ Trạm Y tế xã", "gọi Tổng đài", "trực điện thoại của Văn phòng"
_CALLS = lazy_pattern(
    r".*(?:liên hệ|gọi|điện thoại của|báo ngay cho|báo cho|báo về|phản ánh về|phản ánh qua"
    r"|thông qua|qua)(?:\s(?:với|tới|đến|cho|ngay|về)){0,2}\s",
    regex.IGNORECASE | regex.DOTALL,
)
_LOWER_NAME = lazy_pattern(r"(?:đường dây|tổng đài|số|cơ quan|cán bộ|lực lượng|bộ phận|đồng chí)")
# "Ban Chỉ huy Phòng thủ dân sự xã trực 24/24 giờ": the subject owns the number
_SUBJECT = lazy_pattern(
    r"(?P<name>\p{Lu}[^,;.]{3,80}?)(?=,|\s(?:trực|tiếp nhận|duy trì|công bố|bố trí|thông báo|có|mở"
    r"|là)(?!\p{L}))"
)
# "giới thiệu Tổng đài tư vấn cai nghiện thuốc lá": the name begins at the last word for a service
_HEADED = lazy_pattern(
    r"(?s:.*)(?<!\p{L})(?P<name>(?:Đường dây|Tổng đài|Trung tâm|Văn phòng|Ban|Phòng|Trạm|Công an"
    r"|Đội|Tổ|Bộ phận|Cơ quan|Trực ban|UBND|Ủy ban|Sở|Hội|Chi cục)(?!\p{L})[^.;\n]{2,100})$"
)
_DUTY = lazy_pattern(r",?\s(?:trực|tiếp nhận)(?!\p{L})")
_LABEL_ONLY = lazy_pattern(
    rf"(?:^|[,(])\s?(?:-\s)?(?:{alternation(load_words('contacts', kind='label'))}|số)\s?:\s?$",
    regex.IGNORECASE,
)
_LINE_LIMIT = 110
_LOOK_BACK = 300
_SHORTEST_NAME = 4
_BULLET = lazy_pattern(r"^(?:[-+*•]\s|\d{1,2}[.)]\s|[a-zđ]\)\s)")


def find(passage: Passage) -> Iterator[Contact | Finding]:
    """Yield the phone numbers of a passage.

    A three-digit code needs a label near it ("tổng đài", "gọi") or a name right before it in
    brackets or behind a colon.
    """
    if passage.part in ("head", "preamble"):
        return
    for block in passage.blocks:
        text = passage.text[block.start : block.end]
        yield from _in_block(passage, block.start, text)


def _in_block(passage: Passage, offset: int, text: str) -> Iterator[Contact]:
    last_service: str | None = None
    for match in _CANDIDATE.finditer(text):
        place = _number_in(text, match)
        if place is None:
            continue
        start, end, number, kind = place
        left = text[max(0, start - 160) : start]
        if _is_refused(left, text[end:]) or not _is_called(
            number, left, text[end : end + 4], last_service
        ):
            continue
        service = (
            _service(left, text[end : end + 120], last_service)
            or last_service
            or _service_above(passage, offset)
        )
        last_service = service
        yield passage.record(
            Contact,
            "contact-hotline",
            offset + start,
            offset + end,
            number=number,
            kind="hotline"
            if _HOTLINE.search(f"{left[-_LABEL_REACH:]} {service or ''}") and kind == "phone"
            else kind,
            service=service,
        )


def _number_in(text: str, match: regex.Match[str]) -> tuple[int, int, str, ContactKind] | None:
    """Return the phone number that a run of digits holds, cut where two numbers stand together."""
    printed = match.group()
    for stop in [len(printed), *(m.start() for m in _GAP.finditer(printed))][:8]:
        piece = printed[:stop].rstrip(" .-(")
        digits = _NOT_DIGIT.sub("", piece)
        if digits[:2] == "84" and (piece.startswith(("+", "(+")) or len(digits) >= 11):
            digits = "0" + digits[2:].lstrip("0")
        kind = _kind(digits)
        if kind is not None:
            # An opening bracket belongs to the sentence unless it closes inside the number.
            start = match.start() + (1 if piece.startswith("(") and ")" not in piece else 0)
            return start, match.start() + len(piece), digits, kind
    return None


def _kind(digits: str) -> ContactKind | None:
    if _SHORT.fullmatch(digits):
        return "short_code"
    return next((kind for kind, pattern in _VALID if pattern.fullmatch(digits)), None)


def _is_refused(left: str, right: str) -> bool:
    return bool(_NOT.search(left) or _COUNTED.match(right) or _REFERRED.search(left))


def _is_called(number: str, left: str, right: str, last_service: str | None) -> bool:
    near = left[-_LABEL_REACH:]
    if len(number) > 4:
        return bool(
            _LABEL.search(near)
            or left.rstrip().endswith(("(", ":"))
            or number.startswith(("18", "19"))
            or last_service
        )
    if last_service and _AFTER_NUMBER.search(left):
        return True
    return bool(
        (_LABEL.search(near) and not _AFTER_CODE.search(near))
        or (left.rstrip().endswith("(") and right[:1] == ")" and _LABEL.search(left))
    )


def _service(left: str, right: str, last: str | None) -> str | None:
    """Return whose number it is.

    Tried in order: a number that only joins the one before; "số 114 của lực lượng …"; the line
    before a colon; the words before the number back to a comma, "như" or the last number, without
    the verb that tells to call; the subject of the sentence.
    """
    if last and _JOINED.search(left):
        return last
    of = _OF.match(right)
    if of and _SHORT_LABEL.search(left):
        return of.group("name").strip()
    line = left.rsplit("\n", 1)[-1]
    if line.rstrip().endswith(":") and len(line) < _LINE_LIMIT and not _LABEL_ONLY.search(line):
        return _BULLET.sub("", line.strip()).strip(" ,;:.-()")
    name = _name_before(left)
    if name[:1].islower() and not _LOWER_NAME.match(name):
        name = _named_before(left) or name
    return name if len(name) > 2 else None


def _named_before(left: str) -> str | None:
    """Return the name that begins with a word for a service, or the subject of the sentence."""
    subject = _SUBJECT.match(_CLAUSE.split(left)[-1].strip(" -+*•"))
    headed = _HEADED.search(_LABEL_TAIL.sub("", left.rstrip(" (:-")))
    if headed is None:
        return subject.group("name") if subject else None
    name = _DUTY.split(headed.group("name"))[0].strip(" ,;:.-()")
    if subject and subject.group("name").endswith(name):
        return subject.group("name")
    return name


def _name_before(left: str) -> str:
    text = left
    for _ in range(6):
        trimmed = _LABEL_TAIL.sub("", text)
        if trimmed == text or not trimmed.strip(" -+*•,:;("):
            break
        text = trimmed
    whole = _ENDS_SERVICE.match(text)
    name = text[whole.end() :] if whole else text
    called = _CALLS.match(name)
    if called and len(name) - called.end() > _SHORTEST_NAME:
        name = name[called.end() :]
    return _BULLET.sub("", name.strip()).strip(" ,;:.-()")


def _service_above(passage: Passage, offset: int) -> str | None:
    """A number alone on its line belongs to the heading or lead-in above."""
    near = passage.text[max(0, offset - _LOOK_BACK) : offset]
    before = near.rstrip("\n").split("\n")[-1].strip(" -+*•:;.")
    return before or (passage.section.title if passage.section else None)


CONTACTS = Extractor(
    name="contacts",
    record=Contact,
    find=find,
    rules=("contact-hotline",),
    cues=("11", "18", "19", "10", "02", "03", "05", "06", "07", "08", "09", "84", "156"),
)
