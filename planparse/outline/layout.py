"""Lines of a paper put together to paragraphs, without page furniture, notes moved to the end.

Input is normalised text as it comes from a typist, a portal or a converter: paragraphs on one line
or wrapped over many, tables flattened to one cell a line between "|" lines, page numbers and
footnotes in the middle of sentences. Output is the *flow*: one paragraph a line. Nothing is lost,
for the flow maps back to the source.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, NamedTuple

import regex

from planparse.outline.markers import read_marker
from planparse.text.mapped import Edit, MappedText, Piece, assemble
from planparse.text.patterns import lazy_pattern

BlockKind = Literal["paragraph", "cell", "footnote"]


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, table cell or footnote: a line of the flow.

    `lines` are the offsets in the flow at which the lines of the source begin. A cell knows its
    table, row and column (counted from 0).
    """

    start: int
    end: int
    kind: BlockKind
    lines: tuple[int, ...]
    bold: bool = False
    cell: tuple[int, int, int] | None = None


@dataclass(frozen=True, slots=True)
class Flow:
    """The text to read, one block a line, and the way back to the source."""

    mapped: MappedText
    blocks: tuple[Block, ...]

    @property
    def text(self) -> str:
        """The flow's text."""
        return self.mapped.text

    def block_text(self, block: Block) -> str:
        """Return the text of one block."""
        return self.mapped.text[block.start : block.end]


# "2", "- 3 -", "Trang 4/12", "3/12", "PAGE 2": page numbers; "-----", "____", "***": strokes.
_FURNITURE = lazy_pattern(
    r"(?:[-–]?\s?\d{1,3}\s?[-–]?|(?:Trang|trang|Page|PAGE)\s*\d{0,3}(?:\s?/\s?\d{1,3})?"
    r"|\d{1,3}/\d{1,3}"
    r"|[-_=*~.•\s|:]{2,200}|\[\s?\])"
)
# "¹. Kế hoạch số …", "[1] Nghị quyết …"; not "[…]", "(1) Tổ chức"
_FOOTNOTE = lazy_pattern(r"(?:[¹²³⁴-⁹⁰]{1,3}|\[\d{1,3}\])[.):]?\s*(?=\p{L}|\")")
_NOTE_MARKS = frozenset("¹²³⁴⁵⁶⁷⁸⁹⁰[")
_FURNITURE_MARKS = frozenset("0123456789-–_=*~.•|:TtPp[")
_TERMINAL = frozenset(".;:!?…")
# A wrapped line may end in one of these; what follows belongs to it even if it looks like a marker.
_OPEN_END = lazy_pattern(
    r"(?:\b(?:số|khoản|điểm|điều|mục|ngày|tháng|năm|quý|phụ lục|chương|phần|đến|từ|và|của|tại|là"
    r"|về)|[-,(/])$",
    regex.IGNORECASE,
)
# Lines that begin a paragraph of their own although they carry no marker.
_STANDALONE = lazy_pattern(
    r"(?:Nơi nhận|NƠI NHẬN|TM\.|KT\.|TL\.|T/M|K/T|T/L|TUQ\.|Căn cứ |Thực hiện |Xét đề nghị"
    r"|Theo đề nghị|Trên đây là"
    r"|Độc lập|CỘNG HÒA|CỘNG HOÀ|ĐẢNG CỘNG SẢN|Số\s*:|Thời gian|Thời hạn|Tiến độ)"
)
_STANDALONE_MARKS = frozenset("NTKCXĐS")
_TYPE_LINE = lazy_pattern(
    r"(?:KẾ HOẠCH|QUYẾT ĐỊNH|CHƯƠNG TRÌNH|NGHỊ QUYẾT|CHỈ THỊ|HƯỚNG DẪN|ĐỀ ÁN|THÔNG BÁO)\s*:?"
)
_LOWER = lazy_pattern(r"[\p{Ll}]")
# A heading shorter than this is complete, even without a mark at its end.
_SHORT_HEADING = 25
# A paragraph shorter than this may be a heading that ends in an open word ("1. Lĩnh vực dân số").
_SHORT_LINE = 70
# An unfinished line of this length goes on even before a capital ("… của" / "Ủy ban nhân dân").
_LONGEST_BLOCK = 8000
_LONG_LINE = 48
# A marker that stands alone on its line is no longer than this.
_BARE_MARKER = 7
# Share of wrapped line ends from which on a text counts as wrapped by its typist.
_WRAPPED_SHARE = 0.3


class _Line(NamedTuple):
    """A line without its outer blanks; `gap` says that blank lines stand before it."""

    start: int
    end: int
    text: str
    gap: bool
    cell: tuple[int, int, int] | None = None


