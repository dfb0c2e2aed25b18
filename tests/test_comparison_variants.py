"""How other fields put the same: what is named and lacking, thin lines, other units and places."""

from __future__ import annotations

import pytest

from planparse import parse_text
from planparse.comparison import compare
from planparse.model import CoverageItem, PlanDocument

PARENT = """ỦY BAN NHÂN DÂN
TỈNH SÔNG LÔ
Số: 21/KH-UBND

Sông Lô, ngày 10 tháng 01 năm 2026

KẾ HOẠCH
Phát triển du lịch cộng đồng và dịch vụ đô thị năm 2026

I. CHỈ TIÊU
{targets}

II. NHIỆM VỤ
1. Khảo sát tuyến du lịch cộng đồng, cắm mốc chỉ đường.
{tasks}

III. TỔ CHỨC THỰC HIỆN
1. Sở Tài chính bố trí kinh phí.
"""
CHILD = """{issuer}
Số: 8/KH-UBND

Bến Tre, ngày 05 tháng 02 năm 2026

KẾ HOẠCH
Phát triển du lịch cộng đồng và dịch vụ đô thị năm 2026

Thực hiện Kế hoạch số 21/KH-UBND ngày 10/01/2026 của UBND tỉnh Sông Lô;

I. CHỈ TIÊU
{targets}

II. NHIỆM VỤ
1. Khảo sát tuyến du lịch cộng đồng, cắm mốc chỉ đường.
{tasks}

III. TỔ CHỨC THỰC HIỆN
1. Bộ phận tài chính bố trí kinh phí.
"""
COMMUNE = "ỦY BAN NHÂN DÂN\nXÃ BẾN TRE"


def child(targets: str = "", tasks: str = "", issuer: str = COMMUNE) -> PlanDocument:
    return parse_text(CHILD.format(issuer=issuer, targets=targets, tasks=tasks), name="child")


def parent(targets: str = "", tasks: str = "") -> PlanDocument:
    return parse_text(PARENT.format(targets=targets, tasks=tasks), name="parent")


def task(theirs: str, ours: str) -> CoverageItem:
    found = compare(child(tasks=f"2. {ours}"), parent(tasks=f"2. {theirs}")).items
    return [item for item in found if item.kind == "task" and item.parent][1]


def target(theirs: str, ours: str, issuer: str = COMMUNE) -> CoverageItem:
    found = compare(child(targets=ours, issuer=issuer), parent(targets=theirs)).items
    return next(item for item in found if item.kind == "target" and item.parent)


