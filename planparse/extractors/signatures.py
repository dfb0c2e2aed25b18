"""Who signed a paper, and who receives it: the closing part."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import regex

from planparse.extractors.heads import columns_of
from planparse.lexicon import load_words
from planparse.outline import Flow, Outline
from planparse.text.fold import fold
from planparse.text.patterns import lazy_pattern
from planparse.text.phrases import alternation

# "TM. ỦY BAN NHÂN DÂN", "T/M BAN THƯỜNG VỤ", "TM BAN CHỈ ĐẠO": on behalf of a body
_BEHALF = lazy_pattern(r"(?:TM|T/M)(?:\s?\.\s?|\s)(?=\p{L})", regex.IGNORECASE)
# "KT. CHỦ TỊCH", "K/T BÍ THƯ", "TUQ. GIÁM ĐỐC": for someone whose position this is
_AUTHORITY = lazy_pattern(r"(?:KT|TL|TUQ|K/T|T/L)(?:\s?\.\s?|\s)(?=\p{L})", regex.IGNORECASE)
_POSITIONS = load_words("heads", kind="position")
_POSITION = lazy_pattern(rf"(?:q\.\s?|quyền\s)?{alternation(map(fold, _POSITIONS))}(?!\p{{L}})")
# "CHỦ TỊCH - PHÓ CHỦ TỊCH" on one line: the signer's own position behind that of the head
_OWN_BEHIND = lazy_pattern(r"\s+(?:-\s)?(?=(?:PHÓ|THỨ|CHÁNH|TRƯỞNG PHÒNG)\s)")
# One word of a name: "Nguyễn", "Y", "H'Yim", "MLô", "Kđoh"
_WORD = r"\p{Lu}(?:'\p{Lu}?|\p{Lu}(?=\p{Ll}))?\p{Ll}{0,8}"
_RANK = (
    r"(?:(?:ThS|TS|PGS|GS|BS|DS|KS|CN|LS|CKI{1,2}|NGƯT|NSƯT|Bác sĩ|Luật sư|Linh mục"
    r"|(?:Đại|Thượng|Trung|Thiếu)\s(?:tướng|tá|úy))[.,]?\s?){0,3}"
)
# "Trần Thị Long", "ThS. Nguyễn Văn An", "Đại tá Lò Văn Thắng"; not "Phòng Tư pháp", "NGUYỄN VĂN A"
_NAME = lazy_pattern(rf"{_RANK}(?P<name>{_WORD}(?:\s{_WORD}){{1,5}})")
_CAPITAL_NAME = lazy_pattern(r"\p{Lu}{1,7}(?:\s\p{Lu}{1,7}){1,4}")
_NOT_NAMES = ("body", "level", "board", "position", "signer")
# "ỦY BAN NHÂN DÂN", "HUYỆN TÂN LỘC": capitals that name nobody
_NO_PERSON = lazy_pattern(
    rf"{alternation(fold(word) for kind in _NOT_NAMES for word in load_words('heads', kind=kind))}"
    r"(?!\p{L})"
)
# "CHỦ TỊCH Trần Thị Long": position and name on one line
_RUN_TOGETHER = lazy_pattern(
    rf"(?P<position>\p{{Lu}}[\p{{Lu}}\s./\-]{{4,60}}?)\s+(?P<name>{_RANK}{_WORD}(?:\s{_WORD}){{1,5}})"
)
_SIGNED = lazy_pattern(
    r"[*(\[]{0,6}\s?(?:đã\s?ký|ký tên|ký,\s?đóng dấu)[^)\]\n]{0,30}[)\]*]{0,6}", regex.IGNORECASE
)
# A second signature beside that of the head: "NGƯỜI LẬP KẾ HOẠCH", "DUYỆT CỦA BGH"
_OTHER_SIGNER = lazy_pattern(
    rf"{alternation(map(fold, load_words('heads', kind='signer')))}(?!\p{{L}})"
)
# Words that end a position printed over two lines: "PHÓ TRƯỞNG BAN" / "THƯỜNG TRỰC"
_REST_OF_POSITION = lazy_pattern(r"(?:thường trực|phụ trách)(?:\s.{0,30})?")
_RECIPIENT = lazy_pattern(r"[-+*•]\s?(?P<text>\S.{2,200}?)[;.,\s]*")
_RECIPIENTS_HEAD = lazy_pattern(r"Nơi (?:nhận|gửi)\s?:?", regex.IGNORECASE)
_CAPITALS = alternation(map(str.upper, _POSITIONS))
# Between recipient and signature: "…; ‸KT. CHỦ TỊCH", "… TW;‸ PHÓ BÍ THƯ"; between two recipients;
# between the body and the position: "TM. ỦY BAN NHÂN DÂN‸ CHỦ TỊCH"
_RUN_ON = lazy_pattern(
    r"(?<=[;.:,*])\s+(?=\*{0,3}(?:(?:TM|KT|TL|TUQ)\s?\.|T/M|K/T)\s?\p{Lu})"
    rf"|(?<=[;.,])(?<!\b(?:KT|TL|TUQ|TM|Q)\.)\s+(?=\*{{0,3}}{_CAPITALS}(?!\p{{L}})"
    r"(?:[^a-z]{0,80}$|[\p{Lu} ]{0,40} \p{Lu}\p{Ll}[\p{L} .]{3,40}$))"
    r"|(?<=[;:.])\s+(?=- ?\p{Lu})"
    rf"|(?<=^\*{{0,3}}TM\.? [\p{{Lu}} ]{{4,60}})\s(?=(?:KT\. ?)?{_CAPITALS}(?!\p{{L}}))"
)
# "- Lưu: VT. Tôn Nữ Quỳnh Dao": the signer's name behind the last recipient
_NAME_BEHIND = lazy_pattern(
    rf"(?P<before>-\s?L[ưu]u\s?:?[^.;]{{2,60}}[.;])\s+(?P<after>{_RANK}{_WORD}(?:\s{_WORD}){{1,5}})$"
)
# Longer pieces are neither a position nor a name.
_LENGTH = 70
# A signature above "Nơi nhận" takes no more blocks than this.
_ABOVE = 6


@dataclass(frozen=True, slots=True)
class Signer:
    """A signer's name and position, each None where the paper has none."""

    name: str | None = None
    position: str | None = None


