"""Scans: pages without text and images, recognised by tesseract, several pages at a time."""

import io
import os
import subprocess
import warnings
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, replace
from math import sqrt
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from planparse.errors import ReadError
from planparse.readers.base import LoadedText, Reader
from planparse.readers.ocr_again import read_again
from planparse.readers.ocr_engine import (
    Token,
    find_language,
    find_rotation,
    recognise,
    second_language,
)
from planparse.readers.ocr_fields import Field, find_fields, settle
from planparse.readers.ocr_image import DPI, Layout, Sheet, prepare
from planparse.readers.ocr_repeats import Repaired, repair_repeats
from planparse.readers.ocr_words import page_rows
from planparse.readers.pdf_pages import Page, page_items, put_together
from planparse.readers.pdf_places import Row
from planparse.readers.pdf_tables import Grid

MAX_PIXELS = 16_000_000
"""A page is drawn with at most so many pixels; A4 at 200 dpi has under 4 million."""

_MAX_IMAGE_PIXELS = 120_000_000
_LEAST_SIDE = 40
_MAX_FRAMES = 500
# A4 is this wide, in points; a picture that does not say its resolution is taken for A4.
_A4_WIDTH, _A4_HEIGHT = 595.0, 842.0
_POINTS = 72.0
_NEAR_DPI = 0.15
_MOST_ENLARGED = 3.0
# Below this average certainty a page may lie on its side, and is worth a finding.
_POOR = 60.0
_SIGNATURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")


@dataclass(frozen=True, slots=True)
class OcrPage:
    """A recognised page: words by line and tables, in points, and the average certainty."""

    rows: tuple[Row, ...]
    grids: tuple[Grid, ...]
    width: float
    height: float
    sure: float
    fields: tuple[Field, ...] = ()
    failed: bool = False


class Recogniser:
    """Recognises pages side by side, one program for each processor; to be closed after use."""

    def __init__(self, path: Path) -> None:
        """Find the program; raises ReadError, for the file at `path`, if it is not there."""
        self.language = find_language(path)
        self.workers = os.cpu_count() or 1
        self._pool = ThreadPoolExecutor(self.workers)
        self._running: list[Future[OcrPage]] = []

    def close(self) -> None:
        """Wait for the pages in work, drop those not yet begun."""
        self._pool.shutdown(cancel_futures=True)

    def submit(self, image: Image.Image, scale: float) -> "Future[OcrPage]":
        """Start a page; waits while more pages are in work than there are processors for."""
        while len(self._running) > self.workers:
            self._running.pop(0).exception()
        future = self._pool.submit(_recognise_page, image, scale, self.language)
        self._running.append(future)
        return future


def _recognise_page(image: Image.Image, scale: float, language: str) -> OcrPage:
    try:
        scan = prepare(image, scale)
        found = [_read(sheet, language) for sheet in scan.sheets]
        if _certainty(found) < _POOR:
            turned = find_rotation(image)
            if turned:
                again = prepare(image.rotate(-turned, expand=True), scale)
                found_again = [recognise(sheet, language) for sheet in again.sheets]
                if _certainty(found_again) > _certainty(found):
                    scan, found = again, found_again
    except subprocess.TimeoutExpired:
        return OcrPage((), (), image.width / scale, image.height / scale, 0.0, failed=True)
    rows = page_rows(scan, found)
    try:
        fields = find_fields(rows, scan, language)
    except subprocess.TimeoutExpired:
        fields = ()
    return OcrPage(tuple(rows), scan.grids, scan.width, scan.height, _certainty(found), fields)


def _read(sheet: Sheet, language: str) -> list[Token]:
    tokens = recognise(sheet, language)
    if sheet.layout is Layout.SHORT_CELLS:
        return tokens
    return read_again(sheet, tokens, second_language(language))


def _certainty(found: list[list[Token]]) -> float:
    tokens = [token for tokens in found for token in tokens]
    letters = sum(len(token.text) for token in tokens)
    return sum(token.sure * len(token.text) for token in tokens) / letters if letters else 0.0


