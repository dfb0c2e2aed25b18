"""What every extractor is and gets: the `Extractor` value, the `Passage` to read, its context."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeVar

from planparse.model import Finding, Part, Record, Role, Section, Span
from planparse.outline import Block
from planparse.text.mapped import MappedText

Level = Literal["central", "province", "district", "commune", "unit"]
R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class PlanContext:
    """What the whole paper says that a single passage may need.

    `year` is the plan's own year where it has one, else the year of issue; `period_start` and
    `period_end` are years or ISO dates; `issuer` and `level` are those of the metadata.
    """

    year: int | None = None
    issued_on: str | None = None
    period_start: str | None = None
    period_end: str | None = None
    number: str | None = None
    issuer: str | None = None
    level: Level | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """The normalised text of one section without its sub-sections, or of a part without sections.

    Blocks stand one a line in `text`; `blocks` are theirs, with offsets of `text`. `above` holds
    the own text of the sections above, nearest first. `offset` is where `text` begins in the flow;
    `is_leaf` says that the section has no sections below it.
    """

    text: str
    lower: str
    offset: int
    blocks: tuple[Block, ...]
    mapped: MappedText
    source: str
    section: Section | None
    part: Part
    role: Role
    above: tuple[str, ...]
    context: PlanContext
    is_leaf: bool = True

    def locate(self, start: int, end: int) -> Span:
        """Return the place in the source of the piece `start:end` of `text`."""
        return self.mapped.locate(self.offset + start, self.offset + end)

    def record(
        self, kind: Callable[..., R], rule: str, start: int, end: int, /, **fields: object
    ) -> R:
        """Make a record for the piece `start:end` of `text`; span and quote are set only here."""
        span = self.locate(start, end)
        return kind(
            id="",
            rule=rule,
            span=span,
            quote=self.source[span.start : span.end],
            section_id=self.section.id if self.section else None,
            **fields,
        )

    def finding(
        self, rule: str, severity: Literal["error", "warning", "info"], message: str, place: Span
    ) -> Finding:
        """Make a finding for the piece `place` of `text`."""
        return Finding(
            rule=rule, severity=severity, message=message, span=self.locate(place.start, place.end)
        )


@dataclass(frozen=True, slots=True)
class Extractor:
    """One kind of record: `find` is pure and yields records in text order.

    `cues` are lower-case words or marks; a passage without any of them is not read. `rules` are
    the slugs that its records carry, each with a case file of that name.
    """

    name: str
    record: type[Record]
    find: Callable[[Passage], Iterator[Record | Finding]]
    rules: tuple[str, ...]
    cues: tuple[str, ...]

    def wants(self, passage: Passage) -> bool:
        """Tell whether any cue stands in the passage."""
        return any(cue in passage.lower for cue in self.cues)


def paragraphs(passage: Passage) -> Iterable[tuple[int, str]]:
    """Yield the offset and text of each block of the passage."""
    for block in passage.blocks:
        yield block.start, passage.text[block.start : block.end]
