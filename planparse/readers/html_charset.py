"""The bytes of an HTML page as text: the declared character set checked against the content.

A page that declares one set and is written in another is common, and so is one that was taken for
Latin letters once and written as UTF-8 again. What decides is whether Vietnamese comes out.
"""

import codecs
import unicodedata
from dataclasses import dataclass

import regex

# charset=windows-1252 in a meta element, encoding="utf-8" in an XML declaration
_DECLARED = regex.compile(
    rb"(?:charset|encoding)\s{0,9}=\s{0,9}[\"']?\s{0,9}(?P<name>[\w.:\-]{2,40})", regex.IGNORECASE
)
_HEAD = 8192
# Letters that Vietnamese has and Western European languages lack.
_OWN_LETTERS = regex.compile(r"[ăđơưĂĐƠƯ\u1ea0-\u1ef9]")
# "Káº¿ hoáº¡ch", "Äƒ", "Æ°": UTF-8 read as a Western set.
_TWICE_ENCODED = regex.compile("[áÃÄÆ][º»\u0083\u0192\u0091\u2018°¡\u00a0-\u00bf]")
# Sets of letters; Python also knows "codecs" that are ciphers and compressors.
_PLAIN_SETS = regex.compile(r"cp\d{3,5}|iso8859-\d{1,2}|koi8-[rut]|mac-\w{1,12}|utf-8|ascii")
_LATIN = ("cp1252", "iso8859-1", "latin_1", "ascii")
# So many letters are no accident.
_ENOUGH = 8
_MAX_BAD_SHARE = 0.05


@dataclass(frozen=True, slots=True)
class Decoded:
    """A page's text; `guess` names the set that was used where it is not the declared one."""

    text: str
    guess: str | None = None


def decode_page(data: bytes) -> Decoded:
    """Return the text of a page's bytes.

    >>> decode_page('<meta charset="windows-1252">Kế hoạch'.encode()).text[-8:]
    'Kế hoạch'
    """
    declared = _declared(data)
    wide = _wide_form(data)
    if wide is not None:
        return Decoded(data.decode(wide, "replace").removeprefix("\ufeff"))
    if data.startswith(b"\xef\xbb\xbf"):
        return _repaired(data[3:].decode("utf-8", "replace"), None)
    if data.isascii():
        return Decoded(data.decode("ascii"))
    try:
        return _repaired(data.decode("utf-8"), None if declared in ("utf-8", None) else "UTF-8")
    except UnicodeDecodeError:
        return _damaged_unicode(data) or _eight_bits(data, declared)


def _declared(data: bytes) -> str | None:
    """Return Python's name of the declared character set, None for none or an unknown one."""
    match = _DECLARED.search(data[:_HEAD])
    if match is None:
        return None
    try:
        name = codecs.lookup(match.group("name").decode("ascii")).name
    except (LookupError, UnicodeDecodeError):
        return None
    return name if _PLAIN_SETS.fullmatch(name) else None


def _wide_form(data: bytes) -> str | None:
    """Return the form of UTF-16 by its mark, or by the zeros between its letters."""
    if data[:2] == b"\xff\xfe":
        return "utf-16-le"
    if data[:2] == b"\xfe\xff":
        return "utf-16-be"
    sample = data[:2000]
    if sample[1::2].count(0) > len(sample) // 4:
        return "utf-16-le"
    return "utf-16-be" if sample[0::2].count(0) > len(sample) // 4 else None


def _damaged_unicode(data: bytes) -> Decoded | None:
    """Take a page for UTF-8 with a few broken bytes, if most of it is good."""
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = len(_OWN_LETTERS.findall(text))
    if good > _ENOUGH and bad < _MAX_BAD_SHARE * good:
        return Decoded(text, "UTF-8")
    return None


def _eight_bits(data: bytes, declared: str | None) -> Decoded:
    """Decode a page of one byte a letter: the declared set, or Windows-1258 by its letters."""
    western = declared is None or declared in _LATIN
    vietnamese = unicodedata.normalize("NFC", data.decode("cp1258", "replace"))
    if declared == "cp1258" or (western and len(_accented(vietnamese)) > _ENOUGH):
        return Decoded(vietnamese, None if declared == "cp1258" else "Windows-1258")
    text = data.decode("cp1252" if western else declared or "cp1252", "replace")
    return Decoded(text, None if declared else "Windows-1252")


def _accented(text: str) -> list[str]:
    """Return the letters that Windows-1258 writes as two: a vowel and its tone."""
    return regex.findall(r"[\u1ea0-\u1ef9]", text)


def _repaired(text: str, guess: str | None) -> Decoded:
    """Undo a second encoding, if the text is full of its traces and the repair is sound."""
    traces = len(_TWICE_ENCODED.findall(text))
    if traces <= _ENOUGH or traces < len(_OWN_LETTERS.findall(text)):
        return Decoded(text, guess)
    repaired = b"".join(_western_byte(sign) for sign in text).decode("utf-8", "replace")
    if repaired.count("\ufffd") < _MAX_BAD_SHARE * traces:
        return Decoded(repaired, "UTF-8 (mã hóa hai lần)")
    return Decoded(text, guess)


def _western_byte(sign: str) -> bytes:
    try:
        return sign.encode("cp1252")
    except UnicodeEncodeError:
        return sign.encode("latin-1") if ord(sign) < 256 else sign.encode("utf-8")
