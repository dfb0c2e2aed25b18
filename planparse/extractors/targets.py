"""Numeric targets (chỉ tiêu): quantities that someone is to reach, keep or not exceed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from planparse.extractors.base import Extractor, Passage, paragraphs
from planparse.extractors.commitment import is_commitment, is_excluded, is_measured
from planparse.extractors.horizons import (
    Horizon,
    find_horizons,
    horizon_of,
    inherited_horizon,
)
from planparse.extractors.indicators import (
    GOAL_SEPARATOR,
    LeftSide,
    has_predicate,
    is_measure,
    last_clause,
    predicate_of,
    read_left,
    read_right,
    restored,
)
from planparse.extractors.quantities import Quantity, find_quantities, read_comparator
from planparse.extractors.target_tables import find_in_tables
from planparse.lexicon import load_words
from planparse.model import Finding, Target
from planparse.model.records import Comparator, Direction
from planparse.text.ocr import Repair, find_damaged, mend

# A sentence ends at a full stop before a capital; not inside "TP. Vinh", "ThS. Lan".
_SENTENCE = regex.compile(r"(?<!\b(?:TP|ThS|TS|BS|Tr|tr|đ/c|Đ/c|St|PGS))[.!?]\s+(?=[\p{Lu}\"(\d-])")
# "từ 35% … lên 60%", "từ 23 ca/1.000 phụ nữ xuống 18 ca": the first number is the baseline
_RISES = regex.compile(
    r"(?:^|\s)(?:lên|xuống|còn|lên đến|xuống còn|lên thành)(?:\s(?:đạt|còn|mức|đến|khoảng|trên"
    r"|dưới)){0,2}\s?$",
    regex.IGNORECASE,
)
_FROM = regex.compile(r"(?<!\p{L})từ\s?(?:mức\s|khoảng\s|trên\s|dưới\s)?$", regex.IGNORECASE)
# "(năm 2023 đạt 78,6%)", "(thực hiện năm 2023: 21%)": the parenthesis is the baseline
_STATED_BEFORE = regex.compile(
    r"^[^()]{0,40}\((?:thực hiện|kết quả|ước|hiện nay|hiện tại|năm|tăng so với"
    r"|so với)?\s?(?:năm\s\d{4}|đạt|là|chiếm|:|\s){0,6}$",
    regex.IGNORECASE,
)
_PER_AFTER = regex.compile(r"\s?/\s?(?P<per>năm|quý|tháng|tuần|\p{Ll}{2,8})(?!\p{L})")
_PER_TIME = regex.compile(
    r"(?<!\p{L})(?:mỗi|hằng|hàng|từng|một|bình quân|trong)\s(?P<time>năm|quý|tháng|tuần)(?!\p{L}"
    r"|\s\d)",
    regex.IGNORECASE,
)
_PER_EACH = regex.compile(
    r"(?<!\p{L})(?:mỗi|từng)\s(?P<noun>(?!năm|quý|tháng"
    r"|tuần)[\p{L}\-]{1,8}(?:,?\s[\p{L}\-]{1,8}){0,7}?)(?=\s(?:có|phải|ít|tối|duy|xây|tổ|thành"
    r"|phấn|đăng|hỗ|giúp|ở|trên|được|đạt|là|mở|trồng|kết|vận|bố|không|đảm|bảo|nhận|thực|từ|cử"
    r"|giới|phát|lập|hằng|hàng|mỗi|sẽ|cần|\d)|,\s(?:mỗi|hằng|hàng))",
    regex.IGNORECASE,
)
# A verb of direction further away than this belongs to another clause.
_DIRECTION_REACH = 120
_TIMES = {"năm": "year", "quý": "quarter", "tháng": "month", "tuần": "week"}
_DIRECTIONS: tuple[tuple[Direction, regex.Pattern[str]], ...] = (
    (
        "maintain",
        regex.compile(r"(?<!\p{L})(?:duy trì|giữ vững|giữ ổn định)(?!\p{L})", regex.IGNORECASE),
    ),
    (
        "decrease",
        regex.compile(
            r"(?<!\p{L})(?:giảm|kéo giảm|xuống|hạ (?:tỷ|tỉ|mức)|cắt giảm|rút ngắn|khống chế"
            r"|không quá)(?!\p{L})",
            regex.IGNORECASE,
        ),
    ),
    ("increase", regex.compile(r"(?<!\p{L})(?:tăng|nâng|lên)(?!\p{L})", regex.IGNORECASE)),
)
# A digit, or a bound with a number word: "ít nhất một", "tối thiểu hai".
_MAY_COUNT = regex.compile(r"\d|(?:nhất|thiểu|dưới)\s(?:một|hai|ba|bốn|năm|mười)", regex.IGNORECASE)
_SEPARATOR = regex.compile(r", | và | - ")
# What may follow a number before the next one's words begin: "trở lên,", "/năm;", "vào năm 2025 và"
_NUMBER_TAIL = regex.compile(
    r"\s?(?:trở lên|/\p{Ll}{2,6}|so với[^,;]{0,40}|(?:vào|đến|trong)\s(?:cuối\s"
    r"|hết\s)?năm\s\d{4})?\s?(?:[,;.(]|(?=và\s))"
)
_SKIPPED_PARTS = frozenset(("head", "preamble", "closing", "footnote"))


@dataclass(frozen=True, slots=True)
class _Clause:
    """A quantity in its sentence: the words on both sides that are its own."""

    quantity: Quantity
    left_text: str
    right_text: str
    left: LeftSide
    right: str
    is_nested: bool


def find(passage: Passage) -> Iterator[Target | Finding]:
    """Yield the targets of a passage."""
    if passage.part in _SKIPPED_PARTS or passage.role in ("background", "budget"):
        return
    for block, (offset, text) in zip(passage.blocks, paragraphs(passage), strict=True):
        if block.kind == "paragraph" and _MAY_COUNT.search(text):
            yield from _in_paragraph(passage, offset, text)
    yield from find_in_tables(passage)


def _in_paragraph(passage: Passage, offset: int, text: str) -> Iterator[Target]:
    repairs = find_damaged(text, load_words("damaged"))
    mended = mend(text, repairs)
    quantities = [q for q in find_quantities(mended) if is_measured(q, mended[: q.start])]
    if not quantities:
        return
    paragraph = _Paragraph(
        passage,
        offset,
        text,
        mended,
        tuple(find_horizons(mended, passage)),
        inherited_horizon(passage, offset),
        tuple(repairs),
    )
    for start, end in _sentences(mended):
        own = [q for q in quantities if start <= q.start < end]
        sentence = _Sentence(paragraph, mended, start, end)
        yield from _in_sentence(sentence, own)


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A paragraph at `offset` of its passage, as printed and with its damaged cues mended."""

    passage: Passage
    offset: int
    printed: str
    mended: str
    horizons: tuple[Horizon, ...]
    inherited: str | None
    repairs: tuple[Repair, ...]


