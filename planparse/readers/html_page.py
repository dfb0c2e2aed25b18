"""The paragraphs, tables and notes of an HTML page.

End tags may be missing, crossed or too many: an end tag closes the nearest element of its name
within the same table cell, and what cannot be matched is passed over.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

import regex

from planparse.readers.html_lists import OpenList, has_typed_label
from planparse.readers.html_looks import PLAIN, Look, is_note_body, look_of
from planparse.readers.html_menus import without_menus
from planparse.readers.html_tables import OpenTable
from planparse.readers.html_tokens import Tag
from planparse.readers.html_words import Words
from planparse.readers.plain_form import Block, Note, Paragraph
from planparse.readers.symbol_fonts import Decode

_VOID = frozenset(
    ("br", "hr", "img", "input", "meta", "link", "col", "wbr", "area", "base", "source", "param")
)
_BLOCKS = frozenset(
    ("p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "table",
     "tr", "td", "th", "thead", "tbody", "tfoot", "caption", "blockquote", "center", "address",
     "section", "article", "main", "header", "footer", "aside", "nav", "form", "fieldset",
     "figure", "figcaption", "pre", "body", "html", "hr", "details", "summary")
)  # fmt: skip
_CELLS = frozenset(("td", "th"))
_TABLE_PARTS = frozenset(("table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption"))
_CELL_WALL = frozenset(("td", "th", "table"))
# A start tag ends an open element of the first names, unless one of the second is nearer.
_ENDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset(("li",)), _CELL_WALL | {"ul", "ol"}),
    "dt": (frozenset(("dt", "dd")), _CELL_WALL | {"dl"}),
    "dd": (frozenset(("dt", "dd")), _CELL_WALL | {"dl"}),
    "td": (_CELLS, frozenset(("tr", "table"))),
    "th": (_CELLS, frozenset(("tr", "table"))),
    "tr": (frozenset(("tr",)), frozenset(("table",))),
}
_END_PARAGRAPH = (frozenset(("p",)), _CELL_WALL | {"div", "li"})
# More open elements than this are not kept apart; only unclosed tags get there.
_MAX_OPEN = 500
_BLANKS = regex.compile(r"[ \t\r\n\f]+")
_PARAGRAPH_BREAK = regex.compile(r"\n{2,}")
# Lines of which one is longer than a printed line are paragraphs; short ones are one paragraph's.
_LONG_LINE = 120
_FEW_LINES = 2

Role = Literal["", "cell", "row", "table", "list", "item", "note", "mark"]


@dataclass(frozen=True, slots=True)
class _Open:
    """An open element: its look, and what its end does besides."""

    name: str
    look: Look
    role: Role = ""


@dataclass(frozen=True, slots=True)
class Page:
    """What a page holds; `oddities` are slugs of what was left out."""

    blocks: tuple[Block, ...]
    notes: tuple[Note, ...]
    oddities: frozenset[str]


def read_page(tokens: Iterable[str | Tag], decode: Decode | None = None) -> Page:
    """Return the blocks and notes of a page; `decode` is for text in fonts before Unicode."""
    reader = _PageReader(decode)
    for token in tokens:
        if isinstance(token, str):
            reader.text(token)
        elif token.closes:
            reader.end(token.name)
        else:
            reader.start(token)
    return reader.finish()


class _PageReader:
    """Follows the tags and text of one page."""

    def __init__(self, decode: Decode | None) -> None:
        self._open: list[_Open] = []
        self._names: Counter[str] = Counter()
        self._words = Words(decode)
        self._label = ""
        self._lists: list[OpenList] = []
        self._tables: list[OpenTable] = []
        self._places: list[list[tuple[Block, bool]]] = [[]]
        self._note: list[str] | None = None
        self._notes: list[Note] = []
        self._oddities: set[str] = set()

    def finish(self) -> Page:
        """Close what is open and return the page."""
        while self._open:
            self._pop()
        self._flush()
        blocks = self._leave_place()
        return Page(blocks, tuple(self._notes), frozenset(self._oddities | self._words.oddities))

    def text(self, text: str) -> None:
        """Take a piece of text with the look of the innermost element."""
        look = self._open[-1].look if self._open else PLAIN
        if look.hidden:
            if "hidden-text-skipped" not in self._oddities and look.concealed and text.strip():
                self._oddities.add("hidden-text-skipped")
            return
        self._words.add(text if look.kept_breaks else _BLANKS.sub(" ", text), look)

    def start(self, tag: Tag) -> None:
        """Open an element."""
        if tag.name in _VOID:
            self._void(tag)
            return
        self._end_implied(tag.name)
        if tag.name in _BLOCKS:
            self._flush()
        if len(self._open) >= _MAX_OPEN:
            return
        above = self._open[-1].look if self._open else PLAIN
        look = look_of(tag, above)
        role = self._role(tag, look, above)
        self._open.append(_Open(tag.name, look, role))
        self._names[tag.name] += 1
        if role in _OPENERS:
            _OPENERS[role](self, tag)

    def end(self, name: str) -> None:
        """Close the nearest element of that name with all that is open in it."""
        index = self._find(name) if self._names[name] else None
        if index is None:
            if name in _BLOCKS:
                self._flush()
            return
        crossed = any(item.name in _BLOCKS for item in self._open[index + 1 :])
        if crossed and name not in _BLOCKS:
            # "<b><p>…</b>…</p>": the paragraph goes on.
            del self._open[index]
            self._names[name] -= 1
            return
        while len(self._open) > index:
            self._pop()

    def _void(self, tag: Tag) -> None:
        if tag.name == "hr":
            self._flush()
        elif tag.name == "br" and "mso-ignore" not in tag.attributes.get("style", ""):
            look = self._open[-1].look if self._open else PLAIN
            if not look.hidden:
                self._words.break_line()

    def _role(self, tag: Tag, look: Look, above: Look) -> Role:
        role: Role = ""
        if tag.name == "table":
            role = "table"
        elif tag.name in _CELLS and self._is_in_table():
            role = "cell"
        elif tag.name in ("ul", "ol"):
            role = "list"
        elif tag.name == "li" and self._lists:
            role = "item"
        elif is_note_body(tag) and self._note is None:
            role = "note"
        elif look.list_mark and not above.list_mark:
            role = "mark"
        return role

    def _is_in_table(self) -> bool:
        """Tell whether the innermost of cells and tables is a table."""
        for item in reversed(self._open):
            if item.role in ("table", "cell"):
                return item.role == "table"
        return False

    def _end_implied(self, name: str) -> None:
        """Close the elements that a start tag ends without saying so."""
        ends, walls = _ENDS.get(name, _END_PARAGRAPH if name in _BLOCKS else (_NOTHING, _NOTHING))
        if not any(self._names[item] for item in ends):
            return
        for index in range(len(self._open) - 1, -1, -1):
            if self._open[index].name in ends:
                while len(self._open) > index:
                    self._pop()
                return
            if self._open[index].name in walls:
                return

    def _find(self, name: str) -> int | None:
        if name == "table":
            walls = _NOTHING
        else:
            walls = frozenset(("table",)) if name in _TABLE_PARTS else _CELL_WALL
        for index in range(len(self._open) - 1, -1, -1):
            if self._open[index].name == name:
                return index
            if self._open[index].name in walls:
                return None
        return None

    def _pop(self) -> None:
        item = self._open.pop()
        self._names[item.name] -= 1
        if item.role == "mark":
            self._words.end_list_mark()
        elif item.name in _BLOCKS:
            self._flush()
        if item.role in _CLOSERS:
            _CLOSERS[item.role](self)
        elif item.name == "tr" and self._tables:
            self._tables[-1].end_row()

    def _open_table(self, tag: Tag) -> None:
        self._tables.append(OpenTable())

    def _close_table(self) -> None:
        table = self._tables.pop().table()
        if self._note is None:
            self._places[-1].append((table, False))

    def _open_cell(self, tag: Tag) -> None:
        self._tables[-1].open_cell(tag)
        self._places.append([])

    def _close_cell(self) -> None:
        self._tables[-1].close_cell(self._leave_place())

    def _open_list(self, tag: Tag) -> None:
        self._lists.append(OpenList(tag))

    def _close_list(self) -> None:
        self._lists.pop()

    def _open_item(self, tag: Tag) -> None:
        self._label = self._lists[-1].label(tag)

    def _close_item(self) -> None:
        self._label = ""

    def _open_note(self, tag: Tag) -> None:
        self._note = []

    def _close_note(self) -> None:
        lines, self._note = self._note or [], None
        number = self._words.take_own_number()
        if number:
            self._notes.append(Note(number, " ".join(lines)))
        else:
            self._places[-1].extend((Paragraph(line), False) for line in lines)

    def _leave_place(self) -> tuple[Block, ...]:
        kept, dropped = without_menus(self._places.pop())
        if dropped:
            self._oddities.add("links-skipped")
        return kept

    def _flush(self) -> None:
        """End the paragraph that is being read."""
        text, linked = self._words.take()
        if not text:
            return
        if self._label and not has_typed_label(text):
            text = self._label + text
        self._label = ""
        if self._note is not None:
            self._note.append(text)
            return
        number = self._words.take_own_number()
        if number:
            self._notes.append(Note(number, text))
            return
        self._places[-1].extend((Paragraph(part), linked) for part in _parts(text))


_NOTHING: frozenset[str] = frozenset()
_OPENERS: dict[str, Callable[[_PageReader, Tag], None]] = {
    "table": _PageReader._open_table,
    "cell": _PageReader._open_cell,
    "list": _PageReader._open_list,
    "item": _PageReader._open_item,
    "note": _PageReader._open_note,
}
_CLOSERS: dict[str, Callable[[_PageReader], None]] = {
    "table": _PageReader._close_table,
    "cell": _PageReader._close_cell,
    "list": _PageReader._close_list,
    "item": _PageReader._close_item,
    "note": _PageReader._close_note,
}


def _parts(text: str) -> Iterable[str]:
    """Split a block at empty lines, and at every line end if its lines are paragraphs."""
    for part in _PARAGRAPH_BREAK.split(text):
        lines = part.split("\n")
        if len(lines) > _FEW_LINES and max(len(line) for line in lines) > _LONG_LINE:
            yield from lines
        else:
            yield part
