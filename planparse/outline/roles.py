"""What a section is for, from its title."""

from functools import cache

import regex

from planparse.lexicon import load_entries
from planparse.model import Role
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


def role_of_title(title: str, *, anywhere: bool) -> Role | None:
    """Return the role that a title names, None where it names none.

    With `anywhere` the first part of a mixed heading that names a role decides, a named one before
    "other"; without it, only a title that begins with the name counts.

    >>> role_of_title("THỜI GIAN VÀ KINH PHÍ THỰC HIỆN", anywhere=True)
    'schedule'
    >>> role_of_title("PHẠM VI, ĐỐI TƯỢNG VÀ THỜI GIAN THỰC HIỆN", anywhere=True)
    'schedule'
    >>> role_of_title("Tuyên truyền về kết quả bầu cử", anywhere=False) is None
    True
    """
    pattern, roles = _pattern()
    folded = " ".join(title.lower().split())
    if not anywhere:
        match = pattern.match(folded)
        return roles[" ".join(match.group(1).split())] if match else None
    found = [roles[" ".join(match.group(1).split())] for match in pattern.finditer(folded)]
    named = [role for role in found if role != "other"]
    return (named or found or [None])[0]
