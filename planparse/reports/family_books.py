"""A matrix and a chain as tables."""

from collections.abc import Iterator

from planparse.reports.book import Book, Cell, Column, Row, Table, Tagged
from planparse.reports.coverage_book import paper_facts, say_side, say_status
from planparse.reports.family_views import (
    ChainLine,
    ChainView,
    ChildLine,
    MatrixLine,
    MatrixView,
    StepLine,
)
from planparse.reports.view import ORDER, SIGNS
from planparse.reports.wording import Words

# More children than this do not fit beside the items on a page.
MOST_COLUMNS = 12


def make_matrix_book(view: MatrixView) -> Book:
    """Return the tables of a matrix; a child is a row of its sheet, an item a column."""
    words = view.words
    items, children = _items(view), _children(view)
    grid = (_grid(view),) if len(view.children) <= MOST_COLUMNS else ()
    return Book(
        words=words,
        title=words["matrix"],
        facts=tuple(paper_facts(words["parent_plan"], view.parent, words)),
        headline=view.headline,
        notices=(),
        notes=(words["method"],),
        narrow=(_matrix_summary(view), items, children, *grid),
        wide=(_matrix_summary(view), _sheet(view), _wide_items(view)),
        flat=_sheet(view, says_items=True),
    )


def _matrix_summary(view: MatrixView) -> Table:
    words = view.words
    total = len(view.lines)
    rows: list[tuple[Cell, ...]] = [
        (words["item_list"], total),
        (words["children"], len(view.children)),
    ]
    for status in ORDER:
        count = sum(line.counts.get(status, 0) for line in view.lines)
        if count:
            rows.append((say_status(status, words), count))
    return Table(words["summary"], (Column(words["status"], 40), Column("", 14)), tuple(rows))


def _items(view: MatrixView) -> Table:
    words = view.words
    columns = (
        Column(words["ref"], 7), Column(words["parent_says"], 54),
        Column(words["lacking_count"], 13), Column(words["status"], 26),
    )  # fmt: skip
    total = len(view.children)
    rows: tuple[Row, ...] = tuple(
        (line.ref, say_side(line.parent, words), f"{line.lacking}/{total}", _tell(line, words))
        for line in view.lines
    )
    return Table(f"{words['item_list']} ({len(rows)})", columns, rows)


def _tell(line: MatrixLine, words: Words) -> str:
    return "; ".join(f"{SIGNS[s]} {words[s]} {count}" for s, count in line.counts.items())


def _children(view: MatrixView) -> Table:
    words = view.words
    columns = (
        Column("#", 5), Column(words["number"], 17), Column(words["title"], 40),
        Column(words["file"], 16), Column(words["citation"], 11),
        Column(words["lacking_count"], 11),
    )  # fmt: skip
    total = len(view.lines)
    rows: tuple[Row, ...] = tuple(
        (
            child.ref, child.number, child.title, child.name, say_citation(child.citation, words),
            f"{child.lacking}/{total}",
        )
        for child in view.children
    )  # fmt: skip
    return Table(f"{words['children']} ({len(rows)})", columns, rows)


def say_citation(status: str, words: Words) -> str:
    """Return whether a child cites the parent, as a word."""
    return words["not_cited" if status == "missing" else status]


def _grid(view: MatrixView) -> Table:
    words = view.words
    columns = [Column(words["ref"], 8), *(Column(child.ref, 8) for child in view.children)]
    rows: tuple[Row, ...] = tuple(
        (line.ref, *(_sign(child, number) for child in view.children))
        for number, line in enumerate(view.lines)
    )
    return Table(words["matrix"], tuple(columns), rows)


def _sign(child: ChildLine, number: int) -> Tagged:
    status = child.statuses[number]
    return Tagged(SIGNS[status], status)


def _sheet(view: MatrixView, *, says_items: bool = False) -> Table:
    """Return a row for each child; where no other table does, the heads say the items too."""
    words = view.words
    heads = [
        f"{line.ref}: {line.parent.reading}" if says_items else line.ref for line in view.lines
    ]
    columns = [
        Column("#", 6), Column(words["number"], 20), Column(words["title"], 44),
        Column(words["file"], 24), Column(words["citation"], 14),
        Column(words["lacking_count"], 10),
        *(Column(head, 13) for head in heads),
    ]  # fmt: skip
    rows: tuple[Row, ...] = tuple(
        (
            int(child.ref), child.number, child.title, child.name,
            say_citation(child.citation, words), child.lacking,
            *(Tagged(words[status], status) for status in child.statuses),
        )
        for child in view.children
    )  # fmt: skip
    return Table(words["matrix_short"], tuple(columns), rows)


