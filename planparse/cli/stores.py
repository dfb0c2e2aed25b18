"""What the commands that read an audit's store share."""

from pathlib import Path
from typing import Annotated

import typer

from planparse.auditing import Store, StoreError

BAD_INPUT = 2
StoreArgument = Annotated[Path, typer.Argument(help="Kho kiểm tra (.sqlite) do lệnh audit lập.")]


def open_store(path: Path) -> Store:
    """Open a store that is there; leaves the program with one line where it is not."""
    try:
        return Store(path, create=False)
    except StoreError as error:
        typer.echo(f"lỗi: {error}", err=True)
        raise typer.Exit(BAD_INPUT) from None
