"""Score a system's JSON against the gold records of corpora/plans and corpora/pairs.

    python corpora/score.py                       planparse itself, on all composed plans and pairs
    python corpora/score.py --results FOLDER      another system: FOLDER/<plan id>.json, in the
                                                  form of `planparse parse --format json`, and
                                                  FOLDER/<child>--<parent>.json as `coverage` prints
    --half dev | test                             one half only; rules are written against "dev"
    --errors lists every miss and false find.

A record is found when its place overlaps the gold quote's place; the fields are then compared. The
figures are precision, recall and F1 per line. corpora/README.md says what is annotated.
"""

from __future__ import annotations

import argparse
import json
import sys
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import regex

HERE = Path(__file__).parent
Row = dict[str, Any]


@dataclass
class Tally:
    """Right finds, false finds and misses of one line of the table."""

    right: int = 0
    false: int = 0
    missed: int = 0
    errors: list[str] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        self.right += other.right
        self.false += other.false
        self.missed += other.missed
        self.errors += other.errors

    def scores(self) -> tuple[float, float, float]:
        found, wanted = self.right + self.false, self.right + self.missed
        precision = self.right / found if found else 1.0
        recall = self.right / wanted if wanted else 1.0
        total = precision + recall
        return precision, recall, 2 * precision * recall / total if total else 0.0


class Places:
    """Finds quotes in a text whatever its blanks and marks, and gives offsets of the text."""

    def __init__(self, text: str) -> None:
        kept = [
            (offset, form) for offset, character in enumerate(text) if (form := _plain(character))
        ]
        self.letters = "".join(form for _, form in kept)
        self.offsets = [offset for offset, form in kept for _ in form]

    def find(self, quote: str, at: str | None) -> tuple[int, int] | None:
        start, stop = 0, len(self.letters)
        if at:
            whole = "".join(map(_plain, at))
            start = self.letters.find(whole)
            if start < 0:
                return None
            stop = start + len(whole)
        letters = "".join(map(_plain, quote))
        found = self.letters.find(letters, start, stop)
        if found < 0 or not letters:
            return None
        return self.offsets[found], self.offsets[found + len(letters) - 1] + 1


def _plain(character: str) -> str:
    if character.isspace() or character in "*|_\u200b\u00ad":
        return ""
    return {"–": "-", "—": "-"}.get(character, character.lower())


def fold(value: object) -> str:
    text = unicodedata.normalize("NFC", str(value or "")).lower().replace("–", "-")
    return " ".join(regex.sub(r"\s*-\s*", "-", regex.sub(r"[\"“”'*.,;:]", " ", text)).split())


def likeness(left: object, right: object) -> float:
    """Return the F1 of the words of two texts."""
    a, b = set(regex.findall(r"\w+", fold(left))), set(regex.findall(r"\w+", fold(right)))
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else float(a == b)


Check = Callable[[Row, Row], bool]
CHECKS: dict[str, dict[str, Check]] = {
    "targets": {
        "value": lambda g, p: (
            (g.get("value"), g.get("value_max"), g.get("comparator", "eq"))
            == (p["value"], p["value_max"], p["comparator"])
            and (
                fold(g.get("unit")) == fold(p["unit"]) or likeness(g.get("unit"), p["unit"]) >= 0.5
            )
        ),
        "by": lambda g, p: str(g.get("by") or "")[:4] == str(p["by"] or "")[:4],
        "indicator": lambda g, p: likeness(g.get("indicator"), p["indicator"]) >= 0.6,
    },
    "deadlines": {
        "time": lambda g, p: all(g.get(k) == p[k] for k in ("start", "end", "recurrence"))
    },
    "contacts": {
        "number": lambda g, p: g["number"] == p["number"],
        "service": lambda g, p: not g.get("service") or likeness(g["service"], p["service"]) >= 0.6,
    },
}


