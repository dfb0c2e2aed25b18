"""The text of a Word file as it stands on paper: paragraphs and tables in reading order.

Changes are read as accepted, hidden text and comments are left out, fields give their results. A
text box follows the paragraph that it hangs on.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from planparse.readers.plain_form import Block, Cell, Paragraph, Table, superscript
from planparse.readers.symbol_fonts import LEGACY_FONTS, Decode, read_symbol, read_symbols
from planparse.readers.word_fields import Fields
from planparse.readers.word_numbering import LEVELS, Counters, WordList, level_of_styles
from planparse.readers.word_styles import Look, ParagraphStyle, Styles, read_look, read_num_pr
from planparse.readers.word_xml import attribute, child, children, is_on, local, number_of

# Elements around runs that are read through; deleted and moved-away text is not among them.
_INLINE = frozenset(
    ("hyperlink", "ins", "moveTo", "smartTag", "customXml", "sdt", "sdtContent", "dir", "bdo",
     "rubyBase", "mc:AlternateContent")
)  # fmt: skip
_AROUND_BLOCKS = frozenset(("sdt", "sdtContent", "customXml", "ins", "moveTo"))
_REMOVED = frozenset(("del", "moveFrom"))
_ODD_ELEMENTS = {
    "ins": "tracked-changes-accepted",
    "moveTo": "tracked-changes-accepted",
    "del": "tracked-changes-accepted",
    "moveFrom": "tracked-changes-accepted",
    "altChunk": "embedded-skipped",
    "subDoc": "embedded-skipped",
}
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_PICTURES = frozenset(("drawing", "pict", "object", "mc:AlternateContent"))
_REFERENCES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}


@dataclass(frozen=True, slots=True)
class WordBook:
    """What all stories of one file share.

    `notes` are the kind and identifier of each note in the order of their marks; `oddities` the
    slugs of what was left out or read in one way of several. `decode` turns text in a font of the
    time before Unicode into Unicode, given the text and the font's name.
    """

    styles: Styles
    lists: Mapping[str, WordList]
    notes: list[tuple[str, str]] = field(default_factory=list)
    own_marks: dict[tuple[str, str], str] = field(default_factory=dict)
    oddities: set[str] = field(default_factory=set)
    box_counters: Counters = field(default_factory=Counters)
    decode: Decode | None = None


class Story:
    """Reads one story (the body, the text boxes, a note) from its first to its last paragraph."""

    def __init__(self, book: WordBook, counters: Counters) -> None:
        """Begin a story whose lists go on from `counters`."""
        self._book = book
        self._counters = counters
        self._fields = Fields(book.oddities)
        self._buffer: list[str] = []
        self._boxes: list[Element] = []
        self._carried = ""
        self._carried_label = False
        self._cells = 0

    def blocks(self, elements: Iterable[Element]) -> Iterator[Block]:
        """Yield the paragraphs and tables of a story."""
        for element in elements:
            yield from self._block(element)
        yield from self._rest()

    def _block(self, element: Element) -> Iterator[Block]:
        name = self._note(element)
        if name == "p":
            yield from self._paragraph(element)
        elif name == "tbl":
            yield from self._rest()
            yield self._table(element)
        elif name in _AROUND_BLOCKS or name == "mc:AlternateContent":
            for inner in _choice(element):
                yield from self._block(inner)

    def _note(self, element: Element) -> str:
        """Return an element's name, and keep in mind what is read in one way of several."""
        name = local(element.tag)
        if name in _ODD_ELEMENTS:
            self._book.oddities.add(_ODD_ELEMENTS[name])
        return name

    def _rest(self) -> Iterator[Block]:
        """Yield what was carried towards a paragraph that does not come."""
        if self._carried.strip():
            yield Paragraph(self._carried)
        self._carried, self._carried_label = "", False

    def _paragraph(self, element: Element) -> Iterator[Block]:
        properties = child(element, "pPr")
        style = self._book.styles.paragraph(_value(properties, "pStyle"))
        mark = None if properties is None else child(properties, "rPr")
        self._buffer = []
        self._inlines(element, style.look)
        text = "".join(self._buffer)
        if mark is not None and any(local(item.tag) in _REMOVED for item in mark):
            # Without its mark a paragraph goes on in the next one, and takes that one's number.
            self._book.oddities.add("tracked-changes-accepted")
            self._carried += text
        else:
            yield from self._whole_paragraph(text, properties, style, mark)
        yield from self._box_blocks()

    def _whole_paragraph(
        self, text: str, properties: Element | None, style: ParagraphStyle, mark: Element | None
    ) -> Iterator[Block]:
        look = read_look(mark).over(style.look)
        if look.hidden and not (text + self._carried).strip():
            return
        label = self._label(properties, style, look)
        begins = not self._carried_label
        whole = f"{label if begins else ''}{self._carried}{text}"
        shown = bool((self._carried + text).strip())
        if look.hidden:
            # A hidden mark joins a heading with the text behind it (Word's style separator).
            self._carried, self._carried_label = whole, True
            return
        self._carried, self._carried_label = "", False
        # A cell may hold just its number; elsewhere a number without text says nothing.
        if shown or (self._cells and any(sign.isalnum() for sign in label)):
            yield Paragraph(whole)

    def _label(self, properties: Element | None, style: ParagraphStyle, look: Look) -> str:
        list_id, level = read_num_pr(properties)
        word_list = self._book.lists.get((style.list_id if list_id is None else list_id) or "")
        if word_list is None:
            return ""
        if level is None:
            level = level_of_styles(word_list, style.chain)
        level = level if 0 <= level < LEVELS else 0
        label = self._counters.label(word_list, level, caps=bool(look.capitals))
        if self._book.decode and look.font and look.font.startswith(LEGACY_FONTS):
            return self._book.decode(label, look.font)
        return label

    def _box_blocks(self) -> Iterator[Block]:
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            yield from Story(self._book, self._book.box_counters).blocks(box)

    def _inlines(self, elements: Iterable[Element], base: Look) -> None:
        for element in elements:
            self._inline(element, base)

    def _inline(self, element: Element, base: Look) -> None:
        name = self._note(element)
        if name == "r":
            self._run(element, base)
        elif name == "fldSimple":
            self._fields.open(attribute(element, "instr"))
            self._inlines(element, base)
            self._fields.close()
        elif name in _INLINE:
            self._inlines(_choice(element), base)
        elif name.startswith("m:"):
            self._add("".join(item.text or "" for item in element.iter() if _is_formula(item)))

    def _run(self, run: Element, base: Look) -> None:
        look = self._look(run, base)
        shown = not look.hidden and not look.placeholder
        if look.hidden and child(run, "t") is not None:
            self._book.oddities.add("hidden-text-skipped")
        for item in run:
            name = local(item.tag)
            if name == "fldChar":
                self._add(self._fields.character(item))
            elif name == "instrText":
                self._fields.instruction(item.text or "")
            elif name in _REFERENCES and shown:
                shown = self._reference(item, run, _REFERENCES[name])
            elif shown:
                self._printed(item, name, look)

    def _printed(self, item: Element, name: str, look: Look) -> None:
        if name in _PICTURES:
            self._boxes.extend(_text_boxes(item))
        elif name == "ruby":
            self._inlines(children(item, "rubyBase"), look)
        else:
            self._add(self._sign(item, name, look))

    def _sign(self, item: Element, name: str, look: Look) -> str:
        """Return what an element of a run prints."""
        if name == "sym":
            return read_symbol(attribute(item, "char"), attribute(item, "font"))
        if name != "t":
            return _SIGNS.get(name, "")
        # A line end in the XML is a blank; forced ones are elements of their own.
        text = (item.text or "").replace("\n", " ")
        if look.font and look.font.startswith(LEGACY_FONTS):
            if self._book.decode is None:
                # Another case of these letters would be other letters.
                self._book.oddities.add("legacy-font-kept")
                return text
            self._book.oddities.add("legacy-font-converted")
            text = self._book.decode(text, look.font)
        elif look.font:
            text = read_symbols(text, look.font)
        if look.capitals:
            text = text.upper()
        return superscript(text) if look.raised else text

    def _look(self, run: Element, base: Look) -> Look:
        properties = child(run, "rPr")
        if properties is None:
            return base
        own = read_look(properties)
        named = self._book.styles.characters.get(_value(properties, "rStyle"))
        return (own if named is None else own.over(named)).over(base)

    def _reference(self, item: Element, run: Element, kind: str) -> bool:
        """Write a note's mark; tell whether the text behind it is to be read, or is the mark."""
        if not self._fields.visible:
            return True
        key = (kind, attribute(item, "id"))
        self._book.notes.append(key)
        self._add(superscript(str(len(self._book.notes))))
        custom = attribute(item, "customMarkFollows") in ("1", "true", "on")
        if custom:
            self._book.own_marks[key] = "".join(text.text or "" for text in children(run, "t"))
        return not custom

    def _add(self, text: str) -> None:
        if text and self._fields.visible:
            self._buffer.append(text)

    def _table(self, element: Element) -> Table:
        rows = (self._row(row) for row in _through(element, "tr"))
        return Table(tuple(row for row in rows if row))

    def _row(self, row: Element) -> tuple[Cell, ...]:
        properties = child(row, "trPr")
        if properties is not None and any(local(item.tag) == "del" for item in properties):
            self._book.oddities.add("tracked-changes-accepted")
            return ()
        if properties is not None and is_on(child(properties, "hidden")):
            self._book.oddities.add("hidden-text-skipped")
            return ()
        column = number_of(_value(properties, "gridBefore"), 0)
        cells = []
        for item in _through(row, "tc"):
            cell_properties = child(item, "tcPr")
            blocks = tuple(self._cell(item))
            if not _continues(cell_properties):
                cells.append(Cell(column, blocks))
            column += max(1, number_of(_value(cell_properties, "gridSpan"), 1))
        return tuple(cells)

    def _cell(self, element: Element) -> Iterator[Block]:
        self._cells += 1
        for item in element:
            yield from self._block(item)
        yield from self._rest()
        self._cells -= 1


