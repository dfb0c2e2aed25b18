"""A sentence with several numbers, cut so that each number has the words that are its own.

"Tỷ lệ A đạt 50% và tỷ lệ B đạt 60% vào năm 2025" gives two clauses. A number that only says where a
target starts from ("từ 35% lên 60%") is taken out as its baseline.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import regex

from planparse.extractors.horizons import year_beside
from planparse.extractors.quantities import Quantity
from planparse.extractors.sides import (
    GOAL_SEPARATOR,
    LeftSide,
    is_measure,
    read_left,
    read_right,
)
from planparse.text.patterns import lazy_pattern

# "từ 35% … lên 60%", "từ 23 ca/1.000 phụ nữ xuống 18 ca": the first number is the baseline
_RISES = lazy_pattern(
    r"(?:^|\s)(?:lên|xuống|còn|lên đến|xuống còn|lên thành)(?:\s(?:đạt|còn|mức|đến|khoảng|trên"
    r"|dưới)){0,2}\s?$",
    regex.IGNORECASE,
)
_FROM = lazy_pattern(r"(?<!\p{L})từ\s?(?:mức\s|khoảng\s|trên\s|dưới\s)?$", regex.IGNORECASE)
# "(năm 2023 đạt 78,6%)", "(thực hiện năm 2023: 21%)": the parenthesis is the baseline
_STATED_BEFORE = lazy_pattern(
    r"^[^()]{0,40}\((?:thực hiện|kết quả|ước|hiện nay|hiện tại|năm|tăng so với"
    r"|so với)?\s?(?:năm\s\d{4}|đạt|là|chiếm|:|\s){0,6}$",
    regex.IGNORECASE,
)
# "mỗi quý", "bình quân năm"; "mỗi cơ sở Hội": what a number is counted by
PER_TIME = lazy_pattern(
    r"(?<!\p{L})(?:mỗi|hằng|hàng|từng|một|bình quân)\s(?P<time>năm|quý|tháng|tuần)(?!\p{L}"
    r"|\s\d)",
    regex.IGNORECASE,
)
PER_EACH = lazy_pattern(
    r"(?<!\p{L})(?:mỗi|từng)\s(?P<noun>(?!năm|quý|tháng"
    r"|tuần)[\p{L}\-]{1,8}(?:,?\s[\p{L}\-]{1,8}){0,7}?)(?=\s(?:có|phải|ít|tối|duy|xây|tổ|thành"
    r"|phấn|đăng|hỗ|giúp|ở|trên|được|đạt|là|mở|trồng|kết|vận|bố|không|đảm|bảo|nhận|thực|từ|cử"
    r"|giới|phát|lập|dành|đọc|treo|hằng|hàng|mỗi|sẽ|cần|viết|chuyển|giảm|tăng|\d)"
    r"|,\s(?:mỗi|hằng|hàng))",
    regex.IGNORECASE,
)
_SEPARATOR = lazy_pattern(r", | và | - ")
# What may follow a number before the next one's words begin: "trở lên,", "/năm;", "vào năm 2025 và"
_NUMBER_TAIL = lazy_pattern(
    r"\s?(?:trở lên|/\p{Ll}{2,6}|so với[^,;]{0,40}|(?:vào|đến|trong)\s(?:cuối\s"
    r"|hết\s)?năm\s\d{4})?\s?(?:[,;.(]|(?=và\s))"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """The sentence `start:end` of a paragraph; `text` is the whole paragraph."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Clause:
    """A quantity in its sentence: the words on both sides that are its own."""

    quantity: Quantity
    left_text: str
    right_text: str
    left: LeftSide
    right: str
    is_nested: bool


@dataclass(frozen=True, slots=True)
class Baseline:
    """The value a change starts from, and where its words begin ("từ 35%")."""

    value: int | float
    start: int


def take_baselines(
    text: str, quantities: Sequence[Quantity], year: int | None = None
) -> tuple[dict[int, Baseline], list[Quantity]]:
    """Take out numbers that only say where a target starts from; keyed by the target's place.

    `year` is the plan's own: "80% (năm 2030 là 85%)" states no baseline in a plan of 2024.
    """
    baselines: dict[int, Baseline] = {}
    kept: list[Quantity] = []
    for quantity in quantities:
        last = kept[-1] if kept else None
        if last is not None and _is_in_subject(text, last, quantity):
            kept.pop()
        elif last is not None and last.value_max is None:
            between = text[last.end : quantity.start]
            origin = _FROM.search(text[max(0, last.start - 20) : last.start])
            is_open = "trở lên" in between or "trở xuống" in between
            if origin and not is_open and _RISES.search(between) and len(between) < 60:
                kept.pop()
                start = max(0, last.start - 20) + origin.start()
                baselines[quantity.start] = Baseline(last.value, start)
            elif _is_ahead(between, year):
                kept.append(quantity)
                continue
            elif _STATED_BEFORE.search(between) and quantity.kind == last.kind:
                baselines[last.start] = Baseline(quantity.value, quantity.start)
                continue
        kept.append(quantity)
    return baselines, kept


def _is_ahead(between: str, year: int | None) -> bool:
    """Tell whether a parenthesis states a year behind the plan's own: a second horizon."""
    stated = year_beside(between)
    return stated is not None and year is not None and int(stated.by) > year


