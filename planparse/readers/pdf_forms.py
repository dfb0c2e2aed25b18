"""Form fields and signatures of a PDF page: their values read where they stand, stamps left out.

A paper's number and date are often typed into fields by the registry after it was signed. Their
appearance is merged into the page, so that they are read like all other words.
"""

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # has no stubs
import pypdfium2.raw as raw  # type: ignore[import-untyped]  # has no stubs

from planparse.readers.pdf_furniture import is_stamp
from planparse.readers.pdf_places import Box, Frame, Row, Word

# What may carry words of its own: text boxes, stamps, form fields; not links, notes, highlights.
_WITH_WORDS = (raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_STAMP, raw.FPDF_ANNOT_WIDGET)
_HIDDEN = raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW
_TYPED = (raw.FPDF_FORMFIELD_TEXTFIELD, raw.FPDF_FORMFIELD_COMBOBOX, raw.FPDF_FORMFIELD_LISTBOX)
_MAX_FIELDS = 500
# Width of a letter and height of the type in a field, as shares of the type size and field height.
_LETTER, _TYPE = 0.5, 0.75
_LARGEST_TYPE = 14.0


@dataclass(frozen=True, slots=True)
class Field:
    """An annotation that carries words: its box in the page's own coordinates, its typed value."""

    box: Box
    value: str


def page_fields(page: pdfium.PdfPage) -> list[Field]:
    """Return a page's fields and stamps that are shown."""
    count = min(raw.FPDFPage_GetAnnotCount(page), _MAX_FIELDS)
    return [field for index in range(count) for field in _field(page, index)]


def _field(page: pdfium.PdfPage, index: int) -> Iterator[Field]:
    annotation = raw.FPDFPage_GetAnnot(page, index)
    if not annotation:
        return
    try:
        shown = not raw.FPDFAnnot_GetFlags(annotation) & _HIDDEN
        if shown and raw.FPDFAnnot_GetSubtype(annotation) in _WITH_WORDS:
            rect = raw.FS_RECTF()
            raw.FPDFAnnot_GetRect(annotation, rect)
            low, high = sorted((rect.bottom, rect.top))
            left, right = sorted((rect.left, rect.right))
            yield Field((left, low, right, high), _value(page, annotation))
    finally:
        raw.FPDFPage_CloseAnnot(annotation)


def _value(page: pdfium.PdfPage, annotation: object) -> str:
    """Return what is typed into a text field, "" for anything else."""
    form = page.formenv
    if form is None or raw.FPDFAnnot_GetFormFieldType(form, annotation) not in _TYPED:
        return ""
    length = raw.FPDFAnnot_GetFormFieldValue(form, annotation, None, 0)
    if not 2 < length < 20_000:
        return ""
    buffer = (ctypes.c_ushort * (length // 2))()
    raw.FPDFAnnot_GetFormFieldValue(form, annotation, buffer, length)
    return bytes(buffer)[: length - 2].decode("utf-16-le", "replace").strip()


def merge_fields(page: pdfium.PdfPage) -> None:
    """Merge the appearance of fields into the page; the page must then be loaded anew."""
    raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)


class Stamp(NamedTuple):
    """The words of a digital signature and their box on the page."""

    text: str
    box: Box


def place_fields(
    rows: Sequence[Row], fields: Sequence[Field], frame: Frame, typed_from: int
) -> tuple[list[Row], list[Stamp]]:
    """Return rows with the fields' words among them, and the words of stamps left out.

    Words drawn from place `typed_from` on come from fields; they take part in no reasoning about
    the order of drawing, for they were drawn last. A value that is not drawn is written in its box.
    """
    boxes = [frame.box(*field.box) for field in fields]
    stamps: list[Stamp] = []
    result = [[word for word in row if word.order < typed_from] for row in rows]
    typed = [[word for word in row if word.order >= typed_from] for row in rows]
    for box, field in zip(boxes, fields, strict=True):
        inside = [[word for word in row if _holds(box, word)] for row in typed]
        text = " ".join(word.text for row in inside for word in row)
        if is_stamp(text):
            stamps.append(Stamp(text, box))
            typed = [[word for word in row if not _holds(box, word)] for row in typed]
        elif field.value and not text:
            result.append([_written(field.value, box)])
    result.extend([word._replace(order=-1) for word in row] for row in typed)
    return sorted((row for row in result if row), key=lambda row: row[0].base), stamps


def _holds(box: Box, word: Word) -> bool:
    left, top, right, bottom = box
    middle = word.base - 0.3 * word.size
    return left - 1 <= (word.x0 + word.x1) / 2 <= right + 1 and top - 1 <= middle <= bottom + 1


def _written(value: str, box: Box) -> Word:
    left, top, right, bottom = box
    size = min(_LARGEST_TYPE, _TYPE * (bottom - top))
    text = " ".join(value.split())
    base = (top + bottom) / 2 + 0.3 * size
    return Word(text, left, min(right, left + _LETTER * size * len(text)), base, size, -1)
