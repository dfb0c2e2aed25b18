"""A table as comma-separated values that spreadsheets open: UTF-8 with its mark, no formulas."""

import csv
import io
import re
from datetime import date

from planparse.reports.book import Book, Cell, Tagged

# What a spreadsheet reads as the start of a formula or a command; the last four in full width.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


def render_book(book: Book) -> bytes:
    """Return the flat table of a book."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow([make_harmless(column.heading) for column in book.flat.columns])
    writer.writerows([make_harmless(cell) for cell in row] for row in book.flat.rows)
    return file.getvalue().encode("utf-8-sig", "replace")


def make_harmless(cell: Cell) -> str:
    """Return a cell that no spreadsheet runs: text like a formula gets an apostrophe before it.

    >>> make_harmless("=HYPERLINK(1)"), make_harmless(-2.5), make_harmless("Trồng 10 cây")
    ("'=HYPERLINK(1)", '-2.5', 'Trồng 10 cây')
    """
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, Tagged):
        cell = cell.words
    if not isinstance(cell, str):
        return str(cell)
    words = _CONTROLS.sub("", cell)
    return f"'{words}" if words.lstrip(" ").startswith(_FORMULA) else words
