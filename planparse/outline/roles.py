"""What a section is for, from its title."""

from collections.abc import Sequence
from functools import cache

import regex

from planparse.lexicon import load_entries
from planparse.model import Role, Section
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
def _only_top() -> frozenset[str]:
    entries = (entry for entry in load_entries("titles") if entry.get("only_top"))
    return frozenset(word for entry in entries for word in entry["words"])


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
        words = " ".join(match.group(1).split()) if match else ""
        return roles[words] if match and words not in _only_top() else None
    found = [roles[" ".join(match.group(1).split())] for match in pattern.finditer(folded)]
    named = [role for role in found if role != "other"]
    return (named or found or [None])[0]


_BEFORE_TASKS = frozenset(("purpose", "objectives"))
_AFTER_TASKS = frozenset(("organisation", "budget", "schedule"))


def with_tasks(sections: Sequence[Section]) -> list[Section]:
    """Return the sections of a tree; where none is of tasks, the unnamed ones in their place are.

    What stands behind the aims and before the organisation are the tasks, whatever it is called
    ("IV. VIỆC LÀM", "III. XÂY DỰNG TRƯỜNG HỌC XANH").
    """
    tops = [section for section in sections if section.level == 1]
    if any(section.role == "tasks" for section in tops):
        return list(sections)
    roles = [section.role for section in tops]
    first = next((at for at, role in enumerate(roles) if role in _BEFORE_TASKS), len(tops))
    last = max((at for at, role in enumerate(roles) if role in _AFTER_TASKS), default=0)
    meant = {
        section.id
        for section in tops[first:last]
        if section.role == "other" and role_of_title(section.title, anywhere=True) is None
    }
    found: list[Section] = []
    for section in sections:
        if section.role == "other" and (section.id in meant or section.parent_id in meant):
            meant.add(section.id)
            section = section.model_copy(update={"role": "tasks"})
        found.append(section)
    return found
