"""References over the passages of a document: lists, titles, notes, dates, spellings."""

from __future__ import annotations

import pytest

from planparse import parse_text
from planparse.model import PlanDocument

HEAD = """ỦY BAN NHÂN DÂN
XÃ YÊN LÂM
Số: 99/KH-UBND
Yên Lâm, ngày 15 tháng 01 năm 2024

KẾ HOẠCH
Công tác năm 2024 của xã

"""
PURPOSE = "I. MỤC ĐÍCH, YÊU CẦU\n\n"

RELATIONS = {
    "two letters in one list": (
        "Thực hiện Chỉ thị số 05/CT-TTg ngày 10/01/2024; Công văn số 12/UBND-VX ngày 11/01/2024 "
        "của UBND tỉnh và Công văn số 15/UBND-VX của UBND huyện về triển khai Chỉ thị số "
        "05/CT-TTg, UBND xã ban hành Kế hoạch triển khai Nghị quyết số 01/NQ-CP như sau:",
        {
            "05/CT-TTg": "parent",
            "12/UBND-VX": "parent",
            "15/UBND-VX": "parent",
            "01/NQ-CP": "cites",
        },
    ),
    "a list below its cue": (
        "Thực hiện:\n- Kế hoạch số 12/KH-UBND của tỉnh;\n- Kế hoạch số 13/KH-UBND của huyện;\n"
        "UBND xã xây dựng kế hoạch:",
        {"12/KH-UBND": "parent", "13/KH-UBND": "parent"},
    ),
    "a number in the title of an unnumbered plan": (
        "Thực hiện Kế hoạch của UBND tỉnh về triển khai Nghị quyết số 57-NQ/TW, UBND xã xây dựng:",
        {"57-NQ/TW": "cites"},
    ),
    "a decision that carries a programme": (
        "Thực hiện Chương trình ban hành kèm theo Quyết định số 193/QĐ-TTg của Thủ tướng,",
        {"193/QĐ-TTg": "parent"},
    ),
    "two documents in one title": (
        "Căn cứ Kế hoạch số 10/KH-UBND về thực hiện Nghị quyết số 05-NQ/HU, "
        "Nghị quyết số 06-NQ/HU;",
        {"10/KH-UBND": "basis", "05-NQ/HU": "cites", "06-NQ/HU": "cites"},
    ),
    "an amendment": (
        "Căn cứ Luật Bầu cử số 85/2015/QH13 được sửa đổi tại Luật số 83/2025/QH15;",
        {"85/2015/QH13": "basis", "83/2025/QH15": "basis"},
    ),
    "what was cited before": (
        "Ngày 05/01/2024, UBND huyện ban hành Kế hoạch số 12/KH-UBND về chống rét. Để thực hiện Kế "
        "hoạch trên, UBND xã ban hành kế hoạch như sau:",
        {"12/KH-UBND": "parent"},
    ),
    "results of years": (
        "Qua 3 năm thực hiện Nghị quyết số 05-NQ/HU, xã đã đạt kết quả tốt.",
        {"05-NQ/HU": "cites"},
    ),
    "forms, standards and nicknames": (
        "Lập theo Mẫu số 01/KH-BC; TCVN 9386:2012; Đề án 06/CP; cửa khẩu 4/CT-2; 1- TT xã.",
        {},
    ),
}


def _references(document: PlanDocument) -> dict[str, str]:
    return {r.number: r.relation for r in reversed(document.references) if r.number}


@pytest.mark.parametrize("name", RELATIONS)
def test_preamble_gives_relations(name: str) -> None:
    text, expected = RELATIONS[name]
    assert _references(parse_text(f"{HEAD}{text}\n")) == expected


def test_section_of_grounds_makes_bases() -> None:
    text = f"{HEAD}I. CĂN CỨ XÂY DỰNG KẾ HOẠCH\n- Thông tư số 32/2018/TT-BGDĐT ngày 26/12/2018;\n"
    assert _references(parse_text(text)) == {"32/2018/TT-BGDĐT": "basis"}


