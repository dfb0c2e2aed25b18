"""What a citation is to the plan: its parent, its basis, or a document that is only cited.

The cue word at the start of a clause decides: "Thực hiện", "Triển khai", "Cụ thể hóa" make a
parent, "Căn cứ" a basis; a number inside another document's title is only cited. Clauses and cues
are followed from one citation to the next, over the lines of a list.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import regex

from planparse.extractors.base import Passage
from planparse.extractors.document_types import PRINTED_TYPE, TYPE
from planparse.extractors.issuers import BODY
from planparse.lexicon import load_words
from planparse.model.records import Relation
from planparse.text.ocr import find_damaged, mend
from planparse.text.patterns import lazy_pattern
from planparse.text.phrases import alternation

Zone = Literal["preamble", "purpose", "none"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A citation at `start:end` of a text; `kind` is the lower-case word before its number.

    `is_mark` says that a footnote's mark stands there, and the note holds the number.
    """

    start: int
    end: int
    kind: str | None
    is_mark: bool = False


def _words(kind: str) -> str:
    return alternation(load_words("relations", kind=kind))


# Cues that OCR damages and that mean nothing else: "Thưc hiện", "Căn cử"
_CUE_WORDS = ("thực hiện", "triển khai", "căn cứ", "cụ thể hóa", "quán triệt")
_NO_LETTER = r"(?!\p{L})"
_NO = r"(?:số\s?:?\s?)?$"
_IMPLEMENT = r"(?:triển khai|thực hiện|cụ thể h[óo][áa])"
# A bullet, a marker or a run-in heading before a cue: "- ", "a) ", "1. Mục đích: "
_LEAD = r"\W{0,4}(?:(?:\p{L}|\d{1,2}(?:\.\d{1,2}){0,2})[.)]?\s)?(?:[^:;\n]{2,40}:\s)?"
# "Thực hiện", "Để triển khai", "Nhằm tiếp tục cụ thể hóa", "Quán triệt"; not "Sau 3 năm thực hiện"
_PARENT = lazy_pattern(
    rf"{_LEAD}(?:{_words('lead')}[\s,]+){{0,3}}{_words('parent')}{_NO_LETTER}", regex.IGNORECASE
)
# "… những nhiệm vụ trọng tâm để triển khai Kế hoạch số …": the cue within a purpose
_PURPOSE = lazy_pattern(
    rf"(?<!\p{{L}})(?:nhằm|để)\s(?:tổ chức\s|tiếp tục\s)?{_IMPLEMENT}{_NO_LETTER}",
    regex.IGNORECASE,
)
# With a parent in the preamble, only this still makes one in the purpose.
_CONCRETE = lazy_pattern(
    rf"{_LEAD}(?:nhằm\s|để\s)?{_words('concrete')}{_NO_LETTER}", regex.IGNORECASE
)
_BASIS = lazy_pattern(rf"{_LEAD}{_words('basis')}{_NO_LETTER}", regex.IGNORECASE)
# "Theo đề nghị của …", "Sau 5 năm thực hiện", "Ủy ban nhân dân xã ban hành Kế hoạch …"
_OTHER = lazy_pattern(
    rf"{_LEAD}{_words('other')}{_NO_LETTER}|\s?{BODY}\s[^;]{{0,140}}?\s{_words('issue')}{_NO_LETTER}",
    regex.IGNORECASE,
)
_CUES: tuple[tuple[regex.Pattern[str], Relation], ...] = (
    (_PARENT, "parent"),
    (_BASIS, "basis"),
    (_OTHER, "cites"),
)
# A clause begins after ";" or the end of a sentence, or after a comma before a cue of its own:
# ", căn cứ Kết luận số", ", Ủy ban nhân dân xã ban hành"
_CLAUSE = lazy_pattern(
    r"(?P<hard>(?<!\b(?:TP|Tp|TX|TT|Q|P|ThS|TS))[.!?]\s+(?=\p{Lu})|\n)|;\s*"
    r"|,\s+(?=(?:căn cứ|(?:để\s)?(?:thực hiện|triển khai)(?:\sthực hiện)?)\s(?:các\s)?"
    rf"{PRINTED_TYPE}{_NO_LETTER}|(?:theo|xét) đề nghị|theo\s(?:chỉ đạo|ý kiến)"
    rf"|{BODY}\s[^;,]{{0,120}}?\s(?:ban hành|xây dựng|đề ra|lập)\s)"
)
# What opens the title of a document: "về việc …", "phê duyệt …", "triển khai …"
_TITLE = lazy_pattern(rf"(?<!\p{{L}}){_words('title')}{_NO_LETTER}")
# An unnumbered document with a title of its own: "Kế hoạch của UBND tỉnh về triển khai"
_NAMED = lazy_pattern(
    rf"{PRINTED_TYPE}(?!\s(?:số|liên tịch))\s(?:của\s)?[^;]{{0,120}}?"
    r"(?<!\p{L})(?:về|triển khai|thực hiện|phê duyệt)\s"
)
# "… và Kế hoạch số", ", Quyết định số", "và hướng dẫn của Bộ Nội vụ tại Công văn số": one more
_LISTED = lazy_pattern(
    r"(?:,|(?<!\p{L})và|(?<!\p{L})cùng)\s(?:các\s)?"
    rf"(?:{_words('advice')}[^,;]{{0,90}}\s(?:tại|theo|trong)\s)?(?:{TYPE}\s)?{_NO}",
    regex.IGNORECASE,
)
# "và Chương trình hành động của Ban Chấp hành Đảng bộ xã" before the mark of a note
_LISTED_NAME = lazy_pattern(
    rf"(?:,|(?<!\p{{L}})và)\s(?:các\s)?{PRINTED_TYPE}(?:\s(?!số\s)[^,;]{{0,160}})?$"
)
# "ban hành kèm theo Quyết định số", "được phê duyệt tại Quyết định số", "tại Công văn số"
_CARRIED = lazy_pattern(rf"(?<!\p{{L}})(?:theo|tại|trong)\s(?:{TYPE}\s)?{_NO}", regex.IGNORECASE)
# "và được sửa đổi, bổ sung tại Luật số": an amendment shares the place of what it amends
_AMENDED = lazy_pattern(rf"(?:được|đã)\s{_words('amend')}[^;]{{0,80}}$", regex.IGNORECASE)
# "I. CĂN CỨ XÂY DỰNG KẾ HOẠCH", "1. Căn cứ pháp lý", "Cơ sở pháp lý": a section of grounds
_GROUNDS = lazy_pattern(
    rf"{_LEAD}(?:các\s|những\s)?(?:(?:văn bản\s)?căn cứ(?:\s(?:pháp lý|xây dựng|để|ban hành|lập"
    r"|thực hiện)|\W|$)|cơ sở (?:pháp lý|xây dựng|để xây dựng))",
    regex.IGNORECASE,
)
# A line that ends so hands its cue to the line below.
_LIST_END = (";", ",", ":")


