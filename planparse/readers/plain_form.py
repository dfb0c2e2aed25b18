"""The plain text form that readers emit, written from paragraphs and tables.

The form is that of `planparse.readers.base`. Paragraphs are set apart by an empty line, so that
none is taken for the wrapped rest of another. Tables that only place things on the page, such as
a frame around the whole text, are opened; tables within a cell become lines of that cell.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import regex

EMPTY_CELL = "_"
"""Stands in an empty cell of a row that takes several lines, where no text at all ends the row."""

# A cell that holds this many characters and this share of its table is the page, not a datum.
_FRAME_LENGTH = 3000
_FRAME_SHARE = 0.6
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
# A wide gap in a short line parts two columns ("Nơi nhận:      TM. ỦY BAN NHÂN DÂN"); behind a
# marker ("1.   Mục đích") and in a long line it is a blank.
_GAP = regex.compile(r"[ \u00a0]{0,200}+\t[ \t\u00a0]{0,200}+")
_COLUMN_GAP = "    "
_LONG_LINE = 120
_MARKER_LENGTH = 10
# Control characters and the marks of Unicode that end a line.
_UNWRITABLE = regex.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ue000-\uf8ff\ufffe\uffff]")
_LINE_ENDS = regex.compile(r"\r\n|[\r\u0085\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; a forced line end within it is a line end of the text."""

    text: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that begins at a column of the table's grid, counted from 0."""

    column: int
    blocks: tuple["Block", ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a table; cells that continue one above or to the left are left out."""

    rows: tuple[tuple[Cell, ...], ...]


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote or endnote: the number that marks it and its words."""

    number: int
    text: str


def superscript(text: str) -> str:
    """Return digits as superscript digits, all else as it is.

    >>> superscript("12")
    '¹²'
    """
    return text.translate(_SUPERSCRIPTS)


def write_plain(blocks: Iterable[Block], notes: Iterable[Note] = ()) -> str:
    """Return blocks and notes as text.

    >>> print(write_plain([Paragraph("KẾ HOẠCH"), Paragraph("Năm 2024¹")], [Note(1, "Ghi chú")]))
    KẾ HOẠCH
    <BLANKLINE>
    Năm 2024¹
    <BLANKLINE>
    ¹ Ghi chú
    <BLANKLINE>
    """
    pieces = [piece for block in blocks for piece in _write(block)]
    pieces += [
        f"{superscript(str(note.number))} {text}"
        for note in notes
        if (text := " ".join(tidy(note.text).split()))
    ]
    return "\n\n".join(pieces) + "\n" if pieces else ""


def tidy(text: str) -> str:
    """Return a paragraph's text as it is written: lines stripped, empty ones left out.

    >>> tidy(" 1.\\tMục đích \\n\\n |")
    '1. Mục đích\\n¦'
    """
    text = _LINE_ENDS.sub("\n", _UNWRITABLE.sub("", text))
    lines = (_tidy_line(line) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _tidy_line(line: str) -> str:
    line = line.strip()
    if "\t" in line:
        first = _GAP.search(line)
        short = len(line) <= _LONG_LINE and first is not None and first.start() > _MARKER_LENGTH
        line = _GAP.sub(_COLUMN_GAP if short else " ", line)
    # A line that opens with a stroke would be a row of a table.
    return f"¦{line[1:]}" if line.startswith("|") else line


def plain_lines(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield the paragraphs of blocks; a row of a table within is one line, parted by blanks."""
    for block in blocks:
        if isinstance(block, Paragraph):
            text = tidy(block.text)
            if text:
                yield text
            continue
        for row in block.rows:
            cells = [list(plain_lines(cell.blocks)) for cell in row]
            if all(len(lines) <= 1 for lines in cells):
                cells = [[_COLUMN_GAP.join(line for lines in cells for line in lines)]]
            yield from (line for lines in cells for line in lines if line)


def _write(block: Block) -> Iterator[str]:
    """Yield the pieces of the text that a block becomes, each without line ends around it."""
    if isinstance(block, Paragraph):
        text = tidy(block.text)
        if text:
            yield text
        return
    rows = [[(cell, list(plain_lines(cell.blocks))) for cell in row] for row in block.rows]
    filled = [[(cell, lines) for cell, lines in row if lines] for row in rows]
    if _is_frame([item for row in filled for item in row]):
        for row in filled:
            for cell, _ in row:
                for inner in cell.blocks:
                    yield from _write(inner)
    elif any(filled):
        yield _write_rows([row for row in filled if row])


def _is_frame(cells: Sequence[tuple[Cell, list[str]]]) -> bool:
    """Tell whether a table only places text: one column, or nearly all text in one cell."""
    if len({cell.column for cell, _ in cells}) <= 1:
        return True
    sizes = [sum(len(line) for line in lines) for _, lines in cells]
    return max(sizes) >= _FRAME_LENGTH and max(sizes) >= _FRAME_SHARE * sum(sizes)


def _write_rows(rows: Sequence[Sequence[tuple[Cell, list[str]]]]) -> str:
    """Write a table; columns in which no cell with text begins are left out."""
    starts = sorted({cell.column for row in rows for cell, _ in row})
    places = {column: place for place, column in enumerate(starts)}
    return "\n".join(
        _write_row({places[cell.column]: lines for cell, lines in row}) for row in rows
    )


def _write_row(cells: dict[int, list[str]]) -> str:
    """Write a row on one line if every cell is one line, else one cell after the other."""
    columns = [cells.get(place, []) for place in range(max(cells) + 1)]
    if all(len(lines) <= 1 and not _breaks_row(lines) for lines in columns):
        return "| " + " | ".join("".join(lines) for lines in columns) + " |"
    written = ["\n\n".join(lines) or EMPTY_CELL for lines in columns]
    return "|\n" + "\n|\n".join(written) + "\n|"


def _breaks_row(lines: Sequence[str]) -> bool:
    return any("\n" in line or "|" in line for line in lines)
