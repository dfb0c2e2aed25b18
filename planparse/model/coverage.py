"""The comparison of a plan with the plan above it: what `compare` returns."""

from typing import Literal

from planparse.model.base import Value
from planparse.model.spans import Span

ItemKind = Literal["target", "task"]
Status = Literal["met", "stronger", "weaker", "changed", "missing", "covered", "partial", "local"]


class DocumentRef(Value):
    """Which document was compared."""

    name: str
    number: str | None
    title: str | None
    sha256: str


class Citation(Value):
    """Whether the child names this parent."""

    status: Literal["cited", "mismatch", "missing"]
    quote: str | None
    explanation: str


class ItemSide(Value):
    """One side of an item: the record's place and words, and `text` as a person would read it."""

    id: str
    span: Span
    quote: str
    text: str


class CoverageItem(Value):
    """One target or task of the parent with its counterpart, or a local one of the child."""

    kind: ItemKind
    status: Status
    parent: ItemSide | None
    child: ItemSide | None
    score: float
    reasons: tuple[str, ...]
    explanation: str


class KindSummary(Value):
    """Counts per status; shares are of all the parent's items, None when it has none."""

    counts: dict[Status, int]
    total: int
    met_share: float | None
    addressed_share: float | None


class Summary(Value):
    """The summary of both kinds of items."""

    targets: KindSummary
    tasks: KindSummary


class Check(Value):
    """Something compared besides targets and tasks; both quotes are the documents' own words."""

    rule: str
    status: Literal["ok", "warning", "error", "unknown"]
    parent_quote: str | None
    child_quote: str | None
    explanation: str


class CoverageReport(Value):
    """What of the parent's plan the child takes over, weakens, changes or leaves out."""

    schema_version: Literal["1.0"] = "1.0"
    child: DocumentRef
    parent: DocumentRef
    citation: Citation
    items: tuple[CoverageItem, ...]
    summary: Summary
    checks: tuple[Check, ...]
