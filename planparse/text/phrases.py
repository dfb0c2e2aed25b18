"""Phrases from vocabulary files as patterns: the only way from words to a regular expression."""

from collections.abc import Iterable

import regex


def alternation(phrases: Iterable[str]) -> str:
    """Return a pattern for any of the phrases: escaped, longest first, blanks of any kind.

    Case is left to the flags of the pattern that this one goes into.

    >>> alternation(["đạt", "đạt từ"])
    '(?:đạt[ ]{1,3}từ|đạt)'
    """
    return f"(?:{'|'.join(map(_pattern, _longest_first(phrases)))})"


def long_alternation(phrases: Iterable[str]) -> str:
    """Return the same for many phrases, in a pattern that ignores case and reads forwards.

    Each begins with a letter; those with the same one stand together, so that most places are left
    at once.

    >>> long_alternation(["đội", "đội hình", "xã"])
    '(?:đ(?:ội[ ]{1,3}hình|ội)|x(?:ã))'
    """
    groups: dict[str, list[str]] = {}
    for phrase in _longest_first(phrases):
        groups.setdefault(phrase[0].lower(), []).append(_pattern(phrase)[1:])
    alternatives = (f"{first}(?:{'|'.join(rests)})" for first, rests in groups.items())
    return f"(?:{'|'.join(alternatives)})"


def _longest_first(phrases: Iterable[str]) -> list[str]:
    return sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase))


def _pattern(phrase: str) -> str:
    return r"[ ]{1,3}".join(regex.escape(word) for word in phrase.split())
