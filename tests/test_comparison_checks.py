"""The checks beside the items, on two short plans that differ in one thing at a time."""

from __future__ import annotations

import pytest

from planparse import parse_text
from planparse.comparison import compare
from planparse.model import Check, CoverageReport

PARENT = """ỦY BAN NHÂN DÂN
TỈNH ĐỒNG CHIÊM
Số: 40/KH-UBND

Đồng Chiêm, ngày 12 tháng 01 năm 2024

KẾ HOẠCH
Phòng, chống cháy rừng mùa khô năm 2024

I. CHỈ TIÊU
- 100% chủ rừng ký cam kết phòng cháy.
- Thành lập ít nhất 20 tổ tuần tra rừng.

II. NHIỆM VỤ
1. Phát dọn đường băng cản lửa, dựng chòi canh ở các khu rừng trọng điểm.
2. Tuyên truyền quy định dùng lửa trong rừng trên loa truyền thanh của các thôn.

III. KINH PHÍ
Kinh phí từ ngân sách tỉnh và quỹ bảo vệ rừng.

IV. TỔ CHỨC THỰC HIỆN
1. Sở Lao động - Thương binh và Xã hội: hỗ trợ người bị nạn.
2. Công an tỉnh: điều tra các vụ cháy rừng.
3. UBND các xã, phường: ban hành kế hoạch trước ngày 20/02/2024; báo cáo UBND tỉnh trước ngày 30/11/2024. Điện thoại báo cháy: 114; đường dây nóng 0239.3855.112.
"""
CHILD = """ỦY BAN NHÂN DÂN
XÃ HỒ THẦU
Số: 9/KH-UBND

Hồ Thầu, ngày 02 tháng 02 năm 2024

KẾ HOẠCH
Phòng, chống cháy rừng trên địa bàn xã Hồ Thầu năm 2024

Thực hiện Kế hoạch số 40/KH-UBND ngày 12/01/2024 của UBND tỉnh Đồng Chiêm về phòng, chống cháy rừng;

I. CHỈ TIÊU
- 100% chủ rừng trong xã ký cam kết phòng cháy.
- Thành lập 02 tổ tuần tra rừng.

II. NHIỆM VỤ
1. Phát dọn đường băng cản lửa và dựng chòi canh ở rừng trọng điểm của xã.
2. Phát thanh quy định dùng lửa trong rừng trên loa truyền thanh các thôn.

III. KINH PHÍ
Từ ngân sách xã.

IV. TỔ CHỨC THỰC HIỆN
1. Công chức Văn hóa - Xã hội: tổng hợp, báo cáo UBND xã trước ngày 20/11/2024 để báo cáo UBND tỉnh.
2. Công an xã: xác minh các vụ cháy. Khi có cháy gọi số 114 hoặc 02393 855 112.
"""


def report(child: str = CHILD, parent: str = PARENT) -> CoverageReport:
    return compare(parse_text(child, name="child"), parse_text(parent, name="parent"))


def checks(rule: str, child: str = CHILD, parent: str = PARENT) -> list[Check]:
    return [check for check in report(child, parent).checks if check.rule == rule]


def only(rule: str, child: str = CHILD, parent: str = PARENT) -> Check:
    (check,) = checks(rule, child, parent)
    return check


def test_a_good_child_has_no_warning() -> None:
    found = [(check.rule, check.status) for check in report().checks if check.status != "ok"]
    assert found == []


@pytest.mark.parametrize(
    ("printed", "status"),
    [("ngày 02 tháng 02", "ok"), ("ngày 02 tháng 01", "warning"), ("ngày 05 tháng 3", "ok")],
)
def test_child_is_issued_after_its_parent(printed: str, status: str) -> None:
    child = CHILD.replace("ngày 02 tháng 02", printed)
    assert only("issued-after-parent", child).status == status


def test_days_between_the_two_are_said() -> None:
    assert "21 ngày" in only("issued-after-parent").explanation


@pytest.mark.parametrize(
    ("printed", "status"), [("ngày 02 tháng 02", "ok"), ("ngày 05 tháng 3", "warning")]
)
def test_plan_is_issued_by_the_day_that_the_parent_sets(printed: str, status: str) -> None:
    assert only("issued-in-time", CHILD.replace("ngày 02 tháng 02", printed)).status == status


def test_child_is_not_compared_with_itself_unnoticed() -> None:
    result = report(PARENT, PARENT)
    assert [c.status for c in result.checks if c.rule == "same-document"] == ["error"]
    assert {i.status for i in result.items if i.parent} <= {"met", "covered"}


STRANGER = """ỦY BAN NHÂN DÂN
XÃ TÂN LẬP
Số: 3/KH-UBND

Tân Lập, ngày 02 tháng 3 năm 2024

KẾ HOẠCH
Tổ chức Đại hội thể dục thể thao năm 2024

I. CHỈ TIÊU
- 100% vận động viên được khám sức khỏe.
- Tổ chức 05 môn thi đấu.

II. NHIỆM VỤ
1. Thành lập ban tổ chức, ban trọng tài; bốc thăm chia bảng.
2. Trang trí sân vận động, mời đoàn nghệ thuật biểu diễn khai mạc.
"""


def test_strangers_are_said_to_be_so_and_nothing_is_matched() -> None:
    result = report(STRANGER, PARENT)
    assert [c.status for c in result.checks if c.rule == "unrelated-documents"] == ["error"]
    assert {i.status for i in result.items} == {"missing", "local"}
    assert checks("unrelated-documents") == []


def test_number_of_another_plan_makes_no_kin() -> None:
    cited = STRANGER.replace("I. CHỈ TIÊU", "Thực hiện Kế hoạch số 40/KH-UBND;\n\nI. CHỈ TIÊU")
    result = report(cited, PARENT)
    assert result.citation.status == "cited"
    assert [c.status for c in result.checks if c.rule == "unrelated-documents"] == ["error"]


