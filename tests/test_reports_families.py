"""Many children of one parent, plans of several levels, and the commands that compare them."""

from __future__ import annotations

import csv
import gc
import io
import json
import subprocess
import sys
import tracemalloc
import weakref
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from report_fixtures import CHILD, PARENT, compared, large_matrix

from planparse import (
    CoverageChain,
    CoverageMatrix,
    PlanDocument,
    compare,
    compare_chain,
    compare_matrix,
    parse,
    parse_text,
    write_report,
)
from planparse.reports import FORMATS
from planparse.reports.family_views import make_chain_view, make_matrix_view
from planparse.reports.wording import Language

HEAD = "ỦY BAN NHÂN DÂN\n{issuer}\nSố: {number}/KH-UBND\n\nKẾ HOẠCH\nTrồng cây năm 2024\n\n"
ROOT = Path(__file__).parent.parent


def plan(issuer: str, number: int, *targets: str) -> PlanDocument:
    lines = "".join(f"- {target}.\n" for target in targets)
    head = HEAD.format(issuer=issuer, number=number)
    return parse_text(f"{head}I. MỤC TIÊU\n{lines}", name=f"{number}.txt")


PROVINCE = plan(
    "TỈNH A", 1,
    "Trồng 1.000 cây bóng mát", "80% hộ gia đình có nhà tiêu hợp vệ sinh",
    "100% học sinh được tiêm vắc xin sởi", "Sửa chữa 50 km kênh mương nội đồng",
)  # fmt: skip
DISTRICT = plan(
    "HUYỆN B", 2,
    "Trồng 1.000 cây bóng mát", "75% hộ gia đình có nhà tiêu hợp vệ sinh",
    "100% học sinh được tiêm vắc xin sởi",
)  # fmt: skip
COMMUNE = plan(
    "XÃ C", 3,
    "Trồng 1.000 cây bóng mát", "75% hộ gia đình có nhà tiêu hợp vệ sinh",
)  # fmt: skip


def test_a_chain_says_where_an_item_is_lost_or_weakened() -> None:
    chain = compare_chain([PROVINCE, DISTRICT, COMMUNE])
    found = [(item.outcome, item.at) for item in chain.items]
    assert found == [("kept", None), ("weakened", 1), ("lost", 2), ("lost", 1)]
    statuses = [[step.status for step in item.steps] for item in chain.items]
    assert statuses == [["met", "met"], ["weaker", "met"], ["met", "missing"], ["missing"]]
    assert [item.direct for item in chain.items] == ["met", "weaker", "missing", "missing"]
    assert [document.number for document in chain.documents] == [
        "1/KH-UBND", "2/KH-UBND", "3/KH-UBND",
    ]  # fmt: skip
    assert CoverageChain.model_validate_json(chain.model_dump_json()) == chain


def test_a_chain_of_two_levels_is_a_comparison() -> None:
    report, (child, parent) = compared()
    chain = compare_chain([parent, child])
    wanted = [item.status for item in report.items if item.parent]
    assert [item.direct for item in chain.items] == wanted
    assert [item.steps[-1].status for item in chain.items] == wanted


def test_an_item_that_leaves_the_targets_and_tasks_is_not_followed() -> None:
    chain = compare_chain([compared()[1][1], compared()[1][0], compared()[1][0]])
    assert {item.outcome for item in chain.items} <= {"kept", "weakened", "lost", "unfollowed"}
    for item in chain.items:
        assert item.outcome != "unfollowed" or len(item.steps) == 1


def test_a_chain_has_at_least_two_levels() -> None:
    with pytest.raises(ValueError, match="two plans"):
        compare_chain([PROVINCE])


def test_a_matrix_says_what_each_comparison_says() -> None:
    children = [DISTRICT, COMMUNE, PROVINCE]
    matrix = compare_matrix(children, PROVINCE)
    assert len(matrix.items) == 4
    for child, column in zip(children, matrix.columns, strict=True):
        report = compare(child, PROVINCE)
        assert column.statuses == tuple(item.status for item in report.items if item.parent)
        assert column.child == report.child
    assert CoverageMatrix.model_validate_json(matrix.model_dump_json()) == matrix


def test_the_children_of_a_matrix_are_let_go_one_by_one() -> None:
    alive: list[weakref.ref[PlanDocument]] = []

    def children() -> Iterator[PlanDocument]:
        for number in range(30):
            child = plan("XÃ C", number, "Trồng 1.000 cây bóng mát")
            alive.append(weakref.ref(child))
            yield child
            del child
            gc.collect()
            assert sum(ref() is not None for ref in alive) <= 2

    matrix = compare_matrix(children(), PROVINCE)
    assert len(matrix.columns) == 30


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_matrix_of_three_thousand_children_takes_bounded_memory(tmp_path, suffix: str) -> None:
    matrix, parent = large_matrix(), compared()[1][1]
    tracemalloc.start()
    write_report(matrix, (parent,), tmp_path / f"matrix{suffix}")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 160_000_000
    assert (tmp_path / f"matrix{suffix}").stat().st_size < 12_000_000


