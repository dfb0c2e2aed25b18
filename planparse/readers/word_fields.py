"""Fields of Word: their codes left out, their results kept."""

from dataclasses import dataclass
from xml.etree.ElementTree import Element

from planparse.readers.word_xml import attribute, child, children, is_on, number_of


@dataclass(slots=True)
class _Field:
    """An open field: its code as far as it was read, and whether its result has begun."""

    code: str = ""
    in_result: bool = False
    form: Element | None = None

    def hides(self) -> bool:
        """Tell whether text is no result, or that of a table of contents."""
        return not self.in_result or self.is_contents()

    def is_contents(self) -> bool:
        """Tell whether the field is a table of contents: it repeats the headings."""
        return self.code.split(None, 1)[:1] == ["TOC"]


class Fields:
    """The fields that are open at one place of a story, innermost last."""

    def __init__(self, oddities: set[str]) -> None:
        """Begin with no field open; slugs of what is left out go to `oddities`."""
        self._open: list[_Field] = []
        self._oddities = oddities

    @property
    def visible(self) -> bool:
        """Tell whether text at this place is printed."""
        return not any(item.hides() for item in self._open)

    def open(self, code: str) -> None:
        """Begin a field whose code is known and whose result follows."""
        self._open.append(_Field(code, True))
        self._note_contents()

    def close(self) -> None:
        """End the innermost field."""
        if self._open:
            self._open.pop()

    def instruction(self, text: str) -> None:
        """Take a piece of a field's code."""
        if self._open and not self._open[-1].in_result:
            self._open[-1].code += text

    def character(self, mark: Element) -> str:
        """Take the mark that begins, parts or ends a field; return what a form field shows."""
        kind = attribute(mark, "fldCharType")
        if kind == "begin":
            self._open.append(_Field(form=child(mark, "ffData")))
        elif kind == "separate" and self._open:
            self._open[-1].in_result = True
            self._note_contents()
        elif kind == "end" and self._open:
            field = self._open.pop()
            return _form_value(field.form) if not field.in_result and field.form is not None else ""
        return ""

    def _note_contents(self) -> None:
        if self._open[-1].is_contents():
            self._oddities.add("contents-skipped")


def _form_value(form: Element) -> str:
    """Return the state of a check box or the chosen line of a list."""
    box = child(form, "checkBox")
    if box is not None:
        state = child(box, "checked")
        return "☒" if is_on(state if state is not None else child(box, "default")) else "☐"
    choices = child(form, "ddList")
    if choices is None:
        return ""
    lines = [attribute(item, "val") for item in children(choices, "listEntry")]
    chosen = child(choices, "result")
    index = 0 if chosen is None else number_of(attribute(chosen, "val"), 0)
    return lines[index] if 0 <= index < len(lines) else ""
