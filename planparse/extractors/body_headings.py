"""Headings that name bodies: "1. Sở Y tế", "2. Đề nghị Hội Nông dân xã:", "Trách nhiệm của …"."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from planparse.extractors.base import Passage
from planparse.extractors.body_forms import write_out
from planparse.extractors.body_lists import read_names
from planparse.extractors.body_roles import RULES, Found, may_begin, read_predicate, skip_marks
from planparse.extractors.body_words import Name, Printed, is_duty, printed
from planparse.model.records import BodyRole
from planparse.outline.markers import read_marker
from planparse.text.patterns import lazy_pattern

# Sections whose plain sentences are no duties: only telling words count there.
STRICT_ROLES = frozenset(("objectives", "purpose"))
# Under such a title every heading names a body …
_SURE_PARENT = lazy_pattern(r"trách nhiệm|phân công|tổ chức thực hiện|nhiệm vụ của")
# … and under such a one none is given a duty.
_NO_DUTIES = lazy_pattern(r"đối tượng|phạm vi|thành phần|địa điểm|địa bàn|tình hình|kết quả")
_OPENING = lazy_pattern(
    r"(?P<ask>(?:trân trọng |kính )?đề nghị )"
    r"|(?P<of>(?:trách nhiệm(?:, nhiệm vụ)?|nhiệm vụ)(?: thực hiện)? "
    r"(?:của |(?=các |sở |ubnd|ủy ban)))"
    r"|đối với |phân công |giao(?: nhiệm vụ)?(?: cho)? |về phía "
)
_OPENING_WORDS = frozenset(("trân", "kính", "đề", "trách", "nhiệm", "đối", "phân", "giao", "về"))
# "(Cơ quan thường trực …):", " - Cơ quan đầu mối", " có trách nhiệm:": what may end a heading
_END = lazy_pattern(
    r" ?(?:\([^()\n]{0,300}\) ?)?(?:,? - ?(?:cơ quan|thường trực)[^.;:()\n]{0,90})?"
    r"(?:(?:có|chịu) (?:trách nhiệm|nhiệm vụ)(?: thực hiện)? ?)?(?:[:;.]|$)"
)
# The words of a heading up to its colon, parenthesis or end.
_WORDS = lazy_pattern(r"[^.:;()\n]{4,160}(?=[ ]?(?:\([^()\n]{0,200}\)[ ]?)?(?:[:.]|$))")
# "Phó Chủ tịch phụ trách lĩnh vực A, B và C" is one person
_BY_FIELD = lazy_pattern(r"[Pp]hó [^,]{0,80}phụ trách")
# "- Chủ động phối hợp", "…, phối hợp thực hiện": the body above works with others
_JOINS = lazy_pattern(
    r"(?:^|[.;:,]\s)\W{0,4}(?:\p{Ll}\)\s)?(?:chủ động |thường xuyên |tham gia |tiếp tục ){0,2}"
    r"(?P<cue>phối hợp)(?!\p{L})"
)
_LEADS = lazy_pattern(r"(?:^|[.;:]\s)\W{0,4}(?:\p{Ll}\)\s)?(?P<cue>chủ trì)(?!\p{L})")
_LED_CLAUSE = lazy_pattern(r"chủ trì[^.;:]{0,400}$")
_SENTENCE_END = lazy_pattern(r"\./\.|[.;](?=\s)|\n|$")
_MARKER_REACH, _SHORT, _LED_REACH, _SENTENCE_REACH = 240, 130, 400, 600


@dataclass(frozen=True, slots=True)
class Heading:
    """The bodies that a heading names, with their role, and where the heading ends."""

    names: tuple[Name, ...]
    role: BodyRole
    end: int


def own_heading(passage: Passage, line: Printed) -> Heading | None:
    """Return the bodies that the passage's own heading names."""
    if passage.section is None or not passage.blocks or passage.role in STRICT_ROLES:
        return None
    has_duties, names_bodies = _kind_of_parent(passage.above[0] if passage.above else "")
    if not has_duties:
        return None
    block = passage.blocks[0]
    is_sure = passage.role == "organisation" or names_bodies
    is_title = len(passage.blocks) > 1 or not passage.is_leaf
    at = _title_start(line, passage.section.marker)
    return _read(line, at, block.end, is_sure=is_sure and is_title)


@lru_cache(maxsize=512)
def _kind_of_parent(text: str) -> tuple[bool, bool]:
    """Return whether duties may stand under a title, and whether every heading there is a body."""
    title = text.split("\n")[0].lower()
    return _NO_DUTIES.search(title) is None, _SURE_PARENT.search(title) is not None


