"""Names of bodies and titles of plans as keys that are equal where two spellings mean the same."""

from planparse.comparison.words import canonical_words
from planparse.text.document_numbers import number_key
from planparse.text.patterns import lazy_pattern

# "215" of "215/KH-UBND"; a draft has none: "/KH-UBND"
_DIGITS = lazy_pattern(r"^\s*\d")


def name_key(*names: str | None) -> str:
    """Return the canonical words of names: superior and issuer, or a title.

    >>> name_key("UBND xã Bình Hòa") == name_key(None, "Uỷ ban nhân dân xã Bình Hoà")
    True
    """
    return " ".join(word for name in names if name for word in canonical_words(name))


def key_of_number(number: str | None) -> str:
    """Return the key of a document's number; "" where there is none yet.

    >>> key_of_number("215/KH-UBND") == key_of_number("215 /KH-UBND"), key_of_number("/KH-UBND")
    (True, '')
    """
    return number_key(number) if number and _DIGITS.match(number) else ""


def names_body(short: str, full: str) -> bool:
    """Tell whether the words of one key stand in another in the same order.

    >>> names_body(name_key("UBND xã"), name_key("UBND xã Bình Hòa"))
    True
    >>> names_body(name_key("UBND xã Hòa Bình"), name_key("UBND xã Bình Hòa"))
    False
    """
    words = iter(full.split())
    return all(word in words for word in short.split())
