"""Lines to paragraphs: wraps, page furniture, footnotes, tables."""

from __future__ import annotations

import pytest

from planparse.outline import lay_out
from planparse.text.normalise import normalise


def flow_of(text: str):
    return lay_out(normalise(text), text)


def lines_of(text: str) -> list[str]:
    return flow_of(text).text.split("\n")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A sentence goes on over a page break with its number.
        ("Tuyên truyền cho người dân trong\n\n3\n\nkhu dân cư.", ["Tuyên truyền cho người dân trong khu dân cư."]),
        # A heading in capitals is wrapped; the text below it is its own paragraph.
        ("I. MỤC\nĐÍCH, YÊU CẦU\nNâng cao nhận thức.", ["I. MỤC ĐÍCH, YÊU CẦU", "Nâng cao nhận thức."]),
        # Bullets and markers begin paragraphs.
        ("- Một việc\n- Hai việc\n+ Ba việc", ["- Một việc", "- Hai việc", "+ Ba việc"]),
        # A marker alone on its line belongs to what follows.
        ("a)\nTriển khai kế hoạch", ["a) Triển khai kế hoạch"]),
        # A number of a document is no marker, even at the start of a line.
        ("Thực hiện Quyết định số\n15/QĐ-UBND ngày 01/02/2024", ["Thực hiện Quyết định số 15/QĐ-UBND ngày 01/02/2024"]),
        # Strokes and page numbers are no paragraphs.
        ("-----\nKẾ HOẠCH\n- 2 -\n____", ["KẾ HOẠCH"]),
        # Type line and title stay apart.
        ("KẾ HOẠCH\nPhòng, chống dịch bệnh", ["KẾ HOẠCH", "Phòng, chống dịch bệnh"]),
    ],
)  # fmt: skip
def test_lines_become_paragraphs(text: str, expected: list[str]) -> None:
    assert lines_of(text) == expected


def test_footnote_in_a_list_moves_to_the_end() -> None:
    text = "- Việc một;\n\n¹. Kế hoạch số 12/KH-UBND ngày 01/02/2024.\n\n- Việc hai."
    flow = flow_of(text)
    assert flow.text.split("\n") == [
        "- Việc một;", "- Việc hai.", "¹. Kế hoạch số 12/KH-UBND ngày 01/02/2024.",
    ]  # fmt: skip
    note = flow.blocks[-1]
    assert note.kind == "footnote"
    span = flow.mapped.locate(note.start, note.end)
    assert text[span.start : span.end].startswith("¹. Kế hoạch")


@pytest.mark.parametrize(
    "text",
    [
        "|\nTT\n|\nChỉ tiêu\n|\nĐơn vị\n|\n|\n1\n|\nHộ nghèo\n|\n%\n|\n\nSau bảng.",
        "| TT | Chỉ tiêu | Đơn vị |\n|---|---|---|\n| 1 | Hộ nghèo | % |\n\nSau bảng.",
    ],
)
def test_cells_know_row_and_column(text: str) -> None:
    flow = flow_of(text)
    cells = [(flow.block_text(b), b.cell[2]) for b in flow.blocks if b.cell]
    assert cells == [("TT", 0), ("Chỉ tiêu", 1), ("Đơn vị", 2), ("1", 0), ("Hộ nghèo", 1), ("%", 2)]
    rows = [b.cell[1] for b in flow.blocks if b.cell]
    assert rows[0] == rows[2] != rows[3] == rows[5]
    assert flow.blocks[-1].kind == "paragraph"


def test_heading_printed_as_two_bold_pieces_is_one() -> None:
    text = "**3. Đề nghị Ủy ban Mặt trận, Hội Liên hiệp**\n\n**Phụ nữ xã và các đoàn thể**\n\n- Phối hợp."
    assert (
        lines_of(text)[0] == "3. Đề nghị Ủy ban Mặt trận, Hội Liên hiệp Phụ nữ xã và các đoàn thể"
    )


def test_nothing_is_lost() -> None:
    text = "I. MỤC TIÊU\n\n- Đạt 80%\n\n2\n\n¹ Ghi chú\n| a | b |\n"
    flow = flow_of(text)
    kept = "".join(flow.text.split())
    for word in ("MỤC", "TIÊU", "80%", "Ghi", "a", "b"):
        assert word in kept
