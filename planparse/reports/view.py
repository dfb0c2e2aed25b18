"""A coverage report as a person reads it, before it has a format: lines, counts, notices.

Lines come worst first. Every format writes the same view, so that all show the same.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import overload

from planparse.model import (
    Check,
    CoverageItem,
    CoverageReport,
    ItemSide,
    PlanDocument,
    Section,
    Span,
    Target,
)
from planparse.model.coverage import ItemKind, Status
from planparse.reports.notices import find_notices
from planparse.reports.passages import Passage, cut_passage, tidy
from planparse.reports.wording import Language, Words, load_wording, say_date

ORDER: tuple[Status, ...] = (
    "missing", "weaker", "changed", "partial", "stronger", "met", "covered", "local",
)  # fmt: skip
"""Statuses, worst first."""

LACKING: frozenset[Status] = frozenset(("missing", "weaker", "changed", "partial"))

SIGNS: Mapping[str, str] = {
    "missing": "×", "weaker": "▼", "changed": "≠", "partial": "◐", "stronger": "▲", "met": "✓",
    "covered": "✓", "local": "+", "ok": "✓", "warning": "!", "error": "×", "unknown": "?",
    "cited": "✓", "mismatch": "≠",
}  # fmt: skip
"""A sign for each status: colour is never alone."""


@dataclass(frozen=True, slots=True)
class Side:
    """One document's words of a line, and where they stand; a target's value in its own fields."""

    id: str
    span: Span
    passage: Passage
    reading: str
    section: str
    section_id: str | None
    page: int | None
    value: float | None = None
    unit: str | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """An item of the report; `sentence` is the Vietnamese one where the reason is in English.

    `unclear` asks for a person's eye: the two sides may not belong together.
    """

    ref: str
    kind: ItemKind
    status: Status
    parent: Side | None
    child: Side | None
    reason: str
    sentence: str
    unclear: bool = False


@dataclass(frozen=True, slots=True)
class CheckLine:
    """Something that is compared besides; `sentence` as in `Line`."""

    ref: str
    title: str
    status: str
    parent_quote: str
    child_quote: str
    reason: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Paper:
    """What one document says of itself."""

    name: str
    number: str
    title: str
    issuer: str
    issued: str | None
    period: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Count:
    """How many items have a status; None where a kind cannot have it."""

    status: Status
    targets: int | None
    tasks: int | None


@dataclass(frozen=True, slots=True)
class View:
    """The whole report in the chosen language."""

    lang: Language
    words: Words
    child: Paper
    parent: Paper
    headline: str
    notices: tuple[str, ...]
    counts: tuple[Count, ...]
    totals: tuple[int, int]
    lines: tuple[Line, ...]
    local: tuple[Line, ...]
    checks: tuple[CheckLine, ...]

    def of_kind(self, kind: ItemKind) -> tuple[Line, ...]:
        """Return the parent's items of one kind, worst first."""
        return tuple(line for line in self.lines if line.kind == kind)


def make_view(
    report: CoverageReport, child: PlanDocument, parent: PlanDocument, lang: Language
) -> View:
    """Return the view of a report; the documents are those that it was made from."""
    words = load_wording(lang)
    lines = tuple(_lines(report.items, Places(parent), Places(child), lang))
    judged = [line for line in lines if line.status != "local"]
    checks = [_check(number, check, lang) for number, check in enumerate(report.checks, 1)]
    return View(
        lang=lang,
        words=words,
        child=describe_paper(child),
        parent=describe_paper(parent),
        headline=_headline(judged, words),
        notices=tuple(find_notices(report, child, parent, words)),
        counts=tuple(_counts(report)),
        totals=(report.summary.targets.total, report.summary.tasks.total),
        lines=tuple(sorted(judged, key=_rank)),
        local=tuple(line for line in lines if line.status == "local"),
        checks=tuple(sorted(checks, key=_check_rank)),
    )


def _rank(line: Line) -> int:
    return ORDER.index(line.status)


_UNCLEAR = "unclear-match"
_CHECK_ORDER = ("error", "warning", "unknown", "ok")


def _check_rank(check: CheckLine) -> int:
    return _CHECK_ORDER.index(check.status)