# Rule 10: what is named and lacking makes a task partial.


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        (
            "Củng cố đội cứu hộ biển, đội tuần tra rừng; mở lớp sơ cứu cho thuyền viên.",
            "Kiện toàn đội cứu hộ biển; cử thuyền viên dự lớp sơ cứu.",
        ),
        (
            "Khảo sát, lắp đặt trạm quan trắc, phao đo mực nước dọc sông Ba; dựng bảng cảnh báo lũ.",
            "Khảo sát bờ sông Ba, cắm bảng cảnh báo lũ.",
        ),
        (
            "Cấp hạt giống lúa, phân bón hữu cơ cho hộ bị thiệt hại; hướng dẫn làm đất.",
            "Cấp hạt giống lúa cho hộ bị thiệt hại, hướng dẫn làm đất.",
        ),
        (
            "Thăm dò ý kiến du khách, chủ nhà nghỉ, phân tích và phản hồi kết quả cho từng điểm đến.",
            "Thăm dò ý kiến du khách, chủ nhà nghỉ bằng phiếu giấy.",
        ),
        (
            "Trồng tre chắn sóng, kè đá chống sạt lở bờ sông.",
            "Trồng tre chắn sóng ven bờ sông.",
        ),
        (
            "Sửa chữa trạm bơm; lắp đồng hồ đo nước, van xả khí cho các tuyến ống.",
            "Sửa chữa trạm bơm; lắp đồng hồ đo nước cho tuyến ống.",
        ),
        (
            "Truyền thông về bệnh dại tại chợ, trường học; lập sổ quản lý đàn chó, chốt bắt chó thả rông.",
            "Tuyên truyền bệnh dại ở chợ, trường; lập sổ quản lý đàn chó.",
        ),
        (
            "Số hóa hồ sơ di tích, gắn mã QR thuyết minh tại từng di tích.",
            "Gắn mã QR thuyết minh tại các di tích trên địa bàn.",
        ),
        (
            "Lấy mẫu nước giếng xét nghiệm asen; cấp bình lọc cho hộ có nguồn nước nhiễm asen.",
            "Lấy mẫu nước giếng gửi xét nghiệm asen.",
        ),
        (
            "Chi trả trợ cấp tận nhà cho người khuyết tật nặng; lập danh sách người cần xe lăn.",
            "Chi trả trợ cấp tại nhà cho người khuyết tật nặng.",
        ),
        (
            "Tặng sổ tiết kiệm, xe lăn cho thương binh nặng.",
            "Tặng sổ tiết kiệm cho thương binh nặng.",
        ),
    ],
)
def test_named_thing_that_is_lacking_is_partial(theirs: str, ours: str) -> None:
    assert task(theirs, ours).status == "partial"


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        (
            "Củng cố đội cứu hộ biển, đội tuần tra rừng; mở lớp sơ cứu cho thuyền viên.",
            "Kiện toàn các đội cứu hộ biển, tuần tra rừng; dạy sơ cứu cho thuyền viên.",
        ),
        (
            "Trồng tre chắn sóng, kè đá chống sạt lở bờ sông.",
            "Đắp kè đá và trồng tre chắn sóng ở bờ sông hay sạt lở.",
        ),
        (
            "Tổ chức phiên chợ nông sản tại huyện, thành phố; quảng bá đặc sản trên mạng xã hội.",
            "Mở phiên chợ nông sản của xã; giới thiệu đặc sản trên Facebook.",
        ),
        (
            "Duy trì trực ban phòng chống bão, trực cứu nạn 24/24 giờ; nhận tin báo tàu gặp nạn "
            "qua số 112 và chuyển đến tàu cứu hộ gần nhất.",
            "Phân công trực 24/24 giờ, nhận tin báo tàu gặp nạn, gọi 112 và tàu cứu hộ gần nhất.",
        ),
        (
            "Sở Du lịch phối hợp các địa phương tập huấn kỹ năng đón khách cho chủ homestay.",
            "Hội Phụ nữ xã mở lớp bồi dưỡng chủ homestay cách đón khách.",
        ),
        (
            "Kiểm tra định kỳ, đột xuất các quán ăn, nhà nghỉ, bến thuyền.",
            "Kiểm tra thường xuyên quán ăn, nhà nghỉ và bến thuyền trên địa bàn.",
        ),
        (
            "Xây dựng chuyên mục “Nhà nông hỏi, nhà khoa học đáp” trên đài; in tờ rơi cho nông dân.",
            "Đài truyền thanh xã mở chuyên mục hỏi đáp nhà nông; phát tờ rơi tới từng nông dân.",
        ),
        (
            "Thành lập các chốt kiểm dịch động vật trên quốc lộ, tiêu độc xe vận chuyển lợn.",
            "Lập chốt kiểm dịch động vật đầu xã, phun khử trùng xe chở lợn.",
        ),
        (
            "Mở rộng tư vấn, hướng dẫn cho chủ vườn; cung cấp thuận tiện, miễn phí giống cây.",
            "Mở rộng việc hướng dẫn chủ vườn; cung cấp giống cây miễn phí, dễ nhận.",
        ),
        (
            "Rà soát quy hoạch, chuẩn bị nguồn cán bộ trẻ để đề bạt vào chức danh lãnh đạo, quản "
            "lý của ban điều hành.",
            "Rà soát quy hoạch, tạo nguồn cán bộ trẻ để bổ nhiệm chức danh lãnh đạo ban điều hành.",
        ),
        (
            "Tuyên truyền tại chợ, khu dân cư, bến xe về phân loại rác.",
            "Tuyên truyền phân loại rác ở các thôn, chợ.",
        ),
    ],
)
def test_other_words_manner_or_body_is_covered(theirs: str, ours: str) -> None:
    assert task(theirs, ours).status == "covered"


