"""Whose a phone number is: by the words before it, behind it, in its row, or of its item.

Back to the name of the line ("Tổng đài …"), to the verb of calling, or to the mark that ends the
name before. A line that says only what it is for ("đường dây nóng về rác") belongs to the body that
the sentence, the item or the heading speaks of.
"""

from dataclasses import dataclass, replace

import regex

from planparse.extractors.base import Passage
from planparse.lexicon import load_words
from planparse.outline import Block
from planparse.text.patterns import lazy_pattern
from planparse.text.phones import Phone
from planparse.text.phrases import alternation


def _words(kind: str) -> str:
    return alternation(load_words("contacts", kind=kind))


_OWNERS = alternation(
    (*load_words("contacts", kind="owner"), *load_words("contacts", kind="small_owner"))
)
# A name is looked for so far before its number.
_NAME_REACH = 180
LINE = lazy_pattern(rf"(?<!\p{{L}}|thường\s){_words('line')}(?!\p{{L}})", regex.IGNORECASE)
# "gọi |114", "qua số |0912 …"; "số" alone is a word for a phone only there ("Công văn số 115").
CALL_NUMBER = lazy_pattern(
    r"(?r)(?<!\p{L})(?:gọi|bấm|qua|theo|alo)(?:\s(?:ngay|điện|đến|tới)){0,2}"
    r"(?:\s(?:số|đầu số))?(?:\s(?:máy|điện thoại))?\s{1,2}\(?$",
    regex.IGNORECASE,
)
# "0905.123.457| (Bộ phận Một cửa)", "0912 345 678| (đ/c An, Phó Chủ tịch)"
_BEHIND = lazy_pattern(
    rf"\s?\((?P<name>(?:{_OWNERS}|{_words('line')}|{_words('office')})(?!\p{{L}})[^()]{{0,60}})\)"
)
# Words right before a number that do not name its owner: ", điện thoại: ", " qua số ", " là ("
_INTRODUCED = lazy_pattern(
    rf"(?r)(?<![\p{{L}}])(?:{_words('label')}|theo|qua|tới|đến|vào|là|ngay)$", regex.IGNORECASE
)
_MARKS = " ,:;(-"
_BRACKET = lazy_pattern(r"(?r)\s{0,2}\([^()]{1,60}\)?$")
# ") và |Trưởng Công an xã", "(nhánh 1) hoặc |tổng đài": what joins a name to the number before it
_JOINT = lazy_pattern(
    r"\s{0,2}(?:\([^()]{1,60}\)|\))?[\s,;/\-]{0,3}(?:(?:và|hoặc|hay)\s{1,2})?", regex.IGNORECASE
)
# "qua số", "gọi": the number is not said right behind its owner's name
_IN_CLAUSE = lazy_pattern(r"(?<!\p{L})(?:qua|theo|gọi|tới)(?!\p{L})", regex.IGNORECASE)
# "- ", "1. ", "a) ", "(2). " at the head of an item
_BULLET = lazy_pattern(r"\s{0,3}(?:[-+*•]\s{0,2}|\(?(?:\d{1,2}|[a-zđ])[.)]\.?\s{1,2}){0,2}")
# "liên hệ |Trạm Y tế xã", "như: |Nhà tạm lánh", "; |Đội …": what is before is no name
_CALLED = lazy_pattern(
    rf"(?:(?<!\p{{L}}){_words('call')}(?:\s(?:với|tới|đến|cho|ngay|về|các|qua|trực tiếp)){{0,2}}"
    rf"\s?:?\s{{1,2}}|[;:]\s{{1,2}}|(?:hoặc|hay)\s{{1,2}}(?={_OWNERS}|{_words('office')}))",
    regex.IGNORECASE,
)
# "(qua |Sở Du lịch, |ĐT: 0262…", "(|ông Nam|: 0912…": the name stands in the number's own bracket
_INSIDE = lazy_pattern(r"(?r)\((?P<name>[^()]{2,90})$")
_THROUGH = lazy_pattern(r"\s{0,2}(?:(?:thông\s)?qua|liên hệ|gặp|xin liên hệ)\s", regex.IGNORECASE)
# ", |Trung tâm một cửa", "của |Công an xã": the head of a name behind other words
_OWNER = lazy_pattern(
    rf"(?:^|[,(]\s{{0,2}}|(?<!\p{{L}})(?:và|của|tại|về|với|cho)\s)(?P<head>{_OWNERS})(?!\p{{L}})"
)
# "Huyện đoàn|, số 12 đường Lê Lợi"
_ADDRESS = lazy_pattern(r",\s(?:số\s\d|địa chỉ).{0,120}$", regex.IGNORECASE)
_PERSON = lazy_pattern(rf"{_words('small_owner')}(?!\p{{L}})", regex.IGNORECASE)
_OWNER_WORD = lazy_pattern(rf"(?<!\p{{L}}){_OWNERS}(?!\p{{L}})")
_HAS_OWNER = lazy_pattern(rf"(?<!\p{{L}})(?:{_OWNERS}|của|thuộc|quốc gia|Quốc gia)(?!\p{{L}})")
# "đường dây nóng về rác", "tổng đài": the line says what it is for, not whose it is
_BARE_LINE = lazy_pattern(
    r"(?:đường dây(?:\snóng)?(?:\s[\p{Ll}\-,]{1,12}){0,8}|tổng đài|hotline|trực ban|số trực"
    r"|cấp cứu|cứu hỏa|báo cháy)(?:\s24/(?:24|7)(?:\s?giờ|h)?)?",
    regex.IGNORECASE,
)
# "Đường dây nóng: |Công an tỉnh": a list of owners
_LISTED = lazy_pattern(rf"\s{{0,2}}:\s{{1,2}}(?={_OWNERS}(?!\p{{L}}))")
# "gọi số 114| của lực lượng Cảnh sát phòng cháy, chữa cháy"
_OF = lazy_pattern(
    r"\s?\)?\s(?:của|thuộc)\s(?P<name>[^.;()\n]{3,90}?)"
    r"(?=\s(?:để|khi|trước|và gọi)(?!\p{L})|[.;()\n]|$)"
)
# "|Ban Chỉ huy Phòng thủ dân sự xã| trực 24/24 giờ", "|Công an xã| duy trì đường dây nóng"
_SUBJECT = lazy_pattern(
    rf"(?P<name>\p{{Lu}}[^,;.:]{{3,80}}?)(?=,|(?<!thường)\s{_words('duty')}(?!\p{{L}}))"
)
# "|Công an xã|: tiếp nhận …", "Giao |Văn phòng UBND xã| tiếp nhận", "Đề nghị |Hội Nông dân xã| có"
_ACTOR = lazy_pattern(
    rf"(?:(?:Đề nghị|Giao|Yêu cầu|Phân công)\s)?(?P<name>{_OWNERS}(?!\p{{L}})(?:[^:;.]{{3,90}}?)?)"
    rf"(?=\s{{0,2}}:|(?<!thường)\s{_words('duty')}(?!\p{{L}})|$)"
)
# "phản ánh về |Phòng Nội vụ huyện| để được hướng dẫn."
_ASKED = lazy_pattern(
    rf"(?<!\p{{L}}){_words('call')}(?:\s(?:với|tới|đến|cho|ngay|về|qua|trực tiếp)){{0,2}}\s{{1,2}}"
    rf"(?P<name>{_OWNERS}(?!\p{{L}})[^,;.:()]{{0,80}}?)"
    r"(?=\s(?:để|nhằm|xem xét|kịp thời)(?!\p{L})|[,;.:()]|$)",
    regex.IGNORECASE,
)
_SENTENCE_END = lazy_pattern(r"[.!?]\s{1,2}(?=\p{Lu}|[-+])")
_SHORTEST = 3
# A heading of more words is a sentence, and names no owner.
_HEADING_WORDS = 14
_LETTERS = lazy_pattern(r"\p{L}{2,}")
# Codes of three digits belong to the same service in the whole country.
_NATIONAL = {
    "111": "Tổng đài điện thoại quốc gia bảo vệ trẻ em",
    "112": "Tìm kiếm, cứu nạn",
    "113": "Công an",
    "114": "Báo cháy, cứu nạn, cứu hộ",
    "115": "Cấp cứu",
}


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose a number is; `near` says that the words before the number name it."""

    name: str | None
    near: bool = True


def find_owner(passage: Passage, block: Block, phone: Phone, floor: int) -> Owner:
    """Return whose number a phone of running text is; `floor` is where the number before ends.

    `phone` has offsets of the block's text.
    """
    text = passage.text[block.start : block.end]
    owner = _beside(text, phone, floor)
    if owner.name is None and not _LETTERS.search(without_introduction(_words_before(text, phone))):
        owner = _above(passage, block)
    if phone.digits in _NATIONAL and (owner.name or "tổng đài").lower() == "tổng đài":
        return Owner(_NATIONAL[phone.digits], near=False)
    is_own = phone.kind != "short_code"
    if owner.name is None or (is_own and _is_bare_line(owner.name)):
        actor = _actor(passage, text, phone)
        owner = actor if actor.name and (is_own or actor.near) else owner
    return owner


def has_own_name(text: str, phone: Phone) -> bool:
    """Tell whether a bracket behind a number names its owner, whoever had the number before."""
    return _BEHIND.match(text, phone.end) is not None


def _words_before(text: str, phone: Phone) -> str:
    return text[max(0, phone.start - _NAME_REACH) : phone.start]


def _is_bare_line(name: str) -> bool:
    return _BARE_LINE.fullmatch(name) is not None and not _HAS_OWNER.search(name)


def _beside(text: str, phone: Phone, floor: int) -> Owner:
    """Return the owner that the words right before or behind a number name."""
    left = text[max(floor, phone.start - _NAME_REACH) : phone.start]
    ends = [match.end() for match in _SENTENCE_END.finditer(left)]
    left = left[ends[-1] :] if ends else left
    of = _OF.match(text, phone.end)
    if of and (CALL_NUMBER.search(left) or left.rstrip().endswith(" số")):
        return Owner(of.group("name").strip())
    name = without_introduction(left)
    joint = _JOINT.match(name) if floor else None
    name = name[joint.end() :] if joint else name
    behind = _BEHIND.match(text, phone.end)
    if behind and not _OWNER_WORD.search(name):
        return Owner(behind.group("name"))
    inside = _INSIDE.search(name)
    if inside:
        return _in_bracket(name[: inside.start()], inside.group("name"))
    lines = list(LINE.finditer(name)) if phone.kind == "short_code" else []
    if lines:
        return Owner(_tidy(name[lines[-1].start() :]))
    return _named(left, name)


def _in_bracket(outside: str, inside: str) -> Owner:
    """ "Phòng Nội vụ (đồng chí Lan" is both; "về UBND xã (qua Phòng Tư pháp" only the second."""
    through = _THROUGH.match(inside)
    name = _tidy(inside[through.end() if through else 0 :])
    body = _tidy(_name_in(outside))
    if through or not _PERSON.match(name) or not _OWNER_WORD.match(body):
        return Owner(name)
    return Owner(f"{body} ({name})")


def _named(left: str, name: str) -> Owner:
    """Return the owner in `name`, the words `left` of a number without their introduction."""
    bullet = _BULLET.match(name)
    name = name[bullet.end() :] if bullet else name
    lines = list(LINE.finditer(name))
    if lines and len(name) - lines[-1].end() > _SHORTEST:
        listed = _LISTED.match(name, lines[-1].end())
        return Owner(_tidy(name[listed.end() if listed else lines[-1].start() :]))
    if lines or _IN_CLAUSE.search(left[left.find(name) + len(name) :]):
        subject = _SUBJECT.match(name.lstrip(_MARKS))
        if subject and _OWNER_WORD.match(subject.group("name")):
            return Owner(subject.group("name"))
    if lines:
        return Owner(_tidy(name[lines[-1].start() :]))
    found = _tidy(_name_in(name))
    actor = _ACTOR.match(found)
    found = _tidy(actor.group("name")) if actor else found
    is_named = _OWNER_WORD.search(found) or left.rstrip().endswith((":", "("))
    return Owner(found if is_named and found else None)


def without_introduction(left: str) -> str:
    """Strip ", điện thoại: (" and the like, and a bracket of explanation before a colon.

    >>> without_introduction("Liên hệ Trạm Y tế xã, điện thoại: ")
    'Liên hệ Trạm Y tế xã'
    """
    name = left.rstrip(_MARKS)
    if left.rstrip().endswith(":"):
        bracket = _BRACKET.search(name)
        is_closed = bracket is not None and bracket.group().endswith(")")
        name = name[: bracket.start()] if bracket and is_closed else name
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
        return name[owners[-1].start("head") :]
    return name


def _tidy(name: str) -> str:
    tidied = " ".join(_ADDRESS.sub("", name).split()).strip(" ,;:.-()")
    return f"{tidied})" if tidied.count("(") > tidied.count(")") else tidied


def _actor(passage: Passage, text: str, phone: Phone) -> Owner:
    """Return the body that the number's sentence, item or heading speaks of."""
    starts = [0, *(m.end() for m in _SENTENCE_END.finditer(text, 0, phone.start))]
    for start in reversed(starts):
        bullet = _BULLET.match(text, start)
        match = _ACTOR.match(text, bullet.end() if bullet else start, phone.start)
        if match:
            return Owner(_tidy(match.group("name")))
        asked = _ASKED.search(text, start, phone.start)
        if asked:
            return Owner(_tidy(asked.group("name")))
    title = passage.section.title if passage.section else ""
    heading = _ACTOR.match(title) if len(title.split()) <= _HEADING_WORDS else None
    return Owner(_tidy(heading.group("name")) if heading else None, near=False)


def owner_in_row(passage: Passage, block: Block, row: list[Block]) -> Owner:
    """Return the first cell of the row with words: the body or person the number belongs to."""
    for other in row:
        words = passage.text[other.start : other.end]
        if other.cell != block.cell and _LETTERS.search(words) and len(words) > _SHORTEST:
            return Owner(_tidy(words), near=False)
    return Owner(None)


def _above(passage: Passage, block: Block) -> Owner:
    """Return the owner of a number alone on its line: in the line above, else the heading."""
    start = passage.text.rfind("\n", 0, max(0, block.start - 1)) + 1
    above = passage.text[start : block.start].rstrip("\n")
    if above.endswith((".", ";")):
        # A sentence of its own, and no heading of the number.
        above = ""
    owner = _beside(f"{above} ", Phone(len(above) + 1, len(above) + 1, "", "fixed"), 0)
    title = passage.section.title if passage.section else ""
    is_heading = len(title.split()) <= _HEADING_WORDS
    if owner.name is None and is_heading and (_OWNER_WORD.search(title) or LINE.search(title)):
        return Owner(title, near=False)
    return replace(owner, near=False)
