"""A parsed plan: what `parse` returns."""

from typing import Literal

from planparse.model.base import Value
from planparse.model.findings import Finding
from planparse.model.records import Assignment, Contact, Deadline, Reference, Target, Task
from planparse.model.sections import Section


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
    unchanged. `page_starts` is empty for a file without fixed pages.
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
    findings: tuple[Finding, ...]
    page_starts: tuple[PageStart, ...] = ()
