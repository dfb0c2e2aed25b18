"""Families, findings, exports and pages of rules, over small collections and real processes."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from auditing_fixtures import make_collection, short_plan
from test_auditing_runner import cli, run_audit

from planparse.auditing import Store
from planparse.auditing.exports import EXPORTS
from planparse.auditing.reading import Reading

HOSTILE = '=HYPERLINK("http://x.vn";"đây")<script>alert(1)</script>'
PARENT = short_plan(name="TRUNG TÂM", number="7", day="01", month="8")


def basis(number: str, day: str, issuer: str) -> str:
    return f"Thực hiện Kế hoạch số {number} ngày {day} của {issuer} về trồng cây xanh năm 2025;"


def audited(tmp_path: Path, **texts: str) -> Path:
    folder = tmp_path / "plans"
    folder.mkdir()
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    path = tmp_path / "a.sqlite"
    run_audit(folder, path)
    return path


def links_in(path: Path) -> set[tuple[str, str, str | None]]:
    query = (
        "SELECT c.path, l.kind, p.path FROM links l JOIN present c ON c.sha256 = l.child"
        " LEFT JOIN present p ON p.sha256 = l.parent"
    )
    with Store(path) as store:
        return {
            (child.removesuffix(".txt"), kind, parent.removesuffix(".txt") if parent else None)
            for child, kind, parent in store.rows(query)
        }


def rules_in(path: Path) -> set[tuple[str, str]]:
    with Store(path) as store:
        return {(f.path.removesuffix(".txt"), f.rule) for f in Reading(store).findings()}


def test_a_symbol_is_resolved_by_date_and_issuer(tmp_path: Path) -> None:
    mine = basis("7/KH-UBND", "01/8/2025", "UBND xã Trung Tâm")
    path = audited(
        tmp_path,
        right=PARENT,
        other_issuer=short_plan(name="ĐÔNG HẢI", number="7", day="01", month="8"),
        other_day=short_plan(name="TRUNG TÂM", number="7", day="02", month="3").replace(
            "Trồng cây xanh", "Phòng cháy"
        ),
        child=short_plan(basis=mine),
    )
    assert ("child", "implements", "right") in links_in(path)
    assert len([link for link in links_in(path) if link[0] == "child"]) == 1


def test_a_child_may_bear_the_number_of_its_parent(tmp_path: Path) -> None:
    mine = basis("7/KH-UBND", "01/8/2025", "UBND xã Trung Tâm")
    path = audited(tmp_path, parent=PARENT, child=short_plan(number="7", basis=mine))
    assert ("child", "implements", "parent") in links_in(path)


def test_absent_and_ambiguous_parents_are_said(tmp_path: Path) -> None:
    path = audited(
        tmp_path,
        one=PARENT,
        two=short_plan(name="ĐÔNG HẢI", number="7", day="01", month="8"),
        orphan=short_plan(basis=basis("99/KH-UBND", "03/3/2025", "UBND xã Trung Tâm")),
        unclear=short_plan(name="CỎ MAY", basis=basis("7/KH-UBND", "01/8/2025", "UBND xã")),
    )
    assert ("orphan", "parent-not-in-collection") in rules_in(path)
    assert ("unclear", "parent-ambiguous") in rules_in(path)
    assert ("orphan", "implements", None) in links_in(path)


def test_drafts_versions_copies_and_reused_numbers(tmp_path: Path) -> None:
    long = "\n\n".join(
        f"{n}. Các thôn vận động nhân dân trồng cây {word} dọc theo đường làng và chăm sóc cây lớn."
        for n, word in enumerate(("bàng", "phượng", "xoan", "sấu", "nhãn", "vải", "mít"), 2)
    )
    full = PARENT.replace("III. TỔ", f"{long}\n\nIII. TỔ")
    path = audited(
        tmp_path,
        signed=full,
        draft=full.replace("Số: 7/", "Số:    /").replace("ngày 01", "ngày 30").replace(
            "tháng 8 năm 2025\n", "tháng 7 năm 2025\n"),
        neighbour=full.replace("TRUNG TÂM", "ĐÔNG HẢI").replace("Số: 7/", "Số: 31/").replace(
            "ngày 01", "ngày 09"),
        reused=short_plan(name="TRUNG TÂM", number="7", day="15", month="9").replace(
            "Trồng cây xanh", "Phòng cháy rừng"),
        twin=full,
    )  # fmt: skip
    links, rules = links_in(path), rules_in(path)
    assert ("draft", "version_of", "signed") in links
    assert ("neighbour", "copy_of", "draft") in links or ("neighbour", "copy_of", "signed") in links
    assert {rule for name, rule in rules if name == "reused"} >= {"number-reused"} or (
        "signed", "number-reused") in rules  # fmt: skip
    assert ("twin", "identical-files") in rules
    assert ("draft", "version-older") in rules


def test_replaced_and_outdated_parents_are_said(tmp_path: Path) -> None:
    newer = short_plan(
        name="TRUNG TÂM",
        number="20",
        day="15",
        month="8",
        basis="Căn cứ tình hình thực tế; kế hoạch này thay thế Kế hoạch số 7/KH-UBND ngày "
        "01/8/2025 của UBND xã Trung Tâm.",
    ).replace("Trồng cây xanh", "Trồng rừng")
    child = short_plan(basis=basis("7/KH-UBND", "01/8/2025", "UBND xã Trung Tâm"))
    path = audited(tmp_path, old=PARENT, newer=newer, child=child)
    assert ("child", "parent-replaced") in rules_in(path)
    assert ("newer", "parent-replaced") not in rules_in(path)


def test_plan_in_a_file_of_its_own_is_tied_to_its_decision(tmp_path: Path) -> None:
    note = (
        "Trồng cây xanh năm 2025\n(Ban hành kèm theo Quyết định số 100/QĐ-UBND ngày 05 tháng 9 "
        "năm 2025 của Ủy ban nhân dân xã Trung Tâm)\n"
    )
    plan = short_plan(name="TRUNG TÂM").replace("Số: 12/KH-UBND\n", "")
    decision = short_plan(name="TRUNG TÂM", number="100").replace("100/KH", "100/QĐ")
    path = audited(
        tmp_path,
        decision=decision.replace("KẾ HOẠCH\nTrồng", "QUYẾT ĐỊNH\nBan hành Kế hoạch trồng"),
        plan=plan.replace("Trồng cây xanh năm 2025\n", note),
        other=short_plan(name="ĐÔNG HẢI", number="100").replace("100/KH", "100/QĐ"),
    )
    assert ("plan", "annex_of", "decision") in links_in(path)
    assert ("plan", "form-number-missing") not in rules_in(path)


def test_links_that_go_round_are_no_trouble(tmp_path: Path) -> None:
    path = audited(
        tmp_path,
        one=short_plan(
            name="MỘT", number="1", basis=basis("2/KH-UBND", "05/9/2025", "UBND xã Hai")
        ),
        two=short_plan(
            name="HAI", number="2", basis=basis("1/KH-UBND", "05/9/2025", "UBND xã Một")
        ),
    )
    assert {("one", "implements", "two"), ("two", "implements", "one")} <= links_in(path)


def test_planted_families_and_statuses_are_found_again(tmp_path: Path) -> None:
    truth = make_collection(tmp_path / "c", 60, children=18)
    path = tmp_path / "a.sqlite"
    run_audit(tmp_path / "c" / "plans", path)
    with Store(path) as store:
        names = dict(store.rows("SELECT path, sha256 FROM files").fetchall())
        found = set(
            store.rows("SELECT child, parent FROM links WHERE kind = 'implements' AND parent <> ''")
        )
        items = {
            (row[0], row[1], row[2]): row[3]
            for row in store.rows("SELECT child, parent, parent_start, status FROM coverage"
                                  " WHERE kind = 'target' AND parent_start IS NOT NULL")
        }  # fmt: skip
    planted = {(names[t["child"]], names[t["parent"]]) for t in truth if t["kind"] == "link"}
    assert len(planted & found) >= 0.99 * len(planted)
    assert len(planted & found) >= 0.99 * len(found)
    wanted = [t for t in truth if t["kind"] == "coverage"]
    right = sum(
        items.get((names[t["child"]], names[t["parent"]], t["start"])) == t["status"]
        for t in wanted
    )
    assert right >= 0.95 * len(wanted)


@pytest.fixture(scope="module")
def store_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the store of a small collection with hostile text in it."""
    tmp_path = tmp_path_factory.mktemp("audit")
    child = short_plan(basis=basis("7/KH-UBND", "01/8/2025", "UBND xã Trung Tâm"))
    return audited(
        tmp_path,
        parent=PARENT,
        child=child.replace("80%", "60%").replace("30/11/2025", "30/4/2025"),
        **{"=cmd|x": PARENT.replace("Trồng cây xanh", HOSTILE).replace("Số: 7", "Số: 70")},
    )


