"""What every reader is and gives: the `Reader` value and the `LoadedText` it returns.

All readers give text of one plain form, which the layout understands: one paragraph a line; a table
row as `| cell | cell |` on one line, or, where a cell holds several paragraphs, one cell after
the other between lines that hold only `|`, two such lines between rows; a footnote's mark as
superscript digits in the text and its words as a line `¹ …` at the end.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from planparse.model import Finding, Source


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a piece `start:end` of the text stands on paper.

    `page` counts from 1; `box` is left, top, right, bottom in points from the page's top left.
    """

    start: int
    end: int
    page: int
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class LoadedText:
    """A document's text, where it came from, what was odd, and its anchors in text order."""

    source: Source
    text: str
    findings: tuple[Finding, ...] = ()
    anchors: tuple[Anchor, ...] = ()


@dataclass(frozen=True, slots=True)
class Reader:
    """One kind of file: `accepts` looks at the first bytes and the name, `read` does the work."""

    name: str
    accepts: Callable[[bytes, str], bool]
    read: Callable[[Path, bytes], LoadedText]
