"""What each number of a sentence measures (the indicator), in the words of the document.

Numbers share words: a second horizon has the indicator of the first, a part that of its whole, two
shares one predicate, a second clause the subject of the first (domain: splitting rules).
"""

from collections.abc import Iterator, Sequence

import regex

from planparse.extractors.clauses import PER_EACH, PER_TIME, Clause
from planparse.extractors.sides import (
    has_predicate,
    is_measure,
    is_own_verb,
    last_clause,
    predicate_of,
    read_left,
    restored,
)
from planparse.text.patterns import lazy_pattern


def indicators_of(clauses: Sequence[Clause]) -> list[str]:
    """Return the indicator of each clause of a sentence, "" where the words give none."""
    indicators: list[str] = []
    parts = parts_of(clauses)
    head = stem = whole = ""
    depth = 0
    for number, clause in enumerate(clauses):
        indicator = _own_indicator(clause)
        if parts[number] and head:
            whole = indicators[-1] if "(" in clause.left_text else whole
            is_inside = depth > 0 or "(" in clause.left_text
            indicator = _of_whole(whole if is_inside else head, _part_name(clause))
        elif indicator and number and not clause.is_nested:
            if _is_place_of(clauses, number, indicator):
                indicator = f"{stem} {indicator}"
            else:
                stem = indicator = restored(indicator, indicators[-1])
            indicator = _with_shared_verb(clauses, number, indicator)
        else:
            stem = stem or indicator
        if not parts[number]:
            head = _composite_head(clause) or indicator
        indicators.append(indicator)
        text = clause.left_text + clause.right_text
        depth += text.count("(") - text.count(")")
    _lend(clauses, parts, indicators)
    return [_with_shared_predicate(clauses, indicators, number) for number in range(len(clauses))]


def _of_whole(head: str, name: str) -> str:
    """Put the name of a part behind its whole; what both end with is said once."""
    last = name.split()[-1:]
    if last and len(name.split()) > 1 and head.endswith(f" {last[0]}"):
        head = head.removesuffix(f" {last[0]}")
    return f"{head} {name}".strip()


def _lend(clauses: Sequence[Clause], parts: Sequence[bool], indicators: list[str]) -> None:
    """Give numbers without words of their own the words of their neighbours, in place."""
    for number, clause in enumerate(clauses):
        if number and _restates(clause):
            indicators[number] = indicators[number - 1]
        elif indicators[number] in ("", "lần") or (
            _is_bare(clause) and not _counts_alone(clauses, number)
        ):
            full = (
                _lent(clauses[other], indicators[other], clause)
                for other in _fullest(clauses, parts, number)
            )
            indicators[number] = next((text for text in full if text), indicators[number])


def _lent(lender: Clause, indicator: str, clause: Clause) -> str:
    """ "Hộ nghèo giảm 3% (còn 7%)": the level that is reached is no amount of change."""
    change = lender.left.change
    is_level = clause.left.reached and not clause.left.change
    return indicator.removesuffix(f" {change}") if change and is_level else indicator


# "giảm 10% số vụ cháy (tối đa 57 vụ)": the same in another unit
_RESTATES = lazy_pattern(r"\s?\((?:\p{L}{1,8}\s){0,3}[≤≥]?\s?", regex.IGNORECASE)


def _restates(clause: Clause) -> bool:
    """Tell whether a number alone in parentheses says the one before it in another unit."""
    alone = _RESTATES.fullmatch(clause.left_text) and clause.right_text.startswith(")")
    return bool(alone) and clause.quantity.kind == "count"


def _counts_alone(clauses: Sequence[Clause], number: int) -> bool:
    """ "04 lớp cho 200 cán bộ, 02 hội thi": a noun of its own needs no words of its neighbours."""
    quantity = clauses[number].quantity
    others = {clause.quantity.unit for clause in (*clauses[:number], *clauses[number + 1 :])}
    return quantity.kind in ("count", "word") and quantity.unit not in others


