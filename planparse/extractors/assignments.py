"""Assignments: which body has which role in which duty (cơ quan chủ trì, phối hợp, nhận báo cáo).

Four places give a body its role: the heading that names it, a field or table column ("Đơn vị phối
hợp: …"), the words behind its name at the head of a clause ("X chủ trì"), and a cue before its name
("phối hợp với X", "giao X", "đề nghị X", "báo cáo X"). Guidelines: bodies.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace

from planparse.extractors.base import Extractor, Passage
from planparse.extractors.body_clauses import find_subjects, read_field
from planparse.extractors.body_cues import Cue, Stretch, find_cues, read_cue
from planparse.extractors.body_definitions import defined_names
from planparse.extractors.body_forms import expand_defined
from planparse.extractors.body_headings import (
    STRICT_ROLES,
    Heading,
    heading_above,
    of_heading,
    of_names_above,
    own_heading,
)
from planparse.extractors.body_repairs import damaged_words, find_repairs, repaired
from planparse.extractors.body_roles import RULES, Found, Manner, read_label, skip_marks
from planparse.extractors.body_words import Name, Printed, is_asked, printed
from planparse.extractors.tables import Cell, Row, read_rows
from planparse.model import Assignment, Finding
from planparse.model.records import BodyRole
from planparse.outline import Block
from planparse.text.patterns import lazy_pattern

_SKIPPED_PARTS = frozenset(("head", "preamble", "closing", "footnote"))
# "- Nội dung thực hiện: Rà soát …": the field that says what an item is about
_CONTENT = lazy_pattern(
    r"(?:^|\n)[-+*• ]{0,3}(?:Nội dung|Nhiệm vụ|Công việc)(?: (?:thực hiện|công việc))? ?: ?"
    r"(?P<content>[^\n]{4,400})"
)
# "Phòng Tư pháp (cơ quan thường trực) tham mưu": the parenthesis is no duty
_ASIDE = lazy_pattern(r"^\s?\([^()\n]{0,200}\)")
# Bullets that may go on with a field left open in the line above ("- Cơ quan chủ trì:").
_SUB_BULLETS = ("+", "*", "•", "o ")
# " phối hợp với Sở", " phối hợp các ngành": a partner follows
_WITH_PARTNER = lazy_pattern(
    r"[^.;:]{0,30}? (?:phối hợp|kết hợp)[^.;:]{0,40}? (?:với|cùng|các|\p{Lu}\p{L}+)(?!\p{L})"
)
# "Đề nghị …", "Trân trọng đề nghị …" at the head of a sentence; ", chủ trì" behind a name
_ASKS = lazy_pattern(r"(?:trân trọng |kính )?(?:đề nghị|mời|kêu gọi)(?!\p{L})")
_LEADS = lazy_pattern(r",? ?(?:là cơ quan )?chủ trì(?!\p{L})")
_SENTENCE_END = lazy_pattern(r"\./\.|\.(?=\s)|\n")
# Heads of columns of bodies beside those that tables know; "Thời gian thực hiện" heads none.
_LEADING_COLUMN = lazy_pattern(
    r"phụ trách|phân công|đảm nhận|đầu mối|tham mưu|chịu trách nhiệm|ai làm"
)
_NO_BODIES = lazy_pattern(
    r"^(?:thời|kinh phí|kết quả|nội dung|số |ngày|tiến độ|địa điểm|ghi chú|hình thức)"
)
_TASK_LIMIT, _SHORT_TASK = 300, 12


def find(passage: Passage) -> Iterator[Assignment | Finding]:
    """Yield the assignments of a passage in text order."""
    if passage.part in _SKIPPED_PARTS or passage.role == "background":
        return
    repairs = find_repairs(passage.text)
    text = repaired(passage.text, repairs)
    line = printed(text, "" if repairs else passage.lower, defined_names(passage.source))
    found: dict[tuple[int, int, str, str], Found] = {}
    for item in (*_in_text(passage, line), *_in_tables(passage, line)):
        key = (item.name.start, item.name.end, item.role, item.name.body)
        found.setdefault(key, item)
    for item in sorted(found.values(), key=lambda item: (item.name.start, item.name.end)):
        damaged = damaged_words(item.name, repairs)
        yield _record(passage, item, damaged)


def _record(passage: Passage, item: Found, damaged: str | None) -> Assignment:
    name = item.name
    return passage.record(
        Assignment,
        item.rule,
        name.start,
        name.end,
        body=expand_defined(name.body, passage.source),
        role=item.role,
        task=_task(passage, item),
        inferred=("body",) if item.is_inherited or name.is_shared else (),
        repaired_from=damaged,
    )


def _task(passage: Passage, item: Found) -> str:
    """Return the duty's words: what follows the names, else the sentence or the item's content."""
    words = _words(_ASIDE.sub("", passage.text[item.duty : item.end]))
    if item.rule == "body-field" and len(words) < _SHORT_TASK:
        words = _content(passage)
    if len(words) < _SHORT_TASK:
        words = _words(passage.text[item.start : item.end])
    return words[:_TASK_LIMIT]


def _words(text: str) -> str:
    return " ".join(text.split()).strip(" -+*•.;:,()/")


def _content(passage: Passage) -> str:
    """Return what the item of a field is about: its line "Nội dung: …", else its title."""
    content = _CONTENT.search(passage.text)
    if content is not None:
        return _words(content["content"])
    return passage.section.title if passage.section else ""


def _in_text(passage: Passage, line: Printed) -> Iterator[Found]:
    """Yield what the paragraphs give, heading first."""
    heading = own_heading(passage, line)
    if heading is not None:
        yield from of_heading(line, heading)
    above = heading or heading_above(passage)
    cues = find_cues(line.lower)
    starts = [cue.start for cue in cues]
    manner = _manner(passage)
    pending: BodyRole | None = None
    for number, block in enumerate(passage.blocks):
        if block.kind != "paragraph":
            continue
        if number == 0 and heading is None:
            yield from _of_own_item(passage, line)
        start = heading.end if heading and number == 0 else block.start
        stretch = Stretch(line, start, block.end, manner)
        own = cues[bisect_left(starts, start) : bisect_left(starts, block.end)]
        yield from _in_paragraph(stretch, own, pending, above)
        pending = _left_open(line, block, pending)


def _of_own_item(passage: Passage, line: Printed) -> Iterator[Found]:
    """Yield the lead of an item under "tổ chức thực hiện" that begins with "X phối hợp giám sát".

    An item of its own is a body's own duty, whoever else takes part in it.
    """
    if passage.section is None or passage.role != "organisation" or not passage.is_leaf:
        return
    block = passage.blocks[0]
    at = skip_marks(line.text, len(passage.section.marker))
    found = list(find_subjects(Stretch(line, at, block.end, "strict"), None, frozenset()))
    for item in found:
        if found[0].name.start != at or item.role != "support" or item.duty != found[0].duty:
            return
        if not _WITH_PARTNER.match(line.text, item.duty):
            yield replace(item, role="lead", rule="body-heading")


def _manner(passage: Passage) -> Manner:
    """Return how much a body's duty must be told: in aims much, under "tổ chức" little."""
    if passage.role in STRICT_ROLES:
        return "strict"
    return "loose" if passage.role == "organisation" else "plain"


