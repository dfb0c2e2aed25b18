"""The command that makes a site from an audit's store."""

from pathlib import Path
from typing import Annotated

import typer

from planparse.auditing.reading import Reading
from planparse.cli.stores import BAD_INPUT, StoreArgument, open_store
from planparse.errors import PlanparseError


def report_command(
    path: StoreArgument,
    output: Annotated[Path, typer.Option("--output", "-o", help="Thư mục nhận các trang.")],
) -> None:
    """Lập các trang HTML của cả tập hợp; mở index.html, không cần máy chủ hay mạng."""
    with open_store(path) as store:
        # Loaded when a site is made, not with every command.
        from planparse.reports.site import write_site

        try:
            pages = write_site(Reading(store), output)
        except PlanparseError as error:
            typer.echo(f"lỗi: {error}", err=True)
            raise typer.Exit(BAD_INPUT) from None
    typer.echo(f"{pages} trang: {output / 'index.html'}")
