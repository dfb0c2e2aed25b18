"""The parts of a paper: head, preamble, body, closing, annexes, footnotes.

A decision that carries a plan has a head, articles, a closing and then a second title; the body
starts again there (domain: Nghị định 30/2020/NĐ-CP, Phụ lục I and III).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import regex

from planparse.lexicon import load_entries, load_words
from planparse.model import Part, Role
from planparse.outline.layout import Block, Flow
from planparse.outline.markers import Marker
from planparse.outline.roles import role_of_title
from planparse.text.fold import fold, skeleton
from planparse.text.patterns import lazy_pattern
from planparse.text.phrases import alternation

# "(Kèm theo Quyết định số …)", "(Ban hành theo Quyết định …)", "Kèm theo Kế hoạch …"
ATTACHED = lazy_pattern(
    r"\(?\s*(?:Đính\s)?(?:Kèm theo|Ban hành kèm theo|Ban hành theo|Kèm)(?!\p{L})", regex.IGNORECASE
)
# "Nơi nhận:", "TM. ỦY BAN", "KT.GIÁM ĐỐC", "T/M BAN THƯỜNG VỤ", "tm . ubnd"; not "TP. Vinh"
_CLOSING = lazy_pattern(
    r"(?:Nơi nhận|NƠI NHẬN|Nơi gửi)\s*:?|(?:TM|KT|TL|TUQ|Q)\s?\.\s?\p{Lu}{2}|(?:T/M|K/T"
    r"|T/L)\.?\s\p{Lu}|(?:tm|kt)\s?\.\s(?:ubnd|chủ tịch|ủy ban)"
)
# "Nguyễn Văn An", "Y Khoa Niê", "ThS. Lê Ngọc Bích", "Thiếu tá Vi Văn Kỳ"; not "Phòng Tư pháp"
_NAME = lazy_pattern(
    r"(?:\p{Lu}\p{L}{0,5}\.\s?|\p{Lu}\p{Ll}{2,5}\s(?:tướng|tá|úy)\s){0,3}"
    r"(?:\p{Lu}\p{Ll}{0,8}(?:\s|$)){2,6}"
)
# A signature stands within so many blocks of the paper's end, or right above a name.
_SIGNATURE_REACH = 30
_NAME_REACH = 3
# The title is looked for among so many blocks; a line that is a title alone is no longer than this.
_TITLE_REACH = 60
_TITLE_LENGTH = 48
# A heading without a number is no longer than this.
_BARE_LENGTH = 48
_GROUNDS = ("Căn cứ", "Thực hiện", "Xét", "Theo")
_PREAMBLE_END = frozenset(("part", "chapter", "article", "roman", "damaged", "upper", "annex"))
_NOT_LETTERS = lazy_pattern(r"[^a-z]+")


def _squeezed(text: str) -> str:
    return _NOT_LETTERS.sub("", skeleton(text))


_TYPES = {
    _squeezed(word): word
    for entry in load_entries("document_types")
    if entry.get("title")
    for word in entry["words"]
}
_SIGNERS = (*load_words("heads", kind="position"), *load_words("heads", kind="signer"))
# "PHÓ HIỆU TRƯỞNG", "TRƯỞNG CÔNG AN XÃ": a position, `of` what
_POSITION = lazy_pattern(rf"{alternation(map(fold, _SIGNERS))}(?P<of>\s[^.;:]{{2,40}})?")
# "DỰ THẢO", "Dự thảo lần 2" before the kind of document
_DRAFT = lazy_pattern(r"duthao(?:lan)?(?:i{1,3})?")
# "KẾ HOẠCH TRIỂN KHAI PHONG TRÀO …": kind and title on one line; "QUYẾT ĐỊNH của ủY BAN …"
_OPENING = lazy_pattern(
    r"(?:DỰ THẢO\s)?(?P<type>KẾ HOẠCH(?:\sHÀNH ĐỘNG|\sPHỐI HỢP)?|QUYẾT ĐỊNH|NGHỊ QUYẾT|CHỈ THỊ"
    r"|CHƯƠNG TRÌNH(?:\sHÀNH ĐỘNG)?|ĐỀ ÁN|PHƯƠNG ÁN|HƯỚNG DẪN)\s(?!SỐ)(?P<rest>.{3,300})",
    regex.IGNORECASE,
)
# Qualifiers behind the kind alone on its line that belong to the title: "Kế hoạch công tác"
_QUALIFIED = lazy_pattern(
    r"(?:công tác|tổng thể|triển khai|thực hiện|chuyên môn|giáo dục|hoạt động|tổ chức)(?:\s|$)",
    regex.IGNORECASE,
)


# What the symbol of a number says of the paper's kind: "Số: 78/KH-UBND", "Số: 47/2011/QĐ-UBND"
_KINDS = {"KH": "Kế hoạch", "QĐ": "Quyết định", "CTr": "Chương trình", "NQ": "Nghị quyết"}
_SYMBOL = lazy_pattern(
    rf"(?<!\p{{L}})Số\s?:?\s{{0,3}}\d{{1,5}}(?:/\d{{4}})?[/\-](?P<symbol>{'|'.join(_KINDS)})(?!\p{{L}})"
)
_DATED = lazy_pattern(r"ngày\s\d{1,2}\stháng\s\d{1,2}\snăm\s\d{4}")
_MOTTO = lazy_pattern(r"hoa\s+xa\s+hoi\s+chu\s+nghia|dang\s+cong\s+san\s+viet\s+nam")
# A head has no more blocks than this, and no block of it so many lines.
_HEAD_REACH = 16
_WHOLE_BLOCK = 1000


@dataclass(frozen=True, slots=True)
class TitlePlace:
    """Where the kind of a document is printed: line `line` of block `block`.

    `doc_type` is the kind in its usual case, `rest` what the line says after it. Where a page has
    lost that line, `is_printed` is False: the kind is that of the number's symbol, the place is the
    end of the head.
    """

    block: int
    line: int
    doc_type: str
    rest: str = ""
    is_printed: bool = True


def read_title_line(line: str) -> tuple[str, str] | None:
    """Return the kind of document that a line names as a title, and what follows it.

    >>> read_title_line("KẾ HOẠCH"), read_title_line("K Ế  H O Ạ C H:")
    (('Kế hoạch', ''), ('Kế hoạch', ''))
    >>> read_title_line("KẾ HOẠCH NĂM HỌC 2024 - 2025")
    ('Kế hoạch', 'NĂM HỌC 2024 - 2025')
    >>> read_title_line("Kế hoạch số 12/KH-UBND") is None
    True
    """
    if len(line) <= _TITLE_LENGTH:
        squeezed = _squeezed(line)
        doc_type = _TYPES.get(squeezed) or _TYPES.get(_DRAFT.sub("", squeezed, count=1))
        if doc_type is not None:
            return doc_type, ""
    match = _OPENING.fullmatch(line)
    if match is None:
        return None
    rest = match.group("rest").strip()
    of_body = match.group("type").isupper() and rest.lower().startswith("của ")
    if line.isupper() or of_body or (len(line) <= _TITLE_LENGTH and _QUALIFIED.match(rest)):
        return match.group("type").capitalize(), rest
    return None


def find_title(flow: Flow) -> TitlePlace | None:
    """Return where the paper's kind is printed, looked for near its start.

    Pages that lost the line have a head with number and date, then the grounds or the plan itself.
    """
    printed = _printed_title(flow)
    if printed is not None and not _has_grounds(flow, 0, printed.block):
        return printed
    end = _head_end(flow)
    if end is None or (printed is not None and not _has_grounds(flow, end.block, printed.block)):
        return printed
    return end


def _has_grounds(flow: Flow, start: int, stop: int) -> bool:
    """Tell whether "Căn cứ …" stands between two blocks: what comes behind it is no title."""
    return any(flow.block_text(block).startswith("Căn cứ ") for block in flow.blocks[start:stop])


def _head_end(flow: Flow) -> TitlePlace | None:
    """Return the end of a head with motto, number and date, its kind by the number's symbol."""
    texts = [flow.block_text(block) for block in flow.blocks[:_HEAD_REACH]]
    numbered = ((at, found) for at, text in enumerate(texts) if (found := _SYMBOL.search(text)))
    at, found = next(numbered, (0, None))
    if found is None or not any(_MOTTO.search(skeleton(text)) for text in texts[: at + 1]):
        return None
    last = next((n for n in range(at, min(at + 3, len(texts))) if _DATED.search(texts[n])), at)
    kind = _KINDS[found["symbol"]]
    return TitlePlace(last, _WHOLE_BLOCK, kind, is_printed=False)


