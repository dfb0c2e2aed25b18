"""What a store holds, as values: every way in which it is read for people."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from planparse.auditing.explain import load_explanations
from planparse.auditing.store import Store
from planparse.model.collection import (
    AuditFinding,
    CoverageEntry,
    DatedDuty,
    Duty,
    MatrixItem,
    PairEntry,
    PlanEntry,
    PlanLink,
)

_PLAN = (
    "SELECT sha256, path, coalesce(media_type, ''), doc_type, number, issuer, issued_on, title,"
    " period_start, period_end, coalesce(is_draft, 0) FROM here_now"
)
# The view `present` groups all files; a temporary table of it is read many times.
_HERE = """
CREATE TEMP TABLE IF NOT EXISTS here_now (sha256 TEXT PRIMARY KEY, path TEXT, status TEXT,
  media_type TEXT, doc_type TEXT, number TEXT, issuer TEXT, issued_on TEXT, title TEXT,
  period_start TEXT, period_end TEXT, is_draft INTEGER, number_key TEXT, issuer_key TEXT);
DELETE FROM here_now;
INSERT INTO here_now SELECT sha256, path, status, media_type, doc_type, number, issuer, issued_on,
  title, period_start, period_end, is_draft, number_key, issuer_key FROM present;
"""
_FINDINGS = (
    "SELECT f.document, coalesce(f.path, h.path), h.number, h.media_type, f.rule, f.severity,"
    " f.message, f.start, f.end, f.line, f.quote, f.other, o.path,"
    " coalesce(h.number_key, ''), coalesce(h.issuer_key, ''), coalesce(h.issued_on, '')"
    " FROM findings f LEFT JOIN here_now h ON h.sha256 = f.document"
    " LEFT JOIN here_now o ON o.sha256 = f.other"
    " WHERE (h.sha256 IS NOT NULL OR f.document IS NULL)"
    " AND (f.other IS NULL OR o.sha256 IS NOT NULL)"
)


class Reading:
    """The present plans of a store, with everything found in them."""

    def __init__(self, store: Store) -> None:
        """Take a snapshot of which plans are present."""
        self._store = store
        store.database.executescript(_HERE)

    def folder(self) -> str:
        """Return the folder that was audited last."""
        return self._store.meta("folder") or ""

    def plans(self) -> Iterator[PlanEntry]:
        """Yield the plans that could be read, by path."""
        for row in self._store.rows(f"{_PLAN} WHERE status = 'read' ORDER BY path"):
            yield PlanEntry(*row)

    def findings(
        self, document: str | None = None, rule: str | None = None
    ) -> Iterator[AuditFinding]:
        """Yield findings by path and place: all, of one document, of one rule."""
        wanted = [("f.document", document), ("f.rule", rule)]
        where = "".join(f" AND {column} = ?" for column, value in wanted if value is not None)
        order = " ORDER BY coalesce(f.path, h.path), coalesce(f.start, -1), f.rule, f.id"
        values = [value for _, value in wanted if value is not None]
        rows = self._store.rows(_FINDINGS + where + order, values)
        for _, group in groupby(rows, key=lambda row: row[1]):
            seen: Counter[str] = Counter()
            for row in group:
                print_ = _fingerprint(row)
                seen[print_] += 1
                # The same words twice in one plan are two findings.
                unique = print_ if seen[print_] == 1 else f"{print_}-{seen[print_]}"
                yield AuditFinding(unique, row[0], row[1] or "", *row[2:13])

    def counts(self) -> Iterator[tuple[str, str, int]]:
        """Yield each rule with its severity and number of findings, most severe and most first."""
        query = (
            "SELECT f.rule, f.severity, count(*) FROM findings f"
            " LEFT JOIN here_now h ON h.sha256 = f.document"
            " WHERE h.sha256 IS NOT NULL OR f.document IS NULL GROUP BY f.rule, f.severity"
            " ORDER BY CASE f.severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, 3 DESC"
        )
        yield from self._store.rows(query)

    def links(self, document: str) -> Iterator[PlanLink]:
        """Yield the links from and to a document."""
        query = (
            "SELECT l.child, c.path, l.kind, l.parent, p.path, l.number, l.date, l.issuer"
            " FROM links l JOIN here_now c ON c.sha256 = l.child"
            " LEFT JOIN here_now p ON p.sha256 = l.parent"
            " WHERE l.child = ?1 OR l.parent = ?1 ORDER BY l.kind, c.path, p.path"
        )
        for row in self._store.rows(query, (document,)):
            yield PlanLink(*row)

    def pairs(self, *, parent: str | None = None, child: str | None = None) -> Iterator[PairEntry]:
        """Yield the comparisons with a parent, or of a child, by the child's path."""
        query = (
            "SELECT a.child, a.parent, a.citation, a.targets, a.targets_met, a.targets_missing,"
            " a.tasks, a.tasks_met, a.tasks_missing, a.copied FROM pairs a"
            " JOIN here_now c ON c.sha256 = a.child JOIN here_now p ON p.sha256 = a.parent"
            f" WHERE {'a.parent' if parent else 'a.child'} = ? ORDER BY c.path"
        )
        for row in self._store.rows(query, (parent or child,)):
            yield PairEntry(*row)

    def parents(self) -> Iterator[tuple[str, int]]:
        """Yield each plan that others implement, with their number, most first."""
        query = (
            "SELECT a.parent, count(*) FROM pairs a JOIN here_now c ON c.sha256 = a.child"
            " JOIN here_now p ON p.sha256 = a.parent GROUP BY a.parent ORDER BY 2 DESC, p.path"
        )
        yield from self._store.rows(query)

    def coverage(self, child: str, parent: str) -> Iterator[CoverageEntry]:
        """Yield the items of one comparison in the parent's order."""
        query = (
            "SELECT child, parent, kind, status, parent_start, parent_quote, child_start,"
            " child_quote, explanation FROM coverage WHERE child = ? AND parent = ? ORDER BY seq"
        )
        for row in self._store.rows(query, (child, parent)):
            yield CoverageEntry(*row)

    def matrix_items(self, parent: str) -> list[MatrixItem]:
        """Return the items of a parent with the counts of their statuses over all children."""
        query = (
            "SELECT v.seq, v.kind, min(v.parent_quote), v.status, count(*) FROM coverage v"
            " JOIN here_now c ON c.sha256 = v.child WHERE v.parent = ? AND v.parent_record <> ''"
            " GROUP BY v.seq, v.kind, v.status ORDER BY v.seq"
        )
        items = []
        for _, rows in groupby(self._store.rows(query, (parent,)).fetchall(), lambda row: row[0]):
            group = list(rows)
            counts = {row[3]: row[4] for row in group}
            items.append(MatrixItem(group[0][0], group[0][1], group[0][2], counts))
        return items

    def statuses(self, child: str, parent: str) -> dict[int, str]:
        """Return the status of each item of a parent in one child, by the item's `seq`."""
        query = (
            "SELECT seq, status FROM coverage"
            " WHERE parent = ? AND child = ? AND parent_record <> ''"
        )
        return dict(self._store.rows(query, (parent, child)).fetchall())

    def explain(self, rule: str) -> tuple[str, str]:
        """Return a rule's title and what it says."""
        page = load_explanations().get(rule)
        return (page.title, page.text.split("\n", 1)[1].strip()) if page else (rule, "")

    def bodies(self) -> Iterator[tuple[str, list[Duty]]]:
        """Yield each body with its duties over all plans, in alphabetical order."""
        query = (
            "SELECT json_extract(r.fields, '$.body') AS body, json_extract(r.fields, '$.role'),"
            " r.text, r.section, r.document FROM records r JOIN here_now h ON h.sha256 = r.document"
            " WHERE r.kind = 'assignment' ORDER BY body, h.path, r.start"
        )
        for body, rows in groupby(self._store.rows(query), key=lambda row: row[0]):
            yield str(body), [Duty(*row) for row in rows]

    def deadlines(self, document: str | None = None) -> Iterator[DatedDuty]:
        """Yield the deadlines that have a date, by date; of one document or of all."""
        where = "" if document is None else " AND r.document = ?"
        query = (
            "SELECT json_extract(r.fields, '$.start'), json_extract(r.fields, '$.end') AS day,"
            " json_extract(r.fields, '$.recurrence'), r.text, r.quote, r.document"
            " FROM records r JOIN here_now h ON h.sha256 = r.document"
            f" WHERE r.kind = 'deadline' AND day IS NOT NULL{where} ORDER BY day, h.path, r.start"
        )
        for row in self._store.rows(query, (document,) if document else ()):
            yield DatedDuty(*row)


def _fingerprint(row: tuple[object, ...]) -> str:
    """Return what stays the same of a finding: rule, plan, and the words it points to.

    A plan is known by number, issuer and date; without them by its path.
    """
    path, rule, message, quote = row[1], row[4], row[6], row[10]
    number, issuer, day = row[13:16]
    plan = f"{number}|{issuer}|{day}" if number else str(path)
    text = "\x1f".join(map(str, (rule, plan, quote or message)))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:20]
