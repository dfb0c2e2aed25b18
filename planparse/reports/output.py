"""Where a report goes: checked before the work, written beside its place and then renamed."""

import os
from collections.abc import Iterable
from pathlib import Path

from planparse.errors import WriteError


def check_output(path: Path, *, force: bool = False, inputs: Iterable[Path] = ()) -> None:
    """Raise WriteError where a report could not be, or must not be, written.

    A file that is there already is kept unless `force`; one that is read (`inputs`), always.
    """
    if path.is_dir():
        raise WriteError(f"{path}: là thư mục, không phải tệp")
    if not path.parent.is_dir():
        raise WriteError(f"{path}: không có thư mục {path.parent}")
    if any(_is_same(path, other) for other in inputs):
        raise WriteError(f"{path}: là tệp đầu vào, không ghi đè")
    if path.exists() and not force:
        raise WriteError(f"{path}: đã có tệp này; thêm --force để ghi đè")
    if not os.access(path.parent, os.W_OK):
        raise WriteError(f"{path}: không có quyền ghi vào thư mục {path.parent}")


def _is_same(one: Path, other: Path) -> bool:
    return one.exists() and other.exists() and one.samefile(other)


def save(path: Path, data: bytes, *, force: bool = False) -> None:
    """Write a whole file or nothing; raises WriteError."""
    check_output(path, force=force)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("xb") as file:
            file.write(data)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise WriteError(f"{path}: không ghi được ({error.strerror})") from error
