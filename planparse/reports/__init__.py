"""Reports for people: a coverage report, a matrix or a chain as a file of the wanted kind.

Everything comes from values; no document is read again. A format's library is loaded when the
format is written.
"""

from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path

from planparse.errors import WriteError
from planparse.model import CoverageChain, CoverageMatrix, CoverageReport, PlanDocument
from planparse.reports.book import Book
from planparse.reports.coverage_book import make_book
from planparse.reports.family_books import make_chain_book, make_matrix_book
from planparse.reports.family_views import make_chain_view, make_matrix_view
from planparse.reports.output import save
from planparse.reports.view import make_view
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

Result = CoverageReport | CoverageMatrix | CoverageChain


def write_report(
    result: Result,
    documents: Sequence[PlanDocument],
    path: str | Path,
    *,
    lang: Language | str = Language.VI,
    force: bool = False,
) -> None:
    """Write a result of the comparison as the file that the path's suffix names.

    `documents` are those that the result was made from: child and parent of a coverage report, the
    parent of a matrix, all plans of a chain. Raises WriteError for an unknown suffix, a place that
    cannot be written, or a file that is there already (without `force`).
    """
    path = Path(path)
    check_format(path)
    kind, language = FORMATS[path.suffix.lower()], Language(lang)
    if isinstance(result, CoverageReport):
        data = _coverage(result, documents, kind, language)
    elif isinstance(result, CoverageMatrix):
        data = _matrix(result, documents[0], kind, language)
    else:
        data = _chain(result, documents, kind, language)
    save(path, data, force=force)


def _coverage(
    report: CoverageReport, documents: Sequence[PlanDocument], kind: str, lang: Language
) -> bytes:
    child, parent = documents
    view = make_view(report, child, parent, lang)
    if kind == "json":
        from planparse.reports.json import render_coverage

        return render_coverage(report, view)
    if kind == "html":
        from planparse.reports.html import render_page

        return render_page(view, child, parent)
    return _render_book(make_book(view, child, parent), kind)


def _matrix(matrix: CoverageMatrix, parent: PlanDocument, kind: str, lang: Language) -> bytes:
    if kind == "json":
        return _render_value(matrix)
    view = make_matrix_view(matrix, parent, lang)
    if kind == "html":
        from planparse.reports.html import render_matrix

        return render_matrix(view)
    return _render_book(make_matrix_book(view), kind)


def _chain(
    chain: CoverageChain, documents: Sequence[PlanDocument], kind: str, lang: Language
) -> bytes:
    if kind == "json":
        return _render_value(chain)
    view = make_chain_view(chain, documents, lang)
    if kind == "html":
        from planparse.reports.html import render_chain

        return render_chain(view)
    return _render_book(make_chain_book(view), kind)


def _render_value(result: CoverageMatrix | CoverageChain) -> bytes:
    from planparse.reports.json import render_value

    return render_value(result)


def _render_book(book: Book, kind: str) -> bytes:
    data: bytes = import_module(f"planparse.reports.{kind}").render_book(book)
    return data


def check_format(path: Path) -> None:
    """Raise WriteError for a suffix that no format has."""
    if path.suffix.lower() not in FORMATS:
        known = ", ".join(FORMATS)
        raise WriteError(f"{path}: không biết ghi loại tệp này; các loại: {known}")
