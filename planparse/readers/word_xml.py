"""The XML of Word files: names without namespaces, and parsing that trusts nothing.

Both forms of the format (transitional, ISO strict) are read alike. A document type is refused, so
there are no entities to expand and nothing outside the file to fetch.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from xml.etree.ElementTree import Element, ParseError, XMLPullParser, fromstring
from xml.parsers import expat

# Namespaces of the elements and attributes that are read, by the prefix used in this package.
_PREFIXES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc:",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m:",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m:",
}
_WORD_SPACES = tuple(f"{{{space}}}" for space, prefix in _PREFIXES.items() if not prefix)
# Elements that hold paragraphs and tables and may hold the whole document.
_CONTAINERS = frozenset(("document", "body", "sdt", "sdtContent", "customXml", "ins", "moveTo"))
_DROPPED = frozenset(("del", "moveFrom"))
_MAX_DEPTH = 200
_OFF = frozenset(("0", "false", "off"))


class UnreadableXmlError(Exception):
    """A part is no well-formed XML, has a document type, or is nested without measure."""


@lru_cache(maxsize=4096)
def local(tag: str) -> str:
    """Return a Word element's name, "mc:…" and "m:…" for those two namespaces, "" for others."""
    space, _, name = tag.rpartition("}")
    prefix = _PREFIXES.get(space[1:])
    return "" if prefix is None else prefix + name


def children(element: Element, name: str) -> Iterator[Element]:
    """Yield the child elements of that name."""
    return (item for item in element if local(item.tag) == name)


def child(element: Element, name: str) -> Element | None:
    """Return the first child element of that name."""
    for item in element:
        if local(item.tag) == name:
            return item
    return None


def attribute(element: Element, name: str) -> str:
    """Return an attribute of Word's namespace, "" where it is absent."""
    for space in _WORD_SPACES:
        found = element.get(space + name)
        if found is not None:
            return found
    return ""


def is_on(element: Element | None) -> bool:
    """Tell whether a switch such as w:vanish is there and on."""
    return element is not None and attribute(element, "val") not in _OFF


def number_of(text: str, otherwise: int) -> int:
    """Return a whole number written in digits, `otherwise` for anything else.

    >>> number_of("-2", 0), number_of("", 7), number_of("2.0", 7)
    (-2, 7, 7)
    """
    digits = text.removeprefix("-")
    if not digits.isascii() or not digits.isdigit() or len(digits) > 9:
        return otherwise
    return int(text)


def parse_part(data: bytes) -> Element:
    """Return the root of a small part. Raises UnreadableXmlError."""
    _refuse_document_type(data)
    try:
        return fromstring(data)
    except (ParseError, ValueError) as error:
        raise UnreadableXmlError(f"XML hỏng ({error})") from error


def stream_blocks(chunks: Iterable[bytes]) -> Iterator[Element]:
    """Yield the elements of a document's body one by one, each forgotten after its turn.

    Content controls and insertions around whole paragraphs are opened; deleted ones are left out.
    Raises UnreadableXmlError.
    """
    parser: XMLPullParser[Element] = XMLPullParser(("start", "end"))
    path = _Path()
    first = True
    try:
        for chunk in chunks:
            if first:
                _refuse_document_type(chunk)
                first = False
            parser.feed(chunk)
            for event in parser.read_events():
                element = path.follow(event)
                if element is not None:
                    if local(element.tag) not in _DROPPED:
                        yield element
                    path.forget(element)
        parser.close()
    except (ParseError, ValueError) as error:
        raise UnreadableXmlError(f"XML hỏng ({error})") from error


class _Path:
    """The open elements of a document; lives only while it is streamed."""

    def __init__(self) -> None:
        """Begin outside the document."""
        self._containers: list[Element] = []
        self._depth = 0

    def follow(self, event: tuple[object, ...]) -> Element | None:
        """Take the start or end of an element; return the element if it ends a block."""
        element = event[-1]
        if not isinstance(element, Element):
            return None
        if event[0] == "start":
            self._open(element)
            return None
        return element if self._close() else None

    def _open(self, element: Element) -> None:
        if self._depth == len(self._containers) and local(element.tag) in _CONTAINERS:
            self._containers.append(element)
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise UnreadableXmlError("XML lồng nhau quá sâu")

    def _close(self) -> bool:
        self._depth -= 1
        if self._depth < len(self._containers):
            self._containers.pop()
            return False
        return self._depth == len(self._containers)

    def forget(self, element: Element) -> None:
        """Take a block out of the tree, so that its memory is free."""
        self._containers[-1].remove(element)


def _refuse_document_type(data: bytes) -> None:
    """Read up to the root element and raise if a document type stands before it."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _on_document_type
    parser.StartElementHandler = _on_root
    try:
        parser.Parse(data, False)
    except _RootReachedError:
        return
    except expat.ExpatError as error:
        raise UnreadableXmlError(f"XML hỏng ({error})") from error
    raise UnreadableXmlError("XML không có phần tử gốc")


class _RootReachedError(Exception):
    """Ends the reading of a prolog."""


def _on_document_type(*_: object) -> None:
    raise UnreadableXmlError("có khai báo DOCTYPE, không được phép trong tệp Word")


def _on_root(*_: object) -> None:
    raise _RootReachedError
