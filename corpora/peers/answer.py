"""The form of a peer's answer: the scored part of what `planparse parse --format json` prints."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

Row = dict[str, Any]
Read = Callable[[str], Row]


def answer(text: str, **kinds: object) -> Row:
    """Return an answer in which all kinds that a peer does not do are empty."""
    metadata = dict.fromkeys(
        ("doc_type", "number", "issuer", "superior", "place", "issued_on", "title", "period_start",
         "period_end", "signer", "signer_title")
    )  # fmt: skip
    lists: Row = {
        name: []
        for name in ("sections", "targets", "deadlines", "contacts", "assignments", "references")
    }
    return {"text": text, "metadata": metadata, **lists, **kinds}


def record(text: str, start: int, end: int, /, **fields: object) -> Row:
    """Return a record for `text[start:end]`."""
    return {"span": {"start": start, "end": end}, "quote": text[start:end], **fields}


def deadline(text: str, start: int, end: int, /, **fields: object) -> Row:
    return record(text, start, end, **{"start": None, "end": None, "recurrence": None, **fields})


def target(text: str, start: int, end: int, /, **fields: object) -> Row:
    plain = {"value": None, "value_max": None, "unit": "", "comparator": "eq", "by": None}
    return record(text, start, end, **{**plain, "indicator": "", **fields})


def print_answer(read: Read) -> None:
    """Read the plan that the first argument names and print what the peer says of it."""
    text = Path(sys.argv[1]).read_text("utf-8-sig")
    json.dump(read(text), sys.stdout, ensure_ascii=False, indent=1)
