"""The work on one document and on one pair: pure functions that any engine may run anywhere."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from pathlib import PurePosixPath
from typing import Literal

from planparse.auditing.checks import check_pair, check_plan
from planparse.auditing.fingerprints import share_of, unpack
from planparse.auditing.rows import DocumentRows, Row, load_plan, to_finding, to_rows
from planparse.comparison import compare
from planparse.errors import ReadError
from planparse.model import CoverageItem, CoverageReport, PlanDocument
from planparse.pipeline import parse

VERSION = version("planparse")
"""What a document was read by; another version reads it again."""

_LOADED = 4
"""Plans that a process keeps unpacked: pairs come ordered by their parent."""


@dataclass(frozen=True, slots=True)
class ReadTask:
    """A file to read: where it is, its name in the collection, and the hash of its bytes."""

    path: str
    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Stored:
    """What the store holds of a plan: its hash, the packed document, fingerprints of its lines."""

    sha256: str
    payload: bytes
    lines: bytes


@dataclass(frozen=True, slots=True)
class PairTask:
    """A child and its parent as they are stored."""

    child: Stored
    parent: Stored


@dataclass(frozen=True, slots=True)
class PairRows:
    """The rows of one comparison."""

    child: str
    parent: str
    pair: Row
    items: tuple[Row, ...]
    findings: tuple[Row, ...]


def read_plan(task: ReadTask) -> DocumentRows:
    """Read and check a file; its rows carry the hash of the bytes that were in fact read.

    Raises nothing for bad input: that is a finding. An error of planparse itself propagates.
    """
    try:
        plan = parse(task.path)
    except ReadError as error:
        return failed(task.sha256, "unreadable", str(error).replace(task.path, task.name))
    except MemoryError:
        return failed(task.sha256, "memory-limit", "Văn bản cần nhiều bộ nhớ hơn mức cho phép.")
    # A file's name may hold bytes that are no text; the name in the collection is always text.
    source = plan.source.model_copy(update={"name": PurePosixPath(task.name).name})
    plan = plan.model_copy(update={"source": source})
    return to_rows(plan, VERSION, check_plan(plan))


def failed(sha256: str, rule: str, message: str) -> DocumentRows:
    """Return the rows of a file that could not be read: a finding in place of a document.

    >>> failed("ab", "time-limit", "Quá thời hạn.").document
    """
    row = ("document", sha256, None, None, rule, "error", message, None, None, None, "")
    return DocumentRows(sha256=sha256, document=None, findings=(row,))


def failed_pair(task: PairTask, rule: str, message: str) -> PairRows:
    """Return the rows of a pair that could not be compared: a finding, and no counts."""
    child, parent = task.child.sha256, task.parent.sha256
    finding = ("pair", child, parent, None, rule, "error", message, None, None, None, "")
    pair = (child, parent, VERSION, "unknown", *(0,) * 6, 0.0)
    return PairRows(child, parent, pair, (), (finding,))


def compare_pair(task: PairTask) -> PairRows:
    """Compare a child with its parent and check the pair."""
    child = load_plan(task.child.payload)
    parent = _load_parent(task.parent.payload)
    report = compare(child, parent)
    copied = share_of(unpack(task.child.lines), unpack(task.parent.lines))
    findings = tuple(
        to_finding(child, finding, "pair", task.parent.sha256)
        for finding in check_pair(child, parent, report, copied)
    )
    items = tuple(_items(report, task))
    pair = _pair(task, report, copied)
    return PairRows(task.child.sha256, task.parent.sha256, pair, items, findings)


@lru_cache(maxsize=_LOADED)
def _load_parent(payload: bytes) -> PlanDocument:
    return load_plan(payload)


def _pair(task: PairTask, report: CoverageReport, copied: float) -> Row:
    counts: list[int] = []
    for kind in (report.summary.targets, report.summary.tasks):
        full = sum(kind.counts.get(status, 0) for status in ("met", "stronger", "covered"))
        counts += (kind.total, full, kind.counts.get("missing", 0))
    key = (task.child.sha256, task.parent.sha256)
    return (*key, VERSION, report.citation.status, *counts, round(copied, 3))


def _items(report: CoverageReport, task: PairTask) -> Iterator[Row]:
    key = (task.child.sha256, task.parent.sha256)
    for seq, item in enumerate(report.items):
        yield (
            *key, seq, item.kind, item.status, *_side(item, "parent"),
            *_side(item, "child"), item.score, " ".join(item.reasons), item.explanation,
        )  # fmt: skip


def _side(item: CoverageItem, name: Literal["parent", "child"]) -> Row:
    side = item.parent if name == "parent" else item.child
    return (side.id, side.span.start, side.span.end, side.text) if side else (None,) * 4


def hash_file(path: str) -> str:
    """Return the SHA-256 of a file's bytes; raises OSError."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
