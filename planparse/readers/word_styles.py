"""Styles of Word: what they say of lists, of hidden and of capital letters."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from planparse.readers.symbol_fonts import LEGACY_FONTS
from planparse.readers.word_xml import attribute, child, children, is_on, local, number_of

# No chain of styles is longer; Word allows eleven.
_MAX_CHAIN = 24
# Fonts whose letters are no Unicode: signs, and Vietnamese in the sets TCVN3 and VNI.
_SPECIAL_FONTS = ("symbol", "wingdings", "webdings", *LEGACY_FONTS)


@dataclass(frozen=True, slots=True)
class Look:
    """What changes the characters that a reader sees; None is taken from further up.

    `font` is the name, in lower case, of a font whose letters are no Unicode, "" for all others.
    """

    hidden: bool | None = None
    capitals: bool | None = None
    raised: bool | None = None
    placeholder: bool | None = None
    font: str | None = None

    def over(self, base: "Look") -> "Look":
        """Return this look with its gaps filled from `base`."""
        if base == _NO_LOOK:
            return self
        return Look(
            base.hidden if self.hidden is None else self.hidden,
            base.capitals if self.capitals is None else self.capitals,
            base.raised if self.raised is None else self.raised,
            base.placeholder if self.placeholder is None else self.placeholder,
            base.font if self.font is None else self.font,
        )


_NO_LOOK = Look()


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """A paragraph style with all it inherits.

    `chain` are the styles it is made of, itself first, each with the list level that it names.
    """

    chain: tuple[tuple[str, int | None], ...] = ()
    list_id: str | None = None
    look: Look = _NO_LOOK


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a document; `lists` gives the list of each numbering style."""

    paragraphs: Mapping[str, ParagraphStyle]
    characters: Mapping[str, Look]
    default: ParagraphStyle
    lists: Mapping[str, str]

    def paragraph(self, name: str) -> ParagraphStyle:
        """Return a paragraph style; the default one for no name or an unknown one."""
        return self.paragraphs.get(name, self.default)


NO_STYLES = Styles({}, {}, ParagraphStyle(), {})
"""What a file without a styles part has."""


def read_styles(root: Element) -> Styles:
    """Return the styles of styles.xml, inheritance worked out."""
    elements = {attribute(item, "styleId"): item for item in children(root, "style")}
    base = _default_look(root)
    paragraphs: dict[str, ParagraphStyle] = {}
    characters: dict[str, Look] = {}
    lists: dict[str, str] = {}
    default = ParagraphStyle(look=base)
    for name, element in elements.items():
        kind = attribute(element, "type")
        if kind == "character":
            characters[name] = _look_of_chain(name, elements)
        elif kind == "numbering":
            lists[name] = read_num_pr(child(element, "pPr"))[0] or ""
        elif kind in ("paragraph", ""):
            paragraphs[name] = _paragraph_style(name, elements, base)
            if attribute(element, "default") in ("1", "true", "on"):
                default = paragraphs[name]
    return Styles(paragraphs, characters, default, lists)


def read_look(run: Element | None) -> Look:
    """Return the look that a w:rPr sets itself; its character style is not followed."""
    if run is None:
        return _NO_LOOK
    hidden: bool | None = None
    capitals: bool | None = None
    raised: bool | None = None
    font: str | None = None
    for item in run:
        name = local(item.tag)
        if name == "vanish":
            hidden = is_on(item)
        elif name in ("caps", "smallCaps"):
            capitals = is_on(item) or bool(capitals)
        elif name == "vertAlign":
            raised = attribute(item, "val") == "superscript"
        elif name == "rFonts":
            font = _special_font(item)
    return Look(hidden, capitals, raised, None, font)


def read_num_pr(properties: Element | None) -> tuple[str | None, int | None]:
    """Return list and level that a w:pPr sets, None for what it leaves out."""
    numbering = None if properties is None else child(properties, "numPr")
    if numbering is None:
        return None, None
    list_id, level = child(numbering, "numId"), child(numbering, "ilvl")
    return (
        None if list_id is None else attribute(list_id, "val"),
        None if level is None else number_of(attribute(level, "val"), 0),
    )


def _special_font(fonts: Element) -> str | None:
    font = (attribute(fonts, "ascii") or attribute(fonts, "hAnsi")).lower()
    if not font:
        return None
    return font if font.startswith(_SPECIAL_FONTS) else ""


def _default_look(root: Element) -> Look:
    for name in ("docDefaults", "rPrDefault", "rPr"):
        found = child(root, name)
        if found is None:
            return _NO_LOOK
        root = found
    return read_look(root)


def _chain(name: str, elements: Mapping[str, Element]) -> Iterator[tuple[str, Element]]:
    """Yield a style and those that it is based on; a circle ends where it closes."""
    seen: set[str] = set()
    while name in elements and name not in seen and len(seen) < _MAX_CHAIN:
        seen.add(name)
        yield name, elements[name]
        base = child(elements[name], "basedOn")
        name = "" if base is None else attribute(base, "val")


def _look_of_chain(name: str, elements: Mapping[str, Element]) -> Look:
    look = _NO_LOOK
    for _, element in _chain(name, elements):
        look = look.over(read_look(child(element, "rPr")))
    title = child(elements[name], "name")
    # The name stays English in every language of Word, the identifier does not.
    if title is not None and attribute(title, "val").lower() == "placeholder text":
        return Look(placeholder=True).over(look)
    return look


def _paragraph_style(name: str, elements: Mapping[str, Element], base: Look) -> ParagraphStyle:
    list_id: str | None = None
    chain: list[tuple[str, int | None]] = []
    for style, element in _chain(name, elements):
        own_list, own_level = read_num_pr(child(element, "pPr"))
        list_id = own_list if list_id is None else list_id
        chain.append((style, own_level))
    return ParagraphStyle(tuple(chain), list_id, _look_of_chain(name, elements).over(base))
