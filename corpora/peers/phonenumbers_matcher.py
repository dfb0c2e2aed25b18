"""Peer: the phone numbers that `phonenumbers` finds for Vietnam, and its short codes."""

from __future__ import annotations

import re

from answer import Row, answer, print_answer, record
from phonenumbers import PhoneNumberMatcher, is_valid_short_number_for_region, parse

LINES = ("contacts.find", "contacts.number")
# The library's matcher leaves short codes out; these words make a number one to call.
SHORT = re.compile(r"(?:gọi|số|đài|nóng|em|:|\()\s{0,2}(1\d{2})(?![\d/.,%]?\d|%|/)", re.IGNORECASE)


def read(text: str) -> Row:
    """Return the contacts of a plan."""
    places = [(match.start, match.end) for match in PhoneNumberMatcher(text, "VN")]
    for match in SHORT.finditer(text):
        if is_valid_short_number_for_region(parse(match[1], "VN"), "VN"):
            places.append(match.span(1))
    contacts = [
        record(text, start, end, number=re.sub(r"\D", "", text[start:end]), service=None)
        for start, end in sorted(places)
    ]
    return answer(text, contacts=contacts)


if __name__ == "__main__":
    print_answer(read)
