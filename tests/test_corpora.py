"""The composed plans and pairs are read and compared as their gold says."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import noise
import pytest
from corpus import load_scorer, load_script

from planparse import compare, parse, parse_text

CORPORA = Path(__file__).parent.parent / "corpora"
PLANS = sorted((CORPORA / "plans").glob("*/source.*"))


# Plans that the first rules were written with.
FIRST = frozenset(("city-215", "commune-17", "district-58", "union-09"))
# Lowest F1 of each line, a little below what is reached, so that a loss shows.
FLOORS = {
    "first": {
        "outline.find": 0.99, "outline.parent": 0.99, "outline.role": 0.99, "meta.field": 0.98,
        "targets.find": 0.98, "targets.value": 0.98, "targets.by": 0.98, "targets.indicator": 0.97,
        "deadlines.find": 0.97, "deadlines.time": 0.97, "contacts.find": 1.0,
        "contacts.number": 1.0, "contacts.service": 1.0, "bodies.name": 0.96, "bodies.role": 0.95,
        "references.find": 0.99, "references.date": 0.99, "references.relation": 0.99,
        "coverage.item": 0.98, "coverage.status": 0.95, "coverage.link": 0.95,
    },
    # All plans that are read while rules are written.
    "dev": {
        "outline.find": 0.99, "outline.parent": 0.99, "outline.role": 0.98, "meta.field": 0.98,
        "targets.find": 0.98, "targets.value": 0.97, "targets.by": 0.97, "targets.indicator": 0.93,
        "deadlines.find": 0.97, "deadlines.time": 0.97, "contacts.find": 0.97,
        "contacts.number": 0.97, "contacts.service": 0.94, "bodies.name": 0.95,
        "bodies.role": 0.95, "references.find": 0.98, "references.date": 0.98,
        "references.relation": 0.98, "coverage.item": 0.98, "coverage.status": 0.86,
        "coverage.link": 0.91,
    },
    # Plans by other hands, which no rule was written with.
    "test": {
        "outline.find": 0.99, "outline.parent": 0.99, "outline.role": 0.98, "meta.field": 0.98,
        "targets.find": 0.96, "targets.value": 0.96, "targets.by": 0.94, "targets.indicator": 0.86,
        "deadlines.find": 0.97, "deadlines.time": 0.97, "contacts.find": 0.99,
        "contacts.number": 0.99, "contacts.service": 0.80, "bodies.name": 0.92,
        "bodies.role": 0.91, "references.find": 0.99, "references.date": 0.99,
        "references.relation": 0.97, "coverage.item": 0.97, "coverage.status": 0.79,
        "coverage.link": 0.89,
    },
}  # fmt: skip


@cache
def lines(group: str):
    scorer = load_scorer()
    if group == "first":
        return scorer.score_all(only=FIRST)
    return scorer.score_all(half=group)


@pytest.mark.parametrize(
    ("group", "name"), [(group, name) for group, floors in FLOORS.items() for name in floors]
)
def test_composed_plans_reach_their_floors(group: str, name: str) -> None:
    line = lines(group)[name]
    assert line.right > 0
    assert line.scores()[2] >= FLOORS[group][name], line.errors


# 2% of the accented letters read with another tone cost no line more than this.
MOST_LOST_TO_NOISE = 0.04


def test_misread_letters_cost_little() -> None:
    scorer = load_scorer()
    clean: dict[str, Any] = {}
    noisy: dict[str, Any] = {}
    for _, gold in scorer.load_golds("plans/*/gold.json"):
        plan = parse(CORPORA / gold["doc"])
        misread = json.loads(parse_text(noise.misread(plan.text)).model_dump_json())
        # Letters keep their places, so gold finds its places in the clean text.
        misread["text"] = plan.text
        for total, result in ((clean, json.loads(plan.model_dump_json())), (noisy, misread)):
            for name, line in scorer.score_plan(gold, result).items():
                total.setdefault(name, scorer.Tally()).add(line)
    lost = {name: line.scores()[2] - noisy[name].scores()[2] for name, line in clean.items()}
    assert {name: loss for name, loss in lost.items() if loss > MOST_LOST_TO_NOISE} == {}


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


def test_another_systems_answers_are_scored_like_ours(tmp_path: Path) -> None:
    scorer = load_scorer()
    for name, gold in scorer.load_golds("plans/*/gold.json"):
        if name in FIRST:
            (tmp_path / f"{name}.json").write_text(parse(CORPORA / gold["doc"]).model_dump_json())
    for name, gold in scorer.load_golds("pairs/*.json"):
        child, parent = (parse(CORPORA / gold[side]) for side in ("child", "parent"))
        (tmp_path / f"{name}.json").write_text(compare(child, parent).model_dump_json())
    theirs = scorer.score_all(tmp_path, only=FIRST)
    assert {name: line.scores() for name, line in theirs.items()} == {
        name: line.scores() for name, line in lines("first").items()
    }


def test_an_annotator_agrees_with_himself() -> None:
    scorer, agreement = load_scorer(), load_script("agreement")
    for _, gold in scorer.load_golds("plans/*/gold.json"):
        text = (CORPORA / gold["doc"]).read_bytes().decode()
        found = scorer.score_plan(gold, agreement.as_answer(gold, text))
        assert not [error for line in found.values() for error in line.errors]


def test_two_annotators_agree() -> None:
    plans, found = load_script("agreement").agreement()
    assert plans >= 3
    assert {name for name, line in found.items() if line.scores()[2] < 0.95} <= {
        "references.relation"
    }
