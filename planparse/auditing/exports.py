"""Whole tables of a store as CSV, JSON lines or Parquet."""

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from planparse.auditing.cells import csv_lines
from planparse.auditing.store import Store
from planparse.auditing.writing import WriteError, write_beside
from planparse.errors import PlanparseError

_AT_ONCE = 20_000
"""Rows of a group of a Parquet file; a whole table never stands in memory."""

# Bytes (payload, fingerprints) are of no use outside; the rest of the documents is.
_DOCUMENTS = (
    "SELECT sha256, path, version, status, media_type, pages, doc_type, number, issuer, superior,"
    " place, issued_on, title, period_start, period_end, signer, is_draft FROM present"
    " ORDER BY path"
)
_OF_PLANS = ("sections", "targets", "deadlines", "contacts", "assignments", "cited", "tasks")
# Each row says which file it is from; a plan that is there no more has none.
_ROWS_OF_PLANS = {
    name: (
        f"SELECT p.path AS file, r.* FROM {name} r JOIN present p ON p.sha256 = r.document"
        " ORDER BY p.path, r.start, r.id"
    )
    for name in _OF_PLANS
}
EXPORTS: dict[str, str] = {
    "files": "SELECT * FROM files ORDER BY path",
    "documents": _DOCUMENTS,
    **_ROWS_OF_PLANS,
    "links": "SELECT * FROM links ORDER BY child, kind, number, parent",
    "pairs": "SELECT * FROM pairs ORDER BY parent, child",
    "coverage": "SELECT * FROM coverage ORDER BY parent, child, seq",
    "findings": (
        "SELECT scope, document, other, path, rule, severity, message, start, end, line, quote"
        " FROM findings ORDER BY document, scope, start, rule, id"
    ),
}
"""What is exported: a file each, by the query that fills it."""


class ExportError(PlanparseError):
    """Something that the export needs is missing."""


def export(store: Store, folder: Path, form: str) -> list[Path]:
    """Write each table to a file of the form "csv", "jsonl" or "parquet"; return the files."""
    write = _WRITERS[form]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WriteError(f"{folder}: không lập được thư mục ({error.strerror})") from error
    paths = []
    for name, query in EXPORTS.items():
        path = folder / f"{name}.{form}"
        cursor = store.rows(query)
        columns = [column[0] for column in cursor.description]
        write(path, columns, cursor)
        paths.append(path)
    return paths


def _write_csv(path: Path, columns: Sequence[str], rows: Iterator[Sequence[Any]]) -> None:
    write_beside(path, csv_lines(columns, rows))


def _write_json_lines(path: Path, columns: Sequence[str], rows: Iterator[Sequence[Any]]) -> None:
    write_beside(
        path,
        (
            json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False) + "\n"
            for row in rows
        ),
    )


def _write_parquet(path: Path, columns: Sequence[str], rows: Iterator[Sequence[Any]]) -> None:
    try:
        from planparse.auditing.parquet import write_parquet
    except ImportError as error:
        message = "cần pyarrow để xuất Parquet; cài bằng: pip install 'planparse[parquet]'"
        raise ExportError(message) from error
    write_parquet(path, columns, rows, _AT_ONCE)


_WRITERS: dict[str, Callable[[Path, Sequence[str], Iterator[Sequence[Any]]], None]] = {
    "csv": _write_csv,
    "jsonl": _write_json_lines,
    "parquet": _write_parquet,
}
