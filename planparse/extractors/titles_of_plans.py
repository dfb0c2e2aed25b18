"""The title (trích yếu) of a paper: the lines between its kind and its preamble."""

from collections.abc import Iterator
from itertools import takewhile

import regex

from planparse.extractors.document_types import TYPE
from planparse.lexicon import load_words
from planparse.outline import Block, Flow
from planparse.outline.markers import read_marker
from planparse.outline.parts import ATTACHED, TitlePlace, lines_of
from planparse.text.fold import fold
from planparse.text.patterns import lazy_pattern
from planparse.text.phrases import alternation

# A title has no more blocks and characters than this.
_BLOCKS = 8
_LENGTH = 600
# Lines without a blank line between them belong together up to this length.
_LINE = 160
# Where the preamble begins: "Căn cứ Luật …", "Thực hiện Kế hoạch số …", "Nhằm tăng cường …"
_PREAMBLE = lazy_pattern(
    r"(?:[-+*•]\s?)?(?:Căn cứ|Nhằm|Để|Trên cơ sở|Theo|Xét|Kính gửi|Trong\s(?:năm|những|thời)"
    r"|Năm\s\d{4},|Ngày\s\d|(?:tiếp tục |tổ chức )?(?:thực hiện|triển khai|quán triệt)"
    rf"(?: thực hiện)?\s(?:các\s|có hiệu quả\s)?{TYPE}"
    r"(?=\s[^\n]{0,60}(?:số\s?:?\s?\d|của\s)))(?!\p{L})",
    regex.IGNORECASE,
)
# "… xây dựng kế hoạch như sau:", "… ban hành Kế hoạch với các nội dung sau"
_SENTENCE = lazy_pattern(r"(?:như sau|sau đây|nội dung sau)\s?[:.]?$|[:;]$", regex.IGNORECASE)
# "giai đoạn 2024 - 2026", "(Giai đoạn 2021-2025)", "năm học 2023 - 2024", "tầm nhìn đến năm 2045"
_MORE = lazy_pattern(
    r"\(?(?:giai đoạn|năm|thời kỳ|tầm nhìn|định hướng|từ năm|từ ngày|quý|tháng|học kỳ|đợt|lần thứ)"
    r"(?!\p{L})",
    regex.IGNORECASE,
)
# "(Dùng cho tổ dân phố)", but not "(IoT) tại các khu công nghiệp"
_BRACKETS = lazy_pattern(r"\((?![^()]{1,40}\)\s?\p{L})")
_OPEN_END = lazy_pattern(
    r"(?:(?<!\p{L})(?:và|của|cho|về|trong|tại|với|các|đến|trên|địa bàn|theo|thành phố|tỉnh"
    r"|huyện|xã|phường|ngày|tháng|năm|số|giai đoạn)|[,\-(/])$",
    regex.IGNORECASE,
)
# Who decides, printed between a decision's title and its grounds: "CHỦ TỊCH ỦY BAN NHÂN DÂN"
_ISSUERS = (*load_words("heads", kind="position"), *load_words("heads", kind="body"))
_NO_ISSUERS = map(fold, load_words("heads", kind="nobody"))
_ISSUER = lazy_pattern(
    rf"(?!{alternation(_NO_ISSUERS)}(?!\p{{L}})){alternation(map(fold, _ISSUERS))}(?!\p{{L}})"
)
# "của ỦY BAN NHÂN DÂN TỈNH", "CỦA BỘ CHÍNH TRỊ" below the kind of a decision: who issues it
_OF_BODY = lazy_pattern(r"của\s(?!.{0,80}\svề\s).{3,80}", regex.IGNORECASE)
# "HỘI ĐỒNG NHÂN DÂN TỈNH … |KHÓA VI, KỲ HỌP THỨ 2|"
_SESSION = lazy_pattern(r",?\s(?:khóa|khoá|nhiệm kỳ)\s.{1,40}$", regex.IGNORECASE)
_DECIDER = lazy_pattern(
    r"(?:chủ tịch\s)?(?:ủy ban nhân dân|ubnd)(?!\p{L})|hội đồng nhân dân(?!\p{L})"
    r"|(?:bộ trưởng|giám đốc|tổng giám đốc|cục trưởng|hiệu trưởng|thủ tướng|ban thường vụ"
    r"|ban chấp hành)\s"
)
# "… THUỘC THẨM QUYỀN / ỦY BAN NHÂN DÂN CÁC XÃ": the title goes on
_OPEN_TITLE = lazy_pattern(
    rf"{_OPEN_END.pattern}|(?:thẩm quyền|hoạt động|quản lý|thuộc)$", regex.IGNORECASE
)
_ANY_YEAR = lazy_pattern(r"(?:19|20)\d{2}")
_DECIDING = ("Quyết định", "Nghị quyết", "Chỉ thị")
# A footnote's mark, strokes and stops at the end of a title.
_TAIL = lazy_pattern(r"[\s\-–_*./¹²³⁴-⁹⁰]+$|\[\d{1,3}\]$")


