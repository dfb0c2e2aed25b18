"""Names of bodies, read by their form: head word, field, level and place, owner.

A name that no vocabulary holds is found too ("Ban Quản lý chợ Yên Lâm", "Hội Làm vườn xã").
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from planparse.extractors.body_companies import read_company
from planparse.extractors.body_forms import as_collective, write_out
from planparse.extractors.body_groups import AFTER_OWNER, QUANTITY, read_bare_group, read_group
from planparse.extractors.body_tails import (
    LEVEL,
    read_field,
    read_level,
    read_loose,
    read_place,
    read_topic,
)
from planparse.extractors.body_words import FIELDS, HEADS, NOUNS, Head, HeadKind, Name, Printed
from planparse.text.patterns import lazy_pattern

# Two councils that have one office: "Văn phòng [HĐND và UBND] xã", "[Đoàn ĐBQH và HĐND] tỉnh"
_PAIR = lazy_pattern(
    r" (?:đoàn (?:đbqh|đại biểu quốc hội)(?: và | ?- ?|, ))?(?:hđnd|hội đồng nhân dân)"
    r"(?: và | ?- ?|, | ?& ?)(?:ubnd|ủy ban nhân dân)(?!\p{L})"
    r"|  ?đoàn (?:đbqh|đại biểu quốc hội)(?: và | ?- ?|, )(?:hđnd|hội đồng nhân dân)(?!\p{L})"
)
_PERSON_TAIL = lazy_pattern(r",? phụ trách(?: (?:lĩnh vực|công tác|mảng))?(?= )")
# "đồng chí[ Lò Văn Ún - ]Phó Chủ tịch UBND xã": a person before the office
_PERSON = lazy_pattern(r":? (?:\p{Lu}\p{Ll}{0,7} ){1,4}\p{Lu}\p{Ll}{0,7}(?: ?- |, )")
# "Giám đốc [Sở], Thủ trưởng các ngành": all of a kind
_BARE_OFFICE = lazy_pattern(r" (?:sở|phòng|ban)(?=[,;])")
# "Ban Quản lý Khu kinh tế Dung Quất[ và các Khu công nghiệp]"
_MORE = lazy_pattern(r" và (?=các khu|các cụm|khu )")
_OF = lazy_pattern(r" (?:của )?")
_BARE_OWNERS = frozenset(("ban thường vụ", "ban thường trực", "ban chấp hành"))
_LEVEL_ALONE = frozenset(("Đoàn", "Hội", "Tổ", "Đội", "Trường", "Thư viện", "Bảo tàng"))
# Heads of bodies that are named without their body; persons whose office is printed small.
_KNOWN_ALONE = frozenset(("Bộ trưởng", "Hiệu trưởng", "Tổ trưởng"))
# "Ban Quản lý Dự án [các công trình giao thông] tỉnh": words may go on up to the level
_PROJECTS = frozenset(("Ban Quản lý", "BQL", "Ban QLDA"))
_PERSONS = frozenset(("Công chức", "Chuyên viên", "Cán bộ", "Nhân viên", "Cộng tác viên"))
# Words with which a name begins: whatever else stands at a place, none is read there.
_FIRST_WORDS = (
    HEADS.first_words()
    | NOUNS.first_words()
    | {"các", "những", "tất", "toàn", "mỗi", "từng", "một"}
)
_OPEN_HEADS = frozenset(("Văn phòng", "Thanh tra"))
# Heads that any body may own: "Văn phòng [Sở Y tế]", "Chi bộ [Trường Mầm non]", "Thanh tra [Sở]"
_OWNED = frozenset(
    (
        "Văn phòng", "VP", "Thanh tra", "Thanh tra, pháp chế", "Đảng ủy", "Đảng bộ", "Chi bộ",
        "Công đoàn", "Công đoàn cơ sở", "CĐCS", "Chi đoàn", "Cơ quan",
    )
)  # fmt: skip
# Offices of the paper's own body, where a duty stands behind: "Giao Văn phòng theo dõi"; not
# "Văn phòng phẩm", "Văn phòng điện tử"
_OWN_OFFICES = frozenset(("Văn phòng", "Ủy ban Kiểm tra"))
_HAS_DUTY = lazy_pattern(
    r"\s?:|\s(?:chủ trì|chủ động|phối hợp|tham mưu|theo dõi|tổng hợp|chịu trách nhiệm"
    r"|có (?:trách nhiệm|nhiệm vụ)|đôn đốc|hướng dẫn|xây dựng|làm đầu mối|là đầu mối|căn cứ"
    r"|cập nhật|giúp|bố trí|rà soát|kiểm tra|giám sát|trình)(?!\p{L})"
)
# "Văn phòng[ Sở]", "các phòng[ thuộc Cục]": the paper's own body, named by its first word
_OWN_BODY = lazy_pattern(
    r"(?: (?:thuộc|của|trực thuộc))? (?:Sở|Bộ|Cục|Chi cục|Tổng cục|Viện|Trường|Trung tâm|Công ty"
    r"|Bệnh viện|Hội|Ban|Đoàn|Ngành)(?!\p{L})"
)
# "Trưởng[ các ấp]", "Tổ trưởng[ 15 tổ dân phố]": persons, who keep their title
_VILLAGES = lazy_pattern(
    r" (?:(?:các|từng|mỗi|\d{1,3}) )?"
    r"(?:thôn|ấp|khóm|khu phố|tổ dân phố|bản|buôn|làng|khu dân cư)(?!\p{L})"
)
_CHIEFS = frozenset(("Trưởng", "Tổ trưởng"))
# A name's tail may hold an owner, whose tail may hold another one.
_DEPTH = 3


@dataclass(frozen=True, slots=True)
class _Opened:
    """A name whose head has been read: it begins at `start`, its head ends at `end`."""

    start: int
    end: int
    head: Head
    depth: int


def may_be_name(line: Printed, at: int) -> bool:
    """Tell whether a name may begin at `at`, by its first word."""
    return line.token(at)[0] in _FIRST_WORDS or line.defined_at(at) is not None


def read_name(line: Printed, start: int, depth: int = 0) -> Name | None:
    """Return the name that begins at `start`, None where none does.

    >>> from planparse.extractors.body_words import printed
    >>> name = read_name(printed("Giám đốc Sở LĐ-TB&XH chủ trì"), 0)
    >>> name.body, name.end
    ('Sở Lao động - Thương binh và Xã hội', 20)
    >>> read_name(printed("Ban hành kế hoạch"), 0) is None
    True
    """
    if depth > _DEPTH or not may_be_name(line, start):
        return None
    short = line.defined_at(start)
    if short is not None:
        return Name(start, start + len(short), line.defined[short])
    name = _read_headed(line, start, depth)
    if name is not None:
        return name
    quantity = QUANTITY.match(line.lower, start)
    name = _read_many(line, start, quantity.end(), depth) if quantity else None
    return name or read_group(line, start, quantity, partial(_read_owner, line, depth))


def _read_owner(line: Printed, depth: int, start: int) -> Name | None:
    """Read a name inside a group: what it belongs to, or the next item of its list."""
    if NOUNS.longest(line, start) is not None and not line.text[start].isupper():
        return read_name(line, start, depth + 1)
    return _read_headed(line, start, depth + 1)


def _read_many(line: Printed, start: int, at: int, depth: int) -> Name | None:
    """Several bodies of one kind: "các [Chi cục Kiểm lâm]", "các [Chuyên viên cơ quan …]"."""
    name = _read_headed(line, at, depth) if line.text[at : at + 1].isupper() else None
    return None if name is None else replace(name, start=start, body=as_collective(name.body))


def _read_headed(line: Printed, start: int, depth: int) -> Name | None:
    found = HEADS.longest(line, start)
    if found is None or depth > _DEPTH or not _is_printed_as(line, start, *found):
        return None
    return _READERS[found[1].kind](line, _Opened(start, found[0], found[1], depth))


def _is_printed_as(line: Printed, start: int, end: int, head: Head) -> bool:
    """Heads are names and capitalised; short forms are capitals throughout."""
    text = line.text[start:end]
    if head.kind in ("title", "position", "head", "chair"):
        return True
    if head.word.isupper():
        return text.isupper()
    if head.word in _PERSONS and line.text[end + 1 : end + 2].isupper():
        return True
    if text[0].isupper() or head.is_cased:
        return text[0].isupper()
    return head.kind in ("closed", "owner") and " " in head.word


def _named(line: Printed, opened: _Opened, end: int) -> Name:
    """Make the name that ends at `end`, with the loose words behind it."""
    end = read_loose(line, end)
    start, head = opened.start, opened.head
    if head.right:
        body = write_out(head.right + line.text[opened.end : end])
        return Name(start, end, body, head.word, repaired_from=line.text[start : opened.end])
    return Name(start, end, write_out(line.text[start:end]), head.word)


def _read_closed(line: Printed, opened: _Opened) -> Name | None:
    """ "Ủy ban nhân dân xã", "Công an tỉnh": nothing but level, place and owner follows."""
    level = stop = read_level(line, opened.end)
    if stop == opened.end:
        stop = read_place(line, opened.end)
    if opened.head.word == "Công an" and stop == opened.end and line.text[opened.start].islower():
        return None
    if stop == opened.end and opened.head.word in _OWNED:
        return _named(line, opened, _with_any_owner(line, stop, opened.depth))
    is_glued = level > opened.end
    return _named(line, opened, _with_owner(line, stop, opened.depth, is_glued=is_glued))


def _read_office(line: Printed, opened: _Opened) -> Name | None:
    """ "Sở Y tế", "Công ty TNHH …", "Đoàn xã": a field is needed, for some a level does."""
    end, word = opened.end, opened.head.word
    company = read_company(line, end)
    if company > end:
        return _named(line, opened, company)
    field = read_field(line, end)
    if field > end and not (word == "Quỹ" and line.text[end + 1].islower()):
        return _named(line, opened, _tail(line, field, opened.depth))
    if word not in _LEVEL_ALONE:
        return None
    level = read_level(line, end)
    end = level if level > end else read_loose(line, end)
    return _named(line, opened, end) if end > opened.end else None


def _read_open(line: Printed, opened: _Opened) -> Name | None:
    """ "Văn phòng HĐND và UBND xã", "Thanh tra tỉnh", "Ban Chỉ huy Quân sự xã"."""
    pair = _PAIR.match(line.lower, opened.end)
    if pair:
        return _named(line, opened, read_level(line, pair.end()))
    stop = _with_owner(line, opened.end, opened.depth)
    if stop == opened.end and opened.head.word in _OWNED:
        stop = _with_any_owner(line, stop, opened.depth)
    if stop == opened.end:
        field = read_field(line, stop)
        topic = read_topic(line, field, is_free=True) if opened.head.word in _PROJECTS else field
        field = topic if LEVEL.match(line.lower, topic) else field
        is_person = opened.head.word in _PERSONS
        stop = _tail(line, field, opened.depth, is_person=is_person)
    is_alone = opened.head.word in _OWN_OFFICES and _HAS_DUTY.match(line.lower, stop) is not None
    return _named(line, opened, stop) if stop > opened.end or is_alone else None


def _read_topical(line: Printed, opened: _Opened) -> Name | None:
    """ "Ban Chỉ đạo công tác trẻ em xã": a field or a free topic may follow."""
    stop = opened.end
    if line.text[stop + 1 : stop + 2].isupper():
        stop = read_field(line, stop)
    if stop == opened.end or LEVEL.match(line.lower, stop) is None:
        stop = read_topic(line, opened.end)
    return _named(line, opened, _tail(line, stop, opened.depth))


def _read_owned(line: Printed, opened: _Opened) -> Name | None:
    """ "Ban Thường vụ [Hội LHPN xã]", "Cơ quan thường trực [Ban Chỉ đạo]"."""
    of = _OF.match(line.lower, opened.end)
    owner = read_name(line, of.end(), opened.depth + 1) if of else None
    if owner is not None and not owner.is_vague:
        body = write_out(line.text[opened.start : owner.end])
        return Name(opened.start, owner.end, body, opened.head.word)
    if opened.head.word.lower() in _BARE_OWNERS or "hường trực" in opened.head.word:
        return _named(line, opened, read_level(line, opened.end))
    return None


def _read_position(line: Printed, opened: _Opened) -> Name | None:
    return _named(line, opened, _tail(line, opened.end, opened.depth, is_person=True))


def _read_head(line: Printed, opened: _Opened) -> Name | None:
    """The head of a body counts as the body: "Giám đốc [Sở Y tế]", "Chánh [Văn phòng] …"."""
    if opened.head.gives:
        return _read_given(line, opened, opened.head.gives)
    if opened.head.word in _CHIEFS and _VILLAGES.match(line.lower, opened.end):
        return _named(line, opened, read_level(line, opened.end))
    inner = _read_inner(line, opened)
    if inner is not None:
        return replace(inner, start=opened.start)
    bare = _BARE_OFFICE.match(line.lower, opened.end)
    if bare is not None:
        return Name(opened.start, bare.end(), f"Các {bare[0].strip()}")
    word = opened.head.word
    return Name(opened.start, opened.end, word, word) if word in _KNOWN_ALONE else None


def _read_given(line: Printed, opened: _Opened, gives: str) -> Name | None:
    """ "Trưởng [phòng Nội vụ]", "Chánh [Văn phòng] UBND"; else "Trưởng [Ban nhân dân thôn]"."""
    kind: HeadKind = "open" if gives in _OPEN_HEADS else "office"
    name = _READERS[kind](line, replace(opened, head=Head(kind, gives)))
    if name is not None:
        return replace(name, body=write_out(gives + line.text[opened.end : name.end]))
    inner = _read_headed(line, line.token(opened.start)[1] + 1, opened.depth + 1)
    return None if inner is None else replace(inner, start=opened.start)


def _read_chair(line: Printed, opened: _Opened) -> Name | None:
    """A chairman or the heads of offices have powers of their own and keep their title."""
    inner = _read_inner(line, opened)
    if inner is not None:
        body = inner.body
        body = body[:1].lower() + body[1:] if body.startswith("Các ") else body
        title = write_out(line.text[opened.start : opened.end])
        return replace(inner, start=opened.start, body=f"{title} {body}", head="")
    person = _PERSON_TAIL.match(line.lower, opened.end)
    if person is None:
        return None
    return _named(line, opened, read_level(line, read_topic(line, person.end(), is_free=True)))


def _read_titled(line: Printed, opened: _Opened) -> Name | None:
    """ "đồng chí Chủ tịch …", "lực lượng Công an tỉnh": the words of address are no name."""
    person = _PERSON.match(line.text, opened.end)
    if person is not None:
        inner = _read_headed(line, person.end(), opened.depth + 1)
        return None if inner is None else replace(inner, start=opened.start)
    inner = _read_inner(line, opened)
    if inner is None or opened.head.word != "lực lượng":
        return inner
    is_vague = inner.is_vague or inner.body == "Công an"
    return replace(inner, start=opened.start, is_vague=is_vague)


def _read_inner(line: Printed, opened: _Opened) -> Name | None:
    at = opened.end
    while line.text[at : at + 1] in (" ", ":"):
        at += 1
    owner = partial(_read_owner, line, opened.depth)
    return read_name(line, at, opened.depth + 1) or read_bare_group(line, at, owner)


_READERS: dict[HeadKind, Callable[[Printed, _Opened], Name | None]] = {
    "closed": _read_closed,
    "office": _read_office,
    "open": _read_open,
    "topic": _read_topical,
    "owner": _read_owned,
    "position": _read_position,
    "head": _read_head,
    "chair": _read_chair,
    "title": _read_titled,
}


def _tail(line: Printed, start: int, depth: int, *, is_person: bool = False) -> int:
    """Return the end of level, place and owner behind a name's field.

    Of a person also of what he is in charge of ("Công chức phụ trách nông nghiệp"); of an office
    these words are its duty.
    """
    end = read_level(line, start)
    is_glued = end > start
    if end == start:
        end = read_place(line, start)
    more = _MORE.match(line.lower, end)
    field = FIELDS.longest(line, more.end()) if more else None
    if field is not None:
        end = read_place(line, field[0])
    end = _with_owner(line, end, depth, is_glued=is_glued)
    person = _PERSON_TAIL.match(line.lower, end) if is_person else None
    if person is None:
        return end
    return read_level(line, read_topic(line, person.end(), is_free=True))


def _with_owner(line: Printed, start: int, depth: int, *, is_glued: bool = False) -> int:
    """Return the end of the owner: "Ban Tổ chức [Huyện ủy]", "Phòng A [thuộc Sở B]".

    With `is_glued` a name stands before it that is complete: what follows unlinked is another body.
    """
    link = AFTER_OWNER.match(line.lower, start)
    at = link.end() if link else start + 1
    if link is None and (is_glued or not _is_owner(line, at) or line.text[start:at] != " "):
        return start
    owner = read_name(line, at, depth + 1)
    if owner is not None:
        return owner.end
    own = _OWN_BODY.match(line.text, start)
    return own.end() if own else start


def _with_any_owner(line: Printed, start: int, depth: int) -> int:
    """Return the end of an owner of any kind: "Chi bộ [Trạm Y tế]", "Thanh tra [Sở]"."""
    if line.text[start : start + 1] == " " and line.text[start + 1 : start + 2].isupper():
        owner = _read_headed(line, start + 1, depth + 1)
        if owner is not None:
            return owner.end
    own = _OWN_BODY.match(line.text, start)
    return own.end() if own else _with_owner(line, start, depth)


def _is_owner(line: Printed, at: int) -> bool:
    found = HEADS.longest(line, at)
    if found is None or found[1].kind not in ("closed", "owner"):
        return False
    return line.text[at].isupper() or found[1].kind == "owner" or " " in found[1].word
