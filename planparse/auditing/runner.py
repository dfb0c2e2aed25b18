"""An audit from the folder to the findings, step by step."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any, Protocol

from planparse.auditing.families import find_copies, find_versions
from planparse.auditing.linking import find_links, lay_out_present
from planparse.auditing.pool import Limits, Outcome, Pool
from planparse.auditing.scan import Found, Unseen, scan
from planparse.auditing.standing import find_standing
from planparse.auditing.store import Store, StoreError
from planparse.auditing.work import (
    VERSION,
    PairTask,
    ReadTask,
    Stored,
    compare_pair,
    failed,
    failed_pair,
    hash_file,
    read_plan,
)

_FILES_AT_ONCE = 500
_MESSAGES = {
    "time-limit": "Quá thời hạn cho phép",
    "memory-limit": "Cần nhiều bộ nhớ hơn mức cho phép",
    "crashed": "Lỗi khi đọc hoặc đối chiếu văn bản",
}


class Engine(Protocol):
    """What runs the work: a pool of processes, or a cluster."""

    def run(self, tasks: Iterable[Any]) -> Iterator[Outcome[Any, Any]]:
        """Yield the outcome of each task as it comes."""


MakeEngine = Callable[[Callable[[Any], Any], Limits], Engine]


class Progress(Protocol):
    """Who is told how far the audit is."""

    def start(self, step: str, total: int) -> None:
        """A step of so many parts begins."""

    def advance(self, failed: bool) -> None:
        """One part is done."""


class Silence:
    """Tells no one."""

    def start(self, step: str, total: int) -> None:
        """A step of so many parts begins."""

    def advance(self, failed: bool) -> None:
        """One part is done."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to audit: limits, whether failed documents are tried again, and by which engine."""

    limits: Limits = field(default_factory=Limits)
    retry: bool = False
    engine: MakeEngine = Pool


@dataclass(frozen=True, slots=True)
class Summary:
    """What an audit did, and what the store holds now.

    `failed` counts the files that are there and cannot be read, `findings` those that are worth a
    look (errors and warnings), `notes` the others.
    """

    files: int
    read: int
    failed: int
    compared: int
    links: int
    findings: int
    notes: int


def audit(
    folder: Path, store: Store, options: Options | None = None, progress: Progress | None = None
) -> Summary:
    """Read what is new in a folder, link all of it, compare each child with its parents, check it.

    It may be stopped at any moment; what was finished is kept, and the next run goes on from there.
    Raises StoreError where the folder is none, or the store cannot be written.
    """
    if not folder.is_dir():
        raise StoreError(f"{folder}: không phải thư mục, hoặc không có")
    options, progress = options or Options(), progress or Silence()
    tasks = _look(folder, store, options)
    read, broken = _read(store, tasks, options, progress)
    if read or broken or not _is_linked(store):
        _link(store)
    compared = _compare(store, options, progress)
    return Summary(
        files=store.count("SELECT count(*) FROM files WHERE state = 'present'"),
        read=read,
        failed=_unreadable(store),
        compared=compared,
        links=store.count("SELECT count(*) FROM links WHERE state = 'found'"),
        findings=store.count("SELECT count(*) FROM findings WHERE severity <> 'info'"),
        notes=store.count("SELECT count(*) FROM findings WHERE severity = 'info'"),
    )


def _unreadable(store: Store) -> int:
    """Count the files that are there and whose content could not be read, now or before."""
    return store.count(
        "SELECT count(*) FROM files f WHERE f.state = 'present' AND NOT EXISTS"
        " (SELECT 1 FROM documents d WHERE d.sha256 = f.sha256 AND d.status = 'read')"
    )


