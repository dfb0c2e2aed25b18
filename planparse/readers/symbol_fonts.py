"""Fonts whose letters are no Unicode: symbol fonts, and Vietnamese fonts of the time before it.

Signs of symbol fonts become the characters that they look like. Only signs that carry a meaning in
plans are told apart: bullets, comparisons, check boxes, arrows; the others are ornaments and left
out. Codes are those of the fonts' own tables.
"""

from collections.abc import Callable

_SYMBOL = {
    0x2B: "+", 0x2D: "-", 0x3C: "<", 0x3D: "=", 0x3E: ">", 0x44: "Δ",
    0xA3: "≤", 0xA5: "∞", 0xAE: "→", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•",
    0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xDE: "→", 0xE5: "∑",
}  # fmt: skip
_WINGDINGS = {
    0x6C: "•", 0x6E: "•", 0x6F: "☐", 0x71: "☐", 0x72: "☐", 0x73: "•", 0x74: "•", 0x75: "•",
    0x76: "•", 0x77: "•", 0x9F: "•", 0xA7: "•", 0xA8: "☐", 0xD8: "•", 0xE0: "→", 0xE8: "→",
    0xF0: "→", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☒",
}  # fmt: skip
Decode = Callable[[str, str], str]
"""Turns text in a legacy font into Unicode; the second argument is the font's name."""

LEGACY_FONTS = (".vn", "vni")
"""How the names of fonts begin whose letters are Vietnamese in the sets TCVN3 and VNI."""

_TABLES = {"symbol": _SYMBOL, "wingdings": _WINGDINGS}
# Word puts the codes of symbol fonts into this private row of Unicode.
_PRIVATE = range(0xF000, 0xF100)


def read_symbol(code: str, font: str) -> str:
    """Return the sign with a hexadecimal code of a font; "" for an ornament.

    >>> read_symbol("F0B3", "Symbol"), read_symbol("F04A", "Wingdings")
    ('≥', '')
    """
    try:
        value = int(code, 16)
    except ValueError:
        return ""
    name = font.lower().split()[0] if font.strip() else ""
    if name not in _TABLES and value not in _PRIVATE:
        return chr(value) if 0x20 <= value < 0xD800 else ""
    return _TABLES.get(name, _SYMBOL).get(value & 0xFF, "")


def read_symbols(text: str, font: str) -> str:
    """Return a text set in a symbol font as its signs; its letters and digits stay.

    >>> read_symbols("\\uf0b7 \\u00b3 5", "symbol")
    '• ≥ 5'
    """
    table = _TABLES.get(font.split()[0] if font else "", _SYMBOL)
    return "".join(
        table.get(ord(sign) & 0xFF, "")
        if ord(sign) in _PRIVATE
        else table.get(ord(sign), sign)
        if 0xA0 <= ord(sign) < 0x100
        else sign
        for sign in text
    )
