"""The commands. Data goes to standard output, progress and errors to standard error."""

import sys
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from planparse.cli.audit import audit_app
from planparse.cli.coverage import chain_command, coverage_command
from planparse.cli.findings import explain_command
from planparse.cli.options import Format, FormatOption, LanguageOption
from planparse.cli.output import make_console, print_plan
from planparse.cli.reading import BAD_INPUT, read_all, write_json
from planparse.cli.wording import Language

app = typer.Typer(
    help="Đọc kế hoạch hành chính và đối chiếu với kế hoạch cấp trên.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
)


app.add_typer(audit_app, name="audit")
app.command("explain")(explain_command)


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
    for _, plan in read_all(files, lang):
        if plan is None:
            failed = True
        elif output is Format.JSON:
            write_json(plan.model_dump_json())
        else:
            print_plan(make_console(), plan, lang)
    if failed:
        raise typer.Exit(BAD_INPUT)


app.command("coverage")(coverage_command)
app.command("chain")(chain_command)


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