def test_views_put_the_worst_first() -> None:
    matrix = make_matrix_view(compare_matrix([DISTRICT, COMMUNE], PROVINCE), PROVINCE, Language.VI)
    assert [line.lacking for line in matrix.lines] == [2, 2, 1, 0]
    assert [child.number for child in matrix.children] == ["3/KH-UBND", "2/KH-UBND"]
    assert matrix.headline.startswith("1 trong 4 ")
    for child in matrix.children:
        assert sum(status not in ("met", "stronger") for status in child.statuses) == child.lacking
    plans = [PROVINCE, DISTRICT, COMMUNE]
    chain = make_chain_view(compare_chain(plans), plans, Language.VI)
    assert [line.outcome for line in chain.lines] == ["lost", "lost", "weakened", "kept"]
    assert chain.headline.startswith("2 trong 4 ")


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_matrix_and_chain_are_written_in_every_format(tmp_path, suffix: str, lang: str) -> None:
    plans = [PROVINCE, DISTRICT, COMMUNE]
    for name, result, documents in (
        ("matrix", compare_matrix(plans[1:], PROVINCE), [PROVINCE]),
        ("chain", compare_chain(plans), plans),
    ):
        path = tmp_path / f"{name}{suffix}"
        write_report(result, documents, path, lang=lang)
        assert path.stat().st_size > 150


def test_matrix_as_csv_counts_like_the_matrix(tmp_path) -> None:
    matrix = compare_matrix([DISTRICT, COMMUNE], PROVINCE)
    write_report(matrix, [PROVINCE], tmp_path / "matrix.csv")
    rows = csv.DictReader(io.StringIO((tmp_path / "matrix.csv").read_text("utf-8-sig")))
    found = Counter(cell for row in rows for key, cell in row.items() if key.startswith("CT"))
    assert found == {"Đạt": 3, "Thấp hơn": 2, "Thiếu": 3}


# --- the commands


def run(*arguments: object, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "planparse", *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False, cwd=cwd
    )


@pytest.fixture
def files(tmp_path) -> list[Path]:
    paths = []
    for number, document in enumerate((PROVINCE, DISTRICT, COMMUNE)):
        path = tmp_path / f"{number}.txt"
        path.write_text(document.text, "utf-8")
        paths.append(path)
    return paths


def test_coverage_writes_a_report(tmp_path) -> None:
    path = tmp_path / "report.html"
    done = run("coverage", CHILD, "--parent", PARENT, "-o", path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert path.read_text("utf-8").startswith("<!doctype html>")
    again = run("coverage", CHILD, "--parent", PARENT, "-o", path)
    assert again.returncode == 2
    assert "--force" in again.stderr
    assert run("coverage", CHILD, "--parent", PARENT, "-o", path, "--force").returncode == 0


def test_a_report_never_overwrites_its_input(files) -> None:
    markdown = files[1].rename(files[1].with_suffix(".md"))
    done = run("coverage", markdown, "--parent", files[0], "-o", markdown, "--force")
    assert done.returncode == 2
    assert "tệp đầu vào" in done.stderr
    assert markdown.read_text("utf-8") == DISTRICT.text


@pytest.mark.parametrize("name", ["none/report.html", "report.pdf"])
def test_a_bad_output_is_said_before_the_work(tmp_path, name: str) -> None:
    done = run("coverage", tmp_path / "none.txt", "--parent", PARENT, "-o", tmp_path / name)
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert "Traceback" not in done.stderr


def test_coverage_of_many_children_prints_a_matrix(files, tmp_path) -> None:
    parent, *children = files
    done = run("coverage", *children, "--parent", parent)
    assert done.returncode == 0, done.stderr
    assert "1 trong 4 nội dung" in done.stdout
    assert "Trồng cây bóng mát" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 110
    data = json.loads(run("coverage", *children, "--parent", parent, "--format", "json").stdout)
    assert [column["child"]["number"] for column in data["columns"]] == ["2/KH-UBND", "3/KH-UBND"]
    assert run("coverage", *children, "--parent", parent, "--strict").returncode == 1


def test_an_unreadable_child_is_left_out_and_said(files, tmp_path) -> None:
    parent, *children = files
    done = run("coverage", *children, tmp_path / "no.txt", "-p", parent, "-o", tmp_path / "m.csv")
    assert done.returncode == 2
    why, left_out = done.stderr.strip().splitlines()
    assert "không tìm thấy tệp" in why
    assert "không có trong bảng: no.txt" in left_out
    assert len((tmp_path / "m.csv").read_text("utf-8-sig").splitlines()) == 3


def test_chain_prints_where_items_are_lost(files, tmp_path) -> None:
    done = run("chain", *files)
    assert done.returncode == 0, done.stderr
    assert "mất ở 3/KH-UBND" in done.stdout
    assert "yếu đi từ 2/KH-UBND" in done.stdout
    data = json.loads(run("chain", *files, "--format", "json").stdout)
    assert [item["outcome"] for item in data["items"]] == ["kept", "weakened", "lost", "lost"]
    assert run("chain", *files, "--strict", "-o", tmp_path / "c.docx").returncode == 1
    assert (tmp_path / "c.docx").exists()
    assert run("chain", files[0]).returncode == 2
    assert parse(files[0]).targets == PROVINCE.targets
