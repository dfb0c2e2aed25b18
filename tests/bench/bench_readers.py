"""Measure the readers on a long PDF and on scanned pages: figures for reading, never a test.

    python tests/bench/bench_readers.py            prints the table
    python tests/bench/bench_readers.py --write    and writes it to tests/bench/READERS.md

Needs LibreOffice, and for the scans tesseract. Each figure is taken in a process of its own; read
the ratios.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from pdf_fixtures import convert, plan_fodt, scanned  # noqa: E402  the tests' own helpers

ROUNDS = 45
"""So often the body of the plan is repeated: a little over 100 pages."""

_MEASURE = """
import json, resource, sys, time
path = sys.argv[1]
{setup}
start = time.perf_counter()
{work}
seconds = time.perf_counter() - start
peak = max(
    resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
)
print(json.dumps([seconds, peak / 1024]))
"""
JOBS = {
    "pypdfium2, bare text": (
        "import pypdfium2",
        "pdf = pypdfium2.PdfDocument(path)\n"
        "text = [page.get_textpage().get_text_range() for page in pdf]",
    ),
    "pdfplumber, text, pages closed": (
        "import pdfplumber",
        "with pdfplumber.open(path) as pdf:\n"
        "    for page in pdf.pages:\n        page.extract_text()\n        page.close()",
    ),
    "planparse, text": (
        "from pathlib import Path\nfrom planparse.readers import load_file\n"
        "import planparse.readers.pdf",
        "load_file(Path(path))",
    ),
    "planparse, whole parse": (
        "import planparse\nplanparse.parse_text('I. MỤC TIÊU')\nimport planparse.readers.pdf",
        "planparse.parse(path)",
    ),
}


def measure(job: tuple[str, str], path: Path, rounds: int = 3) -> tuple[float, float]:
    """Return the shortest time of a job in seconds, and its largest peak memory in MB."""
    setup, work = job
    environment = {**os.environ, "PLANPARSE_NO_CACHE": "1"}
    runs = [
        json.loads(
            subprocess.run(
                [sys.executable, "-c", _MEASURE.format(setup=setup, work=work), str(path)],
                check=True, capture_output=True, text=True, env=environment,
            ).stdout
        )
        for _ in range(rounds)
    ]  # fmt: skip
    return min(seconds for seconds, _ in runs), max(peak for _, peak in runs)


def table() -> str:
    """Return the table as Markdown."""
    import pypdfium2

    with tempfile.TemporaryDirectory() as folder:
        path = convert(plan_fodt(rounds=ROUNDS), "pdf", Path(folder))
        pages = len(pypdfium2.PdfDocument(path))
        figures = {name: measure(job, path) for name, job in JOBS.items()}
        bare = figures["pypdfium2, bare text"][0]
        plumber = figures["pdfplumber, text, pages closed"][0]
        lines = [
            f"A plan of {pages} pages, printed by LibreOffice in one font:",
            "",
            "| what | seconds | times pypdfium2 | pdfplumber is so many times slower | peak MB |",
            "|---|---|---|---|---|",
        ]
        lines += [
            f"| {name} | {s:.2f} | {s / bare:.1f} | {plumber / s:.1f} | {peak:.0f} |"
            for name, (s, peak) in figures.items()
        ]
        text, whole = (figures[f"planparse, {job}"][0] for job in ("text", "whole parse"))
        lines += ["", f"Parsing as a whole takes {whole / text:.2f} times what reading takes."]
        small = convert(plan_fodt(), "pdf", Path(folder))
        scan = scanned(small, Path(folder) / "scan.pdf")
        count = len(pypdfium2.PdfDocument(scan))
        seconds, peak = measure(JOBS["planparse, text"], scan)
        shared = min(os.cpu_count() or 1, count)
        lines += [
            "",
            f"A scan of {count} pages at 200 dpi, turned and grainy: {seconds:.1f} s with "
            f"{shared} pages side by side, {seconds * shared / count:.1f} s of one core a page, "
            f"peak {peak:.0f} MB.",
        ]
    return "\n".join(lines)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--write", action="store_true")
    text = table()
    print(text)
    if arguments.parse_args().write:
        head = "# Readers\n\nWritten by `python tests/bench/bench_readers.py --write`.\n\n"
        (HERE / "READERS.md").write_text(head + text + "\n", "utf-8")


if __name__ == "__main__":
    main()
