"""Collectives: "các sở, ban, ngành tỉnh", "sở, ngành", "các cơ quan báo chí", "các đơn vị khác"."""

from collections.abc import Callable

import regex

from planparse.extractors.body_forms import as_collective, write_out
from planparse.extractors.body_tails import LEVEL, read_level
from planparse.extractors.body_words import (
    FIELDS,
    HEADS,
    NOUNS,
    QUALIFIERS,
    Name,
    Noun,
    Printed,
    is_duty,
)
from planparse.text.patterns import lazy_pattern

NameReader = Callable[[int], Name | None]
"""Reads the name at a place of the line, for what a group belongs to."""

# "các ", "tất cả các ", "từng ": several of a kind follow
QUANTITY = lazy_pattern(r"(?:tất cả (?:các )?|toàn thể (?:các )?|các |những |mỗi |từng )")
AFTER_OWNER = lazy_pattern(
    r" (?:của|thuộc|trực thuộc|thành viên|thành viên của) | ?- ?(?=công an|sở|bộ |ubnd|ủy ban)"
)
"""What joins a body to the one it belongs to: " thuộc Sở", " - Công an tỉnh"."""

_JOIN = lazy_pattern(r" ?, ?(?!các )| ?- ?| và (?!các)| ?/ ?| (?=ngành|đoàn thể|ban[ ,])")
# "các trường mầm non[, ]tiểu học[ và ]THCS"
_NEXT_FIELD = lazy_pattern(r" ?, ?(?:và )?| và ")
# Tails that say who is meant, also behind a noun that does not.
_TELLING_TAILS = (" thành viên", " của", " trung ương")
_NOUNS_WITH_FIELD = frozenset(
    (
        "trường", "cơ quan", "doanh nghiệp", "công ty", "đơn vị", "hội", "chi hội", "phòng", "đài",
        "ban quản lý",
    )
)  # fmt: skip
_NOUN_LIMIT, _TAIL_LIMIT = 12, 4


def read_group(
    line: Printed, start: int, quantity: regex.Match[str] | None, owner: NameReader
) -> Name | None:
    """Return the collective at `start`; without "các" it needs two nouns or a telling word."""
    at = quantity.end() if quantity else start
    found = NOUNS.longest(line, at)
    if found is None or found[1].kind == "other":
        return None
    last, end, nouns = _read_nouns(line, at, found, owner)
    if quantity is None and len(nouns) < 2 and not _is_narrowed(line, at, end):
        return None
    if quantity and quantity[0] == "mỗi ":  # "Mỗi xã có 01 mô hình": counted, not charged
        return None
    return _group(line, start, (last, end), any(noun.is_telling for noun in nouns), owner)


def read_bare_group(line: Printed, start: int, owner: NameReader) -> Name | None:
    """Return the collective of one noun of several words: "hội quần chúng" inside a list."""
    found = NOUNS.longest(line, start)
    if found is None or found[1].kind != "group" or " " not in line.lower[start : found[0]]:
        return None
    return _group(line, start, (start, found[0]), True, owner)


def _read_nouns(
    line: Printed, start: int, first: tuple[int, Noun], owner: NameReader
) -> tuple[int, int, list[Noun]]:
    """Return the place of the last noun of a list of nouns, and the nouns."""
    last, (end, noun) = start, first
    nouns = [noun]
    while len(nouns) < _NOUN_LIMIT:
        join = _JOIN.match(line.lower, end)
        following = NOUNS.longest(line, join.end()) if join else None
        if join is None or following is None or following[1].kind == "other":
            break
        if _is_tail(line, end, join, owner):
            break
        last, (end, noun) = join.end(), following
        nouns.append(noun)
    return last, end, nouns


def _is_tail(line: Printed, end: int, join: regex.Match[str], owner: NameReader) -> bool:
    """A blank alone joins "ban ngành đoàn thể", not a level ("đoàn thể tỉnh") nor "[báo] chí"."""
    if join[0].strip():
        return line.text[join.end()].isupper() and owner(join.end()) is not None
    return QUALIFIERS.longest(line, end) is not None or LEVEL.match(line.lower, end) is not None


def _is_narrowed(line: Printed, start: int, end: int) -> bool:
    """One noun without "các" says who is meant only with more: "cơ quan [quản lý cấp trên]"."""
    if line.lower.startswith("tổ chức", start):
        return False
    found = QUALIFIERS.longest(line, end)
    return found[1].is_telling if found else _field_end(line, start, end) > end


def _group(
    line: Printed, start: int, noun: tuple[int, int], telling: bool, owner: NameReader
) -> Name:
    """Read what stands behind the nouns; `noun` is the place of the last one."""
    end = _field_end(line, *noun)
    telling = telling or end > noun[1]
    is_narrowed = False
    for _ in range(_TAIL_LIMIT):
        stop = _owner_end(line, read_level(line, end), owner)
        telling = telling or (stop > end and line.lower.startswith(_TELLING_TAILS, end))
        found = QUALIFIERS.longest(line, stop)
        if found is not None and not (is_narrowed and found[1].is_telling):
            stop, is_narrowed = found[0], is_narrowed or found[1].is_telling
        if stop == end:
            break
        end = stop
    body = as_collective(write_out(line.text[start:end]))
    return Name(start, end, body, is_vague=not (telling or is_narrowed))


def _field_end(line: Printed, start: int, end: int) -> int:
    """Return the end of the field of a noun that takes one: "các trường [trung học cơ sở]"."""
    if line.lower[start:end].strip() not in _NOUNS_WITH_FIELD:
        return end
    field = FIELDS.longest(line, end)
    if field is None or (is_duty(line, end) and not line.text[end + 1].isupper()):
        return end
    end = field[0]
    for _ in range(_TAIL_LIMIT):
        join = _NEXT_FIELD.match(line.lower, end)
        field = FIELDS.longest(line, join.end()) if join else None
        if join is None or field is None or _is_head(line, join.end()):
            break
        end = field[0]
    return end


def _is_head(line: Printed, at: int) -> bool:
    """Tell whether a name and no field begins at a place."""
    return HEADS.longest(line, at) is not None


def _owner_end(line: Printed, start: int, owner: NameReader) -> int:
    link = AFTER_OWNER.match(line.lower, start)
    at = link.end() if link else start + 1
    head = HEADS.longest(line, at) if line.text[start : start + 1] == " " or link else None
    if link is None and (head is None or head[1].kind != "closed" or not line.text[at].isupper()):
        return start  # else "các Ban[ HĐND xã]", "các ban[ Huyện ủy]"
    name = owner(at)
    return start if name is None else name.end
