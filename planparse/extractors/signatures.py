"""Who signed the paper, and who receives it: the closing part."""

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from planparse.outline import Flow, Outline
from planparse.outline.parts import lines_of
from planparse.text.patterns import lazy_pattern

# "TM. ỦY BAN NHÂN DÂN", "T/M BAN THƯỜNG VỤ": on behalf of a body, no position
_BEHALF = lazy_pattern(r"^(?:TM|T/M)\s?\.?\s", regex.IGNORECASE)
_AUTHORITY = lazy_pattern(r"^(?:KT|TL|TUQ|Q|K/T|T/L)\s?\.?\s?(?=\p{Lu})")
_POSITION = lazy_pattern(
    r"^(?:Q\.\s?)?(?:PHÓ\s)?(?:CHỦ TỊCH|BÍ THƯ|GIÁM ĐỐC|TRƯỞNG|CHÁNH|HIỆU TRƯỞNG|CHỦ NHIỆM"
    r"|TỔNG THƯ KÝ|TỔNG GIÁM ĐỐC|BỘ TRƯỞNG|THỨ TRƯỞNG"
    r"|THỦ TƯỚNG|CỤC TRƯỞNG|VIỆN TRƯỞNG|CHỈ HUY|THỦ TRƯỞNG|ỦY VIÊN|CỤC|THƯỜNG TRỰC|TỔ TRƯỞNG"
    r"|CHÍNH ỦY)",
    regex.IGNORECASE,
)
# "Trần Thị Long", "Y Hoàng Bích Thảo", "ThS. Nguyễn Văn An"
_NAME = lazy_pattern(
    r"^(?:(?:ThS|TS|PGS|GS|BS|Đại tá|Thượng tá|Trung tá|Thiếu tướng)\.?\s?){0,2}"
    r"(?P<name>\p{Lu}\p{Ll}*(?:\s\p{Lu}\p{Ll}*){1,5})(?:\s?\(.{0,20}\))?$"
)
_RECIPIENT = lazy_pattern(r"^[-+*•]\s?(?P<text>.{3,200}?)[;.,]?$")
_FILED = lazy_pattern(r"^Lưu\b", regex.IGNORECASE)
_SIGNED = lazy_pattern(r"^\(?\s?(?:đã ký|ký tên|Đã ký).{0,20}$", regex.IGNORECASE)
_MARKED_HEAD = lazy_pattern(r"^Nơi (?:nhận|gửi)", regex.IGNORECASE)
_COLUMNS = lazy_pattern(r"\s{3,}")


@dataclass(frozen=True, slots=True)
class Signer:
    """A signer's name and position, each None where the paper has none."""

    name: str | None
    position: str | None


def find_signer(flow: Flow, outline: Outline) -> Signer:
    """Return who signed; of a decision with an annexed plan, who signed the decision."""
    position: str | None = None
    for line in _closing_lines(flow, outline):
        if _BEHALF.match(line):
            position = None
            continue
        bare = _AUTHORITY.sub("", line)
        if (
            _POSITION.match(bare)
            and (line.isupper() or bare.isupper() or position is None)
            and len(line) < 60
        ):
            position = bare
            continue
        name = _NAME.match(line)
        if name and position and not line.isupper():
            return Signer(name.group("name"), _sentence_case(position))
    return Signer(None, _sentence_case(position) if position else None)


def find_recipients(flow: Flow, outline: Outline) -> Iterator[str]:
    """Yield the recipients listed under Nơi nhận, the file copy (Lưu) left out."""
    for line in _closing_lines(flow, outline):
        match = _RECIPIENT.match(line)
        if match and not _FILED.match(match.group("text")):
            yield match.group("text")


def _closing_lines(flow: Flow, outline: Outline) -> Iterator[str]:
    """Yield the lines of the first closing; a second one belongs to an annexed plan."""
    seen = False
    for block, part in zip(flow.blocks, outline.parts, strict=True):
        if part != "closing":
            if seen:
                return
            continue
        seen = True
        for line in lines_of(flow, block):
            for piece in _COLUMNS.split(line):
                if (
                    piece.strip()
                    and not _SIGNED.match(piece.strip())
                    and not _MARKED_HEAD.match(piece)
                ):
                    yield piece.strip()


def _sentence_case(position: str) -> str:
    """Return "PHÓ CHỦ TỊCH" as "Phó Chủ tịch": the way positions are written in text."""
    words = " ".join(position.split()).lower()
    if words.startswith("phó "):
        rest = words.removeprefix("phó ")
        return f"Phó {rest[:1].upper()}{rest[1:]}"
    return words[:1].upper() + words[1:]
