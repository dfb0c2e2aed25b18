"""Footnotes: small lines at a page's foot, taken out of the text, their marks raised in it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import regex

from planparse.readers.pdf_items import Item, PageItems
from planparse.readers.pdf_lines import SUPERSCRIPTS, Line

# Notes are set this much smaller than the text.
_NOTE_SIZE = 0.9
# "¹ Theo …", "1Theo …", "[1] Theo …"; a plain number counts only where its mark stands in the text.
_NOTE = regex.compile(
    r"(?P<raised>[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})|(?P<plain>\d{1,3})[.)]?\s?(?=\p{L})|\[\d{1,3}\]"
)
_MARKS = regex.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}")
_ENDED = frozenset(".;!?…")


def without_notes(pages: Sequence[PageItems]) -> tuple[list[PageItems], list[list[Line]]]:
    """Return pages without their footnotes, and the footnotes' lines, each with its mark raised."""
    small = _NOTE_SIZE * _body_size(pages)
    notes: list[list[Line]] = []
    cleared = []
    for page in pages:
        start = len(page.items)
        while start and _is_note_line(page.items[start - 1], small):
            start -= 1
        foot = [item for item in page.items[start:] if isinstance(item, Line)]
        text = page.items[:start]
        if page.scanned:
            text = _with_marks(text, foot, len(notes))
        skipped = _add_notes(notes, foot, _marks(text))
        cleared.append(replace(page, items=(*text, *foot[:skipped])))
    return cleared, notes


def _body_size(pages: Sequence[PageItems]) -> float:
    """Return the size that most of the text is set in; 0 without any."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for item in page.items:
            if isinstance(item, Line):
                sizes[round(2 * item.size) / 2] += len(item.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _is_note_line(item: Item, small: float) -> bool:
    return isinstance(item, Line) and item.size < small and not item.apart


def _marks(items: Sequence[Item]) -> set[str]:
    """Return the raised numbers in a page's text."""
    return {mark for item in items if isinstance(item, Line) for mark in _MARKS.findall(item.text)}


def _add_notes(notes: list[list[Line]], foot: Sequence[Line], marks: set[str]) -> int:
    """Add the notes at a page's foot; return how many small lines above them are none."""
    begun = bool(notes) and notes[-1][-1].text[-1] not in _ENDED
    if begun and foot and notes[-1][-1].page != foot[0].page - 1:
        begun = False
    skipped = 0
    for line in foot:
        match = _NOTE.match(line.text)
        plain = match["plain"].translate(SUPERSCRIPTS) if match and match["plain"] else ""
        if match and (not plain or plain in marks):
            notes.append([_with_raised_mark(line, match, plain)])
            begun = True
        elif begun:
            notes[-1].append(line)
        else:
            skipped += 1
    return skipped


def _with_raised_mark(line: Line, match: regex.Match[str], plain: str) -> Line:
    mark = plain or match.group()
    return replace(line, text=f"{mark} {line.text[match.end() :].strip()}", doubts=())


def _with_marks(items: tuple[Item, ...], foot: Sequence[Line], before: int) -> tuple[Item, ...]:
    """Raise in a scanned page's text the marks of the notes at its foot.

    Recognition reads a raised number as a figure of the word before it ("năm 20241", "nữ1"), or as
    a quotation mark. `before` is how many notes the pages above have.
    """
    expected = before + 1
    for line in foot:
        match = _NOTE.match(line.text)
        if match and match["plain"] and int(match["plain"]) == expected:
            items = _with_mark(items, match["plain"])
            expected += 1
    return items


def _with_mark(items: tuple[Item, ...], number: str) -> tuple[Item, ...]:
    """Raise a number where exactly one place of the text can be its mark."""
    fused = regex.compile(
        # "nữ1", "20241"; not "Điều 1", "2021"
        rf"(?<=\p{{L}}{{2}}|\b(?:19|20)\d\d|\p{{L}}[,;.)]){number}(?!\d|\.?\w)"
    )
    lost = regex.compile(r"(?<=\p{L})['’*°](?=[\s,;:.)]|$)")
    for pattern in (fused, lost):
        places = [
            (index, match)
            for index, item in enumerate(items)
            if isinstance(item, Line)
            for match in pattern.finditer(item.text)
        ]
        if len(places) == 1:
            index, match = places[0]
            return (*items[:index], _raised(items[index], match, number), *items[index + 1 :])
    return items


def _raised(item: Item, match: regex.Match[str], number: str) -> Item:
    if not isinstance(item, Line):
        return item
    mark = number.translate(SUPERSCRIPTS)
    doubts = tuple(place for place in item.doubts if place[1] <= match.start())
    text = item.text[: match.start()] + mark + item.text[match.end() :]
    return replace(item, text=text, doubts=doubts)