# Rule 9: a count for a share and the like.


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        (
            "- Nhân rộng mô hình “Chợ không rác” tại 40 chợ, phấn đấu 90% tiểu thương ký cam kết.",
            "- 100% chợ trên địa bàn là Chợ không rác.",
        ),
        (
            "- Tập huấn kỹ năng đón khách cho chủ homestay, phấn đấu 500 lượt người được tập huấn.",
            "- 100% chủ homestay được tập huấn kỹ năng đón khách.",
        ),
        (
            "- Bồi dưỡng ngoại ngữ cho 300 người làm hướng dẫn viên.",
            "- 80% hướng dẫn viên được bồi dưỡng ngoại ngữ.",
        ),
        (
            "- Lắp camera an ninh tại 60 khu phố.",
            "- 100% khu phố lắp camera an ninh.",
        ),
    ],
)
def test_count_for_a_share_is_changed(theirs: str, ours: str) -> None:
    item = target(theirs, ours)
    assert (item.status, item.child is not None) == ("changed", True)


# A thin indicator is read with the sentence around it.


@pytest.mark.parametrize(
    ("theirs", "ours", "status"),
    [
        (
            "- Tiếp nhận pin cũ, đồ điện hỏng từ hộ gia đình: mỗi phường bố trí ít nhất 02 điểm.",
            "- Đặt 01 điểm tiếp nhận pin cũ, đồ điện hỏng của hộ dân tại Nhà văn hóa.",
            "weaker",
        ),
        (
            "- Mỗi tổ tuần tra đêm có từ 08 người trở lên.",
            "- Mỗi tổ tuần tra đêm có từ 10 người trở lên.",
            "stronger",
        ),
        (
            "- Dạy nghề thêu thổ cẩm cho phụ nữ vùng cao, mỗi năm 30 người.",
            "- Dạy nghề thêu thổ cẩm cho 30 phụ nữ mỗi năm.",
            "met",
        ),
        (
            "- Phát triển điểm dừng chân ngắm cảnh dọc tuyến đèo, có ít nhất 03 điểm.",
            "- Có 03 điểm dừng chân ngắm cảnh trên tuyến đèo.",
            "met",
        ),
    ],
)
def test_thin_indicator_is_read_with_its_sentence(theirs: str, ours: str, status: str) -> None:
    assert target(theirs, ours).status == status


# A shorter form, or another opening, is the same target.


@pytest.mark.parametrize(
    ("theirs", "ours", "status"),
    [
        (
            "- Sau tập huấn, ít nhất 85% chủ homestay có khách đặt phòng hoặc nâng được giá phòng "
            "so với trước.",
            "- Trên 85% chủ homestay có khách đặt phòng sau tập huấn.",
            "stronger",
        ),
        (
            "- Phấn đấu tỷ lệ hộ kinh doanh lưu trú trên địa bàn tỉnh được cấp chứng nhận đủ điều "
            "kiện phòng cháy đạt 70%.",
            "- 70% hộ lưu trú được chứng nhận phòng cháy.",
            "met",
        ),
        (
            "- Trong năm 2026, 80% du khách đến tỉnh hài lòng với dịch vụ.",
            "- Du khách hài lòng dịch vụ đạt 75%.",
            "weaker",
        ),
    ],
)
def test_shorter_form_is_the_same_target(theirs: str, ours: str, status: str) -> None:
    assert target(theirs, ours).status == status


# Rule 6: frequencies on one base, however they are written.


@pytest.mark.parametrize(
    ("theirs", "ours", "status"),
    [
        (
            "- Biểu diễn ca Huế phục vụ du khách mỗi tháng 04 buổi.",
            "- Biểu diễn ca Huế phục vụ du khách mỗi quý 12 buổi.",
            "met",
        ),
        (
            "- Mở phiên chợ đêm 60 phiên/năm.",
            "- Mở phiên chợ đêm mỗi tháng 05 phiên.",
            "met",
        ),
        (
            "- Tổ chức ngoại khóa về di sản mỗi học kỳ 01 lần.",
            "- Tổ chức ngoại khóa về di sản 02 lần/năm học.",
            "met",
        ),
        (
            "- Kiểm tra bến thuyền du lịch 02 lần/tháng.",
            "- Kiểm tra bến thuyền du lịch 04 lần/quý.",
            "weaker",
        ),
        (
            "- Dọn vệ sinh bãi tắm mỗi tuần 01 buổi.",
            "- Dọn vệ sinh bãi tắm mỗi năm 52 buổi.",
            "met",
        ),
    ],
)
def test_frequencies_are_equal_on_one_base(theirs: str, ours: str, status: str) -> None:
    assert target(theirs, ours).status == status


