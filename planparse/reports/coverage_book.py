"""A coverage report as tables: narrow ones for pages, wide ones for sheets."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from planparse.model import PlanDocument
from planparse.reports.book import Book, Cell, Column, Table, Tagged
from planparse.reports.view import SIGNS, CheckLine, Line, Paper, Side, View, section_paths
from planparse.reports.wording import Language, Words, say_date

# A cell of a sheet holds at most 32,767 characters; a line of a document rarely reaches 2,000.
_LONGEST_CELL = 8000
_PREVIEW = ("title", "number", "issuer", "issued", "period", "file", "fingerprint")


def make_book(view: View, child: PlanDocument, parent: PlanDocument) -> Book:
    """Return the tables of a view; the documents give the sheets of the sources."""
    words = view.words
    lists = [(words["targets"], view.of_kind("target")), (words["tasks"], view.of_kind("task"))]
    summary = _summary(view)
    return Book(
        words=words,
        title=words["coverage"],
        facts=(
            *paper_facts(words["parent_plan"], view.parent, words),
            *paper_facts(words["child"], view.child, words),
        ),
        headline=view.headline,
        notices=view.notices,
        notes=tuple(filter(None, (words["method"], words["vietnamese_sentences"]))),
        narrow=(
            summary,
            *(_narrow_lines(f"{title} ({len(lines)})", lines, view) for title, lines in lists),
            _narrow_checks(view),
            _narrow_local(view),
        ),
        wide=(
            summary,
            *(_wide_lines(title, lines, view) for title, lines in lists),
            _wide_checks(view),
            _wide_lines(words["local"], view.local, view, both=False),
            _source(words["parent_plan"], parent, words),
            _source(words["child"], child, words),
        ),
        flat=_flat(view),
    )


def say_status(status: str, words: Words) -> Tagged:
    """Return a status as sign and word.

    >>> from planparse.reports.wording import load_wording
    >>> say_status("missing", load_wording(Language.VI)).words
    '× Thiếu'
    """
    return Tagged(f"{SIGNS[status]} {words[status]}", status)


def paper_facts(role: str, paper: Paper, words: Words) -> Iterator[tuple[str, Cell]]:
    """Yield what a document says of itself, under the name of its role."""
    yield role, ""
    for key, value in zip(_PREVIEW, _paper_values(paper), strict=True):
        if value:
            yield words[key], value


def _paper_values(paper: Paper) -> tuple[Cell, ...]:
    issued = date.fromisoformat(paper.issued) if paper.issued else None
    return (
        paper.title, paper.number, paper.issuer, issued, paper.period, paper.name, paper.sha256,
    )  # fmt: skip


def _summary(view: View) -> Table:
    words = view.words
    rows: list[tuple[Cell, ...]] = [
        (say_status(count.status, words), count.targets, count.tasks) for count in view.counts
    ]
    rows.append((words["total"], *view.totals))
    return Table(
        words["summary"],
        (Column(words["status"], 40), Column(words["targets"], 14), Column(words["tasks"], 14)),
        tuple(rows),
    )


def _narrow_lines(title: str, lines: Iterable[Line], view: View) -> Table:
    words = view.words
    lines = tuple(lines)
    return Table(
        title,
        (
            Column(words["ref"], 6),
            Column(words["status"], 12),
            Column(words["parent_says"], 29),
            Column(words["child_says"], 29),
            Column(words["why"], 29),
        ),
        tuple(
            (
                line.ref,
                say_status(line.status, words),
                say_side(line.parent, words),
                say_side(line.child, words) or words["no_answer"],
                _say_reason(line),
            )
            for line in lines
        ),
    )


def say_side(side: Side | None, words: Words) -> str:
    """Return the passage and its place: "… đạt 50% vào năm 2026 (III › 2 › a, tr. 3)"."""
    if side is None:
        return ""
    place = say_place(side, words)
    return f"{side.passage.text} ({place})" if place else side.passage.text


def say_place(side: Side, words: Words) -> str:
    """Return section and page, whichever there is."""
    page = f"{words['page_short']} {side.page}" if side.page else ""
    return ", ".join(filter(None, (side.section, page)))


def _say_reason(line: Line | CheckLine) -> str:
    return " ".join(filter(None, (line.reason, line.sentence)))


def _narrow_checks(view: View) -> Table:
    words = view.words
    columns = (
        Column(words["ref"], 7), Column(words["status"], 12), Column(words["parent_says"], 23),
        Column(words["child_says"], 23), Column(words["why"], 40),
    )  # fmt: skip
    rows = tuple(
        (
            check.ref,
            say_status(check.status, words),
            check.parent_quote,
            check.child_quote,
            f"{check.title}: {_say_reason(check)}" if view.lang is Language.VI
            else _say_reason(check),
        )
        for check in view.checks
    )  # fmt: skip
    return Table(f"{words['checks']} ({len(rows)})", columns, rows)


def _narrow_local(view: View) -> Table:
    words = view.words
    columns = (Column(words["ref"], 7), Column(words["kind"], 12), Column(words["child_says"], 86))
    rows = tuple((line.ref, words[line.kind], say_side(line.child, words)) for line in view.local)
    return Table(f"{words['local_items']} ({len(rows)})", columns, rows)


def _wide_lines(title: str, lines: Iterable[Line], view: View, *, both: bool = True) -> Table:
    words = view.words
    lines = tuple(lines)
    sides = ("parent_plan", "child") if both else ("child",)
    columns = [Column(words["ref"], 7), Column(words["kind"], 10), Column(words["status"], 14)]
    for side in sides:
        columns += _side_columns(words[side], words)
    columns += [Column(words["why"], 40), Column(words["sentence"], 40)]
    rows = [
        (
            line.ref,
            words[line.kind],
            Tagged(words[line.status], line.status),
            *(_side_cells(line.parent) if both else ()),
            *_side_cells(line.child),
            line.reason,
            line.sentence,
        )
        for line in lines
    ]
    return _without_sentences(Table(title, tuple(columns), tuple(rows)), view)


def _without_sentences(table: Table, view: View) -> Table:
    """Drop the last column, the Vietnamese sentence, where the reason is one already."""
    if view.lang is not Language.VI:
        return table
    rows = tuple(row[:-1] for row in table.rows)
    return replace(table, columns=table.columns[:-1], rows=rows)


def _side_columns(side: str, words: Words) -> list[Column]:
    widths = {"text": 48, "section": 14, "page": 8, "value": 10, "unit": 12, "by": 12}
    return [Column(f"{side}: {words[key].lower()}", width) for key, width in widths.items()]


def _side_cells(side: Side | None) -> tuple[Cell, ...]:
    if side is None:
        return (None,) * 6
    by: Cell = int(side.by) if side.by and len(side.by) == len("2028") else say_date(side.by)
    return side.passage.text, side.section, side.page, side.value, side.unit, by or None


def _wide_checks(view: View) -> Table:
    words = view.words
    columns = (
        Column(words["ref"], 7), Column(words["what"], 26), Column(words["status"], 14),
        Column(words["parent_says"], 36), Column(words["child_says"], 36), Column(words["why"], 56),
        Column(words["sentence"], 56),
    )  # fmt: skip
    rows = tuple(
        (
            check.ref, check.title, Tagged(words[check.status], check.status),
            check.parent_quote, check.child_quote, check.reason, check.sentence,
        )
        for check in view.checks
    )  # fmt: skip
    return _without_sentences(Table(words["checks"], columns, rows), view)


def _source(title: str, document: PlanDocument, words: Words) -> Table:
    """Return a document's text, a line a row, with the section that each line stands in."""
    columns = (Column(words["section"], 16), Column(words["text"], 120))
    starts = iter(sorted((s.heading.start, s.id) for s in document.sections))
    paths = section_paths(document.sections)
    rows: list[tuple[Cell, ...]] = []
    at, section, following = 0, "", next(starts, None)
    for line in document.text.splitlines(keepends=True):
        while following and following[0] < at + len(line):
            section, following = paths[following[1]], next(starts, None)
        words_of_line = line.strip()
        for first in range(0, len(words_of_line), _LONGEST_CELL):
            rows.append((section, words_of_line[first : first + _LONGEST_CELL]))
        at += len(line)
    return Table(title, columns, tuple(rows))


def _flat(view: View) -> Table:
    """Return every line of the report in one table: items, local items, checks."""
    words = view.words
    keys = ("ref", "kind", "status_code", "status")
    columns = [Column(words[key]) for key in keys]
    for side in ("parent_plan", "child"):
        columns += _side_columns(words[side], words)
    columns += [Column(words["why"]), Column(words["sentence"])]
    rows = [
        (
            line.ref, words[line.kind], line.status, words[line.status],
            *_side_cells(line.parent), *_side_cells(line.child), line.reason, line.sentence,
        )
        for line in (*view.lines, *view.local)
    ]  # fmt: skip
    for check in view.checks:
        quotes = (quote for q in (check.parent_quote, check.child_quote) for quote in (q, *_EMPTY))
        rows.append(
            (
                check.ref, f"{words['check']}: {check.title}", check.status, words[check.status],
                *quotes, check.reason, check.sentence,
            )
        )  # fmt: skip
    return _without_sentences(Table(words["coverage"], tuple(columns), tuple(rows)), view)


_EMPTY: tuple[Cell, ...] = (None,) * 5
