"""A parsed plan as rows of the store."""

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from planparse.auditing.annexes import find_annex_note
from planparse.auditing.fingerprints import bands, line_prints, pack
from planparse.auditing.names import key_of_number, name_key
from planparse.model import (
    Assignment,
    Contact,
    Deadline,
    Finding,
    PlanDocument,
    Record,
    Reference,
    Target,
)
from planparse.text.patterns import lazy_pattern

Row = tuple[str | int | float | bytes | None, ...]

_ABOUT: tuple[tuple[type[Record], str, str], ...] = (
    (Target, "target", "indicator"),
    (Deadline, "deadline", "task"),
    (Contact, "contact", "service"),
    (Assignment, "assignment", "task"),
    (Reference, "reference", "number"),
)
_KINDS = {
    model: (
        kind,
        about,
        tuple(name for name in model.model_fields if name not in Record.model_fields),
    )
    for model, kind, about in _ABOUT
}
"""For each kind of record its name, the field that says what it is about, its own fields."""
_REPLACING = lazy_pattern(r"thay thế|bãi bỏ|hết hiệu lực")
_DRAFT = lazy_pattern(r"(?m)^\W{0,6}(?:DỰ THẢO|Dự thảo)")
_AROUND = 90
_WITH_LINES = ("text/plain", "text/markdown")
_LONGEST = 400
"""Characters of a quote in a finding; a longer one is cut."""


@dataclass(frozen=True, slots=True)
class DocumentRows:
    """The rows of one content; `document` is None where it could not be read."""

    sha256: str
    document: Row | None
    records: tuple[Row, ...] = ()
    sections: tuple[Row, ...] = ()
    citations: tuple[Row, ...] = ()
    signatures: tuple[Row, ...] = ()
    findings: tuple[Row, ...] = ()


def to_rows(plan: PlanDocument, version: str, findings: Iterable[Finding]) -> DocumentRows:
    """Return a plan's rows; `findings` are those of the checks."""
    content = plan.source.sha256
    prints = line_prints(plan.text)
    paths = section_paths(plan)
    return DocumentRows(
        sha256=content,
        document=_document(plan, version, pack(prints)),
        records=tuple(chain(_records(plan, paths), _tasks(plan, paths))),
        sections=tuple(_sections(plan, paths)),
        citations=tuple(chain(_citations(plan), _annex_note(plan))),
        signatures=tuple((band, value, content) for band, value in enumerate(bands(prints))),
        findings=tuple(to_finding(plan, finding) for finding in chain(plan.findings, findings)),
    )


def load_plan(payload: bytes) -> PlanDocument:
    """Return the plan that a document's row holds."""
    return PlanDocument.model_validate_json(zlib.decompress(payload))


def to_finding(
    plan: PlanDocument, finding: Finding, scope: str = "document", other: str | None = None
) -> Row:
    """Return a finding's row: scope, document, other, path, rule, …, as `findings` has them."""
    span = finding.span
    start, end = (span.start, span.end) if span else (None, None)
    quote = plan.text[span.start : span.end] if span else ""
    # Lines of a PDF's or a Word file's text are no lines that anyone sees.
    has_lines = span is not None and plan.source.media_type in _WITH_LINES
    line = plan.text.count("\n", 0, span.start) + 1 if span and has_lines else None
    return (
        scope, plan.source.sha256, other, None, finding.rule, finding.severity, finding.message,
        start, end, line, _cut(quote),
    )  # fmt: skip


def _cut(quote: str) -> str:
    words = " ".join(quote.split())
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"


def _document(plan: PlanDocument, version: str, lines: bytes) -> Row:
    says = plan.metadata
    key = key_of_number(says.number)
    is_draft = bool(says.number and not key) or bool(_DRAFT.search(plan.text, 0, 600))
    payload = zlib.compress(plan.model_dump_json().encode("utf-8"), 1)
    return (
        plan.source.sha256, version, "read", plan.source.media_type, plan.source.pages,
        says.doc_type, says.number, key, says.issuer, name_key(says.superior, says.issuer),
        says.superior, says.place, says.issued_on, says.title, name_key(says.title),
        says.period_start, says.period_end, says.signer, int(is_draft), payload, lines,
    )  # fmt: skip


def _records(plan: PlanDocument, paths: Mapping[str, str]) -> Iterator[Row]:
    groups = (plan.targets, plan.deadlines, plan.contacts, plan.assignments, plan.references)
    for record in chain.from_iterable(groups):
        kind, about, own = _KINDS[type(record)]
        values = ((name, getattr(record, name)) for name in own)
        fields: dict[str, object] = {name: value for name, value in values if value is not None}
        if record.inferred:
            fields["inferred"] = list(record.inferred)
        text = getattr(record, about) or ""
        yield (
            plan.source.sha256, kind, record.id, record.span.start, record.span.end,
            paths.get(record.section_id or ""), record.quote, text,
            json.dumps(fields, ensure_ascii=False),
        )  # fmt: skip


def _tasks(plan: PlanDocument, paths: Mapping[str, str]) -> Iterator[Row]:
    for task in plan.tasks:
        span = task.span
        quote = plan.text[span.start : span.end]
        path = paths.get(task.section_id or "")
        yield (
            plan.source.sha256, "task", task.id, span.start, span.end, path, quote,
            " ".join(task.text.split()), "{}",
        )  # fmt: skip


def section_paths(plan: PlanDocument) -> Mapping[str, str]:
    """Return for each section its labels from the top: "II > 1 > a"."""
    paths: dict[str, str] = {}
    for section in plan.sections:
        above = paths.get(section.parent_id or "", "")
        paths[section.id] = f"{above} > {section.label}" if above else section.label
    return paths


def _sections(plan: PlanDocument, paths: Mapping[str, str]) -> Iterator[Row]:
    for section in plan.sections:
        yield (
            plan.source.sha256, section.id, paths[section.id], section.title, section.role,
            section.level, section.span.start, section.span.end,
        )  # fmt: skip


def _citations(plan: PlanDocument) -> Iterator[Row]:
    own = key_of_number(plan.metadata.number)
    for seq, reference in enumerate(plan.references):
        key = key_of_number(reference.number)
        # Its own number with another day is another paper: symbols repeat everywhere.
        is_own = key == own and reference.date in (None, plan.metadata.issued_on)
        if not reference.number or not key or is_own:
            continue
        start, end = reference.span.start, reference.span.end
        before = plan.text[max(0, start - _AROUND) : start].rpartition(";")[2]
        yield (
            plan.source.sha256, seq, reference.number, key, reference.date, reference.doc_type,
            reference.issuer, reference.relation, int(bool(_REPLACING.search(before))),
            0, start, end, reference.quote,
        )  # fmt: skip


def _annex_note(plan: PlanDocument) -> Iterator[Row]:
    """Yield the citation of the decision that carries the plan."""
    note = find_annex_note(plan.text)
    if note is not None:
        yield (
            plan.source.sha256, -1, note.number, key_of_number(note.number), note.date, note.kind,
            note.issuer, "cites", 0, 1, note.start, note.end, plan.text[note.start : note.end],
        )  # fmt: skip
