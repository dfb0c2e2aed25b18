"""`planparse coverage` and `planparse chain`: plans against the plans above them."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from planparse.cli.options import ForceOption, Format, FormatOption, LanguageOption, OutputOption
from planparse.cli.output import make_console, print_coverage
from planparse.cli.output_families import print_chain, print_matrix
from planparse.cli.reading import BAD_INPUT, read_all, say_error, write_json
from planparse.cli.wording import Language
from planparse.comparison import compare, compare_chain, compare_matrix
from planparse.errors import PlanparseError, WriteError
from planparse.model import CoverageChain, CoverageMatrix, CoverageReport, PlanDocument
from planparse.reports import check_format, write_report
from planparse.reports.output import check_output
from planparse.reports.view import LACKING

# With --strict: something is weakened or left out somewhere.
_WORTH_A_LOOK = 1

StrictOption = Annotated[
    bool, typer.Option("--strict", help="Trả mã 1 khi có nội dung thấp hơn hoặc thiếu.")
]


def coverage_command(  # noqa: PLR0913 - one parameter an option
    children: Annotated[list[Path], typer.Argument(help="Kế hoạch cấp dưới, một hay nhiều.")],
    parent: Annotated[Path, typer.Option("--parent", "-p", help="Kế hoạch cấp trên.")],
    form: FormatOption = Format.TABLE,
    output: OutputOption = None,
    lang: LanguageOption = Language.VI,
    force: ForceOption = False,
    strict: StrictOption = False,
) -> None:
    """Đối chiếu: cấp dưới tiếp nhận, hạ thấp, thay đổi hay bỏ sót nội dung nào của cấp trên.

    Nhiều kế hoạch cấp dưới cho một ma trận.
    """
    _check(output, force, [*children, parent], lang)
    above = _read([parent], lang)[0]
    if len(children) > 1:
        _cover_many(children, above, form, output, (lang, force, strict))
        return
    below = _read(children, lang)[0]
    report = compare(below, above)
    if output is not None:
        _write(report, (below, above), output, lang, force=force)
    elif form is Format.JSON:
        write_json(report.model_dump_json())
    else:
        print_coverage(make_console(), report, below, above, lang)
    if strict and any(item.status in LACKING for item in report.items):
        raise typer.Exit(_WORTH_A_LOOK)


def _cover_many(
    children: Sequence[Path],
    parent: PlanDocument,
    form: Format,
    output: Path | None,
    options: tuple[Language, bool, bool],
) -> None:
    """Compare many children; those that cannot be read are left out and reported."""
    lang, force, strict = options
    failed: list[Path] = []
    matrix = compare_matrix(_readable(children, lang, failed), parent)
    if not matrix.columns:
        raise typer.Exit(BAD_INPUT)
    if output is not None:
        _write(matrix, (parent,), output, lang, force=force)
    elif form is Format.JSON:
        write_json(matrix.model_dump_json())
    else:
        print_matrix(make_console(), matrix, parent, lang)
    if failed:
        left_out = ", ".join(path.name for path in failed)
        typer.echo(f"{len(failed)} tệp không đọc được, không có trong bảng: {left_out}", err=True)
        raise typer.Exit(BAD_INPUT)
    if strict and any(not LACKING.isdisjoint(column.statuses) for column in matrix.columns):
        raise typer.Exit(_WORTH_A_LOOK)


def _readable(files: Sequence[Path], lang: Language, failed: list[Path]) -> Iterator[PlanDocument]:
    """Yield the plans that can be read, one at a time; the others go to `failed`."""
    for path, plan in read_all(files, lang):
        if plan is None:
            failed.append(path)
        else:
            yield plan


def chain_command(  # noqa: PLR0913 - one parameter an option
    files: Annotated[
        list[Path], typer.Argument(help="Các kế hoạch từ cấp cao nhất đến cấp thấp nhất.")
    ],
    form: FormatOption = Format.TABLE,
    output: OutputOption = None,
    lang: LanguageOption = Language.VI,
    force: ForceOption = False,
    strict: StrictOption = False,
) -> None:
    """Theo dõi từng nội dung qua các cấp: mất hay yếu đi ở cấp nào."""
    if len(files) < 2:
        raise typer.BadParameter("cần ít nhất hai kế hoạch, cấp cao nhất trước")
    _check(output, force, files, lang)
    plans = _read(files, lang)
    chain = compare_chain(plans)
    if output is not None:
        _write(chain, plans, output, lang, force=force)
    elif form is Format.JSON:
        write_json(chain.model_dump_json())
    else:
        print_chain(make_console(), chain, plans, lang)
    if strict and any(item.outcome in ("lost", "weakened") for item in chain.items):
        raise typer.Exit(_WORTH_A_LOOK)


def _read(files: Sequence[Path], lang: Language) -> list[PlanDocument]:
    """Return the plans; end when one of them cannot be read."""
    plans = [plan for _, plan in read_all(files, lang) if plan is not None]
    if len(plans) < len(files):
        raise typer.Exit(BAD_INPUT)
    return plans


def _check(output: Path | None, force: bool, inputs: Sequence[Path], lang: Language) -> None:
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
    result: CoverageReport | CoverageMatrix | CoverageChain,
    documents: Sequence[PlanDocument],
    output: Path,
    lang: Language,
    *,
    force: bool,
) -> None:
    try:
        write_report(result, documents, output, lang=lang, force=force)
    except PlanparseError as error:
        say_error(error, lang)
        raise typer.Exit(BAD_INPUT) from None
