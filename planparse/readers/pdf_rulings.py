"""Straight strokes on a PDF page: lines, thin boxes and the sides of boxes."""

import ctypes
from collections.abc import Iterator
from itertools import islice, pairwise
from typing import NamedTuple

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # has no stubs
import pypdfium2.raw as raw  # type: ignore[import-untyped]  # has no stubs

from planparse.readers.pdf_places import Frame
from planparse.readers.pdf_tables import MAX_RULINGS, Ruling

# A box thinner than this is a stroke; shorter strokes than this are no part of a table. Points.
_THIN = 3.0
_SHORT = 4.0
# Paths of more corners than this are drawings.
_MAX_CORNERS = 2000
# Objects looked at on a page, and how deep they may be wrapped in forms.
_MAX_OBJECTS = 20_000
_MAX_DEPTH = 3

Matrix = tuple[float, float, float, float, float, float]


class _Corner(NamedTuple):
    x: float
    y: float
    starts: bool
    closes: bool


def page_rulings(page: pdfium.PdfPage, frame: Frame) -> list[Ruling]:
    """Return a page's level and upright strokes, in points from its top left corner."""
    strokes = (
        ruling
        for path, matrix in islice(_paths(page.raw, 0), _MAX_OBJECTS)
        for ruling in _path_rulings(path, matrix, frame)
    )
    return list(islice(strokes, MAX_RULINGS + 1))


def _paths(holder: object, depth: int) -> Iterator[tuple[object, Matrix | None]]:
    """Yield the paths of a page or form with the matrix of what wraps them."""
    count, get = (
        (raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject)
        if depth
        else (raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject)
    )
    kind = raw.FPDFPageObj_GetType
    for index in range(min(count(holder), _MAX_OBJECTS)):
        thing = get(holder, index)
        found = kind(thing)
        if found == raw.FPDF_PAGEOBJ_PATH:
            yield thing, None
        elif found == raw.FPDF_PAGEOBJ_FORM and depth < _MAX_DEPTH:
            outer = _matrix(thing)
            for path, inner in _paths(thing, depth + 1):
                yield path, _product(inner, outer) if inner else outer


def _matrix(thing: object) -> Matrix:
    found = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(thing, found)
    return found.a, found.b, found.c, found.d, found.e, found.f


def _product(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (
        a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s,
        e * p + f * r + t, e * q + f * s + u,
    )  # fmt: skip


def _path_rulings(path: object, wrapped: Matrix | None, frame: Frame) -> Iterator[Ruling]:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    if not fill.value and not stroke.value:
        return
    count = raw.FPDFPath_CountSegments(path)
    if not 2 <= count <= _MAX_CORNERS:
        return
    matrix = _matrix(path)
    corners = list(_corners(path, count, _product(matrix, wrapped) if wrapped else matrix, frame))
    for figure in _figures(corners):
        yield from _figure_rulings(figure, stroked=bool(stroke.value))


def _corners(path: object, count: int, matrix: Matrix, frame: Frame) -> Iterator[_Corner]:
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        across, up = a * x.value + c * y.value + e, b * x.value + d * y.value + f
        yield _Corner(
            *frame.place(across, up),
            raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO,
            bool(raw.FPDFPathSegment_GetClose(segment)),
        )


def _figures(corners: list[_Corner]) -> Iterator[list[_Corner]]:
    """Cut a path into its figures; a closed one ends where it began."""
    figure: list[_Corner] = []
    for corner in corners:
        if corner.starts and figure:
            yield figure
            figure = []
        figure.append(corner)
        if corner.closes:
            figure.append(figure[0])
    if figure:
        yield figure


def _figure_rulings(figure: list[_Corner], *, stroked: bool) -> Iterator[Ruling]:
    left, right = min(c.x for c in figure), max(c.x for c in figure)
    top, bottom = min(c.y for c in figure), max(c.y for c in figure)
    if bottom - top < _THIN:
        if right - left > _SHORT:
            yield Ruling(False, (top + bottom) / 2, left, right)
    elif right - left < _THIN:
        if bottom - top > _SHORT:
            yield Ruling(True, (left + right) / 2, top, bottom)
    elif stroked or len(figure) <= 5:
        for one, other in pairwise(figure):
            yield from _side(one, other)


def _side(one: _Corner, other: _Corner) -> Iterator[Ruling]:
    across, down = abs(one.x - other.x), abs(one.y - other.y)
    if down < 1 and across > _SHORT:
        yield Ruling(False, (one.y + other.y) / 2, min(one.x, other.x), max(one.x, other.x))
    elif across < 1 and down > _SHORT:
        yield Ruling(True, (one.x + other.x) / 2, min(one.y, other.y), max(one.y, other.y))
