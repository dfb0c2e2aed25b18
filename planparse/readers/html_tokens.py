"""Tags and text of an HTML page, in order, whatever its state.

Comments (Word's conditional ones too), declarations, scripts and styles are left out. One pass, in
linear time on any input; no nesting is kept here.
"""

import html
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

import regex

# "<p", "</o:p"; not "< 5", "<3"
_OPENING = regex.compile(r"<(?P<close>/?)(?P<name>[a-zA-Z][^\s/>]{0,60})")
# ' class=MsoNormal', ' style="a:b"', ' checked'; a value in quotes ends at the next quote.
_LONG: Final = 100_000_000
_ATTRIBUTE = regex.compile(
    rf"[\s/]{{0,{_LONG}}}+(?P<name>[^\s/>=]{{1,200}}+)"
    rf"(?:\s{{0,99}}+=\s{{0,99}}+(?:\"(?P<double>[^\"]{{0,{_LONG}}}+)\""
    rf"|'(?P<single>[^']{{0,{_LONG}}}+)'|(?P<bare>[^\s>]{{0,{_LONG}}}+)))?+"
)
_TAG_END = regex.compile(rf"[^>]{{0,{_LONG}}}+>?")
# Elements whose content is no text of the page, read up to their own end tag.
_RAW = frozenset(("script", "style", "title", "textarea", "iframe", "xmp", "noembed", "noframes"))
_CDATA = "<![CDATA["


@dataclass(frozen=True, slots=True)
class Tag:
    """A start or end tag, name and attribute names in lower case."""

    name: str
    closes: bool = False
    attributes: dict[str, str] = field(default_factory=dict)


def read_tokens(page: str) -> Iterator[str | Tag]:
    """Yield text, its entities resolved, and tags.

    >>> list(read_tokens("a &lt; <B>"))
    ['a < ', Tag(name='b', closes=False, attributes={})]
    """
    place = 0
    while place < len(page):
        start = page.find("<", place)
        if start < 0:
            start = len(page)
        if start > place:
            yield html.unescape(page[place:start])
        match = _OPENING.match(page, start)
        if match is not None:
            tag, place = _read_tag(page, match)
            yield tag
        elif page.startswith(_CDATA, start):
            end = _end_of(page, "]]>", start)
            yield page[start + len(_CDATA) : end].removesuffix("]]>")
            place = end
        elif page.startswith(("<!", "<?", "</"), start):
            place = _end_of_declaration(page, start)
        else:
            # A "<" that opens nothing is text: "dưới < 5%".
            yield page[start : start + 1]
            place = start + 1


def _read_tag(page: str, opening: regex.Match[str]) -> tuple[Tag, int]:
    name = opening.group("name").lower()
    place = opening.end()
    attributes: dict[str, str] = {}
    while match := _ATTRIBUTE.match(page, place):
        value = next((v for v in match.group("double", "single", "bare") if v is not None), "")
        attributes.setdefault(match.group("name").lower(), html.unescape(value))
        place = match.end()
    end = _TAG_END.match(page, place)
    place = end.end() if end else len(page)
    closes = bool(opening.group("close"))
    if name in _RAW and not closes:
        place = _end_of_raw(page, name, place)
    return Tag(name, closes, attributes), place


def _end_of(page: str, mark: str, start: int) -> int:
    found = page.find(mark, start)
    return len(page) if found < 0 else found + len(mark)


def _end_of_declaration(page: str, start: int) -> int:
    """Return where a comment or declaration ends; one that never does ends at its first ">"."""
    if page.startswith("<!--", start):
        found = page.find("-->", start + 2)
        if found >= 0:
            return found + 3
    return _end_of(page, ">", start)


def _end_of_raw(page: str, name: str, start: int) -> int:
    match = regex.compile(rf"</{name}(?=[\s/>])", regex.IGNORECASE).search(page, start)
    return match.start() if match else len(page)