def read_image(path: Path, data: bytes) -> LoadedText:
    """Read a scanned page, or the pages of a .tif; raises ReadError for what is no such picture."""
    with closing(Recogniser(path)) as recogniser:
        started = [
            (number, recogniser.submit(frame, scale))
            for number, (frame, scale) in enumerate(_frames(path, data), 1)
        ]
        pages = recognised_pages([(Page(n, 0.0, 0.0), future) for n, future in started])
    media_type = Image.MIME.get(_format(path, data), "image/*")
    return put_together(path, data, pages, media_type=media_type, count=len(pages))


def recognised_pages(started: "Sequence[tuple[Page, Future[OcrPage]]]") -> list[Page]:
    """Wait for pages and return them read; numbers written by hand are settled over all of them."""
    found = [future.result() for _, future in started]
    settled = settle([(page.rows, page.fields) for page in found])
    numbers = [page.number for page, _ in started]
    repaired = repair_repeats(list(zip(numbers, settled, strict=True)))
    return [
        _recognised(page, result, read)
        for (page, _), result, read in zip(started, found, repaired, strict=True)
    ]


def _recognised(page: Page, found: OcrPage, read: Repaired) -> Page:
    if found.failed:
        return replace(page, missing="nhận dạng chữ quá lâu")
    items = page_items(read.rows, found.grids, page.number)
    return replace(
        page,
        width=found.width,
        height=found.height,
        items=items,
        sure=found.sure if items else None,
        findings=tuple(read.findings),
    )


def _format(path: Path, data: bytes) -> str:
    with _opened(path, data) as image:
        return image.format or ""


def _opened(path: Path, data: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            # Its size is checked by us, before a pixel is read.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "TIFF"))
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError) as error:
        raise ReadError(f"{path}: tệp ảnh bị hỏng hoặc quá lớn; hãy quét lại") from error
    if image.width * image.height > _MAX_IMAGE_PIXELS:
        raise ReadError(f"{path}: ảnh quá lớn ({image.width} x {image.height} điểm); hãy thu nhỏ")
    if min(image.size) < _LEAST_SIDE:
        raise ReadError(f"{path}: ảnh quá nhỏ ({image.width} x {image.height} điểm) để đọc chữ")
    return image


def _frames(path: Path, data: bytes) -> Iterator[tuple[Image.Image, float]]:
    """Yield each page of a picture at about 200 pixels an inch, with its pixels a point."""
    with _opened(path, data) as image:
        for index in range(min(getattr(image, "n_frames", 1), _MAX_FRAMES)):
            try:
                image.seek(index)
                frame = ImageOps.exif_transpose(image.copy())
            except (OSError, ValueError, EOFError, SyntaxError) as error:
                raise ReadError(f"{path}: tệp ảnh bị hỏng; hãy quét lại") from error
            yield _at_dpi(frame)


def _at_dpi(frame: Image.Image) -> tuple[Image.Image, float]:
    """Return a frame enlarged or reduced to the size of print that recognition knows best."""
    across, down = sorted(frame.size)
    dpi = min(across / _A4_WIDTH, down / _A4_HEIGHT) * _POINTS
    factor = min(DPI / dpi, _MOST_ENLARGED, sqrt(MAX_PIXELS / (frame.width * frame.height)))
    if abs(factor - 1) > _NEAR_DPI:
        size = (max(1, round(frame.width * factor)), max(1, round(frame.height * factor)))
        frame = frame.convert("L" if frame.mode in ("1", "L", "I;16") else "RGB")
        frame = frame.resize(size, Image.Resampling.LANCZOS)
        dpi *= factor
    return frame, dpi / _POINTS


def _accepts(head: bytes, name: str) -> bool:
    return head.startswith(_SIGNATURES)


OCR = Reader("ocr", _accepts, read_image)
