"""What stands on a page: lines and tables in reading order."""

from dataclasses import dataclass

from planparse.readers.pdf_lines import Line
from planparse.readers.pdf_tables import Table

Item = Line | Table


@dataclass(frozen=True, slots=True)
class PageItems:
    """A page's lines and tables in reading order; `scanned` says that they were recognised."""

    number: int
    width: float
    height: float
    items: tuple[Item, ...]
    scanned: bool = False
