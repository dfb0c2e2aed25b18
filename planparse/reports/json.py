"""Results as data: the models' own fields; in a coverage report each side with its place."""

import json
from typing import Any

from planparse.model import CoverageChain, CoverageMatrix, CoverageReport
from planparse.reports.view import Side, View


def render_coverage(report: CoverageReport, view: View) -> bytes:
    """Return the report as JSON; the fields are those of `CoverageReport`, and the places."""
    data: dict[str, Any] = report.model_dump(mode="json")
    places = {
        (role, side.id): side
        for line in (*view.lines, *view.local)
        for role, side in (("parent", line.parent), ("child", line.child))
        if side is not None
    }
    for item in data["items"]:
        for role in ("parent", "child"):
            if item[role] is not None:
                item[role] |= _place(places[role, item[role]["id"]])
    data["notices"] = list(view.notices)
    return _write(data)


def render_value(result: CoverageMatrix | CoverageChain) -> bytes:
    """Return a matrix or a chain as JSON."""
    return _write(result.model_dump(mode="json"))


def _write(data: dict[str, Any]) -> bytes:
    return json.dumps(data, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n"


def _place(side: Side) -> dict[str, Any]:
    return {"section": side.section or None, "page": side.page}
