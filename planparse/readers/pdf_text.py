"""Blocks and tables of all pages written as the one plain text, with an anchor for each line."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from planparse.model import Span
from planparse.readers.base import Anchor
from planparse.readers.pdf_furniture import Cleared
from planparse.readers.pdf_lines import Line
from planparse.readers.pdf_paragraphs import Block, build_blocks, joined_text
from planparse.readers.pdf_tables import Cell, Table
from planparse.readers.plain_form import EMPTY_CELL


class _Writer:
    """The text while it is written, and where on paper each piece of it stands."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.anchors: list[Anchor] = []
        self.doubts: list[Span] = []
        self.length = 0

    def add(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)

    def add_line(self, line: Line, text: str) -> None:
        if text:
            self.anchors.append(
                Anchor(self.length, self.length + len(text), line.page, _rounded(line.box))
            )
            self.doubts += [Span(self.length + a, self.length + b) for a, b in line.doubts]
        self.add(text)


def _rounded(box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    left, top, right, bottom = box
    return round(left, 1), round(top, 1), round(right, 1), round(bottom, 1)


@dataclass(frozen=True, slots=True)
class Written:
    """A document's text, an anchor for each of its lines, and what was recognised in doubt."""

    text: str
    anchors: tuple[Anchor, ...]
    doubts: tuple[Span, ...]


def write_text(cleared: Cleared) -> Written:
    """Return the text of all pages; footnotes stand at the end."""
    writer = _Writer()
    for block in build_blocks(cleared.pages):
        if isinstance(block, Table):
            _write_table(writer, block)
        else:
            _write_block(writer, block)
    for note in cleared.notes:
        _write_block(writer, Block(note))
    return Written("".join(writer.pieces), tuple(writer.anchors), tuple(writer.doubts))


def _write_block(writer: _Writer, block: Block) -> None:
    if block.kept:
        for line in block.lines:
            writer.add_line(line, line.text)
            writer.add("\n")
    else:
        _write_lines(writer, block.lines)
        writer.add("\n")
    writer.add("\n")


def _write_lines(writer: _Writer, lines: Sequence[Line]) -> None:
    for line, (text, joint) in zip(lines, joined_text(lines), strict=True):
        writer.add_line(line, text)
        writer.add(joint)


def _write_table(writer: _Writer, table: Table) -> None:
    """Write a table; columns without any text are left out."""
    kept = [any(column) for column in zip(*table.cells, strict=True)]
    for cells in table.cells:
        row = [cell for cell, keep in zip(cells, kept, strict=True) if keep]
        if any(len(cell) > 1 for cell in row):
            _write_tall_row(writer, row)
        else:
            _write_flat_row(writer, row)
    writer.add("\n")


def _write_flat_row(writer: _Writer, row: Iterable[Cell]) -> None:
    writer.add("|")
    for cell in row:
        writer.add(" ")
        if cell:
            _write_cell_lines(writer, cell[0])
            writer.add(" ")
        writer.add("|")
    writer.add("\n")


def _write_tall_row(writer: _Writer, row: Iterable[Cell]) -> None:
    """Write a row whose cells hold several paragraphs: each cell between lines of one stroke."""
    for cell in row:
        writer.add("|\n")
        for index, paragraph in enumerate(cell):
            writer.add("\n" if index else "")
            _write_cell_lines(writer, paragraph)
            writer.add("\n")
        if not cell:
            writer.add(f"{EMPTY_CELL}\n")
    writer.add("|\n")


def _write_cell_lines(writer: _Writer, lines: Sequence[Line]) -> None:
    for line, (text, joint) in zip(lines, joined_text(lines), strict=True):
        writer.add_line(line, text.replace("|", "/"))
        writer.add(joint)
