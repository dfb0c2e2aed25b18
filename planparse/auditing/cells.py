"""Cells of CSV files that no spreadsheet takes for a formula."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(value: object) -> object:
    """Return a value for a cell; text that a spreadsheet would run gets an apostrophe before it.

    >>> safe_cell('=HYPERLINK("http://x")'), safe_cell("215/KH-UBND"), safe_cell(-5)
    ('\\'=HYPERLINK("http://x")', '215/KH-UBND', -5)
    """
    if isinstance(value, str) and value.lstrip(" ").startswith(_FORMULA):
        return "'" + value
    return "" if value is None else value


def csv_lines(head: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Yield the lines of a CSV file; the mark at its start tells spreadsheets that it is UTF-8."""
    yield "\ufeff"
    yield _line(head)
    for row in rows:
        yield _line([safe_cell(value) for value in row])


def _line(row: Sequence[object]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(row)
    return out.getvalue()
