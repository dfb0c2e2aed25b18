"""What an audit knows of a collection: rows for lists, reports and pages."""

from dataclasses import dataclass

from planparse.model.findings import Severity

SITE_MARK = ".planparse-site"
"""A file by which a folder is known as a site of an audit: it may be replaced; no plans in it."""


@dataclass(frozen=True, slots=True)
class PlanEntry:
    """A plan of the collection: where it is and what it says of itself."""

    sha256: str
    path: str
    media_type: str
    doc_type: str | None
    number: str | None
    issuer: str | None
    issued_on: str | None
    title: str | None
    period_start: str | None
    period_end: str | None
    is_draft: int


@dataclass(frozen=True, slots=True)
class AuditFinding:
    """A finding with its place; `document` is None where a file could not become one.

    `fingerprint` stays the same from audit to audit while rule, plan and words do; `start` and
    `end` are code points of the document's text, `line` counts from 1.
    """

    fingerprint: str
    document: str | None
    path: str
    number: str | None
    media_type: str | None
    rule: str
    severity: Severity
    message: str
    start: int | None
    end: int | None
    line: int | None
    quote: str
    other: str | None
    other_path: str | None


@dataclass(frozen=True, slots=True)
class PlanLink:
    """A link between two plans; `parent` is None where it is not in the collection."""

    child: str
    child_path: str
    kind: str
    parent: str | None
    parent_path: str | None
    number: str
    date: str | None
    issuer: str | None


@dataclass(frozen=True, slots=True)
class PairEntry:
    """A comparison with its counts."""

    child: str
    parent: str
    citation: str
    targets: int
    targets_met: int
    targets_missing: int
    tasks: int
    tasks_met: int
    tasks_missing: int
    copied: float


@dataclass(frozen=True, slots=True)
class CoverageEntry:
    """A parent's item in one child, or a local one, with both sides in words."""

    child: str
    parent: str
    kind: str
    status: str
    parent_start: int | None
    parent_text: str | None
    child_start: int | None
    child_text: str | None
    explanation: str


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty of a body in one plan."""

    body: str
    role: str
    task: str
    section: str | None
    document: str


@dataclass(frozen=True, slots=True)
class DatedDuty:
    """A deadline of one plan; dates are ISO, "MM-DD" for a day of every year."""

    start: str | None
    end: str | None
    recurrence: str | None
    task: str
    quote: str
    document: str


@dataclass(frozen=True, slots=True)
class MatrixItem:
    """An item of a parent with how many children have which status of it."""

    seq: int
    kind: str
    text: str
    counts: dict[str, int]
