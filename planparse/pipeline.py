"""From text to a parsed plan: every step, top to bottom."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from planparse.extractors import EXTRACTORS, Extractor, Passage
from planparse.extractors.metadata import find_metadata
from planparse.extractors.passages import cut_passages
from planparse.extractors.plausibility import find_oddities
from planparse.extractors.references import resolve_references
from planparse.extractors.resolved_bodies import resolve_assignments
from planparse.extractors.tasks import find_tasks
from planparse.model import (
    Assignment,
    Contact,
    Deadline,
    Finding,
    PageStart,
    PlanDocument,
    Record,
    Reference,
    Target,
    Task,
)
from planparse.outline import lay_out, segment
from planparse.readers import LoadedText, load_file, load_string
from planparse.readers.base import Anchor
from planparse.text.normalise import normalise

R = TypeVar("R", bound=Record)
T = TypeVar("T", Target, Deadline, Contact, Assignment, Reference, Record, Task)
# Kinds with a field of their own in PlanDocument.
_OWN_FIELD = (Target, Deadline, Contact, Assignment, Reference)


def parse(path: str | Path, *, extractors: Sequence[Extractor] = EXTRACTORS) -> PlanDocument:
    """Read a plan from a file: text, Markdown, Word (.docx), HTML, PDF, a scanned page.

    `extractors` may add kinds of record, which come in `other_records`. Raises ReadError, with one
    line for people, when the file cannot be read as a document.
    """
    return _parse(load_file(path), extractors)


def parse_text(
    text: str, *, name: str = "text", extractors: Sequence[Extractor] = EXTRACTORS
) -> PlanDocument:
    """Read a plan from a string; every span is in code points of that string.

    >>> plan = parse_text("KẾ HOẠCH\\nTrồng cây năm 2024\\n\\nI. MỤC ĐÍCH\\n\\nII. NỘI DUNG\\n")
    >>> [section.label for section in plan.sections]
    ['I', 'II']
    """
    return _parse(load_string(text, name=name), extractors)


def _parse(loaded: LoadedText, extractors: Sequence[Extractor] = EXTRACTORS) -> PlanDocument:
    flow = lay_out(normalise(loaded.text), loaded.text)
    outline = segment(flow)
    metadata, context = find_metadata(flow, outline, loaded.text)
    passages = tuple(cut_passages(flow, outline, loaded.text, context))
    records, findings = _extract(passages, extractors)
    references, conflicts = resolve_references(
        list(_only(Reference, records)), passages, metadata.number
    )
    return PlanDocument(
        source=loaded.source,
        text=loaded.text,
        metadata=metadata,
        sections=outline.sections,
        targets=_numbered("t", _only(Target, records)),
        deadlines=_numbered("d", _only(Deadline, records)),
        contacts=_numbered("c", _only(Contact, records)),
        assignments=_numbered(
            "a", resolve_assignments(_only(Assignment, records), metadata.issuer)
        ),
        references=_numbered("r", references),
        tasks=_numbered("k", (task for passage in passages for task in find_tasks(passage))),
        other_records=_numbered("o", (r for r in records if not isinstance(r, _OWN_FIELD))),
        findings=(
            *loaded.findings,
            *find_oddities(flow.text, metadata, outline.sections),
            *outline.findings,
            *findings,
            *conflicts,
        ),
        page_starts=tuple(_page_starts(loaded.anchors)),
    )


def _page_starts(anchors: Iterable[Anchor]) -> Iterator[PageStart]:
    """Yield where the page turns; footnotes, which stand at the end, turn it back."""
    page = 0
    for anchor in anchors:
        if anchor.page != page:
            page = anchor.page
            yield PageStart(start=anchor.start, page=page)


def _extract(
    passages: tuple[Passage, ...], extractors: Sequence[Extractor]
) -> tuple[list[Record], list[Finding]]:
    """Run each extractor over the passages that hold one of its cues."""
    records: list[Record] = []
    findings: list[Finding] = []
    for extractor in extractors:
        for passage in passages:
            for item in extractor.find(passage) if extractor.wants(passage) else ():
                if isinstance(item, Finding):
                    findings.append(item)
                else:
                    records.append(item)
    return records, findings


def _only(kind: type[R], records: Iterable[Record]) -> Iterable[R]:
    return (record for record in records if isinstance(record, kind))


def _numbered(prefix: str, records: Iterable[T]) -> tuple[T, ...]:
    return tuple(
        record.model_copy(update={"id": f"{prefix}{number}"})
        for number, record in enumerate(records, 1)
    )
