"""What a folder holds: the files that may be plans, and what stood in the way of seeing them."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from planparse.model.collection import SITE_MARK

SUFFIXES = frozenset((
    ".txt", ".md", ".markdown", ".docx", ".doc", ".rtf", ".odt", ".pdf", ".html", ".htm",
    ".png", ".jpg", ".jpeg", ".tif", ".tiff",
))  # fmt: skip
"""Kinds of files that are taken for plans; what a file really is, its content decides."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file: `path` opens it, `name` is its path within the folder, printable and in UTF-8."""

    path: str
    name: str
    size: int
    mtime: int


@dataclass(frozen=True, slots=True)
class Unseen:
    """A place that could not be looked at, or is not followed."""

    name: str
    rule: str
    message: str


def scan(folder: Path) -> Iterator[Found | Unseen]:
    """Yield the files below a folder in order of their names; links are never followed.

    Hidden files and the lock files of office programs (`~$…`) are passed over.
    """
    root = os.fspath(folder)
    waiting = [root]
    while waiting:
        place = waiting.pop()
        try:
            with os.scandir(place) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError as error:
            reason = error.strerror or "không rõ lý do"
            message = f"Không mở được thư mục ({reason}); các tệp bên trong chưa được đọc."
            yield Unseen(_name(place, root), "folder-unreadable", message)
            continue
        if any(entry.name == SITE_MARK for entry in entries):
            # The site of an earlier audit, put among the plans.
            continue
        folders: list[str] = []
        for entry in entries:
            yield from _look(entry, root, folders)
        waiting += reversed(folders)


def _look(entry: os.DirEntry[str], root: str, folders: list[str]) -> Iterator[Found | Unseen]:
    """Yield what an entry is; a folder goes to `folders`."""
    if entry.name.startswith((".", "~$")):
        return
    name = _name(entry.path, root)
    try:
        state = entry.stat(follow_symlinks=False)
    except OSError as error:
        yield Unseen(name, "file-unreadable", f"Không xem được tệp ({error.strerror}).")
        return
    if stat.S_ISDIR(state.st_mode):
        folders.append(entry.path)
    elif Path(entry.name).suffix.lower() not in SUFFIXES and not stat.S_ISLNK(state.st_mode):
        return
    elif stat.S_ISLNK(state.st_mode):
        yield Unseen(name, "link-skipped", "Liên kết không được đi theo; hãy đặt chính tệp ở đây.")
    elif stat.S_ISREG(state.st_mode):
        yield Found(entry.path, name, state.st_size, state.st_mtime_ns)
    else:
        yield Unseen(name, "file-unreadable", "Không phải tệp thường (thiết bị hoặc đường ống).")


def _name(path: str, root: str) -> str:
    """Return a path within the folder; bytes that are no UTF-8 are written as \\xNN."""
    within = os.path.relpath(path, root)
    return os.fsencode(within).decode("utf-8", "backslashreplace").replace(os.sep, "/")
