"""What the paper says of itself: number, issuer, date, title, period, signer.

The head follows Nghị định 30/2020/NĐ-CP (state), Hướng dẫn 36-HD/VPTW (Party) or a mixture (mass
organisations); a paper may lack it altogether, and then the issuer is inferred from the opening
sentence and said to be inferred.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from planparse.extractors.base import Level, PlanContext
from planparse.extractors.periods_of_plans import Period, find_period
from planparse.extractors.signatures import find_recipients, find_signer
from planparse.model import Metadata
from planparse.outline import Flow, Outline
from planparse.outline.parts import ATTACHED, TITLE_LINE, lines_of
from planparse.text.dates import DAY, read_day
from planparse.text.fold import skeleton
from planparse.text.patterns import lazy_pattern

# "Số: 75/KH-UBND", "Số 05-KH/HU", "Số: /KH-UBND" (still blank)
_NUMBER = lazy_pattern(
    r"^(?:Số\s?:?\s{0,4}(?P<number>\d{1,5}\s?[a-zA-Z]?\s{0,2}[/\-][^,;]{1,40})?"
    r"|Số\s?:?\s{0,12}[/\-].{1,40}"
    r"|/\s?\p{Lu}[\p{L}\d\-/&.]{1,30})$",
    regex.IGNORECASE,
)
# "Kon Tum, ngày 14 tháng 3 năm 2024", "Sông Vân, ngày   tháng   năm 2026"
_PLACE_AND_DATE = lazy_pattern(
    r"^(?P<place>\p{Lu}[\p{L}\s.\-']{1,40}?)\s?,\s?(?:ngày"
    r"|Ngày)\s?(?P<rest>.{0,40}năm\s?(?:\d{4})?.{0,4})$"
)
_MOTTO = ("cong hoa xa hoi chu nghia viet nam", "dang cong san viet nam", "doan tncs ho chi minh")
_NATION = lazy_pattern(
    r"^(?:doc lap|cong hoa|xa hoi chu|chu nghia viet|dang cong san|viet nam$|nghia viet nam)"
)
# Words that begin the name of a body; a line without one goes on with the name above.
_BODY_HEAD = lazy_pattern(
    r"(?:ỦY BAN|UỶ BAN|UBND|UB |HỘI|ĐOÀN|ĐẢNG|BAN|SỞ|PHÒNG|TRƯỜNG|BỘ|CHI |CỤC|TỔNG|TRUNG TÂM"
    r"|LIÊN ĐOÀN|TỈNH ĐOÀN|HUYỆN ĐOÀN|THÀNH ĐOÀN|QUẬN ĐOÀN|XÃ ĐOÀN|TỈNH ỦY|TỈNH UỶ|HUYỆN ỦY"
    r"|HUYỆN UỶ"
    r"|THÀNH ỦY|THÀNH UỶ|QUẬN ỦY|CÔNG AN|CÔNG ĐOÀN|BỆNH VIỆN|TÒA ÁN|VIỆN|MẶT TRẬN|CHÍNH PHỦ"
    r"|THỦ TƯỚNG|BẢO HIỂM|NGÂN HÀNG|KHO BẠC|ĐÀI"
    r"|BÁO|VĂN PHÒNG|THANH TRA|HĐND|QUỐC HỘI|TỔ )",
    regex.IGNORECASE,
)
_LEVEL_LINE = lazy_pattern(
    r"^(?:TỈNH|THÀNH PHỐ|TP\.?|HUYỆN|QUẬN|THỊ XÃ|XÃ|PHƯỜNG|THỊ TRẤN|ĐẶC KHU)\s(?!ỦY|UỶ)",
    regex.IGNORECASE,
)
_COMMITTEE = lazy_pattern(
    r"^(?:ỦY BAN NHÂN|UỶ BAN NHÂN|HỘI ĐỒNG NHÂN)(?:\sDÂN)?$", regex.IGNORECASE
)
_STROKE = lazy_pattern(r"^[\W_]{1,40}$")
_STAMP = lazy_pattern(r"^(?:DỰ THẢO.{0,20}|HỎA TỐC|KHẨN|MẬT|THƯỢNG KHẨN|Dự thảo.{0,20})$")
_COLUMNS = lazy_pattern(r"\s{3,}")
# Where the title ends: the preamble begins, or the body.
_AFTER_TITLE = lazy_pattern(
    r"(?:[-+*•]\s?)?(?:Căn cứ|Thực hiện\s(?:Luật|Nghị|Quyết|Kế hoạch|Chương trình|Chỉ thị|Công văn"
    r"|Thông|Kết luận|Hướng dẫn|Đề án)|Triển khai\s(?:Kế hoạch|Nghị"
    r"|Quyết|Chỉ thị)\s(?:hành động\s)?số|Nhằm|Để|Trên cơ sở|Theo|Xét|Kính gửi|Ngày|Năm\s\d{4},"
    r"|Trong\snăm|(?:Ủy ban|UBND|Ban|Hội|Trường|Phòng|Sở)[^\n]{5,160}\s"
    r"(?:ban hành|xây dựng))"
)
# "QUYẾT ĐỊNH của Ủy ban nhân dân": the title of decisions before 2005
_END_OF_HEAD = lazy_pattern(r"(?:QUYẾT ĐỊNH|KẾ HOẠCH|NGHỊ QUYẾT)\s(?:của|CỦA)\s|Căn cứ\s|V/v\s")
_MORE_TITLE = lazy_pattern(r"^(?:giai đoạn|năm|\(?tầm nhìn|từ năm|quý|tháng)\b", regex.IGNORECASE)
# "Ủy ban nhân dân phường ban hành Kế hoạch", "Ban Thường vụ Hội LHPN xã xây dựng kế hoạch"
_OPENING_ISSUER = lazy_pattern(
    r"(?P<issuer>(?:Ủy ban nhân dân|Uỷ ban nhân dân|UBND|Ban Thường vụ|Ban Chấp hành"
    r"|Ban Thường trực|Hội|Đảng ủy|Đảng uỷ|Trường|Phòng|Sở|Trung tâm|Công an|Ban Chỉ đạo)"
    r"(?:\s[\p{L}\d()&\-]{1,20}){0,10}?)\s(?:ban hành|xây dựng|đề ra|lập)(?!\p{L})"
)
_PLACE_IN_TITLE = lazy_pattern(
    r"(?P<level>xã|phường|thị trấn|huyện|quận|thị xã|thành phố|tỉnh"
    r"|đặc khu)\s(?P<name>\p{Lu}\p{L}*(?:\s\p{Lu}\p{L}*){0,4})"
)
_LEVELS: tuple[tuple[Level, str], ...] = (
    ("commune", r"\b(?:xã|phường|thị trấn|đặc khu)\b"),
    ("district", r"\b(?:huyện|quận|thị xã)\b"),
    ("province", r"\b(?:tỉnh|thành phố|sở)\b"),
    ("central", r"\b(?:chính phủ|trung ương|bộ|quốc gia)\b"),
)
_SEPARATE_LEVELS = tuple((level, lazy_pattern(words, regex.IGNORECASE)) for level, words in _LEVELS)


@dataclass(frozen=True, slots=True)
class _Head:
    """The lines of a head: names of bodies, the number line, place and date."""

    names: tuple[str, ...]
    number: str | None
    place: str | None
    issued_on: str | None


def find_metadata(flow: Flow, outline: Outline, source: str) -> tuple[Metadata, PlanContext]:
    """Return the metadata of a paper and the context that its passages need.

    For a plan that is annexed to a decision they are those of the decision.
    """
    head = _read_head(list(_head_lines(flow, outline)))
    type_index = _type_index(flow, outline)
    doc_type, title = _title(flow, outline, type_index)
    names = head.names
    inferred: list[str] = []
    issuer = names[-1] if names else None
    if issuer is None:
        issuer = _issuer_of_opening(flow, outline, title)
        inferred += ["issuer"] if issuer else []
    period = find_period(title, flow, outline)
    signer = find_signer(flow, outline)
    metadata = Metadata(
        doc_type=doc_type,
        number=head.number,
        issuer=issuer,
        superior=" ".join(names[:-1]) or None,
        place=head.place,
        issued_on=head.issued_on,
        title=title,
        period_start=period.start,
        period_end=period.end,
        signer=signer.name,
        signer_title=signer.position,
        recipients=tuple(find_recipients(flow, outline)),
        inferred=(*inferred, *period.inferred),
    )
    return metadata, _context(metadata, period)


def _context(metadata: Metadata, period: Period) -> PlanContext:
    issued = int(metadata.issued_on[:4]) if metadata.issued_on else None
    return PlanContext(
        year=period.year or issued,
        issued_on=metadata.issued_on,
        period_start=period.start,
        period_end=period.end,
        number=metadata.number,
        issuer=metadata.issuer,
        level=_level(metadata),
    )


def _level(metadata: Metadata) -> Level | None:
    text = " ".join(filter(None, (metadata.superior, metadata.issuer))).lower()
    for level, pattern in _SEPARATE_LEVELS:
        if pattern.search(text):
            return level
    return None


def _head_lines(flow: Flow, outline: Outline) -> Iterator[str]:
    """Yield the lines of the head, two columns on one line taken apart."""
    for block, part in zip(flow.blocks, outline.parts, strict=True):
        if part != "head":
            break
        for line in lines_of(flow, block):
            yield from (piece.strip() for piece in _COLUMNS.split(line) if piece.strip())


def _read_head(lines: Sequence[str]) -> _Head:
    names: list[str] = []
    number = place = issued_on = None
    lines = _joined_dates(lines)
    for line in lines:
        found = _NUMBER.match(line)
        if found:
            number = _tidy_number(found.group("number"))
            continue
        dated = _PLACE_AND_DATE.match(line)
        if dated:
            place = dated.group("place").strip()
            day = DAY.search(dated.group("rest")) or DAY.search(line)
            issued_on = read_day(day).to_iso() if day else None
            continue
        if TITLE_LINE.fullmatch(line) or _END_OF_HEAD.match(line):
            break
        if _is_name(line):
            _add_name(names, line)
    return _Head(tuple(names), number, place, issued_on)


def _joined_dates(lines: Sequence[str]) -> list[str]:
    """Join "Cần Thơ, ngày" with "17 tháng 11 năm 2025" on the next line, and the like."""
    joined: list[str] = []
    for line in lines:
        last = joined[-1] if joined else ""
        if (
            regex.search(r",\s?ngày[\s\d]*(?:tháng[\s\d]*)?(?:năm)?$", last)
            and regex.match(r"\d|tháng|năm", line)
        ) or (
            regex.fullmatch(r"\p{Lu}[\p{L}\s]{1,24}", last)
            and regex.match(r"[\p{L}\s]{1,30},\s?ngày", line)
            and not last.isupper()
        ):
            joined[-1] = f"{last} {line}"
        else:
            joined.append(line)
    return joined


def _tidy_number(text: str | None) -> str | None:
    return regex.sub(r"\s+", "", text) if text else None


def _is_name(line: str) -> bool:
    plain = " ".join(skeleton(line).split())
    if _STROKE.match(line) or _STAMP.match(line) or _NATION.match(plain):
        return False
    return len(line) > 2 and not any(plain in motto for motto in _MOTTO) and len(line) < 120


def _add_name(names: list[str], line: str) -> None:
    """Add a line to the names; it goes on with the one above unless it begins a body's name."""
    continues = names and (
        _LEVEL_LINE.match(line)
        or not _BODY_HEAD.match(line)
        or (_COMMITTEE.match(names[-1]) and line.upper() == "DÂN")
    )
    if continues:
        names[-1] = f"{names[-1]} {line}"
    elif _BODY_HEAD.match(line):
        names.append(line)


