"""A matrix and a chain as tables in the terminal."""

from rich.console import Console
from rich.table import Table
from rich.text import Text

from planparse.cli.output import STYLES, print_rows
from planparse.cli.wording import Language, load_wording
from planparse.model import CoverageChain, CoverageMatrix, PlanDocument
from planparse.reports.family_books import outcome_tag
from planparse.reports.family_views import make_chain_view, make_matrix_view
from planparse.reports.view import SIGNS

# The first letters of an item, where a line of a table has little room.
_SHORT = 90


def print_matrix(
    console: Console, matrix: CoverageMatrix, parent: PlanDocument, lang: Language
) -> None:
    """Print what each child lacks, and for each item how many children lack it."""
    view, words = make_matrix_view(matrix, parent, lang), load_wording(lang)
    console.print(Text(f"{words['matrix']}: {view.parent.number or view.parent.name}", "bold"))
    console.print(Text(f"{view.headline}.\n"))
    children = [
        (child.ref, child.number or child.name, child.title, f"{child.lacking}/{len(view.lines)}")
        for child in view.children
    ]
    shares = {"place_number": 4, "number": 18, "title": 56, "lacking_count": 10}
    print_rows(console, words, "children", shares, children)
    total = len(view.children)
    items = [
        (
            line.ref,
            _short(line.parent.reading),
            f"{line.lacking}/{total}",
            " ".join(f"{SIGNS[status]}{count}" for status, count in line.counts.items()),
        )
        for line in view.lines
    ]
    shares = {"ref": 6, "parent_says": 60, "lacking_count": 10, "by_status": 20}
    print_rows(console, words, "item_list", shares, items)
    signs = (f"{SIGNS[status]} {words[status]}" for status in STYLES if status in _used(matrix))
    console.print(Text("  ".join(signs), style="dim"))


def _used(matrix: CoverageMatrix) -> set[str]:
    return {status for column in matrix.columns for status in column.statuses}


def print_chain(
    console: Console, chain: CoverageChain, documents: list[PlanDocument], lang: Language
) -> None:
    """Print each item of the top level with its status at every level below."""
    view, words = make_chain_view(chain, documents, lang), load_wording(lang)
    console.print(Text(f"{words['chain']}: {' > '.join(view.names)}", "bold"))
    console.print(Text(f"{view.headline}.\n"))
    table = Table(box=None, pad_edge=False, expand=True)
    table.add_column(words["ref"], no_wrap=True)
    table.add_column(words["top_says"], ratio=40, overflow="fold")
    for name in view.names[1:]:
        table.add_column(name, ratio=14, overflow="fold")
    table.add_column(words["outcome_head"], ratio=26, overflow="fold")
    for line in view.lines:
        steps = (
            Text(f"{SIGNS[step.status]} {words[step.status]}", STYLES[step.status])
            if step.status
            else Text(words["fell_out"])
            for step in line.steps
        )
        where = Text(line.where, STYLES[outcome_tag(line)])
        table.add_row(line.ref, Text(_short(line.top.reading)), *steps, where)
    console.print(table)


def _short(text: str) -> str:
    return text if len(text) <= _SHORT else text[:_SHORT].rsplit(" ", 1)[0] + "…"
