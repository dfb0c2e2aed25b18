"""A text to search in, with the way back to the text it was made from."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from planparse.model import Span


class Edit(NamedTuple):
    """Put `text` in place of the half-open piece `start:end`."""

    start: int
    end: int
    text: str


class Piece(NamedTuple):
    """A half-open piece of a text that is kept as it is."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class MappedText:
    """A text and, run by run, where each of its characters came from.

    Run k begins at `starts[k]`, the first one at 0, and holds the piece `origins[k]:ends[k]` of the
    original. A run and its piece of equal length map character by character; otherwise the run maps
    as a whole.
    """

    text: str
    starts: tuple[int, ...]
    origins: tuple[int, ...]
    ends: tuple[int, ...]
    evens: tuple[bool, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Remember which runs map character by character."""
        stops = (*self.starts[1:], len(self.text))
        evens = tuple(
            stop - start == end - origin
            for start, stop, origin, end in zip(
                self.starts, stops, self.origins, self.ends, strict=True
            )
        )
        object.__setattr__(self, "evens", evens)

    def locate(self, start: int, end: int) -> Span:
        """Return the place in the original of the half-open piece `start:end` of `text`.

        An empty piece maps to an empty span.

        >>> mapped = apply_edits(identity("Ke\u0302\u0301 hoạch"), [Edit(1, 4, "ế")])
        >>> mapped.text, mapped.locate(0, 2)
        ('Kế hoạch', Span(start=0, end=4))
        """
        starts = self.starts
        run = bisect_right(starts, start) - 1
        left = self.origins[run] + (start - starts[run] if self.evens[run] else 0)
        if end <= start:
            return Span(left, left)
        if run + 1 < len(starts) and starts[run + 1] < end:
            run = bisect_right(starts, end - 1) - 1
        right = self.origins[run] + end - starts[run] if self.evens[run] else self.ends[run]
        return Span(left, right) if left <= right else Span(right, left)

    def places_of(self, origins: Iterable[int]) -> Iterator[int]:
        """Yield where characters of the original stand, of those that a run maps one by one."""
        for origin in origins:
            run = bisect_right(self.origins, origin) - 1
            if self.evens[run] and origin < self.ends[run]:
                yield self.starts[run] + origin - self.origins[run]

    def with_text(self, text: str) -> "MappedText":
        """Return the same map for a text of the same length."""
        return MappedText(text, self.starts, self.origins, self.ends)


def identity(text: str) -> MappedText:
    """Return `text` mapped to itself."""
    return MappedText(text, (0,), (0,), (len(text),))


def apply_edits(mapped: MappedText, edits: Iterable[Edit]) -> MappedText:
    """Return `mapped` with the edits made: in order, not overlapping, offsets of `mapped.text`.

    An edit of equal length keeps the map character by character.
    """
    builder = _Builder(mapped)
    done = 0
    for edit in edits:
        builder.keep(done, edit.start)
        builder.put(edit)
        done = edit.end
    if done == 0 and not builder.pieces:
        return mapped
    builder.keep(done, len(mapped.text))
    return builder.build()


def assemble(mapped: MappedText, pieces: Iterable[Piece | Edit]) -> MappedText:
    """Return the named pieces and edits of `mapped` in the given order, which is free.

    >>> assemble(identity("b, a"), [Piece(3, 4), Edit(1, 3, " "), Piece(0, 1)]).text
    'a b'
    """
    builder = _Builder(mapped)
    for piece in pieces:
        if isinstance(piece, Piece):
            builder.keep(piece.start, piece.end)
        else:
            builder.put(piece)
    return builder.build()


class _Builder:
    """Collects runs; lives only inside the functions above."""

    def __init__(self, mapped: MappedText) -> None:
        self.mapped = mapped
        self.pieces: list[str] = []
        self.starts: list[int] = []
        self.origins: list[int] = []
        self.ends: list[int] = []
        self.length = 0

    def keep(self, start: int, end: int) -> None:
        """Copy a piece with all the runs it touches."""
        mapped = self.mapped
        starts, text = mapped.starts, mapped.text
        run = bisect_right(starts, start) - 1
        while start < end:
            stop = end
            if run + 1 < len(starts) and starts[run + 1] < end:
                stop = starts[run + 1]
            if mapped.evens[run]:
                origin = mapped.origins[run] + start - starts[run]
                self._add(text[start:stop], origin, origin + stop - start)
            else:
                self._add(text[start:stop], mapped.origins[run], mapped.ends[run])
            start = stop
            run += 1

    def put(self, edit: Edit) -> None:
        """Write an edit's text, mapped to the piece that it replaces."""
        if edit.text:
            place = self.mapped.locate(edit.start, edit.end)
            self._add(edit.text, place.start, place.end)

    def _add(self, text: str, origin: int, end: int) -> None:
        """Add a piece: as more of the last run, where both map character by character."""
        size = len(text)
        if (
            self.starts
            and self.ends[-1] == origin
            and origin - self.origins[-1] == self.length - self.starts[-1]
            and end - origin == size
        ):
            self.ends[-1] = end
        else:
            self.starts.append(self.length)
            self.origins.append(origin)
            self.ends.append(end)
        self.pieces.append(text)
        self.length += size

    def build(self) -> MappedText:
        text = "".join(self.pieces)
        if not text:
            return MappedText("", (0,), (0,), (0,))
        return MappedText(text, tuple(self.starts), tuple(self.origins), tuple(self.ends))
