"""The composed plans and pairs are read and compared as their gold says."""

from __future__ import annotations

from pathlib import Path

import pytest
from corpus import load_scorer

from planparse import compare, parse

CORPORA = Path(__file__).parent.parent / "corpora"
PLANS = sorted((CORPORA / "plans").glob("*/source.*"))


@pytest.fixture(scope="module")
def lines():
    return load_scorer().score_all()


# Lowest F1 of each line, a little below what is reached, so that a loss shows.
FLOORS = {
    "outline.find": 0.99, "outline.parent": 0.99, "outline.role": 0.99, "meta.field": 0.98,
    "targets.find": 0.98, "targets.value": 0.98, "targets.by": 0.98, "targets.indicator": 0.97,
    "deadlines.find": 0.97, "deadlines.time": 0.97, "contacts.find": 1.0, "contacts.number": 1.0,
    "contacts.service": 1.0, "bodies.name": 0.96, "bodies.role": 0.95, "references.find": 0.99,
    "references.date": 0.99, "references.relation": 0.99, "coverage.item": 0.98,
    "coverage.status": 0.95, "coverage.link": 0.95,
}  # fmt: skip


@pytest.mark.parametrize("name", FLOORS)
def test_composed_plans_reach_their_floors(lines, name: str) -> None:
    line = lines[name]
    assert line.right > 0
    assert line.scores()[2] >= FLOORS[name], line.errors


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.parent.name)
def test_a_plan_compared_with_itself_is_all_met_and_covered(path: Path) -> None:
    plan = parse(path)
    report = compare(plan, plan)
    assert report.items
    wanted = {"target": {"met"}, "task": {"covered"}}
    odd = [item for item in report.items if item.status not in wanted[item.kind]]
    assert not odd


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.parent.name)
def test_reading_twice_gives_the_same(path: Path) -> None:
    assert parse(path).model_dump_json() == parse(path).model_dump_json()
