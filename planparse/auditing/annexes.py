"""The note by which a plan says that a decision carries it and gives it its number and day."""

from dataclasses import dataclass

import regex

from planparse.text.dates import DAY, read_day
from planparse.text.document_numbers import find_numbers
from planparse.text.patterns import lazy_pattern

_OPENING = 4_000
# "(Ban hành kèm theo Quyết định số 100/QĐ-UBND ngày 05/9/2025 của Ủy ban nhân dân xã)"; not
# "(Kèm theo Kế hoạch số 17/KH-UBND)", which an annex says of its own plan
_NOTE = lazy_pattern(
    r"kèm\s{1,3}theo\s{1,3}(?P<kind>Quyết\s{1,3}định|Nghị\s{1,3}quyết)(?P<rest>[^()]{3,300})\)",
    regex.IGNORECASE,
)
_ISSUER = lazy_pattern(r"\scủa\s+(?P<name>[^;,.]{3,150})")


@dataclass(frozen=True, slots=True)
class AnnexNote:
    """The decision that carries a plan; `start:end` is its number in the plan's text."""

    kind: str
    number: str
    date: str | None
    issuer: str | None
    start: int
    end: int


def find_annex_note(text: str) -> AnnexNote | None:
    """Return the note of a plan that a decision carries; None for a plan of its own.

    >>> note = find_annex_note("(Kèm theo Quyết định số 9/QĐ-UBND ngày 05/9/2025 của UBND xã An)")
    >>> note.number, note.date, note.issuer
    ('9/QĐ-UBND', '2025-09-05', 'UBND xã An')
    """
    match = _NOTE.search(text, 0, _OPENING)
    number = next(find_numbers(match["rest"]), None) if match else None
    if match is None or number is None:
        return None
    start = match.start("rest")
    tail = match["rest"][number.end :]
    day, issuer = DAY.search(tail), _ISSUER.search(tail)
    return AnnexNote(
        kind=" ".join(match["kind"].split()).capitalize(),
        number=number.text,
        date=read_day(day).to_iso() if day else None,
        issuer=" ".join(issuer["name"].split()) if issuer else None,
        start=start + number.start,
        end=start + number.end,
    )
