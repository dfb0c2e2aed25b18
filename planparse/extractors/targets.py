"""Numeric targets (chỉ tiêu): quantities that someone is to reach, keep or not exceed."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import regex

from planparse.extractors.base import Extractor, Passage, paragraphs
from planparse.extractors.clauses import (
    Baseline,
    Clause,
    Sentence,
    cut_clauses,
    take_baselines,
)
from planparse.extractors.commitment import (
    is_commitment,
    is_excluded,
    is_group_size,
    is_measured,
    is_of_past_year,
    is_said_of_now,
)
from planparse.extractors.flat_lists import open_members
from planparse.extractors.horizons import (
    Horizon,
    find_horizons,
    horizon_of,
    inherited_horizon,
    is_spent,
    opening_horizon,
    respective_year,
    shared_horizon,
)
from planparse.extractors.indicators import indicators_of, parts_of
from planparse.extractors.named_units import find_named
from planparse.extractors.quantities import Quantity, find_quantities
from planparse.extractors.target_fields import comparator_of, direction_of, per_of
from planparse.extractors.target_tables import find_in_tables
from planparse.lexicon import load_words
from planparse.model import Finding, Target
from planparse.outline.markers import read_marker
from planparse.text.ocr import Repair, find_damaged, find_damaged_figures, mend
from planparse.text.patterns import lazy_pattern

# A sentence ends at a full stop before a capital; not inside "TP. Vinh", "ThS. Lan".
_SENTENCE = lazy_pattern(r"(?<!\b(?:TP|ThS|TS|BS|Tr|tr|đ/c|Đ/c|St|PGS))[.!?]\s+(?=[\p{Lu}\"(\d-])")
_LONGEST_SENTENCE = 1200
_PARENTHESIS = lazy_pattern(r"\([^()]{0,200}\)")
# How far before a number stand the words that make it the size of a group.
_GROUP_REACH = 80
_THIS_YEAR = lazy_pattern(
    r"(?<!\p{L})(?:trong năm|cả năm|năm nay|năm học này|hằng năm|hàng năm|mỗi năm)(?!\p{L}|\s\d)",
    regex.IGNORECASE,
)
# A digit, or a number word: "ít nhất một", "mở ba lớp".
_DIGIT = lazy_pattern(r"\d")
_COUNT_IN_WORDS = re.compile(r"\s(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)\s")
_SKIPPED_PARTS = frozenset(("head", "preamble", "closing", "footnote"))


def find(passage: Passage) -> Iterator[Target | Finding]:
    """Yield the targets of a passage."""
    if passage.part in _SKIPPED_PARTS or passage.role in ("background", "budget"):
        return
    for block, (offset, text) in zip(passage.blocks, paragraphs(passage), strict=True):
        if block.kind == "paragraph" and _may_count(text):
            number = _own_number(passage, offset, text)
            yield from _in_paragraph(passage, offset + number, text[number:])
    yield from find_in_tables(passage)


def _may_count(text: str) -> bool:
    return _DIGIT.search(text) is not None or _COUNT_IN_WORDS.search(text) is not None


def _own_number(passage: Passage, offset: int, text: str) -> int:
    """Return how long the number of the section is that a paragraph opens ("2.1 ", "3. ")."""
    if passage.section is None or offset > 0:
        return 0
    marker = read_marker(text)
    return marker.end if marker is not None and marker.text[:1].isdigit() else 0


def _in_paragraph(passage: Passage, offset: int, text: str) -> Iterator[Target]:
    repairs = sorted([*find_damaged(text, load_words("damaged")), *find_damaged_figures(text)])
    mended = open_members(mend(text, repairs))
    quantities = [
        q
        for q in _quantities(mended)
        if is_measured(q, mended[: q.start])
        and not is_group_size(mended[max(0, q.start - _GROUP_REACH) : q.start], mended[q.end :])
    ]
    if not quantities:
        return
    horizons = tuple(find_horizons(mended, passage))
    opened = opening_horizon(mended, horizons, passage.context.year)
    inherited = opened.by if opened else inherited_horizon(passage, offset)
    paragraph = _Paragraph(passage, offset, text, horizons, inherited, tuple(repairs))
    for start, end in _sentences(mended):
        own = [q for q in quantities if start <= q.start < end]
        read = paragraph
        if own and opened and _THIS_YEAR.search(mended, start, end):
            # "Đến năm 2030 đạt 45%. Trong năm tổ chức 05 lớp": the plan's own year
            read = replace(paragraph, inherited=inherited_horizon(passage, offset))
        yield from _in_sentence(read, Sentence(mended, start, end), own)


def _quantities(text: str) -> list[Quantity]:
    """Return the numbers of a paragraph in order, those with a unit beside them first."""
    beside = find_quantities(text)
    taken = {quantity.start for quantity in beside}
    named = [quantity for quantity in find_named(text) if quantity.start not in taken]
    return sorted([*beside, *named], key=lambda quantity: quantity.start) if named else beside


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A paragraph at `offset` of its passage; `printed` before its damaged cues were mended."""

    passage: Passage
    offset: int
    printed: str
    horizons: tuple[Horizon, ...]
    inherited: str | None
    repairs: tuple[Repair, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """The quantities of a sentence with what was read about them, `number` being the one meant."""

    clauses: tuple[Clause, ...]
    indicators: tuple[str, ...]
    parts: tuple[bool, ...]
    baselines: Mapping[int, Baseline]
    number: int

    @property
    def clause(self) -> Clause:
        """The clause of the quantity."""
        return self.clauses[self.number]

    @property
    def indicator(self) -> str:
        """The indicator of the quantity."""
        return self.indicators[self.number]


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _SENTENCE.finditer(text):
        yield from _halved(text, start, match.start() + 1)
        start = match.end()
    yield from _halved(text, start, len(text))


def _halved(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut what is too long for a sentence at a blank, so that no input takes long."""
    while end - start > _LONGEST_SENTENCE:
        blank = text.rfind(" ", start + 1, start + _LONGEST_SENTENCE)
        stop = blank if blank > 0 else start + _LONGEST_SENTENCE
        yield start, stop
        start = stop
    yield start, end


def _in_sentence(
    paragraph: _Paragraph, sentence: Sentence, quantities: Sequence[Quantity]
) -> Iterator[Target]:
    baselines, kept = take_baselines(sentence.text, quantities, paragraph.passage.context.year)
    clauses = tuple(cut_clauses(sentence, kept, baselines))
    indicators = tuple(indicators_of(clauses))
    parts = tuple(parts_of(clauses))
    accepted = False
    for number in range(len(clauses)):
        found = _Found(clauses, indicators, parts, baselines, number)
        accepted = _is_accepted(paragraph, sentence, found, accepted)
        if accepted:
            yield _target(paragraph, sentence, found)


def _is_accepted(paragraph: _Paragraph, sentence: Sentence, found: _Found, before: bool) -> bool:
    """Tell whether the plan commits to a quantity; a part stands or falls with its whole."""
    clause = found.clause
    if not found.indicator or (clause.is_nested and clause.quantity.kind == "word"):
        return False
    own = _own_words(sentence, found)
    if is_said_of_now(own):
        return False
    if is_of_past_year(own, paragraph.passage.context.year):
        return False
    ahead = sentence.text[clause.quantity.end : sentence.end].split(";")[0]
    if is_excluded(clause.left_text, ahead, has_baseline=clause.quantity.start in found.baselines):
        return False
    if found.parts[found.number]:
        return before
    if before and _goes_on(found):
        return True
    return is_commitment(
        clause.quantity, clause.left_text, clause.right_text, found.indicator, paragraph.passage
    )


def _own_words(sentence: Sentence, found: _Found) -> str:
    """Return the words before a quantity in its part of the sentence, baselines blanked out."""
    end = found.clause.quantity.start
    start = max(sentence.start, sentence.text.rfind(";", sentence.start, end) + 1)
    words = sentence.text[start:end]
    for target, baseline in found.baselines.items():
        if start <= baseline.start < target <= end:
            words = (
                words[: baseline.start - start]
                + " " * (target - baseline.start)
                + words[target - start :]
            )
    return _PARENTHESIS.sub("", words)


def _goes_on(found: _Found) -> bool:
    """ "thêm 09 xã đạt chuẩn, 03 xã đạt nâng cao", "mở 06 lớp và 01 hội thi": one verb for both."""
    clause, last = found.clause, found.clauses[found.number - 1]
    joint = clause.left_text.strip(" ,").removeprefix("và").strip()
    if clause.is_nested:
        return False
    if joint:
        return _is_other_herd(clause, last, joint)
    if clause.quantity.kind == "count" == last.quantity.kind and last.left.takes_object:
        return True
    is_joined = clause.left_text.strip().endswith("và") and last.quantity.kind == "count"
    return clause.quantity.unit == last.quantity.unit or is_joined


_SHORT_NAME = 3


def _is_other_herd(clause: Clause, last: Clause, joint: str) -> bool:
    """ "đàn bò 4.500 con, đàn lợn 12.000 con": two things in one noun, side by side."""
    own = last.left.core.split()
    return (
        clause.quantity.kind == "count"
        and clause.quantity.unit == last.quantity.unit
        and clause.left_text.lstrip().startswith(",")
        and len(joint.split()) <= _SHORT_NAME
        and bool(own)
        and joint.split()[0] in own
    )


def _target(paragraph: _Paragraph, sentence: Sentence, found: _Found) -> Target:
    clause, quantity = found.clause, found.clause.quantity
    own = _own_horizon(paragraph, sentence, found)
    by = own.by if own else paragraph.inherited
    baseline = found.baselines.get(quantity.start)
    return paragraph.passage.record(
        Target,
        f"target-{_RULES[quantity.kind]}",
        paragraph.offset + quantity.start,
        paragraph.offset + quantity.end,
        value=quantity.value,
        value_max=quantity.value_max,
        unit=_printed_unit(paragraph, quantity),
        comparator=comparator_of(found.clauses, found.number),
        by=by,
        baseline=baseline.value if baseline else None,
        per=per_of(clause, sentence.text[sentence.start : quantity.start]),
        indicator=found.indicator,
        direction=direction_of(clause),
        inferred=() if own or by is None else ("by",),
        repaired_from=_repaired(paragraph, sentence, quantity),
    )


def _own_horizon(paragraph: _Paragraph, sentence: Sentence, found: _Found) -> Horizon | None:
    """Return the horizon that the sentence itself states for the quantity."""
    clauses, number, quantity = found.clauses, found.number, found.clause.quantity
    year = respective_year(
        sentence.text[sentence.start : clauses[0].quantity.start], len(clauses), number
    )
    if year is not None:
        return Horizon(sentence.start, sentence.start, year)
    before = clauses[number - 1].quantity.end if number else sentence.start
    after = clauses[number + 1].quantity.start if number + 1 < len(clauses) else sentence.end
    horizons = [
        horizon
        for horizon in paragraph.horizons
        if sentence.start <= horizon.start < sentence.end
        and not _is_in_baseline(sentence.text, horizon, found.baselines)
    ]
    place = (quantity.start, quantity.end)
    text = sentence.text[: sentence.end]
    own = horizon_of(text, place, (before, after), horizons)
    if own is None or is_spent(text, own, before, quantity.start):
        row = [c.quantity for c in clauses[number:]]
        return shared_horizon(text, row, horizons) or own
    return own


def _is_in_baseline(text: str, horizon: Horizon, baselines: Mapping[int, Baseline]) -> bool:
    """ "(năm 2023 đạt 78,6%)", "từ 62% năm 2025": the year of a baseline is no target's."""
    for target, baseline in baselines.items():
        if target < horizon.start < baseline.start:
            return "(" not in text[horizon.end : baseline.start]
        if baseline.start < horizon.start < target:
            return text[horizon.start : horizon.end].lower().startswith("năm")
    return False


def _printed_unit(paragraph: _Paragraph, quantity: Quantity) -> str:
    """Return the unit as it is printed, where it is one piece at the quantity's end."""
    printed = paragraph.printed[quantity.end - len(quantity.unit) : quantity.end]
    return printed if printed.lower() == quantity.unit.lower() else quantity.unit


_RULES = {
    "percent": "percent",
    "rate": "rate",
    "multiple": "multiple",
    "money": "money",
    "count": "count",
    "word": "count",
}


def _repaired(paragraph: _Paragraph, sentence: Sentence, quantity: Quantity) -> str | None:
    """Return the damaged cue of the quantity's clause as printed, if it has one."""
    start = max(sentence.start, sentence.text.rfind(";", sentence.start, quantity.start))
    own = (r.printed for r in paragraph.repairs if start <= r.start and r.end <= quantity.end)
    return next(own, None)


TARGETS = Extractor(
    name="targets",
    record=Target,
    find=find,
    rules=("target-percent", "target-count", "target-rate", "target-multiple", "target-money"),
    cues=(*"0123456789", "một ", "hai ", "ba ", "bốn ", "năm ", "mười "),
)
