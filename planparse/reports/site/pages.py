"""The pages of a site, kind by kind; each kind is a function that writes its pages."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import Any, TypeVar

from jinja2 import Environment, PackageLoader, StrictUndefined

from planparse.model.collection import PlanEntry
from planparse.reports.site.calendar import ics_pieces, title_of_day
from planparse.reports.site.folder import Folder, new_folder
from planparse.reports.site.view import (
    LABELS,
    SIGNS,
    Collection,
    by_severity,
    by_status,
    name_id,
    page_id,
    plan_name,
    printed_date,
    short_issuer,
)
from planparse.text.fold import skeleton

T = TypeVar("T")
ROWS = 400
"""Rows of a list on one page."""
COLUMNS = 40
"""Children of a matrix on one page."""


@dataclass(frozen=True)
class Site:
    """What every kind of page needs: the collection, its plans by hash, templates and folder."""

    collection: Collection
    folder: Folder
    environment: Environment

    @cached_property
    def plans(self) -> Mapping[str, PlanEntry]:
        """The plans by their hashes, in the order of their paths."""
        return {plan.sha256: plan for plan in self.collection.plans()}

    def write(self, name: str, template: str, **values: Any) -> None:
        """Write the page `name`; links of a page in a folder lead up first."""
        root = "../" * name.count("/")
        page = self.environment.get_template(template)
        self.folder.write(name, page.render(root=root, plans=self.plans, **values))

    def write_list(self, name: str, template: str, rows: Sequence[Any], **values: Any) -> None:
        """Write a list over as many pages as it needs: `name.html`, `name-2.html`, …"""
        parts = list(_chunks(rows, ROWS)) or [[]]
        stem = name.rpartition("/")[2]
        names = [f"{stem}{'' if n == 1 else f'-{n}'}.html" for n in range(1, len(parts) + 1)]
        where = name.rpartition("/")[0]
        for number, part in enumerate(parts):
            place = f"{where}/{names[number]}" if where else names[number]
            self.write(place, template, rows=part, pager=(number, names), **values)


def write_site(collection: Collection, output: Path) -> int:
    """Write the site of a collection and return its number of pages; raises SiteError.

    An earlier site in `output` is replaced when the new one is whole; any other folder is refused.
    """
    with new_folder(output) as folder:
        site = Site(collection, folder, _environment())
        _write_overview(site)
        _write_plans(site)
        _write_matrices(site)
        _write_bodies(site)
        _write_calendar(site)
        _write_findings(site)
        _write_search(site)
        return folder.pages


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("planparse.reports.site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        day=printed_date, pid=page_id, bid=name_id, called=plan_name, issuer=short_issuer,
        when=title_of_day,
    )  # fmt: skip
    environment.globals.update(labels=LABELS, signs=SIGNS)
    return environment


def _write_overview(site: Site) -> None:
    counts = [(*row, site.collection.explain(row[0])[0]) for row in site.collection.counts()]
    totals: dict[str, int] = defaultdict(int)
    for _, severity, number, _ in counts:
        totals[severity] += number
    broken = [f for f in site.collection.findings() if f.document not in site.plans]
    site.write(
        "index.html",
        "index.html",
        counts=counts,
        totals=totals,
        parents=list(site.collection.parents())[:20],
        broken=broken[:ROWS],
        broken_count=len(broken),
        folder=site.collection.folder(),
    )


def _write_plans(site: Site) -> None:
    site.write_list("plans", "plans.html", list(site.plans.values()))
    for plan in site.plans.values():
        pairs = [
            (pair, by_status(site.collection.coverage(plan.sha256, pair.parent)))
            for pair in site.collection.pairs(child=plan.sha256)
        ]
        links = list(site.collection.links(plan.sha256))
        site.write(
            f"plan/{page_id(plan.sha256)}.html",
            "plan.html",
            plan=plan,
            pairs=pairs,
            above=[link for link in links if link.child == plan.sha256],
            below=[link for link in links if link.parent == plan.sha256][:ROWS],
            below_count=sum(link.parent == plan.sha256 for link in links),
            findings=by_severity(site.collection.findings(document=plan.sha256)),
            deadlines=list(site.collection.deadlines(plan.sha256)),
        )


def _write_matrices(site: Site) -> None:
    parents = list(site.collection.parents())
    site.write_list("matrix", "matrices.html", parents)
    for parent, count in parents:
        items = site.collection.matrix_items(parent)
        children = list(site.collection.pairs(parent=parent))
        parts = list(_chunks(children, COLUMNS))
        names = [f"{page_id(parent)}-{number}.html" for number in range(1, len(parts) + 1)]
        site.write(
            f"matrix/{page_id(parent)}.html",
            "matrix.html",
            parent=site.plans[parent],
            items=items,
            count=count,
            parts=list(zip(names, parts, strict=True)),
        )
        for number, part in enumerate(parts):
            site.write(
                f"matrix/{names[number]}",
                "matrix_part.html",
                parent=site.plans[parent],
                items=items,
                columns=[(p, site.collection.statuses(p.child, parent)) for p in part],
                pager=(number, names),
            )


def _write_bodies(site: Site) -> None:
    index = []
    for body, duties in site.collection.bodies():
        index.append((body, len(duties), len({duty.document for duty in duties})))
        site.write_list(f"body/{name_id(body)}", "body.html", duties, body=body)
    index.sort(key=lambda row: (-row[2], row[0]))
    site.write_list("bodies", "bodies.html", index)


def _write_calendar(site: Site) -> None:
    months = []
    days = (duty for duty in site.collection.deadlines())
    for month, duties in groupby(days, key=lambda duty: _month(duty.end or "")):
        rows = list(duties)
        months.append((month, len(rows)))
        site.write_list(f"month/{month}", "month.html", rows, month=month)
    site.write("calendar.html", "calendar.html", months=months)
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    pieces = ics_pieces(site.collection.deadlines(), site.plans, stamp)
    site.folder.write_pieces("deadlines.ics", pieces)


def _month(end: str) -> str:
    """Return the month of a day; "12" for a day of every year.

    >>> _month("2025-12-05"), _month("12-05"), _month("2025")
    ('2025-12', '12', '2025')
    """
    return end.rpartition("-")[0] or end


def _write_findings(site: Site) -> None:
    rules = [(*row, site.collection.explain(row[0])[0]) for row in site.collection.counts()]
    site.write("findings.html", "findings.html", rules=rules)
    for rule in dict.fromkeys(row[0] for row in rules):
        title, text = site.collection.explain(rule)
        rows = list(site.collection.findings(rule=rule))
        site.write_list(
            f"finding/{rule}", "finding.html", rows, rule=rule, title=title, text=_blocks(text)
        )


def _blocks(text: str) -> list[tuple[str, str]]:
    """Return the paragraphs of a page of explanation with their tags."""
    blocks = [block.strip() for block in text.split("\n\n") if block.strip()]
    return [("h3", b[3:]) if b.startswith("## ") else ("p", b) for b in blocks]


def _write_search(site: Site) -> None:
    site.write("search.html", "search.html")
    site.folder.write_pieces("search-index.js", _search_pieces(site))


def _search_pieces(site: Site) -> Iterator[str]:
    """Yield the index: a row for each plan and body, with the words it is found by."""
    yield "window.PLANPARSE_INDEX = ["
    for plan in site.plans.values():
        name, issuer = plan_name(plan), plan.issuer or ""
        words = skeleton(" ".join((name, issuer, plan.path)))
        day = printed_date(plan.issued_on)
        row = [f"plan/{page_id(plan.sha256)}.html", name, f"{issuer} {day}".strip(), words]
        yield json.dumps(row, ensure_ascii=True) + ",\n"
    for body, duties in site.collection.bodies():
        row = [f"body/{name_id(body)}.html", body, f"{len(duties)} phần việc", skeleton(body)]
        yield json.dumps(row, ensure_ascii=True) + ",\n"
    yield "];\n"


def _chunks(rows: Iterable[T], size: int) -> Iterator[list[T]]:
    whole = list(rows)
    for start in range(0, len(whole), size):
        yield whole[start : start + size]
