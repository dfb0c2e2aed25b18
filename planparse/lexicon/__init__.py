"""Vocabulary as data: one TOML file a subject, each entry with a sentence it was seen in.

Every file has the shape ``[[entry]] words = [...], seen = "..."`` plus keys of its own; `seen`
holds at least one of the words, which a test checks.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from planparse.errors import LexiconError

Entry = Mapping[str, Any]


@cache
def load_entries(name: str) -> tuple[Entry, ...]:
    """Return the entries of the vocabulary file `name` (without ".toml"), in file order.

    >>> any("tổ chức thực hiện" in entry["words"] for entry in load_entries("titles"))
    True
    """
    try:
        text = (resources.files(__name__) / f"{name}.toml").read_text("utf-8")
        return tuple(tomllib.loads(text)["entry"])
    except (FileNotFoundError, KeyError, tomllib.TOMLDecodeError) as error:
        raise LexiconError(f"vocabulary {name!r}: {error}") from error


def load_words(name: str, **wanted: str) -> tuple[str, ...]:
    """Return all words of the entries whose keys equal `wanted`.

    >>> "quan điểm" in load_words("titles", role="purpose")
    True
    """
    return tuple(
        word
        for entry in load_entries(name)
        if all(entry.get(key) == value for key, value in wanted.items())
        for word in entry["words"]
    )
