"""The numbers that Word computes for its lists: definitions, counters and labels.

Rules: ISO/IEC 29500-1, 17.9 (numbering) and 17.3.1.19 (w:numPr). Where the text is silent the
behaviour is LibreOffice's, against whose print the labels are tested.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

import regex

from planparse.readers.list_numbers import format_number
from planparse.readers.word_xml import attribute, child, children, is_on, local, number_of

LEVELS = 9
"""A list of Word has nine levels."""

# "%1." has one placeholder, "100%" none.
_PLACEHOLDER = regex.compile(r"%([1-9])")
_SUFFIXES = {"nothing": "", "space": " ", "tab": " "}
# A plus sign, as it is and as the symbol fonts code it; all other bullets are given as dashes.
_PLUS = frozenset(("+", "\uf02b"))
# w:format of a custom number such as "001, 002, 003, ...": the zeros give the width.
_ZEROS = regex.compile(r"0+1(?=,|$)")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list; `restart` is the level (from 1) that starts it anew, 0 for none."""

    start: int = 0
    form: str = "decimal"
    text: str = ""
    suffix: str = " "
    restart: int | None = None
    legal: bool = False
    style: str | None = None
    caps: bool = False
    hidden: bool = False
    width: int = 0


@dataclass(frozen=True, slots=True)
class WordList:
    """A list as paragraphs name it; lists of one `family` go on with each other's numbers."""

    id: str
    family: str
    levels: Mapping[int, Level]
    restarts: Mapping[int, int] = field(default_factory=dict)


def read_numbering(root: Element, list_styles: Mapping[str, str]) -> dict[str, WordList]:
    """Return the lists of numbering.xml by their w:numId.

    `list_styles` gives the list of each numbering style, for families that only name a style.
    """
    families: dict[str, dict[int, Level]] = {}
    links: dict[str, str] = {}
    for element in children(root, "abstractNum"):
        family = attribute(element, "abstractNumId")
        families[family] = dict(_levels(element))
        link = child(element, "numStyleLink")
        if link is not None:
            links[family] = attribute(link, "val")
    nums = {attribute(element, "numId"): element for element in children(root, "num")}
    named = {number: _value(element, "abstractNumId") for number, element in nums.items()}
    lists = {}
    for number, element in nums.items():
        family = named[number]
        if family in links:
            family = named.get(list_styles.get(links[family], ""), family)
        if number != "0" and family in families:
            lists[number] = _word_list(number, family, families[family], element)
    return lists


def _word_list(number: str, family: str, levels: Mapping[int, Level], element: Element) -> WordList:
    own = dict(levels)
    restarts: dict[int, int] = {}
    for override in children(element, "lvlOverride"):
        index = number_of(attribute(override, "ilvl"), -1)
        own.update(_levels(override))
        start = child(override, "startOverride")
        if start is not None and 0 <= index < LEVELS:
            restarts[index] = number_of(attribute(start, "val"), 0)
    return WordList(number, family, own, restarts)


def _levels(element: Element) -> Iterator[tuple[int, Level]]:
    for item in children(element, "lvl"):
        index = number_of(attribute(item, "ilvl"), -1)
        if 0 <= index < LEVELS:
            yield index, _read_level(item)


def _read_level(element: Element) -> Level:
    form, width = _format(element)
    restart = _value(element, "lvlRestart")
    look = child(element, "rPr")
    return Level(
        start=number_of(_value(element, "start"), 0),
        form=form,
        text=_value(element, "lvlText"),
        suffix=_SUFFIXES.get(_value(element, "suff") or "tab", " "),
        restart=number_of(restart, 0) if restart else None,
        legal=is_on(child(element, "isLgl")),
        style=_value(element, "pStyle") or None,
        caps=look is not None and (is_on(child(look, "caps")) or is_on(child(look, "smallCaps"))),
        hidden=look is not None and is_on(child(look, "vanish")),
        width=width,
    )


