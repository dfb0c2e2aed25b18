"""The characters of a text made searchable: one form for each letter, mark and blank.

Composed by NFC, never NFKC, which would turn "năm 2024¹" into "năm 20241". Dashes and quotation
marks get one form; letters of other scripts that look Latin become Latin where they stand in a
Latin word; invisible characters and Markdown's emphasis marks disappear. The source text is kept
as it is: all of this happens in a mapped copy.
"""

import re
import unicodedata
from collections.abc import Iterator

from planparse.text.mapped import Edit, MappedText, apply_edits, identity
from planparse.text.patterns import lazy_pattern

_ONE_TO_ONE = {
    "\u00a0": " ", "\u2002": " ", "\u2003": " ", "\u2007": " ", "\u2009": " ", "\u202f": " ",
    "\u3000": " ", "\t": " ", "\x0b": "\n", "\x0c": "\n", "\r": "\n", "\u2028": "\n",
    "\u2029": "\n", "\x85": "\n", "\x00": " ",
    "–": "-", "—": "-", "−": "-", "‑": "-", "‐": "-", "―": "-",
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'",
    # "ngƣời": the letter "gha", which some fonts and converters put for "ư"
    "ƣ": "ư", "Ƣ": "Ư",
    "Ð": "Đ", "ð": "đ", "ɖ": "đ", "Ɖ": "Đ",
    "●": "•", "▪": "•", "■": "•", "◦": "•", "·": "•", "‣": "•", "➢": "•",
    "✓": "•", "❖": "•", "∙": "•",
}  # fmt: skip
_LOOKALIKES = dict(zip("аеорсухіАВЕКМНОРСТХІοΟ", "aeopcyxiABEKMHOPCTXIoO", strict=True))
_ONE_FORM = _ONE_TO_ONE | _LOOKALIKES
# The standard library's engine finds one of many characters faster than `str.translate` maps all.
_OTHER_FORM = re.compile(f"[{re.escape(''.join(_ONE_FORM))}]")

# "\r\n" -> one line end; "\-", "1\." -> Markdown's escaped punctuation; U+200B, U+00AD -> nothing.
_CRLF = r"\r\n"
_INVISIBLE = r"[\u200b-\u200f\u2060\ufeff\u00ad\u202a-\u202e]+"
_ESCAPE = r"\\(?=[-.*_#+()\[\]|>~!])"
# "**1.****", "*rõ người*": emphasis; not "a * b", not a "* " bullet at the start of a line.
_EMPHASIS = r"\*{2,6}|(?<=[^\s*])\*|\*(?=[^\s*])"
_ENTITY = r"&nbsp;|&amp;|&quot;|&lt;|&gt;"
_ENTITIES = {"&nbsp;": " ", "&amp;": "&", "&quot;": '"', "&lt;": "<", "&gt;": ">"}
# "## II. MỤC TIÊU": a heading of Markdown
_HEADING = r"(?<=^|\n)#{1,6}[ \t]+"
_CLEAN = lazy_pattern(f"{_CRLF}|{_INVISIBLE}|{_ESCAPE}|{_ENTITY}|{_EMPHASIS}|{_HEADING}")
# Any of them begins with one of these characters.
_CLEAN_START = re.compile(r"[\r\u200b-\u200f\u2060\ufeff\u00ad\u202a-\u202e\\&*#]")
# "ngảy 14 thạng 3 nãm 2024": before a figure these words are known whatever OCR made of the vowel
# (the first line only spares the others where no such vowel stands)
_DATE_WORD = re.compile(
    r"(?=[aàáảãạâắằẳẵặòóỏõọôồổỗộ])(?:"
    r"(?<=[nN]g)(?P<day>[aáảãạâ])(?=y\s{0,3}\d)|(?<=[tT]h)(?P<month>[aàảãạâ])(?=ng\s{0,3}\d)"
    r"|(?<=[nN])(?P<year>[aáàảãạắằẳẵặâ])(?=m\s{0,3}(?:19|20)\d\d)"
    r"|(?<=[sS])(?P<number>[òóỏõọôồổỗộ])(?=\s?:?\s?\d{1,5}\s?[/-]))"
)
_VOWELS = {"day": "à", "month": "á", "year": "ă", "number": "ố"}
# A base letter with its combining marks, where the text is not composed.
_DECOMPOSED = lazy_pattern(r"[^\W\d_]\p{M}{1,4}")


def normalise(text: str) -> MappedText:
    """Return `text` with one form for each character, and the way back to its offsets.

    >>> normalise("**Số:** 75–KH").text
    'Số: 75-KH'
    >>> normalise("năm 2024¹").text
    'năm 2024¹'
    >>> normalise("ngƣời dân").text
    'người dân'
    >>> normalise("ngảy 14 thạng 3 nãm 2024").text
    'ngày 14 tháng 3 năm 2024'
    """
    mapped = identity(text)
    if not unicodedata.is_normalized("NFC", text):
        mapped = apply_edits(mapped, _compose(text))
    mapped = apply_edits(mapped, _clean(mapped.text))
    text = _OTHER_FORM.sub(_one_form, mapped.text)
    return mapped.with_text(_DATE_WORD.sub(_right_vowel, text))


def _right_vowel(match: re.Match[str]) -> str:
    return _VOWELS[str(match.lastgroup)]


def _one_form(match: re.Match[str]) -> str:
    return _ONE_FORM[match.group()]


def _compose(text: str) -> Iterator[Edit]:
    for match in _DECOMPOSED.finditer(text):
        composed = unicodedata.normalize("NFC", match.group())
        if composed != match.group():
            yield Edit(match.start(), match.end(), composed)


def _clean(text: str) -> Iterator[Edit]:
    done = 0
    for start in _CLEAN_START.finditer(text):
        match = _CLEAN.match(text, start.start()) if start.start() >= done else None
        if match is None:
            continue
        done = match.end()
        found = match.group()
        replacement = "\n" if found == "\r\n" else _ENTITIES.get(found, "")
        yield Edit(match.start(), match.end(), replacement)