def test_purpose_only_cites_beside_a_parent_in_the_preamble() -> None:
    preamble = "Thực hiện Kế hoạch số 12/KH-UBND ngày 05/01/2024 của UBND huyện,\n\n"
    purpose = "- Triển khai hiệu quả Nghị quyết số 05-NQ/HU.\n- Cụ thể hóa Đề án số 02-ĐA/HU.\n"
    assert _references(parse_text(HEAD + preamble + PURPOSE + purpose)) == {
        "12/KH-UBND": "parent",
        "05-NQ/HU": "cites",
        "02-ĐA/HU": "parent",
    }
    assert _references(parse_text(HEAD + PURPOSE + purpose))["05-NQ/HU"] == "parent"


def test_note_takes_relation_and_issuer_of_its_sentence() -> None:
    text = (
        f"{HEAD}Thực hiện Kế hoạch của Ủy ban nhân dân huyện về giao thông năm 2024¹, UBND xã ban "
        "hành Kế hoạch:\n\nI. NỘI DUNG\nTrồng 500 m² cỏ.\n\n"
        "¹ Kế hoạch số 07/KH-UBND ngày 04/01/2024.\n"
    )
    (record,) = parse_text(text).references
    assert (record.rule, record.relation) == ("reference-footnote", "parent")
    assert (record.issuer, record.date) == ("Ủy ban nhân dân huyện", "2024-01-04")
    assert record.inferred == ("issuer",)


def test_law_and_plan_without_a_number_are_named() -> None:
    text = f"{HEAD}Căn cứ Luật Thú y ngày 19/6/2015;\nThực hiện Kế hoạch của UBND huyện về dại,\n"
    records = parse_text(text).references
    assert [(r.rule, r.number, r.date, r.relation) for r in records] == [
        ("reference-named", None, "2015-06-19", "basis"),
        ("reference-named", None, None, "parent"),
    ]


def test_likelier_date_holds_for_all_mentions_and_a_finding_says_so() -> None:
    text = (
        f"{HEAD}Căn cứ Nghị quyết số 163/2023/QH15 ngày 27/11/2025;\nI. NỘI DUNG\n"
        "- Nghị quyết số 163/2023/QH15 ngày 27/11/2023.\n- Nghị quyết 163/2023/QH15.\n"
    )
    document = parse_text(text)
    assert [r.date for r in document.references] == ["2023-11-27"] * 3
    assert [r.inferred for r in document.references] == [("date",), (), ("date",)]
    assert [f.rule for f in document.findings if "reference" in f.rule] == [
        "reference-date-conflict"
    ]


def test_same_number_of_two_bodies_keeps_both_dates() -> None:
    text = (
        f"{HEAD}Căn cứ Kế hoạch số 12/KH-UBND ngày 05/01/2024 của UBND tỉnh;\n"
        "Căn cứ Kế hoạch số 12/KH-UBND ngày 09/01/2024 của UBND huyện;\n"
    )
    document = parse_text(text)
    assert [r.date for r in document.references] == ["2024-01-05", "2024-01-09"]
    assert not document.findings


def test_spellings_of_a_number_become_one() -> None:
    lines = (f"Căn cứ Chỉ thị số {number};\n" for number in ("05-CT/TW", "05-CT/TW", "05/CT/TW"))
    text = HEAD + "".join(lines)
    records = parse_text(text).references
    assert {r.number for r in records} == {"05-CT/TW"}
    assert records[-1].repaired_from == records[-1].quote == "05/CT/TW"


def test_impossible_date_is_a_finding() -> None:
    document = parse_text(f"{HEAD}Căn cứ Nghị quyết số 12/NQ-HĐND ngày 31/11/2023;\n")
    assert document.references[0].date is None
    assert document.findings[0].rule == "reference-date-impossible"


def test_own_number_is_no_reference_but_another_body_may_use_it() -> None:
    text = (
        f"{HEAD}Thực hiện Kế hoạch số 99/KH-UBND ngày 02/01/2024 của UBND huyện,\n\n"
        "Phụ lục\n(Kèm theo Kế hoạch số 99/KH-UBND ngày 15/01/2024)\n"
        "(Kèm theo Kế hoạch số 98/KH-UBND ngày 15/01/2024)\n"
    )
    document = parse_text(text)
    assert [r.date for r in document.references] == ["2024-01-02"]


def test_date_in_the_next_cell_of_a_list_of_documents() -> None:
    text = f"{HEAD}I. VĂN BẢN\n\n| Số hiệu | Ngày |\n| 12/KH-UBND | 05/01/2024 |\n"
    (record,) = parse_text(text).references
    assert (record.number, record.date) == ("12/KH-UBND", "2024-01-05")
