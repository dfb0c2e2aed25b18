"""Each body that the parent charges should have its counterpart in the child's plan.

Names changed in 2025; a duty is followed by its field of work, and the change is said.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

import regex

from planparse.comparison.levels import is_higher, level_of_plan
from planparse.comparison.verdicts import make_check
from planparse.comparison.words import Table, canonical_words, find_phrases, make_table
from planparse.extractors.issuers import level_of
from planparse.lexicon import load_entries
from planparse.model import Assignment, Check, PlanDocument
from planparse.text.patterns import lazy_pattern

# Ministries and departments merged in March 2025; districts and their offices ended on 1 July.
_RENAMED_FROM = "2025-03-01"
_ENDED_FROM = "2025-07-01"
_CHARGED = frozenset(("lead", "requested"))
# "UBND các xã, phường", "Các huyện ủy", "các trường": the plan's own issuer is one of them.
_COLLECTIVE = lazy_pattern(r"(?<!\p{L})(?:các|từng|mỗi)(?!\p{L})", regex.IGNORECASE)
# The words of a level in the name of a body of that level.
_OF_LEVEL: Mapping[str, regex.Pattern[str]] = {
    level: lazy_pattern(
        rf"(?<!\p{{L}}|thị )(?:{words}|địa phương)(?!\p{{L}}| hội)", regex.IGNORECASE
    )
    for level, words in {
        "commune": "xã|phường|thị trấn|đặc khu|đảng ủy",
        "district": "huyện|quận|thị xã|thành phố|huyện ủy|thành ủy",
        "province": "tỉnh|thành phố|tỉnh ủy",
        "unit": "trường|đơn vị|cơ sở|trạm|bệnh viện",
    }.items()
}


def find_body_checks(child: PlanDocument, parent: PlanDocument) -> Iterator[Check]:
    """Yield a check for each body that the parent charges, once for each."""
    is_new = any(_is_since_2025(document) for document in (child, parent))
    level = level_of_plan(child)
    by_field = _by_field([a for a in child.assignments if _is_own(a, level)])
    own = _OF_LEVEL.get(level or "")
    seen: set[str] = set()
    for assignment in parent.assignments:
        if assignment.role not in _CHARGED or assignment.body in seen:
            continue
        seen.add(assignment.body)
        fields = _fields(assignment.body)
        if own and _COLLECTIVE.search(assignment.body) and own.search(assignment.body):
            yield _own(assignment, child)
        elif fields:
            field = next((field for field in fields if field in by_field), fields[0])
            yield _counterpart(assignment, by_field.get(field), field, is_new=is_new)
    yield from _dissolved(child)


def _is_own(assignment: Assignment, level: str | None) -> bool:
    """Tell whether a body has a duty in the child's plan and does not stand above the child."""
    above = is_higher(level_of(assignment.body, None, None), level)
    return assignment.role != "report_to" and not above


def _own(assignment: Assignment, child: PlanDocument) -> Check:
    issuer = child.metadata.issuer or "cơ quan ban hành kế hoạch cấp dưới"
    text = f"Cấp trên giao {assignment.body}; ở cấp dưới là {issuer}."
    return make_check("bodies", "ok", (assignment.quote, None), text)


def _is_since_2025(document: PlanDocument) -> bool:
    when = document.metadata.issued_on or document.metadata.period_start or ""
    return when >= _RENAMED_FROM[: len(when)] if when else False


def _dissolved(child: PlanDocument) -> Iterator[Check]:
    """Yield the bodies that a plan charges although they had ended when it was issued."""
    issued = child.metadata.issued_on
    if issued is None or issued < _ENDED_FROM:
        return
    for body, quote in {a.body: a.quote for a in child.assignments}.items():
        renamed = _renamed(body)
        if renamed:
            text = (
                f"Kế hoạch ban hành sau ngày 01/7/2025 còn giao việc cho {body}; "
                f"nhiệm vụ này nay thuộc: {renamed}."
            )
            yield make_check("dissolved-body", "warning", (None, quote), text)


def _counterpart(
    assignment: Assignment, found: Assignment | None, field: str, *, is_new: bool
) -> Check:
    renamed = _renamed(assignment.body) if is_new else ""
    since = f" Từ năm 2025 nhiệm vụ này thuộc: {renamed}." if renamed else ""
    if found is None:
        text = (
            f"Cấp trên giao {assignment.body} (lĩnh vực {field}); "
            f"cấp dưới không giao bộ phận nào thuộc lĩnh vực này.{since}"
        )
        return make_check("bodies", "unknown", (assignment.quote, None), text)
    text = f"Cấp trên giao {assignment.body}; ở cấp dưới là {found.body} (lĩnh vực {field}).{since}"
    return make_check("bodies", "ok", (assignment.quote, found.quote), text)


def _by_field(assignments: Sequence[Assignment]) -> dict[str, Assignment]:
    """Return for each field the first office of the child; one charged with a duty comes first."""
    found: dict[str, Assignment] = {}
    for assignment in sorted(assignments, key=_is_support):
        for field in _fields(assignment.body):
            found.setdefault(field, assignment)
    return found


def _is_support(assignment: Assignment) -> bool:
    return assignment.role not in _CHARGED


def _fields(body: str) -> tuple[str, ...]:
    found = find_phrases(canonical_words(body), _offices())
    return tuple(dict.fromkeys(field for fields in found for field in fields))


def _renamed(body: str) -> str:
    return "; ".join(now for (now,) in find_phrases(canonical_words(body), _renamings()))


@cache
def _offices() -> Table:
    """Offices with their fields of work; one office of a commune may have several."""
    fields: dict[str, list[str]] = {}
    for entry in load_entries("offices"):
        for word in entry["words"]:
            fields.setdefault(word, []).append(entry["field"])
    return make_table((word, tuple(names)) for word, names in fields.items())


@cache
def _renamings() -> Table:
    return make_table(
        (word, (entry["now"],))
        for entry in load_entries("renamed_offices")
        for word in entry["words"]
    )
