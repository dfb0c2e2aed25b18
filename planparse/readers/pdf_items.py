"""What stands on a page: lines and tables in reading order."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

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

    def lines(self) -> Iterator[Line]:
        """Yield all lines, those of cells too."""
        for item in self.items:
            if isinstance(item, Line):
                yield item
            else:
                yield from item.lines()

    def with_lines(self, change: Callable[[Line], Line]) -> "PageItems":
        """Return the page with each line, those of cells too, replaced by what `change` gives."""
        return replace(
            self,
            items=tuple(
                change(item) if isinstance(item, Line) else item.with_lines(change)
                for item in self.items
            ),
        )
