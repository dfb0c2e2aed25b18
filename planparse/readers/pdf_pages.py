"""Pages, printed or scanned, put together to one document."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from planparse.errors import ReadError
from planparse.model import Finding, Source
from planparse.readers.base import LoadedText
from planparse.readers.legacy_fonts import decode_as, find_encoding, legacy_finding
from planparse.readers.ocr_names import repair_names
from planparse.readers.ocr_numbers import find_damaged_numbers
from planparse.readers.ocr_repair import repair_lines
from planparse.readers.pdf_columns import page_lines
from planparse.readers.pdf_furniture import clear_pages, stamp_finding
from planparse.readers.pdf_items import Item, PageItems
from planparse.readers.pdf_lines import Line, raise_marks
from planparse.readers.pdf_places import Row
from planparse.readers.pdf_tables import Grid, fill_tables
from planparse.readers.pdf_text import write_text

# So many lines say in which set of letters a text is.
_SAMPLE = 300

POOR = 60.0
"""A page that was recognised with less certainty than this, in percent, is worth a look."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page that was read: its lines and tables, and how.

    `sure` is the certainty of recognition in percent, None for a page with text of its own;
    `missing` says why a page could not be read.
    """

    number: int
    width: float
    height: float
    items: tuple[Item, ...] = ()
    stamps: tuple[str, ...] = ()
    sure: float | None = None
    missing: str = ""
    findings: tuple[Finding, ...] = ()


def page_items(rows: Sequence[Row], grids: Sequence[Grid], page: int) -> tuple[Item, ...]:
    """Return a page's lines and tables in reading order."""
    tables, rest = fill_tables(grids, raise_marks(rows), page)
    items: list[Item] = []
    for table in tables:
        above = [row for row in rest if row[0].base < table.top]
        rest = [row for row in rest if row[0].base >= table.top]
        items.extend(page_lines(above, page))
        items.append(table)
    return (*items, *page_lines(rest, page))


def put_together(
    path: Path, data: bytes, pages: Sequence[Page], *, media_type: str, count: int
) -> LoadedText:
    """Return the document that pages make; raises ReadError where they hold no text at all."""
    items = [PageItems(p.number, p.width, p.height, p.items, p.sure is not None) for p in pages]
    recognised = any(page.sure is not None for page in pages)
    items, repairs = _repaired(items) if recognised else modernise_pages(items)
    cleared = clear_pages(items)
    written = write_text(cleared)
    if not written.text.strip():
        raise ReadError(f"{path}: không có chữ nào đọc được trong tệp")
    damaged = find_damaged_numbers(written.text, written.doubts) if recognised else ()
    return LoadedText(
        Source(
            name=path.name,
            media_type=media_type,
            sha256=hashlib.sha256(data).hexdigest(),
            pages=count,
            text_layer="ocr" if recognised else "native",
        ),
        written.text,
        (*_page_findings(pages, count), *cleared.findings, *repairs, *damaged),
        written.anchors,
    )


def _repaired(pages: Sequence[PageItems]) -> tuple[list[PageItems], list[Finding]]:
    """Return recognised pages put right: lines and words, then names in capitals."""
    repaired, findings = repair_lines(pages)
    named, more = repair_names(repaired)
    return named, [*findings, *more]


def modernise_pages(pages: Sequence[PageItems]) -> tuple[list[PageItems], list[Finding]]:
    """Return pages in Unicode whose text is in TCVN3 or VNI, as old fonts leave it."""
    lines = islice((line for page in pages for line in page.lines()), _SAMPLE)
    encoding = find_encoding("\n".join(line.text for line in lines))
    if encoding is None:
        return list(pages), []

    def modern(line: Line) -> Line:
        return replace(line, text=decode_as(line.text, encoding))

    return [page.with_lines(modern) for page in pages], [legacy_finding([encoding])]


def _page_findings(pages: Sequence[Page], count: int) -> Iterator[Finding]:
    if count > len(pages):
        yield Finding(
            rule="pages-left-out",
            severity="error",
            message=f"Tệp có {count} trang; chỉ đọc {len(pages)} trang đầu.",
        )
    for page in pages:
        yield from map(stamp_finding, page.stamps)
        yield from page.findings
        if page.missing:
            yield Finding(
                rule="page-not-read",
                severity="error",
                message=f"Không đọc được trang {page.number}: {page.missing}",
            )
        elif page.sure is not None and page.items and page.sure < POOR:
            yield Finding(
                rule="ocr-page-uncertain",
                severity="warning",
                message=f"Trang {page.number} quét mờ, chữ nhận dạng chỉ chắc chắn "
                f"{page.sure:.0f}%; hãy đối chiếu với bản gốc.",
            )