def score_plan(gold: Row, result: Row) -> dict[str, Tally]:
    """Return the lines of one plan."""
    places = Places(result["text"])
    lines: dict[str, Tally] = {}
    for kind, checks in CHECKS.items():
        lines |= _score_records(kind, gold.get(kind, []), result[kind], places, checks)
    lines |= _score_outline(gold.get("outline", []), result["sections"], places)
    lines |= _score_bodies(gold.get("bodies", []), result["assignments"])
    lines |= _score_references(gold.get("references", []), result["references"])
    lines["meta.field"] = _score_metadata(gold.get("meta", {}), result["metadata"])
    return lines


def _score_records(
    kind: str, gold: list[Row], found: list[Row], places: Places, checks: dict[str, Check]
) -> dict[str, Tally]:
    lines = {name: Tally() for name in ("find", *checks)}
    matched = _match(gold, found, places)
    for number, row in enumerate(gold):
        if row.get("optional"):
            continue
        record = found[matched[number]] if number in matched else None
        for name, line in lines.items():
            if record is None:
                line.missed += 1
                line.errors.append(f"{kind}.{name}: missed {row['quote']!r} ({row.get('at')!r})")
            else:
                _count(line, name == "find" or checks[name](row, record), f"{row} != {record}")
    for other, record in enumerate(found):
        if other not in matched.values():
            for line in lines.values():
                line.false += 1
            lines["find"].errors.append(f"{kind}.find: false {record}")
    return {f"{kind}.{name}": line for name, line in lines.items()}


def _match(gold: list[Row], found: list[Row], places: Places) -> dict[int, int]:
    """Pair gold rows with records by the overlap of their places, the best overlap first."""
    pairs = []
    for number, row in enumerate(gold):
        place = places.find(row["quote"], row.get("at"))
        for other, record in enumerate(found):
            shared = _overlap(place, record)
            if shared:
                pairs.append((-shared, number, other))
    matched: dict[int, int] = {}
    for _, number, other in sorted(pairs):
        if number not in matched and other not in matched.values():
            matched[number] = other
    return matched


def _score_outline(gold: list[Row], sections: list[Row], places: Places) -> dict[str, Tally]:
    find, parent, role = Tally(), Tally(), Tally()
    paths = _paths(sections)
    used: set[str] = set()
    for row in gold:
        left = [section for section in sections if section["id"] not in used]
        hit = next((s for s in left if _opens(s, row, places)), None)
        used |= {hit["id"]} if hit else set()
        if row.get("optional"):
            continue
        if hit is None:
            for line in (find, parent):
                line.missed += 1
                line.errors.append(f"outline: missed {row['quote']!r}")
            continue
        find.right += 1
        above = [label.lower() for label in row.get("parent") or []]
        _count(parent, paths[hit["id"]] == above, row)
        if row.get("role") and not above:
            _count(role, hit["role"] == row["role"], row)
    for section in sections:
        if section["id"] not in used:
            find.false += 1
            find.errors.append(f"outline: false {section['label']} {section['title']!r}")
    return {"outline.find": find, "outline.parent": parent, "outline.role": role}


def _paths(sections: list[Row]) -> dict[str, list[str]]:
    labels = {section["id"]: section["label"].lower() for section in sections}
    paths: dict[str, list[str]] = {}
    for section in sections:
        above = section["parent_id"]
        paths[section["id"]] = [*paths[above], labels[above]] if above else []
    return paths


def _opens(section: Row, row: Row, places: Places) -> bool:
    place = places.find(row["quote"], row.get("at"))
    if place is None or section["label"].lower() != row["label"].lower():
        return False
    heading = section["heading"]
    return bool(heading["start"] - 6 <= place[0] < heading["end"])


def _count(line: Tally, right: bool, what: object) -> None:
    if right:
        line.right += 1
    else:
        line.false += 1
        line.missed += 1
        line.errors.append(f"wrong: {what}")


