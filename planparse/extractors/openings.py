"""How the words before a number open a clause: with a verb, whose object is counted, or a noun."""

from functools import cache

from planparse.lexicon import load_words

# "Kiên cố hóa 180 km", "; khoanh nuôi tái sinh 300 ha": few words from the head of a clause on
_MOST_WORDS = 4
_REACH = 40
_CLAUSE_ENDS = (";", ":", ".", ",", " và ")


def output_verbs() -> tuple[str, ...]:
    """Return the verbs whose object is counted; those of making count any noun.

    >>> {"tổ chức", "đào"} <= set(output_verbs())
    True
    """
    return (
        *load_words("commitments", kind="output"),
        *load_words("commitments", kind="making"),
    )


@cache
def _nouns() -> frozenset[str]:
    return frozenset(load_words("commitments", kind="noun"))


def opens_with_verb(left: str) -> bool:
    """Tell whether few words stand between the head of a clause and a number, a verb first.

    Vietnamese verbs have no form of their own: what is on the list of nouns and particles
    (`lexicon/commitments.toml`, kind "noun") is none.

    >>> [opens_with_verb(left) for left in ("- Kiên cố hóa ", "Trường học ", "đạt năm ")]
    [True, False, False]
    """
    near = left[-_REACH:]
    ends = [place + len(mark) for mark in _CLAUSE_ENDS if (place := near.rfind(mark)) >= 0]
    if not ends and len(left) > _REACH:
        return False
    words = near[max(ends, default=0) :].strip(" -+*•").lower().split()
    if not 0 < len(words) <= _MOST_WORDS or not all(word.isalpha() for word in words):
        return False
    nouns = _nouns()
    opening = (words[0], " ".join(words[:2]))
    return words[-1] not in nouns and not any(word in nouns for word in opening)
