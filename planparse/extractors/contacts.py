"""Contacts: phone numbers that a reader may call, with whose they are (domain, section 5).

A number of a known plan counts unless the words before it say that it is another kind of number; a
code of three or four digits counts only behind a word that calls it a line. Whose a number is, is
said by the words before it: back to the name of the line ("Tổng đài …"), to the verb of calling, or
to the mark that ends the name before; for a number in a table by the other cells of its row.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

import regex

from planparse.extractors.base import Extractor, Passage
from planparse.lexicon import load_words
from planparse.model import Contact, Finding, Span
from planparse.model.records import ContactKind
from planparse.outline import Block
from planparse.text.patterns import lazy_pattern
from planparse.text.phones import Phone, find_phones
from planparse.text.phrases import alternation


def _words(kind: str) -> str:
    return alternation(load_words("contacts", kind=kind))


_OWNERS = alternation(
    (*load_words("contacts", kind="owner"), *load_words("contacts", kind="small_owner"))
)
# A name is looked for so far before its number, a word that calls it a phone so far.
_NAME_REACH = 180
_LABEL_REACH = 70
_LINE = lazy_pattern(rf"(?<!\p{{L}}|thường\s){_words('line')}(?!\p{{L}})", regex.IGNORECASE)
_HOTLINE = lazy_pattern(rf"{_LINE.pattern}|hotline", regex.IGNORECASE)
# "số" alone is a word for a phone only right behind "gọi", "qua" ("Công văn số 115").
_LABEL = lazy_pattern(
    rf"(?<!\p{{L}})(?:{_words('label')}|{_words('line')})(?!\p{{L}})", regex.IGNORECASE
)
_CALL_NUMBER = lazy_pattern(
    r"(?r)(?<!\p{L})(?:gọi|bấm|qua|theo|alo)(?:\s(?:ngay|điện|đến|tới)){0,2}"
    r"(?:\s(?:số|đầu số))?(?:\s(?:máy|điện thoại))?\s{1,2}\(?$",
    regex.IGNORECASE,
)
# "Fax: |0237…", "mã số thuế |0312345678"; not "Điện thoại/Fax: |…"
_REFUSED = lazy_pattern(
    rf"(?r)(?<!\p{{L}})(?<!(?:thoại|đt|tel)\s?[/,-]\s?){_words('refused')}(?!\p{{L}})[^.;,\n\d]{{0,30}}$",
    regex.IGNORECASE,
)
# "Điều |111", "km |113", "Đề án |112"
_REFERRED = lazy_pattern(
    rf"(?r)(?<!\p{{L}}){_words('referred')}(?:\s(?:số|thứ))?\s{{1,3}}$", regex.IGNORECASE
)
# "|112| cơ sở", "|115| hộ"
_COUNTED = lazy_pattern(rf"\s{{1,2}}{_words('counted')}(?!\p{{L}})", regex.IGNORECASE)
# "113|, |114", "0293.3878.761| hoặc |0917 123 456"
_JOINED = lazy_pattern(
    r"(?:\s?\([^()]{1,40}\)|\s?\))?\s?(?:[,;/-]|và|hoặc|hay)\s?(?:số\s)?\(?", regex.IGNORECASE
)
# "0905.123.457| (Bộ phận Một cửa)"
_BEHIND = lazy_pattern(rf"\s?\((?P<name>(?:{_OWNERS}|{_words('line')})(?!\p{{L}})[^()]{{1,60}})\)")
_EMERGENCY = lazy_pattern(rf"(?<!\p{{L}}){_words('emergency')}(?!\p{{L}})", regex.IGNORECASE)
# Words right before a number that do not name its owner: ", điện thoại: ", " qua số ", " là ("
_INTRODUCED = lazy_pattern(
    rf"(?r)(?<![\p{{L}}])(?:{_words('label')}|theo|qua|tới|đến|vào|là|ngay)$", regex.IGNORECASE
)
_MARKS = " ,:;(-"
_BRACKET = lazy_pattern(r"(?r)\s{0,2}\([^()]{1,60}\)?$")
# "qua số", "gọi": the number is not said right behind its owner's name
_IN_CLAUSE = lazy_pattern(r"(?<!\p{L})(?:qua|theo|gọi|tới)(?!\p{L})", regex.IGNORECASE)
# "- ", "1. ", "a) ", "(2). " at the head of an item
_BULLET = lazy_pattern(r"\s{0,3}(?:[-+*•]\s{0,2}|\(?(?:\d{1,2}|[a-zđ])[.)]\.?\s{1,2}){0,2}")
# "liên hệ |Trạm Y tế xã", "như: |Nhà tạm lánh", "; |Đội …": what is before is no name
_CALLED = lazy_pattern(
    rf"(?:(?<!\p{{L}}){_words('call')}(?:\s(?:với|tới|đến|cho|ngay|về|các|qua|trực tiếp)){{0,2}}"
    r"\s?:?\s{1,2}|[;:]\s{1,2})",
    regex.IGNORECASE,
)
# ", |Trung tâm một cửa", "của |Công an xã": the head of a name behind other words
_OWNER = lazy_pattern(rf"(?:^|[,(]\s{{0,2}}|(?<!\p{{L}})(?:và|của|tại)\s){_OWNERS}(?!\p{{L}})")
_OWNER_WORD = lazy_pattern(rf"(?<!\p{{L}}){_OWNERS}(?!\p{{L}})")
# "gọi số 114| của lực lượng Cảnh sát phòng cháy, chữa cháy"
_OF = lazy_pattern(
    r"\s?\)?\s(?:của|thuộc)\s(?P<name>[^.;()\n]{3,90}?)"
    r"(?=\s(?:để|khi|trước|và gọi)(?!\p{L})|[.;()\n]|$)"
)
# "|Ban Chỉ huy Phòng thủ dân sự xã| trực 24/24 giờ", "|Công an xã| duy trì đường dây nóng"
_SUBJECT = lazy_pattern(
    r"(?P<name>\p{Lu}[^,;.:]{3,80}?)(?=,|\s(?:trực|tiếp nhận|duy trì|công bố|công khai|bố trí"
    r"|thông báo|có|mở|là|thiết lập|lập|vận hành|sử dụng)(?!\p{L}))"
)
_SENTENCE_END = lazy_pattern(r"[.!?]\s{1,2}(?=\p{Lu}|[-+])")
_SHORTEST = 3
# A heading that is longer names no owner.
_LINE_LIMIT = 150
_LETTERS = lazy_pattern(r"\p{L}{2,}")
_DIGITS = lazy_pattern(r"\d{2}")
_GROUPED = lazy_pattern(r"\d[ .\-)]{1,2}\d")
_READ_PARTS = frozenset(("body", "annex", "preamble", "footnote"))


def find(passage: Passage) -> Iterator[Contact | Finding]:
    """Yield the phone numbers of a passage in text order."""
    if passage.part not in _READ_PARTS:
        return
    for _, group in groupby(passage.blocks, key=_row_of):
        blocks = list(group)
        for block in blocks:
            if _DIGITS.search(passage.text, block.start, block.end):
                yield from _in_block(passage, block, blocks if block.cell else [])


def _row_of(block: Block) -> tuple[int, int] | None:
    return block.cell[:2] if block.cell else None


def _in_block(passage: Passage, block: Block, row: list[Block]) -> Iterator[Contact | Finding]:
    text = passage.text[block.start : block.end]
    end, owner = 0, _Owner(None)
    for phone in find_phones(text):
        joined = end > 0 and _JOINED.fullmatch(text, end, phone.start) is not None
        if _is_refused(text, phone) or not (joined or _is_called(passage, text, phone, row)):
            continue
        if not joined:
            owner = _owner_in_row(passage, block, row) if row else _owner(text, phone, end)
            left = text[max(0, phone.start - _NAME_REACH) : phone.start]
            if owner.name is None and not _LETTERS.search(_without_introduction(left)):
                owner = _owner_above(passage, block)
        end = phone.end
        yield _record(passage, text, block.start, phone, owner)
        if phone.kind == "odd":
            message = f"Số điện thoại không đúng cấu trúc: {text[phone.start : phone.end]!r}."
            place = Span(block.start + phone.start, block.start + phone.end)
            yield passage.finding("odd-phone-number", "warning", message, place)


@dataclass(frozen=True, slots=True)
class _Owner:
    """Whose a number is; `near` says that the words before the number name it."""

    name: str | None
    near: bool = True


def _record(passage: Passage, text: str, offset: int, phone: Phone, owner: _Owner) -> Contact:
    title = passage.section.title if passage.section else ""
    near = text[max(0, phone.start - _LABEL_REACH) : phone.start]
    kind: ContactKind = "phone"
    if phone.kind == "short_code":
        kind = "short_code"
    elif phone.kind == "service" or _HOTLINE.search(f"{near} {owner.name} {title}"):
        kind = "hotline"
    return passage.record(
        Contact,
        "contact-hotline",
        offset + phone.start,
        offset + phone.end,
        number=phone.digits,
        kind=kind,
        service=owner.name,
        inferred=() if owner.near or not owner.name else ("service",),
    )


def _is_refused(text: str, phone: Phone) -> bool:
    left = text[max(0, phone.start - _LABEL_REACH) : phone.start]
    if _REFUSED.search(left) or _COUNTED.match(text, phone.end):
        return True
    return phone.kind == "short_code" and _REFERRED.search(left) is not None


def _is_called(passage: Passage, text: str, phone: Phone, row: list[Block]) -> bool:
    """Tell whether words, brackets or its form make a number one to call."""
    left = text[max(0, phone.start - _NAME_REACH) : phone.start]
    near = left[-_LABEL_REACH:]
    labels = [match.group().lower() for match in _LABEL.finditer(near)]
    is_labelled = any(label != "số" for label in labels)
    stands_out = left.rstrip().endswith((":", "("))
    if phone.kind == "short_code":
        if is_labelled or _CALL_NUMBER.search(near):
            return True
        words = " ".join(passage.text[b.start : b.end] for b in row) if row else left
        return (stands_out or bool(row)) and _EMERGENCY.search(words) is not None
    printed = text[phone.start : phone.end]
    if phone.kind in ("old", "odd"):
        grouped = len(_GROUPED.findall(printed)) > 1
        return is_labelled or (stands_out and grouped and _speaks_of_phones(passage))
    return bool(labels or stands_out or row or _GROUPED.search(printed)) or text == printed


def _speaks_of_phones(passage: Passage) -> bool:
    return any(_LABEL.search(words) for words in (passage.text, *passage.above))


def _owner(text: str, phone: Phone, floor: int) -> _Owner:
    """Return whose number it is by the words before it; `floor` is where the last one ends."""
    left = text[max(floor, phone.start - _NAME_REACH) : phone.start]
    ends = [match.end() for match in _SENTENCE_END.finditer(left)]
    left = left[ends[-1] :] if ends else left
    of = _OF.match(text, phone.end)
    if of and _CALL_NUMBER.search(left):
        return _Owner(of.group("name").strip())
    name = _without_introduction(left)
    behind = _BEHIND.match(text, phone.end)
    if behind and not _OWNER_WORD.search(name):
        return _Owner(behind.group("name"))
    bullet = _BULLET.match(name)
    name = name[bullet.end() :] if bullet else name
    lines = list(_LINE.finditer(name))
    if lines and len(name) - lines[-1].end() > _SHORTEST:
        return _Owner(_tidy(name[lines[-1].start() :]))
    if lines or _IN_CLAUSE.search(left[len(name) :]):
        subject = _SUBJECT.match(name.lstrip(_MARKS))
        if subject:
            return _Owner(subject.group("name"))
    found = _tidy(_name_in(name))
    is_named = lines or _OWNER_WORD.search(found) or left.rstrip().endswith((":", "("))
    return _Owner(found if is_named and found else None)


def _without_introduction(left: str) -> str:
    """Strip ", điện thoại: (" and the like, and a bracket of explanation before a colon."""
    name = left.rstrip(_MARKS)
    if left.rstrip().endswith(":"):
        bracket = _BRACKET.search(name)
        name = name[: bracket.start()] if bracket else name
    for _ in range(6):
        match = _INTRODUCED.search(name)
        if match is None:
            break
        name = name[: match.start()].rstrip(_MARKS)
    return name


def _name_in(words: str) -> str:
    """Return the name that words end in: behind a verb of calling, or from an owner's head on."""
    ends = [m.end() for m in _CALLED.finditer(words) if len(words) - m.end() > _SHORTEST]
    name = words[ends[-1] :] if ends else words
    if _OWNER.match(name):
        return name
    owners = list(_OWNER.finditer(name))
    if owners:
        return name[owners[-1].start() :].removeprefix(",").lstrip()
    return name


