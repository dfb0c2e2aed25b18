"""Records as pandas tables."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from planparse import PlanDocument, parse, parse_text
from planparse.model.document import Kind

pytest.importorskip("pandas")
PLAN = Path(__file__).parent.parent / "corpora" / "plans" / "district-58" / "source.txt"


@pytest.fixture(scope="module")
def plan() -> PlanDocument:
    return parse(PLAN)


@pytest.mark.parametrize("kind", get_args(Kind))
def test_every_kind_has_a_row_a_record(plan: PlanDocument, kind: Kind) -> None:
    frame = plan.to_frame(kind)
    assert len(frame) == len(getattr(plan, kind)) > 0
    for row, record in zip(frame.itertuples(), getattr(plan, kind), strict=True):
        if record.span is not None:
            assert (row.span_start, row.span_end) == (record.span.start, record.span.end)


def test_fields_and_spans_do_not_clash(plan: PlanDocument) -> None:
    frame = plan.to_frame("deadlines")
    assert {"start", "end", "span_start", "span_end"} <= set(frame.columns)
    ends = [(row.id, row.end) for row in frame.dropna(subset=["end"]).itertuples()]
    assert ends == [(d.id, d.end) for d in plan.deadlines if d.end]
    for row in frame.itertuples():
        assert plan.text[row.span_start : row.span_end] == row.quote


def test_values_can_be_reckoned_with(plan: PlanDocument) -> None:
    shares = plan.to_frame("targets").query("unit == '%'")
    assert shares["value"].max() == max(t.value for t in plan.targets if t.unit == "%")


def test_no_records_still_have_their_columns() -> None:
    frame = parse_text("KẾ HOẠCH\nTrồng cây\n").to_frame("contacts")
    assert len(frame) == 0
    assert {"number", "service", "span_start"} <= set(frame.columns)


def test_another_kind_is_refused(plan: PlanDocument) -> None:
    with pytest.raises(ValueError, match="targets, deadlines"):
        plan.to_frame("goals")  # type: ignore[arg-type]
