"""The numbers and bullets that a browser puts before the items of a list."""

import regex

from planparse.readers.html_looks import squeezed
from planparse.readers.html_tokens import Tag
from planparse.readers.list_numbers import format_number

_TYPES = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
}
_STYLES = {
    "decimal": "decimal",
    "decimal-leading-zero": "decimalZero",
    "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter",
    "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
    "none": "none",
}
# "list-style:none", "list-style-type:lower-alpha"; other styles print a sign
_STYLE = regex.compile(
    rf"list-style(?:-type)?:[\w(),./]{{0,80}}?(?P<name>{'|'.join(sorted(_STYLES, key=len)[::-1])})"
    r"(?![\w\-])"
)
# "1. Mục đích", "a) Nội dung", "- Một việc": an item whose number was typed.
_TYPED = regex.compile(
    r"\(?(?:\d{1,3}|[IVXivx]{1,5}|\p{L})[.)/]|[-+•*–]\s|(?:Điều|Phần|Chương|Mục)\s\d"
)


class OpenList:
    """A list between its tags and how far it has counted."""

    def __init__(self, tag: Tag) -> None:
        """Begin a list with the start and the type that its tag names."""
        self._ordered = tag.name == "ol"
        self._form = _form(tag, "decimal" if self._ordered else "bullet")
        self._count = _number(tag, "start", 1) - 1

    def label(self, tag: Tag) -> str:
        """Count an item and return what is printed before it."""
        self._count = _number(tag, "value", self._count + 1)
        form = _form(tag, self._form)
        if form == "none":
            return ""
        return f"{format_number(self._count, form)}. " if form != "bullet" else "- "


def has_typed_label(text: str) -> bool:
    """Tell whether an item's text opens with a number or bullet of its own.

    >>> has_typed_label("1. Mục đích"), has_typed_label("Mục đích")
    (True, False)
    """
    return _TYPED.match(text) is not None


def _form(tag: Tag, otherwise: str) -> str:
    match = _STYLE.search(squeezed(tag.attributes.get("style", "")))
    if match and match.group("name") in _STYLES:
        return _STYLES[match.group("name")]
    return _TYPES.get(tag.attributes.get("type", ""), otherwise)


def _number(tag: Tag, name: str, otherwise: int) -> int:
    text = tag.attributes.get(name, "").strip()
    digits = text.removeprefix("-")
    return int(text) if digits.isascii() and digits.isdigit() and len(digits) < 6 else otherwise
