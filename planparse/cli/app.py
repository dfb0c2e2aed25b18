"""The commands. Data goes to standard output, progress and errors to standard error."""

import sys
from collections.abc import Iterator
from enum import StrEnum
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from planparse.cli.audit import audit_app
from planparse.cli.findings import explain_command
from planparse.cli.output import make_console, print_coverage, print_plan
from planparse.cli.wording import Language, load_wording
from planparse.comparison import compare
from planparse.errors import PlanparseError
from planparse.model import PlanDocument
from planparse.pipeline import parse

app = typer.Typer(
    help="Đọc kế hoạch hành chính và đối chiếu với kế hoạch cấp trên.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
)


class Format(StrEnum):
    """How a result is printed."""

    TABLE = "table"
    JSON = "json"


app.add_typer(audit_app, name="audit")
app.command("explain")(explain_command)
FormatOption = Annotated[
    Format,
    typer.Option("--format", "-f", help="table: bảng để đọc; json: dữ liệu cho chương trình."),
]
LanguageOption = Annotated[Language, typer.Option("--lang", help="Ngôn ngữ của bảng.")]
# One file of a plain coverage check whose parent is weakened or left out, with --strict.
WORTH_A_LOOK = 1
BAD_INPUT = 2


def _show_version(value: bool) -> None:
    if value:
        typer.echo(f"planparse {version('planparse')}")
        raise typer.Exit


@app.callback()
def options(
    show_version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="In phiên bản.")
    ] = False,
) -> None:
    """Đọc kế hoạch hành chính và đối chiếu với kế hoạch cấp trên."""


@app.command("parse")
def parse_command(
    files: Annotated[
        list[Path],
        typer.Argument(help="Tệp kế hoạch: .txt, .md, .docx, .doc, .html, .pdf, ảnh chụp."),
    ],
    output: FormatOption = Format.TABLE,
    lang: LanguageOption = Language.VI,
) -> None:
    """Đọc kế hoạch: bố cục, chỉ tiêu, thời hạn, đường dây nóng, cơ quan, văn bản viện dẫn."""
    failed = False
    for _, plan in _read_all(files, lang):
        if plan is None:
            failed = True
        elif output is Format.JSON:
            _write_json(plan.model_dump_json())
        else:
            print_plan(make_console(), plan, lang)
    if failed:
        raise typer.Exit(BAD_INPUT)


@app.command("coverage")
def coverage_command(
    child: Annotated[Path, typer.Argument(help="Kế hoạch cấp dưới.")],
    parent: Annotated[Path, typer.Option("--parent", "-p", help="Kế hoạch cấp trên.")],
    output: FormatOption = Format.TABLE,
    lang: LanguageOption = Language.VI,
    strict: Annotated[
        bool, typer.Option("--strict", help="Trả mã 1 khi có nội dung thấp hơn hoặc thiếu.")
    ] = False,
) -> None:
    """Đối chiếu: cấp dưới tiếp nhận, hạ thấp, thay đổi hay bỏ sót nội dung nào của cấp trên."""
    plans = [plan for _, plan in _read_all([child, parent], lang) if plan is not None]
    if len(plans) < 2:
        raise typer.Exit(BAD_INPUT)
    report = compare(plans[0], plans[1])
    if output is Format.JSON:
        _write_json(report.model_dump_json())
    else:
        print_coverage(make_console(), report, plans[0], plans[1], lang)
    lacking = {"weaker", "missing", "partial", "changed"}
    if strict and any(item.status in lacking for item in report.items):
        raise typer.Exit(WORTH_A_LOOK)


def _read_all(files: list[Path], lang: Language) -> Iterator[tuple[Path, PlanDocument | None]]:
    """Read the files one by one; an unreadable one is one line on standard error."""
    words = load_wording(lang)
    shows_progress = len(files) > 1 and sys.stderr.isatty()
    for number, path in enumerate(files, 1):
        if shows_progress:
            typer.echo(f"[{number}/{len(files)}] {words['reading']} {path}", err=True)
        try:
            yield path, parse(path)
        except PlanparseError as error:
            typer.echo(f"{words['error_label']}: {error}", err=True)
            yield path, None


def _write_json(text: str) -> None:
    sys.stdout.write(text + "\n")


def main() -> None:
    """Run the command line; output is UTF-8 wherever the terminal allows it."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app()
    except BrokenPipeError:
        # The reader went away ("| head"): nothing is wrong, and nothing more can be said.
        sys.stderr.close()