def test_plan_that_sets_nothing_is_no_stranger() -> None:
    nothing = STRANGER.split("I. CHỈ TIÊU", maxsplit=1)[0]
    assert checks("unrelated-documents", nothing) == []


def test_swapped_roles_are_said_to_be_so() -> None:
    check = only("swapped-roles", PARENT, CHILD)
    assert check.status == "error"
    assert "đặt ngược" in check.explanation
    without = CHILD.replace("Thực hiện Kế hoạch số 40/KH-UBND ngày 12/01/2024", "Nhằm bảo vệ rừng")
    assert only("swapped-roles", PARENT, without).status == "warning"
    assert checks("swapped-roles") == []


@pytest.mark.parametrize(
    ("day", "status"), [("20/11/2024", "ok"), ("30/11/2024", "warning"), ("05/12/2024", "warning")]
)
def test_reports_leave_time_to_sum_up(day: str, status: str) -> None:
    assert only("report-deadline", CHILD.replace("20/11/2024", day)).status == status


@pytest.mark.parametrize(("day", "status"), [("12", "ok"), ("18", "warning")])
def test_monthly_reports_are_compared_by_day(day: str, status: str) -> None:
    parent = PARENT.replace("trước ngày 30/11/2024", "trước ngày 15 hằng tháng")
    child = CHILD.replace("trước ngày 20/11/2024", f"trước ngày {day} hằng tháng")
    assert only("report-deadline", child, parent).status == status


def test_rarer_reports_are_named() -> None:
    parent = PARENT.replace("báo cáo UBND tỉnh trước ngày 30/11/2024", "hằng quý báo cáo UBND tỉnh")
    check = only("report-frequency", CHILD, parent)
    assert check.status == "warning"
    assert "hằng quý" in check.explanation


def test_recipient_that_the_child_leaves_out_is_named() -> None:
    assert only("report-recipient").status == "ok"
    child = CHILD.replace(" để báo cáo UBND tỉnh", "")
    assert only("report-recipient", child).status == "unknown"


def test_reports_among_the_parents_own_offices_bind_no_child() -> None:
    parent = PARENT.replace(
        "2. Công an tỉnh: điều tra", "2. Công an tỉnh: hằng tuần báo cáo UBND tỉnh; điều tra"
    )
    assert all(
        "hằng tuần" not in check.explanation
        for rule in ("report-frequency", "report-deadline")
        for check in checks(rule, CHILD, parent)
    )


def test_bodies_are_followed_by_their_duty() -> None:
    found = {check.parent_quote: check for check in checks("bodies")}
    labour = found["Sở Lao động - Thương binh và Xã hội"]
    assert labour.child_quote == "Công chức Văn hóa - Xã hội"
    assert "2025" not in labour.explanation
    assert found["Công an tỉnh"].child_quote == "Công an xã"
    assert "XÃ HỒ THẦU" in found["UBND các xã, phường"].explanation


def test_new_names_of_2025_are_said_where_a_plan_is_that_new() -> None:
    child = CHILD.replace("năm 2024", "năm 2026").replace("2024 để", "2026 để")
    found = {check.parent_quote: check for check in checks("bodies", child)}
    labour = found["Sở Lao động - Thương binh và Xã hội"]
    assert "Từ năm 2025" in labour.explanation
    assert "Nội vụ" in labour.explanation


def test_body_that_has_ended_is_named() -> None:
    old = "Phòng Lao động - Thương binh và Xã hội"
    child = CHILD.replace("Công chức Văn hóa - Xã hội", old)
    assert checks("dissolved-body", child) == []
    child = child.replace("tháng 02 năm 2024", "tháng 02 năm 2026")
    assert only("dissolved-body", child).child_quote == old


def test_body_without_a_counterpart_is_named() -> None:
    found = {
        check.parent_quote: check for check in checks("bodies", CHILD.replace("Công an xã", "Tổ"))
    }
    assert (found["Công an tỉnh"].status, found["Công an tỉnh"].child_quote) == ("unknown", None)


def test_hotlines_are_equal_however_they_are_printed() -> None:
    assert [check.status for check in checks("hotline")] == ["ok", "ok"]
    assert [c.status for c in checks("hotline", CHILD.replace("855 112", "855 113"))] == [
        "ok",
        "warning",
    ]


def test_missing_sections_and_money_are_named() -> None:
    child = CHILD.replace("III. KINH PHÍ\nTừ ngân sách xã.\n", "")
    assert "kinh phí" in only("sections", child).explanation
    assert only("budget", child).status == "warning"
    assert only("budget").child_quote == "Từ ngân sách xã"


def test_no_numbers_on_one_side_is_said() -> None:
    words = "- Chủ rừng ký cam kết phòng cháy.\n- Lập các tổ tuần tra rừng."
    numbers = "- 100% chủ rừng trong xã ký cam kết phòng cháy.\n- Thành lập 02 tổ tuần tra rừng."
    child = CHILD.replace(numbers, words)
    assert only("targets-of-child", child).status == "warning"
    theirs = "- 100% chủ rừng ký cam kết phòng cháy.\n- Thành lập ít nhất 20 tổ tuần tra rừng."
    assert only("targets-of-parent", CHILD, PARENT.replace(theirs, words)).status == "unknown"
    assert report(CHILD, PARENT.replace(theirs, words)).summary.targets.met_share is None


def test_quotes_of_checks_are_the_documents_own_words() -> None:
    for check in report().checks:
        assert check.parent_quote is None or check.parent_quote in PARENT
        assert check.child_quote is None or check.child_quote in CHILD