def table(*rows: tuple[str, ...]) -> str:
    head, *body = rows
    lines = [head, tuple("---" for _ in head), *body]
    return "\n".join(f"| {' | '.join(row)} |" for row in lines)


OTHER = ("2", "Trồng cây cảnh dọc đường làng", "Cây", "350")


def test_unit_of_a_cell_is_a_frequency() -> None:
    head = ("TT", "Chỉ tiêu", "Đơn vị", "Năm 2026")
    theirs = table(head, ("1", "Biểu diễn ca Huế phục vụ du khách", "Buổi/tháng", "14"), OTHER)
    ours = table(head, ("1", "Biểu diễn ca Huế phục vụ du khách", "Buổi/quý", "42"), OTHER)
    assert target(theirs, ours).status == "met"


# Levels and places.

HOSPITAL = "SỞ Y TẾ TỈNH SÔNG LÔ\nBỆNH VIỆN ĐA KHOA TỈNH"


def test_provincial_column_is_for_a_provincial_hospital() -> None:
    head = ("TT", "Chỉ tiêu", "Đơn vị", "Tuyến tỉnh", "Tuyến huyện")
    theirs = table(head, ("1", "Đón khách khám dịch vụ qua mạng", "%", "40", "20"))
    ours = "- 40% khách khám dịch vụ được đón qua mạng."
    found = compare(child(targets=ours, issuer=HOSPITAL), parent(targets=theirs)).items
    statuses = [item.status for item in found if item.kind == "target" and item.parent]
    assert statuses == ["met", "missing"]


def test_row_of_the_childs_own_place_is_its_quota() -> None:
    head = ("TT", "Địa phương", "Khách lưu trú (người)")
    theirs = table(head, ("1", "Xã Bến Tre", "1.200"), ("2", "Xã Hòa Sơn", "900"))
    ours = "- Đón 1.200 người khách lưu trú."
    found = compare(child(targets=ours), parent(targets=theirs)).items
    statuses = [item.status for item in found if item.kind == "target" and item.parent]
    assert statuses == ["met", "missing"]


def test_fewer_places_that_each_have_one_is_changed() -> None:
    theirs = "- Mỗi thôn có 01 cộng tác viên du lịch."
    ours = "- Mỗi xã có 02 cộng tác viên du lịch."
    assert target(theirs, ours).status == "changed"


def test_line_that_says_two_lines_of_the_parent_answers_both() -> None:
    theirs = (
        "- Tỷ lệ nhà nghỉ đạt chuẩn: 80%.\n- Tỷ lệ nhà nghỉ đạt chuẩn toàn tỉnh đạt 80% năm 2026."
    )
    ours = "- Tỷ lệ nhà nghỉ đạt chuẩn: 85%."
    found = compare(child(targets=ours), parent(targets=theirs)).items
    statuses = [item.status for item in found if item.kind == "target" and item.parent]
    assert statuses == ["stronger", "stronger"]


def test_removing_some_is_not_leaving_some() -> None:
    theirs = "- Số hộ lấn chiếm bãi tắm còn không quá 30 hộ."
    ours = "- Giải tỏa 04 hộ lấn chiếm bãi tắm."
    assert target(theirs, ours).status == "changed"


# A province's total and a commune's own part of it say nothing of each other.


@pytest.mark.parametrize(
    ("theirs", "ours", "status", "reason"),
    [
        ("Xây mới 320 hố ủ rác.", "Xây mới 07 hố ủ rác.", "changed", "share-of-total"),
        ("Mở 04 lớp dạy bơi.", "Mở 03 lớp dạy bơi.", "weaker", "value-weaker"),
        ("Mở 24 lớp dạy bơi.", "Mở 20 lớp dạy bơi.", "weaker", "value-weaker"),
        (
            "Mỗi xã trồng ít nhất 60 cây bóng mát.",
            "Trồng 15 cây bóng mát trên địa bàn xã.",
            "weaker",
            "value-weaker",
        ),
    ],
)
def test_own_part_of_a_total(theirs: str, ours: str, status: str, reason: str) -> None:
    item = target(theirs, ours)
    assert (item.status, item.reasons[0]) == (status, reason)


def test_counts_of_other_things_are_no_match_for_want_of_a_better() -> None:
    item = target("Xây mới 320 hố ủ rác hữu cơ.", "Tập huấn 120 lượt người về ủ phân hữu cơ.")
    assert item.status == "missing"
