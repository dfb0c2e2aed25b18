"""Files written beside and renamed, so that no one ever sees half of one."""

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from planparse.errors import PlanparseError


class WriteError(PlanparseError):
    """A file cannot be written; the message says why."""


def write_beside(path: Path, pieces: Iterable[str], *, encoding: str = "utf-8") -> None:
    """Write pieces of text to a file; raises WriteError, and then leaves what was there.

    What UTF-8 cannot hold (half of a pair) becomes "?".
    """
    beside = None
    try:
        with tempfile.NamedTemporaryFile(
            "w", dir=path.parent, delete=False, encoding=encoding, errors="replace", newline=""
        ) as file:
            beside = Path(file.name)
            for piece in pieces:
                file.write(piece)
        # A temporary file is closed to others; a report is like any file of its user.
        beside.chmod(0o666 & ~_umask())
        beside.replace(path)
    except OSError as error:
        raise WriteError(f"{path}: không ghi được tệp ({error.strerror})") from error
    finally:
        if beside is not None:
            beside.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