def heading_above(passage: Passage) -> Heading | None:
    """Return the nearest heading above that names bodies; its places mean nothing here."""
    if passage.role in STRICT_ROLES:
        return None
    for text in passage.above[:2]:
        heading = _read_above(text.split("\n")[0])
        if heading is not None:
            return heading
    return None


@lru_cache(maxsize=512)
def _read_above(text: str) -> Heading | None:
    line = printed(text)
    at = skip_marks(text, 0)
    marker = read_marker(text[at : at + _MARKER_REACH])
    return _read(line, at + marker.end if marker else at, len(text), is_sure=False)


def _title_start(line: Printed, marker: str) -> int:
    """Return where a heading's title begins, behind its marker and blanks."""
    at = len(marker) if line.text.startswith(marker) else 0
    return skip_marks(line.text, at)


def _read(line: Printed, at: int, end: int, *, is_sure: bool) -> Heading | None:
    """Read a title that names bodies and says nothing else before its colon or end."""
    is_opening = line.token(at)[0] in _OPENING_WORDS
    opening = _OPENING.match(line.lower, at, end) if is_opening else None
    role: BodyRole = "requested" if opening and opening["ask"] else "lead"
    at = opening.end() if opening else at
    if opening is None and not may_begin(line, at):
        return None
    names = read_names(line, at, semicolons=True)
    if names and _BY_FIELD.search(names[0].body):
        names = names[:1]
    if names and names[-1].end <= end:
        after = _END.match(line.lower, _known_end(line, names, end), end)
        if after is not None:
            return Heading(names, role, after.end())
    if not (opening["of"] or opening["ask"] if opening else is_sure and names):
        return None
    whole = _unknown_name(line, at, end, names)
    if whole is None:
        return None
    after = _END.match(line.lower, whole.end, end)
    return Heading((whole,), role, after.end() if after else whole.end)


def _known_end(line: Printed, names: tuple[Name, ...], end: int) -> int:
    """Return where the names end; a group of no name at the end takes its last words along."""
    last = names[-1]
    if len(names) < 2 or not last.is_vague or is_duty(line, last.end):
        return last.end
    tail = _WORDS.match(line.text, last.end, end)
    return tail.end() if tail else last.end


def _unknown_name(line: Printed, start: int, end: int, names: tuple[Name, ...]) -> Name | None:
    """Return all of a heading as one name, when it begins as a name does and says no duty."""
    match = _WORDS.match(line.text, start, end)
    if match is None or (names and names[-1].end > match.end()):
        return None
    is_line = line.text[end - 1] not in ".;" and end - start < _SHORT
    is_known = any(not name.is_vague for name in names)
    if (is_known or not is_line) and (not names or is_duty(line, names[-1].end)):
        return None
    if names and read_predicate(line, names[-1].end, end, "strict"):
        return None
    words = match[0].rstrip()
    return Name(start, start + len(words), write_out(words))


def of_heading(line: Printed, heading: Heading) -> Iterator[Found]:
    """Yield the bodies of the passage's own heading; their duty is what follows it."""
    at = heading.end
    while line.text[at : at + 1].isspace():
        at += 1
    last = min(len(line.text), at + _SENTENCE_REACH)
    stop = _SENTENCE_END.search(line.text, at, last)
    end = stop.start() if stop else last
    for name in heading.names:
        yield Found(name, heading.role, "body-heading", name.start, end, duty=heading.end)


def of_names_above(line: Printed, heading: Heading, start: int, end: int) -> Iterator[Found]:
    """Yield the roles that `start:end` gives the bodies above, which it does not name.

    "- Phối hợp với …" under a body's own heading: there the body supports too.
    """
    lower = line.lower[start:end]
    joins = _JOINS.search(lower) if "phối hợp" in lower else None
    if joins is not None and not _LED_CLAUSE.search(
        lower, max(0, joins.start("cue") - _LED_REACH), joins.start("cue")
    ):
        yield from _inherited(line, heading, "support", start + joins.start("cue"), end)
    leads = _LEADS.search(lower) if heading.role == "requested" and "chủ trì" in lower else None
    if leads is not None:
        yield from _inherited(line, heading, "lead", start + leads.start("cue"), end)


def _inherited(
    line: Printed, heading: Heading, role: BodyRole, at: int, end: int
) -> Iterator[Found]:
    end = min(end, at + _SENTENCE_REACH)
    stop = _SENTENCE_END.search(line.text, at, end)
    cue_end = at + len("phối hợp" if role == "support" else "chủ trì")
    for name in heading.names:
        if not name.is_vague:
            place = replace(name, start=at, end=cue_end)
            last = stop.start() if stop else end
            yield Found(place, role, RULES[role], at, last, duty=cue_end, is_inherited=True)
