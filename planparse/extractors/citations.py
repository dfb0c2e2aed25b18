"""Citations of numbered documents in a passage: number, kind, date and issuer as stated there."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from planparse.extractors.base import Passage
from planparse.extractors.document_types import (
    PRINTED_TYPE,
    TYPE,
    TYPE_WORDS,
    has_known_code,
    type_of_code,
)
from planparse.extractors.relations import Mention
from planparse.lexicon import load_words
from planparse.text.dates import DAY, Day, read_day
from planparse.text.document_numbers import DocumentNumber, find_numbers
from planparse.text.patterns import lazy_pattern
from planparse.text.phrases import alternation


@dataclass(frozen=True, slots=True)
class Citation:
    """A document's number in a passage with what the words around it say.

    `kind` is the word for the kind of document right before it, `day` the date, possible or not.
    """

    number: DocumentNumber
    kind: str | None
    doc_type: str | None
    day: Day | None
    issuer: str | None

    @property
    def date(self) -> str | None:
        """The date as ISO; a missing year is that of the number."""
        return self.day.to_iso(self.number.year) if self.day else None


_NO = r"s[ốôổồ]\s?[:.]?\s?"
# "Kế hoạch số ", "Quyết định số: ", "Nghị quyết " before a number
_KIND = lazy_pattern(
    rf"(?<!\p{{L}})(?P<type>{TYPE})\s(?:liên tịch\s)?(?:{_NO})?$", regex.IGNORECASE
)
_NUMBERED = lazy_pattern(rf"(?<!\p{{L}})(?:{_NO})$", regex.IGNORECASE)
# "Luật Trẻ em số 102/2016/QH13": the kind stands before the name
_LAW = lazy_pattern(r"(?P<type>Bộ luật|Luật|Pháp lệnh|Nghị quyết)\s[^;.\n]{3,90}$")
# "Mẫu số 01/KH-BC", "Biểu 02-BC/UBND": a form and no document
_FORM = lazy_pattern(
    r"(?:mẫu|biểu|phụ biểu|biểu mẫu|phụ lục|tài khoản)(?:\s(?:số\s?:?|báo cáo))?\s?$",
    regex.IGNORECASE,
)
# What stands between two numbers of one list: "số 12/UBND-VX ngày 05/01/2024 và 15/UBND-NC"
_LIST = lazy_pattern(r"(?:[,;]|và|,\s?số|và\s?số)?")
# ", ngày 22/12/2024", " (ngày 03 tháng 3 năm 2021", " ký ngày 05/01/2024"
_DATE_GAP = lazy_pattern(r"[,\s(]{0,3}(?:(?:ký|ban hành|đề|được ban hành)\s)?")
# " của Thủ tướng Chính phủ ngày 03/6/2020": the date behind the issuer
_DATE_BEHIND = lazy_pattern(
    r"[,\s]{0,2}của\s(?P<issuer>[^,;.()\n\d]{3,70}?),?\s(?:ký\s|ban hành\s)?(?=ngày\s?\d)"
)
# Words besides those of a title that end the name of an issuer
_AFTER_ISSUER = (
    *("trên địa bàn", "trong", "tại", "tăng cường", "đẩy mạnh", "nhằm", "đã", "được", "gửi", "v/v"),
    *("giai đoạn", "năm"),
)
_ISSUER_END = (
    rf"(?=\s(?i:{alternation((*load_words('relations', kind='title'), *_AFTER_ISSUER))})(?!\p{{L}})"
    rf"|\svà\s(?:\p{{Ll}}|số|{PRINTED_TYPE}|Ủy ban|UBND|HĐND|Hội|Ban|Bộ|Sở|Đoàn)(?!\p{{L}})"
    r"|[,;.:()\n¹²³\[]|\s?$)"
)
# A board with commas in its name goes up to the title: "của Ban Chỉ đạo chuyển đổi số, cải cách …"
_BOARD = r"(?:Ban Chỉ đạo|Tổ công tác|(?:Sở|Bộ|Phòng) Văn hóa)[^;.:()\n]{0,120}?"
# "của Bộ Chính trị", "của Ban Thường vụ Hội Liên hiệp Phụ nữ (LHPN) Thành phố"
_ISSUER = lazy_pattern(
    rf"[,\s)]{{0,3}}của\s(?P<issuer>{_BOARD}(?=\s(?:về|phê duyệt|ban hành|hướng dẫn|triển khai)\s)"
    r"|\p{Lu}(?:[^,;.:()\n¹²³\[]|\s\(\p{Lu}[\p{Lu}&\-]{1,12}\)){1,90}?"
    rf"{_ISSUER_END})"
)
# "Theo đề nghị của Sở Tài chính tại Công văn số": the issuer before the number
_ISSUER_LEFT = lazy_pattern(
    r"(?<!\p{L})của\s(?P<issuer>\p{Lu}[^,;.:()\n]{3,70})"
    rf"\s(?:tại|theo)\s{PRINTED_TYPE}\s(?:{_NO})?$"
)
# "Đề án 06/CP" is a name, no number of a document.
_NICKNAMED = frozenset(("đề án", "dự án", "chương trình"))
_LEFT = 110
_RIGHT = 180


@lru_cache(maxsize=256)
def citations_in(text: str) -> tuple[Citation, ...]:
    """Return the citations of numbered documents in a text, in order.

    >>> [c.number.text for c in citations_in("Công văn số 12/UBND-VX và 15/UBND-NC; phòng 5G/IoT")]
    ['12/UBND-VX', '15/UBND-NC']
    """
    citations: list[Citation] = []
    for number in find_numbers(text):
        last = citations[-1] if citations else None
        citation = _read(text, number, last)
        if citation is not None:
            citations.append(citation)
    return tuple(citations)


def _read(text: str, number: DocumentNumber, last: Citation | None) -> Citation | None:
    left = text[max(0, number.start - _LEFT) : number.start].rpartition("\n")[2]
    if _FORM.search(left):
        return None
    kind = _KIND.search(left)
    day, after, issuer = _date_behind(text, number.end)
    if kind is None and not _is_document(number, left, day, last):
        return None
    word = " ".join(kind.group("type").lower().split()) if kind else None
    if word in _NICKNAMED and len(number.pieces) == 1:
        return None
    stated = _ISSUER.match(text, after, min(len(text), after + _RIGHT)) or _ISSUER_LEFT.search(left)
    issuer = issuer or (" ".join(stated.group("issuer").split()) if stated else None)
    return Citation(number, word, _doc_type(number, word, left), day, issuer)


def _is_document(number: DocumentNumber, left: str, day: Day | None, last: Citation | None) -> bool:
    """Tell whether a number without a word for its kind is a document's: by code, "số" or date."""
    is_marked = _NUMBERED.search(left) is not None or day is not None
    if has_known_code(number):
        return is_marked or len(number.pieces) > 1 or number.year is not None
    if len(number.pieces) < 2:
        return False
    return is_marked or (last is not None and _goes_on(last, number, left))


