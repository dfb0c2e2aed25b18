"""Lines put together to paragraphs: by margins, indents, markers and unfinished lines."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Literal

import regex

from planparse.outline.markers import read_marker
from planparse.readers.pdf_items import PageItems
from planparse.readers.pdf_lines import Line
from planparse.readers.pdf_tables import Table, join_tables

# All in sizes of the type, for paper and type come in many sizes.
_INDENT = 0.8
_SAME_EDGE = 0.4
_BLANK = 0.25
_LOOSE = 0.3
_CENTRED_SLACK = 3.0
_CENTRED_ERROR = 1.2
# Steps between lines, in steps that are usual on the page.
_WIDE_STEP = 1.5
_WIDER_STEP = 1.12
# A line that begins so far right, as a share of the column, is part of a signature.
_RIGHT_HALF = 0.42
# Lines wider than this share of the text show its right side, if there are so many of them.
_WIDE, _ENOUGH = 0.7, 4
_TERMINAL = frozenset(".;:!?…")
# "(Kèm theo Quyết định số …" is a line of its own, "(IOT) TẠI CÁC KHU …" is more of a title.
_OWN_BRACKETS = regex.compile(r"\((?![^()]{1,40}\)\s?\p{L})")
_LOWER = regex.compile(r"\p{Ll}")
_BULLET = regex.compile(r"[-–+*•●▪]\s{0,3}\S")
_GLUED_END = regex.compile(r"\w[-/]$")


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together: one paragraph, or, where `kept`, lines of a head or title."""

    lines: tuple[Line, ...]
    kept: bool = False


@dataclass(frozen=True, slots=True)
class _Column:
    """The sides of a page's text and the usual step from line to line."""

    left: float
    right: float
    step: float


def build_blocks(pages: Sequence[PageItems]) -> list[Block | Table]:
    """Return paragraphs, titles and tables in reading order, joined over page breaks."""
    columns = _columns(pages)
    blocks: list[Block | Table] = []
    group: list[Line] = []
    for page in pages:
        column = columns[page.number]
        for item in page.items:
            if isinstance(item, Table):
                blocks.extend(_closed(group, column))
                group = []
                _add_table(blocks, item)
            elif group and _goes_on(group, item, column):
                group.append(item)
            else:
                blocks.extend(_closed(group, column))
                group = [item]
    if pages:
        blocks.extend(_closed(group, columns[pages[-1].number]))
    return blocks


def _closed(group: list[Line], column: _Column) -> Iterable[Block]:
    if group:
        kept = _kind(group[0], column) != "body" and not _is_title_text(group)
        yield Block(tuple(group), kept)


def _is_title_text(group: list[Line]) -> bool:
    """Tell whether centred lines are one sentence over several lines, not names one a line."""
    return not group[0].apart and not any(line.text.isupper() for line in group)


def _add_table(blocks: list[Block | Table], table: Table) -> None:
    last = blocks[-1] if blocks else None
    if isinstance(last, Table) and table.page == last.page + 1:
        joined = join_tables(last, table)
        if joined is not None:
            blocks[-1] = joined
            return
    blocks.append(table)


def _columns(pages: Sequence[PageItems]) -> dict[int, _Column]:
    """Return the text column of each page; a page with little text takes its likes' column."""
    whole: dict[int, _Column] = {}
    for width in {round(page.width / 20) for page in pages}:
        alike = [page for page in pages if round(page.width / 20) == width]
        whole[width] = _column([line for page in alike for line in _body_lines(page)], None)
    return {
        page.number: _column(_body_lines(page), whole[round(page.width / 20)]) for page in pages
    }


def _body_lines(page: PageItems) -> list[Line]:
    return [item for item in page.items if isinstance(item, Line) and not item.apart]