class _Bold:
    """Where marks of emphasis stood in the source, which the normalised text has lost."""

    def __init__(self, mapped: MappedText, source: str) -> None:
        self.mapped, self.source = mapped, source
        self.is_used = "**" in source

    def opens(self, line: _Line) -> bool:
        if not self.is_used:
            return False
        start = self.mapped.locate(line.start, line.end).start
        return self.source[max(0, start - 2) : start] == "**"

    def closes(self, line: _Line) -> bool:
        end = self.mapped.locate(line.start, line.end).end
        return self.is_used and self.source[end : end + 2] == "**"


def lay_out(mapped: MappedText, source: str) -> Flow:
    """Return the flow of a normalised text; `source` is the text that it was made from.

    >>> from planparse.text.normalise import normalise
    >>> text = "1. Tuyên truyền về vai trò của\\n\\n2\\n\\nphụ nữ trong gia đình."
    >>> lay_out(normalise(text), text).text
    '1. Tuyên truyền về vai trò của phụ nữ trong gia đình.'
    """
    lines = list(_lines(mapped.text))
    wrapped = _is_wrapped(lines)
    bold = _Bold(mapped, source)
    groups: list[list[_Line]] = []
    notes: list[list[_Line]] = []
    target, size = groups, 0
    for line in lines:
        if line.cell is None and line.text[0] in _NOTE_MARKS and _FOOTNOTE.match(line.text):
            notes.append([line])
            size = len(line.text)
            target = notes
            continue
        if target is notes and (line.gap or line.cell):
            target = groups
        size += len(line.text)
        goes_on = target is notes or (target and _joins(target[-1], line, wrapped, bold))
        if goes_on and size <= _LONGEST_BLOCK:
            target[-1].append(line)
        else:
            target.append([line])
            size = len(line.text)
    return _write(mapped, bold, groups, notes)


def _lines(text: str) -> Iterator[_Line]:
    """Yield the lines that carry text, cells numbered by table, row and column."""
    cells = _Cells()
    offset, gap = 0, False
    for raw in text.split("\n"):
        stripped = raw.strip()
        start = offset
        if stripped and raw[0] != stripped[0]:
            start += len(raw) - len(raw.lstrip())
        offset += len(raw) + 1
        if not stripped:
            gap = True
            # A cell that held only emphasis marks is empty, not the end of its table.
            if not (raw and cells.open):
                cells.blank()
            continue
        if stripped[0] == "|":
            yield from cells.pipe(stripped, start, gap)
            gap = True
            continue
        place = cells.place()
        if _says_nothing(stripped) if place else _is_furniture(stripped):
            continue
        for at, end in _pieces(stripped):
            yield _Line(start + at, start + end, stripped[at:end], gap, place)
            gap = False


def _is_furniture(line: str) -> bool:
    return line[0] in _FURNITURE_MARKS and _FURNITURE.fullmatch(line) is not None


def _says_nothing(cell: str) -> bool:
    return not any(c.isalnum() or c == "%" for c in cell)


def _pieces(line: str) -> Iterator[tuple[int, int]]:
    """Cut a line that no paragraph is as long as at blanks, so that no input takes long."""
    start = 0
    while len(line) - start > _LONGEST_BLOCK:
        blank = line.rfind(" ", start + 1, start + _LONGEST_BLOCK)
        stop = blank if blank > 0 else start + _LONGEST_BLOCK
        yield start, stop
        start = stop + 1 if blank > 0 else stop
    yield start, len(line)


class _Cells:
    """Where in a table we are; lives only while the lines are read."""

    def __init__(self) -> None:
        self.table, self.row, self.column = -1, -1, 0
        self.open = False
        self.after_pipe = False

    def blank(self) -> None:
        if self.after_pipe:
            self.open = False
        self.after_pipe = False

    def place(self) -> tuple[int, int, int] | None:
        self.after_pipe = False
        return (self.table, self.row, self.column) if self.open else None

    def pipe(self, stripped: str, start: int, gap: bool) -> Iterator[_Line]:
        if len(stripped) > 1:
            yield from self._row_on_one_line(stripped, start, gap)
            return
        if not self.open:
            self.table, self.row, self.column, self.open = self.table + 1, 0, 0, True
        elif self.after_pipe:
            self.row, self.column = self.row + 1, 0
        else:
            self.column += 1
        self.after_pipe = True

    def _row_on_one_line(self, stripped: str, start: int, gap: bool) -> Iterator[_Line]:
        if not self.open:
            self.table, self.row, self.open = self.table + 1, -1, True
        self.row, self.after_pipe = self.row + 1, True
        offset = 0
        for column, raw in enumerate(stripped.strip("|").split("|")):
            cell = raw.strip()
            if cell and not _says_nothing(cell):
                at = start + 1 + offset + len(raw) - len(raw.lstrip())
                yield _Line(at, at + len(cell), cell, True, (self.table, self.row, column))
            offset += len(raw) + 1


