"""A matrix and a chain as a person reads them, before they have a format."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from planparse.model import (
    ChainItem,
    CoverageChain,
    CoverageMatrix,
    DocumentRef,
    MatrixColumn,
    PlanDocument,
)
from planparse.model.coverage import ItemKind, Status
from planparse.reports.passages import tidy
from planparse.reports.view import LACKING, ORDER, Paper, Places, Side, describe_paper
from planparse.reports.wording import Language, Words, load_wording


@dataclass(frozen=True, slots=True)
class MatrixLine:
    """An item of the parent: how many children have it in each status, and each child's status."""

    ref: str
    kind: ItemKind
    parent: Side
    counts: Mapping[Status, int]
    lacking: int
    number: int


@dataclass(frozen=True, slots=True)
class ChildLine:
    """A child: how it is called, and its status for each item in the lines' order."""

    ref: str
    name: str
    number: str
    title: str
    citation: str
    lacking: int
    statuses: tuple[Status, ...]


@dataclass(frozen=True, slots=True)
class MatrixView:
    """A matrix in the chosen language: items and children, both worst first."""

    lang: Language
    words: Words
    parent: Paper
    headline: str
    lines: tuple[MatrixLine, ...]
    children: tuple[ChildLine, ...]


def make_matrix_view(matrix: CoverageMatrix, parent: PlanDocument, lang: Language) -> MatrixView:
    """Return the view of a matrix; the document is the parent."""
    words = load_wording(lang)
    lines = tuple(sorted(_matrix_lines(matrix, parent, words), key=_fewest))
    order = [line.number for line in lines]
    children = sorted(
        (_child(number, column, order) for number, column in enumerate(matrix.columns, 1)),
        key=_weakest,
    )
    full = sum(line.lacking == 0 for line in lines)
    return MatrixView(
        lang,
        words,
        describe_paper(parent),
        words["matrix_head"].format(count=full, total=len(lines), children=len(children)),
        lines,
        tuple(children),
    )


def _fewest(line: MatrixLine) -> tuple[int, int, int]:
    return (-line.lacking, -line.counts.get("missing", 0), line.number)


def _weakest(child: ChildLine) -> tuple[int, str, str]:
    return (-child.lacking, child.number, child.name)


def _matrix_lines(
    matrix: CoverageMatrix, parent: PlanDocument, words: Words
) -> Iterator[MatrixLine]:
    places = Places(parent)
    refs = Counter[str]()
    for number, item in enumerate(matrix.items):
        refs[item.kind] += 1
        side = places.side(item.parent)
        counts = Counter(column.statuses[number] for column in matrix.columns)
        yield MatrixLine(
            f"{words[f'prefix_{item.kind}']}{refs[item.kind]}",
            item.kind,
            side,
            {status: counts[status] for status in ORDER if counts[status]},
            sum(counts[status] for status in LACKING),
            number,
        )


def _child(number: int, column: MatrixColumn, order: Sequence[int]) -> ChildLine:
    child = column.child
    return ChildLine(
        str(number),
        child.name,
        child.number or "",
        tidy(child.title or "").strip(),
        column.citation,
        sum(status in LACKING for status in column.statuses),
        tuple(column.statuses[place] for place in order),
    )


@dataclass(frozen=True, slots=True)
class StepLine:
    """What one level makes of an item; `status` None where the item no longer comes so far.

    `sentence` says, in Vietnamese, what is lacking.
    """

    status: Status | None
    child: Side | None
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class ChainLine:
    """An item of the top with its way down; `where` names the level that lost or weakened it."""

    ref: str
    kind: ItemKind
    top: Side
    steps: tuple[StepLine, ...]
    outcome: str
    where: str
    direct: Status


@dataclass(frozen=True, slots=True)
class ChainView:
    """A chain in the chosen language, lost items first."""

    lang: Language
    words: Words
    papers: tuple[Paper, ...]
    names: tuple[str, ...]
    citations: tuple[str, ...]
    headline: str
    lines: tuple[ChainLine, ...]


_OUTCOMES = ("lost", "weakened", "unfollowed", "kept")


def make_chain_view(
    chain: CoverageChain, documents: Sequence[PlanDocument], lang: Language
) -> ChainView:
    """Return the view of a chain; the documents are its plans, highest first."""
    words = load_wording(lang)
    names = tuple(map(_name, chain.documents))
    places = [Places(document) for document in documents]
    refs = Counter[str]()
    lines: list[ChainLine] = []
    for item in chain.items:
        refs[item.kind] += 1
        ref = f"{words[f'prefix_{item.kind}']}{refs[item.kind]}"
        lines.append(_chain_line(ref, item, places, (names, words)))
    outcomes = Counter(item.outcome for item in chain.items)
    return ChainView(
        lang,
        words,
        tuple(map(describe_paper, documents)),
        names,
        tuple(citation.status for citation in chain.citations),
        words["chain_head"].format(
            lost=outcomes["lost"], weakened=outcomes["weakened"], total=len(lines)
        ),
        tuple(sorted(lines, key=_worst)),
    )


def _worst(line: ChainLine) -> int:
    return _OUTCOMES.index(line.outcome)


def _name(document: DocumentRef) -> str:
    return document.number or document.name


def _chain_line(
    ref: str,
    item: ChainItem,
    places: Sequence[Places],
    naming: tuple[Sequence[str], Words],
) -> ChainLine:
    names, words = naming
    steps = [
        StepLine(
            step.status,
            place.side(step.child),
            step.explanation if step.status in LACKING else "",
        )
        for step, place in zip(item.steps, places[1:], strict=False)
    ]
    steps += [StepLine(None, None)] * (len(places) - 1 - len(steps))
    name = names[item.at] if item.at is not None else ""
    where = words[f"outcome.{item.outcome}"].format(name=name)
    return ChainLine(
        ref, item.kind, places[0].side(item.top), tuple(steps), item.outcome, where, item.direct
    )