def _fullest(clauses: Sequence[Clause], parts: Sequence[bool], number: int) -> Iterator[int]:
    """Yield the clauses that may lend a bare one their words.

    Those before it come first, then those behind; those beyond a semicolon and parts come last.
    """
    others = [
        other
        for other in (*range(number - 1, -1, -1), *range(number + 1, len(clauses)))
        if not _is_bare(clauses[other])
    ]
    segments = [0]
    for clause in clauses[1:]:
        segments.append(segments[-1] + (";" in clause.left_text))
    yield from sorted(others, key=lambda o: (parts[o], segments[o] != segments[number]))


def _is_bare(clause: Clause) -> bool:
    """A number that says nothing of its own: "… và 75% vào năm 2030", "tăng 8% so với năm 2023"."""
    says = clause.right and not clause.right.startswith("so với")
    return not clause.left.core and not says


def _is_place_of(clauses: Sequence[Clause], number: int, indicator: str) -> bool:
    """Tell whether the same thing is measured elsewhere, or of others.

    "Tỷ lệ rác thải đô thị được thu gom đạt 98%, nông thôn 85%", "Hài lòng người bệnh nội trú 92%,
    ngoại trú 90%"
    """
    clause, before = clauses[number], clauses[number - 1]
    if _is_named_part(clause, before, indicator):
        return True
    if clause.left_text.lstrip().startswith(",") and before.left.core and not before.right:
        return _is_short_beside(clause, before, indicator)
    return (
        clause.quantity.kind == "percent" == before.quantity.kind
        and len(indicator.split()) <= _SHORT_NAME
        and not clause.right
        and not is_measure(clause.left.core)
        and is_measure(before.left.core)
    )


# "(khu vực miền núi dưới 28%)", "75% đối với tuyến huyện", "40% ở khu vực nông thôn"
_NAMED_PART = lazy_pattern(
    r"(?:(?:ở|tại|đối với)\s)?(?:khu vực|vùng|miền|tuyến)(?!\p{L})", regex.IGNORECASE
)
_LONGEST_PART = 6


def _is_named_part(clause: Clause, before: Clause, indicator: str) -> bool:
    """Tell whether a share is of a part of what the share before it is of, by its first word."""
    return (
        clause.quantity.unit == before.quantity.unit == "%"
        and _NAMED_PART.match(indicator) is not None
        and len(indicator.split()) <= _LONGEST_PART
        and not (clause.left.core and clause.right)
    )


_SHORT_NAME = 3
_SHORT_BESIDE = 5


def _is_short_beside(clause: Clause, before: Clause, indicator: str) -> bool:
    words = len(indicator.split())
    return (
        words <= _SHORT_BESIDE
        and words < len(before.left.core.split())
        and not clause.right
        and clause.quantity.unit == before.quantity.unit
        and not has_predicate(indicator)
        and not is_measure(indicator)
        and indicator.split()[0].lower() not in before.left.core.lower().split()
    )


def parts_of(clauses: Sequence[Clause]) -> list[bool]:
    """Tell which clauses are parts of one before: "58 trạm (trong đó: VNPT 25 trạm)".

    Also the shares of a composite ("Cơ cấu: nông nghiệp 38%; dịch vụ 29%") and the members of a
    list ("Tỷ lệ ra lớp: nhà trẻ 25%; mẫu giáo 94%").
    """
    parts: list[bool] = []
    composite = bool(clauses) and _COMPOSITE.search(clauses[0].left_text) is not None
    members = bool(clauses) and not composite and bool(_composite_head(clauses[0]))
    depth = 0
    listed = False
    for number, clause in enumerate(clauses):
        if number == 0:
            parts.append(False)
        elif (
            _PART_OPENS.search(clause.left_text)
            or _opens_members(clauses, number)
            or (composite and not is_measure(clause.left.core))
            or (members and _is_member(clauses[0], clause))
        ):
            parts.append(True)
            listed = listed or _LIST_OPENS.search(clause.left_text) is not None
        else:
            listed = listed and parts[-1]
            is_next = _is_next_part(
                clauses[number - 1], clause, is_open=depth > 0, is_listed=listed
            )
            is_next = is_next and not (members and is_measure(clause.left.core))
            parts.append(parts[-1] and is_next)
        text = clause.left_text + clause.right_text
        depth += text.count("(") - text.count(")")
    return parts


def _is_next_part(before: Clause, clause: Clause, *, is_open: bool, is_listed: bool) -> bool:
    if before.quantity.unit != clause.quantity.unit:
        return False
    if ")" in before.right_text + clause.left_text:
        return False
    return is_open or is_listed or ";" not in clause.left_text


