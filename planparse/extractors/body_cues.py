"""Words before a body's name that give it a role: "phối hợp với X", "giao X", "đề nghị X"."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from planparse.extractors.body_lists import read_names
from planparse.extractors.body_names import read_name
from planparse.extractors.body_reports import find_recipients
from planparse.extractors.body_roles import RULES, Found, Manner, read_predicate
from planparse.extractors.body_words import Name, Printed, is_duty, words_of
from planparse.model.records import BodyRole
from planparse.text.patterns import lazy_pattern

_WORDS: tuple[tuple[str, str], ...] = tuple(
    (word, kind)
    for kind in ("ask", "give", "order", "join", "together", "by", "report", "share")
    for word in words_of("body_duties", f"cue_{kind}")
)
# " chặt chẽ, thường xuyên với ": what may stand between "phối hợp" and the partner
_JOINED = lazy_pattern(
    r"(?:,? (?:chặt chẽ|đồng bộ|thường xuyên|có hiệu quả|hiệu quả|tốt|kịp thời|trực tiếp"
    r"|chủ động|nhịp nhàng|liên tục|toàn diện|chặt)){0,3}"
    r"(?: (?:với|cùng với|cùng|và))?(?: (?:của|các đồng chí))? "
)
# " với ", " cùng ": where the partner may come later in the clause
_WITH = lazy_pattern(r" (?:với|cùng với|cùng) ")
_CLAUSE_END = lazy_pattern(r"[.;:()\n]")
# One item that is no known name: "phối hợp với [chủ rừng và] Công an xã"
_UNKNOWN_ITEM = lazy_pattern(r"[^,.;:()\n]{2,50}?(?:, | và )")
# "sự phối hợp", "quy chế phối hợp": a noun, which assigns nothing
_NOUNS_BEFORE = tuple(f" {word.lower()} " for word in words_of("body_duties", "noun"))
_NOT_GIVEN = ("được ", "đã ", "theo ", "chỉ tiêu ", "khoán ")
_NOT_ASKED = ("theo ", "xét ", "có ", "được ", "những ", "các ", "tờ trình ", "phối hợp: ")
# "Trên đây là Kế hoạch …, đề nghị các ngành nghiêm túc thực hiện": courtesy to everyone
_CLOSING = "trên đây là"
_GIVEN = lazy_pattern(r"(?: (?:trách nhiệm|nhiệm vụ))?(?: cho)? ")
# ": 20 ha" behind a name: its part of a target; not ": 0259 3868 117"
_ALLOCATED = lazy_pattern(r" ?: ?\d{1,4} (?=\p{L})[^,;()\n]{0,30}")
_GAP = lazy_pattern(r"[ :,;]{1,3}")
_SENTENCE_END = lazy_pattern(r"\./\.|[.;](?=\s)|\n|$")
_LOOK_BACK, _LOOK_AHEAD, _SENTENCE_REACH = 24, 90, 600


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue word at `start:end`; `kind` is the vocabulary's."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """The piece `start:end` of a line that is read: a paragraph or a table cell."""

    line: Printed
    start: int
    end: int
    manner: Manner = "plain"


def find_cues(lower: str) -> list[Cue]:
    """Return the cue words of a lower-case text in order.

    >>> [cue.kind for cue in find_cues("giao sở y tế phối hợp với sở nội vụ; giao thông")]
    ['give', 'join', 'give']
    """
    cues = []
    for word, kind in _WORDS:
        at = lower.find(word)
        while at >= 0:
            end = at + len(word)
            if not lower[at - 1 : at].isalpha() and not lower[end : end + 1].isalpha():
                cues.append(Cue(at, end, kind))
            at = lower.find(word, end)
    return sorted(cues, key=lambda cue: cue.start)


def read_cue(stretch: Stretch, cue: Cue) -> Iterator[Found]:
    """Yield the bodies behind a cue word."""
    yield from _READERS[cue.kind](stretch, cue)


def found_names(
    stretch: Stretch, names: tuple[Name, ...], role: BodyRole, rule: str = ""
) -> Iterator[Found]:
    """Yield the names that say who is meant, with their sentence."""
    if not names:
        return
    start, end = sentence_around(stretch, names[0].start, names[-1].end)
    for name in names:
        if not name.is_vague:
            yield Found(name, role, rule or RULES[role], start, end, duty=names[-1].end)


def sentence_around(stretch: Stretch, start: int, end: int) -> tuple[int, int]:
    """Return the place of the sentence or clause that holds `start:end`."""
    text = stretch.line.text
    first = max(stretch.start, start - _SENTENCE_REACH)
    before = max(text.rfind(mark, first, start) for mark in (". ", "; ", ": "))
    last = min(stretch.end, end + _SENTENCE_REACH)
    stop = _SENTENCE_END.search(text, end, last)
    return max(first, before + 2), stop.start() if stop else last


def _behind(stretch: Stretch, at: int) -> tuple[Name, ...]:
    names = read_names(stretch.line, at)
    return names if names and names[-1].end <= stretch.end else ()


def _before(stretch: Stretch, cue: Cue) -> str:
    return stretch.line.lower[max(stretch.start, cue.start - _LOOK_BACK) : cue.start]


def _ask(stretch: Stretch, cue: Cue) -> Iterator[Found]:
    closes = stretch.line.lower.startswith(_CLOSING, stretch.start)
    if not closes and not _before(stretch, cue).endswith(_NOT_ASKED):
        yield from found_names(stretch, _behind(stretch, cue.end + 1), "requested")


def _give(stretch: Stretch, cue: Cue) -> Iterator[Found]:
    """ "Giao X …", "yêu cầu X …"; a small "giao" before "các" is mostly no verb of this plan."""
    gap = _GIVEN.match(stretch.line.lower, cue.end)
    if gap is None or _before(stretch, cue).endswith(_NOT_GIVEN):
        return
    names = _behind(stretch, gap.end())
    word = stretch.line.text[cue.start : cue.end]
    is_verb = word[0].isupper() or word == "yêu cầu"
    if names and (is_verb or not stretch.line.lower.startswith("các", names[0].start)):
        yield from found_names(stretch, names, "lead")
        role = read_predicate(stretch.line, names[-1].end, stretch.end, "strict")
        if role == "support":
            yield from found_names(stretch, names, role)


def _order(stretch: Stretch, cue: Cue) -> Iterator[Found]:
    """ "chỉ đạo Trạm Y tế phun thuốc": whom a body directs; not "sự chỉ đạo", "Ban Chỉ đạo"."""
    before = f" {_before(stretch, cue)}"
    if before.endswith((*_NOT_GIVEN, " ban ", " sự ", " công tác ", " ý kiến ", " theo ")):
        return
    names = _behind(stretch, cue.end + 1) if stretch.line.text[cue.end : cue.end + 1] == " " else ()
    if names and is_duty(stretch.line, names[-1].end):
        yield from found_names(stretch, names, "lead")


def _join(stretch: Stretch, cue: Cue) -> Iterator[Found]:
    before = f" {_before(stretch, cue)}"
    without_last = before.rstrip().rpartition(" ")[0] + " "
    if not before.endswith(_NOUNS_BEFORE) and not without_last.endswith(_NOUNS_BEFORE):
        yield from found_names(stretch, _partners(stretch, cue.end), "support")


def _partners(stretch: Stretch, at: int) -> tuple[Name, ...]:
    lower = stretch.line.lower
    close = _JOINED.match(lower, at, stretch.end)
    if close is not None:
        names = _behind(stretch, close.end()) or _behind_unknown(stretch, close.end())
        if names:
            return names
    stop = _CLAUSE_END.search(lower, at, min(stretch.end, at + _LOOK_AHEAD))
    limit = stop.start() if stop else min(stretch.end, at + _LOOK_AHEAD)
    for later in _WITH.finditer(lower, at, limit):
        names = _behind(stretch, later.end())
        if names:
            return names
    return ()


def _behind_unknown(stretch: Stretch, at: int) -> tuple[Name, ...]:
    unknown = _UNKNOWN_ITEM.match(stretch.line.lower, at, stretch.end)
    if unknown is None or is_duty(stretch.line, at):
        return ()
    return _behind(stretch, unknown.end())


def _together(stretch: Stretch, cue: Cue) -> Iterator[Found]:
    """ "cùng Đoàn Thanh niên xã mở lớp": a partner, when a duty follows."""
    at = cue.end + (5 if stretch.line.lower.startswith(" với ", cue.end) else 1)
    names = _behind(stretch, at)
    if names and not names[0].is_vague and is_duty(stretch.line, names[-1].end):
        yield from found_names(stretch, names, "support")


def _by(stretch: Stretch, cue: Cue) -> Iterator[Found]:
    names = _behind(stretch, cue.end + 1)
    if not names:
        return
    role = read_predicate(stretch.line, names[-1].end, stretch.end, "strict")
    if role == "lead":
        yield from found_names(stretch, names, "lead")


def _report(stretch: Stretch, cue: Cue) -> Iterator[Found]:
    for names in find_recipients(stretch.line, cue.end, stretch.end):
        yield from found_names(stretch, names, "report_to")


def _share(stretch: Stretch, cue: Cue) -> Iterator[Found]:
    """ "(trong đó: Hội Nông dân: 20 ha, Đoàn xã: 30 ha)": a target parted among bodies."""
    at = cue.end
    while (gap := _GAP.match(stretch.line.text, at, stretch.end)) is not None:
        name = read_name(stretch.line, gap.end())
        number = _ALLOCATED.match(stretch.line.text, name.end, stretch.end) if name else None
        if name is None or number is None:
            return
        yield from found_names(stretch, (name,), "lead")
        at = number.end()


_READERS: dict[str, Callable[[Stretch, Cue], Iterator[Found]]] = {
    "ask": _ask,
    "give": _give,
    "order": _order,
    "join": _join,
    "together": _together,
    "by": _by,
    "report": _report,
    "share": _share,
}