@dataclass(frozen=True, slots=True)
class _State:
    """Where the reading stands: the cue in force and whether a title has been opened.

    `cited` says that the clause holds a citation already, `outer` is its kind; `inner` the kind of
    the last citation in its title.
    """

    relation: Relation = "cites"
    cited: bool = False
    in_title: bool = False
    outer: str | None = None
    inner: str | None = None


def relations_of(
    text: str, mentions: Sequence[Mention], zone: Zone, start: Relation = "cites"
) -> list[Relation]:
    """Return the relation of each mention in a text, in order; `start` holds before the first cue.

    Lines of the text are blocks. Outside of preamble and purpose everything is only cited.
    """
    if zone == "none" and start == "cites":
        return ["cites"] * len(mentions)
    text = mend(text, find_damaged(text, _CUE_WORDS))
    found: list[Relation] = []
    state = _State(start)
    end = 0
    for mention in mentions:
        tail = text[end : mention.start]
        for clause, is_hard in _clauses(tail, fresh=end == 0):
            state = _entered(state if not is_hard else _State(start), clause, zone)
            tail = clause
        state = _reached(state, tail, mention)
        found.append("cites" if state.in_title else state.relation)
        end = mention.end
    return found


def _clauses(piece: str, *, fresh: bool) -> Iterator[tuple[str, bool]]:
    """Yield each clause that begins in a piece, and whether the cue before it has ended."""
    begins = [(0, True)] if fresh else []
    for match in _CLAUSE.finditer(piece):
        is_line = match.group() == "\n"
        goes_on = is_line and piece[: match.start()].rstrip().endswith(_LIST_END)
        begins.append((match.end(), match.group("hard") is not None and not goes_on))
    stops = [*(begin for begin, _ in begins[1:]), len(piece)]
    for (begin, is_hard), stop in zip(begins, stops, strict=False):
        yield piece[begin:stop], is_hard


def _entered(state: _State, clause: str, zone: Zone) -> _State:
    """Return the state at the start of a clause: its own cue, or that of the list it is part of."""
    relation = state.relation
    for pattern, meaning in _CUES:
        if pattern.match(clause):
            relation = meaning
            break
    if relation == "cites" and zone == "purpose" and _PURPOSE.search(clause):
        relation = "parent"
    return _State(relation)


def _reached(state: _State, tail: str, mention: Mention) -> _State:
    """Return the state at a mention: has the text before it opened a title, or left one?"""
    kind = mention.kind
    if not state.cited:
        in_title = not mention.is_mark and _is_in_title_of_named(tail)
        inner = kind if in_title else None
        return replace(state, cited=True, in_title=in_title, outer=kind, inner=inner)
    if not state.in_title and _AMENDED.search(tail):
        return state
    opened = state.in_title or _TITLE.search(tail) is not None
    if opened and mention.is_mark and _LISTED_NAME.search(tail):
        return replace(state, in_title=False)
    if opened and _LISTED.search(tail):
        if state.inner is not None and (kind == state.inner or kind != state.outer):
            return state
        return replace(state, in_title=False, outer=kind, inner=None)
    return replace(state, in_title=opened, inner=kind if opened else None)


def _is_in_title_of_named(tail: str) -> bool:
    """Tell whether a number stands in the title of a document that has none itself."""
    if _CARRIED.search(tail) or _LISTED.search(tail):
        return False
    cue = _PARENT.match(tail) or _BASIS.match(tail)
    return _NAMED.search(tail, cue.end() if cue else 0) is not None


def is_concrete(text: str, mention: Mention) -> bool:
    """Tell whether the line of a mention makes the document concrete ("Cụ thể hóa …").

    >>> is_concrete("a) Cụ thể hóa Kế hoạch số 12/KH-UBND", Mention(26, 36, "kế hoạch"))
    True
    """
    return _CONCRETE.match(text, text.rfind("\n", 0, mention.start) + 1) is not None


def zone_of(passage: Passage) -> Zone:
    """Return whether a passage is preamble (a section of căn cứ too), purpose, or neither."""
    if passage.part == "preamble" or _has_grounds(passage):
        return "preamble"
    return "purpose" if passage.role == "purpose" else "none"


def start_of(passage: Passage) -> Relation:
    """Return what a citation is before any cue: in a section of căn cứ a basis."""
    return "basis" if _has_grounds(passage) else "cites"


def _has_grounds(passage: Passage) -> bool:
    if passage.section is None or passage.role not in ("background", "other"):
        return False
    return any(_GROUNDS.match(title) for title in (passage.section.title, *passage.above))
