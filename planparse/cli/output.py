"""Readable tables of a plan and of a coverage report; printed as text, never as markup."""

import os
import sys
from collections.abc import Iterable, Mapping, Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from planparse.cli.wording import Language, load_wording
from planparse.model import CoverageReport, PlanDocument, Record, Section, Target
from planparse.model.coverage import Status
from planparse.text.patterns import lazy_pattern

Words = Mapping[str, str]
STYLES = {
    "met": "green", "stronger": "green", "covered": "green", "ok": "green", "cited": "green",
    "weaker": "yellow", "changed": "yellow", "partial": "yellow", "warning": "yellow",
    "mismatch": "yellow",
    "missing": "red", "error": "red", "local": "cyan", "unknown": "dim",
}  # fmt: skip
"""The look of each status."""
_NOT_A_TERMINAL_WIDTH = 110
# Asterisks of Markdown; " *" at the end is our own mark.
_EMPHASIS = lazy_pattern(r"(?<!\s)\*{1,3}|\*{1,3}(?!$)")
# Columns whose values are never broken: an ISO date and a mark fit.
_UNBROKEN = {"from": 10, "to": 10, "date": 10, "by": 6}


def make_console() -> Console:
    """Return a console on standard output; plain text of fixed width when that is no terminal."""
    if sys.stdout.isatty():
        return Console(highlight=False)
    wanted = os.environ.get("COLUMNS", "")
    width = int(wanted) if wanted.isdecimal() and int(wanted) else _NOT_A_TERMINAL_WIDTH
    return Console(highlight=False, width=min(width, 1000), no_color=True)


def print_plan(console: Console, plan: PlanDocument, lang: Language) -> None:
    """Print a plan: what the paper says of itself, its outline and its records."""
    words = load_wording(lang)
    paths = _paths(plan.sections)
    console.print(_identity(plan, words))
    _print_outline(console, plan, words)
    targets = [_target_row(target, paths) for target in plan.targets]
    print_rows(
        console, words, "targets", {"indicator": 60, "value": 16, "by": 8, "section": 14}, targets
    )
    deadlines = [
        (d.quote, d.start, d.end, words.get(d.recurrence or "", ""), d.task) for d in plan.deadlines
    ]
    shares = {"quote": 28, "from": 10, "to": 10, "repeats": 10, "duty": 40}
    print_rows(console, words, "deadlines", shares, deadlines)
    contacts = [(c.quote, c.service) for c in plan.contacts]
    print_rows(console, words, "contacts", {"phone": 20, "service": 70}, contacts)
    bodies = _bodies(plan, paths, words)
    print_rows(console, words, "assignments", {"body": 56, "role": 22, "section": 20}, bodies)
    references = _references(plan, words)
    print_rows(
        console, words, "references", {"document": 56, "date": 12, "relation": 12}, references
    )
    findings = [(f.rule, f.message) for f in plan.findings]
    print_rows(console, words, "findings", {"rule": 24, "message": 70}, findings)
    if any(record.inferred or record.repaired_from for record in _records(plan)):
        console.print(Text(words["inferred_note"], style="dim"))


def _records(plan: PlanDocument) -> Iterable[Record]:
    yield from plan.targets
    yield from plan.deadlines


def _identity(plan: PlanDocument, words: Words) -> Table:
    metadata = plan.metadata
    table = Table(box=box.SIMPLE, show_header=False, pad_edge=False)
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    mark = dict.fromkeys(metadata.inferred, " *")
    signer = " - ".join(part for part in (metadata.signer_title, metadata.signer) if part)
    period = "-".join(part for part in (metadata.period_start, metadata.period_end) if part)
    if metadata.period_start == metadata.period_end:
        period = metadata.period_start or ""
    rows = (
        ("file", plan.source.name, ""),
        ("number", metadata.number, mark.get("number", "")),
        ("issuer", metadata.issuer, mark.get("issuer", "")),
        ("superior", metadata.superior, mark.get("superior", "")),
        ("issued", metadata.issued_on, mark.get("issued_on", "")),
        ("title", " ".join(filter(None, (metadata.doc_type, metadata.title))), ""),
        ("period", period, mark.get("period_start", "")),
        ("signer", signer, ""),
    )
    for key, value, suffix in rows:
        if value or key != "superior":
            table.add_row(words[key], Text((value or words["none"]) + suffix))
    return table


