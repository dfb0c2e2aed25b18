"""From text to a parsed plan: every step, top to bottom."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from planparse.extractors import EXTRACTORS
from planparse.extractors.metadata import find_metadata
from planparse.extractors.passages import cut_passages
from planparse.extractors.tasks import find_tasks
from planparse.model import Finding, PlanDocument, Record, Task
from planparse.outline import lay_out, segment
from planparse.readers import LoadedText, load_string, load_text
from planparse.text.normalise import normalise

T = TypeVar("T", Record, Task)


def parse(path: str | Path) -> PlanDocument:
    """Read a plan from a file (.txt, .md).

    Raises ReadError, with one line for people, when the file cannot be read as a document.
    """
    return _parse(load_text(path))


def parse_text(text: str, *, name: str = "text") -> PlanDocument:
    """Read a plan from a string; every span is in code points of that string.

    >>> plan = parse_text("KẾ HOẠCH\\nTrồng cây năm 2024\\n\\nI. MỤC ĐÍCH\\n\\nII. NỘI DUNG\\n")
    >>> [section.label for section in plan.sections]
    ['I', 'II']
    """
    return _parse(load_string(text, name=name))


def _parse(loaded: LoadedText) -> PlanDocument:
    flow = lay_out(normalise(loaded.text), loaded.text)
    outline = segment(flow)
    metadata, context = find_metadata(flow, outline, loaded.text)
    passages = tuple(cut_passages(flow, outline, loaded.text, context))
    found: dict[str, list[Record]] = {extractor.name: [] for extractor in EXTRACTORS}
    findings = [*loaded.findings, *outline.findings]
    tasks = [task for passage in passages for task in find_tasks(passage)]
    for extractor in EXTRACTORS:
        for passage in passages:
            if not extractor.wants(passage):
                continue
            for item in extractor.find(passage):
                if isinstance(item, Finding):
                    findings.append(item)
                else:
                    found[extractor.name].append(item)
    return PlanDocument(
        source=loaded.source,
        text=loaded.text,
        metadata=metadata,
        sections=outline.sections,
        findings=tuple(findings),
        tasks=tuple(_numbered("tasks", tasks)),
        **{name: tuple(_numbered(name, found.get(name, ()))) for name in _RECORD_KINDS},
    )


_KINDS = {
    "targets": "t",
    "deadlines": "d",
    "contacts": "c",
    "assignments": "a",
    "references": "r",
    "tasks": "k",
}


_RECORD_KINDS = tuple(name for name in _KINDS if name != "tasks")


def _numbered(name: str, records: Iterable[T]) -> Iterator[T]:
    for number, record in enumerate(records, 1):
        yield record.model_copy(update={"id": f"{_KINDS[name]}{number}"})
