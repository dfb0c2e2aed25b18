"""Measure audits of generated collections: figures for reading, never a test.

    python tests/bench/bench_audit.py                        500 plans
    python tests/bench/bench_audit.py --plans 10000          the whole, which takes its time
    python tests/bench/bench_audit.py --pdfs 40              and PDFs of ten pages (LibreOffice)

Every run is a process of its own, as a user starts it. Peak memory is that of the largest process
of the run. On a shared machine read the ratios, and the processor's seconds rather than the clock's.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT / "tests"))


@dataclass(frozen=True)
class Run:
    """One audit: seconds of the clock and of the processors, megabytes of its largest process."""

    seconds: float
    work: float
    megabytes: float


def audit(folder: Path, store: Path, jobs: int) -> Run:
    """Run an audit in a process that is measured with all it starts."""
    command = [sys.executable, "-m", "planparse", "audit", folder, "-o", store, "-j", str(jobs)]
    start = time.perf_counter()
    pid = os.fork()
    if pid == 0:
        done = subprocess.run(list(map(str, command)), stdout=subprocess.DEVNULL, check=False)
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        figures = {"work": usage.ru_utime + usage.ru_stime, "kilobytes": usage.ru_maxrss}
        store.with_suffix(".json").write_text(json.dumps(figures))
        os._exit(done.returncode)
    _, status = os.waitpid(pid, 0)
    seconds = time.perf_counter() - start
    if status:
        raise SystemExit(f"the audit failed: {command}")
    figures = json.loads(store.with_suffix(".json").read_text())
    return Run(seconds, figures["work"], figures["kilobytes"] / 1024)


def make(folder: Path, plans: int) -> int:
    """Make a collection; it may end with a few plans more than asked."""
    spec = importlib.util.spec_from_file_location("collection", ROOT / "corpora" / "collection.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["collection"] = module
    spec.loader.exec_module(module)
    return module.make(folder, plans, 40, 1)


def found_again(folder: Path, store: Path) -> dict[str, float]:
    """Return what of the planted links, statuses, versions and orphans was found, as shares."""
    rows = sqlite3.connect(store)
    content = dict(rows.execute("SELECT path, sha256 FROM files"))
    links = set(rows.execute("SELECT child, parent FROM links WHERE kind = 'implements'"))
    versions = set(rows.execute("SELECT child, parent FROM links WHERE kind = 'version_of'"))
    copies = "SELECT document FROM findings WHERE rule = 'copied-from-parent'"
    copied = {row[0] for row in rows.execute(copies)}
    absent = {row[0] for row in rows.execute("SELECT child FROM links WHERE state = 'absent'")}
    statuses = {
        row[:3]: row[3]
        for row in rows.execute(
            "SELECT child, parent, parent_start, status FROM coverage WHERE kind = 'target'"
            " AND parent_start IS NOT NULL"
        )
    }
    right: Counter[str] = Counter()
    planted: Counter[str] = Counter()
    for line in (folder / "truth.jsonl").open(encoding="utf-8"):
        truth = json.loads(line)
        kind = truth["kind"]
        child, parent = (content.get(truth.get(name, "")) for name in ("child", "parent"))
        planted[kind] += 1
        if kind == "link":
            right[kind] += (child, parent) in links
        elif kind == "orphan":
            right[kind] += child in absent
        elif kind == "version":
            right[kind] += (content[truth["older"]], content[truth["newer"]]) in versions
        elif kind == "coverage":
            right[kind] += statuses.get((child, parent, truth["start"])) == truth["status"]
        else:
            right[kind] += child in copied
    return {kind: right[kind] / planted[kind] for kind in planted}


def text_rows(work: Path, plans: int) -> list[tuple[str, str, str]]:
    count = make(work / "texts", plans)
    small = make(work / "small", max(50, plans // 10))
    folder = work / "texts" / "plans"
    one = audit(folder, work / "one.sqlite", 1)
    two = audit(folder, work / "two.sqlite", 2)
    again = audit(folder, work / "two.sqlite", 2)
    tenth = audit(work / "small" / "plans", work / "small.sqlite", 2)
    bare = audit(work / "small" / "plans", work / "small.sqlite", 2)
    rows = [
        (f"{count} plans of text, two processes", f"{count / two.seconds:.0f} plans a second",
         f"{1000 * two.work / count:.0f} ms of a processor each"),
        ("two processes against one", f"{one.seconds / two.seconds:.2f} times as fast", "2 is all"),
        ("second run, nothing changed", f"{again.seconds / two.seconds:.1%} of the first",
         f"{again.seconds:.1f} s, of which start {bare.seconds:.1f} s"),
        (f"peak memory, {count} plans", f"{two.megabytes:.0f} MB",
         f"{two.megabytes / tenth.megabytes:.2f} times that of {small} plans"),
        ("store", f"{(work / 'two.sqlite').stat().st_size / 1e6 / count * 1000:.0f} kB a plan", ""),
    ]  # fmt: skip
    found = found_again(work / "texts", work / "two.sqlite")
    return rows + [(f"planted: {kind}", f"{share:.3f} found", "") for kind, share in found.items()]


def pdf_rows(work: Path, count: int) -> list[tuple[str, str, str]]:
    """Audit PDFs of ten pages, each with another number so that none is known."""
    from pdf_fixtures import convert, text_fodt

    text = (ROOT / "corpora/plans/city-215/source.txt").read_text("utf-8")
    body = text.split("IV. NHIỆM VỤ", 1)
    folder, made = work / "pdfs", work / "made"
    folder.mkdir()
    made.mkdir()
    pages = 0
    for number in range(count):
        long = text + "\n\nPHỤ LỤC\n\n" + "\n\n".join(["IV. NHIỆM VỤ" + body[1][:5000]])
        source = text_fodt(long.replace("Số: 215/", f"Số: {1000 + number}/"))
        path = convert(source, "pdf", made)
        shutil.move(path, folder / f"{number}.pdf")
        if not pages:
            import pypdfium2

            pages = len(pypdfium2.PdfDocument(folder / "0.pdf"))
    run = audit(folder, work / "pdfs.sqlite", 2)
    return [(f"{count} PDFs of {pages} pages, two processes", f"{count / run.seconds:.1f} a second",
             f"{1000 * run.work / count:.0f} ms of a processor each")]  # fmt: skip


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--plans", type=int, default=500)
    arguments.add_argument("--pdfs", type=int, default=0)
    options = arguments.parse_args()
    with tempfile.TemporaryDirectory() as name:
        rows = text_rows(Path(name), options.plans)
        if options.pdfs:
            rows += pdf_rows(Path(name), options.pdfs)
    print("| what | figure | beside it |\n|---|---|---|")
    for row in rows:
        print(f"| {' | '.join(row)} |")


if __name__ == "__main__":
    main()