def _wide_items(view: MatrixView) -> Table:
    words = view.words
    used = [status for status in ORDER if any(status in line.counts for line in view.lines)]
    columns = [
        Column(words["ref"], 7), Column(words["kind"], 10), Column(words["parent_says"], 70),
        Column(words["section"], 14), Column(words["page"], 8), Column(words["lacking_count"], 12),
        *(Column(words[status], 12) for status in used),
    ]  # fmt: skip
    rows: tuple[Row, ...] = tuple(
        (
            line.ref, words[line.kind], line.parent.passage.text, line.parent.section,
            line.parent.page, line.lacking, *(line.counts.get(status, 0) for status in used),
        )
        for line in view.lines
    )  # fmt: skip
    return Table(words["parent_short"].capitalize(), tuple(columns), rows)


def make_chain_book(view: ChainView) -> Book:
    """Return the tables of a chain: an item a row, a level a column."""
    words = view.words
    facts: list[tuple[str, Cell]] = []
    for number, paper in enumerate(view.papers):
        facts += paper_facts(f"{number + 1}. {view.names[number]}", paper, words)
        if number:
            facts.append((words["citation"], say_citation(view.citations[number - 1], words)))
    wide = _wide_chain(view)
    return Book(
        words=words,
        title=words["chain"],
        facts=tuple(facts),
        headline=view.headline,
        notices=(),
        notes=(words["method"],),
        narrow=(_chain_summary(view), _narrow_chain(view)),
        wide=(_chain_summary(view), wide),
        flat=wide,
    )


def _chain_summary(view: ChainView) -> Table:
    words = view.words
    found: dict[str, int] = {}
    for line in view.lines:
        found[line.where] = found.get(line.where, 0) + 1
    rows = (*found.items(), (words["total_top"], len(view.lines)))
    columns = (Column(words["outcome_head"], 40), Column(words["count"], 14))
    return Table(words["summary"], columns, rows)


def _narrow_chain(view: ChainView) -> Table:
    words = view.words
    columns = (
        Column(words["ref"], 6), Column(words["outcome_head"], 12), Column(words["top_says"], 24),
        *(Column(name, 24) for name in view.names[1:]), Column(words["direct"], 12),
    )  # fmt: skip
    rows: tuple[Row, ...] = tuple(
        (
            line.ref, Tagged(line.where, outcome_tag(line)), say_side(line.top, words),
            *(_say_step(step, words) for step in line.steps), say_status(line.direct, words),
        )
        for line in view.lines
    )  # fmt: skip
    return Table(f"{words['way']} ({len(rows)})", columns, rows)


def outcome_tag(line: ChainLine) -> str:
    """Return the status whose colour an outcome has."""
    tags = {"lost": "missing", "weakened": "weaker", "kept": "met", "unfollowed": "unknown"}
    return tags[line.outcome]


def _say_step(step: StepLine, words: Words) -> str:
    if step.status is None:
        return words["fell_out"]
    status = f"{SIGNS[step.status]} {words[step.status]}."
    return " ".join(filter(None, (status, say_side(step.child, words), step.sentence)))


def _wide_chain(view: ChainView) -> Table:
    words = view.words
    columns = [
        Column(words["ref"], 7), Column(words["kind"], 10), Column(words["outcome_head"], 26),
        *_level_columns(words["top_says"], words),
    ]  # fmt: skip
    for name in view.names[1:]:
        columns += [Column(f"{name}: {words['status'].lower()}", 14), *_level_columns(name, words)]
        columns.append(Column(f"{name}: {words['why'].lower()}", 36))
    columns.append(Column(words["direct"], 14))
    rows: tuple[Row, ...] = tuple(
        (
            line.ref, words[line.kind], Tagged(line.where, outcome_tag(line)),
            line.top.passage.text, line.top.section, line.top.page,
            *(cell for step in line.steps for cell in _step_cells(step, words)),
            Tagged(words[line.direct], line.direct),
        )
        for line in view.lines
    )  # fmt: skip
    return Table(words["way"], tuple(columns), rows)


def _level_columns(name: str, words: Words) -> Iterator[Column]:
    for key, width in (("text", 44), ("section", 14), ("page", 8)):
        yield Column(f"{name}: {words[key].lower()}", width)


def _step_cells(step: StepLine, words: Words) -> tuple[Cell, ...]:
    status = Tagged(words[step.status], step.status) if step.status else None
    if step.child is None:
        return (status, None, None, None, step.sentence)
    side = step.child
    return (status, side.passage.text, side.section, side.page, step.sentence)
