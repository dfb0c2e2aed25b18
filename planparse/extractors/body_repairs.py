"""Names of bodies that OCR has damaged ("Mặt trận Tố quốc"): put right in a copy to be read."""

from planparse.extractors.body_words import Name
from planparse.lexicon import load_entries
from planparse.text.ocr import Repair, find_damaged, mend

_WORDS = tuple(word for entry in load_entries("damaged_bodies") for word in entry["words"])


def find_repairs(text: str) -> list[Repair]:
    """Return the damaged names in a text, each with the right one in the same capitals.

    >>> [repair.right for repair in find_repairs("MẶT TRẬN TỐ QUỐC xã, Ban Tố chức Huyện ủy")]
    ['MẶT TRẬN TỔ QUỐC', 'Ban Tổ chức']
    """
    return [
        Repair(found.start, found.end, found.printed, _as_printed(found))
        for found in find_damaged(text, _WORDS)
    ]


def _as_printed(found: Repair) -> str:
    pairs = zip(found.printed, found.right, strict=True)
    return "".join(right.upper() if old.isupper() else right.lower() for old, right in pairs)


def repaired(text: str, repairs: list[Repair]) -> str:
    """Return the text with the names put right, of the same length."""
    return mend(text, repairs) if repairs else text


def damaged_words(name: Name, repairs: list[Repair]) -> str | None:
    """Return what is printed for a repaired piece of a name, None where nothing was repaired."""
    return next(
        (r.printed for r in repairs if r.start < name.end and name.start < r.end),
        name.repaired_from,
    )