def _format(element: Element) -> tuple[str, int]:
    """Return the number format of a level and its width in digits, 0 for any."""
    form = child(element, "numFmt")
    if form is None:
        # Word writes formats newer than 2007 as a choice, with a plain one for older readers.
        form = next((item for item in element.iter() if local(item.tag) == "numFmt"), None)
    if form is None:
        return "decimal", 0
    zeros = _ZEROS.match(attribute(form, "format"))
    return attribute(form, "val") or "decimal", len(zeros.group()) if zeros else 0


def _value(element: Element, name: str) -> str:
    found = child(element, name)
    return "" if found is None else attribute(found, "val")


def level_of_styles(word_list: WordList, chain: Sequence[tuple[str, int | None]]) -> int:
    """Return the level of a paragraph that names none itself: that of the nearest style.

    A level may be tied to a style (w:pStyle), else a style names one; the first is the stronger.
    """
    for style, own in chain:
        for index, level in word_list.levels.items():
            if level.style == style:
                return index
        if own is not None:
            return own
    return 0


class Counters:
    """How far each family of lists has counted; lives only while one story is read."""

    def __init__(self) -> None:
        """Begin with no list begun."""
        self._counts: dict[str, list[int | None]] = {}
        self._restarted: set[tuple[str, int]] = set()

    def label(self, word_list: WordList, index: int, *, caps: bool = False) -> str:
        """Count one paragraph and return its label with what parts it from the text.

        Bullets of all kinds are given as "- ", a plus as "+ ".
        """
        level = word_list.levels.get(index)
        if level is None:
            return ""
        counts = self._advance(word_list, index)
        if level.hidden:
            return ""
        if level.form == "bullet":
            return ("+ " if level.text.strip() in _PLUS else "- ") if level.text else ""
        text = _fill(word_list, level, counts)
        if not text.strip():
            return ""
        return (text.upper() if caps or level.caps else text) + level.suffix

    def _advance(self, word_list: WordList, index: int) -> list[int | None]:
        counts = self._counts.setdefault(word_list.family, [None] * LEVELS)
        for below in range(index + 1, LEVELS):
            if _restarts(word_list.levels.get(below), index):
                counts[below] = None
        for above in range(index):
            if counts[above] is None:
                counts[above] = _start(word_list, above)
        place = (word_list.id, index)
        if index in word_list.restarts and place not in self._restarted:
            self._restarted.add(place)
            counts[index] = word_list.restarts[index]
        else:
            last = counts[index]
            counts[index] = _start(word_list, index) if last is None else last + 1
        return counts


def _restarts(level: Level | None, used: int) -> bool:
    """Tell whether the use of level `used` (from 0), which is above it, starts a level anew."""
    return level is None or level.restart is None or used < level.restart


def _start(word_list: WordList, index: int) -> int:
    level = word_list.levels.get(index)
    return word_list.restarts.get(index, level.start if level else 1)


def _fill(word_list: WordList, level: Level, counts: Sequence[int | None]) -> str:
    """Put the numbers into a level's text.

    A level without numbers leaves out its placeholder and what follows up to the next one, so
    that "%1.%2." under an unnumbered first level is "1." and not ".1.".
    """
    pieces: list[str] = []
    end = 0
    skip = False
    for match in _PLACEHOLDER.finditer(level.text):
        if not skip:
            pieces.append(level.text[end : match.start()])
        number, skip = _one_number(word_list, int(match.group(1)) - 1, counts, level.legal)
        pieces.append(number)
        end = match.end()
    return "".join(pieces) + level.text[end:]


def _one_number(
    word_list: WordList, index: int, counts: Sequence[int | None], legal: bool
) -> tuple[str, bool]:
    """Return the number of a level, and whether what follows it is left out."""
    value = counts[index]
    level = word_list.levels.get(index)
    if value is None or level is None or level.form == "bullet":
        return "", False
    if level.form == "none":
        return "", True
    if legal:
        return str(value), False
    if level.width:
        return f"{value:0{level.width}d}", False
    return format_number(value, level.form), False