def _look(folder: Path, store: Store, options: Options) -> list[ReadTask]:
    """Write down the files of the folder and return those whose content is new."""
    store.set_meta("folder", str(folder.resolve()).encode("utf-8", "replace").decode("utf-8"))
    unseen: list[Unseen] = []
    names: list[str] = []
    tasks: dict[str, ReadTask] = {}
    batch: list[tuple[Found, str]] = []
    changed = False
    for place in scan(folder):
        content = None if isinstance(place, Unseen) else store.hash_of(place)
        if isinstance(place, Found) and content is None:
            content = _hash(place, unseen)
            batch += [(place, content)] if content else []
            changed |= content != store.content_of(place.name)
        if isinstance(place, Unseen):
            unseen.append(place)
        elif content:
            names.append(place.name)
            if content not in tasks and not store.is_read(content, retry=options.retry):
                tasks[content] = ReadTask(place.path, place.name, content)
        if len(batch) >= _FILES_AT_ONCE:
            store.put_files(batch)
            batch.clear()
    store.put_files(batch)
    if store.mark_removed(names) or changed:
        store.set_meta("linked", "")
    store.put_unseen(unseen)
    return list(tasks.values())


def _hash(file: Found, unseen: list[Unseen]) -> str | None:
    try:
        return hash_file(file.path)
    except OSError as error:
        message = f"Không mở được tệp ({error.strerror or 'không rõ lý do'})."
        unseen.append(Unseen(file.name, "file-unreadable", message))
        return None


def _read(
    store: Store, tasks: list[ReadTask], options: Options, progress: Progress
) -> tuple[int, int]:
    """Read the documents; return how many were read, and how many could not be."""
    progress.start("read", len(tasks))
    read = broken = 0
    if tasks:
        store.set_meta("linked", "")
    for outcome in options.engine(read_plan, options.limits).run(tasks):
        task: ReadTask = outcome.task
        rows = outcome.value
        if rows is None:
            rows = failed(task.sha256, outcome.failure or "crashed", _message(outcome))
        store.put_document(rows, name=task.name, expected=task.sha256)
        broken += rows.document is None
        read += rows.document is not None
        progress.advance(rows.document is None)
    return read, broken


def _message(outcome: Outcome[Any, Any]) -> str:
    return f"{_MESSAGES[outcome.failure or 'crashed']}: {outcome.detail}."


def _is_linked(store: Store) -> bool:
    return store.meta("linked") == VERSION


def _link(store: Store) -> None:
    """Make the families anew, and the findings that follow from them."""
    lay_out_present(store)
    store.put_links(chain(find_links(store), find_versions(store)))
    store.put_links(list(find_copies(store)), more=True)
    store.put_standing(find_standing(store))
    store.drop_pairs()
    store.set_meta("linked", VERSION)


def _compare(store: Store, options: Options, progress: Progress) -> int:
    """Compare the pairs that have not been compared by this version."""
    pairs = store.rows(
        "SELECT DISTINCT parent, child FROM links WHERE kind = 'implements'"
        " AND parent IS NOT NULL EXCEPT SELECT parent, child FROM pairs WHERE version = ?",
        (VERSION,),
    ).fetchall()
    progress.start("compare", len(pairs))
    for outcome in options.engine(compare_pair, options.limits).run(_pair_tasks(store, pairs)):
        rows = outcome.value
        if rows is None:
            rows = failed_pair(outcome.task, outcome.failure or "crashed", _message(outcome))
        store.put_pair(rows)
        progress.advance(outcome.value is None)
    return len(pairs)


def _pair_tasks(store: Store, pairs: list[tuple[str, str]]) -> Iterator[PairTask]:
    """Yield the pairs ordered by parent, each plan as it is stored; a parent is fetched once."""
    above: Stored | None = None
    for parent, child in sorted(pairs):
        if above is None or above.sha256 != parent:
            above = _stored(store, parent)
        yield PairTask(_stored(store, child), above)


def _stored(store: Store, content: str) -> Stored:
    row = store.one("SELECT payload, lines FROM documents WHERE sha256 = ?", (content,))
    if row is None or not isinstance(row[0], bytes) or not isinstance(row[1], bytes):
        raise StoreError(f"{store.path}: kho kiểm tra thiếu văn bản {content[:12]}")
    return Stored(content, row[0], row[1])