def _goes_on(last: Citation, number: DocumentNumber, left: str) -> bool:
    """Tell whether only a date and a comma stand between a number and the one before."""
    end = last.day.end if last.day else last.number.end
    gap = number.start - end
    return 0 < gap <= len(left) and _LIST.fullmatch(left[-gap:].strip()) is not None


def _date_behind(text: str, end: int) -> tuple[Day | None, int, str | None]:
    """Return the date behind a number, where the search for an issuer begins, and an issuer."""
    gap = _DATE_GAP.match(text, end)
    day = DAY.match(text, gap.end() if gap else end)
    if day is not None:
        return read_day(day), day.end(), None
    behind = _DATE_BEHIND.match(text, end)
    late = DAY.match(text, behind.end()) if behind else None
    if behind is None or late is None:
        return None, end, None
    return read_day(late), late.end(), behind.group("issuer").strip()


def _doc_type(number: DocumentNumber, kind: str | None, left: str) -> str | None:
    if kind is not None:
        return str(TYPE_WORDS[kind])
    coded = type_of_code(number)
    if coded is not None or number.year is None:
        return coded
    law = _LAW.search(left)
    return str(law.group("type")) if law else None


def mentions_of(citations: Sequence[Citation]) -> list[Mention]:
    """Return citations as what the relations are read from."""
    return [Mention(c.number.start, c.number.end, c.kind) for c in citations]


def dated_cells(passage: Passage) -> dict[int, Day]:
    """Return the date of each number whose table cell is followed by one with a date alone.

    The keys are offsets of numbers in the passage: a list of documents names their dates so.
    """
    days: dict[int, Day] = {}
    for block, after in zip(passage.blocks, passage.blocks[1:], strict=False):
        if block.cell is None or after.cell is None or block.cell[:2] != after.cell[:2]:
            continue
        day = DAY.fullmatch(passage.text, after.start, after.end)
        number = next(find_numbers(passage.text[block.start : block.end]), None)
        if day is not None and number is not None:
            days[block.start + number.start] = read_day(day)
    return days