def test_sarif_has_the_form_of_the_standard(store_path: Path) -> None:
    done = cli("audit", "findings", store_path, "--format", "sarif")
    assert done.returncode == 1
    log = json.loads(done.stdout)
    assert log["version"] == "2.1.0"
    [run] = log["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"] == "planparse"
    ids = [rule["id"] for rule in driver["rules"]]
    assert len(ids) == len(set(ids))
    texts = {path.name: path.read_text("utf-8") for path in (store_path.parent / "plans").iterdir()}
    weaker = [r for r in run["results"] if r["ruleId"] == "coverage-weaker"]
    assert weaker
    for result in run["results"]:
        assert result["level"] in ("error", "warning", "note")
        assert result["message"]["text"]
        assert ids[result["ruleIndex"]] == result["ruleId"]
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uriBaseId"] in run["originalUriBaseIds"]
        assert not set(place["artifactLocation"]["uri"]) & set(' |<>"\n')
        if "region" in place:
            region, text = place["region"], texts[place["artifactLocation"]["uri"]]
            start = region["charOffset"]
            words = text[start : start + region["charLength"]]
            assert " ".join(words.split()) == result.get("properties", {}).get("quote", "")
            assert region["startLine"] == text.count("\n", 0, start) + 1
    assert len({r["partialFingerprints"]["planparse/v1"] for r in run["results"]}) == len(
        run["results"]
    )


