"""The form of a file changes nothing: each composed plan in every form gives the same records."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from corpus import CORPORA, load_scorer
from format_fixtures import FORMS, write_form

from planparse import parse

SCORER = load_scorer()
GOLDS = {
    name: gold
    for name, gold in SCORER.load_golds("plans/*/gold.json")
    if gold["doc"].endswith(".txt")
}
MOST_LOST = 0.01
needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")


def table(paths: dict[str, Path]) -> dict[str, Any]:
    totals: dict[str, Any] = {}
    for name, path in paths.items():
        result = json.loads(parse(path).model_dump_json())
        for line, tally in SCORER.score_plan(GOLDS[name], result).items():
            totals.setdefault(line, SCORER.Tally()).add(tally)
    return totals


@pytest.fixture(scope="module")
def of_texts() -> dict[str, Any]:
    return table({name: CORPORA / gold["doc"] for name, gold in GOLDS.items()})


@pytest.mark.parametrize(
    "form", [pytest.param(form, marks=needs_office if FORMS[form][2] else ()) for form in FORMS]
)
def test_records_do_not_depend_on_the_form(
    form: str, of_texts: dict[str, Any], tmp_path: Path
) -> None:
    texts = {name: (CORPORA / gold["doc"]).read_text("utf-8") for name, gold in GOLDS.items()}
    found = table(write_form(form, texts, tmp_path))
    lost = {
        line: [error for error in tally.errors if error not in of_texts[line].errors]
        for line, tally in found.items()
        if tally.scores()[2] < of_texts[line].scores()[2] - MOST_LOST
    }
    assert not lost
