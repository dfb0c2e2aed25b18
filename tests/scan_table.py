"""Measure what scanning costs: each composed plan read as text, then printed, scanned and read.

    python tests/scan_table.py [plan id ...]     --errors lists what is wrong on the scan alone

A plan is set by LibreOffice, drawn at 200 dpi, turned by 0.7 degrees, blurred and given grain. The
table is that of corpora/score.py, F1 of the text beside F1 of the scan; then the share of document
numbers and days that are read exactly, and what a page takes.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType

from pdf_fixtures import convert, scanned, text_fodt

from planparse import PlanDocument, parse
from planparse.text.dates import find_days
from planparse.text.document_numbers import find_numbers, number_key

PLANS = Path(__file__).parents[1] / "corpora" / "plans"
LOSS = 0.05
"""No line's F1 may be lower on the scan by more than this."""


def score_module() -> ModuleType:
    """Return corpora/score.py, which is no package."""
    if "corpora_score" not in sys.modules:
        spec = importlib.util.spec_from_file_location("corpora_score", PLANS.parent / "score.py")
        assert spec is not None
        assert spec.loader is not None
        sys.modules["corpora_score"] = module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    return sys.modules["corpora_score"]


def scan_of(source: Path, folder: Path, grain: int = 1) -> Path:
    """Set a plan's text, print and scan it; `grain` chooses one of many sheets' specks."""
    printed = convert(text_fodt(source.read_text("utf-8")), "pdf", folder)
    return scanned(printed, folder / f"{source.parent.name}-{grain}.pdf", grain=grain)


def numbers_of(text: str) -> Counter[str]:
    """Return the document numbers of a text and its days, with how often they stand there."""
    days = (str(day.to_iso(1900)) for day in find_days(text))
    return Counter((*(number_key(number.text) for number in find_numbers(text)), *days))


def share_exact(text: str, scan: str) -> float:
    """Return how many of a text's numbers and days its scan has."""
    wanted = numbers_of(text)
    return (wanted & numbers_of(scan)).total() / max(1, wanted.total())


def lines_of(gold: dict[str, object], plan: PlanDocument) -> dict[str, object]:
    """Return the lines of the score table for one plan."""
    lines: dict[str, object] = score_module().score_plan(gold, json.loads(plan.model_dump_json()))
    return lines


def measure(source: Path, folder: Path, *, errors: bool) -> bool:
    """Print a plan's table; tell whether no line lost more than it may."""
    gold = json.loads((source.parent / "gold.json").read_text("utf-8"))
    text, path = parse(source), scan_of(source, folder)
    began = time.perf_counter()
    scan = parse(path)
    took = (time.perf_counter() - began) / (scan.source.pages or 1)
    exact = share_exact(text.text, scan.text)
    print(f"\n{source.parent.name}: {scan.source.pages} pages, {took:.2f} s a page")
    print(f"{'numbers and days':22}{exact:14.3f}")
    right = exact >= 0.97
    printed, read = lines_of(gold, text), lines_of(gold, scan)
    for name, line in printed.items():
        before, after = line.scores()[2], read[name].scores()[2]
        right &= after >= before - LOSS
        print(f"{name:22}{before:7.3f}{after:7.3f}{'  LOW' if after < before - LOSS else ''}")
        if errors:
            print(*_new(read[name].errors, line.errors), sep="\n")
    return right


def _new(errors: Iterable[str], known: list[str]) -> Iterable[str]:
    return (f"    {error[:300]}" for error in errors if error not in known)


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("plans", nargs="*")
    arguments.add_argument("--errors", action="store_true")
    options = arguments.parse_args()
    sources = [path for path in sorted(PLANS.glob("*/source.*"))
               if not options.plans or path.parent.name in options.plans]  # fmt: skip
    results = []
    for source in sources:
        with tempfile.TemporaryDirectory() as folder:
            results.append(measure(source, Path(folder), errors=options.errors))
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
