"""What a section is for, from its title."""

from functools import cache

import regex

from planparse.lexicon import load_entries
from planparse.model import Role
from planparse.text.fold import skeleton
from planparse.text.patterns import lazy_pattern
from planparse.text.phrases import alternation

# Words before the telling part of a title: "Các nhiệm vụ", "Về mục tiêu", "Nhóm giải pháp".
_OPENING = r"(?:(?:các|những|một số|nhóm|về|công tác|phần|phụ lục|danh mục|bảng|biểu)\s+){0,3}"


@cache
def _pattern() -> tuple[regex.Pattern[str], dict[str, Role]]:
    roles: dict[str, Role] = {
        word: entry["role"] for entry in load_entries("titles") for word in entry["words"]
    }
    return lazy_pattern(rf"(?<!\p{{L}})(?:{_OPENING})({alternation(roles)})(?!\p{{L}})"), roles


@cache
def _squeezed_roles() -> dict[str, Role]:
    """Return the roles by the letters of their words alone, long words first."""
    _, roles = _pattern()
    long = sorted((word for word in roles if " " in word), key=len, reverse=True)
    return {_squeezed(word): roles[word] for word in long}


def _squeezed(text: str) -> str:
    return "".join(character for character in skeleton(text) if character.isalpha())


def _role_of_damaged(title: str) -> Role | None:
    """Return the role of a title in capitals whose accents or blanks are damaged.

    "N ỘI DUNG" comes from a PDF, "TỐ CHỨC THỰC HIỆN" from a scan.
    """
    squeezed = _squeezed(title)
    found = [(squeezed.find(words), role) for words, role in _squeezed_roles().items()]
    placed = [(at, role) for at, role in found if at >= 0]
    return min(placed, key=lambda item: item[0])[1] if placed else None


def role_of_title(title: str, *, anywhere: bool) -> Role | None:
    """Return the role that a title names, None where it names none.

    With `anywhere` the first part of a mixed heading that names a role decides, a named one before
    "other"; without it, only a title that begins with the name counts.

    >>> role_of_title("THỜI GIAN VÀ KINH PHÍ THỰC HIỆN", anywhere=True)
    'schedule'
    >>> role_of_title("PHẠM VI, ĐỐI TƯỢNG VÀ THỜI GIAN THỰC HIỆN", anywhere=True)
    'schedule'
    >>> role_of_title("TỐ CHỨC TH ỰC HIỆN", anywhere=True)
    'organisation'
    >>> role_of_title("Tuyên truyền về kết quả bầu cử", anywhere=False) is None
    True
    """
    pattern, roles = _pattern()
    folded = " ".join(title.lower().split())
    if title.isupper() and pattern.search(folded) is None:
        return _role_of_damaged(title)
    if not anywhere:
        match = pattern.match(folded)
        return roles[" ".join(match.group(1).split())] if match else None
    found = [roles[" ".join(match.group(1).split())] for match in pattern.finditer(folded)]
    named = [role for role in found if role != "other"]
    return (named or found or [None])[0]