def _type_index(flow: Flow, outline: Outline) -> int | None:
    for index, part in enumerate(outline.parts):
        if part == "head" and TITLE_LINE.fullmatch(flow.block_text(flow.blocks[index])):
            return index
    return None


def _title(flow: Flow, outline: Outline, index: int | None) -> tuple[str | None, str | None]:
    """Return the kind of document and its title, the lines below up to the preamble."""
    if index is None:
        return None, None
    match = TITLE_LINE.fullmatch(flow.block_text(flow.blocks[index]))
    doc_type = match.group("type").capitalize() if match else None
    pieces: list[str] = []
    for number in range(index + 1, len(flow.blocks)):
        text = flow.block_text(flow.blocks[number])
        if outline.parts[number] != "preamble" or ATTACHED.match(text) or text.startswith("("):
            break
        if pieces and not _goes_on(pieces[-1], text):
            break
        if not pieces and _is_body_text(text):
            break
        pieces.append(text)
    return doc_type, " ".join(pieces).strip(" -") or None


def _is_body_text(text: str) -> bool:
    return text.startswith("Căn cứ") or len(text) > 600


def _goes_on(last: str, text: str) -> bool:
    if _AFTER_TITLE.match(text) or text[-1:] in ";:" or last[-1:] in ".;:":
        return False
    if last.isupper() and text.isupper():
        return not _BODY_HEAD.match(text)
    return text[:1].islower() or _MORE_TITLE.match(text) is not None


def _issuer_of_opening(flow: Flow, outline: Outline, title: str | None) -> str | None:
    """Infer the issuer from "… ban hành Kế hoạch", its place from the title."""
    for block, part in zip(flow.blocks, outline.parts, strict=True):
        if part != "preamble":
            continue
        matches = list(_OPENING_ISSUER.finditer(flow.block_text(block)))
        if matches:
            return _with_place(matches[-1].group("issuer"), title or "")
    return None


def _with_place(issuer: str, title: str) -> str:
    last = issuer.split()[-1].lower()
    for place in _PLACE_IN_TITLE.finditer(title):
        if place.group("level").lower().split()[-1] == last:
            return f"{issuer} {place.group('name')}"
    return issuer
