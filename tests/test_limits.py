"""Input that no clerk wrote: very long, very odd, not a plan. Time grows with length only."""

from __future__ import annotations

import gc
import subprocess
import sys
import time
from pathlib import Path

import pytest

from planparse import parse_text

HEAD = "ỦY BAN NHÂN DÂN\nXÃ AN PHÚ\nSố: 1/KH-UBND\nKẾ HOẠCH\nNăm 2024\nI. MỤC TIÊU\n1. Mục tiêu\n- "
PLAN = (Path(__file__).parent.parent / "corpora/plans/commune-17/source.md").read_text("utf-8")
SHAPES = {
    "plan": PLAN + "\n",
    "numbers": "1 " * 2000,
    "shares": "đạt 80%, " * 700,
    "baselines": "từ 35% lên 60% " * 500,
    "days": "từ ngày 1/1/2024 đến ngày 2/2/2024 " * 200,
    "markers": "\n\n1. Mục" * 900,
    "chapters": "\n\nI. MỤC ĐÍCH" * 700,
    "items": "\n- Chỉ tiêu 1: đạt 80%" * 400,
    "cells": "| a | b |\n" * 800,
    "citations": "Kế hoạch số 75/KH-UBND ngày 1/2/2024 " * 300,
    "bodies": "Sở Y tế, " * 2000,
    "parentheses": "(" * 20000,
    "one word": "a" * 40000,
    "accents": "a\u0301" * 8000,
    "wrapped": "của ủy ban\n" * 1500,
    "notes": "đạt 5% [1] \n\n[1] Kế hoạch số 75/KH-UBND\n\n" * 150,
}


def seconds(text: str) -> float:
    # Without the collector, which walks all that is alive, and so grows with more than the text.
    gc.collect()
    gc.disable()
    try:
        start = time.process_time()
        parse_text(text)
        return time.process_time() - start
    finally:
        gc.enable()


@pytest.mark.parametrize("shape", SHAPES)
def test_four_times_the_text_takes_about_four_times_as_long(shape: str) -> None:
    piece = SHAPES[shape]
    parse_text(HEAD + piece)
    once, fourfold = HEAD + piece * 2, HEAD + piece * 8
    # A ratio of two timings of one process; the best of three, since machines are shared.
    ratio = min(seconds(fourfold) / max(seconds(once), 0.004) for _ in range(3))
    assert ratio <= 6.25  # 2.5 for each doubling


def test_a_line_of_a_million_characters_is_read() -> None:
    text = HEAD + "phấn đấu đạt 80% hộ dân dùng nước sạch, " * 25_000
    document = parse_text(text)
    assert len(document.targets) > 20_000
    assert all(text[t.span.start : t.span.end] == t.quote for t in document.targets[::500])


def test_a_text_of_fifty_megabytes_is_refused_in_one_line(tmp_path) -> None:
    path = tmp_path / "large.txt"
    path.write_text("Ủy ban nhân dân xã tổ chức thực hiện.\n" * 1_150_000, "utf-8")
    assert path.stat().st_size > 50_000_000
    done = subprocess.run(
        [sys.executable, "-m", "planparse", "parse", path],
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert "quá lớn" in done.stderr


def test_importing_planparse_loads_no_heavy_module() -> None:
    code = "import planparse, sys; planparse.parse_text, planparse.compare; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    heavy = {"pdfplumber", "pypdfium2", "docx", "lxml", "underthesea", "sqlite3", "numpy", "typer"}
    assert not heavy & set(loaded)


ENGLISH = "The people's committee shall plant two thousand trees along the canal. " * 8
TALE = "Hôm nay trời đẹp, tôi đi chợ mua rau về nấu canh cho cả nhà cùng ăn. " * 8


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        (ENGLISH, {"not-vietnamese", "no-plan"}),
        (TALE, {"no-plan"}),
        ("", {"no-plan"}),
        ("\x00\x00", {"no-plan"}),
        (PLAN, set()),
    ],
)
def test_what_is_no_plan_is_read_and_said_to_be_odd(text: str, rules: set[str]) -> None:
    findings = {finding.rule for finding in parse_text(text).findings}
    assert findings & {"not-vietnamese", "no-plan"} == rules
