"""Extractors that a caller adds: their records beside the others, nothing else changed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import regex

from planparse import PlanDocument, parse, parse_text
from planparse.extractors import EXTRACTORS, Extractor, Passage
from planparse.model import Finding, Record

PLAN = Path(__file__).parent.parent / "corpora" / "plans" / "district-58" / "source.txt"


class Age(Record):
    """An age that the plan names."""

    years: int


def find_ages(passage: Passage) -> Iterator[Record | Finding]:
    for match in regex.finditer(r"(\d{1,2}) tuổi", passage.text):
        yield passage.record(Age, "age", match.start(), match.end(), years=int(match[1]))


AGES = Extractor("ages", Age, find_ages, ("age",), ("tuổi",))


@pytest.fixture(scope="module")
def plan() -> PlanDocument:
    return parse(PLAN, extractors=(*EXTRACTORS, AGES))


def test_records_of_a_kind_of_ones_own_come_in_text_order(plan: PlanDocument) -> None:
    assert [record.id for record in plan.other_records][:3] == ["o1", "o2", "o3"]
    assert all(isinstance(record, Age) for record in plan.other_records)
    places = [record.span.start for record in plan.other_records]
    assert places == sorted(places)
    for record in plan.other_records:
        assert plan.text[record.span.start : record.span.end] == record.quote


def test_all_other_kinds_stay_as_they_were(plan: PlanDocument) -> None:
    assert plan.model_copy(update={"other_records": ()}) == parse(PLAN)


def test_fields_of_the_new_kind_are_in_the_json(plan: PlanDocument) -> None:
    rows = json.loads(plan.model_dump_json())["other_records"]
    assert [row["years"] for row in rows] == [record.years for record in plan.other_records]


def test_extractors_may_be_fewer() -> None:
    plan = parse_text(PLAN.read_text("utf-8"), extractors=(AGES,))
    assert plan.other_records
    assert not plan.targets
    assert plan.sections
