"""Why the child has nothing for an item: not for its level, excused, or only in words."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import regex

from planparse.comparison.evidence import Feature, Features, Weights, features
from planparse.comparison.levels import (
    NAMES,
    is_above,
    level_words,
    reach_of_plan,
)
from planparse.comparison.pool import Pool, words_support
from planparse.comparison.refusals import refused_sentences
from planparse.comparison.sides import Side
from planparse.comparison.territory import Place, is_of_another, place_of_plan
from planparse.model import PlanDocument, Task
from planparse.text.patterns import lazy_pattern

# Figures settled on composed pairs: how much of an excuse must be about the item, and how much of
# a target's words a task must hold to state it without a number.
_ABOUT = 0.5
_IN_WORDS = 0.5
_IN_A_LINE = 0.55  # the same for a line with a number that was not read as a target
# "(Trên địa bàn phường |chưa có cơ sở trợ giúp xã hội công lập)", "Xã |không có khu công nghiệp".
_EXCUSE = lazy_pattern(
    r"(?<!\p{L})(?:hiện\s)?(?:chưa|không)\s(?:có|phát sinh|thành lập)\s(?P<what>[^.;()\n]{4,140})",
    regex.IGNORECASE,
)
# How far back the words that say where begin, at most at the start of the clause.
_BEFORE = 60
_CLAUSE = lazy_pattern(r"[.;:()\n]")
_PLACE = lazy_pattern(
    r"(?<!\p{L})(?:địa bàn|xã|phường|thị trấn|huyện|quận|tỉnh|thành phố|địa phương|đơn vị|thị xã|"
    r"cơ quan|nhà trường|trường ta|trường)(?!\p{L}| hợp)",
    regex.IGNORECASE,
)


_MOST_LINES = 300  # a plan has some dozens; a book is not searched line by line
_SHORTEST = 16  # characters; shorter lines are heads and names
# "giảm một nửa (50%)", "06 đợt"; not the number of an item, a document or a year.
_NUMBER = lazy_pattern(r"(?<![\d/.,])\d{1,3}(?:[.,]\d{1,3}){0,3}\s?(?:%|\p{L})")


@dataclass(frozen=True, slots=True)
class Absence:
    """The reason for a missing item, and the sentence that says it."""

    reason: str
    explanation: str


@dataclass(frozen=True)
class Excuse:
    """A passage in which the child says that it has no such thing."""

    quote: str
    about: Features


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is no task and in which no target was read."""

    text: str
    held: frozenset[Feature]
    has_number: bool

    @classmethod
    def of(cls, text: str) -> "Line":
        """Prepare a line to be asked for words."""
        return cls(text, frozenset(features(text)), _NUMBER.search(text) is not None)


@dataclass(frozen=True)
class Child:
    """What of a child plan explains that an item is missing."""

    level: str | None
    place: Place | None
    period_end: str | None
    excuses: tuple[Excuse, ...]
    lines: tuple[Line, ...]
    tasks: Sequence[Task]
    pool: Pool
    weights: Weights


def read_child(document: PlanDocument, pool: Pool, weights: Weights) -> Child:
    """Prepare a child plan."""
    return Child(
        reach_of_plan(document)[0],
        place_of_plan(document),
        document.metadata.period_end,
        (*_refusals(document.tasks), *_excuses(document.text)),
        tuple(map(Line.of, islice(_unread_lines(document), _MOST_LINES))),
        document.tasks,
        pool,
        weights,
    )


def why_no_target(side: Side, child: Child, value: str) -> Absence:
    """Return why the child has no number for a target of the parent, `value` as people say it."""
    known = (
        _elsewhere(side, child)
        or _not_for(side.target.indicator, side.levels, child)
        or _excused(side.words, child)
    )
    if known:
        return known
    text = f'Cấp dưới không có chỉ tiêu bằng số cho nội dung này; cấp trên giao "{value}".'
    line = _like_line(side.words, child, with_number=True)
    if line is not None:
        return Absence(
            "unclear-number",
            f"{text} Có câu gần giống mang số liệu không đọc được thành chỉ tiêu, "
            f'cần người xem lại: "{_short(line)}".',
        )
    found = words_support(child.pool, side.words)
    if found is not None and found[1] >= _IN_WORDS:
        words = " ".join(child.tasks[found[0]].text.split())
        return Absence("words-only", f'{text} Cấp dưới chỉ nêu bằng lời: "{_short(words)}".')
    end, by = child.period_end, side.target.by
    if end and by and by[:4] > end[:4]:
        return Absence(
            "not-due", f"{text} Mốc {by[:4]} ở sau thời kỳ của kế hoạch cấp dưới (đến {end[:4]})."
        )
    return Absence("no-counterpart", text)


