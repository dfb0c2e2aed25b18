"""A text to search in, with the way back to the text it was made from."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from planparse.model import Span


@dataclass(frozen=True, slots=True)
class Edit:
    """Put `text` in place of the half-open piece `start:end`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class MappedText:
    """A text and, run by run, where each of its characters came from.

    Run k begins at `starts[k]` and holds the piece `sources[k]` of the original. A run and its
    piece of equal length map character by character; otherwise the run maps as a whole.
    """

    text: str
    starts: tuple[int, ...]
    sources: tuple[Span, ...]
    evens: tuple[bool, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Remember which runs map character by character."""
        stops = (*self.starts[1:], len(self.text))
        evens = tuple(
            stop - start == source.end - source.start
            for start, stop, source in zip(self.starts, stops, self.sources, strict=True)
        )
        object.__setattr__(self, "evens", evens)

    def locate(self, start: int, end: int) -> Span:
        """Return the place in the original of the half-open piece `start:end` of `text`.

        An empty piece maps to an empty span.

        >>> mapped = apply_edits(identity("Ke\u0302\u0301 hoạch"), [Edit(1, 4, "ế")])
        >>> mapped.text, mapped.locate(0, 2)
        ('Kế hoạch', Span(start=0, end=4))
        """
        first = self._run_of(start)
        if end <= start:
            return Span(*(self._source_start(first, start),) * 2)
        last = self._run_of(end - 1)
        left, right = self._source_start(first, start), self._source_end(last, end)
        return Span(min(left, right), max(left, right))

    def _run_of(self, offset: int) -> int:
        return max(0, bisect_right(self.starts, offset) - 1)

    def _source_start(self, run: int, offset: int) -> int:
        source = self.sources[run]
        return source.start + offset - self.starts[run] if self.evens[run] else source.start

    def _source_end(self, run: int, end: int) -> int:
        source = self.sources[run]
        return source.start + end - self.starts[run] if self.evens[run] else source.end


def identity(text: str) -> MappedText:
    """Return `text` mapped to itself."""
    return MappedText(text, (0,), (Span(0, len(text)),))


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


@dataclass(frozen=True, slots=True)
class Piece:
    """A half-open piece of a text that is kept as it is."""

    start: int
    end: int


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
        self.sources: list[Span] = []
        self.length = 0

    def keep(self, start: int, end: int) -> None:
        """Copy a piece with all the runs it touches."""
        mapped = self.mapped
        while start < end:
            run = mapped._run_of(start)
            stop = mapped.starts[run + 1] if run + 1 < len(mapped.starts) else len(mapped.text)
            stop = min(stop, end)
            if mapped.evens[run]:
                self._add(mapped.text[start:stop], mapped.locate(start, stop))
            else:
                self._add(mapped.text[start:stop], mapped.sources[run])
            start = stop

    def put(self, edit: Edit) -> None:
        """Write an edit's text, mapped to the piece that it replaces."""
        if edit.text:
            self._add(edit.text, self.mapped.locate(edit.start, edit.end))

    def _add(self, text: str, source: Span) -> None:
        if self.sources and self._continues(text, source):
            self.sources[-1] = Span(self.sources[-1].start, source.end)
        else:
            self.starts.append(self.length)
            self.sources.append(source)
        self.pieces.append(text)
        self.length += len(text)

    def _continues(self, text: str, source: Span) -> bool:
        last = self.sources[-1]
        return (
            last.end == source.start
            and last.end - last.start == self.length - self.starts[-1]
            and source.end - source.start == len(text)
        )

    def build(self) -> MappedText:
        text = "".join(self.pieces)
        if not text:
            return MappedText("", (0,), (Span(0, 0),))
        return MappedText(text, tuple(self.starts), tuple(self.sources))
