"""Words on a page and its frame, in points from the top left corner of the page as it is read."""

from typing import NamedTuple

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""

CERTAIN = 100.0
"""The certainty, in percent, of what was not recognised but written by a printer."""

# Height of letters above and below the baseline, as a share of the size (Times New Roman).
_ASCENT, _DESCENT = 0.89, 0.22


class Word(NamedTuple):
    """A word and its box, in points from the page's top left corner.

    `base` is its baseline, `size` the size of its type, `order` the place in the order of drawing
    and `sure` the certainty of a recognised word in percent; `other` is what another reading of it
    has, "" if it has the same.
    """

    text: str
    x0: float
    x1: float
    base: float
    size: float
    order: int
    bold: bool = False
    sure: float = CERTAIN
    other: str = ""

    @property
    def top(self) -> float:
        """Where the word's letters begin, measured downwards."""
        return self.base - _ASCENT * self.size

    @property
    def bottom(self) -> float:
        """Where the word's letters end, measured downwards."""
        return self.base + _DESCENT * self.size


Row = list[Word]
"""Words on one baseline, from left to right."""


class Frame(NamedTuple):
    """A page's box in its own coordinates, and by how many degrees it is turned to be read."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the page as it is read."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.turn in (90, 270) else (width, height)

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Return a point as distances from the top left corner of the page as it is read."""
        if self.turn == 90:
            return y - self.bottom, x - self.left
        if self.turn == 180:
            return self.right - x, y - self.bottom
        if self.turn == 270:
            return self.top - y, self.right - x
        return x - self.left, self.top - y

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Return a box of the page's own coordinates as left, top, right, bottom."""
        xa, ya = self.place(left, bottom)
        xb, yb = self.place(right, top)
        return min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)
