"""Deadlines (thời hạn): when a duty of the plan is to be done.

Times stand in three places: in a line or section named so ("Thời gian thực hiện: …"), where every
time counts; in a table's time column; and in running text, where a time counts when its words make
it the time of a duty and not the period of a programme, the horizon of a target or a past event.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

import regex

from planparse.extractors.base import Extractor, Passage
from planparse.extractors.duties import (
    FIELD,
    Place,
    find_receiver,
    find_task,
    find_task_above,
    title_of,
)
from planparse.extractors.own_times import is_cited, is_foreign, is_own
from planparse.extractors.scenes import Scene
from planparse.extractors.tables import Row, read_rows
from planparse.extractors.times import Time, find_times
from planparse.lexicon import load_words
from planparse.model import Deadline, Finding, Span
from planparse.outline import Block
from planparse.text.dates import find_days
from planparse.text.ocr import Repair, find_damaged, mend
from planparse.text.patterns import lazy_pattern
from planparse.text.phrases import alternation

# "Thời gian thực hiện", "THỜI GIAN VÀ KINH PHÍ": sections whose short lines hold a time
_TIME_TITLE = lazy_pattern(
    rf"\s{{0,2}}{alternation(load_words('deadlines', kind='label'))}(?!\p{{L}})", regex.IGNORECASE
)
# A paragraph of a section on time that is longer speaks of more than a time.
_TIME_LINE_LIMIT = 200
# "Trên đây là Kế hoạch … năm 2024": the last words of a plan, below whatever heading
_CLOSING = lazy_pattern(
    r"\s{0,2}(?:trên đây|kế hoạch này|đề nghị|yêu cầu)(?!\p{L})", regex.IGNORECASE
)
# "Thường xuyên", "Thường xuyên, liên tục", "Liên tục": a time only where one is expected
_FOREVER = lazy_pattern(
    r"(?<!\p{L})(?:thường xuyên|liên tục)(?:[,;]?\s(?:liên tục|h[ằà]ng (?:năm|ngày))){0,2}",
    regex.IGNORECASE,
)
# Cues that are recognised although OCR has damaged their accents.
_DAMAGED = ("trước ngày", "trước", "chậm nhất", "thời gian", "thời hạn", "tiến độ")
# How far before a time, and from the head of a line, a damaged cue is looked for.
_DAMAGE_REACH = 30
_LABEL_REACH = 40
# "10 ngày", "24 giờ"
_SPAN = lazy_pattern(r"\d{1,3}\s(?:ngày|giờ|tháng|tuần)")
# A block with none of these and no figure holds no time.
_SIGNS = (
    "quý",
    "quí",
    "qúy",
    "hằng ",
    "hàng ",
    "mỗi ",
    "từng ",
    "tháng ",
    "thường xuyên",
    "liên tục",
)
_DIGIT = lazy_pattern(r"\d")
_READ_PARTS = frozenset(("body", "annex", "preamble"))
# A paragraph that is longer is no heading, whatever it ends in.
_HEADING_LIMIT = 160
_LINE_END = lazy_pattern(r"\.(?=\s|$)|\n")
_FAR = 1 << 40


def find(passage: Passage) -> Iterator[Deadline | Finding]:
    """Yield the deadlines of a passage in text order, then days that no calendar has."""
    if passage.part not in _READ_PARTS or passage.role == "background":
        return
    for number, block in enumerate(passage.blocks):
        if block.kind == "paragraph" and _may_hold(passage, block):
            yield from _in_block(_scene(passage, block, number))
    if any(block.cell for block in passage.blocks):
        yield from _in_tables(passage)


def _may_hold(passage: Passage, block: Block) -> bool:
    lower = passage.lower[block.start : block.end]
    return any(sign in lower for sign in _SIGNS) or _DIGIT.search(lower) is not None


def _scene(passage: Passage, block: Block, number: int) -> Scene:
    printed = passage.text[block.start : block.end]
    heading_end = 0
    section = passage.section
    if number == 0 and section is not None and len(printed) <= _HEADING_LIMIT:
        heading_end = len(printed) if printed[-1] not in ".;" else 0
    times = tuple(find_times(printed, passage.context))
    scene = Scene(passage, printed, block, heading_end, times)
    repairs = tuple(_repairs(scene))
    if not repairs:
        return scene
    mended = mend(printed, list(repairs))
    times = tuple(find_times(mended, passage.context))
    return replace(scene, text=mended, times=times, repairs=repairs)


def _repairs(scene: Scene) -> Iterator[Repair]:
    """Yield the damaged cue words before times and in labels, where no cue is read as printed."""
    for start, end in _suspects(scene):
        for repair in find_damaged(scene.text[start:end], _DAMAGED):
            yield replace(repair, start=start + repair.start, end=start + repair.end)


def _suspects(scene: Scene) -> Iterator[tuple[int, int]]:
    """Yield the pieces in which a cue is looked for under wrong accents, not overlapping."""
    text = scene.text
    colon = text.find(":", 0, _LABEL_REACH)
    done = max(0, colon)
    if colon > 0 and (scene.times or "hường xuyên" in text) and not FIELD.match(text):
        yield 0, colon
    places = [t.start for t in scene.times if t.cue in ("none", "in") and not is_cited(scene, t)]
    if "kể từ" in text or "sau khi" in text:
        places += [match.start() for match in _SPAN.finditer(text)]
    for place in sorted(places):
        start = max(done, place - _DAMAGE_REACH)
        if start < place:
            yield start, place
            done = place


def _in_block(scene: Scene) -> Iterator[Deadline | Finding]:
    fields = _fields(scene)
    starts = [field.start for field in fields]
    kept: list[tuple[Time, _Field | None]] = []
    for time in scene.times:
        number = bisect_right(starts, time.start) - 1
        field = fields[number] if number >= 0 and time.start < fields[number].end else None
        is_due = is_own(scene, time) if field is None else not is_foreign(scene, time)
        if is_due and not (field is None and scene.passage.part == "preamble"):
            kept.append((time, field))
    kept += _forever(scene, fields, [time for time, field in kept if field])
    kept.sort(key=lambda item: item[0].start)
    edges = [0, *(time.end for time, _ in kept)], [*(time.start for time, _ in kept), _FAR]
    for number, (time, field) in enumerate(kept):
        yield _record(scene, time, field, (edges[0][number], edges[1][number + 1]))
    yield from _impossible(scene)


@dataclass(frozen=True, slots=True)
class _Field:
    """A piece `start:end` of a block where a time is expected; its label begins at `label`."""

    label: int
    start: int
    end: int


def _fields(scene: Scene) -> list[_Field]:
    """Return the pieces behind "Thời gian thực hiện:" and the like, or all of a line on time."""
    text, section = scene.text, scene.passage.section
    labels = list(FIELD.finditer(text)) if ":" in text else []
    bounds = [*(match.start() for match in labels), len(text)]
    fields = []
    for match, limit in zip(labels, bounds[1:], strict=True):
        stop = _LINE_END.search(text, match.end(), limit)
        fields.append(_Field(match.start(), match.end(), stop.start() if stop else limit))
    is_timed = section is not None and _TIME_TITLE.match(section.title)
    if not fields and is_timed and len(text) <= _TIME_LINE_LIMIT and not _CLOSING.match(text):
        fields.append(_Field(0, 0, len(text)))
    return fields


def _forever(
    scene: Scene, fields: list[_Field], times: list[Time]
) -> Iterator[tuple[Time, _Field | None]]:
    """Yield "thường xuyên" where a time is expected and none stands there."""
    starts = [time.start for time in times]
    for field in fields:
        match = _FOREVER.search(scene.text, field.start, field.end)
        if match and bisect_left(starts, field.start) == bisect_left(starts, field.end):
            yield Time(match.start(), match.end(), match.start(), "none"), field


def _record(scene: Scene, time: Time, field: _Field | None, edges: tuple[int, int]) -> Deadline:
    passage, offset = scene.passage, scene.block.start
    place = Place(
        offset + time.start,
        offset + time.end,
        (offset, scene.block.end),
        (offset + edges[0], offset + edges[1]),
    )
    if field is None:
        task, report_to = find_task(passage, place), find_receiver(passage, place)
    else:
        task, report_to = find_task_above(passage, offset + field.label, offset), None
    label = scene.text[field.label : field.start] if field else ""
    damaged = [r for r in scene.repairs if r.start < time.end and time.start < r.end]
    return passage.record(
        Deadline,
        time.rule,
        place.start,
        place.end,
        start=None if _is_limit(label, time) else time.first,
        end=time.last,
        recurrence=time.every,
        task=task,
        report_to=report_to,
        inferred=time.inferred,
        repaired_from=damaged[0].printed if damaged else None,
    )


def _is_limit(label: str, time: Time) -> bool:
    """A lone day behind "Thời hạn:" or "… hoàn thành:" is the last one, not also the first."""
    is_day = time.first == time.last and time.cue == "none"
    return is_day and any(word in label.lower() for word in ("hạn", "hoàn thành", "chậm nhất"))


def _in_tables(passage: Passage) -> Iterator[Deadline]:
    """Yield the times of time columns; a cell of any other column is left to the other kinds."""
    for row in read_rows(passage):
        cell = row.first("time")
        if cell is None:
            continue
        # Line ends in a cell are blanks of the same width, so offsets hold.
        text = passage.text[cell.start : cell.end].replace("\n", " ")
        times = find_times(text, passage.context)
        forever = None if times else _FOREVER.search(text)
        if forever:
            times = [Time(forever.start(), forever.end(), forever.start(), "none")]
        for time in times:
            yield passage.record(
                Deadline,
                time.rule,
                cell.start + time.start,
                cell.start + time.end,
                start=None if _is_limit(cell.head, time) else time.first,
                end=time.last,
                recurrence=time.every,
                task=_task_of(passage, row),
                inferred=time.inferred,
            )


def _task_of(passage: Passage, row: Row) -> str:
    cell = row.first("task") or row.first("target") or row.first("product")
    return cell.text if cell else row.group or title_of(passage)


# "trước |ngày 31/02/2024", "chậm nhất ngày |30 tháng 13"
_LAST_DAY = lazy_pattern(
    r"(?<!\p{L})(?:trước|chậm nhất|đến hết|đến)(?:\slà)?\s{0,3}$", regex.IGNORECASE
)


def _impossible(scene: Scene) -> Iterator[Finding]:
    lower = scene.text.lower()
    if not any(sign in lower for sign in ("trước ngày", "nhất", "đến hết", "đến ngày")):
        return
    offset = scene.block.start
    for day in find_days(scene.text):
        before = max(0, day.start - _DAMAGE_REACH)
        if not day.is_possible() and _LAST_DAY.search(scene.text, before, day.start):
            message = f"Ngày không có trên lịch: {scene.text[day.start : day.end]!r}."
            place = Span(offset + day.start, offset + day.end)
            yield scene.passage.finding("impossible-date", "warning", message, place)


DEADLINES = Extractor(
    name="deadlines",
    record=Deadline,
    find=find,
    rules=(
        "deadline-before",
        "deadline-range",
        "deadline-period",
        "deadline-recurring",
        "deadline-relative",
    ),
    # The most frequent first, for the search ends with the first that is found.
    cues=(
        "trong", "đến", "ngày", "năm", "tháng", "quý", "trước", "từ ", "thời", "hằng", "hàng",
        "mỗi", "từng", "nhất", "hạn", "vào", "tiến độ", "lộ trình", "lần", "quí", "qúy", "muộn",
        "lúc", "dự kiến", "hoàn thành", "đoạn",
    ),
)  # fmt: skip