def _tidy(name: str) -> str:
    return " ".join(name.split()).strip(" ,;:.-()")


def _owner_in_row(passage: Passage, block: Block, row: list[Block]) -> _Owner:
    """The first cell of the row with words: the body or person that the number belongs to."""
    for other in row:
        words = passage.text[other.start : other.end]
        if other.cell != block.cell and _LETTERS.search(words) and len(words) > _SHORTEST:
            return _Owner(_tidy(words), near=False)
    return _Owner(None)


def _owner_above(passage: Passage, block: Block) -> _Owner:
    """A number alone on its line belongs to the line above, else to the heading."""
    start = passage.text.rfind("\n", 0, max(0, block.start - 1)) + 1
    above = passage.text[start : block.start].rstrip("\n")
    owner = _owner(f"{above} ", Phone(len(above) + 1, len(above) + 1, "", "fixed"), 0)
    title = passage.section.title if passage.section else ""
    if owner.name is None and (_OWNER_WORD.search(title) or _LINE.search(title)):
        return _Owner(title[:_LINE_LIMIT], near=False)
    return _Owner(owner.name, near=False)


CONTACTS = Extractor(
    name="contacts",
    record=Contact,
    find=find,
    rules=("contact-hotline",),
    cues=("0", "18", "19", "11", "84", "156"),
)