def _score_bodies(gold: list[Row], found: list[Row]) -> dict[str, Tally]:
    name, role = Tally(), Tally()
    roles: dict[int, set[str]] = {}
    extra: dict[str, set[str]] = {}
    for record in found:
        best = _body_of(record, gold)
        if best is not None:
            roles.setdefault(best, set()).add(record["role"])
        else:
            extra.setdefault(record["body"], set()).add(record["role"])
    for number, row in enumerate(gold):
        if row.get("optional"):
            continue
        wanted, got = set(row.get("roles", [])), roles.get(number, set())
        if wanted & {"lead", "requested"}:
            got = got - ({"support"} - wanted)
        name.right += number in roles
        name.missed += number not in roles
        role.right += len(wanted & got)
        role.missed += len(wanted - got)
        role.false += len(got - wanted)
        if wanted != got:
            role.errors.append(f"bodies: {row['name']!r} wanted {wanted}, got {got}")
    for body, got in extra.items():
        name.false += 1
        role.false += len(got)
        name.errors.append(f"bodies: false {body!r} {got}")
    return {"bodies.name": name, "bodies.role": role}


def _body_of(record: Row, gold: list[Row]) -> int | None:
    """Return the gold body whose name or alias is most like the record's, if one is."""
    scores = [
        max(
            likeness(text, form)
            for text in (record["body"], record["quote"])
            for form in (row["name"], *row.get("aliases", []))
        )
        for row in gold
    ]
    best = max(range(len(gold)), key=scores.__getitem__, default=None)
    return best if best is not None and scores[best] >= 0.85 else None


def _score_references(gold: list[Row], found: list[Row]) -> dict[str, Tally]:
    lines = {name: Tally() for name in ("find", "date", "relation")}
    best = _by_number(found)
    wanted = {_key(row["number"]): row for row in gold if row.get("number")}
    for key, row in wanted.items():
        if row.get("optional"):
            continue
        for name, line in lines.items():
            if key not in best:
                line.missed += 1
                line.errors.append(f"references: missed {row['number']}")
            else:
                _count(line, name == "find" or row.get(name) == best[key][name], row)
    for key in best.keys() - wanted.keys():
        for line in lines.values():
            line.false += 1
        lines["find"].errors.append(f"references: false {best[key]['number']}")
    return {f"references.{name}": line for name, line in lines.items()}


def _by_number(found: list[Row]) -> Row:
    """Return the weightiest mention of each number."""
    order = ("cites", "basis", "parent")
    weighed = sorted(found, key=lambda r: (order.index(r["relation"]), bool(r["date"])))
    return {_key(record["number"]): record for record in weighed if record["number"]}


def _key(number: str) -> str:
    return regex.sub(r"\s", "", fold(number))


def _score_metadata(gold: Row, found: Row) -> Tally:
    line = Tally()
    for key, value in gold.items():
        if key == "period":
            wanted = [str(side or "")[:4] for side in value or ["", ""]]
            got = [str(found[f"period_{side}"] or "")[:4] for side in ("start", "end")]
            right = wanted == got or value is None
            value, other = any(wanted), any(got)
        else:
            other = found[key]
            right = fold(value) == fold(other) or (bool(value) and likeness(value, other) >= 0.9)
        line.right += bool(right and value)
        line.missed += bool(not right and value)
        line.false += bool(not right and other)
        if not right:
            line.errors.append(f"meta.{key}: {gold[key]!r} != {found.get(key)!r}")
    return line


def score_pair(gold: Row, report: Row, parent_text: str, child_text: str) -> dict[str, Tally]:
    """Return the lines of one pair: items found, statuses, links."""
    item, status, link = Tally(), Tally(), Tally()
    parents, children = Places(parent_text), Places(child_text)
    for row in gold["items"]:
        place = parents.find(row["quote"], row.get("at"))
        hits = [
            other
            for other in report["items"]
            if other["kind"] == row["kind"] and other["parent"] and _overlap(place, other["parent"])
        ]
        if not hits:
            for line in (item, status, link):
                line.missed += 1
                line.errors.append(f"pair: no item for {row['kind']} {row['quote'][:60]!r}")
            continue
        best = max(hits, key=lambda other: _overlap(place, other["parent"]))
        item.right += 1
        _count(status, best["status"] in (row["status"], *row.get("also", [])), row)
        wanted = [children.find(c["quote"], c.get("at")) for c in row.get("child", [])]
        got = best["child"]
        right = not wanted if got is None else any(_overlap(place, got) for place in wanted)
        link.right += right
        link.missed += not right and bool(wanted)
        link.false += not right and got is not None
        if not right:
            link.errors.append(f"link: {row['quote'][:60]!r} got {got and got['quote'][:60]!r}")
    return {"coverage.item": item, "coverage.status": status, "coverage.link": link}


