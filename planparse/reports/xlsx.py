"""Tables as an Excel workbook: a sheet a table, typed cells, filters, frozen heads, no formulas."""

import io
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from planparse.reports.book import Book, Cell, Table, Tagged
from planparse.reports.colours import COLOURS

# Excel takes no more characters in a cell, and these in no name of a sheet.
_LONGEST_CELL = 32_767
_LONGEST_NAME = 31
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
# Control characters that the file format cannot hold.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# The same report is the same file: Excel asks for a time of making, which is none of its content.
_MADE = datetime(2000, 1, 1)
_WIDEST = 90
# Letters of our type in one unit of a column's width, the height of a line and of the tallest row.
_LETTERS, _LINE, _TALLEST = 1.05, 15.75, 409.0
# Text that is typed as text even where it looks like a number, a link or a formula.
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}

Formats = Mapping[str, Format]


def render_book(book: Book) -> bytes:
    """Return a book as a workbook; its first sheet also says what was compared."""
    file = io.BytesIO()
    workbook = Workbook(file, _OPTIONS)
    workbook.set_properties({"title": book.title, "created": _MADE})
    formats = _formats(workbook)
    used: set[str] = set()
    summary, *tables = book.wide
    _write_summary(workbook.add_worksheet(_name(summary.title, used)), book, summary, formats)
    for table in tables:
        _write_sheet(workbook.add_worksheet(_name(table.title, used)), table, formats)
    workbook.close()
    return file.getvalue()


def _name(title: str, used: set[str]) -> str:
    """Turn a title into the name of a sheet: short, allowed, each only once."""
    name = _NOT_IN_NAMES.sub(" ", title)[:_LONGEST_NAME].strip("' ")
    stem, number = name[: _LONGEST_NAME - 5], 1
    while name.lower() in used:
        number += 1
        name = f"{stem} ({number})"
    used.add(name.lower())
    return name


def _formats(workbook: Workbook) -> Formats:
    base: dict[str, object] = {
        "valign": "top",
        "text_wrap": True,
        "font_name": "Times New Roman",
        "font_size": 12,
    }
    head: dict[str, object] = {"bold": True, "bg_color": "#e9ecef", "bottom": 1}
    grid = base | {"border": 1, "border_color": "#d9dde2"}
    formats = {
        "text": workbook.add_format(grid),
        "date": workbook.add_format(base | {"num_format": "dd/mm/yyyy", "align": "left"}),
        "head": workbook.add_format(base | head),
        "bold": workbook.add_format(base | {"bold": True, "text_wrap": False}),
        "title": workbook.add_format(base | {"bold": True, "font_size": 16, "text_wrap": False}),
        "lead": workbook.add_format(base | {"text_wrap": False}),
    }
    for status, (tone, tint) in COLOURS.items():
        formats[status] = workbook.add_format(grid | {"font_color": tone, "bg_color": tint})
    return formats


def _write_summary(sheet: Worksheet, book: Book, table: Table, formats: Formats) -> None:
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, len(table.columns) - 1, 16)
    sheet.write_string(0, 0, book.title, formats["title"])
    sheet.write_string(1, 0, f"{book.headline}.", formats["bold"])
    row = 2
    for notice in book.notices:
        sheet.write_string(row, 0, f"! {notice}", formats["warning"])
        row += 1
    row = _write_table(sheet, row + 1, table, formats) + 1
    for label, value in book.facts:
        heads = value == ""
        sheet.write_string(row, 0, label, formats["bold" if heads else "lead"])
        if not heads:
            _write_cell(sheet, (row, 1), value, formats, style="lead")
        row += 1
    for note in book.notes:
        row += 1
        sheet.write_string(row, 0, note, formats["lead"])
    _set_page(sheet)


def _write_sheet(sheet: Worksheet, table: Table, formats: Formats) -> None:
    for number, column in enumerate(table.columns):
        sheet.set_column(number, number, min(column.width, _WIDEST))
    _write_table(sheet, 0, table, formats)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(len(table.rows), 1), len(table.columns) - 1)
    sheet.repeat_rows(0)
    _set_page(sheet)


def _set_page(sheet: Worksheet) -> None:
    sheet.set_paper(9)  # A4
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C&P / &N")


def _write_table(sheet: Worksheet, top: int, table: Table, formats: Formats) -> int:
    """Write a table below `top`; return the row after it."""
    widths = [min(column.width, _WIDEST) for column in table.columns]
    for number, column in enumerate(table.columns):
        sheet.write_string(top, number, column.heading, formats["head"])
    sheet.set_row(top, _height([column.heading for column in table.columns], widths))
    for row, cells in enumerate(table.rows, top + 1):
        sheet.set_row(row, _height(cells, widths))
        for number, cell in enumerate(cells):
            _write_cell(sheet, (row, number), cell, formats)
    return top + 1 + len(table.rows)


def _height(cells: Sequence[Cell], widths: Sequence[int]) -> float:
    """Return the height in points of a row whose texts are wrapped; not every program finds it."""
    lines = [
        -(-len(cell) // max(1, int(width * _LETTERS)))
        for cell, width in zip(cells, widths, strict=True)
        if isinstance(cell, str)
    ]
    return min(_LINE * max((1, *lines)) + 2, _TALLEST)


def _write_cell(
    sheet: Worksheet, place: tuple[int, int], cell: Cell, formats: Formats, *, style: str = "text"
) -> None:
    """Write a cell by its type; a text is never anything but a text."""
    if cell is None or cell == "":
        sheet.write_blank(*place, None, formats[style])
    elif isinstance(cell, date):
        sheet.write_datetime(*place, datetime(cell.year, cell.month, cell.day), formats["date"])
    elif isinstance(cell, Tagged):
        sheet.write_string(*place, cell.words, formats[cell.tag])
    elif isinstance(cell, str):
        sheet.write_string(*place, _UNWRITABLE.sub("", cell)[:_LONGEST_CELL], formats[style])
    else:
        sheet.write_number(*place, cell, formats[style])
