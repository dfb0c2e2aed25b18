"""What stands beside a target's number: its bound, what it is counted by, which way it goes."""

from collections.abc import Sequence

import regex

from planparse.extractors.clauses import PER_EACH, PER_TIME, Clause
from planparse.extractors.horizons import year_beside
from planparse.extractors.quantities import read_comparator
from planparse.model.records import Comparator, Direction
from planparse.text.patterns import lazy_pattern

_PER_AFTER = lazy_pattern(r"\s?/\s?(?P<per>năm|quý|tháng|tuần|\p{Ll}{2,8})(?!\p{L})")
# "mỗi lớp 30 học viên"
_PER_BARE = lazy_pattern(
    r"(?<!\p{L})(?:mỗi|từng)\s(?P<noun>\p{L}{1,8}(?:\s(?!có|từ|ít|tối|đạt|phải|là)\p{L}{1,8})?)\s$"
)
# "20 tin, ảnh mỗi tháng", "04 đợt tiêm chủng/năm"
_PER_BEHIND = lazy_pattern(
    r"[^,;.()\d]{0,60}?(?:\s(?:mỗi|một|hằng|hàng)\s|\s?/\s?)(?P<per>năm|quý|tháng|tuần)"
    r"(?!\p{L}|\s\d|\shọc)"
)
# A verb of direction further away than this belongs to another clause.
_DIRECTION_REACH = 120
_WHOLE = 100
_TIMES = {"năm": "year", "quý": "quarter", "tháng": "month", "tuần": "week"}
_DIRECTIONS: tuple[tuple[Direction, regex.Pattern[str]], ...] = (
    (
        "maintain",
        lazy_pattern(r"(?<!\p{L})(?:duy trì|giữ vững|giữ ổn định)(?!\p{L})", regex.IGNORECASE),
    ),
    (
        "decrease",
        lazy_pattern(
            r"(?<!\p{L})(?:giảm|kéo giảm|xuống|hạ (?:tỷ|tỉ|mức)|cắt giảm|rút ngắn|khống chế"
            r"|không quá)(?!\p{L})",
            regex.IGNORECASE,
        ),
    ),
    ("increase", lazy_pattern(r"(?<!\p{L})(?:tăng|nâng|lên)(?!\p{L})", regex.IGNORECASE)),
)


def comparator_of(clauses: Sequence[Clause], number: int) -> Comparator:
    """Return how a number is bounded; a second horizon takes over the bound of the first.

    All of another group does not: "ít nhất 70% hộ và 100% cơ quan".
    """
    clause = clauses[number]
    comparator = read_comparator(clause.left_text, clause.right_text, clause.quantity)
    if (
        comparator == "eq"
        and number
        and ";" not in clauses[number - 1].right_text + clause.left_text
        and not clause.left.core
        and (not clause.right or clause.left_text.strip() == "và")
        and not clause.left.reached
        and year_beside(clause.left_text) is None
        and clauses[number - 1].quantity.unit == clause.quantity.unit
    ):
        before = clauses[number - 1]
        inherited = read_comparator(before.left_text, before.right_text, before.quantity)
        is_whole = clause.quantity.kind == "percent" and clause.quantity.value == _WHOLE
        if is_whole and clause.right:
            return comparator
        # Nothing can be more than all.
        taken = ("ge", "le", "lt") if is_whole else ("ge", "le", "gt", "lt")
        return inherited if inherited in taken else comparator
    return comparator


def per_of(clause: Clause, left: str) -> str | None:
    """Return by what a number is counted: a time ("month") or a noun ("xã"), if any.

    `left` are the words of the sentence before the number.
    """
    after = _PER_AFTER.match(clause.right_text)
    if after is None and clause.quantity.kind == "count":
        after = _PER_BEHIND.match(clause.right_text)
    if after:
        return _TIMES.get(after.group("per"), after.group("per"))
    own = clause.left_text if clause.is_nested else left
    times = list(PER_TIME.finditer(own))
    if times and ";" not in own[times[-1].end() :]:
        return _TIMES[times[-1].group("time").lower()]
    each = list(_PER_BARE.finditer(own)) or list(PER_EACH.finditer(own))
    if each and ";" not in own[each[-1].end() :]:
        return " ".join(each[-1].group("noun").split())
    return None


def direction_of(clause: Clause) -> Direction | None:
    """Return which way a verb before a number says that it goes, if any does."""
    near = clause.left_text.rsplit(";", 1)[-1][-_DIRECTION_REACH:]
    for direction, pattern in _DIRECTIONS:
        if pattern.search(near):
            return direction
    return None
