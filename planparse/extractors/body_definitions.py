"""Short names that a paper gives a body itself: "Công ty … (HEPCO)", "(sau đây gọi tắt là …)"."""

import re
from collections.abc import Mapping
from functools import lru_cache
from unicodedata import normalize

from planparse.extractors.body_names import read_name
from planparse.extractors.body_words import HEADS, Name, printed
from planparse.text.patterns import lazy_pattern

# "(HEPCO)", "(gọi tắt là BWACO)", "(sau đây gọi tắt là Ban Điều hành)"; not "(b/c)", "(Điều 3)"
_DEFINED = lazy_pattern(
    r"\((?:(?:sau đây )?(?:gọi|viết) (?:tắt )?(?:là)?:? ?"
    r"\"?(?P<any>\p{Lu}[\p{L}&. \-]{1,30})\"?"
    r"|(?P<short>\p{Lu}[\p{Lu}\d&\-]{2,14}))\)"
)
# Blanks other than a single space, which is most of them and stays.
_BLANKS = re.compile(r"[^\S\n ][^\S\n]*| [^\S\n]+")
_REACH, _MOST = 120, 40


@lru_cache(maxsize=8)
def defined_names(source: str) -> Mapping[str, str]:
    """Return the short names of bodies that a paper defines, with the full ones.

    >>> defined_names("Công ty Cổ phần Cấp nước Bà Rịa (BWACO) bảo đảm nguồn nước.")
    {'BWACO': 'Công ty Cổ phần Cấp nước Bà Rịa'}
    >>> defined_names("Kế hoạch phát triển kinh tế - xã hội (KTXH) năm 2024")
    {}
    """
    found: dict[str, str] = {}
    source = _BLANKS.sub(" ", normalize("NFC", source))
    for count, match in enumerate(_DEFINED.finditer(source)):
        if count >= _MOST:
            break
        name = _name_before(
            " ".join(source[max(0, match.start() - _REACH) : match.start()].split())
        )
        if name is not None:
            found.setdefault(" ".join((match["any"] or match["short"]).split()), name.body)
    return found


def _name_before(text: str) -> Name | None:
    """Return the longest name that ends at the end of a text."""
    line = printed(text.split("; ")[-1].strip(" *_"))
    for at, letter in enumerate(line.text):
        if letter.isupper() and not line.text[at - 1 : at].isalpha() and HEADS.longest(line, at):
            name = read_name(line, at)
            if name is not None and name.end == len(line.text) and not name.is_vague:
                return name
    return None