def _is_wrapped(lines: Sequence[_Line]) -> bool:
    """Tell whether lines are wrapped: many are followed at once by a line in lower case."""
    pairs = [(a, b) for a, b in pairwise(lines) if not b.gap and not b.cell]
    if len(pairs) < 3:
        return False
    lower = sum(1 for _, b in pairs if _LOWER.match(b.text) and read_marker(b.text) is None)
    return lower >= _WRAPPED_SHARE * len(pairs)


def _joins(group: list[_Line], line: _Line, wrapped: bool, bold: _Bold) -> bool:
    """Tell whether `line` goes on with the paragraph that `group` holds."""
    last = group[-1]
    if line.cell != last.cell:
        return False
    ends = last.text[-1] in _TERMINAL
    if not ends and _OPEN_END.search(last.text[-12:]) and not last.text.isupper():
        return _goes_on(group, line)
    if _is_marked(line.text) or _opens(line.text):
        return False
    if not line.gap and len(last.text) <= _BARE_MARKER and _opens(last.text):
        return True
    if line.text[0] in _STANDALONE_MARKS and _STANDALONE.match(line.text):
        return False
    if line.gap:
        return _joins_over_gap(group, line, ends, bold)
    return _joins_in_group(last, line, ends, wrapped)


def _is_marked(text: str) -> bool:
    """Tell whether a line opens with a bullet."""
    return text[0] in "-+*•" and text[1:2].isspace()


def _goes_on(group: list[_Line], line: _Line) -> bool:
    """Tell whether a line goes on after an open end ("… theo khoản" / "1. Điều 5")."""
    if not _opens(line.text) and not _is_marked(line.text):
        return not line.gap or bool(_LOWER.match(line.text))
    heading = _opens(group[0].text) and sum(len(part.text) for part in group) < _SHORT_LINE
    return not line.gap and not heading and line.text[0].isalnum()


def _opens(text: str) -> bool:
    """Tell whether a line opens with a marker, be it one that stands alone ("a)")."""
    if read_marker(text) is not None:
        return True
    return len(text) <= _BARE_MARKER and read_marker(f"{text} Xx") is not None


def _joins_in_group(last: _Line, line: _Line, ends: bool, wrapped: bool) -> bool:
    if _TYPE_LINE.fullmatch(last.text):
        return False
    if last.text.isupper() or line.text.isupper():
        return last.text.isupper() and line.text.isupper()
    if _LOWER.match(line.text):
        return True
    if _TYPE_LINE.fullmatch(line.text):
        return False
    if last.text[-1] == ":" and line.text[0].isdigit() and len(line.text) < _SHORT_HEADING:
        return True
    if not ends and len(last.text) >= _LONG_LINE and not _opens(last.text):
        return True
    return wrapped


def _joins_over_gap(group: list[_Line], line: _Line, ends: bool, bold: _Bold) -> bool:
    """Join over a page break: an unfinished sentence, or a heading printed as two bold pieces."""
    first, last = group[0], group[-1]
    if ends or last.text.isupper() or _TYPE_LINE.fullmatch(last.text):
        return False
    if _LOWER.match(line.text):
        return len(last.text) > 40 or not read_marker(first.text)
    return (
        read_marker(first.text) is not None
        and len(last.text) > _SHORT_HEADING
        and bold.opens(first)
        and bold.closes(last)
        and bold.opens(line)
    )


def _write(
    mapped: MappedText, bold: _Bold, groups: Sequence[list[_Line]], notes: Sequence[list[_Line]]
) -> Flow:
    pieces: list[Piece | Edit] = []
    blocks: list[Block] = []
    length = 0
    for kind, part in (("paragraph", groups), ("footnote", notes)):
        for group in part:
            start = length + bool(length)
            offsets: list[int] = []
            for line in group:
                if length:
                    # The break itself stands for the blank, so that a plain wrap maps one to one.
                    pieces.append(
                        Edit(max(0, line.start - 1), line.start, " " if offsets else "\n")
                    )
                    length += 1
                offsets.append(length)
                pieces.append(Piece(line.start, line.end))
                length += line.end - line.start
            cell = group[0].cell
            name: BlockKind = "cell" if cell else "footnote" if kind == "footnote" else "paragraph"
            blocks.append(Block(start, length, name, tuple(offsets), bold.opens(group[0]), cell))
    return Flow(assemble(mapped, pieces), tuple(blocks))
