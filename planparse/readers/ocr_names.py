"""Names that recognition has spelt in two ways in one paper: the way it is mostly read is right.

Marks over capitals touch the line above and are lost first: "TRƯỜNG THCS NGUYÊN DU" in the head,
"Trường THCS Nguyễn Du" in the text. Only names of two syllables and more are read. In capitals any
form of small letters that is alone in the text decides; in small letters one that is far more
frequent does.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import regex

from planparse.model import Finding
from planparse.readers.ocr_repair import line_finding
from planparse.readers.pdf_items import PageItems
from planparse.readers.pdf_lines import Line
from planparse.text.fold import fold, skeleton

# "Nguyễn Du", "Tân Lạc Thượng"
_NAME = regex.compile(r"(?<![\p{L}.])\p{Lu}\p{Ll}{1,7}(?:\s\p{Lu}\p{Ll}{1,7}){1,3}(?!\p{L})")
_TITLED = regex.compile(r"\p{Lu}\p{Ll}{1,7}[,.;:)]?")
_CAPITALS = regex.compile(r"\p{Lu}{2,8}")
_MOST = 4  # syllables of a name
_SURE = 4  # times as often as any other form
_TWICE = regex.compile(r"(\p{L})\1{1,2}")


@dataclass(frozen=True, slots=True)
class Spelling:
    """How a name is mostly written in small letters, and how often."""

    name: str
    count: int


def repair_names(pages: Sequence[PageItems]) -> tuple[list[PageItems], list[Finding]]:
    """Return pages with such names put right, and a finding for each line."""
    names = spellings(line.text for page in pages if page.scanned for line in page.lines())
    findings: list[Finding] = []

    def right(line: Line) -> Line:
        text = respelt(line.text, names)
        if text == line.text:
            return line
        findings.append(line_finding(line, text))
        return replace(line, text=text)

    repaired = [page.with_lines(right) if page.scanned else page for page in pages]
    return repaired, findings


def spellings(texts: Iterable[str]) -> Mapping[str, Spelling]:
    """Return how each name is written in small letters, by its letters without marks."""
    forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    printed: dict[str, str] = {}
    for text in texts:
        for match in _NAME.finditer(text):
            words = match.group().split()
            for size in range(2, len(words) + 1):
                for start in range(len(words) - size + 1):
                    name = " ".join(words[start : start + size])
                    forms[_key(name)][fold(name)] += 1
                    printed.setdefault(fold(name), name)
    found = {}
    for key, counts in forms.items():
        (best, count), *others = counts.most_common(2)
        if not others or count >= _SURE * others[0][1]:
            found[key] = Spelling(printed[best], count)
    return found


def _key(name: str) -> str:
    """Return the letters of a name, a letter that was read twice only once."""
    return _TWICE.sub(r"\1", skeleton(name))


def respelt(text: str, names: Mapping[str, Spelling]) -> str:
    """Return a line with its names as they are mostly written.

    >>> names = spellings(["Trường Nguyễn Du", "chợ Vỹ Dạ", "xã Vỹ Dạ", "Vỹ Dạ", "Vỹ Dạ", "Vỳ Dạ"])
    >>> respelt("TRƯỜNG THCS NGUYÊN DU", names), respelt("phường Vỳ Dạ.", names)
    ('TRƯỜNG THCS NGUYỄN DU', 'phường Vỹ Dạ.')
    >>> respelt("Nguyên Du", names), respelt("VỶỸ DẠ", names)
    ('Nguyên Du', 'VỸ DẠ')
    """
    words = text.split(" ")
    at = 0
    while at < len(words):
        for size in range(min(_MOST, len(words) - at), 1, -1):
            right = _right(words[at : at + size], names)
            if right is not None:
                words[at : at + size] = right
                at += size - 1
                break
        at += 1
    return " ".join(words)


def _right(piece: Sequence[str], names: Mapping[str, Spelling]) -> list[str] | None:
    """Return the words of a name as they should be, None where they are none of the names."""
    is_capital = all(map(_CAPITALS.fullmatch, piece))
    if not is_capital and not all(map(_TITLED.fullmatch, piece)):
        return None
    bare = piece[-1].rstrip(",.;:)")
    name = " ".join((*piece[:-1], bare))
    known = names.get(_key(name))
    if known is None or not (is_capital or known.count >= _SURE):
        return None
    if fold(name) == fold(known.name):
        return list(piece)
    right = known.name.upper() if is_capital else known.name
    return f"{right}{piece[-1][len(bare) :]}".split(" ")
