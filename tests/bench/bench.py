"""Measure planparse on the composed plans: figures for reading, never a test.

    python tests/bench/bench.py            prints the table
    python tests/bench/bench.py --write    and writes it to tests/bench/RESULTS.md

Machines are shared and noisy, so read ratios. The yardstick of each run is one pass of NFC
normalisation and one regular expression over the same text on the same machine.
"""

from __future__ import annotations

import argparse
import cProfile
import os
import pstats
import subprocess
import sys
import time
import unicodedata
from collections import defaultdict
from pathlib import Path

import bench_comparison
import regex

from planparse import compare, parse, parse_text

ROOT = Path(__file__).parent.parent.parent
PLANS = sorted((ROOT / "corpora" / "plans").glob("*/source.*"))
ROUNDS = 5


def best(action, rounds: int = ROUNDS) -> float:
    """Return the shortest of several timings, in seconds."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return min(times)


def stage_shares(texts: list[str]) -> dict[str, float]:
    """Return the share of a parse's time that each folder or extractor takes."""
    profile = cProfile.Profile()
    profile.enable()
    for text in texts:
        parse_text(text)
    profile.disable()
    shares: dict[str, float] = defaultdict(float)
    total = 0.0
    for (file, _, _), (_, _, own, _, _) in pstats.Stats(profile).stats.items():
        total += own
        parts = Path(file).parts
        if "planparse" in parts:
            where = parts[len(parts) - 1 - parts[::-1].index("planparse") + 1 :]
            shares["/".join(where).removesuffix(".py")] += own
        else:
            shares["patterns, models and built-ins"] += own
    return {name: value / total for name, value in shares.items()}


def import_times() -> tuple[float, float, list[str]]:
    """Return what `import planparse` adds to a bare start, the same with parse and compare loaded,
    and the heavy modules that are loaded then."""
    names = "print(*sorted(m for m in sys.modules if '.' not in m))"
    loaded = f"import sys, planparse; planparse.parse_text; planparse.compare; {names}"
    # Compiled files are written on the first run, as on any machine that runs it twice.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}

    def run(code: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", code],
            check=True, capture_output=True, text=True, env=environment,
        )  # fmt: skip

    run(loaded)
    bare = best(lambda: run("pass"))
    light = best(lambda: run("import planparse"))
    whole = best(lambda: run(loaded))
    heavy = {"pdfplumber", "pypdfium2", "docx", "lxml", "underthesea", "sqlite3", "numpy", "PIL"}
    return light - bare, whole - bare, sorted(heavy & set(run(loaded).stdout.split()))


def table() -> str:
    """Return the whole table as Markdown."""
    texts = [path.read_text("utf-8") for path in PLANS]
    size = sum(len(text.encode()) for text in texts) / 1e6
    for text in texts:
        parse_text(text)
    whole = best(lambda: [parse_text(text) for text in texts])
    pattern = regex.compile(r"\d{1,3}(?:\.\d{3})*(?:,\d+)?\s?%")
    yardstick = best(lambda: [pattern.findall(unicodedata.normalize("NFC", t)) for t in texts])
    long_text = "\n\n".join(texts)
    once, twice = best(lambda: parse_text(long_text), 3), best(lambda: parse_text(long_text * 2), 3)
    child = parse(ROOT / "corpora/plans/district-58/source.txt")
    parent = parse(ROOT / "corpora/plans/city-215/source.txt")
    pair = best(lambda: compare(child, parent))
    light, loaded, heavy = import_times()
    rows = [
        ("whole parse", f"{size / whole:.2f} MB/s", f"{whole / yardstick:.0f} times the yardstick"),
        ("twice the text", f"{twice / once:.2f} times the time", "2 is linear"),
        ("one comparison", f"{pair * 1000:.0f} ms", f"{pair / whole * len(PLANS):.2f} parses of one plan"),
        ("import planparse", f"{light * 1000:.0f} ms", "its names are imported at first use"),
        ("import with parse and compare", f"{loaded * 1000:.0f} ms", f"heavy modules: {', '.join(heavy) or 'none'}"),
    ]  # fmt: skip
    lines = ["| what | figure | in ratio |", "|---|---|---|"]
    lines += [f"| {name} | {figure} | {ratio} |" for name, figure, ratio in rows]
    lines += ["", "| where a parse spends its time | share |", "|---|---|"]
    shares = sorted(stage_shares(texts).items(), key=lambda item: -item[1])
    lines += [f"| {name} | {share:.0%} |" for name, share in shares if share >= 0.01]
    return "\n".join([*lines, "", bench_comparison.table()])


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--write", action="store_true")
    text = table()
    print(text)
    if arguments.parse_args().write:
        head = "# Benchmark\n\nWritten by `python tests/bench/bench.py --write`; one core, one run.\n\n"
        (Path(__file__).parent / "RESULTS.md").write_text(head + text + "\n", "utf-8")


if __name__ == "__main__":
    main()
