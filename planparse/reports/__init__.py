"""Reports for people: a coverage report, a matrix or a chain as a file of the wanted kind.

Everything comes from values; no document is read again. A format's library is loaded when the
format is written.
"""

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path

from planparse.errors import WriteError
from planparse.model import CoverageReport, PlanDocument
from planparse.reports.book import Book
from planparse.reports.coverage_book import make_book
from planparse.reports.output import save
from planparse.reports.view import View, make_view
from planparse.reports.wording import Language

__all__ = ["FORMATS", "Language", "check_format", "write_report"]

FORMATS: Mapping[str, str] = {
    ".html": "html",
    ".xlsx": "xlsx",
    ".docx": "docx",
    ".csv": "csv",
    ".md": "markdown",
    ".json": "json",
}
"""The module of each format by a file's suffix."""


def write_report(  # noqa: PLR0913 - a report of two documents, where it goes, and how
    report: CoverageReport,
    child: PlanDocument,
    parent: PlanDocument,
    path: str | Path,
    *,
    lang: Language | str = Language.VI,
    force: bool = False,
) -> None:
    """Write a coverage report as the file that the path's suffix names.

    `child` and `parent` are the documents that were compared. Raises WriteError for an unknown
    suffix, a place that cannot be written, or a file that is there already (without `force`).
    """
    path = Path(path)
    check_format(path)
    view = make_view(report, child, parent, Language(lang))
    save(path, _render(path, report, view, (child, parent)), force=force)


def _render(
    path: Path, report: CoverageReport, view: View, documents: tuple[PlanDocument, PlanDocument]
) -> bytes:
    kind = FORMATS[path.suffix.lower()]
    if kind == "json":
        from planparse.reports.json import render_coverage

        return render_coverage(report, view)
    if kind == "html":
        from planparse.reports.html import render_page

        return render_page(view, *documents)
    return _book_renderer(kind)(make_book(view, *documents))


def _book_renderer(kind: str) -> Callable[[Book], bytes]:
    renderer: Callable[[Book], bytes] = import_module(f"planparse.reports.{kind}").render_book
    return renderer


def check_format(path: Path) -> None:
    """Raise WriteError for a suffix that no format has."""
    if path.suffix.lower() not in FORMATS:
        known = ", ".join(FORMATS)
        raise WriteError(f"{path}: không biết ghi loại tệp này; các loại: {known}")