def _printed_title(flow: Flow) -> TitlePlace | None:
    for index, block in enumerate(flow.blocks[:_TITLE_REACH]):
        if block.kind == "footnote":
            continue
        for number, line in enumerate(lines_of(flow, block)):
            found = read_title_line(line)
            if found is not None:
                return TitlePlace(index, number, *found)
    return None


def find_parts(flow: Flow, markers: Sequence[Marker | None]) -> tuple[Part, ...]:
    """Return the part that each block of the flow belongs to."""
    title = find_title(flow)
    first = 0 if title is None else title.block + 1
    kinds = {marker.readings[0][0] for marker in markers[first:] if marker is not None}
    is_numbered = bool(kinds & _PREAMBLE_END)
    parts: list[Part] = []
    part: Part = "head" if title is not None else "preamble"
    for index, block in enumerate(flow.blocks):
        part = _next_part(part, index, flow, markers[index], title)
        if part == "preamble" and not is_numbered and bare_role(flow, index) is not None:
            part = "body"
        parts.append("footnote" if block.kind == "footnote" else part)
    return tuple(parts)


def _next_part(
    part: Part, index: int, flow: Flow, marker: Marker | None, title: TitlePlace | None
) -> Part:
    block = flow.blocks[index]
    text = flow.block_text(block)
    if part == "head":
        if title is None or index <= title.block:
            return "head"
        part = "preamble"
    if marker is not None and marker.readings[0][0] == "annex" and block.kind == "paragraph":
        return "annex"
    if part == "closing":
        return _after_closing(flow, index)
    if _is_signature(flow, index, text):
        return "closing"
    if _CLOSING.match(text) and (part != "preamble" or text.isupper() or text[0] == "N"):
        return "closing"
    if part == "preamble" and marker is not None and block.kind == "paragraph":
        return "body" if _opens_body(marker) else part
    return part


