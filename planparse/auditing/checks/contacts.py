"""Hotlines: one service with two numbers, in one plan or between a plan and its parent."""

from collections.abc import Iterator

from planparse.auditing.checks.base import PairCheck, Place, PlanCheck
from planparse.comparison.words import canonical_words
from planparse.model import Contact, CoverageReport, PlanDocument

Key = frozenset[str]
_FEWEST_WORDS = 2


def _key(contact: Contact) -> Key:
    """Return the words of a service; none where it is named by less than two."""
    words = frozenset(canonical_words(contact.service or ""))
    return words if len(words) >= _FEWEST_WORDS else frozenset()


def _find_two_numbers(plan: PlanDocument) -> Iterator[Place]:
    """A service may have several phones; a hotline is one number."""
    first: dict[Key, Contact] = {}
    for contact in plan.contacts:
        key = _key(contact)
        if not key or contact.kind == "phone":
            continue
        other = first.setdefault(key, contact)
        if other.number != contact.number:
            message = (
                f"Đường dây nóng “{contact.service}” có hai số: {other.quote} và {contact.quote}."
            )
            yield contact.span, message


def _find_other_number(
    child: PlanDocument, parent: PlanDocument, _report: CoverageReport, _copied: float
) -> Iterator[Place]:
    theirs = {_key(contact): contact for contact in parent.contacts if contact.kind != "phone"}
    numbers = {contact.number for contact in parent.contacts}
    kept = {contact.number for contact in child.contacts}
    for contact in child.contacts:
        above = theirs.get(_key(contact)) if _key(contact) else None
        if above and contact.number not in numbers and above.number not in kept:
            message = (
                f"Cấp dưới ghi {contact.quote} cho “{contact.service}”, cấp trên ghi {above.quote}."
            )
            yield contact.span, message


CONTACT_CHECKS = (PlanCheck("hotline-two-numbers", "warning", _find_two_numbers),)
CONTACT_PAIR_CHECKS = (PairCheck("hotline-differs-from-parent", "warning", _find_other_number),)
