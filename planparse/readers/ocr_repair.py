"""Lines of recognised text that can only be one thing: titles without their accents, "HI." for III.

Nothing else of the text is touched, and each repair is told.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import regex

from planparse.lexicon import load_words
from planparse.model import Finding
from planparse.readers.pdf_furniture import PageItems
from planparse.readers.pdf_lines import Line
from planparse.text.fold import skeleton

# "HI. TỔ CHỨC", "TV. KINH PHÍ", "II1. NỘI DUNG": roman numbers before a heading in capitals; not
# "H. Củ Chi", "TV. Nguyễn"
_ROMAN = regex.compile(r"(?P<number>HI|IH|HH|TV|1V|II1|I1I|1II|HIL|IIL|VHI|VIH)(?=[.)]\s\p{Lu}{2})")
_NUMBERS = {
    "HI": "III", "IH": "III", "HH": "III", "TV": "IV", "1V": "IV", "II1": "III", "I1I": "III",
    "1II": "III", "HIL": "III", "IIL": "III", "VHI": "VIII", "VIH": "VIII",
}  # fmt: skip


@cache
def _titles() -> dict[str, str]:
    return {skeleton(words): words for words in load_words("ocr_lines")}


def repair_lines(pages: Sequence[PageItems]) -> tuple[list[PageItems], list[Finding]]:
    """Return pages with such lines put right, and a finding for each of them."""
    findings: list[Finding] = []
    repaired = []
    for page in pages:
        items = tuple(
            _repaired(item, findings) if isinstance(item, Line) else item for item in page.items
        )
        repaired.append(replace(page, items=items))
    return repaired, findings


def _repaired(line: Line, findings: list[Finding]) -> Line:
    right = repair(line.text)
    if right == line.text:
        return line
    printed, read = line.text[:60], right[:60]
    findings.append(
        Finding(
            rule="ocr-line-repaired",
            severity="info",
            message=f"Trang {line.page}: nhận dạng được {printed!r}, đã đọc là {read!r}.",
        )
    )
    return replace(line, text=right, doubts=())


def repair(text: str) -> str:
    """Return a recognised line put right.

    >>> repair("KÉ HOẠCH"), repair("HI. TỔ CHỨC THỰC HIỆN"), repair("Kê hoạch")
    ('KẾ HOẠCH', 'III. TỔ CHỨC THỰC HIỆN', 'Kê hoạch')
    """
    match = _ROMAN.match(text)
    if match is not None:
        return _NUMBERS[match["number"]] + text[match.end() :]
    if not text.isupper():
        return text
    end = len(text.rstrip(" .:,;'|"))
    title = _titles().get(skeleton(text[:end]))
    return title + text[end:] if title is not None and len(title) == end else text
