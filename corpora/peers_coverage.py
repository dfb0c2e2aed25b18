"""Compare planparse's matching with TF-IDF, BM25 and rapidfuzz under the same judge.

    pip install -e '.[bench]'
    python corpora/peers_coverage.py        prints the table as Markdown

Each peer sees the words of the parent's and the child's targets and tasks and says how alike two
lines are; the pairs are assigned one to one for the highest sum, as planparse assigns its own.
planparse's judge then gives the status. The least likeness that makes a pair is set for each peer
and kind to the value that scores best on these very pairs: the peers' figures are their best case.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from score import HERE, Row, Tally, load_golds, score_pair

from planparse import parse
from planparse.comparison.assignment import assign
from planparse.comparison.citation import find_citation
from planparse.comparison.match import Match
from planparse.comparison.pairing import Ground, Pairing, find_ground, find_pairs
from planparse.comparison.reading import Reading, read_plan
from planparse.comparison.report import report_on
from planparse.comparison.tasks import judge_tasks
from planparse.model import Citation

Likeness = Sequence[Sequence[float]]
Peer = Callable[[list[str], list[str]], Likeness]
STEPS = [step / 40 for step in range(2, 39)]


@dataclass
class Pair:
    """Two plans with their gold, read once for all peers."""

    gold: Row
    child: Reading
    parent: Reading
    ground: Ground
    citation: Citation


def load_pairs() -> list[Pair]:
    pairs = []
    for _, gold in load_golds("pairs/*.json"):
        child, parent = (read_plan(parse(HERE / gold[side])) for side in ("child", "parent"))
        citation = find_citation(child.document, parent.document)
        pairs.append(Pair(gold, child, parent, find_ground(child, parent), citation))
    return pairs


def tfidf_words(above: list[str], below: list[str]) -> Likeness:
    return _tfidf(above, below, token_pattern=r"(?u)\w+", ngram_range=(1, 2))


def tfidf_letters(above: list[str], below: list[str]) -> Likeness:
    return _tfidf(above, below, analyzer="char_wb", ngram_range=(2, 5))


def tfidf_segmented(above: list[str], below: list[str]) -> Likeness:
    from underthesea import word_tokenize

    joined = [[word_tokenize(text, format="text") for text in texts] for texts in (above, below)]
    return _tfidf(*joined, token_pattern=r"(?u)\w+")


def _tfidf(above: list[str], below: list[str], **options: Any) -> Likeness:
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectors = TfidfVectorizer(**options).fit(above + below)
    likeness: Likeness = (vectors.transform(above) @ vectors.transform(below).T).toarray().tolist()
    return likeness


def bm25(above: list[str], below: list[str]) -> Likeness:
    from rank_bm25 import BM25Okapi

    index = BM25Okapi([text.lower().split() for text in below])
    rows = []
    for text in above:
        words = text.lower().split()
        # A line's score against itself is the most it can have: scores of lines become comparable.
        own = BM25Okapi([words, *(other.lower().split() for other in below)]).get_scores(words)[0]
        rows.append([float(score) / (own or 1.0) for score in index.get_scores(words)])
    return rows


def rapidfuzz_tokens(above: list[str], below: list[str]) -> Likeness:
    from rapidfuzz import fuzz, process

    scorer = fuzz.token_set_ratio
    found: Likeness = (process.cdist(above, below, scorer=scorer) / 100).tolist()
    return found


PEERS: Mapping[str, Peer] = {
    "TF-IDF, words and pairs of words": tfidf_words,
    "TF-IDF, words by underthesea": tfidf_segmented,
    "TF-IDF, letters": tfidf_letters,
    "BM25": bm25,
    "rapidfuzz, token_set_ratio": rapidfuzz_tokens,
}


def texts_of(reading: Reading, kind: str) -> list[str]:
    """Return the lines of a kind; of a target its indicator, for its number makes no match."""
    if kind == "target":
        return [side.target.indicator for side in reading.sides]
    return [task.text for task in reading.tasks]


def likeness_of(peer: Peer, pair: Pair, kind: str) -> Likeness:
    above, below = texts_of(pair.parent, kind), texts_of(pair.child, kind)
    return peer(above, below) if above and below else [[] for _ in above]


def chosen(likeness: Likeness, least: float) -> dict[int, int]:
    scores = {
        (n, m): score
        for n, row in enumerate(likeness)
        for m, score in enumerate(row)
        if score >= least
    }
    return assign(scores)


def judged(pair: Pair, targets: Mapping[int, int], tasks: Mapping[int, int]) -> Row:
    """Let planparse judge the pairs that a peer has chosen."""
    numbers = {task.id: n for n, task in enumerate(pair.child.document.tasks)}
    owners = {n: numbers[pair.child.tasks[m].id] for n, m in tasks.items()}
    pairing = Pairing(
        {n: Match(m, 0.5) for n, m in targets.items()},
        judge_tasks(pair.parent.measures, pair.ground.pool, owners),
    )
    report = report_on(pair.child, pair.parent, pair.ground, pairing, pair.citation)
    row: Row = json.loads(report.model_dump_json())
    return row


def lines_of(pairs: Sequence[Pair], reports: Sequence[Row], kind: str) -> dict[str, Tally]:
    totals: dict[str, Tally] = {}
    for pair, report in zip(pairs, reports, strict=True):
        gold = {"items": [row for row in pair.gold["items"] if row["kind"] == kind]}
        texts = pair.parent.document.text, pair.child.document.text
        for name, line in score_pair(gold, report, *texts).items():
            totals.setdefault(name, Tally()).add(line)
    return totals


def best_of(peer: Peer, pairs: Sequence[Pair], kind: str) -> dict[str, Tally]:
    """Return the lines at the threshold with the best statuses."""
    likeness = [likeness_of(peer, pair, kind) for pair in pairs]

    def at(least: float) -> dict[str, Tally]:
        reports = []
        for pair, rows in zip(pairs, likeness, strict=True):
            picked = chosen(rows, least)
            none: dict[int, int] = {}
            args = (picked, none) if kind == "target" else (none, picked)
            reports.append(judged(pair, *args))
        return lines_of(pairs, reports, kind)

    return max(map(at, STEPS), key=lambda lines: _f1(lines["coverage.status"]))


def own(pairs: Sequence[Pair], kind: str) -> dict[str, Tally]:
    reports = []
    for pair in pairs:
        is_cited = pair.citation.status != "missing"
        pairing = find_pairs(pair.child, pair.parent, pair.ground, is_cited=is_cited)
        report = report_on(pair.child, pair.parent, pair.ground, pairing, pair.citation)
        reports.append(json.loads(report.model_dump_json()))
    return lines_of(pairs, reports, kind)


def _f1(line: Tally) -> float:
    return line.scores()[2]


def rows(pairs: Sequence[Pair]) -> Iterator[str]:
    yield "| matching | target status | target link | task status | task link |"
    yield "|---|---|---|---|---|"
    finders = {
        name: lambda kind, peer=peer: best_of(peer, pairs, kind) for name, peer in PEERS.items()
    }
    finders["planparse"] = lambda kind: own(pairs, kind)
    for name, find in finders.items():
        cells = []
        for kind in ("target", "task"):
            lines = find(kind)
            cells += [f"{_f1(lines[f'coverage.{what}']):.3f}" for what in ("status", "link")]
        yield f"| {name} | {' | '.join(cells)} |"


def main() -> None:
    pairs = load_pairs()
    count = sum(len(pair.gold["items"]) for pair in pairs)
    print(f"F1 on {len(pairs)} pairs with {count} annotated items; same judge, same scorer.\n")
    for row in rows(pairs):
        print(row)


if __name__ == "__main__":
    main()
