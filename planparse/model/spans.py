"""Places in a document's text."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open piece of a text.

    Offsets are code points of the document's `text`; `0 <= start <= end`.

    >>> Span(3, 7).end
    7
    """

    start: int
    end: int
