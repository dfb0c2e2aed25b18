"""Every case of corpora/rules, as it is and under noise."""

from __future__ import annotations

import unicodedata
from collections import defaultdict

import noise
import pytest
import rule_cases
from rule_cases import Case

from planparse import parse_text

CASES = rule_cases.load_cases()
TARGET_CASES = [case for case in CASES if case.kind == "target"]


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_rule_finds_what_the_case_says(case: Case) -> None:
    assert rule_cases.run(case) == []


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_rule_gives_the_same_values_for_decomposed_text(case: Case) -> None:
    text, _ = rule_cases.document_of(case)
    noisy = noise.decomposed(text)
    plain, other = parse_text(text), parse_text(noisy)
    assert _values(plain) == _values(other)
    for record in _all_records(other):
        assert noisy[record.span.start : record.span.end] == record.quote


@pytest.mark.parametrize("case", TARGET_CASES, ids=[case.id for case in TARGET_CASES])
def test_target_rule_gives_the_same_values_for_wrapped_lines(case: Case) -> None:
    text, _ = rule_cases.document_of(case)
    wrapped, _ = rule_cases.document_of(case, noise.wrapped(case.text))
    plain, other = parse_text(text), parse_text(wrapped)
    assert _target_values(plain) == _target_values(other)


@pytest.mark.parametrize("case", TARGET_CASES, ids=[case.id for case in TARGET_CASES])
def test_target_rule_gives_the_same_values_for_damaged_cues(case: Case) -> None:
    text, _ = rule_cases.document_of(case)
    damaged, _ = rule_cases.document_of(case, noise.damaged(case.text))
    plain, other = parse_text(text), parse_text(damaged)
    assert _target_values(plain) == _target_values(other)
    for record in other.targets:
        assert damaged[record.span.start : record.span.end] == record.quote


def test_every_rule_has_cases_found_and_not_found() -> None:
    found, absent = defaultdict(int), defaultdict(int)
    for case in CASES:
        (found if case.find else absent)[case.rule] += 1
    for rule in {case.rule for case in CASES} - {"metadata-head"}:
        assert found[rule] > 0, rule
        assert absent[rule] > 0, rule


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 300


def _all_records(document):
    kinds = ("targets", "deadlines", "contacts", "assignments", "references", "other_records")
    for kind in kinds:
        yield from getattr(document, kind)


def _values(document):
    """Return everything but places: values, words composed, blanks folded."""
    rows = []
    for record in _all_records(document):
        row = record.model_dump(exclude={"span", "repaired_from"})
        rows.append({key: _plain(value) for key, value in row.items()})
    return rows, [(s.label, s.level, s.role) for s in document.sections]


def _plain(value):
    if isinstance(value, str):
        return " ".join(unicodedata.normalize("NFC", value).split())
    return value


def _target_values(document):
    return [
        (t.value, t.value_max, t.unit, t.comparator, t.by, t.baseline, t.per, t.direction)
        for t in document.targets
    ]
