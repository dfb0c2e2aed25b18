"""The words of one paragraph of an HTML page, as its elements show them."""

import regex

from planparse.readers.html_looks import Look
from planparse.readers.plain_form import superscript
from planparse.readers.symbol_fonts import LEGACY_FONTS, Decode, read_symbols

_SPACES = regex.compile(r" {2,}")
# "1", "[1]", "(1)" and nothing else
_NOTE_NUMBER = regex.compile(r"\s{0,3}[\[(]?(?P<digits>\d{1,3})[\])]?\s{0,3}")
# "o" and "v" in these are bullets.
_SIGN_FONTS = frozenset(("symbol", "wingdings", "webdings", "couriernew"))


class Words:
    """The text of the paragraph that is being read; lives only while its page is."""

    def __init__(self, decode: Decode | None) -> None:
        """Begin with no words; `decode` is for text in fonts before Unicode."""
        self.oddities: set[str] = set()
        self._decode = decode
        self._pieces: list[str] = []
        self._mark: list[str] = []
        self._mark_is_sign = False
        self._linked = 0
        self._own_number = 0

    def add(self, text: str, look: Look) -> None:
        """Add a piece of text as its look shows it."""
        if look.font:
            text = self._decoded(text, look.font)
        if look.list_mark:
            self._mark.append(text)
            self._mark_is_sign = self._mark_is_sign or look.font in _SIGN_FONTS
            return
        number = _NOTE_NUMBER.fullmatch(text) if look.note or look.raised else None
        if number and look.note == "own":
            self._own_number = int(number.group("digits"))
            return
        if number:
            text = superscript(number.group("digits"))
        if look.capitals and not (look.font or "").startswith(LEGACY_FONTS):
            text = text.upper()
        if look.linked:
            self._linked += len("".join(text.split()))
        self._pieces.append(text)

    def _decoded(self, text: str, font: str) -> str:
        if not font.startswith(LEGACY_FONTS):
            return read_symbols(text, font)
        if self._decode is None:
            self.oddities.add("legacy-font-kept")
            return text
        self.oddities.add("legacy-font-converted")
        return self._decode(text, font)

    def break_line(self) -> None:
        """Add a forced line end."""
        self._pieces.append("\n")

    def end_list_mark(self) -> None:
        """Add the number or bullet that Word typed into the text."""
        mark = " ".join("".join(self._mark).split())
        if mark == "+":
            self._pieces.append("+ ")
        elif len(mark) == 1 and (self._mark_is_sign or not mark.isalnum()):
            self._pieces.append("- ")
        elif mark:
            self._pieces.append(f"{mark} ")
        self._mark, self._mark_is_sign = [], False

    def take(self) -> tuple[str, bool]:
        """Return the paragraph, and whether it is nothing but links; begin another."""
        lines = _SPACES.sub(" ", "".join(self._pieces)).split("\n")
        text = "\n".join(line.strip() for line in lines).strip()
        size = len("".join(text.split()))
        linked = size > 0 and self._linked >= size
        self._pieces, self._linked = [], 0
        return text.replace("\u00a0", " "), linked

    def take_own_number(self) -> int:
        """Return the number of the note that the paragraph is, 0 for none."""
        number, self._own_number = self._own_number, 0
        return number