def find_signer(flow: Flow, outline: Outline, source: str) -> Signer:
    """Return who signed; of a decision with an annexed plan, who signed the decision.

    The position is the signer's own, "Phó Chủ tịch" below "KT. CHỦ TỊCH", as it is written in text.
    """
    best = Signer()
    for pieces in closings(flow, outline, source):
        signer = _signer_in(list(_signature_pieces(pieces)))
        if signer.name:
            return signer
        best = best if best.position else signer
    above = _signer_in(list(_signature_pieces(_above_closing(flow, outline, source))))
    return above if above.name and not best.position else best


def _above_closing(flow: Flow, outline: Outline, source: str) -> list[str]:
    """Return the lines right above the closing, without one the last lines of the paper.

    Two signers may stand there side by side.
    """
    has_closing = "closing" in outline.parts
    first = outline.parts.index("closing") if has_closing else len(flow.blocks)
    pieces: list[str] = []
    for block in flow.blocks[max(0, first - _ABOVE) : first]:
        for start, stop in zip(block.lines, (*block.lines[1:], block.end), strict=True):
            pieces.extend(filter(None, columns_of(flow, start, stop, source)))
    return pieces


def closings(flow: Flow, outline: Outline, source: str) -> Iterator[list[str]]:
    """Yield the lines of each closing part, columns apart."""
    pieces: list[str] = []
    for block, part in zip(flow.blocks, outline.parts, strict=True):
        if part == "closing":
            for start, stop in zip(block.lines, (*block.lines[1:], block.end), strict=True):
                for column in columns_of(flow, start, stop, source):
                    pieces.extend(_parted(column))
        elif pieces:
            yield pieces
            pieces = []
    if pieces:
        yield pieces


def _parted(column: str) -> Iterator[str]:
    """Yield the recipients and the signature that a converter ran together.

    "- Sở Y tế; KT. CHỦ TỊCH" has two, "Nơi nhận: - Như trên; - Lưu: VT." three.
    """
    for line in _RUN_ON.split(column):
        name = _NAME_BEHIND.match(line)
        if name is not None:
            yield name["before"]
            yield name["after"]
        elif line.strip():
            yield line.strip()


