"""What was recognised once is kept by the content of its picture."""

import gzip
import hashlib
import os
import tempfile
from pathlib import Path

SWITCH = "PLANPARSE_NO_CACHE"
"""Set to anything but "" or "0", this environment variable switches the cache off."""


def cache_key(*parts: bytes) -> str:
    """Return the name under which the result for `parts` is kept."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()


def load(key: str) -> str | None:
    """Return what is kept under `key`; None where there is nothing, or nothing that can be read."""
    path = _path(key)
    if path is None:
        return None
    try:
        return gzip.decompress(path.read_bytes()).decode("utf-8")
    except (OSError, EOFError, ValueError):
        return None


def store(key: str, text: str) -> None:
    """Keep `text`: written beside and renamed, so that no reader sees half of it.

    A cache that cannot be written is no error.
    """
    path = _path(key)
    if path is None:
        return
    beside = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            beside = file.name
            file.write(gzip.compress(text.encode("utf-8"), compresslevel=5))
        os.replace(beside, path)
    except OSError:
        if beside is not None:
            Path(beside).unlink(missing_ok=True)


def _path(key: str) -> Path | None:
    if os.environ.get(SWITCH, "0") not in ("", "0"):
        return None
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "planparse" / "ocr" / key[:2] / f"{key[2:]}.tsv.gz"
