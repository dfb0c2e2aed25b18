"""Tasks: each measure that the plan sets, as a leaf item, bullet, paragraph or table row."""

from collections.abc import Iterator

import regex

from planparse.extractors.base import Passage
from planparse.extractors.tables import read_rows
from planparse.model import Task
from planparse.outline import Block
from planparse.outline.markers import read_marker
from planparse.text.patterns import lazy_pattern

_ROLES = frozenset(("tasks", "organisation"))
# Shorter than this is a heading or a name, no measure.
_SHORTEST = 24
_BULLET = lazy_pattern(r"[-+*•]\s{0,3}")
# Fields of a task that are no task themselves: "Cơ quan chủ trì: …", "Thời gian: …".
_FIELD = lazy_pattern(
    r"^(?:cơ quan|đơn vị|bộ phận|người)\s(?:chủ trì|thực hiện|phối hợp|chịu trách nhiệm"
    r"|phụ trách)[^:]{0,40}:|^(?:thời gian|thời hạn|tiến độ"
    r"|lộ trình|sản phẩm|kết quả|kinh phí|địa điểm|đối tượng|chủ trì|phối hợp|thành phần"
    r"|số lượng)[^:]{0,40}:",
    regex.IGNORECASE,
)
# "Nội dung: …" holds the measure behind its colon.
_CONTENT = lazy_pattern(
    r"nội dung(?:\s(?:thực hiện|hoạt động|công việc))?\s?:\s*", regex.IGNORECASE
)
# "Trực ban Công an xã: 0260.3555.113;" is a contact.
_CONTACT = lazy_pattern(r":\s?[\d.() +-]{3,20}[;.]?$")
_CLOSING = lazy_pattern(
    r"^(?:Trên đây là|Trong quá trình (?:tổ chức |triển khai )?(?:thực hiện|triển khai))",
    regex.IGNORECASE,
)


def find_tasks(passage: Passage) -> Iterator[Task]:
    """Yield the measures of a passage in text order.

    Lead-ins that end with a colon, headings, and fields such as "Thời gian: …" are none.
    """
    if passage.part not in ("body", "annex"):
        return
    if passage.role in _ROLES:
        for number, block in enumerate(passage.blocks):
            if block.kind == "paragraph":
                yield from _in_block(passage, block, is_heading=number == 0)
    for row in read_rows(passage):
        cell = row.first("task")
        if cell is not None and row.first("lead", "time", "support") is not None:
            yield _task(passage, cell.start, cell.end)


def _in_block(passage: Passage, block: Block, *, is_heading: bool) -> Iterator[Task]:
    start, end = block.start, block.end
    text = passage.text[start:end]
    marker = read_marker(text) if is_heading and passage.section is not None else None
    if marker is not None:
        start = _body_of_heading(passage, block, marker.end)
    else:
        bullet = _BULLET.match(text)
        start += bullet.end() if bullet else 0
    text = passage.text[start:end]
    content = _CONTENT.match(text)
    if content:
        start += content.end()
        text = passage.text[start:end]
    if len(text) < _SHORTEST or text.rstrip().endswith(":"):
        return
    if any(pattern.search(text) for pattern in (_FIELD, _CLOSING, _CONTACT)):
        return
    yield _task(passage, start, end)


def _body_of_heading(passage: Passage, block: Block, title: int) -> int:
    """Return where the measure of a numbered unit begins; its end when the unit is a heading.

    A unit with other blocks below is a heading, unless it is run in ("2. Yêu cầu: Các …"); one that
    stands alone, or with fields such as "Thời gian: …" only, is the measure itself.
    """
    section = passage.section
    start = block.start + title
    text = passage.text[start : block.end]
    name = section.title if section else ""
    rest = text[len(name) :] if text.startswith(name) else ""
    if rest.lstrip(" ").startswith(":") and len(rest.strip(" :")) >= _SHORTEST:
        return start + len(name) + len(rest) - len(rest.lstrip(" :"))
    is_alone = all(_is_field(passage, other) for other in passage.blocks if other is not block)
    if not is_alone or not passage.is_leaf or text.rstrip().endswith(":"):
        return block.end if len(rest.strip(" .:;")) < _SHORTEST else start
    return start if _is_measure(text) else block.end


def _is_field(passage: Passage, block: Block) -> bool:
    """ "Thời gian: Quý II/2024." below a measure is a part of it."""
    text = passage.text[block.start : block.end].lstrip("-+*• ")
    return _FIELD.match(text) is not None


def _is_measure(text: str) -> bool:
    """A single unit is a measure when it is a sentence and not a bare name in capitals."""
    return not text.isupper() and len(text) >= _SHORTEST


def _task(passage: Passage, start: int, end: int) -> Task:
    return Task(
        id="",
        span=passage.locate(start, end),
        text=passage.text[start:end],
        section_id=passage.section.id if passage.section else None,
    )
