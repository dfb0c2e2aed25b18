"""The vocabulary of names of bodies, ready to be looked up, and the values made of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, cast

from planparse.extractors.phrase_tree import PhraseTree, Printed, printed
from planparse.lexicon import Entry, load_entries

HeadKind = Literal[
    "closed", "office", "open", "topic", "owner", "position", "head", "chair", "title"
]
__all__ = [
    "DUTIES", "FIELDS", "HEADS", "NOUNS", "QUALIFIERS", "Head", "HeadKind", "Name", "Noun",
    "Printed", "is_asked", "is_duty", "printed", "words_of",
]  # fmt: skip
_HEAD_KINDS = ("closed", "office", "open", "topic", "owner", "position", "head", "chair", "title")


@dataclass(frozen=True, slots=True)
class Head:
    """The first words of a name: what kind they are, as the vocabulary spells them.

    `gives` is the head word that the head of a body implies ("Trưởng phòng" gives "Phòng");
    `right` is the spelling that a damaged one stands for; `is_cased` that small letters mean
    another word.
    """

    kind: HeadKind
    word: str
    gives: str = ""
    right: str = ""
    is_cased: bool = False


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun of collectives, or words behind one; `is_telling` when they say who is meant."""

    kind: Literal["group", "vague", "narrow", "loose", "other"]

    @property
    def is_telling(self) -> bool:
        """Tell whether the words say who is meant."""
        return self.kind in ("group", "narrow")


@dataclass(frozen=True, slots=True)
class Name:
    """A body's name at `start:end` of its line, `body` written out in full; `head` its first words.

    `is_vague` marks groups that do not say who is meant ("các đơn vị liên quan"). `is_shared` says
    that the head word is printed elsewhere ("các Sở: Y tế, [Nội vụ]"). `repaired_from` is a
    damaged head as printed.
    """

    start: int
    end: int
    body: str
    head: str = ""
    is_vague: bool = False
    is_shared: bool = False
    repaired_from: str | None = None


def words_of(name: str, *kinds: str) -> list[str]:
    """Return the words of the entries of some kinds of a vocabulary file, in file order."""
    return [word for kind in kinds for entry in _entries(name, kind) for word in entry["words"]]


def _entries(name: str, *kinds: str) -> Iterable[Entry]:
    return (entry for entry in load_entries(name) if entry["kind"] in kinds)


def _head(entry: Entry, word: str) -> Head:
    kind = cast(HeadKind, entry["kind"])
    return Head(kind, word, entry.get("gives", ""), entry.get("right", ""), "cased" in entry)


def _nouns(*kinds: str) -> PhraseTree[Noun]:
    return PhraseTree.of(
        (word, Noun(entry["kind"]))
        for entry in _entries("body_heads", *kinds)
        for word in entry["words"]
    )


HEADS: PhraseTree[Head] = PhraseTree.of(
    (word, _head(entry, word))
    for entry in _entries("body_heads", *_HEAD_KINDS)
    for word in entry["words"]
)
NOUNS = _nouns("group", "vague", "other")
QUALIFIERS = _nouns("narrow", "loose")
FIELDS: PhraseTree[str] = PhraseTree.of(
    (word, "field") for word in words_of("body_fields", "whole", "part")
)
DUTIES: PhraseTree[str] = PhraseTree.of(
    (word, "duty") for word in words_of("body_duties", "lead", "verb", "support")
)


def is_duty(line: Printed, at: int) -> bool:
    """Tell whether a duty may begin at `at`: a verb of the vocabulary."""
    return DUTIES.longest(line, at) is not None


_ASKED: PhraseTree[str] = PhraseTree.of(
    (word, kind) for kind in ("asked", "ordered") for word in words_of("body_heads", kind)
)


def is_asked(body: str) -> bool:
    """Tell whether a plan asks a body, and gives it no orders.

    >>> is_asked("Hội Nông dân xã"), is_asked("Hội đồng nhân dân xã")
    (True, False)
    """
    found = _ASKED.longest(printed(body), 0)
    return found is not None and found[1] == "asked"
