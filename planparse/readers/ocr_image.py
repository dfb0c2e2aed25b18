"""Scanned pages made ready for recognition: level, without red stamps, tables cut into cells."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from typing import NamedTuple

import regex
from PIL import Image, ImageDraw

from planparse.readers.pdf_tables import Grid, Ruling, find_grids

DPI = 200
"""Pixels an inch at which pages are drawn for recognition; 300 is no better (stack.md, 3)."""

WHITE = 255
"""The level of paper."""

INK = 185
"""Darker than this is ink, where paper is white."""

# Where less than this share of a page is pure white, its paper is grey or has grain. Paper is then
# the most frequent level from the second number on; what is lighter than a share of it is white.
_CLEAN = 0.75
_DARKEST_PAPER, _PAPER_SHARE = 120, 0.78
# The page is turned in steps of these degrees on a copy of this width until its lines are level.
_WIDEST_SKEW, _COARSE, _FINE = 3.0, 0.5, 0.1
_COPY_WIDTH = 700
_LEAST_SKEW = 0.15
# A stroke is so many windows of so many pixels long, each nearly all ink: an upright one is longer
# than a letter is high, a level one longer than letters that touch ("TT").
_WINDOW = 12
_FULL = 205
_UPRIGHT_RUN = regex.compile(rb"\x01{3,4000}")
_LEVEL_RUN = regex.compile(rb"\x01{6,4000}")
# Strokes that bound a cell are wiped out, so far from its edge and with this margin. Cells are set
# one under the other with this gap.
_NEAR_EDGE = 7
# Rows of a stroke are no further apart than this many pixels.
_DRIFT = 2
_WIPE = 2
_GAP = 28
_LEAST_CELL = 12
_LEAST_WIDTH = 0.3
# A cell with less ink than this many pixels across and down is read side by side with others.
_SHORT_WIDTH, _SHORT_HEIGHT = 84, 64
_SHORT_STEP, _LINE_STEP, _TO_A_LINE = 130, 90, 12
# Specks are smaller than this; cells are cut out with this margin around their ink.
_SPECK, _MARGIN = 4, 8
# A page outside its tables with less ink than this share has nothing to read.
_LEAST_INK = 0.0002


Area = tuple[int, int, int, int]


class Strip(NamedTuple):
    """A part of a sheet, its box in pixels, and how far it was moved from its page."""

    area: Area
    across: int
    down: int

    def holds(self, x: float, y: float) -> bool:
        """Tell whether a point of the sheet is in this part."""
        left, top, right, bottom = self.area
        return left <= x <= right and top <= y <= bottom


class Layout(Enum):
    """How a sheet is set: as a page, with a table's cells in one column, or many to a line."""

    PAGE = "page"
    CELLS = "cells"
    SHORT_CELLS = "short cells"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A picture to recognise: a page without its tables, or cells of a table."""

    image: Image.Image
    strips: tuple[Strip, ...]
    layout: Layout


@dataclass(frozen=True, slots=True)
class Scan:
    """A page made ready: its sheets, the tables on it, and the pixels of one point."""

    sheets: tuple[Sheet, ...]
    grids: tuple[Grid, ...]
    scale: float
    width: float
    height: float


def prepare(image: Image.Image, scale: float) -> Scan:
    """Return a page made ready to be read; `scale` is pixels a point."""
    level = straighten(with_white_paper(without_red(image)))
    runs = _runs(level)
    found = find_grids([_ruling(stroke, scale) for stroke in _strokes(runs)])
    # What is narrower is part of a stamp or an emblem.
    least = _LEAST_WIDTH * image.width / scale
    grids = tuple(grid for grid in found if grid.columns[-1] - grid.columns[0] > least)
    sheets = _sheets(level, runs, grids, scale) if grids else (_whole(level),)
    return Scan(sheets, grids, scale, image.width / scale, image.height / scale)


def without_red(image: Image.Image) -> Image.Image:
    """Return the picture in grey; the red ink of stamps is paper in the red channel.

    Blue and black ink, in which papers are signed and numbered, stays.
    """
    if image.mode in ("L", "1"):
        return image.convert("L")
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        rgba = image.convert("RGBA")
        paper = Image.new("RGBA", image.size, (WHITE, WHITE, WHITE, WHITE))
        image = Image.alpha_composite(paper, rgba)
    return image.convert("RGB").getchannel("R")


def with_white_paper(image: Image.Image) -> Image.Image:
    """Return a grey picture whose paper is white; else specks on an empty page are read."""
    levels = image.histogram()
    if levels[WHITE] > _CLEAN * image.width * image.height:
        return image
    paper = max(range(_DARKEST_PAPER, WHITE + 1), key=lambda level: levels[level])
    white = _PAPER_SHARE * paper
    return image.point(lambda value: min(WHITE, round(value * WHITE / white)))


def straighten(image: Image.Image) -> Image.Image:
    """Turn a picture so that its lines of text are level, if they are not."""
    angle = find_skew(image)
    if abs(angle) < _LEAST_SKEW:
        return image
    return image.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=WHITE)


def find_skew(image: Image.Image) -> float:
    """Return by how many degrees a picture must be turned, counter-clockwise, to be level.

    Level lines of text make rows of much and of little ink; the turn with the sharpest change from
    row to row is taken.
    """
    factor = max(1, image.width // _COPY_WIDTH)
    copy = image.reduce(factor) if factor > 1 else image
    best = max(_around(0.0, _WIDEST_SKEW, _COARSE), key=lambda angle: _sharpness(copy, angle))
    return max(_around(best, _COARSE, _FINE), key=lambda angle: _sharpness(copy, angle))


def _around(middle: float, reach: float, step: float) -> list[float]:
    count = round(reach / step)
    # The middle comes first, so that it wins where nothing is better, as on an empty page.
    return [middle, *(middle + sign * k * step for k in range(1, count + 1) for sign in (1, -1))]


def _sharpness(image: Image.Image, angle: float) -> int:
    turned = image.rotate(angle, fillcolor=WHITE) if angle else image
    rows = turned.resize((1, image.height), Image.Resampling.BOX).tobytes()
    return sum((a - b) ** 2 for a, b in pairwise(rows))


class _Run(NamedTuple):
    """A row of inked windows, a piece of a ruled line: its height and ends, in pixels."""

    upright: bool
    at: int
    start: int
    end: int


def _runs(image: Image.Image) -> list[_Run]:
    """Return the rows of windows that are nearly all ink, level ones and upright ones."""
    ink = image.point(lambda value: WHITE if value < INK else 0)
    turned = ink.transpose(Image.Transpose.TRANSPOSE)
    return [
        _Run(upright, row, start * _WINDOW, end * _WINDOW)
        for upright, picture, run in ((False, ink, _LEVEL_RUN), (True, turned, _UPRIGHT_RUN))
        for row, start, end in _level_runs(picture, run)
    ]


def _level_runs(ink: Image.Image, pattern: regex.Pattern[bytes]) -> Iterator[tuple[int, int, int]]:
    columns = ink.width // _WINDOW
    if not columns:
        return
    area = (0, 0, columns * _WINDOW, ink.height)
    windows = ink.resize((columns, ink.height), Image.Resampling.BOX, box=area)
    full = windows.point(lambda value: 1 if value > _FULL else 0).tobytes()
    for row in range(ink.height):
        line = full[row * columns : (row + 1) * columns]
        if 1 in line:
            for match in pattern.finditer(line):
                yield row, match.start(), match.end()


def _strokes(runs: Sequence[_Run]) -> list[list[_Run]]:
    """Put runs together to strokes; a stroke that is not quite level moves from row to row."""
    strokes: list[list[_Run]] = []
    within_reach: list[list[_Run]] = []
    for run in runs:
        within_reach = [
            stroke
            for stroke in within_reach
            if stroke[-1].upright == run.upright and run.at - stroke[-1].at <= _DRIFT
        ]
        near = next((stroke for stroke in within_reach if _touch(stroke[-1], run)), None)
        if near is None:
            near = []
            strokes.append(near)
            within_reach.append(near)
        near.append(run)
    return strokes


def _touch(one: _Run, other: _Run) -> bool:
    return one.start - _WINDOW <= other.end and other.start <= one.end + _WINDOW


def _ruling(stroke: Sequence[_Run], scale: float) -> Ruling:
    # A run is known to a window only; the stroke may reach one further on either side.
    start = min(run.start for run in stroke) - _WINDOW
    end = max(run.end for run in stroke) + _WINDOW
    length = sum(run.end - run.start for run in stroke)
    at = sum(run.at * (run.end - run.start) for run in stroke) / length
    return Ruling(stroke[0].upright, at / scale, start / scale, end / scale)


def _whole(image: Image.Image) -> Sheet:
    return Sheet(image, (Strip((0, 0, *image.size), 0, 0),), Layout.PAGE)


def _sheets(
    image: Image.Image, runs: Sequence[_Run], grids: Sequence[Grid], scale: float
) -> tuple[Sheet, ...]:
    """Return a sheet for each table and one for the rest of the page, if there is any."""
    wiped = image.copy()
    draw = ImageDraw.Draw(wiped)
    for run in runs:
        if any(_is_edge(run, grid, scale) for grid in grids):
            draw.rectangle(_around_run(run), fill=WHITE)
    rest = image.copy()
    draw = ImageDraw.Draw(rest)
    for grid in grids:
        left, top, right, bottom = (round(side * scale) for side in grid.box)
        draw.rectangle((left - _WIPE, top - _WIPE, right + _WIPE, bottom + _WIPE), fill=WHITE)
    areas = [area for grid in grids for area in _cell_areas(wiped, grid, scale)]
    short = [area for area in areas if _is_short(area)]
    tall = [area for area in areas if not _is_short(area)]
    dark = sum(rest.histogram()[:INK]) > _LEAST_INK * rest.width * rest.height
    sheets = [_whole(rest)] if dark else []
    if tall:
        sheets.append(in_a_column(wiped, tall))
    if short:
        sheets.append(_many_to_a_line(wiped, short))
    return tuple(sheets)


def _is_edge(run: _Run, grid: Grid, scale: float) -> bool:
    edges = grid.columns if run.upright else grid.rows
    return any(abs(run.at - edge * scale) <= _NEAR_EDGE for edge in edges)


def _around_run(run: _Run) -> tuple[int, int, int, int]:
    across, along = (run.at - _WIPE, run.at + _WIPE), (run.start - _WINDOW, run.end + _WINDOW)
    if run.upright:
        return across[0], along[0], across[1], along[1]
    return along[0], across[0], along[1], across[1]


def _cell_areas(image: Image.Image, grid: Grid, scale: float) -> Iterator[Area]:
    """Yield the inked part of each cell, the whole width of it where it holds more than a word."""
    for _, _, box in grid.cells:
        left, top, right, bottom = (round(side * scale) for side in box)
        left, top, right, bottom = left + _WIPE, top + _WIPE, right - _WIPE, bottom - _WIPE
        if min(right - left, bottom - top) < _LEAST_CELL:
            continue
        # Reduced, so that specks are paler than ink.
        cell = image.crop((left, top, right, bottom)).reduce(_SPECK)
        inked = cell.point(lambda value: WHITE if value < INK else 0).getbbox()
        if inked is None:
            continue
        ink = tuple(_SPECK * side for side in inked)
        area = (
            left + ink[0] - _MARGIN, top + ink[1] - _MARGIN,
            left + ink[2] + _MARGIN, top + ink[3] + _MARGIN,
        )  # fmt: skip
        yield area if _is_short(area) else (left, max(top, area[1]), right, min(bottom, area[3]))


def _is_short(area: Area) -> bool:
    """Tell whether a cell holds so little ("1", "II", "STT") that it is taken for a speck."""
    return area[2] - area[0] < _SHORT_WIDTH and area[3] - area[1] < _SHORT_HEIGHT


def in_a_column(image: Image.Image, areas: Sequence[Area]) -> Sheet:
    """Set cells one under the other, so that no line runs from one into the next."""
    places, down = [], _GAP
    for area in areas:
        places.append((_GAP, down))
        down += area[3] - area[1] + _GAP
    width = max(area[2] - area[0] for area in areas) + 2 * _GAP
    return _sheet(image, areas, places, (width, down), Layout.CELLS)


def _many_to_a_line(image: Image.Image, areas: Sequence[Area]) -> Sheet:
    """Set short cells side by side: a figure in a line is read, one alone is not."""
    places = [
        (_GAP + index % _TO_A_LINE * _SHORT_STEP, _GAP + index // _TO_A_LINE * _LINE_STEP)
        for index in range(len(areas))
    ]
    # On one foot, as the words of a line are.
    places = [
        (across, down + _SHORT_HEIGHT - (area[3] - area[1]))
        for (across, down), area in zip(places, areas, strict=True)
    ]
    lines = (len(areas) - 1) // _TO_A_LINE + 1
    size = (2 * _GAP + _TO_A_LINE * _SHORT_STEP, 2 * _GAP + lines * _LINE_STEP)
    return _sheet(image, areas, places, size, Layout.SHORT_CELLS)


def _sheet(
    image: Image.Image,
    areas: Sequence[Area],
    places: Sequence[tuple[int, int]],
    size: tuple[int, int],
    layout: Layout,
) -> Sheet:
    sheet = Image.new("L", size, WHITE)
    strips = []
    for (left, top, right, bottom), (across, down) in zip(areas, places, strict=True):
        sheet.paste(image.crop((left, top, right, bottom)), (across, down))
        placed = (across, down, across + right - left, down + bottom - top)
        strips.append(Strip(placed, left - across, top - down))
    return Sheet(sheet, tuple(strips), layout)
