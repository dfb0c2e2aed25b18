"""Tables as Markdown; the documents' words stay words, whatever marks they hold."""

import re
from collections.abc import Iterator

from planparse.reports.book import Book, Cell, Table, say_cell

# Characters that mean something to Markdown or HTML.
_ACTIVE = re.compile(r"([\\`*_{}\[\]<>|#~&$])")
# A line that would begin a list, a number or a rule.
_START = re.compile(r"^(\d{1,9})([.)])|^([-+=])")


def render_book(book: Book) -> bytes:
    """Return a book as one Markdown text."""
    return "\n".join(_lines(book)).encode("utf-8", "replace")


def _lines(book: Book) -> Iterator[str]:
    yield f"# {escape(book.title)}\n"
    yield f"**{escape(book.headline)}.**\n"
    for notice in book.notices:
        yield f"> {escape(notice)}\n"
    for label, value in book.facts:
        yield f"- {escape(label)}: {_cell(value)}" if value else f"\n**{escape(label)}**\n"
    for table in book.narrow:
        yield f"\n## {escape(table.title)}\n"
        yield from _table(table)
    yield ""
    for note in book.notes:
        yield f"{escape(note)}\n"


def _table(table: Table) -> Iterator[str]:
    if not table.rows:
        yield "–"
        return
    yield _row(column.heading for column in table.columns)
    yield _row("---" for _ in table.columns).replace("\\", "")
    for row in table.rows:
        yield _row(row)


def _row(cells: Iterator[Cell] | tuple[Cell, ...]) -> str:
    return f"| {' | '.join(map(_cell, cells))} |"


def _cell(cell: Cell) -> str:
    return escape(say_cell(cell))


def escape(text: str) -> str:
    """Return text that Markdown prints as it is, on one line.

    >>> escape("a|b <b>*x*</b>")
    'a\\\\|b \\\\<b\\\\>\\\\*x\\\\*\\\\</b\\\\>'
    """
    line = _ACTIVE.sub(r"\\\1", " ".join(text.split()))
    return _START.sub(r"\1\\\2\3", line)
