"""Where a report goes: checked before the work, written beside its place and then renamed."""

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from planparse.errors import WriteError


def check_output(path: Path, *, force: bool = False, inputs: Iterable[Path] = ()) -> None:
    """Raise WriteError where a report could not be, or must not be, written.

    A file that is there already is kept unless `force`; one that is read (`inputs`), always.
    """
    try:
        reason = _obstacle(path, force, inputs)
    except (OSError, ValueError) as error:
        raise _unwritable(path, error) from error
    if reason:
        raise WriteError(f"{path}: {reason}")


def _obstacle(path: Path, force: bool, inputs: Iterable[Path]) -> str:
    if path.is_dir():
        return "là thư mục, không phải tệp"
    if not path.parent.is_dir():
        return f"không có thư mục {path.parent}"
    if any(_is_same(path, other) for other in inputs):
        return "là tệp đầu vào, không ghi đè"
    if path.exists() and not force:
        return "đã có tệp này; thêm --force để ghi đè"
    if not os.access(path.parent, os.W_OK):
        return f"không có quyền ghi vào thư mục {path.parent}"
    return ""


def _is_same(one: Path, other: Path) -> bool:
    return one.exists() and other.exists() and one.samefile(other)


def _unwritable(path: Path, error: OSError | ValueError) -> WriteError:
    why = error.strerror if isinstance(error, OSError) else error
    return WriteError(f"{ascii(str(path))[1:-1][:200]}: không ghi được ({why})")


def save(path: Path, data: bytes, *, force: bool = False) -> None:
    """Write a whole file or nothing; raises WriteError."""
    check_output(path, force=force)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("xb") as file:
            file.write(data)
        part.replace(path)
    except (OSError, ValueError) as error:
        with suppress(OSError, ValueError):
            part.unlink(missing_ok=True)
        raise _unwritable(path, error) from error