@dataclass(frozen=True, slots=True)
class _Sentence:
    """The sentence `start:end` of a paragraph; `text` is the whole mended paragraph."""

    paragraph: _Paragraph
    text: str
    start: int
    end: int


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _SENTENCE.finditer(text):
        yield start, match.start() + 1
        start = match.end()
    yield start, len(text)


def _in_sentence(sentence: _Sentence, quantities: Sequence[Quantity]) -> Iterator[Target]:
    baselines, quantities = _take_baselines(sentence.text, quantities)
    clauses = _clauses(sentence, quantities, baselines)
    indicators = _indicators(clauses)
    accepted = False
    for number in range(len(clauses)):
        accepted = _is_accepted(sentence, clauses, number, indicators[number], accepted)
        if accepted:
            yield _target(sentence, clauses, number, indicators[number], baselines)


def _is_accepted(
    sentence: _Sentence, clauses: Sequence[_Clause], number: int, indicator: str, before: bool
) -> bool:
    """Tell whether the plan commits to a quantity; a part stands or falls with its whole."""
    clause = clauses[number]
    if not indicator or (clause.is_nested and clause.quantity.kind == "word"):
        return False
    ahead = sentence.text[clause.quantity.end : sentence.end].split(";")[0]
    if is_excluded(clause.left_text, ahead):
        return False
    if before and _is_part(clauses, number):
        return True
    return is_commitment(
        clause.quantity, clause.left_text, clause.right_text, indicator, sentence.paragraph.passage
    )


@dataclass(frozen=True, slots=True)
class _Baseline:
    """The value a change starts from, and where its words begin ("từ 35%")."""

    value: int | float
    start: int


