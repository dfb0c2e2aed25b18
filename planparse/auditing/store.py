"""The store of an audit: opening it, and every way in which it is written.

Each document and each pair is one transaction: what is finished stays, whatever happens to the
process next, and nothing is there by half. Only the process that runs the audit writes.
"""

import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from planparse.auditing.rows import DocumentRows, Row
from planparse.auditing.scan import Found, Unseen
from planparse.auditing.tables import SCHEMA, TABLES, make_views
from planparse.auditing.work import VERSION, PairRows
from planparse.errors import PlanparseError

_HEADER = b"SQLite format 3\x00"
# Rows that hang on a document, for its replacement.
_OF_DOCUMENT = ("records", "sections", "citations", "signatures")
_FINDING = "scope, document, other, path, rule, severity, message, start, end, line, quote"


class StoreError(PlanparseError):
    """The store cannot be opened, read or written; the message says why."""


class Store:
    """An open store. Use it as a context; it closes on leaving."""

    def __init__(self, path: Path, *, create: bool = True) -> None:
        """Open or make a store; raises StoreError for a file that is something else."""
        self.path = path
        _refuse_other_files(path, create)
        try:
            self.database = sqlite3.connect(path, timeout=60.0, isolation_level=None)
            self._prepare()
        except sqlite3.Error as error:
            raise StoreError(f"{path}: không mở được kho kiểm tra ({error})") from error

    def _prepare(self) -> None:
        self.database.execute("PRAGMA journal_mode = WAL")
        self.database.execute("PRAGMA synchronous = NORMAL")
        self.database.execute("PRAGMA cache_size = -8000")
        self.database.executescript(TABLES + make_views())
        kept = self.meta("schema")
        if kept is not None and kept != str(SCHEMA):
            raise StoreError(f"{self.path}: kho do phiên bản khác lập; hãy lập kho mới")
        self.set_meta("schema", str(SCHEMA))

    def __enter__(self) -> "Store":
        """Return the store."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the store."""
        self.database.close()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Run one transaction; raises StoreError where the disk refuses it."""
        try:
            self.database.execute("BEGIN IMMEDIATE")
            yield self.database
            self.database.execute("COMMIT")
        except sqlite3.Error as error:
            self._roll_back()
            raise StoreError(f"{self.path}: không ghi được kho kiểm tra ({error})") from error
        except BaseException:
            self._roll_back()
            raise

    def _roll_back(self) -> None:
        if self.database.in_transaction:
            self.database.execute("ROLLBACK")

    def rows(self, query: str, parameters: Sequence[object] = ()) -> sqlite3.Cursor:
        """Return the rows of a query, one by one."""
        return self.database.execute(query, parameters)

    def one(self, query: str, parameters: Sequence[object] = ()) -> tuple[object, ...] | None:
        """Return the first row of a query."""
        row: tuple[object, ...] | None = self.database.execute(query, parameters).fetchone()
        return row

    def count(self, query: str, parameters: Sequence[object] = ()) -> int:
        """Return the number that a query gives."""
        row = self.one(query, parameters)
        return int(str(row[0])) if row and row[0] is not None else 0

    def meta(self, key: str) -> str | None:
        """Return a value of the table `meta`."""
        row = self.one("SELECT value FROM meta WHERE key = ?", (key,))
        return str(row[0]) if row else None

    def set_meta(self, key: str, value: str) -> None:
        """Set a value of the table `meta`."""
        self.database.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def hash_of(self, file: Found) -> str | None:
        """Return the hash of a file that has not changed since it was last looked at.

        A file changed within two seconds before that look may have changed again unseen.
        """
        row = self.one(
            "SELECT sha256 FROM files WHERE path = ? AND size = ? AND mtime = ?"
            " AND state = 'present' AND checked_at > mtime + 2000000000",
            (file.name, file.size, file.mtime),
        )
        return str(row[0]) if row and row[0] else None

    def content_of(self, name: str) -> str | None:
        """Return the hash under which a present file is known."""
        query = "SELECT sha256 FROM files WHERE path = ? AND state = 'present'"
        row = self.one(query, (name,))
        return str(row[0]) if row and row[0] else None

    def is_read(self, sha256: str, *, retry: bool) -> bool:
        """Tell whether a content is known to this version; with `retry` a failed one is not."""
        wanted = ("read",) if retry else ("read", "failed")
        row = self.one(
            "SELECT status FROM documents WHERE sha256 = ? AND version = ?", (sha256, VERSION)
        )
        return row is not None and row[0] in wanted

    def put_files(self, files: Iterable[tuple[Found, str]]) -> None:
        """Write down files with the hashes of their content."""
        now = time.time_ns()
        with self.writing() as database:
            database.executemany(
                "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, 'present', ?)",
                [(file.name, file.size, file.mtime, sha, now) for file, sha in files],
            )

    def put_unseen(self, unseen: Sequence[Unseen]) -> None:
        """Write down places that could not be looked at, in place of those of the last run."""
        rows = [
            ("file", None, None, place.name, place.rule, _severity(place), place.message,
             None, None, None, "")
            for place in unseen
        ]  # fmt: skip
        with self.writing() as database:
            database.execute("DELETE FROM findings WHERE scope = 'file'")
            _put_findings(database, rows)

    def mark_removed(self, names: Iterable[str]) -> int:
        """Mark all files but those named as removed; return how many went."""
        with self.writing() as database:
            database.execute("CREATE TEMP TABLE IF NOT EXISTS seen (path TEXT PRIMARY KEY)")
            database.execute("DELETE FROM seen")
            database.executemany("INSERT OR IGNORE INTO seen VALUES (?)", ((n,) for n in names))
            return database.execute(
                "UPDATE files SET state = 'removed' WHERE state = 'present'"
                " AND path NOT IN (SELECT path FROM seen)"
            ).rowcount

    def put_document(self, rows: DocumentRows, *, name: str, expected: str) -> None:
        """Write down a document; a file that changed since it was hashed is known by what it is."""
        content = rows.sha256
        with self.writing() as database:
            if content != expected:
                database.execute(
                    "UPDATE files SET sha256 = ?, checked_at = 0 WHERE path = ?", (content, name)
                )
            _forget(database, content)
            document = rows.document or (content, VERSION, "failed", *(None,) * 18)
            database.execute(f"INSERT INTO documents VALUES ({_marks(21)})", document)
            database.executemany(f"INSERT INTO records VALUES ({_marks(9)})", rows.records)
            database.executemany(f"INSERT INTO sections VALUES ({_marks(8)})", rows.sections)
            database.executemany(f"INSERT INTO citations VALUES ({_marks(13)})", rows.citations)
            database.executemany(f"INSERT INTO signatures VALUES ({_marks(3)})", rows.signatures)
            _put_findings(database, rows.findings)

    def put_pair(self, rows: PairRows) -> None:
        """Write down a comparison, in place of an earlier one."""
        key = (rows.child, rows.parent)
        with self.writing() as database:
            _forget_pair(database, key)
            database.execute(f"INSERT INTO pairs VALUES ({_marks(11)})", rows.pair)
            database.executemany(f"INSERT INTO coverage VALUES ({_marks(16)})", rows.items)
            _put_findings(database, rows.findings)

    def put_links(self, links: Iterable[Row], *, more: bool = False) -> None:
        """Write down links in place of the last ones; with `more` beside them."""
        with self.writing() as database:
            if not more:
                database.execute("DELETE FROM links")
            database.executemany(f"INSERT OR IGNORE INTO links VALUES ({_marks(10)})", links)

    def put_standing(self, findings: Iterable[Row]) -> None:
        """Write down the findings about the collection, in place of the last ones."""
        with self.writing() as database:
            database.execute("DELETE FROM findings WHERE scope = 'collection'")
            _put_findings(database, findings)

    def drop_pairs(self) -> None:
        """Remove comparisons of documents that are linked no more."""
        gone = self.rows(
            "SELECT child, parent FROM pairs EXCEPT "
            "SELECT child, parent FROM links WHERE kind = 'implements' AND parent IS NOT NULL"
        ).fetchall()
        with self.writing() as database:
            for key in gone:
                _forget_pair(database, key)


def _severity(place: Unseen) -> str:
    return "info" if place.rule == "link-skipped" else "error"


def _forget(database: sqlite3.Connection, content: str) -> None:
    """Remove an earlier reading of a content, and the comparisons made with it."""
    if not database.execute("SELECT 1 FROM documents WHERE sha256 = ?", (content,)).fetchone():
        return
    database.execute("DELETE FROM documents WHERE sha256 = ?", (content,))
    for table in _OF_DOCUMENT:
        database.execute(f"DELETE FROM {table} WHERE document = ?", (content,))
    database.execute("DELETE FROM findings WHERE document = ? AND scope = 'document'", (content,))
    pairs = "SELECT child, parent FROM pairs WHERE child = ?1 OR parent = ?1"
    for key in database.execute(pairs, (content,)).fetchall():
        _forget_pair(database, key)


def _forget_pair(database: sqlite3.Connection, key: tuple[str, str]) -> None:
    database.execute("DELETE FROM pairs WHERE child = ? AND parent = ?", key)
    database.execute("DELETE FROM coverage WHERE child = ? AND parent = ?", key)
    database.execute(
        "DELETE FROM findings WHERE document = ? AND other = ? AND scope = 'pair'", key
    )


def _put_findings(database: sqlite3.Connection, rows: Iterable[Row]) -> None:
    database.executemany(f"INSERT INTO findings ({_FINDING}) VALUES ({_marks(11)})", rows)


def _marks(count: int) -> str:
    return ", ".join("?" * count)


def _refuse_other_files(path: Path, create: bool) -> None:
    """Never write into a file that is no store."""
    try:
        with path.open("rb") as file:
            start = file.read(16)
    except FileNotFoundError:
        if not create:
            raise StoreError(f"{path}: không tìm thấy kho kiểm tra") from None
        return
    except OSError as error:
        raise StoreError(f"{path}: không mở được kho kiểm tra ({error.strerror})") from error
    if start and start != _HEADER:
        raise StoreError(f"{path}: không phải kho kiểm tra; tệp được giữ nguyên")