def bare_role(flow: Flow, index: int) -> Role | None:
    """Return the role that a block names as a heading without a number, None where it is none.

    "Mục tiêu:", "Tổ chức thực hiện", "Nhiệm vụ: 100% …"; small offices number nothing.
    """
    if flow.blocks[index].kind != "paragraph":
        return None
    text = flow.block_text(flow.blocks[index])
    title = text.partition(":")[0]
    if len(title) > _BARE_LENGTH or title.rstrip().endswith((".", ";", ",")):
        return None
    if not title[:1].isupper() or title.startswith(_GROUNDS):
        return None
    return role_of_title(title.strip(), anywhere=False)


def _opens_body(marker: Marker) -> bool:
    kind, ordinals = marker.readings[0]
    return kind in _PREAMBLE_END or ordinals[0] == 1 or len(ordinals) > 1


def _is_signature(flow: Flow, index: int, text: str) -> bool:
    """Tell whether a block is a signer's position alone, near the paper's end or above a name."""
    if len(text) > _TITLE_LENGTH or not text.isupper():
        return False
    position = _POSITION.fullmatch(fold(text))
    if position is None:
        return False
    if len(flow.blocks) - index <= _SIGNATURE_REACH and not position.group("of"):
        return True
    following = flow.blocks[index + 1 : index + 1 + _NAME_REACH]
    return any(_NAME.fullmatch(flow.block_text(block)) for block in following)


def _after_closing(flow: Flow, index: int) -> Part:
    """A second title after the signature opens the plan that a decision carries."""
    first = lines_of(flow, flow.blocks[index])[0]
    if read_title_line(first) is not None and len(flow.blocks) - index > 3:
        return "preamble"
    return "closing"


def lines_of(flow: Flow, block: Block) -> list[str]:
    """Return the lines of a block as the source breaks them."""
    bounds = [*block.lines, block.end + 1]
    return [flow.text[start : stop - 1].strip() for start, stop in pairwise(bounds)]
