"""The offset map: one function applies edits, and every place leads back to the source."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planparse.model import Span
from planparse.text.mapped import Edit, Piece, apply_edits, assemble, identity
from planparse.text.normalise import normalise


@pytest.mark.parametrize(
    ("text", "edits", "result", "piece", "source"),
    [
        ("abc", [], "abc", (1, 2), Span(1, 2)),
        ("abc", [Edit(1, 2, "")], "ac", (1, 2), Span(2, 3)),
        ("abc", [Edit(1, 2, "xyz")], "axyzc", (1, 3), Span(1, 2)),
        ("abc", [Edit(0, 2, "x")], "xc", (0, 2), Span(0, 3)),
        ("abc", [Edit(3, 3, "d")], "abcd", (3, 4), Span(3, 3)),
    ],
)
def test_apply_edits_keeps_the_way_back(text, edits, result, piece, source) -> None:
    mapped = apply_edits(identity(text), edits)
    assert mapped.text == result
    assert mapped.locate(*piece) == source


def test_assemble_moves_pieces_and_keeps_their_places() -> None:
    mapped = assemble(identity("một hai"), [Piece(4, 7), Edit(3, 4, "\n"), Piece(0, 3)])
    assert mapped.text == "hai\nmột"
    assert mapped.locate(4, 7) == Span(0, 3)


def test_empty_piece_maps_to_an_empty_span() -> None:
    assert identity("abc").locate(2, 2) == Span(2, 2)


@st.composite
def _edited(draw):
    text = draw(st.text(max_size=60))
    places = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    edits = [
        Edit(start, end, draw(st.text(max_size=3)))
        for start, end in zip(places[::2], places[1::2], strict=False)
    ]
    return text, edits


@given(_edited())
def test_every_piece_of_an_edited_text_lies_in_the_source(case) -> None:
    text, edits = case
    mapped = apply_edits(identity(text), edits)
    for start in range(len(mapped.text)):
        span = mapped.locate(start, start + 1)
        assert 0 <= span.start <= span.end <= len(text)


@given(st.text(max_size=200))
def test_normalised_text_maps_each_letter_to_its_source(text: str) -> None:
    mapped = normalise(text)
    for start, character in enumerate(mapped.text):
        span = mapped.locate(start, start + 1)
        if character.isalnum() and character.isascii():
            source = text[span.start : span.end]
            assert unicodedata.normalize("NFC", source)[:1].casefold() != "" or source == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("năm 2024¹", "năm 2024¹"),
        ("**1.****\n**Thực hiện", "1.\nThực hiện"),
        ("75/KH–UBND", "75/KH-UBND"),
        ("Ðảng bộ", "Đảng bộ"),
        ("a\u00ada\u200bb", "aab"),
        ("* Mục tiêu", "* Mục tiêu"),
        ("(*từ ngày 15*)", "(từ ngày 15)"),
        ("\\- Dòng", "- Dòng"),
        ("х", "x"),
    ],
)
def test_normalise_gives_one_form(text: str, expected: str) -> None:
    assert normalise(text).text == expected
