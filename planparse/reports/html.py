"""A coverage report as one HTML file that needs nothing else: no network, and no script to read it.

Templates escape whatever comes from a document; a policy in the page lets no script run but ours.
"""

from base64 import b64encode
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from importlib import resources
from itertools import groupby
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from planparse.model import PlanDocument
from planparse.reports.colours import COLOURS
from planparse.reports.family_books import MOST_COLUMNS, outcome_tag, say_citation
from planparse.reports.family_views import ChainLine, ChainView, MatrixView
from planparse.reports.marked import Mark, mark_document
from planparse.reports.pictures import draw_outline, draw_shares, draw_timeline
from planparse.reports.scenes import find_moments, outline_rows
from planparse.reports.view import LACKING, ORDER, SIGNS, Line, View
from planparse.reports.wording import say_date


def render_page(view: View, child: PlanDocument, parent: PlanDocument) -> bytes:
    """Return the report as a page."""
    rows = outline_rows(parent, view.lines, view.words)
    moments = find_moments(parent, child, view.words)
    return _render(
        "coverage.html",
        view=view,
        w=view.words,
        groups=[(status, list(lines)) for status, lines in groupby(view.lines, _status)],
        pictures={
            "shares": Markup(draw_shares(view.counts, view.totals, view.words)),
            "outline": Markup(draw_outline(rows, view.words)),
            "timeline": Markup(draw_timeline(moments, view.words)),
        },
        order={line.ref: n for n, line in enumerate(sorted(view.lines, key=_parents_order))},
        documents=(
            ("p", view.parent, list(mark_document(parent, _marks(view.lines, "p")))),
            ("c", view.child, list(mark_document(child, _marks((*view.lines, *view.local), "c")))),
        ),
    )


def render_matrix(view: MatrixView) -> bytes:
    """Return a matrix as a page: few children as columns, many as rows."""
    return _render(
        "matrix.html",
        view=view,
        w=view.words,
        few=len(view.children) <= MOST_COLUMNS,
        used={status for line in view.lines for status in line.counts},
        say_citation=say_citation,
    )


def render_chain(view: ChainView) -> bytes:
    """Return a chain as a page."""
    groups = [(outcome, list(lines)) for outcome, lines in groupby(view.lines, _outcome)]
    return _render(
        "chain.html",
        view=view,
        w=view.words,
        groups=groups,
        tag=outcome_tag,
        say_citation=say_citation,
    )


def _outcome(line: ChainLine) -> str:
    return line.outcome


def _status(line: Line) -> str:
    return line.status


def _parents_order(line: Line) -> tuple[int, str]:
    return (line.parent.span.start if line.parent else 0, line.ref)


def _marks(lines: Iterable[Line], side: str) -> Iterator[Mark]:
    """Yield the places of the items in one document; each leads to the other, else to the table."""
    for line in lines:
        here, there = (line.parent, line.child) if side == "p" else (line.child, line.parent)
        if here is not None:
            other = "c" if side == "p" else "p"
            href = f"#{other}-{line.ref}" if there else f"#i-{line.ref}"
            yield Mark(here.span.start, here.span.end, line.ref, line.status, href)


def _render(template: str, **values: Any) -> bytes:
    style, script = _colour_rules() + _asset("report.css"), _asset("report.js")
    text = (
        _templates()
        .get_template(template)
        .render(
            style=Markup(style),
            script=Markup(script),
            policy=f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
            "base-uri 'none'; form-action 'none'",
            **values,
        )
    )
    return text.encode("utf-8", "replace")


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=PackageLoader("planparse.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(SIGNS=SIGNS, LACKING=LACKING, ORDER=ORDER)
    environment.filters["day"] = say_date
    return environment


@cache
def _asset(name: str) -> str:
    return (resources.files(__package__) / "assets" / name).read_text("utf-8")


def _colour_rules() -> str:
    return "".join(
        f".s-{status} {{ --tone: {tone}; --tint: {tint}; }}\n"
        for status, (tone, tint) in COLOURS.items()
    )


def _hash(text: str) -> str:
    """Return the name by which a policy lets a piece of the page through."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
