"""The folder of a site: written beside and put in place at the end."""

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path

from planparse.errors import PlanparseError
from planparse.model.collection import SITE_MARK


class SiteError(PlanparseError):
    """The site cannot be written; the message says why."""


class Folder:
    """Takes pages by their names within the site."""

    def __init__(self, root: Path) -> None:
        """Take an existing folder."""
        self._root = root
        self.pages = 0

    def write(self, name: str, text: str) -> None:
        """Write a page; what UTF-8 cannot hold becomes "?"."""
        path = self._root / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8", errors="replace", newline="\n")
        self.pages += 1

    def write_pieces(self, name: str, pieces: Iterable[str]) -> None:
        """Write a file piece by piece."""
        with (self._root / name).open("w", encoding="utf-8", errors="replace", newline="") as file:
            for piece in pieces:
                file.write(piece)


@contextmanager
def new_folder(output: Path) -> Iterator[Folder]:
    """Yield a folder to fill, which becomes `output` when all went well.

    An earlier site is replaced; any other folder with something in it is left alone. Raises
    SiteError.
    """
    _refuse(output)
    beside = output.parent / f".{output.name}.part-{os.getpid()}"
    try:
        shutil.rmtree(beside, ignore_errors=True)
        beside.mkdir(parents=True)
        (beside / SITE_MARK).write_text("planparse\n", "utf-8")
        _copy_static(beside)
        yield Folder(beside)
        _swap(beside, output)
    except OSError as error:
        reason = error.strerror or str(error)
        raise SiteError(f"{output}: không ghi được trang ({reason})") from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _refuse(output: Path) -> None:
    if output.is_symlink() or (output.exists() and not output.is_dir()):
        raise SiteError(f"{output}: đã có, và không phải thư mục")
    if output.is_dir() and any(output.iterdir()) and not (output / SITE_MARK).exists():
        raise SiteError(f"{output}: thư mục có sẵn nội dung khác; hãy chọn thư mục mới")


def _swap(beside: Path, output: Path) -> None:
    old = output.parent / f".{output.name}.old-{os.getpid()}"
    if output.exists():
        output.rename(old)
    beside.rename(output)
    shutil.rmtree(old, ignore_errors=True)


def _copy_static(folder: Path) -> None:
    source = resources.files(__package__) / "static"
    for file in source.iterdir():
        (folder / file.name).write_text(file.read_text("utf-8"), "utf-8")
