"""PDF files: pages with text read from their characters, pages without through recognition."""

import ctypes
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from math import sqrt
from pathlib import Path

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # has no stubs
import pypdfium2.raw as raw  # type: ignore[import-untyped]  # has no stubs
import regex
from PIL import Image, ImageDraw

from planparse.errors import ReadError
from planparse.readers.base import LoadedText, Reader
from planparse.readers.ocr import MAX_PIXELS, OcrPage, Recogniser, recognised_pages
from planparse.readers.ocr_image import DPI, without_red
from planparse.readers.pdf_forms import Stamp, merge_fields, page_fields, place_fields
from planparse.readers.pdf_pages import Page, page_items, put_together
from planparse.readers.pdf_rulings import page_rulings
from planparse.readers.pdf_tables import Ruling, find_grids
from planparse.readers.pdf_words import PageWords, page_words

MAX_PAGES = 2000
"""Pages after these are left out, with a finding; no plan is that long."""

MAX_SCANNED = 400
"""As many pages are recognised at most, for each takes a second or two."""

_ERRORS = {
    raw.FPDF_ERR_PASSWORD: "tệp PDF có mật khẩu; hãy mở bằng mật khẩu rồi lưu lại không mật khẩu",
    raw.FPDF_ERR_FORMAT: "tệp PDF bị hỏng hoặc tải về chưa đủ; hãy lấy lại tệp gốc",
}
_UNREADABLE = "không đọc được tệp PDF; hãy in lại thành PDF hoặc lưu thành .docx"
_TOO_MANY = f"chỉ nhận dạng chữ {MAX_SCANNED} trang quét đầu tiên"
_NO_TEXT = "trang không có chữ"
_BROKEN = "trang bị hỏng"
_HUGE = "ảnh của trang quá lớn"
# A page with fewer letters than this has no text of its own (a page number, a stamp).
_FEW = 20
# Of a page's letters, at least this share is not what a font's table should give; and where there
# are so many letters, at least this share carries a Vietnamese mark.
_GARBLED = 0.1
_NO_LETTERS = regex.compile(r"[\ufffd\ue000-\uf8ff\x00\x01\x03-\x08\x0e-\x1f]")
_ENOUGH, _MARKED = 200, 0.04
# A page without letters but with so many objects shows letters that are drawn as outlines.
_DRAWN = 40
# An image of more pixels is not unpacked; A3 at 600 dpi has 70 million.
_MAX_IMAGE = 150_000_000
_POINTS = 72.0


def read_pdf(path: Path, data: bytes) -> LoadedText:
    """Read a PDF file.

    Pages are closed as they are read, so that memory does not grow with their number. Raises
    ReadError for a damaged file, one with a password, one without any text, and a scan where there
    is no program to recognise it.
    """
    document = _open(path, data)
    try:
        count = len(document)
        pages = _Pages(path, document).read(min(count, MAX_PAGES))
    finally:
        document.close()
    if all(page.missing for page in pages):
        raise ReadError(f"{path}: {pages[0].missing if pages else _NO_TEXT}")
    return put_together(path, data, pages, media_type="application/pdf", count=count)


def _open(path: Path, data: bytes) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(data)
        if document.get_formtype() != raw.FORMTYPE_NONE:
            document.init_forms()
    except pdfium.PdfiumError as error:
        reason = _ERRORS.get(getattr(error, "err_code", None) or 0, _UNREADABLE)
        raise ReadError(f"{path}: {reason}") from error
    return document


@dataclass(frozen=True, slots=True)
class _Loaded:
    """What a page gave: its words, strokes and stamps, and its picture if it is a scan.

    `huge` says that it is a scan whose picture would fill the memory.
    """

    words: PageWords
    rulings: tuple[Ruling, ...]
    stamps: tuple[Stamp, ...]
    picture: Image.Image | None
    huge: bool = False


def _load(document: pdfium.PdfDocument, index: int) -> _Loaded:
    page = document[index]
    try:
        fields = page_fields(page)
        words = page_words(page)
        scan = _is_scan(page, words)
        huge = scan and any(pixels > _MAX_IMAGE for pixels in _image_sizes(page))
        picture = _picture(page) if scan and not huge else None
        stamps: list[Stamp] = []
        if fields:
            merge_fields(page)
            page.close()
            page = document[index]
            merged = page_words(page)
            rows, stamps = place_fields(merged.rows, fields, merged.frame, words.chars)
            words = merged._replace(rows=rows)
        rulings = [] if scan else page_rulings(page, words.frame)
    finally:
        page.close()
    return _Loaded(words, tuple(rulings), tuple(stamps), picture, huge)