def _paths(sections: Sequence[Section]) -> dict[str, str]:
    """Return for each section its labels from the top: "II > 1 > Chỉ tiêu 2"."""
    paths: dict[str, str] = {}
    for section in sections:
        above = paths.get(section.parent_id or "", "")
        paths[section.id] = f"{above} > {section.label}" if above else section.label
    return paths


def _print_outline(console: Console, plan: PlanDocument, words: Words) -> None:
    console.print(Text(f"{words['outline']} ({len(plan.sections)})", style="bold"))
    for section in plan.sections:
        line = f"{'  ' * section.level}{section.marker} {section.title}"
        console.print(Text(line), no_wrap=True, overflow="ellipsis", crop=True)
    console.print()


def _target_row(target: Target, paths: Mapping[str, str]) -> tuple[str, ...]:
    repaired = " ~" if target.repaired_from else ""
    by = (target.by or "") + (" *" if "by" in target.inferred else "")
    return (target.indicator + repaired, _value(target), by, paths.get(target.section_id or "", ""))


_SIGNS = {"eq": "", "ge": "≥ ", "gt": "> ", "le": "≤ ", "lt": "< ", "range": "", "approx": "~ "}
_PER = {"quarter": "quý", "year": "năm", "month": "tháng", "week": "tuần"}


def _value(target: Target) -> str:
    number = _number(target.value)
    if target.value_max is not None:
        number += f" - {_number(target.value_max)}"
    space = "" if target.unit.startswith(("%", "/")) else " "
    per = f"/{_PER.get(target.per, target.per)}" if target.per else ""
    return f"{_SIGNS[target.comparator]}{number}{space}{target.unit}{per}"


def _number(value: float) -> str:
    """Return a number as Vietnamese readers write it: 1.500 and 1,5."""
    text = f"{value:,}" if value == int(value) else f"{value:,.4f}".rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,"))


def _bodies(
    plan: PlanDocument, paths: Mapping[str, str], words: Words
) -> list[tuple[str | None, ...]]:
    """Return a row for each body with all its roles and places."""
    roles: dict[str, list[str]] = {}
    places: dict[str, list[str]] = {}
    for assignment in plan.assignments:
        role, place = words[assignment.role], paths.get(assignment.section_id or "", "")
        if role not in roles.setdefault(assignment.body, []):
            roles[assignment.body].append(role)
        if place and place not in places.setdefault(assignment.body, []):
            places[assignment.body].append(place)
    return [
        (body, ", ".join(found), "; ".join(places.get(body, [])[:4]))
        for body, found in roles.items()
    ]


def _references(plan: PlanDocument, words: Words) -> list[tuple[str | None, ...]]:
    """Return a row for each cited document, however often it is cited."""
    rows: dict[str, tuple[str | None, ...]] = {}
    for reference in plan.references:
        number = reference.number or reference.quote
        name = number if number.startswith(reference.doc_type or "-") else ""
        name = name or " ".join(filter(None, (reference.doc_type, number)))
        rows.setdefault(name, (name, reference.date, words[reference.relation]))
    return list(rows.values())


def print_rows(
    console: Console,
    words: Words,
    name: str,
    columns: Mapping[str, int],
    rows: Sequence[Sequence[str | None]],
) -> None:
    """Print one kind of records in columns of the given shares; no findings print nothing."""
    if not rows and name == "findings":
        return
    console.print(Text(f"{words[name]} ({len(rows)})", style="bold"))
    if not rows:
        console.print(Text(f"  {words['none']}\n", style="dim"))
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for column, width in columns.items():
        if column in _UNBROKEN:
            table.add_column(words[column], no_wrap=True, min_width=_UNBROKEN[column])
        else:
            table.add_column(words[column], overflow="fold", ratio=width)
    for row in rows:
        table.add_row(*(Text(_one_line(cell)) for cell in row))
    table.expand = True
    console.print(table)
    console.print()


