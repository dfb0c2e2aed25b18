"""Which level of government a line is for: what only the province's offices do is no commune's."""

from collections.abc import Mapping
from functools import cache

import regex

from planparse.comparison.words import Table, find_phrases, make_plain_table, split_words
from planparse.extractors.issuers import level_of
from planparse.lexicon import load_entries
from planparse.model import PlanDocument
from planparse.text.patterns import lazy_pattern

_RANKS: Mapping[str, int] = {
    "central": 4,
    "province": 3,
    "district": 2,
    "commune": 1,
    "unit": 0,
}
_HOSPITAL = lazy_pattern(r"bệnh viện|trung tâm y tế", regex.IGNORECASE)
_OF_DISTRICT = lazy_pattern(r"(?<!\p{L})(?:huyện|quận|thị xã)(?!\p{L})", regex.IGNORECASE)
_OF_PROVINCE = lazy_pattern(r"(?<!\p{L})(?:tỉnh|thành phố)(?!\p{L})", regex.IGNORECASE)
NAMES: Mapping[str, str] = {
    "central": "trung ương",
    "province": "cấp tỉnh",
    "district": "cấp huyện",
    "commune": "cấp xã",
    "unit": "cơ sở, đơn vị",
}
"""How reports name the levels."""


def level_of_plan(document: PlanDocument) -> str | None:
    """Return the level at which the issuer of a plan stands."""
    metadata = document.metadata
    return level_of(metadata.issuer, metadata.superior, metadata.number)


def reach_of_plan(document: PlanDocument) -> tuple[str | None, bool]:
    """Return the level whose lines are for a plan, and whether they alone are.

    The hospital of a province has the province's column ("Tuyến tỉnh") and no other.
    """
    level = level_of_plan(document)
    issuer, superior = document.metadata.issuer or "", document.metadata.superior
    if level != "unit" or not _HOSPITAL.match(issuer):
        return level, False
    if _OF_DISTRICT.search(issuer):
        return "district", True
    is_provincial = _OF_PROVINCE.search(issuer) or level_of(superior, None, None) == "province"
    return ("province" if is_provincial else level), bool(is_provincial)


def levels_in(text: str, own: str | None) -> frozenset[str]:
    """Return the levels that a line confines itself to, none where it is for all.

    `own` is the level of the plan's issuer, for "cấp thành phố".

    >>> sorted(levels_in("hồ sơ công việc cấp tỉnh, cấp huyện", "province"))
    ['district', 'province']
    >>> sorted(levels_in("các sở, ngành, địa phương", "province"))
    []
    """
    found = {level for level, _ in find_phrases(split_words(text), _marks())}
    if "city" in found:
        found = (found - {"city"}) | {own or "district"}
    return frozenset() if "all" in found else frozenset(found)


def level_words(text: str) -> tuple[str, ...]:
    """Return the words by which a line confines itself to a level, as the lexicon writes them.

    >>> level_words("tổ chức hội thi cấp thành phố")
    ('cấp thành phố',)
    """
    return tuple(dict.fromkeys(word for _, word in find_phrases(split_words(text), _marks())))


def is_above(levels: frozenset[str], level: str | None) -> bool:
    """Tell whether all levels that a line is for stand above a level."""
    rank = _RANKS.get(level or "")
    return bool(levels) and rank is not None and min(map(_rank, levels)) > rank


def is_higher(one: str | None, other: str | None) -> bool:
    """Tell whether one level stands above another; of unknown levels nothing is known."""
    return one in _RANKS and other in _RANKS and _rank(str(one)) > _rank(str(other))


def _rank(level: str) -> int:
    return _RANKS[level]


@cache
def _marks() -> Table:
    return make_plain_table(
        (word, (entry["level"], word))
        for entry in load_entries("level_marks")
        for word in entry["words"]
    )
