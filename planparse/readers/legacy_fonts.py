"""Vietnamese text from before Unicode: fonts in the sets TCVN3 (.VnTime) and VNI (VNI-Times).

Such a text stores Western letters and signs, which only its font shows as Vietnamese. In TCVN3 one
character is one letter, and fonts whose names end in H show capitals; in VNI a vowel is followed by
its marks. `decode` converts what is known to be set in such a font, `modernise` a text without
fonts, by how dense its signs are.
"""

from collections.abc import Sequence
from functools import cache
from typing import Literal

import regex

from planparse.model import Finding

Encoding = Literal["TCVN3", "VNI"]

# Plain vowels and their rows: no tone, then sắc, huyền, hỏi, ngã, nặng.
_ROWS = (
    "aáàảãạ", "ăắằẳẵặ", "âấầẩẫậ", "eéèẻẽẹ", "êếềểễệ", "iíìỉĩị", "oóòỏõọ", "ôốồổỗộ", "ơớờởỡợ",
    "uúùủũụ", "ưứừửữự", "yýỳỷỹỵ",
)  # fmt: skip
_TCVN3_ROWS = (
    "a\u00b8µ¶·¹", "¨¾»¼½Æ", "©ÊÇÈÉË", "eÐÌÎÏÑ", "ªÕÒÓÔÖ", "iÝ×ØÜÞ", "oãßáâä", "«èåæçé", "¬íêëìî",
    "uóïñòô", "\u00adøõö÷ù", "yýúûüþ",
)  # fmt: skip
_TCVN3 = {
    printed: meant
    for row, meaning in zip(_TCVN3_ROWS, _ROWS, strict=True)
    for printed, meant in zip(row, meaning, strict=True)
    if printed != meant
} | dict(zip("®¡¢£¤¥¦§", "đĂÂÊÔƠƯĐ", strict=True))
_TCVN3_TABLE = str.maketrans(_TCVN3)
# What TCVN3 has inside words and no Western language does: signs, and capitals after small letters.
_TCVN3_SIGNS = regex.compile(
    r"(?<=\p{L})[®\u00b8µ¶·¹¨¾»¼½©ª«¬\u00ad§¡¢£¤¥¦×÷]|[®§©ª«¬](?=\p{L})"
    r"|(?<=\p{Ll})[ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖØÜÝÞ]"
)

# VNI: vowels with the marks of their row; the first mark of a row is that of the bare vowel.
_VNI_MARKS = {
    "a": (("", "ùøûõï"), ("ê", "éèúüë"), ("â", "áàåãä")),
    "e": (("", "ùøûõï"), None, ("â", "áàåãä")),
    "o": (("", "ùøûõï"), None, ("â", "áàåãä")),
    "u": (("", "ùøûõï"),),
    "y": (("", "ùøûõ"),),
    "ô": (("", "ùøûõï"),),
    "ö": (("", "ùøûõï"),),
}
_VNI_ROWS = {
    ("a", 0): 0, ("a", 1): 1, ("a", 2): 2, ("e", 0): 3, ("e", 2): 4, ("o", 0): 6, ("o", 2): 7,
    ("ô", 0): 8, ("u", 0): 9, ("ö", 0): 10, ("y", 0): 11,
}  # fmt: skip
_VNI_SINGLE = dict(zip("ñôöíìæóòî", "đơưíìỉĩịỵ", strict=True))

# A line with a letter that only Unicode has is Unicode. The others, if they are this share of the
# text, are in a set of which they hold so many signs or pairs, and this share of all their letters.
_MODERN = regex.compile(r"[\u1ea0-\u1ef9ăĂđĐơƠưƯĩĨũŨ]")
_OLD_PART = 0.1
_OLD_SIGNS, _OLD_SHARE = 3, 0.05
_LETTER = regex.compile(r"\p{L}")
_LEAST = 8


