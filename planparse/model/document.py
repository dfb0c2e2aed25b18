"""A parsed plan: what `parse` returns."""

from typing import TYPE_CHECKING, Literal, get_args

from pydantic import SerializeAsAny

from planparse.model.base import Value
from planparse.model.findings import Finding
from planparse.model.frames import frame_of
from planparse.model.records import Assignment, Contact, Deadline, Record, Reference, Target, Task
from planparse.model.sections import Section

if TYPE_CHECKING:
    from pandas import DataFrame

Kind = Literal[
    "targets",
    "deadlines",
    "contacts",
    "assignments",
    "references",
    "tasks",
    "sections",
    "findings",
]
_MODELS: dict[Kind, type[Value]] = {
    "targets": Target,
    "deadlines": Deadline,
    "contacts": Contact,
    "assignments": Assignment,
    "references": Reference,
    "tasks": Task,
    "sections": Section,
    "findings": Finding,
}


class Source(Value):
    """Where the text came from; `sha256` is of the file's bytes, or of a string's UTF-8."""

    name: str
    media_type: str
    sha256: str
    pages: int | None = None
    text_layer: Literal["native", "ocr", "converted"] = "native"


class Metadata(Value):
    """What the paper says of itself; None where it does not say.

    Dates are ISO; a period side is a year or an ISO date. `inferred` names the fields that were
    completed from elsewhere in the paper (the issuer from the opening sentence, for instance).
    """

    doc_type: str | None = None
    number: str | None = None
    issuer: str | None = None
    superior: str | None = None
    place: str | None = None
    issued_on: str | None = None
    title: str | None = None
    period_start: str | None = None
    period_end: str | None = None
    signer: str | None = None
    signer_title: str | None = None
    recipients: tuple[str, ...] = ()
    inferred: tuple[str, ...] = ()


class PageStart(Value):
    """From `start` on, an offset in the text, the words stand on `page`, counted from 1."""

    start: int
    page: int


class PlanDocument(Value):
    """A plan with its outline, records and findings, all in text order.

    Every span is in code points of `text`, which for plain-text input is the decoded file,
    unchanged. `other_records` are those of extractors that a caller or a new module added; their
    fields are in the JSON, but only the caller can read them back. `page_starts` is empty for a
    file without fixed pages.
    """

    schema_version: Literal["1.0"] = "1.0"
    source: Source
    text: str
    metadata: Metadata
    sections: tuple[Section, ...]
    targets: tuple[Target, ...]
    deadlines: tuple[Deadline, ...]
    contacts: tuple[Contact, ...]
    assignments: tuple[Assignment, ...]
    references: tuple[Reference, ...]
    tasks: tuple[Task, ...]
    other_records: tuple[SerializeAsAny[Record], ...] = ()
    findings: tuple[Finding, ...]
    page_starts: tuple[PageStart, ...] = ()

    def to_frame(self, kind: Kind) -> "DataFrame":
        """Return the records of one kind as a pandas table, one a row, in text order.

        A span becomes two columns, `span_start` and `span_end`. Raises MissingLibraryError
        without pandas, ValueError for another kind.
        """
        if kind not in _MODELS:
            raise ValueError(f"kind must be one of {', '.join(get_args(Kind))}; got {kind!r}")
        return frame_of(_MODELS[kind], getattr(self, kind))