def _signature_pieces(pieces: Sequence[str]) -> Iterator[str]:
    """Yield the pieces without "(Đã ký)", a position and a name on one line taken apart."""
    for piece in pieces:
        for part in _SIGNED.sub("\n", piece).split("\n"):
            text = part.strip(" *_|")
            match = _RUN_TOGETHER.fullmatch(text)
            if match:
                yield match.group("position")
                yield match.group("name")
            elif text:
                yield text


@dataclass(frozen=True, slots=True)
class _Reading:
    """What the labels above a name say: the signer's position, and whose place the signer takes.

    `others` counts the labels of second signers whose names are still to come; `is_open` says that
    a name is expected.
    """

    position: str | None = None
    head: str | None = None
    others: int = 0
    is_open: bool = False


def _signer_in(pieces: Sequence[str]) -> Signer:
    reading = _Reading()
    for piece in pieces:
        label = _after_label(reading, piece)
        if label is not None:
            reading = label
        elif reading.is_open and _is_name(piece):
            if not reading.others:
                return Signer(_name(piece), _as_written(reading.position or reading.head))
            reading = replace(reading, others=reading.others - 1)
    return Signer(None, _as_written(reading.position or reading.head))


def _is_name(piece: str) -> bool:
    """Tell whether a piece is a person's name, in capitals too: "NGUYỄN VĂN AN"."""
    if _CAPITAL_NAME.fullmatch(piece) is None:
        return _NAME.fullmatch(piece) is not None
    return _NO_PERSON.match(fold(piece)) is None


def _after_label(reading: _Reading, piece: str) -> _Reading | None:
    """Return what is known after a label; None for a piece that is none."""
    key = fold(piece)
    if _BEHALF.match(piece):
        return _Reading(is_open=True)
    if _OTHER_SIGNER.match(key):
        return replace(reading, others=reading.others + (not reading.position), is_open=True)
    if _AUTHORITY.match(piece):
        head, own = _own_position(_AUTHORITY.sub("", piece, count=1))
        return replace(reading, head=head, position=own or reading.position, is_open=True)
    if _is_position(piece):
        return replace(reading, position=reading.position or piece, is_open=True)
    if reading.position and piece.isupper() and _REST_OF_POSITION.fullmatch(key):
        return replace(reading, position=f"{reading.position} {piece}")
    return None


def _own_position(text: str) -> tuple[str, str | None]:
    """Return whose place is taken, and the signer's own position where it stands on that line."""
    match = _OWN_BEHIND.search(text)
    return (text[: match.start()], text[match.end() :]) if match else (text, None)


def _is_position(piece: str) -> bool:
    if len(piece) > _LENGTH or piece[0] in "-+•":
        return False
    match = _POSITION.match(fold(piece))
    return match is not None and (piece.isupper() or match.end() >= len(fold(piece)))


def _name(piece: str) -> str:
    """Return a person's name without titles, as names are written in text."""
    match = _NAME.fullmatch(piece)
    return match.group("name") if match else piece.title()


def _as_written(position: str | None) -> str | None:
    """Return "PHÓ CHỦ TỊCH" as "Phó Chủ tịch": the way positions are written in text.

    >>> _as_written("PHÓ BÍ THƯ THƯỜNG TRỰC"), _as_written("CHÁNH VĂN PHÒNG")
    ('Phó Bí thư Thường trực', 'Chánh Văn phòng')
    """
    if position is None:
        return None
    words = " ".join(position.split()).lower()
    for start in ("phó ", "chánh ", "phó chánh ", "quyền ", "q. "):
        if words.startswith(start):
            rest = words[len(start) :]
            words = f"{start}{rest[:1].upper()}{rest[1:]}"
    words = regex.sub(r"\s(thường trực)$", lambda match: f" {match.group(1).capitalize()}", words)
    return words[:1].upper() + words[1:]


def find_recipients(flow: Flow, outline: Outline, source: str) -> Iterator[str]:
    """Yield the recipients listed under Nơi nhận, the file copy (Lưu) left out."""
    for pieces in closings(flow, outline, source):
        for piece in pieces:
            match = _RECIPIENT.fullmatch(_RECIPIENTS_HEAD.sub("", piece, count=1).strip())
            if match and not fold(match.group("text")).startswith("lưu"):
                yield from filter(None, map(str.strip, match.group("text").split(";")))
        return