def decode(text: str, font: str) -> str:
    """Return a text set in a font as Unicode; text in a font of today stays as it is.

    >>> decode("Uû ban nh©n d©n", ".VnTime"), decode("uû ban", ".VnTimeH")
    ('Uỷ ban nhân dân', 'UỶ BAN')
    >>> decode("Keá hoaïch", "VNI-Times"), decode("Kế hoạch", "Times New Roman")
    ('Kế hoạch', 'Kế hoạch')
    """
    name = font.lower().strip()
    if name.startswith(".vn"):
        # Two ư in a row are the letter and an optional hyphen, which have one code.
        decoded = text.translate(_TCVN3_TABLE).replace("ưư", "ư")
        return decoded.upper() if name.endswith("h") else decoded
    if name.startswith(("vni", "vn-")):
        return _decode_vni(text)
    return text


def _decode_vni(text: str) -> str:
    table = _vni_table()
    return _vni_pattern().sub(lambda match: table[match.group()], text)


@cache
def _vni_table() -> dict[str, str]:
    table = dict(_VNI_SINGLE)
    for vowel, sets in _VNI_MARKS.items():
        for index, marks in enumerate(sets):
            if marks is None:
                continue
            row = _ROWS[_VNI_ROWS[vowel, index]]
            if marks[0]:
                table[vowel + marks[0]] = row[0]
            for mark, meant in zip(marks[1], row[1:], strict=False):
                table[vowel + mark] = meant
    # A capital vowel may have its mark in either case.
    cased = {}
    for printed, meant in table.items():
        cased[printed] = meant
        cased[printed.upper()] = meant.upper()
        cased[printed[0].upper() + printed[1:]] = meant.upper()
    return cased


@cache
def _vni_pattern() -> regex.Pattern[str]:
    longest_first = sorted(_vni_table(), key=len, reverse=True)
    return regex.compile("|".join(map(regex.escape, longest_first)))


@cache
def _vni_pairs() -> regex.Pattern[str]:
    pairs = [printed for printed in _vni_table() if len(printed) == 2]
    return regex.compile("|".join(map(regex.escape, pairs)))


def find_encoding(text: str) -> Encoding | None:
    """Return the set that a text without fonts is in, None for one of today.

    >>> find_encoding("Céng hßa x· héi chñ nghÜa ViÖt Nam"), find_encoding("Coäng hoøa xaõ hoäi")
    ('TCVN3', 'VNI')
    >>> find_encoding("Cộng hòa xã hội"), find_encoding("Café à la crème, naïve, 5 µg")
    (None, None)
    """
    old = "\n".join(line for line in text.split("\n") if not _MODERN.search(line))
    letters = len(_LETTER.findall(old))
    if letters < max(_LEAST, _OLD_PART * len(text)):
        return None
    signs, pairs = len(_TCVN3_SIGNS.findall(old)), len(_vni_pairs().findall(old))
    if max(signs, pairs) < max(_OLD_SIGNS, _OLD_SHARE * letters):
        return None
    return "TCVN3" if signs > pairs else "VNI"


def decode_as(line: str, encoding: Encoding) -> str:
    """Return a line of a text in an older set; one that has letters of Unicode already stays."""
    if _MODERN.search(line):
        return line
    return decode(line, ".vntime" if encoding == "TCVN3" else "vni-times")


def modernise(text: str) -> tuple[str, Encoding | None]:
    """Return a text without fonts in Unicode, line by line, and the set that it was in.

    Capitals of fonts that show nothing else are lost with the fonts.

    >>> modernise("Céng hßa x· héi chñ nghÜa ViÖt Nam")
    ('Cộng hòa xã hội chủ nghĩa Việt Nam', 'TCVN3')
    """
    encoding = find_encoding(text)
    if encoding is None:
        return text, None
    return "\n".join(decode_as(line, encoding) for line in text.split("\n")), encoding


def legacy_finding(names: Sequence[str]) -> Finding:
    """Return the finding that text in fonts or sets of these names was converted."""
    message = f"Chữ theo phông cũ ({', '.join(names)}) đã được chuyển sang Unicode."
    return Finding(rule="legacy-font-converted", severity="info", message=message)