def _in_paragraph(
    stretch: Stretch, cues: list[Cue], pending: BodyRole | None, above: Heading | None
) -> Iterator[Found]:
    """Yield what one paragraph gives: behind its cues, in its clauses, to the bodies above."""
    behind_cues = [item for cue in cues for item in read_cue(stretch, cue)]
    taken = frozenset(item.name.start for item in behind_cues)
    asked = _Asked(above, *_asked_first(stretch, behind_cues, above))
    subjects = [
        _as_asked(stretch.line, item, asked) for item in find_subjects(stretch, pending, taken)
    ]
    yield from behind_cues
    yield from subjects
    own = tuple(item.name for item in subjects if item.is_subject and item.role == "lead")
    if own:
        heading = Heading(own[:1], "lead", own[0].end)
        yield from of_names_above(stretch.line, heading, own[0].end, stretch.end)
    elif above is not None:
        yield from of_names_above(stretch.line, above, stretch.start, stretch.end)


@dataclass(frozen=True, slots=True)
class _Asked:
    """Who is asked where a paragraph stands: the heading above, and its own first sentence."""

    above: Heading | None
    names: tuple[Name, ...] = ()
    end: int = 0


def _asked_first(
    stretch: Stretch, found: list[Found], above: Heading | None
) -> tuple[tuple[Name, ...], int]:
    """Return whom a paragraph asks from its beginning, and where that sentence ends."""
    line = stretch.line
    first = skip_marks(line.text, stretch.start)
    if above is not None and above.role == "requested" and above.end == stretch.start:
        names = above.names
    elif _ASKS.match(line.lower, first) and found and found[0].role == "requested":
        names = (found[0].name,)
    else:
        return (), stretch.start
    stop = _SENTENCE_END.search(line.text, first, stretch.end)
    return names, stop.start() if stop else stretch.end


