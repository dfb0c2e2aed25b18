"""Pictures as SVG text: pure functions of values; every word from a document is escaped."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from planparse.reports.colours import COLOURS
from planparse.reports.view import SIGNS, Count
from planparse.reports.wording import Words

_INK, _SOFT, _RULE = "#1d232b", "#59636f", "#d9dde2"
# Width of the two large pictures: their words can be read on a page of A4.
_WIDTH = 860
# Width of a letter of 12 px type, on average, in px (measured on Vietnamese text in Noto Sans).
_LETTER = 6.7


def draw_shares(counts: Sequence[Count], totals: tuple[int, int], words: Words) -> str:
    """Return two bars, targets and tasks, cut by status; each piece has its sign and its count."""
    width, bar = 460, 30
    parts: list[str] = []
    told: list[str] = []
    for row, (key, total) in enumerate(zip(("targets", "tasks"), totals, strict=True)):
        y = 26 + row * 74
        parts.append(_text(0, y - 8, f"{words[key]}: {total}", size=13, weight=600))
        pieces = [(count.status, getattr(count, key) or 0) for count in counts]
        pieces = [(status, many) for status, many in pieces if many and status != "local"]
        parts += _bar(pieces, total, (y, width, bar))
        said = ", ".join(f"{words[status].lower()} {many}" for status, many in pieces)
        told.append(f"{words[key]} ({total}): {said or words['none']}")
    return _svg(parts, (width, 148), ". ".join(told))


def _bar(pieces: Sequence[tuple[str, int]], total: int, box: tuple[int, int, int]) -> Iterator[str]:
    y, width, height = box
    left = 0.0
    for status, many in pieces:
        size = width * many / total
        tone = COLOURS[status][0]
        yield _rect((left, y, max(size - 2, 1), height), tone)
        label = f"{SIGNS[status]} {many}"
        if size >= 34:
            yield _text(
                left + size / 2 - 1, y + 20, label, fill="#fff", anchor="middle", weight=600
            )
        elif size >= 14:
            yield _text(left + size / 2 - 1, y + 20, str(many), fill="#fff", anchor="middle")
        left += size


@dataclass(frozen=True, slots=True)
class OutlineRow:
    """A section of an outline with the status of each item in it, worst first."""

    level: int
    label: str
    title: str
    statuses: tuple[str, ...] = ()


_MOST_ROWS = 60
_SQUARE, _PER_LINE, _MOST_SQUARES = 17, 16, 64


def draw_outline(rows: Sequence[OutlineRow], words: Words) -> str:
    """Return an outline, a section a row, with a signed square for each item of the section."""
    parts: list[str] = []
    y = 4
    for row in rows[:_MOST_ROWS]:
        x = 6 + 18 * (row.level - 1)
        weight = 600 if row.level == 1 else 400
        room = int((545 - x) / _LETTER)
        parts.append(_text(x, y + 14, _cut(f"{row.label}  {row.title}", room), weight=weight))
        parts += _squares(row.statuses, y)
        lines = max(1, -(-min(len(row.statuses), _MOST_SQUARES) // _PER_LINE))
        y += 5 + lines * (_SQUARE + 2)
        parts.append(_line((0, y - 2), (_WIDTH, y - 2)))
    y = _note_rest(parts, len(rows) - _MOST_ROWS, y, words)
    told = "; ".join(
        f"{row.label} {row.title}: {_tell(row.statuses, words)}"
        for row in rows[:_MOST_ROWS]
        if row.statuses
    )
    return _svg(parts, (_WIDTH, y + 4), f"{words['picture_outline']}. {told}")


def _squares(statuses: Sequence[str], top: int) -> Iterator[str]:
    for number, status in enumerate(statuses[:_MOST_SQUARES]):
        x = 565 + (number % _PER_LINE) * (_SQUARE + 1)
        y = top + (number // _PER_LINE) * (_SQUARE + 1)
        tone, tint = COLOURS[status]
        yield _rect((x, y + 1, _SQUARE - 1, _SQUARE - 1), tint, stroke=tone)
        yield _text(x + 8, y + 13, SIGNS[status], fill=tone, anchor="middle", weight=700)
    if len(statuses) > _MOST_SQUARES:
        yield _text(560, top + 14, f"+{len(statuses) - _MOST_SQUARES}", anchor="end", fill=_SOFT)


def _tell(statuses: Sequence[str], words: Words) -> str:
    many = {status: statuses.count(status) for status in statuses}
    return ", ".join(f"{words[status].lower()} {count}" for status, count in many.items())


@dataclass(frozen=True, slots=True)
class Moment:
    """A deadline on a time line: days as fractions of years, from `start` to `end`."""

    side: str
    start: float
    end: float
    date: str
    text: str
    yearly: bool = False


_MOST_MOMENTS = 40
_AXIS = (570, 850)
_SHAPES = {"parent": "#1f4e96", "child": "#a34f00"}


def draw_timeline(moments: Sequence[Moment], words: Words) -> str:
    """Return the deadlines of both plans, one a row, on one axis of years.

    The parent's are squares, the child's circles; a yearly one stands in every year.
    """
    if not moments:
        return ""
    first, last = _years(moments)
    parts = list(_axis(first, last, 26 + 22 * min(len(moments), _MOST_MOMENTS)))
    y = 26
    for moment in moments[:_MOST_MOMENTS]:
        y += 22
        parts.append(_text(84, y, moment.date, anchor="end"))
        parts.append(_text(94, y, words[f"{moment.side}_short"], fill=_SHAPES[moment.side]))
        parts.append(_text(152, y, _cut(moment.text, 60)))
        parts += _signs(moment, (first, last), y - 4)
        parts.append(_line((0, y + 7), (_WIDTH, y + 7)))
    y = _note_rest(parts, len(moments) - _MOST_MOMENTS, y + 10, words)
    told = "; ".join(
        f"{moment.date} ({words[f'{moment.side}_short']}) {moment.text}"
        for moment in moments[:_MOST_MOMENTS]
    )
    return _svg(parts, (_WIDTH, y + 6), f"{words['picture_timeline']}: {told}")


def _years(moments: Sequence[Moment]) -> tuple[int, int]:
    dated = [moment for moment in moments if not moment.yearly] or moments
    first = int(min(moment.start for moment in dated))
    return first, max(int(max(moment.end for moment in dated)), first) + 1


def _axis(first: int, last: int, bottom: int) -> Iterator[str]:
    step = max(1, -(-(last - first) // 6))
    for year in range(first, last + 1):
        x = _across(year, (first, last))
        yield _line((x, 24), (x, bottom + 6))
        if (year - first) % step == 0 and year < last:
            yield _text(x + 2, 16, str(year), fill=_SOFT)


def _across(year: float, ends: tuple[int, int]) -> float:
    left, right = _AXIS
    return left + (right - left) * (year - ends[0]) / (ends[1] - ends[0])


def _signs(moment: Moment, ends: tuple[int, int], y: float) -> Iterator[str]:
    shifts = range(*ends) if moment.yearly else (0,)
    base = int(moment.start) if moment.yearly else 0
    for year in shifts:
        stop = _across(moment.end - base + year, ends)
        start = max(_across(moment.start - base + year, ends), _AXIS[0])
        if stop - start > 3:
            yield _rect((start, y - 1.5, stop - start, 3), _SHAPES[moment.side])
        if moment.side == "parent":
            yield _rect((stop - 4, y - 4, 8, 8), _SHAPES["parent"])
        else:
            yield f'<circle cx="{stop:.1f}" cy="{y}" r="4.5" fill="{_SHAPES["child"]}"/>'


def _note_rest(parts: list[str], rest: int, y: int, words: Words) -> int:
    """Add a line on rows that are left out; return where the picture ends."""
    if rest <= 0:
        return y
    parts.append(_text(6, y + 14, words["more_rows"].format(count=rest), fill=_SOFT))
    return y + 20


def _cut(text: str, most: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0] + "…"


def _svg(parts: Iterable[str], size: tuple[int, int], told: str) -> str:
    width, height = size
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" role="img" aria-label="{escape(told)}" font-size="12">'
        f"{''.join(parts)}</svg>"
    )


def _text(  # noqa: PLR0913 - the attributes of the element
    x: float,
    y: float,
    words: str,
    *,
    size: int = 12,
    fill: str = _INK,
    anchor: str = "start",
    weight: int = 400,
) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{fill}" '
        f'text-anchor="{anchor}" font-weight="{weight}">{escape(words)}</text>'
    )


def _rect(box: tuple[float, float, float, float], fill: str, *, stroke: str = "none") -> str:
    x, y, width, height = box
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" '
        f'fill="{fill}" stroke="{stroke}"/>'
    )


def _line(start: tuple[float, float], end: tuple[float, float]) -> str:
    return f'<path d="M{start[0]:.1f} {start[1]:.1f}L{end[0]:.1f} {end[1]:.1f}" stroke="{_RULE}"/>'
