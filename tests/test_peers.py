"""The table of peers is made from the gold by one script, with whatever peers are installed."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import pytest

CORPORA = Path(__file__).parent.parent / "corpora"
PEERS = CORPORA / "peers"
PLAN = CORPORA / "plans" / "union-09" / "source.txt"
# A peer's script, and the library that it tries ("re" is always there).
LIBRARIES = {
    "regex_script": "re",
    "dateparser_search": "dateparser",
    "phonenumbers_matcher": "phonenumbers",
    "underthesea_ner": "underthesea",
    "quantulum3_quantities": "quantulum3",
}


def run(script: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(PEERS / f"{script}.py"), *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False
    )


def is_installed(library: str) -> bool:
    return importlib.util.find_spec(library) is not None


@pytest.fixture(scope="module")
def table() -> subprocess.CompletedProcess[str]:
    return run("table", "--plan", "union-09")


def test_every_peer_has_a_library_here() -> None:
    scripts = {path.stem for path in PEERS.glob("*.py")} - {"answer", "table"}
    assert scripts == set(LIBRARIES)


def test_table_has_a_column_for_each_installed_peer(
    table: subprocess.CompletedProcess[str],
) -> None:
    assert table.returncode == 0, table.stderr
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in table.stdout.splitlines()
        if line.startswith("|")
    ]
    there = sum(map(is_installed, LIBRARIES.values()))
    assert {len(row) for row in rows} == {2 + there}
    cells = {row[0]: row[1:] for row in rows}
    assert cells["F1"][:2] == ["planparse", "regex script"]
    for name in ("targets.find", "outline.find", "meta.field"):
        own, script, *others = cells[name]
        assert float(own) >= float(script) > 0.3
        assert set(others) - {"–"} == {c for c in others if c != "–" and 0 <= float(c) <= 1}
    assert cells["time, planparse = 1"][0] == "1"
    assert [name for name in LIBRARIES.values() if not is_installed(name)] == [
        line.split("'")[1] for line in table.stderr.splitlines() if "left out" in line
    ]


def test_one_plan_does_not_rewrite_the_figures(table: subprocess.CompletedProcess[str]) -> None:
    assert "Plans that" in table.stdout
    assert table.stdout.strip() not in (CORPORA / "FIGURES.md").read_text("utf-8")


@pytest.mark.parametrize("script", LIBRARIES)
def test_peer_answers_in_the_form_of_planparse(script: str) -> None:
    if not is_installed(LIBRARIES[script]):
        pytest.skip(f"{LIBRARIES[script]} is not installed")
    done = run(script, PLAN)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    text = PLAN.read_text("utf-8")
    assert found["text"] == text
    kinds = ("targets", "deadlines", "contacts", "assignments", "references")
    records = [record for kind in kinds for record in found[kind]]
    assert records
    assert all(text[r["span"]["start"] : r["span"]["end"]] == r["quote"] for r in records)