def read_title(flow: Flow, place: TitlePlace, source: str) -> str | None:
    """Return the title below the kind of a paper, in its own case, on one line."""
    lines: list[str] = []
    for text, follows in _candidates(flow, place, source):
        if lines and not _goes_on(lines[-1], text, follows=follows):
            break
        if _ends_title(text, place.doc_type, is_first=not lines):
            break
        if not place.is_printed and (not _is_shouted(text) or _ISSUER.match(fold(text))):
            break
        lines.append(text)
    title = _TAIL.sub("", " ".join(" ".join(lines).split()))
    return title or None


def _candidates(flow: Flow, place: TitlePlace, source: str) -> Iterator[tuple[str, bool]]:
    """Yield the rest of the kind's line and block, then the blocks below.

    The second value says that no blank line stands between a text and the one before.
    """
    own = [place.rest, *lines_of(flow, flow.blocks[place.block])[place.line + 1 :]]
    own = [line for line in takewhile(lambda line: not ATTACHED.match(line), own) if line]
    own = _before_issuer(own, place.doc_type)
    if own and place.doc_type in _DECIDING and _OF_BODY.fullmatch(own[0]):
        own = own[1:]
    if own:
        yield " ".join(own), True
    for index in range(place.block + 1, min(place.block + 1 + _BLOCKS, len(flow.blocks))):
        block = flow.blocks[index]
        if block.kind == "footnote" or (
            block.cell is not None and block.cell != _cell(flow, place)
        ):
            return
        lines = lines_of(flow, block)
        is_first = index == place.block + 1
        if is_first and place.doc_type in _DECIDING and _OF_BODY.fullmatch(lines[0]):
            lines = lines[1:]
        kept = list(takewhile(lambda line: not ATTACHED.match(line), lines))
        kept = _before_issuer(kept, place.doc_type)
        if kept:
            yield " ".join(kept), not _is_apart(flow, flow.blocks[index - 1], block, source)
        if len(kept) < len(lines):
            return


def _before_issuer(lines: list[str], doc_type: str) -> list[str]:
    """Return the lines of a decision's title without the line below them that says who decides.

    "VỀ VIỆC … GIAI ĐOẠN 2021-2025 / ỦY BAN NHÂN DÂN TỈNH"; a line that ends in "CỦA" goes on.
    """
    if doc_type not in _DECIDING:
        return lines
    for number in range(1, len(lines)):
        # "ỦY / BAN NHÂN DÂN": a narrow page breaks the name.
        line = f"{lines[number]} {lines[number + 1]}" if lines[number + 1 :] else lines[number]
        is_open = _OPEN_TITLE.search(lines[number - 1].lower()) is not None
        rest = " ".join(lines[number:])
        if not is_open and _decides(line) and not _ANY_YEAR.search(rest):
            return lines[:number]
    return lines


def read_decider(flow: Flow, place: TitlePlace) -> str | None:
    """Return the line below a decision's title that says who decides, None where none does.

    "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH …" is printed between the title and the grounds.
    """
    if place.doc_type not in _DECIDING:
        return None
    found: str | None = None
    for block in flow.blocks[place.block : place.block + _BLOCKS]:
        for line in lines_of(flow, block):
            if _PREAMBLE.match(line):
                return found
            if _decides(line) and not _ANY_YEAR.search(line):
                found = _SESSION.sub("", line)
    return found


def _decides(line: str) -> bool:
    return _is_shouted(line) and _DECIDER.match(fold(line)) is not None


def _cell(flow: Flow, place: TitlePlace) -> tuple[int, int, int] | None:
    return flow.blocks[place.block].cell


def _is_apart(flow: Flow, before: Block, after: Block, source: str) -> bool:
    """Tell whether blank lines stand between two blocks in the source."""
    end = flow.mapped.locate(before.start, before.end).end
    start = flow.mapped.locate(after.start, after.end).start
    return source[end:start].replace("\r\n", "\n").count("\n") > 1


def _ends_title(text: str, doc_type: str, *, is_first: bool) -> bool:
    """Tell whether a text is no part of a title: the preamble, a heading, who decides."""
    if len(text) > _LENGTH or ATTACHED.match(text) or _SENTENCE.search(text):
        return True
    if read_marker(text) is not None or (_BRACKETS.match(text) and not _MORE.match(text)):
        return True
    if is_first:
        return text.startswith("Căn cứ") or text.isnumeric()
    is_issuer = _is_shouted(text) and _ISSUER.match(fold(text)) is not None
    return _PREAMBLE.match(text) is not None or (is_issuer and doc_type in _DECIDING)


def _is_shouted(text: str) -> bool:
    """Tell whether a line is in capitals, those that an old font has lost aside."""
    letters = [character for character in text if character.isalpha()]
    return 5 * sum(map(str.isupper, letters)) >= 3 * len(letters)


def _goes_on(last: str, text: str, *, follows: bool) -> bool:
    if last[-1] in ".;:" or text[-1] in ".;:":
        return False
    if (last.isupper() and text.isupper()) or text[0].islower() or _MORE.match(text):
        return True
    if _OPEN_END.search(last):
        return True
    return follows and len(text) < _LINE
