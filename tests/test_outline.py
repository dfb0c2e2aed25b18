"""The tree of sections, its roles, and what is odd about its numbers."""

from __future__ import annotations

import pytest

from planparse import parse_text
from planparse.model import PlanDocument
from planparse.outline.markers import read_marker
from planparse.outline.roles import role_of_title


def tree(text: str) -> list[tuple[str, int]]:
    document = parse_text("KẾ HOẠCH\nCông tác năm 2024\n\n" + text)
    return [(section.label, section.level) for section in document.sections]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["I. MỤC TIÊU", "1. Chung", "1.1. Riêng", "a) Việc", "II. NỘI DUNG"],
         [("I", 1), ("1", 2), ("1.1", 3), ("a", 4), ("II", 1)]),
        (["I. MỤC TIÊU", "1.1. Chung", "1.2. Riêng", "II. NỘI DUNG"],
         [("I", 1), ("1.1", 2), ("1.2", 2), ("II", 1)]),
        (["I. NỘI DUNG", "1. Một", "2. Hai", "2.1 Hai một", "2.2 Hai hai", "3. Ba"],
         [("I", 1), ("1", 2), ("2", 2), ("2.1", 3), ("2.2", 3), ("3", 2)]),
        (["A. MỤC ĐÍCH", "I. CHUNG", "1. Việc", "B. NỘI DUNG"],
         [("A", 1), ("I", 2), ("1", 3), ("B", 1)]),
        (["I. MỤC TIÊU", "d) Bốn việc", "đ) Năm việc", "e) Sáu việc"],
         [("I", 1), ("d", 2), ("đ", 2), ("e", 2)]),
        (["I. MỘT", "II. HAI", "IV. BỐN"], [("I", 1), ("II", 1), ("IV", 1)]),
        (["I. MỘT", "1. Việc", "I. HAI", "II. BA"], [("I", 1), ("1", 2), ("I", 1), ("II", 1)]),
        (["PHẦN I", "MỞ ĐẦU", "I. CHUNG", "PHẦN II", "NỘI DUNG", "I. RIÊNG"],
         [("PHẦN I", 1), ("I", 2), ("PHẦN II", 1), ("I", 2)]),
        (["1. Một việc", "a) Hai việc", "b) Ba việc", "2. Bốn việc"],
         [("1", 1), ("a", 2), ("b", 2), ("2", 1)]),
        (["I. MỘT", "1. Việc", "2. Việc", "II. HAI", "3. Việc", "4. Việc"],
         [("I", 1), ("1", 2), ("2", 2), ("II", 1), ("3", 2), ("4", 2)]),
    ],
)  # fmt: skip
def test_depth_is_solved_over_the_whole_sequence(lines, expected) -> None:
    assert tree("\n".join(lines)) == expected


def test_damaged_roman_number_is_repaired_and_said_so() -> None:
    document = parse_text("KẾ HOẠCH\nA\n\nI. MỤC ĐÍCH\n\nIl. NỘI DUNG\n\nIII. TỔ CHỨC THỰC HIỆN\n")
    assert [section.label for section in document.sections] == ["I", "II", "III"]
    assert "numbering-repaired" in {finding.rule for finding in document.findings}


@pytest.mark.parametrize(
    ("text", "rule"),
    [("I. MỘT\nIII. BA\n", "numbering-gap"), ("I. MỘT\nI. HAI\n", "numbering-repeat")],
)
def test_odd_numbers_are_findings(text: str, rule: str) -> None:
    document = parse_text("KẾ HOẠCH\nA\n\n" + text)
    assert rule in {finding.rule for finding in document.findings}


@pytest.mark.parametrize(
    "text",
    ["V/v hỗ trợ hộ nghèo", "12 xã biên giới", "2024 là năm đầu", "1,5 lần so với", "100% hộ dân", "Đ/c Chủ tịch",
     "- Tổ chức tuyên truyền", "TP. Vinh", "C. ty"],
)  # fmt: skip
def test_no_marker_is_read(text: str) -> None:
    marker = read_marker(text)
    assert marker is None or marker.readings[0][0] == "upper"


@pytest.mark.parametrize(
    ("title", "role"),
    [("MỤC ĐÍCH, YÊU CẦU", "purpose"), ("CÁC CHỈ TIÊU CHỦ YẾU", "objectives"), ("NỘI DUNG, NHIỆM VỤ", "tasks"),
     ("THỜI GIAN VÀ KINH PHÍ THỰC HIỆN", "schedule"), ("KINH PHÍ", "budget"), ("PHÂN CÔNG NHIỆM VỤ", "organisation"),
     ("KẾT QUẢ THỰC HIỆN NĂM 2023", "background"), ("PHẠM VI, ĐỐI TƯỢNG", "other"), ("CHẾ ĐỘ BÁO CÁO", "organisation"),
     ("TỔ CHỨC THỰC HIỆN", "organisation"), ("GIẢI PHÁP THỰC HIỆN", "tasks")],
)  # fmt: skip
def test_title_gives_the_role(title: str, role: str) -> None:
    assert role_of_title(title, anywhere=True) == role


