"""The tree of sections over a flow."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from planparse.lexicon import load_words
from planparse.model import Finding, Part, Role, Section
from planparse.outline.layout import Flow
from planparse.outline.markers import Marker, read_marker
from planparse.outline.numbering import Placed, place_markers
from planparse.outline.parts import bare_role, find_parts
from planparse.outline.roles import role_of_title, with_tasks
from planparse.text.patterns import lazy_pattern
from planparse.text.phrases import alternation

# "Yêu cầu: Các hoạt động …": a run-in heading ends at its first colon, if that comes soon.
_RUN_IN_LIMIT = 160
# Below the top, a title longer than this is a measure in a sentence and names no role.
_HEADING_LIMIT = 60
# A sentence ends at a mark that is followed by a blank and a capital, or at the paragraph's end.
_TOP_LABEL = lazy_pattern(r"(?:Điều|Phần|Chương)\s", regex.IGNORECASE)
_SENTENCE_END = lazy_pattern(r"[.;:](?=\s+[\p{Lu}\"\d(])|\./\.")
# "1. Mục tiêu 1: Trong lĩnh vực …": the second label is part of the title.
_LABEL_FIRST = lazy_pattern(rf"{alternation(load_words('labels'))}\s\d{{1,3}}\s?[:.]?\s?")
# A title may stand below "PHỤ LỤC" or "Phần thứ nhất", within so many blocks.
_TITLE_BLOCKS = {"annex": 3, "part": 2}
_TABLE_REACH = 16
_GIVES_WAY = frozenset(("schedule", "organisation"))
_MESSAGES = {
    "numbering-gap": "Đánh số không liên tục tại mục {label!r}.",
    "numbering-repeat": "Số mục {label!r} bị lặp lại.",
    "numbering-order": "Số mục {label!r} không theo thứ tự.",
    "numbering-repaired": "Số mục {label!r} được đọc lại từ ký hiệu bị lỗi.",
}
_INFERRED = (
    "Phần {title!r} được xem là phần nhiệm vụ vì đứng sau mục tiêu, trước tổ chức thực hiện."
)


@dataclass(frozen=True, slots=True)
class Outline:
    """Sections in reading order, and for each block of the flow its section, part and role.

    `owners` holds an index into `sections` or None; `roles` are those of blocks without a section,
    by the headings without a number above them. A section's spans are offsets of the source;
    `openings` are the blocks at which sections begin.
    """

    sections: tuple[Section, ...]
    openings: tuple[int, ...]
    owners: tuple[int | None, ...]
    parts: tuple[Part, ...]
    findings: tuple[Finding, ...]
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class _Unit:
    block: int
    marker: Marker
    place: Placed


def segment(flow: Flow) -> Outline:
    """Return the outline of a flow: every numbered, lettered or labelled unit.

    >>> from planparse.outline import lay_out
    >>> from planparse.text.normalise import normalise
    >>> text = "KẾ HOẠCH\\nPhòng dịch\\nI. MỤC ĐÍCH\\n1. Mục đích: Bảo vệ sức khỏe.\\n2. Yêu cầu\\n"
    >>> [(s.label, s.level, s.title) for s in segment(lay_out(normalise(text), text)).sections]
    [('I', 1, 'MỤC ĐÍCH'), ('1', 2, 'Mục đích'), ('2', 2, 'Yêu cầu')]
    """
    markers = [
        read_marker(flow.block_text(block)) if block.kind == "paragraph" else None
        for block in flow.blocks
    ]
    parts = find_parts(flow, markers)
    roles = tuple(_bare_roles(flow, markers, parts))
    units = _units(markers, parts)
    sections: list[Section] = []
    for unit, stop in zip(units, _last_blocks(units, parts), strict=True):
        sections.append(_section(flow, unit, stop, sections, roles[unit.block]))
    named, sections = sections, with_tasks(sections)
    openings = tuple(unit.block for unit in units)
    findings = (*_findings(units, sections), *_inferred_roles(named, sections))
    owners = _owners(parts, openings)
    return Outline(tuple(sections), openings, owners, parts, findings, roles)


def _bare_roles(
    flow: Flow, markers: Sequence[Marker | None], parts: Sequence[Part]
) -> Iterator[Role]:
    """Yield for each block the role of the heading without a number that it stands under.

    Only papers whose body such a heading opens have any.
    """
    role: Role = "other"
    last: Part | None = None
    for index, (marker, part) in enumerate(zip(markers, parts, strict=True)):
        if part != "body":
            role = "other"
        elif marker is None and (role != "other" or last != "body"):
            role = bare_role(flow, index) or role
        yield role
        last = part


def _units(markers: Sequence[Marker | None], parts: Sequence[Part]) -> list[_Unit]:
    """Place the markers of each run of body or annex; a new run starts a new tree."""
    units: list[_Unit] = []
    run: list[tuple[int, Marker]] = []
    last: Part | None = None
    for block, (marker, part) in enumerate(zip(markers, parts, strict=True)):
        if part not in ("body", "annex"):
            units.extend(_placed(run, len(units)))
            run = []
        elif marker is not None:
            if marker.readings[0][0] == "annex":
                # "PHỤ LỤC" opens an annex, also where no closing stands before it.
                units.extend(_placed(run, len(units)))
                run = []
            run.append((block, marker))
        last = part
    units.extend(_placed(run, len(units)) if last is not None else ())
    return units


def _placed(run: Sequence[tuple[int, Marker]], offset: int) -> list[_Unit]:
    places = place_markers([marker for _, marker in run])
    kept = [index for index, place in enumerate(places) if place is not None]
    renumbered = {index: offset + number for number, index in enumerate(kept)}
    units = []
    for index in kept:
        place = places[index]
        if place is None:
            continue
        parent = None if place.parent is None else renumbered[place.parent]
        units.append(_Unit(run[index][0], run[index][1], Placed(place.depth, parent, place.oddity)))
    return units


def _section(flow: Flow, unit: _Unit, stop: int, done: Sequence[Section], bare: Role) -> Section:
    block = flow.blocks[unit.block]
    text = flow.block_text(block)
    title = _title(text[unit.marker.end :])
    parent = None if unit.place.parent is None else done[unit.place.parent]
    start = block.start + unit.marker.start
    return Section(
        id=f"s{len(done) + 1}",
        parent_id=parent.id if parent else None,
        label=unit.marker.label,
        marker=unit.marker.text,
        title=title,
        level=unit.place.depth,
        role=_role(unit.marker, title, _following(flow, unit), parent, bare),
        heading=flow.mapped.locate(start, block.start + unit.marker.end + len(title)),
        span=flow.mapped.locate(start, flow.blocks[stop].end),
    )


def _title(text: str) -> str:
    label = _LABEL_FIRST.match(text)
    start = label.end() if label else 0
    colon = text.find(":", start)
    if start < colon <= _RUN_IN_LIMIT and "." not in text[start:colon].rstrip("."):
        return text[:colon].strip()
    match = _SENTENCE_END.search(text, start)
    return text[: match.start() if match else len(text)].strip().rstrip(".;:")


def _following(flow: Flow, unit: _Unit) -> tuple[str, str]:
    """Return the title below an annex or a part, and the head of the table that an annex opens."""
    count = _TITLE_BLOCKS.get(unit.marker.readings[0][0], 0)
    blocks = flow.blocks[unit.block : unit.block + count]
    title = " ".join(flow.block_text(block) for block in blocks if block.kind == "paragraph")
    near = flow.blocks[unit.block : unit.block + _TABLE_REACH] if count else ()
    cells = [(block, block.cell) for block in near if block.cell is not None]
    head = [
        flow.block_text(block) for block, cell in cells if cells and cell[:2] == cells[0][1][:2]
    ]
    return title, " ".join(head)


def _role(
    marker: Marker, title: str, below: tuple[str, str], parent: Section | None, bare: Role
) -> Role:
    if parent is None and bare != "other":
        own = role_of_title(title, anywhere=False) if len(title) <= _HEADING_LIMIT else None
        return own or bare
    if parent is None:
        role = role_of_title(title, anywhere=True)
        for text in below if marker.readings[0][0] in _TITLE_BLOCKS else ():
            own = role_of_title(text, anywhere=True)
            # An annex of duties is tasks, whatever else its title says ("Tiến độ", "Phân công").
            if role in (None, "other") or (own == "tasks" and role in _GIVES_WAY):
                role = own
        return role or "other"
    # Sections right under an article, part or chapter are the plan's own top.
    is_top = _TOP_LABEL.match(parent.label) is not None
    own = None
    if is_top or (len(title) <= _HEADING_LIMIT and not _LABEL_FIRST.match(title)):
        own = role_of_title(title, anywhere=is_top)
    if own in (None, "other"):
        return parent.role
    return own or parent.role


def _last_blocks(units: Sequence[_Unit], parts: Sequence[Part]) -> list[int]:
    """Return, for each unit, the last block of it with all that lies under it."""
    ends = [len(parts)] * len(units)
    above: list[int] = []
    for number, unit in enumerate(units):
        while above and units[above[-1]].place.depth >= unit.place.depth:
            ends[above.pop()] = unit.block
        above.append(number)
    run_ends = list(range(len(parts)))
    for block in range(len(parts) - 2, -1, -1):
        if parts[block + 1] in ("body", "annex"):
            run_ends[block] = run_ends[block + 1]
    return [
        max(unit.block, min(end - 1, run_ends[unit.block]))
        for unit, end in zip(units, ends, strict=True)
    ]


def _owners(parts: Sequence[Part], openings: Sequence[int]) -> tuple[int | None, ...]:
    owners: list[int | None] = []
    current: int | None = None
    starts = {block: number for number, block in enumerate(openings)}
    for block, part in enumerate(parts):
        if part not in ("body", "annex"):
            current = None
        current = starts.get(block, current)
        owners.append(current if part in ("body", "annex") else None)
    return tuple(owners)


def _inferred_roles(named: Sequence[Section], sections: Sequence[Section]) -> Iterator[Finding]:
    """Yield what was not named and is taken for tasks, by its place alone."""
    for before, section in zip(named, sections, strict=True):
        if section.level == 1 and before.role != section.role:
            message = _INFERRED.format(title=section.title)
            yield Finding(
                rule="role-inferred", severity="info", message=message, span=section.heading
            )


def _findings(units: Sequence[_Unit], sections: Sequence[Section]) -> list[Finding]:
    findings = []
    for unit, section in zip(units, sections, strict=True):
        oddity = "numbering-repaired" if unit.marker.repaired else unit.place.oddity
        if oddity is not None:
            message = _MESSAGES[oddity].format(label=section.label)
            findings.append(
                Finding(rule=oddity, severity="warning", message=message, span=section.heading)
            )
    return findings
