"""Families from the texts: versions and drafts of one plan, copies, numbers used twice."""

from collections.abc import Iterator
from itertools import groupby

from planparse.auditing.fingerprints import likeness, unpack
from planparse.auditing.rows import Row
from planparse.auditing.store import Store

_SAME_PLAN = 0.5
"""Likeness of lines from which on two papers of one title are versions of one plan."""
_NEWEST = 8
"""Papers of a plan that an older one is held against."""
_COPY = 0.8
"""Likeness from which on a paper of another body is a near-copy."""


def find_versions(store: Store) -> Iterator[Row]:
    """Yield a link from each older version or draft to a newer paper of one plan.

    One paper in several files (.docx and .pdf) is no version: it is linked as `same_paper`.
    """
    query = (
        "SELECT issuer_key, title_key, period, sha256, number_key, issued_on, is_draft FROM here"
        " WHERE issuer_key <> '' AND title_key <> ''"
        " ORDER BY issuer_key, title_key, period, is_draft DESC, issued_on, path DESC"
    )
    for _, rows in groupby(store.rows(query).fetchall(), key=lambda row: row[:3]):
        papers = [row[3:] for row in rows]
        for place, older in enumerate(papers):
            newer = papers[place + 1 :][-_NEWEST:]
            for other in reversed(newer):
                if _likeness(store, older[0], other[0]) >= _SAME_PLAN:
                    is_same = bool(older[1]) and older[1:] == other[1:]
                    yield _link(older[0], "same_paper" if is_same else "version_of", other[0])
                    break


def find_copies(store: Store) -> Iterator[Row]:
    """Yield a link from each near-copy to the earliest paper it repeats.

    Of papers that share a band of fingerprints each is held against the earliest only, so that
    thousands of copies of one text are thousands of comparisons and no more.
    """
    query = (
        "SELECT DISTINCT s.document, first.document FROM signatures s"
        " JOIN here h ON h.sha256 = s.document"
        " JOIN (SELECT band, value, document FROM ("
        "   SELECT b.band, b.value, b.document, row_number() OVER ("
        "     PARTITION BY b.band, b.value ORDER BY coalesce(e.issued_on, '9999'), e.path) AS place"
        "   FROM signatures b JOIN here e ON e.sha256 = b.document) WHERE place = 1) first"
        " ON first.band = s.band AND first.value = s.value AND first.document <> s.document"
    )
    best: dict[str, tuple[float, str]] = {}
    for paper, earlier in store.rows(query).fetchall():
        share = _likeness(store, paper, earlier)
        if share >= _COPY and share > best.get(paper, (0.0, ""))[0]:
            best[paper] = (share, earlier)
    for paper, (_, earlier) in sorted(best.items()):
        if not _is_kin(store, paper, earlier):
            yield _link(paper, "copy_of", earlier)


def find_reused_numbers(store: Store) -> Iterator[tuple[str, str]]:
    """Yield pairs of papers of one body that bear one number in one year with different titles."""
    query = (
        "SELECT a.sha256, b.sha256 FROM here a JOIN here b ON a.number_key = b.number_key"
        " AND a.issuer_key = b.issuer_key AND substr(a.issued_on, 1, 4) = substr(b.issued_on, 1, 4)"
        " WHERE a.number_key <> '' AND a.issuer_key <> '' AND a.title_key <> b.title_key"
        " AND a.path > b.path"
    )
    for paper, other in store.rows(query).fetchall():
        yield str(paper), str(other)


def _likeness(store: Store, one: str, other: str) -> float:
    lines = []
    for content in (one, other):
        row = store.one("SELECT lines FROM documents WHERE sha256 = ?", (content,))
        lines.append(unpack(row[0]) if row and isinstance(row[0], bytes) else frozenset())
    return likeness(lines[0], lines[1])


def _is_kin(store: Store, paper: str, other: str) -> bool:
    """Tell whether two papers are linked, or implement one parent: they have their likeness so."""
    return (
        store.one(
            "SELECT 1 FROM links WHERE (child = ?1 AND parent = ?2) OR (child = ?2 AND parent = ?1)"
            " UNION ALL SELECT 1 FROM links a JOIN links b ON a.parent = b.parent"
            " WHERE a.child = ?1 AND b.child = ?2 AND a.kind = 'implements'"
            " AND b.kind = 'implements'"
            " UNION ALL SELECT 1 FROM here a JOIN here b ON a.issuer_key = b.issuer_key"
            " WHERE a.sha256 = ?1 AND b.sha256 = ?2 AND a.issuer_key <> '' LIMIT 1",
            (paper, other),
        )
        is not None
    )


def _link(child: str, kind: str, parent: str) -> Row:
    return (child, kind, parent, "found", "", None, None, 0, 0, "")