def why_no_task(text: str, levels: frozenset[str], child: Child) -> Absence:
    """Return why the child has nothing for a task of the parent."""
    words = features(text)
    known = _not_for(text, levels, child) or _excused(words, child)
    if known:
        return known
    said = "Không thấy nhiệm vụ tương ứng ở cấp dưới."
    line = _like_line(words, child, with_number=False)
    if line is not None:
        return Absence(
            "unclear-mention",
            f'{said} Ngoài phần nhiệm vụ có câu gần giống, cần người xem lại: "{_short(line)}".',
        )
    return Absence("no-counterpart", said)


def _elsewhere(side: Side, child: Child) -> Absence | None:
    if not is_of_another(side.place, child.place):
        return None
    return Absence(
        "not-for-place",
        f'Chỉ tiêu giao cho địa bàn khác ("{side.target.indicator}"); xem là không áp dụng.',
    )


def _not_for(text: str, levels: frozenset[str], child: Child) -> Absence | None:
    if not is_above(levels, child.level):
        return None
    marks = ", ".join(f'"{word}"' for word in level_words(text))
    return Absence(
        "not-for-level",
        f"Cấp trên giao nội dung này cho {marks}, không thuộc phạm vi của kế hoạch "
        f"{NAMES[child.level or '']}; xem là không áp dụng.",
    )


def _excused(words: Features, child: Child) -> Absence | None:
    held = frozenset(words)
    for excuse in child.excuses:
        total = min(child.weights.total(excuse.about), child.weights.total(words))
        shared = child.weights.total(feature for feature in excuse.about if feature in held)
        if total and shared >= _ABOUT * total:
            return Absence(
                "excused", f'Cấp dưới nêu lý do không đặt nội dung này: "{_short(excuse.quote)}".'
            )
    return None


def _unread_lines(document: PlanDocument) -> Iterator[str]:
    """Yield the lines of a plan that are no task and hold no target."""
    taken = [(record.span.start, record.span.end) for record in document.targets]
    taken += [(task.span.start, task.span.end) for task in document.tasks]
    start = 0
    for line in document.text.splitlines(keepends=True):
        end = start + len(line)
        words = line.strip(" -+•*|\r\n")
        if len(words) >= _SHORTEST and not any(a < end and start < b for a, b in taken):
            yield words
        start = end


def _like_line(words: Features, child: Child, *, with_number: bool) -> str | None:
    """Return the first unread line that holds most of some words."""
    total = child.weights.total(words)
    for line in child.lines:
        if with_number and not line.has_number:
            continue
        shared = child.weights.total(feature for feature in words if feature in line.held)
        if total and shared >= _IN_A_LINE * total:
            return line.text
    return None


def _excuses(text: str) -> Iterator[Excuse]:
    """Yield where the child says that its territory has no such thing."""
    for match in _EXCUSE.finditer(text):
        before = text[max(0, match.start() - _BEFORE) : match.start()]
        stops = [stop.end() for stop in _CLAUSE.finditer(before)]
        where = before[stops[-1] :] if stops else before
        if _PLACE.search(where):
            quote = " ".join(unicodedata.normalize("NFC", where + match.group()).split())
            yield Excuse(quote.strip(" -+•*|"), features(match["what"]))


def _refusals(tasks: Sequence[Task]) -> Iterator[Excuse]:
    """Yield where a task says that it will not be done."""
    for sentence in refused_sentences(tasks):
        quote = " ".join(unicodedata.normalize("NFC", sentence).split())
        yield Excuse(quote, features(quote))


def _short(text: str) -> str:
    text = text.rstrip(" .;")
    return text if len(text) <= 120 else text[:120].rsplit(" ", 1)[0] + "…"