def _value(properties: Element | None, name: str) -> str:
    found = None if properties is None else child(properties, name)
    return "" if found is None else attribute(found, "val")


def _is_formula(item: Element) -> bool:
    return local(item.tag) in ("m:t", "t")


def _through(element: Element, wanted: str) -> Iterator[Element]:
    """Yield rows of a table or cells of a row, also those within content controls."""
    for item in element:
        name = local(item.tag)
        if name == wanted:
            yield item
        elif name in _AROUND_BLOCKS:
            yield from _through(item, wanted)


def _continues(properties: Element | None) -> bool:
    """Tell whether a cell only continues a merged one, or was deleted."""
    for item in properties if properties is not None else ():
        name = local(item.tag)
        if name == "cellDel":
            return True
        if name in ("vMerge", "hMerge") and attribute(item, "val") in ("", "continue"):
            return True
    return False


def _choice(element: Element) -> Element | tuple[Element, ...]:
    """Return of an alternative the branch that holds text: the first choice, else the fallback.

    All other elements are returned as they are.
    """
    if local(element.tag) != "mc:AlternateContent":
        return element
    branches = [item for item in element if local(item.tag) in ("mc:Choice", "mc:Fallback")]
    for branch in branches:
        if any(local(item.tag) in ("t", "txbxContent") for item in branch.iter()):
            return branch
    return branches[0] if branches else ()


def _text_boxes(element: Element) -> Iterator[Element]:
    """Yield the contents of the text boxes of a drawing, once each."""
    name = local(element.tag)
    if name == "txbxContent":
        yield element
        return
    for item in _choice(element):
        yield from _text_boxes(item)
