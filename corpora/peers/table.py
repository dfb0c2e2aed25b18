"""Print what planparse and its peers reach on the same gold, by the same scorer.

    python corpora/peers/table.py                  the table, and corpora/FIGURES.md rewritten
    python corpora/peers/table.py --plan union-09  one plan only; nothing is rewritten

The peers need `pip install 'planparse[peers]'`; one that is not installed is left out and named on
standard error. Every peer reads the text that planparse read from the file, so that only what is
found in it is compared. A line that a peer does not do shows as "–". Speed is a ratio: the time for
all the plans over planparse's, the shortest of a few runs.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

import score  # noqa: E402  (the scorer is a script beside this folder, not a package)

from planparse import parse, parse_text  # noqa: E402

FIGURES = HERE.parent / "FIGURES.md"
BEGIN, END = "<!-- peers: begin -->", "<!-- peers: end -->"
# A peer's module, and its name in the table.
PEERS = (
    ("regex_script", "regex script"),
    ("dateparser_search", "dateparser"),
    ("phonenumbers_matcher", "phonenumbers"),
    ("underthesea_ner", "underthesea NER"),
    ("quantulum3_quantities", "quantulum3"),
)
ROUNDS = 2
HALVES = (
    ("test", "Plans that were written and annotated apart from the program"),
    ("dev", "Plans that the program was developed with"),
)
Read = Callable[[str], dict[str, Any]]
System = tuple[str, Read, tuple[str, ...] | None]


def own(text: str) -> dict[str, Any]:
    """Answer as a peer does, by planparse itself."""
    answer: dict[str, Any] = json.loads(parse_text(text).model_dump_json())
    return answer


def installed() -> list[System]:
    """Return name, reader and lines of planparse and of each peer that can be imported."""
    systems: list[System] = [("planparse", own, None)]
    for module, name in PEERS:
        try:
            peer = importlib.import_module(module)
        except ImportError as error:
            print(f"{name}: left out ({error})", file=sys.stderr)
        else:
            systems.append((name, peer.read, peer.LINES))
    return systems


def figures_of(read: Read, golds: dict[str, Any], texts: dict[str, str]) -> dict[str, float]:
    """Return F1 by line over the plans, scored as JSON, like any other system's answers."""
    totals: dict[str, score.Tally] = {}
    for name, text in texts.items():
        answer = json.loads(json.dumps(read(text), ensure_ascii=False))
        for line, tally in score.score_plan(golds[name], answer).items():
            totals.setdefault(line, score.Tally()).add(tally)
    return {line: tally.scores()[2] for line, tally in totals.items()}


def seconds(read: Read, texts: dict[str, str]) -> float:
    """Return the shortest of a few runs over all texts."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        for text in texts.values():
            read(text)
        times.append(time.perf_counter() - start)
    return min(times)


def table(systems: list[System], golds: dict[str, Any], texts: dict[str, str]) -> str:
    """Return the Markdown table: a row for each line of the score, a column for each system."""
    figures = [figures_of(read, golds, texts) for _, read, _ in systems]
    times = [seconds(read, texts) for _, read, _ in systems]
    head = ["F1", *(name for name, _, _ in systems)]
    rows = [head, ["---"] * len(head)]
    for line in figures[0]:
        row = [
            f"{found[line]:.2f}" if lines is None or line in lines else "–"
            for (_, _, lines), found in zip(systems, figures, strict=True)
        ]
        rows.append([line, *row])
    rows.append(["time, planparse = 1", *(f"{taken / times[0]:.2g}" for taken in times)])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def report(golds: dict[str, Any]) -> str:
    """Return a table for the plans that nobody tuned planparse to, and one for the others."""
    systems = installed()
    parts = []
    for half, title in HALVES:
        chosen = {name: gold for name, gold in golds.items() if gold.get("half", "dev") == half}
        if chosen:
            texts = {name: parse(HERE.parent / gold["doc"]).text for name, gold in chosen.items()}
            parts.append(f"{title}: {len(chosen)}.\n\n{table(systems, chosen, texts)}")
    return "\n\n".join(parts)


def replaced(document: str, text: str) -> str:
    """Return the document with the part between the markers replaced."""
    before, _, rest = document.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{text}\n{END}{after}"


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--plan", action="append", help="only this plan; may be repeated")
    chosen = arguments.parse_args().plan
    golds = {
        name: gold
        for name, gold in score.load_golds("plans/*/gold.json")
        if not chosen or name in chosen
    }
    text = report(golds)
    print(text)
    if not chosen:
        FIGURES.write_text(replaced(FIGURES.read_text("utf-8"), text), "utf-8")


if __name__ == "__main__":
    main()