def _overlap(place: tuple[int, int] | None, side: Row) -> float:
    if place is None:
        return 0.0
    start, end = side["span"]["start"], side["span"]["end"]
    shared = min(place[1], end) - max(place[0], start)
    return max(0, shared) / max(place[1] - place[0], end - start, 1)


def load_golds(pattern: str) -> Iterator[tuple[str, Row]]:
    """Yield the gold files that match, with their id: the folder's or file's name."""
    for path in sorted(HERE.glob(pattern)):
        name = path.parent.name if path.name == "gold.json" else path.stem
        yield name, json.loads(path.read_text("utf-8"))


def half_of(gold: Row) -> str:
    """Return the half of the corpus that a plan or pair belongs to, a pair with its child."""
    if "child" in gold:
        path = HERE / gold["child"]
        gold = json.loads((path.parent / "gold.json").read_text("utf-8"))
    return str(gold.get("half", "dev"))


def score_all(
    results: Path | None = None,
    half: str | None = None,
    only: frozenset[str] | None = None,
) -> dict[str, Tally]:
    """Return the lines over plans and pairs; with `results`, over the pairs that it answers.

    `half` and `only`, names of plans, choose among them; a pair goes with its child.
    """
    totals: dict[str, Tally] = {}

    def count(lines: dict[str, Tally]) -> None:
        for name, line in lines.items():
            totals.setdefault(name, Tally()).add(line)

    for name, gold in load_golds("plans/*/gold.json"):
        if half in (None, half_of(gold)) and (not only or name in only):
            count(score_plan(gold, _answer(gold, results and results / f"{name}.json")))
    for name, gold in load_golds("pairs/*.json"):
        file = results and results / f"{name}.json"
        child = Path(gold["child"]).parent.name
        chosen = half in (None, half_of(gold)) and (not only or child in only)
        if chosen and (file is None or file.exists()):
            texts = [(HERE / gold[side]).read_bytes().decode() for side in ("parent", "child")]
            count(score_pair(gold, _report(gold, file), *texts))
    return totals


def _answer(gold: Row, file: Path | None) -> Row:
    """Return the answer to a plan: another system's, or planparse's own."""
    from planparse import parse

    text = file.read_text("utf-8") if file else parse(HERE / gold["doc"]).model_dump_json()
    answer: Row = json.loads(text)
    return answer


def _report(gold: Row, file: Path | None) -> Row:
    """Return the answer to a pair: another system's, or planparse's own."""
    from planparse import compare, parse

    if file:
        text = file.read_text("utf-8")
    else:
        child, parent = parse(HERE / gold["child"]), parse(HERE / gold["parent"])
        text = compare(child, parent).model_dump_json()
    report: Row = json.loads(text)
    return report


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--results", type=Path)
    arguments.add_argument("--half", choices=("dev", "test"))
    arguments.add_argument("--errors", action="store_true")
    options = arguments.parse_args()
    totals = score_all(options.results, options.half)
    print(f"{'':22}{'P':>7}{'R':>7}{'F1':>7}{'right':>7}{'false':>7}{'missed':>7}")
    for name, line in totals.items():
        precision, recall, f1 = line.scores()
        print(
            f"{name:22}{precision:7.3f}{recall:7.3f}{f1:7.3f}"
            f"{line.right:7}{line.false:7}{line.missed:7}"
        )
    if options.errors:
        for line in totals.values():
            print(*line.errors, sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
