"""Lines of a paper put together to paragraphs, without page furniture, notes moved to the end.

Input is normalised text as it comes from a typist, a portal or a converter: paragraphs on one line
or wrapped over many, tables flattened to one cell a line between "|" lines, page numbers and
footnotes in the middle of sentences. Output is the *flow*: one paragraph a line. Nothing is lost,
for the flow maps back to the source.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, NamedTuple

from planparse.outline.lines import LONGEST_LINE, Line, read_lines
from planparse.outline.markers import read_marker
from planparse.text.mapped import Edit, MappedText, Piece, assemble
from planparse.text.patterns import lazy_pattern

BlockKind = Literal["paragraph", "cell", "footnote"]


class Block(NamedTuple):
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


# "¹. Kế hoạch số …", "[1] Nghị quyết …"; not "[…]", "(1) Tổ chức"
_FOOTNOTE = lazy_pattern(r"(?:[¹²³⁴-⁹⁰]{1,3}|\[\d{1,3}\])[.):]?\s*(?=\p{L}|\")")
_NOTE_MARKS = frozenset("¹²³⁴⁵⁶⁷⁸⁹⁰[")
_TERMINAL = frozenset(".;:!?…")
# A wrapped line may end in one of these; what follows belongs to it even if it looks like a marker.
_OPEN_WORDS = (
    "số", "khoản", "điểm", "điều", "mục", "ngày", "tháng", "năm", "quý", "phụ lục", "chương",
    "phần", "đến", "từ", "và", "của", "tại", "là", "về",
)  # fmt: skip
_OPEN_END = lazy_pattern(rf"\b(?:{'|'.join(_OPEN_WORDS)})$")
_OPEN_MARKS = ("-", ",", "(", "/")
_OPEN_REACH = 12
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
_LONG_LINE = 48
# A marker that stands alone on its line is no longer than this.
_BARE_MARKER = 7
# Share of wrapped line ends from which on a text counts as wrapped by its typist.
_WRAPPED_SHARE = 0.3


class _Bold:
    """Where marks of emphasis stood in the source, which the normalised text has lost."""

    def __init__(self, mapped: MappedText, source: str) -> None:
        self.mapped, self.source = mapped, source
        self.is_used = "**" in source

    def opens(self, line: Line) -> bool:
        if not self.is_used:
            return False
        start = self.mapped.locate(line.start, line.end).start
        return self.source[max(0, start - 2) : start] == "**"

    def closes(self, line: Line) -> bool:
        end = self.mapped.locate(line.start, line.end).end
        return self.is_used and self.source[end : end + 2] == "**"


def lay_out(mapped: MappedText, source: str) -> Flow:
    """Return the flow of a normalised text; `source` is the text that it was made from.

    >>> from planparse.text.normalise import normalise
    >>> text = "1. Tuyên truyền về vai trò của\\n\\n2\\n\\nphụ nữ trong gia đình."
    >>> lay_out(normalise(text), text).text
    '1. Tuyên truyền về vai trò của phụ nữ trong gia đình.'
    """
    lines = list(read_lines(mapped, source))
    wrapped = _is_wrapped(lines)
    bold = _Bold(mapped, source)
    groups: list[list[Line]] = []
    notes: list[list[Line]] = []
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
        if goes_on and size <= LONGEST_LINE:
            target[-1].append(line)
        else:
            target.append([line])
            size = len(line.text)
    return _write(mapped, bold, groups, notes)


def _is_wrapped(lines: Sequence[Line]) -> bool:
    """Tell whether lines are wrapped: many are followed at once by a line in lower case."""
    pairs = [(a, b) for a, b in pairwise(lines) if not b.gap and not b.cell]
    if len(pairs) < 3:
        return False
    lower = sum(1 for _, b in pairs if _LOWER.match(b.text) and read_marker(b.text) is None)
    return lower >= _WRAPPED_SHARE * len(pairs)


def _joins(group: list[Line], line: Line, wrapped: bool, bold: _Bold) -> bool:
    """Tell whether `line` goes on with the paragraph that `group` holds."""
    last = group[-1]
    if line.cell != last.cell:
        return False
    ends = last.text[-1] in _TERMINAL
    if not ends and _is_open(last.text) and not last.text.isupper():
        return _goes_on(group, line)
    if _is_marked(line.text) or _opens(line.text):
        return False
    is_bare = len(last.text) <= _BARE_MARKER and not last.text.upper().startswith("PHỤ")
    if is_bare and not line.gap and _opens(last.text):
        return True
    if line.text[0] in _STANDALONE_MARKS and _STANDALONE.match(line.text):
        return False
    if line.gap:
        return _joins_over_gap(group, line, ends, bold)
    return _joins_in_group(last, line, ends, wrapped)


def _is_open(text: str) -> bool:
    """Tell whether a line ends in a word or mark that something must follow."""
    end = text[-_OPEN_REACH:].lower()
    if end.endswith(_OPEN_MARKS):
        return True
    return end.endswith(_OPEN_WORDS) and _OPEN_END.search(end) is not None


def _is_marked(text: str) -> bool:
    """Tell whether a line opens with a bullet."""
    return text[0] in "-+*•" and text[1:2].isspace()


def _goes_on(group: list[Line], line: Line) -> bool:
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


def _joins_in_group(last: Line, line: Line, ends: bool, wrapped: bool) -> bool:
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


def _joins_over_gap(group: list[Line], line: Line, ends: bool, bold: _Bold) -> bool:
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
    mapped: MappedText, bold: _Bold, groups: Sequence[list[Line]], notes: Sequence[list[Line]]
) -> Flow:
    pieces: list[Piece | Edit] = []
    blocks: list[Block] = []
    length = 0
    for kind, part in (("paragraph", groups), ("footnote", notes)):
        for group in part:
            start = length + bool(length)
            offsets: list[int] = []
            for line in group:
                first = line.start
                if length:
                    first = max(0, first - 1)
                    length += 1
                    if offsets or mapped.text[first] != "\n":
                        # The break stands for the blank, so that a plain wrap maps one to one.
                        pieces.append(Edit(first, line.start, " " if offsets else "\n"))
                        first = line.start
                offsets.append(length)
                pieces.append(Piece(first, line.end))
                length += line.end - line.start
            cell = group[0].cell
            name: BlockKind = "cell" if cell else "footnote" if kind == "footnote" else "paragraph"
            blocks.append(Block(start, length, name, tuple(offsets), bold.opens(group[0]), cell))
    return Flow(assemble(mapped, pieces), tuple(blocks))
