"""Families from citations: who implements, rests on, replaces or is annexed to whom.

A symbol is not unique ("17/KH-UBND" is of every commune in every year), so that a cited plan is
found by its number together with its date or its issuer, and both must agree where both are given.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter

from planparse.auditing.names import name_key, names_body
from planparse.auditing.rows import Row
from planparse.auditing.store import Store

_PLANS = ("kế hoạch", "chương trình", "đề án", "phương án")
_KINDS = {"parent": "implements", "basis": "based_on", "cites": "cites"}
_HERE = """
CREATE TEMP TABLE IF NOT EXISTS here (
  sha256 TEXT PRIMARY KEY, path TEXT, number_key TEXT, issued_on TEXT, issuer_key TEXT,
  title_key TEXT, doc_type TEXT, is_draft INTEGER, period TEXT, number TEXT, title TEXT)
  WITHOUT ROWID;
DELETE FROM here;
INSERT INTO here SELECT sha256, path, number_key, issued_on, issuer_key, title_key,
  lower(coalesce(doc_type, 'kế hoạch')), is_draft, period_start || '-' || period_end, number, title
  FROM present WHERE status = 'read';
CREATE INDEX IF NOT EXISTS temp.here_by_number ON here (number_key);
CREATE INDEX IF NOT EXISTS temp.here_by_title ON here (issuer_key, title_key);
"""


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation as the child has it."""

    child: str
    number: str
    key: str
    date: str | None
    doc_type: str
    issuer: str | None
    relation: str
    replaces: int
    annexed: int
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document of the collection that bears a cited number."""

    sha256: str
    path: str
    issued_on: str | None
    issuer_key: str
    title_key: str
    doc_type: str
    is_draft: int


def lay_out_present(store: Store) -> None:
    """Make the temporary table `here` of the documents that are in the folder now."""
    store.database.executescript(_HERE)


def find_links(store: Store) -> Iterator[Row]:
    """Yield the links that citations make; needs `lay_out_present`."""
    # The rows of one child come together: what its other citations are decides on a basis.
    query = (
        "SELECT c.document, c.number, c.number_key, c.date, lower(coalesce(c.doc_type, '')),"
        " c.issuer, c.relation, c.replaces, c.annexed, c.start, c.end, c.quote"
        " FROM citations c JOIN here h ON c.document = h.sha256 ORDER BY c.document, c.seq"
    )
    family: list[Cited] = []
    for row in store.rows(query):
        cited = Cited(*row)
        if family and family[0].child != cited.child:
            yield from _links_of(store.database, family)
            family = []
        family.append(cited)
    yield from _links_of(store.database, family)


def _links_of(database: sqlite3.Connection, family: Sequence[Cited]) -> Iterator[Row]:
    found = [(cited, resolve(cited, _candidates(database, cited))) for cited in family]
    has_parent = any(cited.relation == "parent" and plans for cited, plans in found)
    seen: set[tuple[str | None, ...]] = set()
    for cited, plans in found:
        kind = _kind(cited, plans, has_parent)
        if not plans and kind != "implements":
            continue
        state = ("absent", "found")[len(plans)] if len(plans) < 2 else "ambiguous"
        parent = plans[0].sha256 if state == "found" else None
        if (kind, parent, cited.key, cited.date) in seen:
            continue
        seen.add((kind, parent, cited.key, cited.date))
        yield (
            cited.child, kind, parent, state, cited.number, cited.date, cited.issuer, cited.start,
            cited.end, cited.quote,
        )  # fmt: skip


def _kind(cited: Cited, plans: Sequence[Candidate], has_parent: bool) -> str:
    """Return what a citation makes of the two; a plan that is a basis is a parent, if none is."""
    if cited.replaces:
        return "replaces"
    if cited.annexed:
        return "annex_of"
    is_plan = bool(plans) and plans[0].doc_type.startswith(_PLANS)
    if cited.relation == "basis" and is_plan and not has_parent:
        return "implements"
    return _KINDS[cited.relation]


def _candidates(database: sqlite3.Connection, cited: Cited) -> list[Candidate]:
    rows = database.execute(
        "SELECT sha256, path, issued_on, issuer_key, title_key, doc_type, is_draft FROM here"
        " WHERE number_key = ? AND sha256 <> ?",
        (cited.key, cited.child),
    )
    return [Candidate(*row) for row in rows]


def resolve(cited: Cited, candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Return the documents that a citation may mean: one, none, or several it cannot tell apart."""
    judged = [(score, plan) for plan in candidates if (score := _agreement(cited, plan)) > 0]
    if not judged:
        return ()
    best = max(score for score, _ in judged)
    plans = sorted((p for score, p in judged if score == best), key=attrgetter("path"))
    papers = {(plan.issued_on, plan.issuer_key) for plan in plans}
    # One paper in several files (.docx and .pdf) is one plan.
    return tuple(plans[:1] if len(papers) == 1 else plans)


def _agreement(cited: Cited, plan: Candidate) -> int:
    """Return how well date and issuer agree; 0 where they do not, or where nothing is known."""
    issuer = _issuer(cited, plan)
    if issuer < 0:
        return 0
    if not cited.date or not plan.issued_on:
        return issuer
    if cited.date == plan.issued_on:
        return 4 + issuer
    # A slip in the date: number and full name are right, and the year is the same.
    return 1 if issuer == 2 and cited.date[:4] == plan.issued_on[:4] else 0


def _issuer(cited: Cited, plan: Candidate) -> int:
    """Return 2 for the full name, 1 for a part of it, 0 for none given, -1 for another body."""
    if not cited.issuer or not plan.issuer_key:
        return 0
    name = _cited_name(cited.issuer)
    if name == plan.issuer_key:
        return 2
    return 1 if names_body(name, plan.issuer_key) or names_body(plan.issuer_key, name) else -1


@lru_cache(maxsize=4096)
def _cited_name(issuer: str) -> str:
    return name_key(issuer)