# "(Trong đó: VNPT:", ", trong đó rừng phòng hộ", "(nước mặt:"
# "chia ra: miền núi 18 căn; ven biển 12 căn": parts that semicolons part
_LIST = r"(?:chia ra|phân theo\s[^:;]{1,30}):"
_LIST_OPENS = lazy_pattern(_LIST, regex.IGNORECASE)
_PART_OPENS = lazy_pattern(
    rf"trong (?:đó|số (?:đó|này))|{_LIST}|\([^()]{{0,60}}:\s?$", regex.IGNORECASE
)
_COMPOSITE = lazy_pattern(
    r"(?P<head>(?:cơ cấu|tỷ trọng|tỉ trọng)[^:;]{0,120}?)\s?:\s?(?=\p{L})", regex.IGNORECASE
)


# "Tỷ lệ huy động trẻ ra lớp: nhà trẻ"
_MEMBERS = lazy_pattern(r"(?P<head>[^:;()]{4,120}):\s(?P<name>\p{L}[^:;()]{1,60})")
_LONGEST_MEMBER = 6


def _composite_head(clause: Clause) -> str:
    match = _COMPOSITE.search(clause.left_text)
    if match:
        return match.group("head")
    match = _MEMBERS.fullmatch(clause.left_text)
    if match is None or clause.right:
        return ""
    head, name = read_left(match["head"]).core, read_left(match["name"])
    is_list = is_measure(head) and 0 < len(name.core.split()) <= _LONGEST_MEMBER
    return head if is_list and not has_predicate(name.core) else ""


# "95% (thành thị 97%, nông thôn 93%)"
_NAMED_SHARE = lazy_pattern(r"[^()]{0,60}\((?P<name>\p{L}[\p{L}\s]{1,40})\s")


def _opens_members(clauses: Sequence[Clause], number: int) -> bool:
    """Tell whether a share opens a parenthesis in which another named share follows."""
    match = _NAMED_SHARE.fullmatch(clauses[number].left_text)
    if match is None or number + 1 >= len(clauses):
        return False
    clause, following = clauses[number], clauses[number + 1]
    return (
        clause.quantity.unit == clauses[number - 1].quantity.unit
        and bool(read_left(match["name"]).core)
        and _is_member(clause, clause)
        and ")" not in clause.right_text + following.left_text
        and _is_member(clause, following)
    )


def _is_member(first: Clause, clause: Clause) -> bool:
    """Tell whether a number with a short name belongs to the list that the first one opens."""
    return (
        clause.quantity.unit == first.quantity.unit
        and 0 < len(clause.left.core.split()) <= _LONGEST_MEMBER
        and (not clause.right or clause.right_text.startswith(")"))
        and not is_measure(clause.left.core)
        and not has_predicate(clause.left.core)
    )


def _part_name(clause: Clause) -> str:
    text = _PART_LEAD.sub("", clause.left_text)
    left = read_left(text)
    return (
        " ".join(word for word in (left.core, left.change) if word) if left.core else clause.right
    )


_PART_LEAD = lazy_pattern(
    r"^.{0,200}?(?:trong đó|trong số (?:đó|này)|chia ra|\()\s?:?\s?(?:trong đó\s?:?)?",
    regex.IGNORECASE,
)


def _own_indicator(clause: Clause) -> str:
    left, right, quantity = clause.left, clause.right, clause.quantity
    if clause.is_nested:
        return f"{quantity.unit} {right}".strip()
    if quantity.kind in ("count", "word"):
        return _counted_indicator(clause)
    if not left.core:
        return _said_behind(clause)
    if quantity.kind == "rate" and left.takes_object and not left.reached:
        return f"{left.core} {quantity.unit.split('/')[0]}".strip()
    if left.change:
        return " ".join(part for part in (left.core, left.change, _compared(clause)) if part)
    if left.reached or (left.marked and not right) or is_measure(left.core):
        tail = right if right.startswith(("so với", "tổng số", "trong tổng")) else ""
        return f"{left.core} {tail}".strip()
    return f"{left.core} {right}".strip()


