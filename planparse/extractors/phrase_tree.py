"""Phrases of a vocabulary, looked up word by word at a place in a text.

A pattern with hundreds of alternatives is slow at places where none of them stands; a tree of words
fails at the first word. Blanks and the space around dashes and commas never matter.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from planparse.text.patterns import lazy_pattern

V = TypeVar("V")

# A word, or a mark that names hold: "Lao động - Thương binh", "TB&XH", "đ/c"; no line break.
_TOKEN = lazy_pattern(r"[ ]{0,3}+([^\W_]{1,40}+|[-,&./()])")

# "Uỷ ban", "văn hoá": spellings of one sound that have one form of equal length here; not "Thoát"
_LATE_TONE = lazy_pattern(r"(?:[uU]ỷ|UỶ|[hH]oá|HOÁ)(?!\p{L})")
_EARLY_TONE = {"uỷ": "ủy", "Uỷ": "Ủy", "UỶ": "ỦY", "hoá": "hóa", "Hoá": "Hóa", "HOÁ": "HÓA"}


@dataclass(frozen=True, slots=True)
class Printed:
    """A text with one spelling for Ủy and hóa, and the same in small letters, offset by offset.

    `defined` holds the short names that the paper gives bodies, with the full ones. `memo` holds
    the words that have been looked up before; it never changes what is returned.
    """

    text: str
    lower: str
    defined: Mapping[str, str] = field(default_factory=dict)
    memo: dict[int, tuple[str, int]] = field(default_factory=dict, compare=False, repr=False)

    def defined_at(self, start: int) -> str | None:
        """Return the short name of the paper's own that stands at `start`, if one does."""
        if not self.defined:
            return None
        word = self.text[start : self.token(start)[1]]
        return word if word in self.defined else None

    def token(self, start: int) -> tuple[str, int]:
        """Return the word or mark at `start`, behind blanks, and its end; "" where none stands."""
        found = self.memo.get(start)
        if found is None:
            match = _TOKEN.match(self.lower, start)
            found = (match[1], match.end()) if match else ("", start)
            self.memo[start] = found
        return found


def printed(text: str, lower: str = "", defined: Mapping[str, str] | None = None) -> Printed:
    """Return a text ready for reading names; every offset stays. `lower` spares its own work.

    >>> printed("Uỷ ban").lower
    'ủy ban'
    """
    lower = lower or text.lower()
    if "uỷ" in lower or "hoá" in lower:
        text = _LATE_TONE.sub(lambda match: _EARLY_TONE[match[0]], text)
        lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return Printed(text, lower, defined or {})


@dataclass(slots=True)
class _Node(Generic[V]):
    """A place in the tree: what may follow, and the value of the phrase that ends here."""

    following: dict[str, "_Node[V]"] = field(default_factory=dict)
    value: V | None = None


@dataclass(frozen=True, slots=True)
class PhraseTree(Generic[V]):
    """Phrases with a value each; case and blanks do not matter.

    >>> tree = PhraseTree.of([("chủ trì", 1), ("chủ trì thực hiện", 2)])
    >>> tree.longest(printed("Sở Y tế chủ trì thực hiện"), 8)
    (25, 2)
    >>> tree.longest(printed("Chủ trương"), 0) is None
    True
    """

    root: _Node[V]

    @classmethod
    def of(cls, phrases: Iterable[tuple[str, V]]) -> "PhraseTree[V]":
        """Build the tree; of two equal phrases the first counts."""
        root: _Node[V] = _Node()
        for phrase, value in phrases:
            node = root
            for word in tokens(phrase.lower()):
                node = node.following.setdefault(word, _Node())
            if node.value is None:
                node.value = value
        return cls(root)

    def longest(self, line: Printed, start: int) -> tuple[int, V] | None:
        """Return the end and the value of the longest phrase at `start` of a line."""
        node, end, found = self.root, start, None
        known = line.memo
        while True:
            word, stop = known.get(end) or line.token(end)
            following = node.following.get(word)
            if following is None:
                return found
            node, end = following, stop
            if node.value is not None:
                found = (end, node.value)

    def first_words(self) -> frozenset[str]:
        """Return the words with which the phrases begin."""
        return frozenset(self.root.following)


def tokens(text: str) -> Iterator[str]:
    """Yield the words and marks of a phrase.

    >>> list(tokens("lao động-TB&XH"))
    ['lao', 'động', '-', 'TB', '&', 'XH']
    """
    for match in _TOKEN.finditer(text):
        yield match[1]