def _one_line(text: str | None) -> str:
    """Return text without the marks of Markdown; the mark of an inferred value stays."""
    return " ".join(_EMPHASIS.sub("", (text or "").replace("|", " ")).split())


def print_coverage(
    console: Console,
    report: CoverageReport,
    child: PlanDocument,
    parent: PlanDocument,
    lang: Language,
) -> None:
    """Print a coverage report: summary, the parent's items with both quotes, checks, extras."""
    words = load_wording(lang)
    console.print(Text(words["coverage"], style="bold"))
    console.print(_both(report, words))
    console.print(_summary(report, words))
    for kind, name in (("target", "targets"), ("task", "tasks")):
        items = [item for item in report.items if item.kind == kind and item.status != "local"]
        rows = [
            (
                item.status,
                item.parent.text if item.parent else "",
                item.child.text if item.child else "",
                item.explanation,
            )
            for item in items
        ]  # fmt: skip
        _print_judged(console, words, words[name], ("parent_says", "child_says", "why"), rows)
    checks = [
        (c.status, c.parent_quote or "", c.child_quote or "", c.explanation) for c in report.checks
    ]
    _print_judged(console, words, words["checks"], ("parent_says", "child_says", "why"), checks)
    extras = [item for item in report.items if item.status == "local" and item.child]
    local = [(words[item.kind], item.child.text if item.child else "") for item in extras]
    print_rows(console, words, "local_items", {"kind": 12, "child_says": 88}, local)


def _both(report: CoverageReport, words: Words) -> Table:
    table = Table(box=box.SIMPLE, show_header=False, pad_edge=False)
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    for key, side in (("child", report.child), ("parent_plan", report.parent)):
        text = " - ".join(filter(None, (side.number, side.title))) or side.name
        table.add_row(words[key], Text(_one_line(text)))
    status = report.citation.status
    table.add_row(
        words["citation"],
        Text(f"{words[status]}: {report.citation.explanation}", style=STYLES.get(status, "")),
    )
    return table


_SUMMARY_STATUSES: tuple[Status, ...] = (
    "met", "stronger", "weaker", "changed", "covered", "partial", "missing", "local",
)  # fmt: skip


def _summary(report: CoverageReport, words: Words) -> Table:
    """Return counts and shares, a status a row: it fits the narrowest terminal."""
    kinds = (report.summary.targets, report.summary.tasks)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, title=None)
    table.add_column(words["summary"])
    for key in ("targets", "tasks"):
        table.add_column(words[key], justify="right")
    for name in _SUMMARY_STATUSES:
        counts = (str(kind.counts.get(name, "-")) for kind in kinds)
        table.add_row(Text(words[name], style=STYLES[name]), *counts)
    table.add_section()
    table.add_row(words["total"], *(str(kind.total) for kind in kinds))
    table.add_row(words["met_share"], *(_share(kind.met_share, kind.total) for kind in kinds))
    addressed = (_share(kind.addressed_share, kind.total) for kind in kinds)
    table.add_row(words["addressed_share"], *addressed)
    return table


def _share(share: float | None, total: int) -> str:
    return "-" if share is None else f"{share:.0%} ({round(share * total)}/{total})"


def _print_judged(
    console: Console,
    words: Words,
    title: str,
    columns: Sequence[str],
    rows: Sequence[tuple[str, str, str, str]],
) -> None:
    console.print(Text(f"{title} ({len(rows)})", style="bold"))
    table = Table(
        box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, show_lines=True, expand=True
    )
    table.add_column(words["status"], no_wrap=True, min_width=13)
    for column in columns:
        table.add_column(words[column], overflow="fold", ratio=32)
    for status, *texts in rows:
        style = STYLES.get(status, "")
        table.add_row(Text(words[status], style=style), *(Text(_one_line(text)) for text in texts))
    console.print(table)
    console.print()
