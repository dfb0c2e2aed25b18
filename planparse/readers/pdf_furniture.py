"""What a page carries besides its text: its number, running heads, signature stamps."""

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import regex

from planparse.model import Finding
from planparse.readers.pdf_items import Item, PageItems
from planparse.readers.pdf_lines import Line
from planparse.readers.pdf_notes import without_notes
from planparse.readers.pdf_tables import Table

# "2", "- 3 -", "Trang 4/12": alone on a page's first or last line.
_NUMBER = regex.compile(
    r"[-–—]?\s?\d{1,4}\s?[-–—]?|(?:Trang|Page)\s?:?\s?\d{1,4}(?:\s?(?:/|of)\s?\d{1,4})?"
    r"|\d{1,3}\s?/\s?\d{1,3}",
    regex.IGNORECASE,
)
# "CÔNG BÁO/Số 286/Ngày 27-05-2026 89", "12 CÔNG BÁO TỈNH … Số 14"; not "Công báo tỉnh đăng …"
_GAZETTE = regex.compile(r"\d{0,4}\s?CÔNG BÁO\b.{0,60}Số\s?:?\s?\d.{0,60}")
# The words of a digital signature: the first kind opens its stamp, the second goes with it.
_STAMP = regex.compile(
    r"(?:Được ký|Ký|Ký số|Người ký|Digitally signed|Signed)\s?(?:bởi|by)?\s?:"
    r"|Digitally signed by|Signature (?:Not Verified|valid)",
    regex.IGNORECASE,
)
_STAMP_MORE = regex.compile(
    r"(?:Cơ quan|Tổ chức|E-?mail|(?:Ngày|Thời gian|Giờ) ký|Chức vụ|Lý do|Reason|Location|Date|DN"
    r"|Signing (?:time|date))\s?:",
    regex.IGNORECASE,
)
# A stamp is so many lines long at most, and stands no further apart than this. Points.
_STAMP_LINES = 8
_STAMP_REACH = 60.0
# Running heads stand in the outer eighth of a page, on so many pages and on this share of them.
_MARGIN = 0.125
_REPEATS = 3
_REPEAT_SHARE = 0.3
_DIGITS = regex.compile(r"\d{1,20}")


@dataclass(frozen=True, slots=True)
class Cleared:
    """Pages without furniture, their footnotes in order, and what is worth telling."""

    pages: tuple[PageItems, ...]
    notes: tuple[tuple[Line, ...], ...]
    findings: tuple[Finding, ...]


def clear_pages(pages: Sequence[PageItems]) -> Cleared:
    """Take furniture and footnotes out of all pages of a document."""
    cleared, stamps = [], []
    for page in pages:
        without, stamp = _without_stamps(page)
        cleared.append(without)
        stamps.extend(stamp)
    heads = _running_heads(cleared)
    cleared = [_without_furniture(page, heads) for page in cleared]
    cleared, notes = without_notes(cleared)
    return Cleared(tuple(cleared), tuple(map(tuple, notes)), tuple(map(stamp_finding, stamps)))


def stamp_finding(text: str) -> Finding:
    """Return the finding for a digital signature whose words are left out of the text."""
    return Finding(
        rule="signature-stamp-set-aside",
        severity="info",
        message=f"Dấu chữ ký số không thuộc nội dung văn bản: {text[:120]}",
    )


def is_stamp(text: str) -> bool:
    """Tell whether words are those of a digital signature's stamp.

    >>> is_stamp("Ký bởi: Ủy ban nhân dân tỉnh"), is_stamp("Ký hợp đồng")
    (True, False)
    """
    return _STAMP.search(unicodedata.normalize("NFC", text)) is not None


def _without_stamps(page: PageItems) -> tuple[PageItems, list[str]]:
    out: set[int] = set()
    for index, line in enumerate(page.items):
        if isinstance(line, Line) and _STAMP.match(_composed(line.text)):
            out.update(_stamp_lines(page.items, index, line))
    lines = [item.text for index, item in enumerate(page.items)
             if index in out and isinstance(item, Line)]  # fmt: skip
    kept = tuple(item for index, item in enumerate(page.items) if index not in out)
    return replace(page, items=kept), [" ".join(lines)] if lines else []


def _stamp_lines(items: Sequence[Item], index: int, stamp: Line) -> list[int]:
    """Return the lines of a stamp that begins at `index`; one line alone may be a sentence."""
    last = index
    for place in range(index + 1, min(index + _STAMP_LINES, len(items))):
        item = items[place]
        if isinstance(item, Table) or abs(item.top - stamp.top) > _STAMP_REACH:
            break
        if _STAMP_MORE.match(_composed(item.text)) or _STAMP.match(_composed(item.text)):
            last = place
    return list(range(index, last + 1)) if last > index else []


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _outer_lines(page: PageItems) -> Iterator[tuple[int, Line]]:
    """Yield the first and last two lines of a page that stand in its margins."""
    places = [*range(min(2, len(page.items))), *range(len(page.items) - 2, len(page.items))]
    for index in sorted({place for place in places if place >= 0}):
        item = page.items[index]
        if isinstance(item, Line) and (
            item.top < _MARGIN * page.height or item.bottom > (1 - _MARGIN) * page.height
        ):
            yield index, item


def _shape(line: Line) -> str:
    return _DIGITS.sub("#", line.text.casefold())


def _running_heads(pages: Sequence[PageItems]) -> frozenset[str]:
    """Return the lines, numbers apart, that stand at the edge of many pages."""
    counts = Counter(
        shape for page in pages for shape in {_shape(x) for _, x in _outer_lines(page)}
    )
    enough = max(_REPEATS, _REPEAT_SHARE * len(pages))
    return frozenset(shape for shape, count in counts.items() if count >= enough)


def _without_furniture(page: PageItems, heads: frozenset[str]) -> PageItems:
    out = {
        index
        for index, line in _outer_lines(page)
        if _shape(line) in heads
        or _GAZETTE.fullmatch(_composed(line.text))
        or (_NUMBER.fullmatch(line.text) and index in (0, len(page.items) - 1))
    }
    return replace(
        page, items=tuple(item for index, item in enumerate(page.items) if index not in out)
    )
