"""Who issues a plan without a head, and at which level an issuer stands."""

import regex

from planparse.extractors.base import Level
from planparse.lexicon import load_entries, load_words
from planparse.outline import Flow, Outline
from planparse.text.fold import fold
from planparse.text.patterns import lazy_pattern
from planparse.text.phrases import alternation

_CODES = frozenset(("ubnd", "ubmttq", "ub", "hđnd", "bch", "mttq"))


def _printed(word: str) -> str:
    """Return a word that opens a body's name as it stands in a sentence."""
    return word.upper() if word in _CODES else word.capitalize()


_BODIES = tuple(map(_printed, load_words("heads", kind="body")))
_OTHER_TONE = tuple(body.replace("ủy", "uỷ").replace("Ủy", "Uỷ") for body in _BODIES)
BODY = (
    rf"(?!(?i:{alternation(load_words('heads', kind='nobody'))})(?!\p{{L}}))"
    rf"{alternation((*_BODIES, *_OTHER_TONE))}"
)
"""A pattern for the words that open a body's name, with their capital: "Ủy ban", "UBND", "Sở"."""

# "Ủy ban nhân dân phường ban hành Kế hoạch", "Ban Thường vụ Hội LHPN xã xây dựng kế hoạch",
# "Trường Tiểu học An Nội đề ra chương trình"; not "các đơn vị xây dựng kế hoạch"
_OPENING = lazy_pattern(
    rf"(?<!(?:của|các|và|cho)\s)(?P<issuer>{BODY}"
    r"(?:\s(?!ban hành|xây dựng|đề ra|lập)[\p{L}\d()&\-]{1,20}){0,12}?)"
    r"\s(?:ban hành|xây dựng|đề ra|lập|triển khai)\s(?:\p{Ll}{1,8}\s){0,2}?"
    r"(?i:kế hoạch|chương trình|phương án)"
)
_UNIT = r"(?:xã|phường|thị trấn|huyện|quận|thị xã|thành phố|tỉnh|đặc khu)"
# "phường Nguyễn Trãi", "HUYỆN TÂN LỘC"; not "phường đạt chuẩn", "TRÊN ĐỊA BÀN TỈNH NĂM 2026"
_PLACE = lazy_pattern(
    rf"(?P<level>(?i:{_UNIT}))\s(?!(?i:năm|giai đoạn|đến)\s)"
    r"(?P<name>\p{Lu}\p{L}*(?:\s\p{Lu}\p{L}*){0,4})"
)
# "Ủy ban nhân dân tỉnh": whose seat gives the head its place
_OF_PROVINCE = lazy_pattern(r"\s(?:tỉnh|thành phố)$", regex.IGNORECASE)
# How a level's words stand in a name: "thị xã" holds no xã, "bảo hiểm xã hội" neither.
_STANDING = {
    "start": r"{words}(?!\p{{L}})",
    "any": r".{{0,150}}(?<!\p{{L}}|thị ){words}(?!\p{{L}}| hội)",
    "city": r".{{0,150}}(?<!\p{{L}})(?:thành phố|tp\.?|thành ủy|thành đoàn)\s?{words}",
}
_LEVELS: tuple[tuple[Level, regex.Pattern[str]], ...] = tuple(
    (
        entry["level"],
        lazy_pattern(
            _STANDING[entry["place"]].format(words=alternation(map(fold, entry["words"])))
        ),
    )
    for entry in load_entries("levels")
)
_PARTY_CODES: tuple[tuple[Level, regex.Pattern[str]], ...] = (
    ("central", lazy_pattern(r"[/\-](?:TW|TTg|CP)$")),
    ("province", lazy_pattern(r"[/\-]TU$")),
    ("district", lazy_pattern(r"[/\-](?:HU|QU|ThU)$")),
    ("commune", lazy_pattern(r"[/\-]ĐU$")),
)


def level_of(issuer: str | None, superior: str | None, number: str | None) -> Level | None:
    """Return the level at which an issuer stands, by its name, else by its number's Party code.

    >>> level_of("ỦY BAN NHÂN DÂN THÀNH PHỐ KON TUM", None, None)
    'district'
    >>> level_of("Ban Thường vụ", "Hội LHPN tỉnh Hậu Giang", None)
    'province'
    """
    for name in (issuer, superior):
        key = fold(name or "")
        for level, pattern in _LEVELS:
            if pattern.match(key):
                return level
    for level, pattern in _PARTY_CODES:
        if number and pattern.search(number):
            return level
    return None


def issuer_of_opening(
    flow: Flow, outline: Outline, title: str | None, place: str | None = None
) -> str | None:
    """Infer the issuer from "… ban hành Kế hoạch", the place that it leaves out from the title.

    "Ủy ban nhân dân phường" with the title "… trên địa bàn phường Hà Khẩu" gives both; a province
    takes the `place` of the head where the title names none.
    """
    for block, part in zip(flow.blocks, outline.parts, strict=True):
        if part == "preamble":
            found = list(_OPENING.finditer(flow.block_text(block)))
            if found:
                return _with_place(found[-1].group("issuer"), title or "", place)
    return None


def _with_place(issuer: str, title: str, place: str | None) -> str:
    last = fold(issuer).split()[-1]
    for named in _PLACE.finditer(title):
        if fold(named.group("level")).split()[-1] == last:
            return f"{issuer} {named.group('name')}"
    return f"{issuer} {place}" if place and _OF_PROVINCE.search(issuer) else issuer
