"""Rows as a Parquet file, through pyarrow (extra `parquet`)."""

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from planparse.auditing.writing import WriteError

_INTEGERS = frozenset((
    "size", "mtime", "checked_at", "pages", "is_draft", "start", "end", "level", "seq",
    "parent_start", "parent_end", "child_start", "child_end", "line", "targets", "targets_met",
    "targets_missing", "tasks", "tasks_met", "tasks_missing",
))  # fmt: skip
_NUMBERS = frozenset(("value", "value_max", "baseline", "score", "copied"))


def write_parquet(
    path: Path, columns: Sequence[str], rows: Iterator[Sequence[Any]], at_once: int
) -> None:
    """Write rows in groups of `at_once`; each column has one type, whatever its first rows hold."""
    schema = pa.schema([(column, _type_of(column)) for column in columns])
    beside = path.with_name(f".{path.name}.part")
    try:
        with pq.ParquetWriter(beside, schema) as writer:
            while group := list(islice(rows, at_once)):
                arrays = [
                    pa.array([_cast(row[n], field.type) for row in group], field.type)
                    for n, field in enumerate(schema)
                ]
                writer.write_table(pa.Table.from_arrays(arrays, schema=schema))
        beside.replace(path)
    except OSError as error:
        raise WriteError(f"{path}: không ghi được tệp ({error})") from error
    finally:
        beside.unlink(missing_ok=True)


def _type_of(column: str) -> Any:
    if column in _INTEGERS:
        return pa.int64()
    return pa.float64() if column in _NUMBERS else pa.string()


def _cast(value: Any, kind: Any) -> Any:
    """Return a value as its column's type has it."""
    if value is None:
        return None
    if kind == pa.int64():
        return int(value)
    return float(value) if kind == pa.float64() else str(value)
