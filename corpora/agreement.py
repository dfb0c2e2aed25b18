"""Print how far two annotators agree: the second one's records scored against the gold.

    python corpora/agreement.py [--differences]

A second annotation is `plans/<id>/second.json`, made from the text and `README.md` alone. Each of
its records is taken as a find of a system and scored like one, but for those it calls optional.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

import score  # noqa: E402  (the scorer is a script beside this one, not a package)

Row = dict[str, Any]
# Fields that a record has none of when the annotator wrote none.
DEFAULTS: dict[str, Row] = {
    "targets": {"value_max": None, "comparator": "eq", "by": None, "indicator": "", "unit": ""},
    "deadlines": {"start": None, "end": None, "recurrence": None},
    "contacts": {"service": ""},
}
METADATA = (
    "doc_type", "number", "issuer", "superior", "place", "issued_on", "title", "signer",
    "signer_title", "recipients",
)  # fmt: skip


def as_answer(gold: Row, text: str) -> Row:
    """Return an annotation in the form of an answer, without its optional records."""
    places = score.Places(text)

    def sure(kind: str) -> list[Row]:
        return [row for row in gold.get(kind, []) if not row.get("optional")]

    def placed(row: Row) -> Row:
        start, end = places.find(row["quote"], row.get("at")) or (-1, -1)
        return {**row, "span": {"start": start, "end": end}}

    answer: Row = {
        kind: [{**defaults, **placed(row)} for row in sure(kind)]
        for kind, defaults in DEFAULTS.items()
    }
    answer["text"] = text
    answer["sections"] = _sections(gold.get("outline", []), placed)
    answer["assignments"] = [
        {"body": row["name"], "quote": (row.get("aliases") or [row["name"]])[0], "role": role}
        for row in sure("bodies")
        for role in row.get("roles", [])
    ]
    answer["references"] = [
        {"number": None, "date": None, "relation": "cites", **row} for row in sure("references")
    ]
    meta = gold.get("meta", {})
    start, end = meta.get("period") or (None, None)
    answer["metadata"] = dict.fromkeys(METADATA) | meta
    answer["metadata"] |= {"period_start": start, "period_end": end}
    return answer


def _sections(outline: list[Row], placed: Any) -> list[Row]:
    """Return the units with ids; a unit's parent is the last one before it with that path."""
    sections: list[Row] = []
    paths: dict[tuple[str, ...], str] = {}
    for number, row in enumerate(outline):
        above = tuple(label.lower() for label in row.get("parent") or ())
        name = f"s{number}"
        sections.append(
            {
                "id": name, "label": row["label"], "title": "", "role": row.get("role"),
                "parent_id": paths.get(above), "heading": placed(row)["span"],
            }
        )  # fmt: skip
        paths[*above, row["label"].lower()] = name
    return sections


def agreement() -> tuple[int, dict[str, score.Tally]]:
    """Return the number of plans with two annotations, and the lines over them."""
    totals: dict[str, score.Tally] = {}
    files = sorted(HERE.glob("plans/*/second.json"))
    for file in files:
        gold = json.loads(file.with_name("gold.json").read_text("utf-8"))
        text = (HERE / gold["doc"]).read_bytes().decode()
        second = as_answer(json.loads(file.read_text("utf-8")), text)
        for name, line in score.score_plan(gold, second).items():
            totals.setdefault(name, score.Tally()).add(line)
    return len(files), totals


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--differences", action="store_true", help="list every one")
    differences = arguments.parse_args().differences
    count, totals = agreement()
    print(f"{count} plans\n\n| line | F1 | records |\n|---|---|---|")
    for name, line in totals.items():
        print(f"| {name} | {line.scores()[2]:.2f} | {line.right + line.missed} |")
    if differences:
        print(*(error for line in totals.values() for error in line.errors), sep="\n")


if __name__ == "__main__":
    main()
