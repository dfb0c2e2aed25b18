"""One colour pair a status, for all formats; a sign and a word always stand beside it.

Tones have a contrast of at least 4.5 to 1 on white and on their tint. Red-green blind readers see
what is missing or weaker dark or yellow and what is kept blue; the rest the sign tells.
"""

from collections.abc import Mapping

_RED, _ORANGE, _PURPLE = ("#a31f34", "#fbeaec"), ("#a34f00", "#fdf0e2"), ("#6a3d9a", "#f3ecf9")
_OLIVE, _TEAL, _BLUE = ("#7a6200", "#f9f4dc"), ("#0b6477", "#e6f2f4"), ("#1f4e96", "#e8eef8")
_GREY = ("#535d69", "#eef0f2")

COLOURS: Mapping[str, tuple[str, str]] = {
    "missing": _RED, "error": _RED,
    "weaker": _ORANGE, "warning": _ORANGE, "mismatch": _ORANGE,
    "changed": _PURPLE,
    "partial": _OLIVE,
    "met": _TEAL, "covered": _TEAL, "ok": _TEAL, "cited": _TEAL,
    "stronger": _BLUE,
    "local": _GREY, "unknown": _GREY,
}  # fmt: skip
"""Tone (for words and strokes) and tint (for grounds) of each status."""
