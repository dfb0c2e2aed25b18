"""Noise that must not change what is found: decomposed text, odd blanks, wrapped lines, OCR."""

from __future__ import annotations

import random
import unicodedata

NBSP = "\u00a0"
# Cue words as OCR gives them; the accents are wrong, the letters are right.
CONFUSIONS = {
    "Phấn đấu": "Phần đầu",
    "phấn đấu": "phân đâu",
    "ít nhất": "ít nhât",
    "tối thiểu": "tôi thiểu",
    "bảo đảm": "bảo đám",
    "Bảo đảm": "Báo đảm",
    "đảm bảo": "đàm bảo",
    "Đảm bảo": "Đàm bảo",
    "duy trì": "duy tri",
    "Duy trì": "Duy tri",
    "không dưới": "không duới",
    "không quá": "không qúa",
    "trở lên": "trờ lên",
}


def decomposed(text: str) -> str:
    """Return the text in NFD with every third blank a no-break space."""
    pieces = []
    blanks = 0
    for character in unicodedata.normalize("NFD", text):
        if character == " ":
            blanks += 1
            pieces.append(NBSP if blanks % 3 == 0 else " ")
        else:
            pieces.append(character)
    return "".join(pieces)


def wrapped(text: str, width: int = 64) -> str:
    """Return the text with its long lines wrapped as a typist or converter would."""
    return "\n\n".join(_wrap(line, width) for line in text.split("\n"))


def _wrap(line: str, width: int) -> str:
    lines = [""]
    for word in line.split(" "):
        # No line begins with a dash: it would be a bullet, to people too.
        if lines[-1] and len(lines[-1]) + len(word) >= width and word[:1] not in "-–+*(":
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}" if lines[-1] else word
    return "\n".join(lines)


def damaged(text: str) -> str:
    """Return the text with the accents of its cue words confused."""
    for right, printed in CONFUSIONS.items():
        text = text.replace(right, printed)
    return text


TONES = "\u0300\u0301\u0303\u0309\u0323"


def misread(text: str, share: float = 0.02, seed: int = 1) -> str:
    """Return the text with a share of its accented letters read with another tone, as OCR does.

    The letters keep their places: "ấ" becomes "ầ" or "ẩ", never "a" plus a mark.
    """
    chance = random.Random(seed)
    return "".join(_misread(letter, share, chance) for letter in text)


def _misread(letter: str, share: float, chance: random.Random) -> str:
    plain = unicodedata.normalize("NFD", letter)
    tone = next((mark for mark in plain if mark in TONES), None)
    if tone is None or chance.random() >= share:
        return letter
    other = chance.choice([mark for mark in TONES if mark != tone])
    return unicodedata.normalize("NFC", plain.replace(tone, "") + other)
