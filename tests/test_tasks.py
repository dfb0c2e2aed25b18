"""Tasks: measures and nothing else."""

from __future__ import annotations

from planparse import parse_text

HEAD = "KẾ HOẠCH\nCông tác năm 2024\n\n"


def tasks_of(text: str) -> list[str]:
    return [task.text for task in parse_text(HEAD + text).tasks]


def test_bullets_paragraphs_and_leaf_items_are_tasks() -> None:
    text = """I. NHIỆM VỤ, GIẢI PHÁP
1. Công tác tuyên truyền
- Phát thanh về phòng cháy, chữa cháy trên loa xã.
Tổ chức hội nghị tại các thôn trong tháng 5.
2. Rà soát, lập danh sách hộ có nguy cơ cháy nổ cao.
"""
    assert tasks_of(text) == [
        "Phát thanh về phòng cháy, chữa cháy trên loa xã.",
        "Tổ chức hội nghị tại các thôn trong tháng 5.",
        "Rà soát, lập danh sách hộ có nguy cơ cháy nổ cao.",
    ]


def test_fields_lead_ins_and_contacts_are_no_tasks() -> None:
    text = """I. NHIỆM VỤ
1. Xây dựng nhà văn hóa thôn
- Nội dung: Khởi công nhà văn hóa ở ba thôn vùng cao.
- Cơ quan chủ trì: Phòng Kinh tế xã.
- Thời gian hoàn thành: Quý III năm 2024.
- Tập trung vào các việc sau:
- Trực ban Công an xã: 0260.3555.113;
"""
    assert tasks_of(text) == ["Khởi công nhà văn hóa ở ba thôn vùng cao."]


def test_objectives_and_background_have_no_tasks() -> None:
    text = "I. TÌNH HÌNH\n- Đã tổ chức ba hội nghị ở các thôn.\nII. MỤC TIÊU\n- Nâng cao nhận thức của người dân.\n"
    assert tasks_of(text) == []


def test_table_rows_are_tasks() -> None:
    text = """I. NHIỆM VỤ
| TT | Nhiệm vụ | Cơ quan chủ trì | Thời gian |
|---|---|---|---|
| 1 | Nâng cấp cổng thông tin điện tử | Văn phòng | Quý II |
"""
    assert tasks_of(text) == ["Nâng cấp cổng thông tin điện tử"]
