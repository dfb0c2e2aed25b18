"""The words around a place in a document, short enough for a cell of a table."""

import re
from dataclasses import dataclass

from planparse.model import Span

# How far a passage reaches to either side of its record, and how long a record itself may be shown.
_REACH = 260
_LONGEST = 1500
# Where a passage ends: a blank line; a line that ends in a mark or "|"; before a bullet; a sentence
# ("… môi trường nước. Mỗi xã …", "… đúng hạn; toàn thành phố …"; not "1. Mục đích").
_BREAK = re.compile(
    r"\n\s{0,40}\n|(?<=[.;:|])[ \t]{0,40}\n|\n(?=[ \t]{0,40}[-+*•|])"
    r"|(?<=[\w%)”\"]{2}[.;])[ \t]{1,9}"
)
# Emphasis of Markdown ("**Chỉ tiêu 1**", "*hằng năm*"); not "7*7", "a * b".
_EMPHASIS = re.compile(r"\*{2,3}|(?<![^\s(])\*(?=\S)|(?<=\S)\*(?![^\s.,;:)])")
_BULLETS = " -+•"
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Passage:
    """A record's words with what stands before and after them in the same sentence."""

    before: str
    words: str
    after: str

    @property
    def text(self) -> str:
        """The whole passage."""
        return self.before + self.words + self.after


def cut_passage(text: str, span: Span) -> Passage:
    """Return the sentence or line of `text` that holds `span`; blanks and emphasis are tidied.

    >>> cut_passage("a) Khác.\\n- Tỷ lệ biết bơi\\nđạt **50%** vào năm 2026.", Span(32, 35)).text
    'Tỷ lệ biết bơi đạt 50% vào năm 2026.'
    """
    words = text[span.start : span.end]
    if len(words) > _LONGEST:
        return Passage("", tidy(words[:_LONGEST]).rstrip() + "…", "")
    before = tidy(_behind(text, span.start))
    after = tidy(_ahead(text, span.end))
    return Passage(before.lstrip(_BULLETS), tidy(words), after.rstrip())


def _behind(text: str, start: int) -> str:
    window = text[max(0, start - _REACH) : start]
    breaks = [found.end() for found in _BREAK.finditer(window)]
    if breaks:
        return window[breaks[-1] :]
    return window if len(window) < _REACH else "…" + window.partition(" ")[2]


def _ahead(text: str, end: int) -> str:
    # A look behind needs the words before the window.
    window = text[max(0, end - 3) : end + _REACH]
    found = _BREAK.search(window, min(3, end))
    if found is not None:
        return window[min(3, end) : found.start()]
    cut = window[min(3, end) :]
    return cut if end + _REACH >= len(text) else cut.rpartition(" ")[0] + "…"


def tidy(text: str) -> str:
    """Return text without emphasis, strokes of tables and line ends.

    >>> tidy("**100%** trẻ em\\n| 7*7 |")
    '100% trẻ em 7*7 '
    """
    return _BLANKS.sub(" ", _EMPHASIS.sub("", text).replace("|", " "))