def test_decision_with_an_annexed_plan_has_both_trees_at_the_top() -> None:
    text = """ỦY BAN NHÂN DÂN
XÃ AN LỘC

QUYẾT ĐỊNH
Về việc ban hành Kế hoạch trồng cây năm 2024

Điều 1. Ban hành kèm theo Quyết định này Kế hoạch trồng cây năm 2024.

Điều 2. Văn phòng và các đơn vị chịu trách nhiệm thi hành.

Nơi nhận:
- Như Điều 2;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

KẾ HOẠCH
Trồng cây năm 2024
(Kèm theo Quyết định số 12/QĐ-UBND ngày 05/01/2024)

I. MỤC TIÊU
- Trồng 1.500 cây xanh.
II. TỔ CHỨC THỰC HIỆN
"""
    document = parse_text(text)
    tops = [section.label for section in document.sections if section.level == 1]
    assert tops == ["Điều 1", "Điều 2", "I", "II"]
    assert [target.value for target in document.targets] == [1500]


def test_spans_of_sections_nest() -> None:
    document = parse_text("KẾ HOẠCH\nA\n\nI. MỘT\n1. Hai việc\n- Ba\nII. BỐN\n")
    by_id = {section.id: section for section in document.sections}
    for section in document.sections:
        if section.parent_id:
            above = by_id[section.parent_id]
            assert above.span.start <= section.span.start <= section.span.end <= above.span.end


def plan_of(*titles: str) -> PlanDocument:
    lines = (
        f"{label}. {title}\n1. Việc {label}"
        for label, title in zip(["I", "II", "III", "IV"], titles, strict=False)
    )
    return parse_text("KẾ HOẠCH\nTrồng rừng\n" + "\n".join(lines) + "\n")


def roles_of(plan: PlanDocument) -> list[str]:
    return [section.role for section in plan.sections if section.level == 1]


def test_unnamed_section_between_aims_and_organisation_is_of_tasks() -> None:
    plan = plan_of("MỤC ĐÍCH", "CHỈ TIÊU", "VƯỜN ƯƠM VÀ GIỐNG CÂY", "TỔ CHỨC THỰC HIỆN")
    assert roles_of(plan) == ["purpose", "objectives", "tasks", "organisation"]
    assert [finding.rule for finding in plan.findings] == ["role-inferred"]


def test_unnamed_section_beside_one_of_tasks_stays_unnamed() -> None:
    plan = plan_of("MỤC ĐÍCH", "VƯỜN ƯƠM VÀ GIỐNG CÂY", "NHIỆM VỤ", "TỔ CHỨC THỰC HIỆN")
    assert roles_of(plan) == ["purpose", "other", "tasks", "organisation"]
    assert plan.findings == ()


def test_headings_without_numbers_give_roles() -> None:
    plan = parse_text(
        "UBND XÃ AN LÂM\nSố: 12/KH-UBND\n\nKẾ HOẠCH\nChuyển đổi số năm 2024\n\n"
        "Thực hiện Quyết định số 749/QĐ-TTg ngày 03/6/2020, UBND xã xây dựng kế hoạch như sau:\n"
        "Mục tiêu:\n- 100% văn bản được ký số.\n"
        "Nhiệm vụ\n1. Tổ chức 02 lớp tập huấn kỹ năng số trong quý II/2024.\n"
        "Tổ chức thực hiện:\n- Trạm Y tế chủ trì, báo cáo UBND huyện trước ngày 15/12/2024.\n"
    )
    assert [target.quote for target in plan.targets] == ["100%", "02 lớp tập huấn"]
    assert [(section.label, section.role) for section in plan.sections] == [("1", "tasks")]
    assert [duty.body for duty in plan.assignments] == ["Trạm Y tế", "Ủy ban nhân dân huyện"]
    assert [deadline.quote for deadline in plan.deadlines] == [
        "trong quý II/2024",
        "trước ngày 15/12/2024",
    ]


def test_a_paper_may_open_with_a_heading_without_number() -> None:
    plan = parse_text(
        "CHỈ TIÊU NĂM 2026\n\n5. Thu nhập bình quân đầu người đạt 60 triệu đồng.\n\n"
        "7. Kết quả sử dụng dịch vụ công trực tuyến của người dân đạt 80%.\n"
    )
    assert [section.role for section in plan.sections] == ["objectives", "objectives"]
    assert [target.quote for target in plan.targets] == ["60 triệu đồng", "80%"]
