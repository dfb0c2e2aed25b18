"""Files read one by one for the commands, with progress and errors on standard error."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import typer

from planparse.cli.wording import Language, load_wording
from planparse.errors import PlanparseError
from planparse.model import PlanDocument
from planparse.pipeline import parse

BAD_INPUT = 2
"""The exit code of bad use, and of input that cannot be read."""


def read_all(files: Sequence[Path], lang: Language) -> Iterator[tuple[Path, PlanDocument | None]]:
    """Read the files one by one; an unreadable one is one line on standard error."""
    words = load_wording(lang)
    shows_progress = len(files) > 1 and sys.stderr.isatty()
    for number, path in enumerate(files, 1):
        if shows_progress:
            typer.echo(f"[{number}/{len(files)}] {words['reading']} {path}", err=True)
        try:
            yield path, parse(path)
        except PlanparseError as error:
            say_error(error, lang)
            yield path, None


def say_error(error: PlanparseError, lang: Language) -> None:
    """Write an error as one line on standard error."""
    typer.echo(f"{load_wording(lang)['error_label']}: {error}", err=True)


def write_json(text: str) -> None:
    """Write a line of data to standard output."""
    sys.stdout.write(text + "\n")
