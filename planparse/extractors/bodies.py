"""Names of bodies: found by vocabulary and by form, taken apart where they stand in a list.

A name is a word for a kind of body, its field of work or proper name, and a level with or without a
place: "Sở Văn hóa, Thể thao và Du lịch", "UBND các xã, phường", "Trung tâm Y tế huyện Tân Lộc". The
commas and "và" inside a field belong to the name.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

import regex

from planparse.lexicon import load_entries, load_words
from planparse.text.patterns import lazy_pattern
from planparse.text.phrases import alternation


@dataclass(frozen=True, slots=True)
class BodyName:
    """A body named at `start:end` of a text; `full` is its name written out."""

    start: int
    end: int
    full: str
    is_group: bool


_LEVEL_WORD = (
    r"(?:[Tt]ỉnh|[Tt]hành phố|TP\.?|[Hh]uyện|[Qq]uận|[Tt]hị xã|[Xx]ã|[Pp]hường|[Tt]hị trấn"
    r"|[Đđ]ặc khu|tt|thôn|ấp|khu phố|tổ dân phố|khu dân cư)(?!\s(?:[Đđ]oàn|[ủỦ]y|[uU]ỷ))"
)
_PLACE = r"(?:\s\p{Lu}\p{Ll}*(?:\s\p{Lu}\p{Ll}*){0,3})"
# "tỉnh", "thành phố Cần Thơ", "các xã, phường, đặc khu", "cấp xã", "12 xã - thị trấn", "khu vực
# XIX"
_LEVEL = (
    rf"(?:\s(?:các\s|cấp\s|của\s|\d{{1,3}}\s|trên địa bàn\s|chi nhánh\s)?{_LEVEL_WORD}(?:(?:,|\s-"
    rf"|\svà|\s–)\s(?:các\s)?{_LEVEL_WORD}){{0,3}}{_PLACE}?"
    r"(?:\strên địa bàn\s(?:tỉnh|thành phố|huyện|xã|phường))?|\scơ sở|\scác cấp|\strực thuộc"
    r"|\skhu vực(?:\s[\dIVX]{1,5})?|\sTrung ương|\sViệt Nam)?"
)
# A field by its form: "Hành chính công", "Phục vụ", one or two capitalised words with what joins
# them.
_NEW_NAME = (
    r"(?!(?:Sở|Bộ|Phòng|Ban|Ủy|Uỷ|UBND|UBMTTQ|Hội|Đoàn|Công an|Chi cục|Cục|Trung tâm|Văn phòng"
    r"|Trường|Đài|Báo|Tỉnh|Huyện|Thành|Liên"
    r"|Mặt trận|MTTQ|Kho bạc|Viện|Tòa|Toà|Đảng|Thanh tra|HĐND|Tổ|Bảo hiểm|Ngân hàng|Các|Bí thư"
    r"|Chủ tịch|Trạm|Bưu điện)(?!\p{L}))"
)
_FORM = (
    r"(?:\p{Lu}[\p{L}]*(?:\s\p{Ll}[\p{L}]{0,6}){0,2}"
    rf"(?:(?:,\s|\svà\s|\s-\s|\s&\s|\s){_NEW_NAME}\p{{Lu}}[\p{{L}}]*"
    rf"(?:\s\p{{Ll}}[\p{{L}}]{{0,6}}){{0,1}}){{0,5}})"
)
_VERBS = (
    r"(?:chủ|phối|tham|thực|triển|tổ|xây|hướng|đăng|báo|gửi|tiếp|có|là|để|theo|và|trong|tại|với"
    r"|cho|về|được|đã|sẽ|cùng|trình|ban|chịu|căn|tăng|đẩy|kiểm"
    r"|giám|đôn|phát|mở|huy|bố|rà|quản|tuyên|vận|lồng|chỉ|đề|cung|hỗ|hằng|hàng|trước|định|khi|nếu"
    r"|thường|chủ động)"
)
_UBND = (
    r"(?:Ủy ban nhân dân|Uỷ ban nhân dân|UBND|Ủy ban nhân|Ủy nhân dân|Ủy bân nhân dân"
    r"|uỷ ban nhân dân|ủy ban nhân dân)"
)


@cache
def _patterns() -> tuple[tuple[str, regex.Pattern[str]], ...]:
    sectors = alternation(load_words("body_names", kind="sector"))
    names = alternation(load_words("body_names", kind="name"))
    heads = alternation(load_words("body_names", kind="head"))
    groups = alternation(load_words("body_names", kind="group"))
    short = alternation(load_words("body_names", kind="abbreviation"))
    mixed = r"(?:[Cc]ác\s)?(?:[Ss]ở|[Bb]ộ|[Pp]hòng|[Bb]an|[Cc]ơ quan|[Nn]gành|[Đđ]ơn vị)"
    unit = r"(?:ban|ngành|phòng|đơn vị|đoàn thể|sở|cơ quan|hội|tổ chức|địa phương|MTTQ|Mặt trận)"
    edge = r"(?!\p{L})"
    return (
        # "Ủy ban nhân dân các phường, xã, đặc khu", "UBND xã Bình Hòa"
        ("committee", lazy_pattern(rf"{_UBND}{_LEVEL}{edge}")),
        # "các sở, ban, ngành, đoàn thể Thành phố", "các ban, ngành thành viên Ban …"
        (
            "group",
            lazy_pattern(
                rf"{mixed}(?:(?:,|\s-)\s{unit}){{1,5}}(?:\s(?:và"
                rf"|,)\s{unit})?(?:\s(?:có\s)?liên quan)?(?:\s(?:cấp"
                rf"|thuộc)\s{_LEVEL_WORD})?{_LEVEL}{edge}"
            ),
        ),
        # "Sở Y tế", "Phòng Lao động - Thương binh và Xã hội huyện", "Bộ Công an", "P.GD&ĐT"
        (
            "sector",
            lazy_pattern(
                rf"(?:Sở|Bộ|Phòng|Ban|Vụ|phòng|P\.)\s?(?i:{sectors}|{short}){_LEVEL}{edge}"
            ),
        ),
        (
            "name",
            lazy_pattern(
                rf"(?i:{names}|Văn phòng\s{names})(?:\s(?:{_UBND}"
                rf"|(?i:{names})))?{_LEVEL}(?:(?<=[Đđ]oàn|Viettel|VNPT|MobiFone|VinaPhone"
                rf"|Công an){_PLACE})?{edge}"
            ),
        ),
        (
            "head",
            lazy_pattern(
                rf"(?i:{heads})(?:\s(?:chợ\s|dự án\s|khu\s|rừng\s|di tích\s|cảng\s"
                rf"|bến xe\s)?(?!{_VERBS}{edge}){_FORM})?{_LEVEL}{edge}"
            ),
        ),
        # "Sở Kiến trúc Cảnh quan": a field that the vocabulary does not know
        ("form", lazy_pattern(rf"(?:Sở|Phòng|Ban|Bộ)\s(?!{_VERBS}{edge}){_FORM}{_LEVEL}{edge}")),
        # "các cơ quan báo chí", "các doanh nghiệp viễn thông trên địa bàn tỉnh", "báo, đài"
        (
            "group",
            lazy_pattern(
                rf"(?:[Cc]ác\s{groups}(?:\s(?:ở|trên địa bàn|thuộc)\s{_LEVEL_WORD})?{_LEVEL}"
                rf"|báo, đài){edge}"
            ),
        ),
        # "Công chức Văn hóa - Xã hội phụ trách LĐTBXH phường"
        (
            "official",
            lazy_pattern(
                rf"(?:[Cc]ông chức|[Cc]án bộ|[Cc]huyên viên)\s(?:{short}|{sectors}"
                rf"|{_FORM})(?:\sphụ trách\s(?:{short}|{_FORM}))?{_LEVEL}{edge}"
            ),
        ),
    )


@cache
def _by_first_word() -> dict[str, tuple[tuple[str, regex.Pattern[str]], ...]]:
    """Return, for each word that a name may begin with, the patterns to try."""
    table: dict[str, tuple[tuple[str, regex.Pattern[str]], ...]] = {}
    for (kind, pattern), words in zip(_patterns(), _first_words(), strict=True):
        for word in words:
            table[word] = (*table.get(word, ()), (kind, pattern))
    return table


def _first_words() -> tuple[frozenset[str], ...]:
    """Return the first words of each pattern, in the order of the patterns."""

    def first(kind: str) -> list[str]:
        found = (_FIRST_WORD.match(word) for word in load_words("body_names", kind=kind))
        return [match.group().lower() for match in found if match]

    offices = ("sở", "bộ", "phòng", "ban", "vụ", "p")
    collectives = ("các", "sở", "bộ", "phòng", "ban", "cơ", "ngành", "đơn")
    return tuple(
        frozenset(words)
        for words in (
            ("ủy", "uỷ", "ubnd"),
            collectives,
            offices,
            (*first("name"), "văn"),
            first("head"),
            offices,
            ("các", "báo"),
            ("công", "cán", "chuyên"),
        )
    )


@cache
def _position() -> regex.Pattern[str]:
    words = alternation(load_words("body_names", kind="position"))
    return lazy_pattern(rf"(?:{words})(?:\scác)?\s$", regex.IGNORECASE)


@cache
def _abbreviations() -> tuple[regex.Pattern[str], dict[str, str]]:
    [entry] = [e for e in load_entries("body_names") if e["kind"] == "abbreviation"]
    full = dict(zip(entry["words"], entry["full"], strict=True))
    return lazy_pattern(rf"(?<![\p{{L}}&-]){alternation(full)}(?![\p{{L}}&])"), full


# The first word of what may be a name: a capital, or one of the small words that open groups.
_OPENS = lazy_pattern(
    r"(?<!\p{L})(?:\p{Lu}[\p{L}\d]*|(?:[uủ][ỷy]|các|sở|phòng|ban|cơ|công|báo(?=,)|ngành)(?!\p{L}))"
)
_FIRST_WORD = lazy_pattern(r"[\p{L}\d]+")
# What is known by its words beats a general head with capitals, and that a mere form.
_RANKS = {"head": 1, "form": 0}
_RULED_OUT = frozenset(
    (
        "Ban", "Báo", "Đài", "Tổ", "Đội", "Cục", "Viện", "Trường", "Quỹ", "Hội đồng",
        "Trung tâm", "Hội", "Đoàn", "Công ty", "Tập đoàn", "Thanh tra", "Ban Quản lý", "Chi cục",
        "Ban Tổ chức",
    )
)  # fmt: skip


def find_bodies(text: str) -> list[BodyName]:
    """Return the bodies that a text names, in order, not overlapping.

    >>> [b.full for b in find_bodies("Sở Văn hóa, Thể thao và Du lịch cùng UBND các xã, phường")]
    ['Sở Văn hóa, Thể thao và Du lịch', 'Ủy ban nhân dân các xã, phường']
    """
    found: list[BodyName] = list(_sharing_a_head(text))
    done = found[-1].end if found else 0
    for opening in _OPENS.finditer(text):
        if opening.start() < done:
            continue
        best = _longest_at(text, opening.start(), opening.group().lower())
        if best is not None:
            found.append(best)
            done = best.end
    return sorted(found, key=lambda body: body.start)


def _sharing_a_head(text: str) -> Iterator[BodyName]:
    """ "Các Sở: Xây dựng, Tài chính và Công Thương": each field with the one word for all."""
    match = _shared().search(text)
    if match is None:
        return
    head = match.group("head").capitalize()
    for field in regex.finditer(
        alternation(load_words("body_names", kind="sector")), match.group("list"), regex.IGNORECASE
    ):
        start = match.start("list") + field.start()
        yield BodyName(start, match.start("list") + field.end(), f"{head} {field.group()}", False)


@cache
def _shared() -> regex.Pattern[str]:
    sectors = alternation(load_words("body_names", kind="sector"))
    return lazy_pattern(
        rf"[Cc]ác\s(?P<head>Sở|sở|Phòng|phòng|Bộ|bộ)\s?:\s?(?P<list>{sectors}(?:(?:,\s|\svà\s"
        rf"|;\s){sectors}){{1,12}})"
    )


def _longest_at(text: str, start: int, first_word: str) -> BodyName | None:
    """Return the longest name that begins at `start`; one known by its words beats a mere form."""
    best: tuple[int, int, str] | None = None
    for kind, pattern in _by_first_word().get(first_word, ()):
        match = pattern.match(text, start)
        if match is None or (kind in ("head", "form", "name") and match.group() in _RULED_OUT):
            continue
        candidate = (_RANKS.get(kind, 2), match.end(), kind)
        best = candidate if best is None else max(best, candidate)
    if best is None:
        return None
    printed = text[start : best[1]]
    left = text[max(0, start - 24) : start]
    position = _position().search(left)
    begin = start - (len(left) - position.start()) if position else start
    return BodyName(begin, best[1], written_out(printed), best[2] == "group")


@lru_cache(maxsize=4096)
def written_out(name: str) -> str:
    """Return a name with its abbreviations written out.

    >>> written_out("Phòng LĐTB&XH huyện"), written_out("UBND xã")
    ('Phòng Lao động - Thương binh và Xã hội huyện', 'Ủy ban nhân dân xã')
    """
    pattern, full = _abbreviations()
    name = pattern.sub(lambda match: full[match.group()], name)
    return " ".join(name.replace("Uỷ ban", "Ủy ban").split())
