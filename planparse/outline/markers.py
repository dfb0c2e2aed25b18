"""The marker at the start of a paragraph: what kind it is and which number it carries."""

from dataclasses import dataclass
from functools import lru_cache

import regex

from planparse.lexicon import load_words
from planparse.text.patterns import lazy_pattern
from planparse.text.phrases import alternation

LETTERS = "abcdđeghiklmnopqrstuvxy"
"""The order of points (điểm) in Nghị định 30/2020: Vietnamese letters without accents."""

_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_ORDINALS = {
    "nhất": 1, "một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7,
    "tám": 8, "chín": 9, "mười": 10,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker as printed, its label, and every reading it allows.

    `readings` are pairs (kind, ordinals): kind is part, chapter, article, annex, roman, upper,
    arabic, multi, lower, paren or a label word; ordinals has one number, more for "2.1". `end` is
    the offset in the paragraph where the title begins; `start` where the marker does, behind a
    bullet. `repaired` says that a letter was read as a digit or the reverse ("Il." for II.).
    """

    text: str
    label: str
    readings: tuple[tuple[str, tuple[int, ...]], ...]
    start: int
    end: int
    repaired: bool = False


_WORD = alternation(load_words("labels"))
_NUMBER = r"(?:\d{1,3}|[IVXLC]{1,6})"
_BULLET = r"(?P<bullet>[-+*•]\s{0,3})?"

# Each pattern with a paragraph it opens and one it must leave alone.
_PATTERNS = [
    # "Phần thứ nhất", "PHẦN II. NHIỆM VỤ", "Phần A"; not "Phần mềm", "Phần 1 của Quyết định"
    ("part", r"(?P<text>(?:Phần|PHẦN)\s+(?:(?:thứ|THỨ)\s+)?"
             r"(?P<n>[IVX]{1,5}|\d{1,2}|[A-E]|\p{L}{2,4}))"
             r"(?=\s*[.:\-]|\s*$|\s+\p{Lu}{2})"),
    # "Chương II"; not "Chương trình"
    ("chapter", r"(?P<text>(?:Chương|CHƯƠNG)\s+(?P<n>[IVX]{1,6}|\d{1,2}))"
                r"(?=\s*[.:\-]|\s*$|\s+\p{Lu}{2})"),
    # "Điều 2. Giám đốc", "Điều 1: …"; not "Điều 36 của Luật"
    ("article", r"(?P<text>(?:Điều|ĐIỀU)\s+(?P<n>\d{1,3}))(?=\s*[.:])"),
    # "Phụ lục I", "PHỤ LỤC", "Phụ lục số 02"; not "Phụ lục kèm theo"
    ("annex", r"(?P<text>(?:Phụ lục|PHỤ LỤC)"
              r"(?:\s+(?:số\s+|SỐ\s+)?(?P<n>[IVX]{1,5}|\d{1,2}|[A-E]))?)"
              r"(?=\s*[.:\-(]|\s*$|\s+\p{Lu}{2})"),
    # "- Chỉ tiêu 1: …", "Nhiệm vụ 3. …", "Dự án 7 (Tiểu dự án 2): …"; not "Dự án 8 góp phần"
    ("label", rf"{_BULLET}(?P<text>(?P<word>{_WORD})\s+(?P<n>{_NUMBER}))(?=\s*[:.\-(]|\s*$)"),
    # "2.1 Tổ chức", "1.1. Mục tiêu", "3.2.1) Nội dung", "2.2. 100% hộ"; not "2.500 hộ", "2.5 triệu"
    ("multi", r"(?P<text>(?P<n>\d{1,2}(?:\.\d{1,2}){1,3})\s?"
              r"(?:(?:[.)/:]\s*|\s?-\s+|\s+(?!(?:nghìn|triệu|tỷ|lần|ha|km|tấn)\s))(?=\p{L}|[\"'(])"
              r"|[.)]\s+(?=\d{1,3}(?:[.,]\d{1,3})?\s?(?:%|\p{L}))))"),
    # "1. Mục đích", "1) Cấp", "1/ Sở", "1- Hội", "2- 100% hộ"; not "12 xã", "20/11", "1,5 lần"
    ("arabic", r"(?P<text>(?P<n>\d{1,2})\s?"
               r"(?:[.):]\s*(?=[\p{L}\"'(\[])|[.):]\s+(?=\d{1,3}(?:%|\s\p{L}))|/\s*(?=\p{L})|-\s*(?=\p{Lu})"
               r"|(?<=\d)[-/]\s+(?=\d{1,3}\s?%)))"),
    # "(1) Tổ chức", "(1). Lập", "(a) Sở", "(ii) …"; not "(2024)", "(10 ngày)"
    ("paren", r"(?P<text>\((?P<n>\d{1,2}|[a-zđ]|[ivx]{1,4})\)\.?\s*)(?=\p{L}|[\"'\d])"),
    # "I. MỤC ĐÍCH", "IV- TỔ CHỨC", "II/ Nội dung", "III) …"; not "V/v hỗ trợ", "I/O"
    ("roman", r"(?P<text>(?P<n>[IVX]{1,5})\s?"
              r"(?:[.):]|/(?![a-zA-Z]\b)|\s?-(?=\s|\p{Lu}))\s*)(?=\p{L}|[\"'(])(?!\p{Lu}\.)"),
    # "Il. MỤC TIÊU", "lV. KINH PHÍ", "1I. NỘI DUNG": roman numbers as OCR gives them
    ("damaged", r"(?P<text>(?P<n>[IVXl1]{2,5}|l)\s?[.)]\s*)(?=\p{Lu}{2})"),
    # "A. MỤC ĐÍCH", "B- NỘI DUNG", "Đ. …"; not "Đ/c Chủ tịch", "TP. Vinh"
    ("upper", r"(?P<text>(?P<n>[A-HKĐ])\s?(?:[.)]|\s?-(?=\s)|/(?=\s))\s*)(?=\p{L}{2}|[\"'(])"),
    # "a) Triển khai", "đ. Phối hợp", "b/ Cấp xã"; not "a, b và c"
    ("lower", r"(?P<text>(?P<n>[a-zđ])\s?(?:\)|\.(?=\s)|/(?=\s)|-(?=\s))\s*)(?=\p{L}|[\"'(\d])"),
]  # fmt: skip
_MARKER = lazy_pattern(
    "|".join(
        "(?:"
        + pattern.replace("(?P<text>", f"(?P<{kind}>")
        .replace("(?P<n>", f"(?P<{kind}_n>")
        .replace("(?P<bullet>", f"(?P<{kind}_bullet>")
        .replace("(?P<word>", f"(?P<{kind}_word>")
        + ")"
        for kind, pattern in _PATTERNS
    )
)
# What may open a marker, checked before the patterns run.
_OPENERS = frozenset("0123456789(-+*•PĐCMNGHTDBKIVXlabcdđeghiklmnopqrstuvxyABCDEFGHKĐ")
# What opens a word that is a marker, or a roman number with a small L in it ("Il.").
_WORD_OPENERS = frozenset(
    (
        *(word[:2] for word in (*load_words("labels"), "Phần", "Chương", "Điều", "Phụ lục")),
        *(f"{letter}l" for letter in "IVXl"),
    )
)


@lru_cache(maxsize=2048)
def read_marker(paragraph: str) -> Marker | None:
    """Return the marker that opens `paragraph`, or None.

    >>> read_marker("2.1 Tổ chức tập huấn").label
    '2.1'
    >>> read_marker("- Chỉ tiêu 3: Duy trì 02 lớp").label
    'Chỉ tiêu 3'
    >>> read_marker("V/v hỗ trợ hộ nghèo") is None, read_marker("12 xã biên giới") is None
    (True, True)
    """
    if not paragraph or paragraph[0] not in _OPENERS:
        return None
    if paragraph[0].isalpha() and paragraph[1:2].islower() and paragraph[:2] not in _WORD_OPENERS:
        return None
    match = _MARKER.match(paragraph)
    if match is None:
        return None
    kind = str(match.lastgroup).split("_")[0] if match.lastgroup else ""
    kind = next(name for name, _ in _PATTERNS if match.group(name) is not None)
    readings = _read(kind, match)
    if not readings:
        return None
    text = match.group(kind)
    end = match.end()
    if kind in ("part", "chapter", "article", "annex", "label"):
        end += _leading_punctuation(paragraph, end)
        text = paragraph[match.start(kind) : end]
    label = match.group(kind).strip() if kind in _LABELLED else match.group(f"{kind}_n")
    if kind == "damaged":
        label = _to_roman(readings[0][1][0])
    return Marker(text.strip(), label, readings, match.start(kind), end, kind == "damaged")


_LABELLED = frozenset(("part", "chapter", "article", "annex", "label"))


def _leading_punctuation(paragraph: str, offset: int) -> int:
    rest = paragraph[offset : offset + 6]
    return len(rest) - len(rest.lstrip(" .:-"))


def _read(kind: str, match: regex.Match[str]) -> tuple[tuple[str, tuple[int, ...]], ...]:
    number = match.group(f"{kind}_n") or ""
    if kind == "multi":
        return ((kind, tuple(int(piece) for piece in number.split("."))),)
    if kind == "label":
        return ((str(match.group("label_word")), (_ordinal(number),)),)
    if kind == "damaged":
        value = _from_roman(number.replace("l", "I").replace("1", "I"))
        return (("roman", (value,)),) if value else ()
    if kind == "roman":
        return _read_roman(number)
    if kind in ("lower", "paren") and number[0].isalpha():
        return _read_letter(kind, number)
    if kind == "upper":
        return ((kind, (LETTERS.index(number.lower()) + 1,)),)
    value = _ordinal(number) if number else 1
    return ((kind, (value,)),) if value else ()


def _read_roman(number: str) -> tuple[tuple[str, tuple[int, ...]], ...]:
    value = _from_roman(number)
    return (("roman", (value,)),) if value else ()


def _read_letter(kind: str, number: str) -> tuple[tuple[str, tuple[int, ...]], ...]:
    readings = []
    if len(number) == 1 and number in LETTERS:
        readings.append((kind, (LETTERS.index(number) + 1,)))
    elif len(number) == 1:
        # f, j, w and z are not in the order, yet typed now and then: after their Latin neighbour.
        readings.append(
            (kind, (LETTERS.index({"f": "g", "j": "i", "w": "v", "z": "y"}[number]) + 1,))
        )
    if set(number) <= set("ivx"):
        value = _from_roman(number.upper())
        if value:
            readings.append((f"{kind}-roman", (value,)))
    return tuple(readings)


def _ordinal(number: str) -> int:
    if number.isdigit():
        return int(number)
    if number.lower() in _ORDINALS:
        return _ORDINALS[number.lower()]
    if len(number) == 1 and number in "ABCDE":
        return "ABCDE".index(number) + 1
    return _from_roman(number)


def _from_roman(number: str) -> int:
    """Return the value of a well-formed roman number, 0 for anything else."""
    total = 0
    values = [_ROMAN.get(letter, 0) for letter in number]
    for value, following in zip(values, [*values[1:], 0], strict=True):
        total += -value if value < following else value
    return total if 0 < total < 90 and _to_roman(total) == number else 0


def _to_roman(value: int) -> str:
    pieces = []
    for amount, letters in (
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ):
        while value >= amount:
            pieces.append(letters)
            value -= amount
    return "".join(pieces)