def _as_asked(line: Printed, item: Found, asked: _Asked) -> Found:
    """A body stays requested that the heading requests or that goes on with its request.

    "Đề nghị Mặt trận giám sát; Hội Nông dân vận động hội viên" asks both.
    """
    if item.role != "lead" or not item.is_subject or _LEADS.match(line.lower, item.name.end):
        return item
    above = asked.above
    if above is not None and above.role == "requested" and _is_meant(above.names, item.name):
        return replace(item, role="requested", rule=RULES["requested"])
    goes_on = any(is_asked(name.body) == is_asked(item.name.body) for name in asked.names)
    if item.name.start < asked.end and goes_on:
        return replace(item, role="requested", rule=RULES["requested"])
    return item


def _is_meant(names: tuple[Name, ...], name: Name) -> bool:
    """Tell whether a requesting heading means a body: by name, or as one of those a plan asks."""
    if any(above.body == name.body for above in names):
        return True
    return is_asked(name.body) and any(is_asked(above.body) for above in names)


def _left_open(line: Printed, block: Block, pending: BodyRole | None) -> BodyRole | None:
    """Return the role of a field without a value, which the sub-bullets below it fill."""
    if line.text[block.end - 1] == ":":
        label = read_label(line, skip_marks(line.text, block.start))
        return label[1] if label and label[0] >= block.end else None
    return pending if line.text.startswith(_SUB_BULLETS, block.start) else None


def _in_tables(passage: Passage, line: Printed) -> Iterator[Found]:
    """Read the columns of leading and supporting bodies."""
    if all(block.cell is None for block in passage.blocks):
        return
    rows = list(read_rows(passage))
    flat = _with_whole_cells(line, rows)
    for row in rows:
        yield from _in_row(flat, row)


def _with_whole_cells(line: Printed, rows: list[Row]) -> Printed:
    """Return the line with no line break inside a cell, so that names may go over it."""
    characters, lower = list(line.text), list(line.lower)
    for cell in (cell for row in rows for cell in row.cells):
        at = line.text.find("\n", cell.start, cell.end)
        while at >= 0:
            characters[at] = lower[at] = " "
            at = line.text.find("\n", at + 1, cell.end)
    return Printed("".join(characters), "".join(lower), line.defined)


def _in_row(line: Printed, row: Row) -> Iterator[Found]:
    task = row.first("task", "target")
    for cell in row.cells:
        role = _role_of_column(cell)
        if role is None:
            continue
        stretch = Stretch(line, cell.start, cell.end)
        place = (task.start, task.end) if task else (cell.start, cell.end)
        for item in read_field(stretch, skip_marks(line.text, cell.start), role):
            yield replace(item, start=place[0], end=place[1], duty=place[0])


def _role_of_column(cell: Cell) -> BodyRole | None:
    """Return what the bodies of a column are given; its head may say "Phụ trách" alone."""
    head = cell.head.lower()
    if cell.column == "support" or _NO_BODIES.search(head):
        return None if _NO_BODIES.search(head) else "support"
    return "lead" if cell.column == "lead" or _LEADING_COLUMN.search(head) else None


ASSIGNMENTS = Extractor(
    name="assignments",
    record=Assignment,
    find=find,
    rules=(
        "body-heading",
        "body-lead",
        "body-support",
        "body-requested",
        "body-report-to",
        "body-field",
    ),
    cues=(
        "các ", "ban", "bộ", "sở", "phòng", "hội", "ủy", "uỷ", "ubnd", "công", "đoàn", "trung tâm",
        "trạm", "trường", "cục", "viện", "mttq", "mặt trận", "chủ trì", "phối hợp", "trưởng", "báo",
        "đài", "giáo viên", "tổ ", "chi ", "giao ", "đề nghị", "gửi", "bhxh",
    ),
)  # fmt: skip
