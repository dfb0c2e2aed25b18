"""What holds for any input."""

from __future__ import annotations

import unicodedata

import rule_cases
from hypothesis import given, settings
from hypothesis import strategies as st

from planparse import parse_text
from planparse.model import PlanDocument

_PIECES = [
    "I. MỤC ĐÍCH", "1. ", "a) ", "- ", "2.1 ", "Chỉ tiêu 1: ", "KẾ HOẠCH", "\n", "\n\n", "|\n", " | ", "**", "¹", "[1] ",
    "Phấn đấu đạt 80% ", "trước ngày 31/12/2024", "Sở Y tế chủ trì, phối hợp với ", "Kế hoạch số 75/KH-UBND ",
    "ngày 14/3/2024", "1800599967", "100.000 trẻ", "4/100.000", "từ 35% lên 60%", "(", ")", ";", ".", ":", "Nơi nhận:",
    "TM. ỦY BAN NHÂN DÂN", "Điều 1.", "Phụ lục I", "hằng năm", "quý II/2025", "ít nhất một ", "\u0301", "\u00a0", "\x00",
]  # fmt: skip
_TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(st.one_of(st.sampled_from(_PIECES), st.text(max_size=6)), max_size=40).map("".join),
)


def _records(document: PlanDocument):
    for kind in ("targets", "deadlines", "contacts", "assignments", "references"):
        yield from getattr(document, kind)


@settings(max_examples=300, deadline=None)
@given(_TEXTS)
def test_parse_never_raises_and_every_quote_is_the_text_at_its_span(text: str) -> None:
    document = parse_text(text)
    assert document.text == text
    for record in _records(document):
        assert text[record.span.start : record.span.end] == record.quote
    for section in document.sections:
        assert 0 <= section.span.start <= section.heading.end <= len(text)
    for task in document.tasks:
        assert 0 <= task.span.start <= task.span.end <= len(text)


@settings(max_examples=100, deadline=None)
@given(_TEXTS)
def test_json_round_trips(text: str) -> None:
    # Lone surrogates cannot be written as UTF-8, in JSON or elsewhere.
    text = text.encode("utf-8", "replace").decode()
    document = parse_text(text)
    assert PlanDocument.model_validate_json(document.model_dump_json()) == document


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(rule_cases.load_cases()), min_size=1, max_size=4))
def test_composed_and_decomposed_text_give_the_same_values(cases) -> None:
    text = rule_cases.frame(2024) + "\n\n".join(case.text for case in cases)
    plain = parse_text(unicodedata.normalize("NFC", text))
    other = parse_text(unicodedata.normalize("NFD", text))
    assert [(t.value, t.unit, t.by) for t in plain.targets] == [
        (t.value, unicodedata.normalize("NFC", t.unit), t.by) for t in other.targets
    ]
    assert [(d.start, d.end, d.recurrence) for d in plain.deadlines] == [
        (d.start, d.end, d.recurrence) for d in other.deadlines
    ]
    assert [(r.number, r.date, r.relation) for r in plain.references] == [
        (r.number and unicodedata.normalize("NFC", r.number), r.date, r.relation)
        for r in other.references
    ]