def _take_baselines(
    text: str, quantities: Sequence[Quantity]
) -> tuple[dict[int, _Baseline], list[Quantity]]:
    """Take out numbers that only say where a target starts from; keyed by the target's place."""
    baselines: dict[int, _Baseline] = {}
    kept: list[Quantity] = []
    for quantity in quantities:
        last = kept[-1] if kept else None
        if last is not None and last.value_max is None:
            between = text[last.end : quantity.start]
            origin = _FROM.search(text[max(0, last.start - 20) : last.start])
            if origin and _RISES.search(between) and len(between) < 60:
                kept.pop()
                start = max(0, last.start - 20) + origin.start()
                baselines[quantity.start] = _Baseline(last.value, start)
            elif _STATED_BEFORE.search(between) and quantity.kind == last.kind:
                baselines[last.start] = _Baseline(quantity.value, quantity.start)
                continue
        kept.append(quantity)
    return baselines, kept


def _clauses(
    sentence: _Sentence, quantities: Sequence[Quantity], baselines: dict[int, _Baseline]
) -> list[_Clause]:
    """Give each quantity the words that are its own."""
    clauses: list[_Clause] = []
    begin = sentence.start
    for number, quantity in enumerate(quantities):
        left_text = sentence.text[begin : quantity.start]
        nested = _is_nested(clauses, left_text, quantity)
        following = _next_start(sentence, quantities, number)
        cut = _cut(sentence.text, quantity, following, sentence.end)
        right_end = cut if following is not None else sentence.end
        right_text = sentence.text[quantity.end : right_end]
        clauses.append(
            _Clause(
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
    sentence: _Sentence, begin: int, quantity: Quantity, baselines: dict[int, _Baseline]
) -> LeftSide:
    baseline = baselines.get(quantity.start)
    if baseline is None or baseline.start > quantity.start:
        return read_left(sentence.text[begin : quantity.start])
    left = read_left(sentence.text[begin : baseline.start])
    return LeftSide(left.core, True, left.takes_object, left.marked)


def _next_start(sentence: _Sentence, quantities: Sequence[Quantity], number: int) -> int | None:
    return quantities[number + 1].start if number + 1 < len(quantities) else None


def _cut(text: str, quantity: Quantity, following: int | None, end: int) -> int:
    """Return where the words of `quantity` end and those of the next one begin."""
    if following is None:
        return end
    between = text[quantity.end : following]
    semicolon = between.find(";")
    if semicolon >= 0:
        return quantity.end + semicolon
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
    tail = between.rfind(left.core[-12:]) + len(left.core[-12:])
    separators = [m.start() for m in _SEPARATOR.finditer(between) if m.start() <= tail]
    measured = [
        at for at in separators if is_measure(between[at:].lstrip(" ,-").removeprefix("và "))
    ]
    chosen = measured or separators
    return quantity.end + (chosen[-1] if chosen else tail)


def _is_nested(clauses: Sequence[_Clause], left_text: str, quantity: Quantity) -> bool:
    """ "100% xã mỗi quý có ít nhất 04 tin": a count inside what a share says."""
    if not clauses or quantity.kind not in ("count", "word"):
        return False
    outer = clauses[-1].quantity
    joined = clauses[-1].right_text + left_text
    return (
        outer.kind == "percent"
        and bool(
            regex.search(
                r"(?:ít nhất|tối thiểu|không dưới|từ|trên)\s?(?:có\s)?$",
                left_text,
                regex.IGNORECASE,
            )
        )
        and not regex.search(r";|,\s|\.\s", joined[-40:].split("có")[0][-6:])
        and ";" not in joined
    )


def _with_nested(sentence: _Sentence, clauses: list[_Clause]) -> list[_Clause]:
    """A share that holds a nested count says all of it: its words reach to the sentence's end."""
    result = list(clauses)
    for number, clause in enumerate(clauses):
        if clause.is_nested and number and not clauses[number - 1].is_nested:
            outer = clauses[number - 1]
            whole = sentence.text[outer.quantity.end : clause.quantity.end] + clause.right_text
            result[number - 1] = _Clause(
                outer.quantity, outer.left_text, whole, outer.left, read_right(whole), False
            )
    return result


def _indicators(clauses: Sequence[_Clause]) -> list[str]:
    indicators: list[str] = []
    head = ""
    for number, clause in enumerate(clauses):
        indicator = _own_indicator(clause)
        if _is_part(clauses, number) and head:
            indicator = f"{head} {_part_name(clause)}".strip()
        elif indicator and number and not clause.is_nested:
            indicator = restored(indicator, indicators[-1])
            indicator = _with_shared_verb(clauses, number, indicator)
        if not _is_part(clauses, number):
            head = _composite_head(clause) or indicator
        indicators.append(indicator)
    for number in range(len(clauses)):
        if not indicators[number] or _is_bare(clauses[number]):
            near = [*range(number - 1, -1, -1), *range(number + 1, len(clauses))]
            full = (indicators[other] for other in near if not _is_bare(clauses[other]))
            indicators[number] = next((text for text in full if text), indicators[number])
    return [_with_shared_predicate(clauses, indicators, number) for number in range(len(clauses))]


def _is_bare(clause: _Clause) -> bool:
    """A number that says nothing of its own: "… và 75% vào năm 2030", "tăng 8% so với năm 2023"."""
    says = clause.right and not clause.right.startswith("so với")
    return not clause.left.core and not says


def _is_part(clauses: Sequence[_Clause], number: int) -> bool:
    """ "58 trạm (trong đó: VNPT 25 trạm)", "Cơ cấu: nông nghiệp 38%; dịch vụ 29%"."""
    if number == 0:
        return False
    clause, before = clauses[number], clauses[number - 1]
    if _PART_OPENS.search(clause.left_text):
        return True
    if _composite_head(clauses[0]) and not is_measure(clause.left.core):
        return True
    if not _is_part(clauses, number - 1) or before.quantity.unit != clause.quantity.unit:
        return False
    if ")" in before.right_text + clause.left_text:
        return False
    return _is_open(clauses[:number]) or ";" not in clause.left_text


def _is_open(clauses: Sequence[_Clause]) -> bool:
    text = "".join(clause.left_text + clause.right_text for clause in clauses)
    return text.count("(") > text.count(")")


# "(Trong đó: VNPT:", ", trong đó rừng phòng hộ", "(nước mặt:"
_PART_OPENS = regex.compile(r"trong đó|\([^()]{0,60}:\s?$", regex.IGNORECASE)
_COMPOSITE = regex.compile(
    r"(?P<head>(?:cơ cấu|tỷ trọng|tỉ trọng)[^:;]{0,120}?)\s?:\s?(?=\p{L})", regex.IGNORECASE
)


def _composite_head(clause: _Clause) -> str:
    match = _COMPOSITE.search(clause.left_text)
    return match.group("head") if match else ""


def _part_name(clause: _Clause) -> str:
    text = _PART_LEAD.sub("", clause.left_text)
    return read_left(text).core or clause.right


_PART_LEAD = regex.compile(r"^.{0,200}?(?:trong đó|\()\s?:?\s?(?:trong đó\s?:?)?", regex.IGNORECASE)


def _own_indicator(clause: _Clause) -> str:
    left, right, quantity = clause.left, clause.right, clause.quantity
    if clause.is_nested:
        return f"{quantity.unit} {right}".strip()
    if quantity.kind in ("count", "word"):
        return _counted_indicator(left, right, quantity)
    if not left.core:
        return right
    if quantity.kind == "rate" and left.takes_object and not left.reached:
        return f"{left.core} {quantity.unit.split('/')[0]}".strip()
    if left.reached or left.marked or is_measure(left.core):
        tail = right if right.startswith(("so với", "tổng số", "trong tổng")) else ""
        return f"{left.core} {tail}".strip()
    return f"{left.core} {right}".strip()


def _counted_indicator(left: LeftSide, right: str, quantity: Quantity) -> str:
    if left.core and (left.marked or left.reached) and not right:
        return left.core
    core = last_clause(left.core)
    each = _PER_EACH.search(core) or _PER_TIME.search(core)
    if each:
        core = core[each.end() :]
    return " ".join(part for part in (core.strip(), quantity.unit, right) if part)


def _with_shared_verb(clauses: Sequence[_Clause], number: int, indicator: str) -> str:
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
    clauses: Sequence[_Clause], indicators: Sequence[str], number: int
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
        return f"{indicator} {predicate_of(following.right)}".strip()
    return indicator


def _target(
    sentence: _Sentence,
    clauses: Sequence[_Clause],
    number: int,
    indicator: str,
    baselines: dict[int, _Baseline],
) -> Target:
    clause = clauses[number]
    quantity = clause.quantity
    before = clauses[number - 1].quantity.end if number else sentence.start
    after = clauses[number + 1].quantity.start if number + 1 < len(clauses) else sentence.end
    own = horizon_of(
        sentence.text[: sentence.end],
        (quantity.start, quantity.end),
        (before, after),
        [
            h
            for h in sentence.paragraph.horizons
            if sentence.start <= h.start < sentence.end
            and not _is_in_baseline(h, quantity, baselines)
        ],
    )
    by = own.by if own else sentence.paragraph.inherited
    start, end = (
        sentence.paragraph.offset + quantity.start,
        sentence.paragraph.offset + quantity.end,
    )
    left = sentence.text[sentence.start : quantity.start]
    return sentence.paragraph.passage.record(
        Target,
        f"target-{_RULES[quantity.kind]}",
        start,
        end,
        value=quantity.value,
        value_max=quantity.value_max,
        unit=sentence.paragraph.printed[quantity.end - len(quantity.unit) : quantity.end]
        if sentence.text[: quantity.end].endswith(quantity.unit)
        else quantity.unit,
        comparator=_comparator(clauses, number),
        by=by,
        baseline=baselines[quantity.start].value if quantity.start in baselines else None,
        per=_per(clause, left),
        indicator=indicator,
        direction=_direction(clause),
        inferred=() if own or by is None else ("by",),
        repaired_from=_repaired(sentence, quantity),
    )


def _is_in_baseline(horizon: Horizon, quantity: Quantity, baselines: dict[int, _Baseline]) -> bool:
    """ "(năm 2023 đạt 78,6%)": the year of the baseline is not that of the target."""
    baseline = baselines.get(quantity.start)
    return baseline is not None and quantity.end <= horizon.start < baseline.start


_RULES = {
    "percent": "percent",
    "rate": "rate",
    "multiple": "multiple",
    "money": "money",
    "count": "count",
    "word": "count",
}


def _comparator(clauses: Sequence[_Clause], number: int) -> Comparator:
    """A second horizon of the same indicator takes over the bound of the first."""
    clause = clauses[number]
    comparator = read_comparator(clause.left_text, clause.right_text, clause.quantity)
    if (
        comparator == "eq"
        and number
        and not clause.left.core
        and not clause.right
        and not clause.left.reached
        and clauses[number - 1].quantity.unit == clause.quantity.unit
    ):
        before = clauses[number - 1]
        inherited = read_comparator(before.left_text, before.right_text, before.quantity)
        return inherited if inherited in ("ge", "le", "gt", "lt") else comparator
    return comparator


def _per(clause: _Clause, left: str) -> str | None:
    after = _PER_AFTER.match(clause.right_text)
    if after:
        return _TIMES.get(after.group("per"), after.group("per"))
    own = clause.left_text if clause.is_nested else left
    times = list(_PER_TIME.finditer(own))
    if times and ";" not in own[times[-1].end() :]:
        return _TIMES[times[-1].group("time").lower()]
    each = list(_PER_EACH.finditer(own))
    if each and ";" not in own[each[-1].end() :]:
        return " ".join(each[-1].group("noun").split())
    return None


def _direction(clause: _Clause) -> Direction | None:
    near = clause.left_text.rsplit(";", 1)[-1][-_DIRECTION_REACH:]
    for direction, pattern in _DIRECTIONS:
        if pattern.search(near):
            return direction
    return None


def _repaired(sentence: _Sentence, quantity: Quantity) -> str | None:
    """Return the damaged cue of the quantity's clause as printed, if it has one."""
    start = max(sentence.start, sentence.text.rfind(";", sentence.start, quantity.start))
    own = (
        r.printed
        for r in sentence.paragraph.repairs
        if start <= r.start and r.end <= quantity.start
    )
    return next(own, None)


TARGETS = Extractor(
    name="targets",
    record=Target,
    find=find,
    rules=("target-percent", "target-count", "target-rate", "target-multiple", "target-money"),
    cues=(
        "0",
        "1",
        "2",
        "3",
        "4",
        "5",
        "6",
        "7",
        "8",
        "9",
        "ít nhất ",
        "tối thiểu ",
        "không dưới ",
    ),
)
