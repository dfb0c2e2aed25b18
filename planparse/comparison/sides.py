"""A target with what the comparison reads in it."""

from dataclasses import dataclass

import regex

from planparse.comparison.commitments import (
    COUNT,
    Commitment,
    read_commitment,
    words_after,
    words_before,
)
from planparse.comparison.evidence import Feature, Features, features
from planparse.comparison.indicators import Subject, read_subject
from planparse.comparison.levels import levels_in, reach_of_plan
from planparse.comparison.places import Outline
from planparse.comparison.territory import Place, place_in, place_of_plan, without_place
from planparse.comparison.words import marked_words, word_kinds
from planparse.model import PlanDocument, Target
from planparse.text.fold import fold
from planparse.text.patterns import lazy_pattern

_THIN = 2  # words; an indicator of fewer ("các", "điểm") is read with the clause around it
# What is to happen to the group: "hồ sơ | được nộp trực tuyến"; not "tỷ lệ hộ nghèo".
# "trường học | có công trình vệ sinh"; not "hộ có mức sống trung bình tham gia BHYT", whose
# predicate is another.
_TAIL = lazy_pattern(
    r"(?<!\p{L})(?:được\s(?P<tail>.{1,400})|(?:có|xây dựng|thành lập|tổ chức|thực hiện)\s"
    r"(?P<tail>(?:(?!\s(?:được|đạt|tham gia|sử dụng|hoàn thành|biết)\s).){1,400}))$",
    regex.IGNORECASE | regex.DOTALL,
)
# The group itself: "khu công nghiệp | có hệ thống xử lý nước thải"; not "số vụ cháy".
_HEAD = lazy_pattern(
    r"^(?P<head>.{4,80}?)\s"
    r"(?:được|có|đạt|không|hoàn thành|tham gia|sử dụng|thực hiện|ký|đăng ký)\s",
    regex.IGNORECASE | regex.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Side:
    """A target with what the comparison reads in it.

    `said` are its own words up to its number, `place` the territory that it names, `plan_place`
    the one whose plan it stands in. `is_of_one_level`: no line of another level is for that plan.
    """

    target: Target
    said: str
    commitment: Commitment
    subject: Subject
    words: Features
    held: frozenset[Feature]
    head: Features
    tail: Features
    path: Features
    levels: frozenset[str]
    plan_level: str | None
    is_of_one_level: bool
    place: Place | None
    plan_place: Place | None


def read_sides(document: PlanDocument) -> tuple[Side, ...]:
    """Return the targets of a document, prepared for the comparison."""
    outline = Outline.of(document)
    plan = _Plan(document, outline, *reach_of_plan(document), place_of_plan(document))
    return tuple(_side(target, plan) for target in document.targets)


@dataclass(frozen=True, slots=True)
class _Plan:
    document: PlanDocument
    outline: Outline
    level: str | None
    is_of_one_level: bool
    place: Place | None


def _side(target: Target, plan: _Plan) -> Side:
    document, outline, level = plan.document, plan.outline, plan.level
    commitment = read_commitment(target, document)
    is_counted = commitment.family in (COUNT, "percent") and "%" not in target.unit
    noun = target.unit if is_counted else ""
    head, tail = _HEAD.search(target.indicator), _TAIL.search(target.indicator)
    counted = "" if noun.lower() in target.indicator.lower() else f" {noun}"
    indicator = target.indicator
    if _is_thin(indicator + counted, noun):
        indicator = _clause(target, document) or indicator
    words = features(without_place(indicator) + counted)
    if not words:
        # "mỗi đội có từ 10 người": all that is left to know it by stands before the number.
        words = features(words_before(document, target)) or features(
            outline.path_of(target.span, target.section_id)
        )
    return Side(
        target,
        fold(f"{words_before(document, target)} {target.quote}"),
        commitment,
        read_subject(indicator, noun=noun, issuer=document.metadata.issuer or ""),
        words,
        frozenset(words),
        features(head["head"]) if head else (),
        features(tail["tail"]) if tail else (),
        features(outline.path_of(target.span, target.section_id)),
        levels_in(target.indicator, level),
        level,
        plan.is_of_one_level,
        place_in(target.indicator),
        plan.place,
    )


def _is_thin(indicator: str, noun: str) -> bool:
    """Tell whether an indicator says no more than what is counted ("bố trí điểm")."""
    said = marked_words(indicator)
    counted = marked_words(noun)
    return len(said) < _THIN or all(word in word_kinds() or word in counted for word in said)


def _clause(target: Target, document: PlanDocument) -> str:
    """Return an indicator with the clause around its number.

    Where other numbers follow in the clause, only with the words before it: after it they are
    those of the next. A number behind another has no words of its own but its indicator.
    """
    before, after = words_before(document, target), words_after(document, target)
    start, end = target.span.start - len(before), target.span.end + len(after)
    others = [other.span for other in document.targets if other is not target]
    if any(start < span.end and span.start < target.span.start for span in others):
        return ""
    if any(target.span.end < span.end and span.start < end for span in others):
        after = ""
    return f"{target.indicator} {before} {after}"
