"""The commands that read an audit's store: its findings, its tables, the pages of its rules."""

import difflib
import sys
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from planparse.auditing.baseline import load_baseline, write_baseline
from planparse.auditing.cells import csv_lines
from planparse.auditing.explain import load_explanations, title_of
from planparse.auditing.exports import export
from planparse.auditing.reading import Reading
from planparse.auditing.sarif import sarif_pieces
from planparse.auditing.writing import write_beside
from planparse.cli.output import make_console
from planparse.cli.stores import BAD_INPUT, StoreArgument, open_store
from planparse.errors import PlanparseError
from planparse.model.collection import AuditFinding

NEW_FINDINGS = 1
_SHOWN = 40
"""Findings that the table shows; all of them go to CSV and SARIF."""
_WEIGHTS = {"error": 0, "warning": 1, "info": 2}
_LABELS = {"error": "sai", "warning": "cần xem", "info": "để biết"}
_STYLES = {"error": "red", "warning": "yellow", "info": "dim"}
_COLUMNS = (
    "path", "number", "rule", "severity", "message", "line", "start", "end", "quote",
    "other_path", "fingerprint", "is_new",
)  # fmt: skip


class FindingsFormat(StrEnum):
    """How findings are printed."""

    TABLE = "table"
    CSV = "csv"
    SARIF = "sarif"


class TableFormat(StrEnum):
    """What files an export writes."""

    CSV = "csv"
    JSONL = "jsonl"
    PARQUET = "parquet"


class Severity(StrEnum):
    """The least severity of interest."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


def findings_command(  # noqa: PLR0913  # one parameter an option
    path: StoreArgument,
    form: Annotated[
        FindingsFormat, typer.Option("--format", "-f", help="Bảng để đọc, CSV, SARIF 2.1.0.")
    ] = FindingsFormat.TABLE,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Ghi ra tệp, không in ra màn hình.")
    ] = None,
    severity: Annotated[
        Severity, typer.Option("--severity", help="Mức thấp nhất cần xem.")
    ] = Severity.WARNING,
    baseline: Annotated[
        Path | None, typer.Option("--baseline", help="Tệp các điểm đã biết.")
    ] = None,
    update: Annotated[
        bool, typer.Option("--update-baseline", help="Ghi mọi điểm hiện có vào tệp đã biết.")
    ] = False,
) -> None:
    """Điểm cần xem của tập hợp. Mã 1 khi có điểm mới so với tệp đã biết."""
    with open_store(path) as store:
        reading = Reading(store)
        try:
            if update and baseline is not None:
                write_baseline(baseline, _wanted(reading, severity))
            known = load_baseline(baseline) if baseline is not None else None
            if form is FindingsFormat.TABLE:
                pieces: Iterable[str] = ()
                _print_table(reading, severity, known or frozenset())
            elif form is FindingsFormat.CSV:
                rows = (_row(f, known or frozenset()) for f in _wanted(reading, severity))
                pieces = csv_lines(_COLUMNS, rows)
            else:
                pieces = sarif_pieces(_wanted(reading, severity), reading.folder(), known)
            _write(output, pieces)
        except PlanparseError as error:
            typer.echo(f"lỗi: {error}", err=True)
            raise typer.Exit(BAD_INPUT) from None
        fresh = sum(f.fingerprint not in (known or ()) for f in _wanted(reading, severity))
    if fresh:
        raise typer.Exit(NEW_FINDINGS)


def _wanted(reading: Reading, severity: Severity) -> Iterator[AuditFinding]:
    most = _WEIGHTS[severity.value]
    return (finding for finding in reading.findings() if _WEIGHTS[finding.severity] <= most)


def _row(finding: AuditFinding, known: frozenset[str]) -> Sequence[object]:
    return [
        int(finding.fingerprint not in known) if name == "is_new" else getattr(finding, name)
        for name in _COLUMNS
    ]


def _write(output: Path | None, pieces: Iterable[str]) -> None:
    if output is not None:
        write_beside(output, pieces)
        return
    for piece in pieces:
        sys.stdout.write(piece)


def _print_table(reading: Reading, severity: Severity, known: frozenset[str]) -> None:
    """Print the rules with their counts, then the first new findings, most severe first."""
    console = make_console()
    _print_counts(console, reading, severity)
    fresh = [f for f in _wanted(reading, severity) if f.fingerprint not in known]
    fresh.sort(key=lambda finding: _WEIGHTS[finding.severity])
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, expand=True)
    table.add_column("Mức", no_wrap=True, min_width=7)
    table.add_column("Tệp", overflow="fold", ratio=30)
    table.add_column("Nội dung", overflow="fold", ratio=70)
    for finding in fresh[:_SHOWN]:
        level = Text(_LABELS[finding.severity], style=_STYLES[finding.severity])
        table.add_row(level, Text(_one_line(finding.path)), Text(_one_line(finding.message)))
    console.print(table)
    if len(fresh) > _SHOWN:
        rest = f"… và {len(fresh) - _SHOWN} điểm nữa (--format csv để xem hết)"
        console.print(Text(rest, style="dim"))


def _print_counts(console: Console, reading: Reading, severity: Severity) -> None:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    table.add_column("Mức", no_wrap=True, min_width=7)
    table.add_column("Số", justify="right", no_wrap=True)
    table.add_column("Quy tắc", no_wrap=True)
    table.add_column("Tên", overflow="fold")
    for rule, level, count in reading.counts():
        if _WEIGHTS[level] <= _WEIGHTS[severity.value]:
            label = Text(_LABELS[level], style=_STYLES[level])
            table.add_row(label, str(count), Text(rule), Text(title_of(rule)))
    console.print(table)
    console.print()


def _one_line(text: str) -> str:
    """Return text that no terminal takes for commands."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def export_command(
    path: StoreArgument,
    output: Annotated[Path, typer.Option("--output", "-o", help="Thư mục nhận các bảng.")],
    form: Annotated[
        TableFormat, typer.Option("--format", "-f", help="csv, jsonl hoặc parquet.")
    ] = TableFormat.CSV,
) -> None:
    """Xuất các bảng của kho: văn bản, chỉ tiêu, thời hạn, liên kết, đối chiếu, điểm cần xem."""
    with open_store(path) as store:
        try:
            written = export(store, output, form.value)
        except PlanparseError as error:
            typer.echo(f"lỗi: {error}", err=True)
            raise typer.Exit(BAD_INPUT) from None
    typer.echo(f"{len(written)} bảng: {output}")


def explain_command(
    slug: Annotated[str | None, typer.Argument(help="Quy tắc; bỏ trống để xem danh sách.")] = None,
) -> None:
    """Giải thích một quy tắc của việc kiểm tra: nói gì, vì sao, ví dụ, nên làm gì."""
    pages = load_explanations()
    if slug is None:
        console = make_console()
        table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
        table.add_column("Quy tắc", no_wrap=True)
        table.add_column("Tên", overflow="fold")
        for page in pages.values():
            table.add_row(Text(page.slug), Text(page.title))
        console.print(table)
        return
    if slug not in pages:
        near = ", ".join(difflib.get_close_matches(slug, pages, n=3))
        hint = f"; có phải: {near}" if near else "; xem danh sách: planparse explain"
        typer.echo(f"lỗi: không có quy tắc {slug!r}{hint}", err=True)
        raise typer.Exit(BAD_INPUT)
    typer.echo(pages[slug].text.rstrip())
