"""The parts of a paper: head, preamble, body, closing, annexes, footnotes.

A decision that carries a plan has a head, articles, a closing and then a second title; the body
starts again there (domain: Nghị định 30/2020/NĐ-CP, Phụ lục I and III).
"""

from collections.abc import Sequence
from itertools import pairwise

import regex

from planparse.model import Part
from planparse.outline.layout import Block, Flow
from planparse.outline.markers import Marker
from planparse.text.patterns import lazy_pattern

# "KẾ HOẠCH", "QUYẾT ĐỊNH:", "CHƯƠNG TRÌNH HÀNH ĐỘNG" alone on a line; not "Kế hoạch số 12".
TITLE_LINE = lazy_pattern(
    r"(?:DỰ THẢO\s+)?(?P<type>KẾ HOẠCH|QUYẾT ĐỊNH|CHƯƠNG TRÌNH|NGHỊ QUYẾT|CHỈ THỊ|HƯỚNG DẪN|ĐỀ ÁN"
    r"|PHƯƠNG ÁN"
    r"|CHIẾN LƯỢC|THÔNG TRI|KẾT LUẬN|CÔNG ĐIỆN|THÔNG BÁO|QUY CHẾ)"
    r"(?:\s(?:HÀNH ĐỘNG|PHỐI HỢP|CÔNG TÁC|LIÊN TỊCH|TỔNG THỂ|TRIỂN KHAI|THỰC HIỆN))?\s*:?",
    regex.IGNORECASE,
)
# "(Kèm theo Quyết định số …)", "(Ban hành theo Quyết định …)"
ATTACHED = lazy_pattern(r"\(?\s*(?:Kèm theo|Ban hành kèm theo|Ban hành theo)\b")
_CLOSING = lazy_pattern(
    r"(?:Nơi nhận|NƠI NHẬN|Nơi gửi)\s*:?|(?:TM|KT|TL|TUQ|Q)\s?\.\s?\p{Lu}{2}|(?:T/M|K/T"
    r"|T/L)\s\p{Lu}"
)
_POSITION = lazy_pattern(
    r"(?:PHÓ |CHÁNH |TỔNG )?(?:CHỦ TỊCH|BÍ THƯ|GIÁM ĐỐC|HIỆU TRƯỞNG|TRƯỞNG PHÒNG|TRƯỞNG BAN"
    r"|VĂN PHÒNG|CHỦ NHIỆM"
    r"|NGƯỜI LẬP KẾ HOẠCH|TRƯỞNG TRẠM|CHI CỤC TRƯỞNG|CỤC TRƯỞNG|BỘ TRƯỞNG|TỔ TRƯỞNG)"
)
# A signature stands within so many blocks of the paper's end.
_SIGNATURE_REACH = 30
_PREAMBLE_END = frozenset(("part", "chapter", "article", "roman", "damaged", "upper", "annex"))


def find_parts(flow: Flow, markers: Sequence[Marker | None]) -> tuple[Part, ...]:
    """Return the part that each block of the flow belongs to."""
    title = _title_index(flow)
    parts: list[Part] = []
    part: Part = "head" if title is not None else "preamble"
    for index, block in enumerate(flow.blocks):
        part = _next_part(part, index, flow, markers[index], title)
        parts.append("footnote" if block.kind == "footnote" else part)
    return tuple(parts)


def _next_part(
    part: Part, index: int, flow: Flow, marker: Marker | None, title: int | None
) -> Part:
    block = flow.blocks[index]
    text = flow.block_text(block)
    if part == "head":
        return "preamble" if title is not None and index > title else "head"
    if marker is not None and marker.readings[0][0] == "annex" and block.kind == "paragraph":
        return "annex"
    if part == "closing":
        return _after_closing(flow, index, text)
    if _is_signature(flow, index, text):
        return "closing"
    if _CLOSING.match(text) and (part != "preamble" or text.startswith(("Nơi", "NƠI"))):
        return "closing"
    if part == "preamble" and marker is not None and block.kind == "paragraph":
        return "body" if _opens_body(marker) else part
    return part


def _is_signature(flow: Flow, index: int, text: str) -> bool:
    """Tell whether a block is a signer's position alone ("HIỆU TRƯỞNG"), near the paper's end."""
    near_end = len(flow.blocks) - index <= _SIGNATURE_REACH
    return near_end and text.isupper() and _POSITION.fullmatch(text) is not None


def _opens_body(marker: Marker) -> bool:
    kind, ordinals = marker.readings[0]
    return kind in _PREAMBLE_END or ordinals[0] == 1


def _after_closing(flow: Flow, index: int, text: str) -> Part:
    """A second title after the signature opens the plan that a decision carries."""
    if TITLE_LINE.fullmatch(text.split("\n")[0]) and len(flow.blocks) - index > 3:
        return "preamble"
    return "closing"


def _title_index(flow: Flow) -> int | None:
    """Return the block that holds the type line of the paper, looked for near its start."""
    for index, block in enumerate(flow.blocks[:60]):
        if block.kind != "footnote" and TITLE_LINE.fullmatch(flow.block_text(block)):
            return index
    return None


def lines_of(flow: Flow, block: Block) -> list[str]:
    """Return the lines of a block as the source breaks them."""
    bounds = [*block.lines, block.end + 1]
    return [flow.text[start : stop - 1].strip() for start, stop in pairwise(bounds)]
