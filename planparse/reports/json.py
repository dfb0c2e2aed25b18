"""A coverage report as data: the report itself, each side with its section and page."""

import json
from typing import Any

from planparse.model import CoverageReport
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
    return json.dumps(data, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n"


def _place(side: Side) -> dict[str, Any]:
    return {"section": side.section or None, "page": side.page}