def _column(lines: Sequence[Line], like: _Column | None) -> _Column:
    if len(lines) < 8 and like is not None:
        return like
    if not lines:
        return _Column(0.0, 0.0, 0.0)
    steps = [
        b.top - a.top
        for a, b in pairwise(lines)
        if a.page == b.page and 0 < b.top - a.top < 4 * a.size
    ]
    widest = like.right - like.left if like else max(line.x1 - line.x0 for line in lines)
    wide = [line for line in lines if line.x1 - line.x0 > _WIDE * widest]
    if len(wide) < _ENOUGH and like is not None:
        return _Column(like.left, like.right, median(steps) if steps else like.step)
    lefts = Counter(round(line.x0 / 3) for line in lines)
    rights = Counter(round(line.x1 / 3) for line in wide)
    enough = max(2, len(lines) // 15)
    left = min((x for x, count in lefts.items() if _near(lefts, x) >= enough), default=None)
    right = max((x for x, count in rights.items() if _near(rights, x) >= enough), default=None)
    return _Column(
        min(line.x0 for line in lines) if left is None else 3.0 * left,
        max(line.x1 for line in lines) if right is None else 3.0 * right,
        median(steps) if steps else 0.0,
    )


def _near(counts: Counter[int], x: int) -> int:
    return counts[x - 1] + counts[x] + counts[x + 1]


def _kind(line: Line, column: _Column) -> Literal["apart", "centred", "body"]:
    if line.apart:
        return "apart"
    if _is_centred(line, column, _CENTRED_SLACK, _CENTRED_ERROR) or _is_wide_title(line, column):
        return "centred"
    half = column.left + _RIGHT_HALF * (column.right - column.left)
    return "apart" if line.x0 > half else "body"


def _is_wide_title(line: Line, column: _Column) -> bool:
    """Tell whether a line that nearly fills the column is centred all the same."""
    if not _is_centred(line, column, _INDENT, _SAME_EDGE) or line.text[-1] in _TERMINAL:
        return False
    return read_marker(line.text) is None and not _BULLET.match(line.text)


def _is_centred(line: Line, column: _Column, slack: float, error: float) -> bool:
    left, right = line.x0 - column.left, column.right - line.x1
    return min(left, right) > slack * line.size and abs(left - right) < 2 * error * line.size


def _goes_on(group: list[Line], line: Line, column: _Column) -> bool:
    kind = _kind(group[0], column)
    if kind == "body" and _kind(line, column) == "centred":
        return _ends_title(group, line, column)
    if kind == "body":
        return _kind(line, column) == "body" and _same_paragraph(group, line, column)
    if kind == "centred" and _kind(line, column) != "apart":
        return _same_title(group[-1], line, column)
    return _kind(line, column) == kind and _same_column(group[-1], line)


def _same_column(last: Line, line: Line) -> bool:
    """Tell whether lines of a head follow each other closely."""
    near = -1.0 <= line.top - last.bottom < 1.2 * line.size
    return near and last.page == line.page and last.x0 < line.x1 and line.x0 < last.x1


def _same_title(last: Line, line: Line, column: _Column) -> bool:
    """Tell whether a centred line goes on with the one above: same face, close by."""
    if last.page != line.page or line.top - last.top > _WIDE_STEP * max(column.step, line.size):
        return False
    alike = last.bold == line.bold and abs(last.size - line.size) < 0.6
    same_case = last.text.isupper() == line.text.isupper()
    return (
        alike
        and same_case
        and not _OWN_BRACKETS.match(line.text)
        and _is_centred(line, column, 0.0, _CENTRED_ERROR)
    )


def _ends_title(group: list[Line], line: Line, column: _Column) -> bool:
    """Tell whether a centred line is the last of a title whose lines above fill the column."""
    if read_marker(group[0].text) is not None or group[-1].text[-1] in _TERMINAL:
        return False
    full = all(_is_centred(part, column, -1.0, _CENTRED_ERROR / 2) for part in group)
    return full and _same_title(group[-1], line, column)


def _same_paragraph(group: list[Line], line: Line, column: _Column) -> bool:
    last = group[-1]
    reads_on = bool(_LOWER.match(line.text)) and last.text[-1] not in _TERMINAL
    marked = bool(_BULLET.match(line.text)) or read_marker(line.text) is not None
    if marked:
        return _is_wrapped_marker(group, line, column)
    if reads_on:
        return True
    if _is_short(last, line, column) or _is_heading_over(group, line):
        return False
    step = line.top - last.top if line.page == last.page else column.step
    if step > _WIDE_STEP * column.step > 0:
        return False
    return _fits_indent(group, line, column, step > _WIDER_STEP * column.step > 0)


def _is_wrapped_marker(group: list[Line], line: Line, column: _Column) -> bool:
    """Tell "52-" / "- 2030": what looks like a marker, but stands where a wrapped line does."""
    last = group[-1]
    size = line.size
    indented = group[0].x0 > column.left + _INDENT * size
    return (
        indented
        and line.x0 < column.left + _SAME_EDGE * size
        and not _is_short(last, line, column)
        and last.text[-1] not in _TERMINAL
        and last.bold == line.bold
    )


def _is_short(last: Line, line: Line, column: _Column) -> bool:
    """Tell whether a line ends early: the next line's first word would have had room on it."""
    room = column.right - last.x1
    return room > line.first_width + (_BLANK + _LOOSE) * line.size


def _is_heading_over(group: list[Line], line: Line) -> bool:
    """Tell whether a bold heading ends here and plain text begins."""
    return all(part.bold for part in group) and not line.bold and not _LOWER.match(line.text)


def _fits_indent(group: list[Line], line: Line, column: _Column, wider: bool) -> bool:
    first, last = group[0], group[-1]
    size = line.size
    ended = last.text[-1] in _TERMINAL
    if line.x0 > last.x0 + _INDENT * size:
        hangs = len(group) == 1 and read_marker(first.text) is not None
        return hangs and not ended
    if line.x0 < last.x0 - _INDENT * size:
        return len(group) == 1
    if len(group) == 1 and first.x0 > column.left + _INDENT * size:
        return False
    return not (ended and wider)


def joined_text(lines: Sequence[Line]) -> list[tuple[str, str]]:
    """Return each line's text with what joins it to the next: a blank, or nothing ("52-" "CT/TW").

    A word that is cut at a hyphen or stroke without a blank before it is one word.
    """
    pieces = []
    for index, line in enumerate(lines):
        last = index == len(lines) - 1
        glued = not last and _GLUED_END.search(line.text) and lines[index + 1].text[0].isalnum()
        pieces.append((line.text, "" if last or glued else " "))
    return pieces
