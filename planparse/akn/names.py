"""Names in the XML: namespaces, identifiers, addresses of documents, and text that XML can hold."""

from xml.etree.ElementTree import Element, SubElement

import regex

from planparse.text.fold import skeleton

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
"""The namespace of Akoma Ntoso 3.0."""

OWN = "urn:planparse:1.0"
"""The namespace of what Akoma Ntoso has no word for: offsets, and the fields of records.

Its prefix is `planparse`; both namespaces are declared once, at the root.
"""

UNKNOWN_DATE = "0001-01-01"
"""Stands where the schema asks for a date that the paper does not give."""

# What XML 1.0 cannot hold: control characters, halves of pairs, non-characters.
_ILLEGAL = regex.compile(r"[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")
_APART = regex.compile(r"[^a-z0-9]+")
_FULL_DATE = regex.compile(r"\d{4}-\d{2}-\d{2}")


def legal(text: str) -> str:
    r"""Return the text with every character that XML cannot hold replaced, one for one.

    >>> legal("Kế\x0choạch")
    'Kế\ufffdhoạch'
    """
    return _ILLEGAL.sub("\ufffd", text)


def slug(text: str) -> str:
    """Return a text as it stands in an address.

    >>> slug("215/KH-UBND"), slug("Kế hoạch")
    ('215-kh-ubnd', 'ke-hoach')
    """
    return _APART.sub("-", skeleton(text)).strip("-") or "-"


def is_full_date(value: str | None) -> bool:
    """Tell whether a value is a day with its year."""
    return value is not None and _FULL_DATE.fullmatch(value) is not None


def address(doc_type: str | None, date: str | None, number: str | None) -> str:
    """Return the address of a Vietnamese document, of what is known of it.

    >>> address("Kế hoạch", "2024-01-12", "215/KH-UBND")
    '/akn/vn/doc/ke-hoach/2024-01-12/215-kh-ubnd'
    """
    parts = (doc_type and slug(doc_type), date, number and slug(number))
    return "/".join(("/akn/vn/doc", *(part for part in parts if part)))


def element(parent: Element, tag: str, **attributes: object) -> Element:
    """Add an element; attributes that are None are left out."""
    return SubElement(
        parent, tag, {k: legal(str(v)) for k, v in attributes.items() if v is not None}
    )


def block(parent: Element, tag: str, **attributes: object) -> Element:
    """Add an element that stands on lines of its own."""
    added = element(parent, tag, **attributes)
    parent.text = parent.text or "\n"
    added.tail = "\n"
    return added


def place(start: int, end: int) -> dict[str, object]:
    """Return the attributes that lead back to a piece of the plan's text."""
    return {"planparse:start": start, "planparse:end": end}
