"""Peer: the dates that `dateparser.search` finds, each taken as the last day of a duty."""

from __future__ import annotations

import re

from answer import Row, answer, deadline, print_answer
from dateparser.search import search_dates

LINES = ("deadlines.find", "deadlines.time")
SETTINGS = {"DATE_ORDER": "DMY", "REQUIRE_PARTS": ["day", "month"], "PREFER_DATES_FROM": "future"}
# A date without a separator or its words is a number ("40%" is found as the year 2040).
LOOKS_LIKE_A_DATE = re.compile(r"\d[/.-]\d|ngày|tháng|năm|quý", re.IGNORECASE)


def read(text: str) -> Row:
    """Return the deadlines of a plan, line by line."""
    found = []
    offset = 0
    for line in text.splitlines(keepends=True):
        at = 0
        for words, day in search_dates(line, languages=["vi"], settings=SETTINGS) or ():
            place = line.find(words, at)
            if place < 0 or not LOOKS_LIKE_A_DATE.search(words):
                continue
            at = place + len(words)
            found.append(
                deadline(text, offset + place, offset + at, end=day.date().isoformat(), task=line)
            )
        offset += len(line)
    return answer(text, deadlines=found)


if __name__ == "__main__":
    print_answer(read)
