"""Whose territory a line is for: in a table of quotas each district or commune has its own row."""

from dataclasses import dataclass

import regex

from planparse.model import PlanDocument
from planparse.text.fold import fold
from planparse.text.patterns import lazy_pattern

_LEVELS = {
    "huyện": "district", "quận": "district", "thị xã": "district", "thành phố": "district",
    "xã": "commune", "phường": "commune", "thị trấn": "commune", "đặc khu": "commune",
}  # fmt: skip
_KINDS = (
    *_LEVELS.items(), ("tỉnh", "province"), ("thôn", "unit"), ("tổ dân phố", "unit"),
    ("khu phố", "unit"), ("khu dân cư", "unit"), ("ấp", "unit"), ("bản", "unit"), ("làng", "unit"),
)  # fmt: skip
_WORDS = "|".join(_LEVELS)
# "Huyện Lục Nam", "Thị trấn Châu Ổ", "phường 5"; not "xã hội", "phường, xã"
_NAMED = lazy_pattern(
    rf"(?<!\p{{L}})(?P<level>(?i:{_WORDS}))\s(?P<name>\p{{Lu}}[\p{{L}}'’.]{{0,9}}"
    rf"(?:\s\p{{Lu}}[\p{{L}}'’.]{{0,9}}){{0,3}}|\d{{1,2}})(?!\p{{L}})"
)
# "Các huyện còn lại", "22 xã, thị trấn còn lại"
_REST = lazy_pattern(
    rf"(?<!\p{{L}})(?:các|\d{{1,3}})\s(?P<level>{_WORDS})(?:,\s(?:{_WORDS})){{0,3}}\scòn lại",
    regex.IGNORECASE,
)
_ISSUER = lazy_pattern(
    rf"(?<!\p{{L}})(?P<level>{_WORDS})\s(?P<name>[^,;\n]{{2,40}})$", regex.IGNORECASE
)
REST = "còn lại"
"""The name of the places that a table does not name one by one."""


@dataclass(frozen=True, slots=True)
class Place:
    """A district or commune, by its level and its name without it, folded."""

    level: str
    name: str


def place_in(text: str) -> Place | None:
    """Return the place that a line names, None where it names none or several.

    >>> place_in("Tổ liên gia an toàn Xã Bình Đông").name
    'bình đông'
    >>> place_in("tỷ lệ hộ nghèo của xã") is None
    True
    """
    rest = _REST.search(text)
    if rest is not None:
        return Place(_LEVELS[rest["level"].lower()], REST)
    found = list(_NAMED.finditer(text))
    if len(found) != 1:
        return None
    return Place(_LEVELS[found[0]["level"].lower()], fold(found[0]["name"]))


def without_place(text: str) -> str:
    """Return a line without the place that it names.

    >>> without_place("BHXH tự nguyện tăng mới Huyện Lục Nam")
    'BHXH tự nguyện tăng mới '
    """
    return _NAMED.sub("", _REST.sub("", text)) if place_in(text) else text


def place_of_plan(document: PlanDocument) -> Place | None:
    """Return the district or commune whose plan it is."""
    match = _ISSUER.search(document.metadata.issuer or "")
    if match is None:
        return None
    return Place(_LEVELS[match["level"].lower()], fold(match["name"]))


def level_of_place(name: str) -> str | None:
    """Return the level of a kind of place, that of units for what is below the commune.

    >>> level_of_place("xã, thị trấn"), level_of_place("tổ dân phố"), level_of_place("đội")
    ('commune', 'unit', None)
    """
    folded = fold(name)
    for words, level in _KINDS:
        if folded.startswith(words) and not folded.startswith("xã hội"):
            return level
    return None


def is_of_another(place: Place | None, own: Place | None) -> bool:
    """Tell whether a line is for another place of the plan's own level."""
    return place is not None and own is not None and place.level == own.level and place != own
