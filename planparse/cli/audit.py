"""The commands of an audit: run it; what reads its store stands in modules of its own."""

import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text
from typer.core import TyperGroup

from planparse.auditing import Limits, Options, Store, Summary, audit
from planparse.auditing.pool import Pool
from planparse.auditing.runner import MakeEngine
from planparse.cli.findings import export_command, findings_command
from planparse.cli.site import report_command
from planparse.cli.stores import BAD_INPUT
from planparse.errors import PlanparseError

STOPPED = 130
_STEPS = {"read": "Đọc văn bản", "compare": "Đối chiếu với cấp trên"}


class RunByDefault(TyperGroup):
    """A group whose command `run` need not be named: `audit FOLDER` is `audit run FOLDER`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put `run` before what is no command."""
        if args and args[0] not in self.commands and args[0] not in ("--help", "-h"):
            args = ["run", *args]
        return super().parse_args(ctx, args)


class EngineName(StrEnum):
    """What runs the work."""

    LOCAL = "local"
    RAY = "ray"


audit_app = typer.Typer(
    cls=RunByDefault,
    no_args_is_help=True,
    help="Kiểm tra cả một tập hợp kế hoạch: đọc, nối cấp trên - cấp dưới, đối chiếu, tìm lỗi.\n\n"
    "planparse audit THƯ_MỤC -o KHO.sqlite [tùy chọn]; tùy chọn: planparse audit run --help",
)


audit_app.command("findings")(findings_command)
audit_app.command("report")(report_command)
audit_app.command("export")(export_command)


@audit_app.command("run")
def run_command(  # noqa: PLR0913  # one parameter an option
    folder: Annotated[Path, typer.Argument(help="Thư mục chứa các kế hoạch.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="Kho kiểm tra (.sqlite).")],
    processes: Annotated[
        int, typer.Option("--jobs", "-j", min=1, max=256, help="Số tiến trình.")
    ] = os.cpu_count() or 1,
    seconds: Annotated[
        float, typer.Option("--time-limit", min=0.1, help="Thời hạn cho một văn bản (giây).")
    ] = 120.0,
    megabytes: Annotated[
        int, typer.Option("--memory-limit", min=128, help="Bộ nhớ cho một văn bản (MB).")
    ] = 2048,
    retry: Annotated[
        bool, typer.Option("--retry", help="Đọc lại các văn bản lần trước không đọc được.")
    ] = False,
    engine: Annotated[
        EngineName, typer.Option("--engine", help="local: máy này; ray: cụm máy Ray.")
    ] = EngineName.LOCAL,
) -> None:
    """Đọc, nối, đối chiếu, kiểm tra. Dừng lúc nào cũng được; chạy lại thì làm tiếp phần còn lại."""
    options = Options(Limits(processes, seconds, megabytes), retry, _engine(engine))
    try:
        with Store(output) as store, AuditProgress() as progress:
            summary = audit(folder, store, options, progress)
    except PlanparseError as error:
        typer.echo(f"lỗi: {error}", err=True)
        raise typer.Exit(BAD_INPUT) from None
    except KeyboardInterrupt:
        typer.echo("Đã dừng. Phần đã làm xong được giữ; chạy lại lệnh này để làm tiếp.", err=True)
        raise typer.Exit(STOPPED) from None
    _say(summary)


def _engine(name: EngineName) -> MakeEngine:
    """Return what makes the engine; leaves the program where Ray is not installed."""
    if name is EngineName.LOCAL:
        return Pool
    try:
        # An extra, and slow to load.
        from planparse.auditing.ray_engine import RayEngine
    except ImportError:
        typer.echo("lỗi: cần Ray; cài bằng: pip install 'planparse[ray]'", err=True)
        raise typer.Exit(BAD_INPUT) from None
    return RayEngine


def _say(summary: Summary) -> None:
    typer.echo(
        f"{summary.files} tệp: đọc mới {summary.read}, không đọc được {summary.failed}; "
        f"{summary.links} liên kết trong tập hợp, đối chiếu mới {summary.compared}; "
        f"{summary.findings} điểm cần xem, {summary.notes} điểm để biết."
    )


class AuditProgress:
    """A bar on standard error, where that is a terminal: counts, rate and what is left."""

    def __init__(self) -> None:
        """Make the bar; it shows with the first step."""
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=24),
            MofNCompleteColumn(),
            _Rate(),
            TimeRemainingColumn(),
            TextColumn("[red]{task.fields[failed]} lỗi"),
            console=Console(stderr=True),
            disable=not sys.stderr.isatty(),
        )
        self._task: Any = None
        self._failed = 0

    def __enter__(self) -> "AuditProgress":
        """Show the bar."""
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Leave the bar as it stands."""
        self._bar.stop()

    def start(self, step: str, total: int) -> None:
        """Begin a step of so many parts."""
        self._failed = 0
        self._task = self._bar.add_task(_STEPS[step], total=total, failed=0)

    def advance(self, failed: bool) -> None:
        """Count one part."""
        self._failed += failed
        self._bar.update(self._task, advance=1, failed=self._failed)


class _Rate(ProgressColumn):
    """Parts a second."""

    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text(f"{speed:.1f}/giây" if speed else "", style="dim")