# "Điểm trung bình 83 tiêu chí đạt 3,6 điểm": the first number is part of what is measured
_SUBJECT_END = lazy_pattern(
    r"\s?(?:[^\W\d]{1,8}\s){0,4}(?:đạt|là|bằng)\s(?:từ\s|trên\s|mức\s)?", regex.IGNORECASE
)
_NAMES_SUBJECT = lazy_pattern(
    r"(?<!\p{L})(?:trung bình|bình quân|của|trong|theo)\s?$", regex.IGNORECASE
)


def _is_in_subject(text: str, first: Quantity, second: Quantity) -> bool:
    return (
        first.kind == "count"
        and _SUBJECT_END.fullmatch(text, first.end, second.start) is not None
        and _NAMES_SUBJECT.search(text, max(0, first.start - 12), first.start) is not None
    )


_PREDICATE = lazy_pattern(r"(?<!\p{L})được\s", regex.IGNORECASE)
_AT_LEAST = lazy_pattern(r"(?:ít nhất|tối thiểu|không dưới|từ|trên)\s?(?:có\s)?$", regex.IGNORECASE)
_BREAK = lazy_pattern(r";|,\s|\.\s")


def cut_clauses(
    sentence: Sentence, quantities: Sequence[Quantity], baselines: Mapping[int, Baseline]
) -> list[Clause]:
    """Give each quantity the words that are its own."""
    clauses: list[Clause] = []
    begin = sentence.start
    for number, quantity in enumerate(quantities):
        left_text = sentence.text[begin : quantity.start]
        nested = _is_nested(clauses, left_text, quantity)
        following = _next_start(sentence, quantities, number)
        cut = _cut(sentence.text, quantity, following, sentence.end)
        right_end = cut if following is not None else sentence.end
        right_text = sentence.text[quantity.end : right_end]
        clauses.append(
            Clause(
                quantity,
                left_text,
                right_text,
                _left_side(sentence, begin, quantity, baselines),
                read_right(right_text),
                nested,
            )
        )
        begin = right_end if following is not None else sentence.end
    return _with_nested(sentence, clauses)


def _left_side(
    sentence: Sentence, begin: int, quantity: Quantity, baselines: Mapping[int, Baseline]
) -> LeftSide:
    baseline = baselines.get(quantity.start)
    if baseline is None or baseline.start > quantity.start:
        return read_left(sentence.text[begin : quantity.start])
    left = read_left(sentence.text[begin : baseline.start])
    return LeftSide(left.core, True, left.takes_object, left.marked)


def _next_start(sentence: Sentence, quantities: Sequence[Quantity], number: int) -> int | None:
    return quantities[number + 1].start if number + 1 < len(quantities) else None


def _cut(text: str, quantity: Quantity, following: int | None, end: int) -> int:
    """Return where the words of `quantity` end and those of the next one begin."""
    if following is None:
        return end
    between = text[quantity.end : following]
    semicolon = between.find(";")
    if semicolon >= 0:
        return quantity.end + semicolon
    parenthesis = between.rfind("(")
    if parenthesis >= 0 and ")" not in between[parenthesis:]:
        return quantity.end + parenthesis
    opening = _NUMBER_TAIL.match(between)
    if opening:
        return quantity.end + max(
            0, opening.end() - between[: opening.end()].endswith(tuple(",;.("))
        )
    goals = list(GOAL_SEPARATOR.finditer(between))
    if goals:
        return quantity.end + goals[-1].start()
    left = read_left(between)
    if not left.core:
        return quantity.end
    # The core has lost its quotation marks, and may not stand in the text as it is.
    place = between.rfind(left.core[-12:])
    tail = place + len(left.core[-12:]) if place >= 0 else len(between)
    every = list(_SEPARATOR.finditer(between))
    if every and not read_left(between[every[-1].end() :]).core:
        # "50% số thôn, tổ dân phố …, nâng lên 75%": the last number has no words of its own.
        return quantity.end + every[-1].start()
    separators = [m.start() for m in every if m.start() <= tail]
    measured = [
        at for at in separators if is_measure(between[at:].lstrip(" ,-").removeprefix("và "))
    ]
    chosen = measured or separators
    return quantity.end + (chosen[-1] if chosen else tail)


def _is_nested(clauses: Sequence[Clause], left_text: str, quantity: Quantity) -> bool:
    """ "100% xã mỗi quý có ít nhất 04 tin": a count inside what a share says."""
    if not clauses or quantity.kind not in ("count", "word"):
        return False
    outer = clauses[-1].quantity
    joined = clauses[-1].right_text + left_text
    if outer.kind == "percent" and quantity.unit == "lần" and _PREDICATE.search(left_text):
        # "100% cơ sở karaoke, vũ trường được kiểm tra 02 lần": how often, of all of them.
        return ";" not in joined and not is_measure(left_text.lstrip(" ,"))
    return (
        outer.kind == "percent"
        and ";" not in joined
        and _AT_LEAST.search(left_text) is not None
        and _BREAK.search(joined[-40:].split("có")[0][-6:]) is None
    )


def _with_nested(sentence: Sentence, clauses: list[Clause]) -> list[Clause]:
    """A share that holds a nested count says all of it: its words reach to the sentence's end."""
    result = list(clauses)
    for number, clause in enumerate(clauses):
        if clause.is_nested and number and not clauses[number - 1].is_nested:
            outer = clauses[number - 1]
            whole = sentence.text[outer.quantity.end : clause.quantity.end] + clause.right_text
            result[number - 1] = Clause(
                outer.quantity, outer.left_text, whole, outer.left, read_right(whole), False
            )
    return result