def _said_behind(clause: Clause) -> str:
    """Return the words behind a number that has none before it."""
    left, right, quantity = clause.left, clause.right, clause.quantity
    if quantity.kind == "rate" and not right:
        # "đạt 10 bác sĩ/vạn dân": the noun counted is all that is said.
        return quantity.unit.split("/")[0].strip()
    if not left.change or not right:
        return right
    compared = _compared_to(clause)
    return f"{left.change} {right} {'' if compared in right else compared}".strip()


# "giảm 15% so với năm 2023": what a change is counted from
_COMPARED = lazy_pattern(
    r"\s?(?:/\p{Ll}{2,6}\s)?(?P<with>so với [^,;.()]{3,60}?)(?=\s?(?:[,;.()]|và|$))"
)


def _compared_to(clause: Clause) -> str:
    match = _COMPARED.search(clause.right_text)
    return match["with"] if match else ""


def _compared(clause: Clause) -> str:
    match = _COMPARED.match(clause.right_text)
    return match["with"] if match else ""


# "Sắp xếp lại khu khám bệnh, thêm 06 quầy": the verb behind the comma is all there is
_BARE_VERB = lazy_pattern(r",\s(?P<verb>thêm|tăng thêm|bổ sung|có thêm)\s$", regex.IGNORECASE)


def _counted_indicator(clause: Clause) -> str:
    left, right, quantity = clause.left, clause.right, clause.quantity
    bare = _BARE_VERB.search(clause.left_text)
    if bare:
        return " ".join(part for part in (bare["verb"], quantity.unit, right) if part)
    if left.change and not right:
        noun = "" if quantity.unit.lower() in _NO_NOUNS else quantity.unit
        return " ".join(part for part in (left.core, left.change, noun) if part)
    if left.core.endswith(" để"):
        # "Vận động xã hội hóa để có thêm 600 suất học bổng": what for, not what.
        return f"{quantity.unit} {right}".strip()
    if is_measure(left.core) and not right and quantity.unit.lower().split("/")[0] in _PHYSICAL:
        return left.core
    if left.core and (left.marked or left.reached) and not right:
        return f"{left.core} {quantity.unit}" if is_own_verb(left.core) else left.core
    core = last_clause(left.core)
    each = PER_EACH.search(core)
    if each:
        core = core[each.end() :]
    core = " ".join(PER_TIME.sub(" ", core).split())
    # "02 lần/tuần" counts what is done, "trong vòng 30 phút" how long: no nouns.
    unit = "" if core and quantity.unit.lower() in _NO_NOUNS else quantity.unit
    return " ".join(part for part in (core.strip(), unit, right) if part)


# "Diện tích gieo trồng 2.300 ha"
_PHYSICAL = frozenset(("ha", "héc ta", "tấn", "tạ", "kg", "km", "m2", "m3", "m²", "m³", "lít"))
_NO_NOUNS = frozenset(("lần", "phút", "giờ", "ngày", "ngày làm việc", "bậc", "tuổi"))


def _with_shared_verb(clauses: Sequence[Clause], number: int, indicator: str) -> str:
    """ "tuyên truyền cho người học tại 100% trường và trên 70% lao động": one verb for both."""
    before, clause = clauses[number - 1], clauses[number]
    if (
        before.quantity.kind == "percent" == clause.quantity.kind
        and not clause.left.core
        and before.left.core
        and not before.left.reached
        and not before.left.marked
        and before.right_text.strip()
        and clause.left_text.strip().lower().startswith("và")
    ):
        return f"{before.left.core} {indicator}"
    return indicator


def _with_shared_predicate(
    clauses: Sequence[Clause], indicators: Sequence[str], number: int
) -> str:
    """ "Trên 80% trạm y tế và 100% cơ sở cai nghiện đủ điều kiện": one predicate for both."""
    indicator = indicators[number]
    if number + 1 >= len(clauses):
        return indicator
    clause, following = clauses[number], clauses[number + 1]
    joined = following.left_text.strip().lower()
    if (
        clause.quantity.kind == "percent" == following.quantity.kind
        and not clause.left.core
        and not following.left.core
        and clause.right
        and not has_predicate(clause.right)
        and joined.startswith(("và", ","))
    ):
        return f"{indicator} {predicate_of(following.right) or following.right}".strip()
    return indicator
