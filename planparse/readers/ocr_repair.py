"""Recognised text that can mean only one thing: "KÉ HOẠCH" alone on a line, "HI.", "chỉ phí".

Nothing else of the text is touched, and each repair is told.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, partial

import regex

from planparse.lexicon import load_entries, load_words
from planparse.model import Finding
from planparse.readers.pdf_items import Item, PageItems
from planparse.readers.pdf_lines import Line
from planparse.text.fold import skeleton
from planparse.text.ocr import Repair, find_damaged, mend

# "HI. TỔ CHỨC", "H. NHIỆM VỤ", "TV. KINH PHÍ": roman numbers before a heading in capitals, as
# recognition gives them; not "H. Củ Chi", "T. Nguyễn"
_ROMAN = regex.compile(r"(?P<number>[IVXHTLl1Ï]{1,5})(?=\s?[.)\-–/]\s?\p{Lu}{2})")
# "H. Chỉ tiêu cụ thể": the same before a heading in small letters, where "I." stands above
_SMALL_ROMAN = regex.compile(r"(?P<number>[IVXHTLlÏ]{1,5})(?=\.\s\p{Lu}\p{Ll})")
# "quý IH/2026", "Quý HI năm 2026"
_QUARTER = regex.compile(
    r"(?<!\p{L})[Qq]u[ýí]\s(?P<number>[IVHTLlÏ]{1,4})(?=\s?[/,.;)-]|\s(?:năm|và)|\s?$)"
)
_QUARTERS = 4
# Letters that no Vietnamese word has; all of them were an I.
_FOREIGN = str.maketrans("ÏÎïî", "IIii")
_FOREIGN_WORD = regex.compile(r"[\p{L}\d]{0,20}[ÏÎïî][\p{L}\d]{0,20}")
# "11, Ủy ban nhân dân"; not "12, 13", "11,5 tỷ"
_COMMA = regex.compile(r"^(\d{1,2}),(?=\s\p{Lu}\p{Ll})")
# "d) Phòng Nội vụ"
_LETTER = regex.compile(r"\p{Ll}\)\s")
# What each of their letters may stand for.
_LETTERS = {"H": "II", "T": "I", "L": "I", "l": "I", "1": "I", "Ï": "I"}
_NUMBERS = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


@cache
def _pairs() -> tuple[str, ...]:
    return load_words("ocr_words")


@cache
def _capitals() -> tuple[str, ...]:
    return load_words("ocr_capitals")


@cache
def _forms() -> dict[str, str]:
    """Return damaged phrases and names, and what they are."""
    return {
        damaged: entry["words"][0]
        for entry in load_entries("ocr_forms")
        for damaged in entry["damaged"]
    }


@cache
def _titles() -> dict[str, str]:
    return {skeleton(words): words for words in load_words("ocr_lines")}


def repair_lines(pages: Sequence[PageItems]) -> tuple[list[PageItems], list[Finding]]:
    """Return pages with such lines and words put right, and findings that tell of it."""
    lines = [item for page in pages for item in page.items if isinstance(item, Line)]
    headings = [line for line in lines if _heading(line.text)]
    numbers = dict(zip(map(id, headings), _numbers(headings), strict=True))
    findings: list[Finding] = []
    words: list[Repair] = []
    repaired = []
    above = letter = ""
    for page in pages:
        items: list[Item] = []
        for item in page.items if page.scanned else ():
            if isinstance(item, Line):
                text = _numbered(item.text, numbers.get(id(item), ""))
                text = repair_title(_with_full_stop(_lettered(text, letter), above))
                letter = text[0] if _LETTER.match(text) else letter
                item = _with_words(_repaired(item, text, findings), words)
                above = item.text
            else:
                item = item.with_lines(partial(_with_words, found=words))
            items.append(item)
        if not page.scanned:
            items.extend(page.items)
        repaired.append(replace(page, items=tuple(items)))
    return repaired, [*findings, *_word_finding(words)]


def _with_words(line: Line, found: list[Repair]) -> Line:
    """Return a line with pairs of words put right that are no words as recognised."""
    text = line.text
    for find in (_find_foreign, _find_quarters, _find_pairs, _find_forms):
        repairs = find(text)
        found.extend(repairs)
        text = mend(text, repairs)
    return replace(line, text=text) if text != line.text else line


def _find_foreign(text: str) -> list[Repair]:
    """Return words with letters that Vietnamese lacks.

    >>> [repair.right for repair in _find_foreign("Kiểm tra giữa kỳ Ï")]
    ['I']
    """
    return [
        Repair(match.start(), match.end(), match.group(), match.group().translate(_FOREIGN))
        for match in _FOREIGN_WORD.finditer(text)
    ]


def _find_quarters(text: str) -> list[Repair]:
    """Return the roman numbers of quarters with letters that stand for others.

    >>> [repair.right for repair in _find_quarters("quý IH/2026, quý II và quý TV năm 2027")]
    ['III', 'IV']
    """
    repairs = []
    for match in _QUARTER.finditer(text):
        start, printed = match.start("number"), match["number"]
        value = _value(printed)
        if 0 < value <= _QUARTERS and printed != _NUMBERS[value]:
            repairs.append(Repair(start, start + len(printed), printed, _NUMBERS[value]))
    return repairs


def _find_pairs(text: str) -> list[Repair]:
    # "chỉ bộ phận" is no "chi bộ".
    found = [r for r in find_damaged(text, _pairs()) if not text.startswith(" phận", r.end)]
    found += [repair for repair in find_damaged(text, _capitals()) if repair.printed.isupper()]
    return [
        replace(repair, right=repair.right.upper()) if repair.printed.isupper() else repair
        for repair in found
    ]


def _find_forms(text: str) -> list[Repair]:
    """Return phrases and names whose letters were taken for others.

    >>> [repair.right for repair in _find_forms("Về việt ban hành Đề án loT")]
    ['Về việc ban hành', 'IoT']
    """
    plain = skeleton(text)
    repairs = []
    for damaged, right in _forms().items() if len(plain) == len(text) else ():
        is_phrase = " " in damaged
        pattern = rf"\b{regex.escape(skeleton(damaged) if is_phrase else damaged)}\b"
        for match in regex.finditer(pattern, plain if is_phrase else text):
            printed = text[match.start() : match.end()]
            word = right[0].upper() + right[1:] if printed[0].isupper() else right
            repairs.append(Repair(match.start(), match.end(), printed, word))
    return repairs


def _word_finding(words: Sequence[Repair]) -> Iterator[Finding]:
    if words:
        examples = ", ".join(sorted({f"{word.printed} → {word.right}" for word in words})[:8])
        yield Finding(
            rule="ocr-words-repaired",
            severity="info",
            message=f"Đã sửa {len(words)} chỗ nhận dạng sai dấu: {examples}.",
        )


def _numbered(text: str, number: str) -> str:
    match = _heading(text)
    return number + text[match.end() :] if match else text


def _heading(text: str) -> regex.Match[str] | None:
    return _ROMAN.match(text) or _SMALL_ROMAN.match(text)


def _lettered(text: str, letter: str) -> str:
    """Return "d)" for "đ)" behind "c)", and "đ)" for "d)" behind "d)"."""
    if _LETTER.match(text) and (letter, text[0]) in (("c", "đ"), ("d", "d")):
        return ("d" if letter == "c" else "đ") + text[1:]
    return text


def _with_full_stop(text: str, above: str) -> str:
    """Put the full stop back into "11, Ủy ban nhân dân", where a paragraph begins."""
    begins = not above or above[-1] in ".;:!?" or above.isupper()
    return _COMMA.sub(r"\1.", text) if begins else text


def _numbers(headings: Sequence[Line]) -> list[str]:
    """Return the roman number of each heading: as printed, or the one that its neighbours leave.

    "I", "H", "HI" are I, II, III; so are "I", "I", "III", for only II is missing there.
    """
    matches = [_heading(line.text) for line in headings]
    printed = [match["number"] if match else "" for match in matches]
    values = [_value(number) for number in printed]
    small = [match is not None and match.re is _SMALL_ROMAN for match in matches]
    result = []
    for index, number in enumerate(printed):
        above = values[index - 1] if index else 0
        below = values[index + 1] if index + 1 < len(values) else 0
        if above and below == above + 2 and values[index] != above + 1:
            values[index] = above + 1
        # "T. Nguyễn" in small letters is no first heading, "H. Củ Chi" below capitals no second.
        first = not small[index] or number.startswith("I")
        follows = values[index] == above + 1 > 1 and small[index] <= small[index - 1]
        known = 0 < values[index] < len(_NUMBERS) and ((values[index] == 1 and first) or follows)
        result.append(_NUMBERS[values[index]] if known else number)
    return result


def _value(number: str) -> int:
    """Return a roman number's value, its letters put right; 0 if it has none."""
    right = "".join(_LETTERS.get(letter, letter) for letter in number)
    return _NUMBERS.index(right) if right in _NUMBERS else 0


def _repaired(line: Line, right: str, findings: list[Finding]) -> Line:
    if right == line.text:
        return line
    findings.append(line_finding(line, right))
    return replace(line, text=right, doubts=())


def line_finding(line: Line, right: str) -> Finding:
    """Return the finding that tells of a recognised line and what it was read as."""
    printed, read = line.text[:60], right[:60]
    message = f"Trang {line.page}: nhận dạng được {printed!r}, đã đọc là {read!r}."
    return Finding(rule="ocr-line-repaired", severity="info", message=message)


def repair_title(text: str) -> str:
    """Return a recognised line in capitals put right.

    >>> repair_title("KÉ HOẠCH"), repair_title("Kê hoạch"), repair_title("KHO BẠC")
    ('KẾ HOẠCH', 'Kê hoạch', 'KHO BẠC')
    """
    if not text.isupper():
        return text
    end = len(text.rstrip(" .:,;'|"))
    title = _titles().get(skeleton(text[:end]))
    return title + text[end:] if title is not None and len(title) == end else text