class Places:
    """Finds what a document's records say of their place and value."""

    def __init__(self, document: PlanDocument) -> None:
        """Index a document."""
        self.text = document.text
        self.paths = section_paths(document.sections)
        self.targets = {target.id: target for target in document.targets}
        self.sections = {task.id: task.section_id for task in document.tasks}
        self.turns = sorted((start.start, start.page) for start in document.page_starts)

    @overload
    def side(self, item: ItemSide) -> Side: ...
    @overload
    def side(self, item: ItemSide | None) -> Side | None: ...
    def side(self, item: ItemSide | None) -> Side | None:
        """Return an item's side with its passage, section and page."""
        if item is None:
            return None
        target = self.targets.get(item.id)
        section_id = target.section_id if target else self.sections.get(item.id)
        return Side(
            item.id,
            item.span,
            cut_passage(self.text, item.span),
            item.text,
            self.paths.get(section_id or "", ""),
            section_id,
            self._page_of(item.span),
            *_values(target),
        )

    def _page_of(self, span: Span) -> int | None:
        number = bisect_right(self.turns, (span.start, 1 << 30))
        return self.turns[number - 1][1] if number else None


def _values(target: Target | None) -> tuple[float | None, str | None, str | None]:
    return (target.value, target.unit, target.by) if target else (None, None, None)


def section_paths(sections: Iterable[Section]) -> dict[str, str]:
    """Return for each section its labels from the top: "II › 2.1 › Chỉ tiêu 2".

    A label that repeats the one above ("2.1" under "2") takes its place.
    """
    labels: dict[str, tuple[str, ...]] = {}
    for section in sections:
        above = labels.get(section.parent_id or "", ())
        repeats = bool(above) and section.label.startswith(f"{above[-1]}.")
        labels[section.id] = (*(above[:-1] if repeats else above), section.label)
    return {section: " › ".join(path) for section, path in labels.items()}


def _lines(
    items: Iterable[CoverageItem], parent: Places, child: Places, lang: Language
) -> Iterator[Line]:
    words = load_wording(lang)
    numbers: dict[str, int] = {}
    for item in items:
        series = "local" if item.status == "local" else item.kind
        numbers[series] = numbers.get(series, 0) + 1
        reason, sentence = _reason(item, words, lang)
        yield Line(
            f"{words[f'prefix_{series}']}{numbers[series]}",
            item.kind,
            item.status,
            parent.side(item.parent),
            child.side(item.child),
            reason,
            sentence,
            _UNCLEAR in item.reasons,
        )


def _reason(item: CoverageItem, words: Words, lang: Language) -> tuple[str, str]:
    """Return the reason in the language, and the Vietnamese sentence where it is another."""
    if lang is Language.VI:
        return item.explanation, ""
    reasons = [words.get(f"reason.{slug}", slug.replace("-", " ")) for slug in item.reasons]
    return "; ".join(reasons).capitalize() + ".", item.explanation


def _check(number: int, check: Check, lang: Language) -> CheckLine:
    words = load_wording(lang)
    title = words.get(f"rule.{check.rule}", check.rule)
    is_native = lang is Language.VI
    return CheckLine(
        f"{words['prefix_check']}{number}",
        title,
        check.status,
        _one_line(check.parent_quote),
        _one_line(check.child_quote),
        check.explanation if is_native else f"{title}: {words[check.status].lower()}.",
        "" if is_native else check.explanation,
    )


def _one_line(text: str | None) -> str:
    return tidy(text or "").strip()


def _counts(report: CoverageReport) -> Iterator[Count]:
    targets, tasks = report.summary.targets.counts, report.summary.tasks.counts
    for status in ORDER:
        if status in targets or status in tasks:
            yield Count(status, targets.get(status), tasks.get(status))


def _headline(lines: Iterable[Line], words: Words) -> str:
    """Answer what is missing or weaker, in counts."""
    statuses = [line.status for line in lines]
    count = sum(status in LACKING for status in statuses)
    if not statuses:
        return words["head_none"]
    key = "head_line" if count else "head_all"
    return words[key].format(count=count, total=len(statuses))


def describe_paper(document: PlanDocument) -> Paper:
    """Return what a document says of itself."""
    metadata = document.metadata
    sides = dict.fromkeys(filter(None, (metadata.period_start, metadata.period_end)))
    return Paper(
        document.source.name,
        metadata.number or "",
        " ".join(filter(None, (metadata.doc_type, _one_line(metadata.title)))),
        metadata.issuer or "",
        metadata.issued_on,
        " - ".join(map(say_date, sides)),
        document.source.sha256,
    )