def test_csv_has_no_formula(store_path: Path, tmp_path: Path) -> None:
    cli(
        "audit", "findings", store_path, "-f", "csv", "--severity", "info", "-o", tmp_path / "f.csv"
    )
    cli("audit", "export", store_path, "-o", tmp_path / "tables")
    files = [tmp_path / "f.csv", *(tmp_path / "tables").iterdir()]
    assert len(files) == len(EXPORTS) + 1
    for path in files:
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.reader(file):
                assert not [cell for cell in row if cell.startswith(("=", "@", "+", "-", "\t"))]
    documents = (tmp_path / "tables" / "documents.csv").read_text("utf-8-sig")
    assert "'=cmd|x.txt" in documents
    assert "'=HYPERLINK" in documents


def test_baseline_hides_the_known_and_shows_the_new(store_path: Path, tmp_path: Path) -> None:
    known = tmp_path / "known.json"
    done = cli("audit", "findings", store_path, "--baseline", known, "--update-baseline")
    assert done.returncode == 0
    assert cli("audit", "findings", store_path, "--baseline", known).returncode == 0
    data = json.loads(known.read_text("utf-8"))
    data["findings"] = data["findings"][1:]
    known.write_text(json.dumps(data), "utf-8")
    assert cli("audit", "findings", store_path, "--baseline", known).returncode == 1
    known.write_text("không phải JSON", "utf-8")
    done = cli("audit", "findings", store_path, "--baseline", known)
    assert (done.returncode, len(done.stderr.strip().splitlines())) == (2, 1)


def test_table_fits_eighty_columns(store_path: Path) -> None:
    done = cli("audit", "findings", store_path, env={"COLUMNS": "80", "PYTHONUTF8": "1"} | dict(
        __import__("os").environ))  # fmt: skip
    assert "Chỉ tiêu thấp hơn cấp trên" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 110


def test_the_three_exports_hold_the_same_rows(store_path: Path, tmp_path: Path) -> None:
    for form in ("csv", "jsonl", "parquet"):
        done = cli("audit", "export", store_path, "-o", tmp_path / form, "-f", form)
        assert done.returncode == 0, done.stderr
    for name in EXPORTS:
        with (tmp_path / "csv" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            from_csv = list(csv.DictReader(file))
        lines = (tmp_path / "jsonl" / f"{name}.jsonl").read_text("utf-8").splitlines()
        from_json = [json.loads(line) for line in lines]
        from_parquet = pq.read_table(tmp_path / "parquet" / f"{name}.parquet").to_pylist()
        assert len(from_csv) == len(from_json) == len(from_parquet)
        assert from_json == from_parquet
    targets = pq.read_table(tmp_path / "parquet" / "targets.parquet")
    assert {80.0, 60.0} <= set(targets["value"].to_pylist())


def test_explain_prints_a_page_and_knows_its_neighbours() -> None:
    assert "Chỉ tiêu thấp hơn cấp trên" in cli("explain", "coverage-weaker").stdout
    assert "coverage-weaker" in cli("explain").stdout
    done = cli("explain", "coverage-weeker")
    assert done.returncode == 2
    assert "coverage-weaker" in done.stderr


@pytest.mark.parametrize("command", ["findings", "report"])
def test_missing_store_is_one_line(tmp_path: Path, command: str) -> None:
    more = ["-o", tmp_path / "site"] if command == "report" else []
    done = cli("audit", command, tmp_path / "none.sqlite", *more)
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
