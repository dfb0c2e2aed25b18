"""`planparse coverage`: one child against its parent."""

from pathlib import Path
from typing import Annotated

import typer

from planparse.cli.options import ForceOption, Format, FormatOption, LanguageOption, OutputOption
from planparse.cli.output import make_console, print_coverage
from planparse.cli.reading import BAD_INPUT, read_all, say_error, write_json
from planparse.cli.wording import Language
from planparse.comparison import compare
from planparse.errors import PlanparseError, WriteError
from planparse.model import CoverageReport, PlanDocument
from planparse.reports import check_format, write_report
from planparse.reports.output import check_output

# With --strict: the parent is weakened or left out somewhere.
_WORTH_A_LOOK = 1
_LACKING = frozenset(("weaker", "missing", "partial", "changed"))


def coverage_command(  # noqa: PLR0913 - one parameter an option
    child: Annotated[Path, typer.Argument(help="Kế hoạch cấp dưới.")],
    parent: Annotated[Path, typer.Option("--parent", "-p", help="Kế hoạch cấp trên.")],
    form: FormatOption = Format.TABLE,
    output: OutputOption = None,
    lang: LanguageOption = Language.VI,
    force: ForceOption = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Trả mã 1 khi có nội dung thấp hơn hoặc thiếu.")
    ] = False,
) -> None:
    """Đối chiếu: cấp dưới tiếp nhận, hạ thấp, thay đổi hay bỏ sót nội dung nào của cấp trên."""
    _check(output, force, [child, parent], lang)
    plans = [plan for _, plan in read_all([child, parent], lang) if plan is not None]
    if len(plans) < 2:
        raise typer.Exit(BAD_INPUT)
    report = compare(plans[0], plans[1])
    if output is not None:
        _write(report, plans, output, lang, force=force)
    elif form is Format.JSON:
        write_json(report.model_dump_json())
    else:
        print_coverage(make_console(), report, plans[0], plans[1], lang)
    if strict and any(item.status in _LACKING for item in report.items):
        raise typer.Exit(_WORTH_A_LOOK)


def _check(output: Path | None, force: bool, inputs: list[Path], lang: Language) -> None:
    """End with one line, before any work, where the report could not be written."""
    if output is None:
        return
    try:
        check_format(output)
        check_output(output, force=force, inputs=inputs)
    except WriteError as error:
        say_error(error, lang)
        raise typer.Exit(BAD_INPUT) from None


def _write(
    report: CoverageReport, plans: list[PlanDocument], output: Path, lang: Language, *, force: bool
) -> None:
    try:
        write_report(report, plans[0], plans[1], output, lang=lang, force=force)
    except PlanparseError as error:
        say_error(error, lang)
        raise typer.Exit(BAD_INPUT) from None