def _is_scan(page: pdfium.PdfPage, words: PageWords) -> bool:
    """Tell whether a page must be recognised: no text of its own, or none that can be used."""
    text = words.text
    if len(text) < _FEW:
        return _has_picture(page)
    if len(_NO_LETTERS.findall(text)) > _GARBLED * len(text):
        return True
    marked = len(text) - len(text.encode("ascii", "ignore"))
    return words.hidden and len(text) > _ENOUGH and marked < _MARKED * len(text)


def _has_picture(page: pdfium.PdfPage) -> bool:
    """Tell whether a page shows an image, or so many strokes that they may be letters."""
    count = raw.FPDFPage_CountObjects(page)
    if count >= _DRAWN:
        return True
    kinds = (raw.FPDFPageObj_GetType(raw.FPDFPage_GetObject(page, i)) for i in range(count))
    return any(kind in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM) for kind in kinds)


def _image_sizes(page: pdfium.PdfPage) -> Iterator[int]:
    """Yield the pixels of each image on a page."""
    across, down = ctypes.c_uint(), ctypes.c_uint()
    for index in range(raw.FPDFPage_CountObjects(page)):
        thing = raw.FPDFPage_GetObject(page, index)
        if raw.FPDFPageObj_GetType(thing) == raw.FPDF_PAGEOBJ_IMAGE:
            raw.FPDFImageObj_GetImagePixelSize(thing, across, down)
            yield across.value * down.value


def _scale(width: float, height: float) -> float:
    """Return the pixels of a point, fewer on a page so large that it would fill the memory."""
    return min(DPI / _POINTS, sqrt(MAX_PIXELS / max(1.0, width * height)))


def _picture(page: pdfium.PdfPage) -> Image.Image:
    bitmap = page.render(scale=_scale(*page.get_size()))
    try:
        return without_red(bitmap.to_pil()).copy()
    finally:
        bitmap.close()


def _without_stamps(loaded: _Loaded, picture: Image.Image) -> Image.Image:
    draw = ImageDraw.Draw(picture)
    scale = _scale(*loaded.words.frame.size)
    for stamp in loaded.stamps:
        left, top, right, bottom = (round(side * scale) for side in stamp.box)
        draw.rectangle((left, top, right, bottom), fill="white")
    return picture


class _Pages:
    """Reads a document page by page; scanned pages are handed out and their results awaited."""

    def __init__(self, path: Path, document: pdfium.PdfDocument) -> None:
        self.path, self.document = path, document
        self.scanned = 0
        self.recogniser: Recogniser | None = None
        self.refusal = ""

    def read(self, count: int) -> list[Page]:
        with ExitStack() as stack:
            started = [self._start(index, stack) for index in range(count)]
            pages = {page.number: page for page, _ in started}
            waiting = [(page, future) for page, future in started if future is not None]
            pages |= {page.number: page for page in recognised_pages(waiting)}
            return list(pages.values())

    def _start(self, index: int, stack: ExitStack) -> tuple[Page, Future[OcrPage] | None]:
        """Read a page with text; start the recognition of one without."""
        try:
            loaded = _load(self.document, index)
        except pdfium.PdfiumError:
            return Page(index + 1, 0.0, 0.0, missing=_BROKEN), None
        page = Page(
            index + 1, *loaded.words.frame.size, stamps=tuple(stamp.text for stamp in loaded.stamps)
        )
        if loaded.huge:
            return replace(page, missing=_HUGE), None
        if loaded.picture is None:
            # Hidden words are those that another program recognised.
            sure = 100.0 if loaded.words.hidden else None
            items = page_items(loaded.words.rows, find_grids(loaded.rulings), index + 1)
            return replace(page, items=items, sure=sure), None
        recogniser = self._recogniser(stack)
        if recogniser is None or self.scanned >= MAX_SCANNED:
            return replace(page, missing=self.refusal or _TOO_MANY), None
        self.scanned += 1
        picture = _without_stamps(loaded, loaded.picture)
        return page, recogniser.submit(picture, _scale(page.width, page.height))

    def _recogniser(self, stack: ExitStack) -> Recogniser | None:
        if self.recogniser is None and not self.refusal:
            try:
                self.recogniser = stack.enter_context(closing(Recogniser(self.path)))
            except ReadError as error:
                self.refusal = str(error).removeprefix(f"{self.path}: ")
        return self.recogniser


def _accepts(head: bytes, name: str) -> bool:
    return b"%PDF-" in head[:1024]


PDF = Reader("pdf", _accepts, read_pdf)
