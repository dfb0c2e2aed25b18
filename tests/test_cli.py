"""The command line as a user meets it: real processes, real files."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from planparse import PlanDocument

PLANS = Path(__file__).parent.parent / "corpora" / "plans"
CHILD = PLANS / "district-58" / "source.txt"
PARENT = PLANS / "city-215" / "source.txt"


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "planparse", *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False
    )


def test_parse_prints_vietnamese_tables() -> None:
    done = run("parse", CHILD)
    assert done.returncode == 0, done.stderr
    for word in ("Chỉ tiêu", "Thời hạn", "Cơ quan, trách nhiệm", "58/KH-UBND"):
        assert word in done.stdout
    assert done.stderr == ""
    assert max(map(len, done.stdout.splitlines())) <= 110


def test_parse_speaks_english_when_asked() -> None:
    assert "Deadlines" in run("parse", CHILD, "--lang", "en").stdout


def test_parse_gives_the_contract_as_json() -> None:
    done = run("parse", CHILD, "--format", "json")
    data = json.loads(done.stdout)
    assert data["schema_version"] == "1.0"
    for kind in ("targets", "deadlines", "contacts", "assignments", "references"):
        for record in data[kind]:
            span = record["span"]
            assert data["text"][span["start"] : span["end"]] == record["quote"]
    assert PlanDocument.model_validate(data)


def test_many_files_give_json_lines() -> None:
    done = run("parse", CHILD, PARENT, "--format", "json")
    names = [json.loads(line)["metadata"]["number"] for line in done.stdout.splitlines()]
    assert names == ["58/KH-UBND", "215/KH-UBND"]


def test_unreadable_file_is_one_line_and_exit_2(tmp_path) -> None:
    done = run("parse", tmp_path / "none.txt", CHILD, "--format", "json")
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert "không tìm thấy" in done.stderr
    assert json.loads(done.stdout)["metadata"]["number"] == "58/KH-UBND"


def test_coverage_prints_both_quotes_and_counts() -> None:
    done = run("coverage", CHILD, "--parent", PARENT)
    assert done.returncode == 0, done.stderr
    for word in ("Kế hoạch cấp trên", "Tổng hợp", "Cấp trên nêu", "Cấp dưới nêu", "Thiếu"):
        assert word in done.stdout


def test_coverage_strict_exits_1_when_something_is_lacking() -> None:
    assert run("coverage", CHILD, "--parent", PARENT, "--strict").returncode == 1
    assert run("coverage", PARENT, "--parent", PARENT, "--strict").returncode == 0


def test_coverage_gives_json() -> None:
    data = json.loads(run("coverage", CHILD, "--parent", PARENT, "--format", "json").stdout)
    assert data["citation"]["status"] == "cited"
    statuses = {item["status"] for item in data["items"]}
    assert {"met", "weaker", "missing", "local"} <= statuses


@pytest.mark.parametrize(
    "arguments", [("parse",), ("coverage", CHILD), ("nonsense",), ("parse", CHILD, "--format", "x")]
)
def test_bad_use_exits_2_without_traceback(arguments) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_version_is_printed() -> None:
    assert run("--version").stdout.startswith("planparse 0.")


def test_markup_in_a_document_is_printed_as_text(tmp_path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text(
        "KẾ HOẠCH\n[red]Trồng cây[/red] năm 2024\n\nI. MỤC TIÊU\n- Trồng 10 cây [bold]\n", "utf-8"
    )
    done = run("parse", path)
    assert done.returncode == 0, done.stderr
    assert "[red]Trồng cây[/red]" in done.stdout
