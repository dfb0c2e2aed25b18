"""Checks on the collection as a whole, from its links: parents that are absent, old or replaced."""

from collections.abc import Callable, Iterator

from planparse.auditing.checks.base import printed
from planparse.auditing.families import find_reused_numbers
from planparse.auditing.rows import Row
from planparse.auditing.store import Store


def find_standing(store: Store) -> Iterator[Row]:
    """Yield the findings about the collection; needs the links and the table `here`."""
    for check in COLLECTION_CHECKS:
        yield from check(store)


def _find_absent(store: Store) -> Iterator[Row]:
    """A plan none of whose parents is in the collection."""
    query = (
        "SELECT child, number, date, start, end, quote FROM links l WHERE kind = 'implements'"
        " AND state = 'absent' AND NOT EXISTS (SELECT 1 FROM links m WHERE m.child = l.child"
        " AND m.kind = 'implements' AND m.state <> 'absent') GROUP BY child"
    )
    for child, number, day, start, end, quote in store.rows(query).fetchall():
        of_day = f" ngày {printed(day)}" if day else ""
        message = f"Văn bản cấp trên {number}{of_day} không có trong tập hợp."
        yield _row(
            (child, None), ("parent-not-in-collection", "info"), message, (start, end, quote)
        )


def _find_ambiguous(store: Store) -> Iterator[Row]:
    query = (
        "SELECT child, number, start, end, quote FROM links"
        " WHERE state = 'ambiguous' AND kind = 'implements'"
    )
    for child, number, start, end, quote in store.rows(query).fetchall():
        message = f"Có nhiều văn bản cùng số {number}; thiếu ngày hoặc cơ quan để phân biệt."
        yield _row((child, None), ("parent-ambiguous", "warning"), message, (start, end, quote))


def _find_uncited(store: Store) -> Iterator[Row]:
    """A plan below the ministries' level that names no parent."""
    query = (
        "SELECT sha256 FROM here WHERE doc_type LIKE 'kế hoạch%' AND NOT EXISTS"
        " (SELECT 1 FROM links WHERE child = sha256 AND kind = 'implements')"
        " AND NOT EXISTS (SELECT 1 FROM citations WHERE document = sha256 AND relation = 'parent')"
    )
    for (child,) in store.rows(query).fetchall():
        message = "Kế hoạch không nêu văn bản cấp trên mà nó thực hiện."
        yield _row((child, None), ("parent-not-cited", "info"), message)


def _find_replaced(store: Store) -> Iterator[Row]:
    """A parent that another plan had replaced before the child was issued."""
    query = (
        "SELECT l.child, l.parent, r.child, n.number, n.issued_on, l.start, l.end, l.quote"
        " FROM links l JOIN links r ON r.parent = l.parent AND r.kind = 'replaces'"
        " JOIN here n ON n.sha256 = r.child JOIN here c ON c.sha256 = l.child"
        " WHERE l.kind = 'implements' AND r.child <> l.child AND n.issued_on < c.issued_on"
    )
    for child, _, newer, number, day, start, end, quote in store.rows(query).fetchall():
        message = f"Kế hoạch cấp trên đã được thay thế bằng {number} ngày {printed(day)}."
        yield _row((child, newer), ("parent-replaced", "warning"), message, (start, end, quote))


def _find_outdated(store: Store) -> Iterator[Row]:
    """A parent of which a newer version was there before the child was issued."""
    query = (
        "SELECT l.child, v.parent, n.number, n.issued_on, l.start, l.end, l.quote"
        " FROM links l JOIN links v ON v.child = l.parent AND v.kind = 'version_of'"
        " JOIN here n ON n.sha256 = v.parent JOIN here c ON c.sha256 = l.child"
        " WHERE l.kind = 'implements' AND n.issued_on < c.issued_on"
    )
    for child, newer, number, day, start, end, quote in store.rows(query).fetchall():
        message = f"Kế hoạch cấp trên có bản mới hơn: {number or 'chưa có số'} ngày {printed(day)}."
        yield _row((child, newer), ("parent-outdated", "warning"), message, (start, end, quote))


def _said_of_links(
    kind: str, rule: tuple[str, str], message: str
) -> Callable[[Store], Iterator[Row]]:
    """Return a finder of the links of a kind; `message` takes the path of the other paper."""
    query = (
        "SELECT l.child, l.parent, h.path FROM links l JOIN here h ON h.sha256 = l.parent"
        " WHERE l.kind = ?"
    )

    def find(store: Store) -> Iterator[Row]:
        for child, other, path in store.rows(query, (kind,)).fetchall():
            yield _row((child, other), rule, message.replace("{path}", path))

    return find


def _find_reused(store: Store) -> Iterator[Row]:
    for child, other in find_reused_numbers(store):
        row = store.one("SELECT number, path FROM here WHERE sha256 = ?", (other,))
        number, path = row or ("", "")
        message = f"Số {number} đã dùng cho văn bản khác của cùng cơ quan trong năm: {path}."
        yield _row((child, other), ("number-reused", "warning"), message)


def _find_identical(store: Store) -> Iterator[Row]:
    query = (
        "SELECT f.path, h.path, f.sha256 FROM files f JOIN here h ON h.sha256 = f.sha256"
        " WHERE f.state = 'present' AND f.path <> h.path"
    )
    for path, first, content in store.rows(query).fetchall():
        message = f"Tệp giống hệt {first}."
        yield (
            "collection", content, None, path, "identical-files", "info", message,
            None, None, None, "",
        )  # fmt: skip


def _row(
    papers: tuple[str, str | None],
    rule: tuple[str, str],
    message: str,
    place: tuple[int | None, int | None, str] = (None, None, ""),
) -> Row:
    """Return a finding; `papers` are the child and the other one, `rule` slug and severity."""
    start, end, quote = place
    return ("collection", *papers, None, *rule, message, start, end, None, quote)


COLLECTION_CHECKS: tuple[Callable[[Store], Iterator[Row]], ...] = (
    _find_absent,
    _find_ambiguous,
    _find_uncited,
    _find_replaced,
    _find_outdated,
    _said_of_links(
        "version_of", ("version-older", "info"), "Có bản mới hơn của cùng kế hoạch: {path}."
    ),
    _said_of_links("same_paper", ("same-paper", "info"), "Cùng một văn bản với tệp {path}."),
    _said_of_links(
        "copy_of",
        ("copy-of-other", "warning"),
        "Gần như giống nguyên văn một kế hoạch của cơ quan khác: {path}.",
    ),
    _find_reused,
    _find_identical,
)
