"""Phrases from vocabulary files as patterns: the only way from words to a regular expression."""

from collections.abc import Iterable

import regex


def alternation(phrases: Iterable[str]) -> str:
    """Return a pattern for any of the phrases: escaped, longest first, blanks of any kind.

    Case is left to the flags of the pattern that this one goes into.

    >>> alternation(["đạt", "đạt từ"])
    '(?:đạt[ ]{1,3}từ|đạt)'
    """
    ordered = sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase))
    return "(?:" + "|".join(_pattern(phrase) for phrase in ordered) + ")"


def _pattern(phrase: str) -> str:
    return r"[ ]{1,3}".join(regex.escape(word) for word in phrase.split())
