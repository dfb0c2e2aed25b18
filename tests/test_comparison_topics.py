"""Products for other subjects, tasks over two lines, events and groups by several names."""

from __future__ import annotations

import pytest

from planparse import parse_text
from planparse.comparison import compare
from planparse.model import CoverageItem

PLAN = """ỦY BAN NHÂN DÂN
{issuer}
Số: {number}/KH-UBND

Sông Lô, ngày 10 tháng 01 năm 2026

KẾ HOẠCH
Công tác đô thị và trường học năm 2026

{cites}
I. CHỈ TIÊU
1. {target}
2. 95% hộ dân dùng nước sạch.
3. Trồng 90 cây xanh trong các trường học.
4. 60% thôn có sân thể thao.

II. NHIỆM VỤ
{tasks}

III. TỔ CHỨC THỰC HIỆN
1. Bộ phận Tài chính bố trí kinh phí.
"""
CITES = "Thực hiện Kế hoạch số 21/KH-UBND ngày 10/01/2026 của UBND tỉnh Sông Lô;\n"


def items(
    above: list[str],
    below: list[str],
    targets: tuple[str, str] = ("80% ngõ có đèn.", "80% ngõ có đèn."),
) -> list[CoverageItem]:
    texts = [
        PLAN.format(
            issuer=issuer,
            number=number,
            cites=cites,
            target=target,
            tasks="\n".join(f"{n}. {task}" for n, task in enumerate(tasks, 1)),
        )
        for issuer, number, cites, target, tasks in (
            ("XÃ BẾN TRE", 8, CITES, targets[1], below),
            ("TỈNH SÔNG LÔ", 21, "", targets[0], above),
        )
    ]
    child, parent = (parse_text(text) for text in texts)
    return [item for item in compare(child, parent).items if item.parent is not None]


OTHER = "Khảo sát tuyến đường cần thảm nhựa, cắm mốc chỉ giới."


@pytest.mark.parametrize(
    ("above", "below"),
    [
        (
            "Xây dựng cơ sở dữ liệu về chất thải rắn sinh hoạt của tỉnh.",
            "Xây dựng cơ sở dữ liệu về cây xanh đô thị của xã.",
        ),
        (
            "Ban hành quy chế phối hợp giữa Công an, Quân sự và Kiểm lâm.",
            "Ban hành quy chế làm việc của Ban Chỉ đạo phòng cháy xã.",
        ),
    ],
)
def test_product_for_another_subject_is_no_counterpart(above: str, below: str) -> None:
    found = items([above, OTHER], [below, OTHER])
    assert [item.status for item in found if item.kind == "task"] == ["missing", "covered"]


def test_product_for_the_same_subject_is_one() -> None:
    above = "Xây dựng cơ sở dữ liệu về chất thải rắn sinh hoạt của tỉnh."
    below = "Xây dựng cơ sở dữ liệu chất thải rắn trên địa bàn xã."
    found = items([above, OTHER], [below, OTHER])
    assert [item.status for item in found if item.kind == "task"] == ["covered", "covered"]


def test_task_split_over_two_lines_is_covered() -> None:
    above = (
        "Cải tạo phòng đọc, chuyển kho sách sang kho mở cho bạn đọc tự chọn; "
        "dựng mái che sân trường phục vụ hoạt động ngoại khóa."
    )
    below = [
        "Sửa lại phòng đọc, xếp kho sách thành kho mở cho học sinh tự chọn.",
        "Làm mái che một phần sân trường cho giờ ngoại khóa.",
    ]
    found = items([above, OTHER], [*below, OTHER])
    assert [item.status for item in found if item.kind == "task"] == ["covered", "covered"]
    found = items([above, OTHER], [below[0], OTHER])
    assert [item.status for item in found if item.kind == "task"] == ["partial", "covered"]


def test_refusal_to_propose_is_no_counterpart() -> None:
    above = "Đề xuất chính sách phụ cấp cho nhân viên y tế trường học."
    below = "Giai đoạn này xã không đề xuất chính sách phụ cấp cho nhân viên y tế trường học."
    found = items([above, OTHER], [below, OTHER])
    refused = next(item for item in found if item.kind == "task")
    assert (refused.status, refused.reasons) == ("missing", ("excused",))


@pytest.mark.parametrize(
    ("above", "below", "status"),
    [
        (
            "70% học sinh trung học tập thể thao.",
            "75% học sinh THCS, THPT tập thể thao.",
            "stronger",
        ),
        ("70% học sinh trung học tập thể thao.", "75% học sinh THCS tập thể thao.", "changed"),
        ("80% trường học có công trình vệ sinh.", "80% trường học có sân bóng rổ.", "missing"),
        ("80% trường học có công trình vệ sinh.", "85% trường học có nhà vệ sinh.", "stronger"),
        (
            "Thời gian phản hồi phản ánh về môi trường tối đa 24 giờ.",
            "Phản ánh về môi trường được phản hồi trong thời gian tối đa 12 giờ.",
            "stronger",
        ),
        (
            "Mỗi trường tổ chức ít nhất 02 ngày hội đọc sách.",
            "Tổ chức 02 ngày hội đọc sách.",
            "met",
        ),
    ],
)
def test_targets_by_other_names(above: str, below: str, status: str) -> None:
    found = items([OTHER], [OTHER], (above, below))
    assert [item.status for item in found if item.kind == "target"] == [status, *["met"] * 3]


def test_stars_are_part_of_what_is_counted() -> None:
    above = ("Có ít nhất 02 sản phẩm OCOP 5 sao.", "Có 40 sản phẩm OCOP đạt từ 3 sao trở lên.")
    found = items([OTHER], [OTHER], above)
    assert found[0].status == "missing"
    above = ("Có 35 sản phẩm OCOP đạt 3 sao trở lên.", "Có 40 sản phẩm OCOP từ 3 sao trở lên.")
    found = items([OTHER], [OTHER], above)
    assert found[0].status == "stronger"


def test_prohibitions_are_no_refusals() -> None:
    above = "Quản lý chặt việc cấp phép xây dựng trong hành lang bảo vệ đê."
    below = "Không cấp phép xây dựng nhà ở trong hành lang bảo vệ đê."
    found = items([above, OTHER], [below, OTHER])
    assert next(item for item in found if item.kind == "task").status == "covered"
