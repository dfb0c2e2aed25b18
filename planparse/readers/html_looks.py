"""What the attributes of an HTML element say of the text in it."""

from dataclasses import dataclass, replace
from typing import Literal

import regex

from planparse.readers.html_tokens import Tag

# Elements whose whole content is no part of a paper: controls, pictures, the page's own furniture.
_LEFT_OUT = frozenset(
    ("head", "select", "option", "button", "object", "embed", "audio", "video", "canvas", "map",
     "svg", "template", "datalist", "noscript", "nav", "aside", "footer", "del", "xml")
)  # fmt: skip
_HIDING = regex.compile(
    r"display:none|visibility:hidden|mso-hide:all|mso-element:(?:comment|header|footer)"
    r"|mso-special-character:comment"
)
_HIDING_CLASSES = frozenset(
    ("msocomanchor", "msocomtxt", "msocommentreference", "msocommenttext", "d-none", "hidden",
     "sr-only", "visually-hidden")
)  # fmt: skip
_RAISING = regex.compile(r"vertical-align:super|mso-text-raise:\d")
_CAPITALS = regex.compile(r"text-transform:uppercase|font-variant:small-caps")
_FONT = regex.compile(
    r"(?<![\w\-])font-family:[\"']?(?P<font>symbol|wingdings|webdings|couriernew|\.vn\w{0,20}|vni[\w\-]{0,20})?"
)
# "#_ftn1", "#_edn2", "#sdfootnote3sym", "#fn4", "#cite_note-5"; not "#_Toc12", "#dieu_5"
_NOTE_TARGET = regex.compile(
    r"#_?(?:ftn|edn|sdfootnote|sdendnote|footnote|endnote|fn|cite_note)[\w.:\-]{0,40}",
    regex.IGNORECASE,
)
# The way back from a note to its mark: "#_ftnref1", "#sdfootnote3anc", "#fnref4".
_BACKWARD = regex.compile(r"ref|anc|back", regex.IGNORECASE)
_NOTE_BODY = regex.compile(r"mso-element:(?:footnote|endnote)(?![\w\-])")
_NOTE_ID = regex.compile(r"(?:ftn|edn|sdfootnote|sdendnote)\d{1,4}", regex.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Look:
    """How text is shown, handed down from element to element.

    `font` names a font whose letters are no Unicode. `concealed` is text that the author hid,
    `hidden` all that is left out. `note` says that text is a note's mark: "mark" in the text,
    "own" at the start of the note.
    """

    hidden: bool = False
    concealed: bool = False
    raised: bool = False
    capitals: bool = False
    kept_breaks: bool = False
    list_mark: bool = False
    linked: bool = False
    font: str | None = None
    note: Literal["mark", "own"] | None = None


PLAIN = Look()
"""The look of text outside of all elements."""


def look_of(tag: Tag, above: Look) -> Look:
    """Return the look of an element's text, given that of the element around it."""
    look = above
    if tag.name in _LEFT_OUT or "hidden" in tag.attributes:
        look = replace(look, hidden=True)
    elif tag.name == "sup":
        look = replace(look, raised=True)
    elif tag.name == "pre":
        look = replace(look, kept_breaks=True)
    elif tag.name == "a":
        look = _look_of_link(tag, look)
    style = tag.attributes.get("style")
    if style:
        look = _styled(squeezed(style), look)
    classes = tag.attributes.get("class")
    if classes:
        look = _classed(classes.lower().split(), look)
    face = tag.attributes.get("face")
    return _styled(f"font-family:{squeezed(face)}", look) if face else look


def squeezed(style: str) -> str:
    """Return a style in lower case and without blanks."""
    return "".join(style.lower().split())


def is_note_body(tag: Tag) -> bool:
    """Tell whether an element holds one whole footnote, as Word and LibreOffice write it."""
    if tag.name != "div":
        return False
    return (
        _NOTE_ID.fullmatch(tag.attributes.get("id", "")) is not None
        or _NOTE_BODY.search(squeezed(tag.attributes.get("style", ""))) is not None
    )


def _look_of_link(tag: Tag, look: Look) -> Look:
    target = tag.attributes.get("href", "")
    if not target:
        return look
    if _NOTE_TARGET.fullmatch(target[target.find("#") :] if "#" in target else ""):
        return replace(look, note="own" if _BACKWARD.search(target[target.find("#") :]) else "mark")
    return replace(look, linked=True)


def _styled(style: str, look: Look) -> Look:
    if _HIDING.search(style):
        look = replace(look, hidden=True, concealed="mso-hide" in style)
    if _RAISING.search(style):
        look = replace(look, raised=True)
    if _CAPITALS.search(style):
        look = replace(look, capitals=True)
    if "white-space:pre" in style:
        look = replace(look, kept_breaks=True)
    if "mso-list:ignore" in style:
        look = replace(look, list_mark=True)
    font = _FONT.search(style)
    return replace(look, font=font.group("font")) if font else look


def _classed(classes: list[str], look: Look) -> Look:
    if _HIDING_CLASSES.intersection(classes):
        return replace(look, hidden=True)
    if "msofootnotereference" in classes or "msoendnotereference" in classes:
        return replace(look, raised=True)
    return look
