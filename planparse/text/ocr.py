"""Words that OCR has damaged: found by their letters without accents, put right in a copy.

Recognition errors in Vietnamese are above all lost or exchanged accents ("Phần đầu" for "Phấn đấu",
"ít nhât" for "ít nhất"), so a word of a closed list is known by its skeleton. The text itself is
never rewritten; a repair has the length of what it stands for, so that offsets stay.
"""

import re
from dataclasses import dataclass
from functools import cache

from planparse.text.fold import fold, skeleton
from planparse.text.patterns import lazy_pattern

# "1O0%", "9O%", "l00 %": letters among figures, known for sure before a percent sign only
_FIGURES = lazy_pattern(r"(?<![\p{L}\d])(?=[OoIl]{0,2}\d)[\dOoIl]{2,3}(?=\s?%)")
_AS_FIGURES = str.maketrans("OoIl", "0011")


@dataclass(frozen=True, slots=True, order=True)
class Repair:
    """A damaged word at `start:end`, as `printed` and as it should be."""

    start: int
    end: int
    printed: str
    right: str


@cache
def _pattern(words: tuple[str, ...]) -> tuple[re.Pattern[str], dict[str, str]]:
    """Return a pattern of the words' skeletons, and the word that each stands for.

    The standard library's engine is the faster one for many plain words, and more so when those
    with the same first letter stand together and that letter is looked for first.
    """
    by_skeleton = {skeleton(word): word for word in words}
    rests: dict[str, list[str]] = {}
    for plain in sorted(by_skeleton, key=len, reverse=True):
        rests.setdefault(plain[0], []).append(re.escape(plain[1:]))
    groups = (rf"{first}(?<![a-z\d]{first})(?:{'|'.join(group)})" for first, group in rests.items())
    return re.compile(rf"(?:{'|'.join(groups)})(?![a-z\d])"), by_skeleton


def find_damaged(text: str, words: tuple[str, ...]) -> list[Repair]:
    """Return the damaged occurrences of `words` in `text`, in order.

    Spellings that mean the same (hòa, hoà; tỉ, tỷ) are no damage.

    >>> find_damaged("Phần đầu đạt 80%", ("phấn đấu",))
    [Repair(start=0, end=8, printed='Phần đầu', right='Phấn đấu')]
    >>> find_damaged("Phấn đấu đạt 80%", ("phấn đấu",))
    []
    """
    plain = skeleton(text)
    if len(plain) != len(text):
        return []
    pattern, by_skeleton = _pattern(words)
    repairs = []
    for match in pattern.finditer(plain):
        printed, right = text[match.start() : match.end()], by_skeleton[match.group()]
        if printed.lower() != right.lower() and fold(printed) != fold(right):
            right = right.capitalize() if printed[0].isupper() else right
            repairs.append(Repair(match.start(), match.end(), printed, right))
    return repairs


def find_damaged_figures(text: str) -> list[Repair]:
    """Return the percentages of `text` that hold letters for figures, in order.

    >>> find_damaged_figures("1O0% số hộ và 95% số thôn")
    [Repair(start=0, end=3, printed='1O0', right='100')]
    """
    found = _FIGURES.finditer(text) if "%" in text else ()
    return [
        Repair(match.start(), match.end(), match.group(), match.group().translate(_AS_FIGURES))
        for match in found
        if not match.group().isdigit()
    ]


def mend(text: str, repairs: list[Repair]) -> str:
    """Return `text` with the repairs made; its length does not change."""
    for repair in repairs:
        text = text[: repair.start] + repair.right + text[repair.end :]
    return text
