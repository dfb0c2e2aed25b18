"""What the comparison says of absence, doubt, parts and qualifiers, on short plans of two levels."""

from __future__ import annotations

import pytest

from planparse import parse_text
from planparse.comparison import compare, compare_many
from planparse.comparison.levels import is_above, levels_in
from planparse.comparison.measures import cut_measures
from planparse.model import CoverageItem, CoverageReport, PlanDocument

PARENT = """ỦY BAN NHÂN DÂN
TỈNH SÔNG LÔ
Số: 21/KH-UBND

Sông Lô, ngày 10 tháng 01 năm 2026

KẾ HOẠCH
Phòng, chống hạn mặn và cấp nước sinh hoạt năm 2026

I. CHỈ TIÊU
{targets}

II. NHIỆM VỤ
{tasks}

III. TỔ CHỨC THỰC HIỆN
{duties}
"""
CHILD = """ỦY BAN NHÂN DÂN
XÃ BẾN TRE
Số: 8/KH-UBND

Bến Tre, ngày 05 tháng 02 năm 2026

KẾ HOẠCH
Phòng, chống hạn mặn và cấp nước sinh hoạt xã Bến Tre năm 2026

Thực hiện Kế hoạch số 21/KH-UBND ngày 10/01/2026 của UBND tỉnh Sông Lô;

I. CHỈ TIÊU
{targets}

II. NHIỆM VỤ
{tasks}

III. TỔ CHỨC THỰC HIỆN
{duties}
"""


def plan(frame: str, targets: str = "", tasks: str = "", duties: str = "") -> PlanDocument:
    common = "1. Đo độ mặn tại các cửa cống mỗi ngày, báo cho người dân biết giờ lấy nước."
    return parse_text(
        frame.format(targets=targets, tasks=f"{common}\n{tasks}", duties=duties), name="plan"
    )


def report(ours: str, theirs: str) -> CoverageReport:
    return compare(plan(CHILD, ours), plan(PARENT, theirs))


def first(ours: str, theirs: str) -> CoverageItem:
    return next(item for item in report(ours, theirs).items if item.kind == "target")


def task(ours: str, theirs: str) -> CoverageItem:
    result = compare(plan(CHILD, tasks=f"2. {ours}"), plan(PARENT, tasks=f"2. {theirs}"))
    return [item for item in result.items if item.kind == "task" and item.parent][1]


# What is not for the child's level, or excused, is said to be so; the status stays.


def test_what_is_for_a_higher_level_is_said_to_be_so() -> None:
    item = first(
        "- 90% hộ dân có bồn chứa nước.",
        "- 100% bệnh viện tuyến tỉnh có nguồn nước dự phòng trong mùa khô.",
    )
    assert (item.status, item.child, item.reasons) == ("missing", None, ("not-for-level",))
    assert '"tuyến tỉnh"' in item.explanation


def test_line_for_two_levels_goes_to_the_childs_own() -> None:
    theirs = (
        "- 100% hồ sơ cấp nước cấp tỉnh, 95% hồ sơ cấp nước cấp xã được xử lý trên môi trường mạng."
    )
    items = report("- 95% hồ sơ cấp nước của xã được xử lý trên môi trường mạng.", theirs).items
    found = [(item.status, item.reasons[0]) for item in items if item.kind == "target"]
    assert found == [("missing", "not-for-level"), ("met", "value-equal")]


def test_excuse_of_the_child_is_quoted() -> None:
    item = first(
        "- 90% hộ dân có bồn chứa nước.\n(Trên địa bàn xã chưa có khu công nghiệp đi vào hoạt động)",
        "- 100% khu công nghiệp có trạm cấp nước riêng.",
    )
    assert (item.status, item.reasons) == ("missing", ("excused",))
    assert "chưa có khu công nghiệp" in item.explanation


def test_no_deaths_is_no_excuse() -> None:
    item = first(
        "- 90% hộ dân có bồn chứa nước. Không có trường hợp ngộ độc do nguồn nước.",
        "- Tỷ lệ ngộ độc do nguồn nước dưới 0,02%.",
    )
    assert item.reasons == ("no-counterpart",)


def test_words_without_a_number_are_quoted() -> None:
    child = plan(CHILD, tasks="2. Phát bồn chứa nước ngọt cho hộ nghèo ven biển.")
    parent = plan(PARENT, "- 80% hộ nghèo ven biển được phát bồn chứa nước ngọt.")
    item = next(item for item in compare(child, parent).items if item.kind == "target")
    assert (item.status, item.reasons) == ("missing", ("words-only",))
    assert "Phát bồn chứa nước ngọt" in item.explanation


def test_milestone_after_the_childs_period_is_not_due() -> None:
    item = first("- 90% hộ dân có bồn chứa nước.", "- Đến năm 2030, 70% kênh mương được nạo vét.")
    assert (item.status, item.reasons) == ("missing", ("not-due",))


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("100% các sở, ngành có kế hoạch", {"province"}),
        ("100% các sở, ngành, địa phương có kế hoạch", set()),
        ("hội thi cấp trường", {"unit"}),
        ("90% hộ có nước", set()),
    ],
)
def test_levels_of_a_line(text: str, levels: set[str]) -> None:
    assert levels_in(text, "province") == levels


def test_a_level_below_is_not_above() -> None:
    assert is_above(frozenset({"province"}), "commune")
    assert not is_above(frozenset({"province", "commune"}), "commune")
    assert not is_above(frozenset({"commune"}), "district")
    assert not is_above(frozenset(), "commune")


# Doubts are named.


def test_pair_of_few_common_words_is_unclear() -> None:
    item = first(
        "- 100% đất lúa hữu cơ vụ ba chuyển sang trồng màu.",
        "- 100% diện tích sản xuất lúa vụ ba thiếu nước được giãn vụ.",
    )
    assert item.status in ("missing", "met", "changed")
    assert item.child is None or "unclear-match" in item.reasons


def test_dropped_and_added_qualifiers_are_named() -> None:
    item = first(
        "- 100% hộ bị nhiễm mặn được hỗ trợ nước ngọt.",
        "- 100% hộ bị nhiễm mặn được phát hiện được hỗ trợ nước ngọt.",
    )
    assert item.status == "met"
    assert "qualifier-dropped" in item.reasons
    assert '"được phát hiện"' in item.explanation
    item = first(
        "- 80% cơ sở sản xuất nước đá quy mô lớn được kiểm tra.",
        "- 80% cơ sở sản xuất nước đá được kiểm tra.",
    )
    assert "qualifier-added" in item.reasons


def test_officers_of_one_office_are_a_narrower_group() -> None:
    item = first(
        "- 100% công chức địa chính được tập huấn vận hành cống.",
        "- 100% cán bộ, công chức, viên chức được tập huấn vận hành cống.",
    )
    assert (item.status, item.reasons[0]) == ("changed", "group-narrower")


# Rhythms, also inside the words of a share.


@pytest.mark.parametrize(
    ("ours", "theirs", "status"),
    [
        ("- Tổ chức 01 hội nghị mỗi quý về tiết kiệm nước.",
         "- Mỗi năm tổ chức ít nhất 04 hội nghị về tiết kiệm nước.", "met"),
        ("- 80% tổ dùng nước họp hằng tháng.", "- 80% tổ dùng nước họp hằng quý.", "stronger"),
        ("- 80% tổ dùng nước họp hằng năm.", "- 80% tổ dùng nước họp hằng quý.", "weaker"),
    ],
)  # fmt: skip
def test_rhythm_counts_wherever_it_stands(ours: str, theirs: str, status: str) -> None:
    assert first(ours, theirs).status == status


# One of the parent's in several of the child's.


def test_parts_of_the_people_are_the_whole() -> None:
    items = report(
        "- 95% học sinh tiểu học được học bơi.\n- 90% học sinh trung học cơ sở được học bơi.",
        "- 90% học sinh tiểu học, trung học cơ sở được học bơi.",
    ).items
    found = [item for item in items if item.kind == "target"]
    assert [item.status for item in found] == ["met"]
    assert "split" in found[0].reasons


def test_one_part_of_the_people_is_not_the_whole() -> None:
    item = first(
        "- 95% học sinh tiểu học được học bơi.",
        "- 90% học sinh tiểu học, trung học cơ sở được học bơi.",
    )
    assert item.status == "changed"


def test_counts_of_one_thing_add_up() -> None:
    item = first(
        "- Xây dựng 06 bể chứa nước mưa công cộng ở ấp Trên.\n"
        "- Xây dựng 05 bể chứa nước mưa công cộng ở ấp Dưới.",
        "- Xây dựng 10 bể chứa nước mưa công cộng.",
    )
    assert (item.status, "split" in item.reasons) == ("stronger", True)


# A primary school's pupils are pupils of a primary school.


def test_name_of_the_issuer_says_which_pupils() -> None:
    parent = plan(PARENT, "- 60% học sinh tiểu học, 70% học sinh trung học cơ sở biết bơi.")
    text = CHILD.replace("ỦY BAN NHÂN DÂN\nXÃ BẾN TRE", "TRƯỜNG TIỂU HỌC BẾN TRE")
    child = plan(text, "- 55% học sinh của trường biết bơi.")
    items = [item for item in compare(child, parent).items if item.kind == "target"]
    assert [item.status for item in items] == ["weaker", "missing"]


# Tasks.


def test_measure_after_a_comma_is_a_measure() -> None:
    item = task(
        "Lập phương án cấp nước theo từng cấp độ hạn.",
        "Xây dựng phương án cấp nước theo từng tình huống hạn, tổ chức diễn tập chở nước một lần.",
    )
    assert item.status == "partial"
    assert "diễn tập" in item.explanation


@pytest.mark.parametrize(
    "ours",
    [
        "Khơi thông các tuyến kênh dẫn nước, vớt lục bình; đắp đập tạm ngăn mặn.",
        "Đắp đập tạm để ngăn mặn, đồng thời nạo vét và khơi thông kênh dẫn nước, vớt bèo.",
    ],
)
def test_reworded_task_is_covered(ours: str) -> None:
    item = task(ours, "Nạo vét, khơi thông kênh dẫn nước; đắp đập tạm ngăn mặn.")
    assert item.status == "covered"


# Many children.


def test_many_children_are_what_one_by_one_are() -> None:
    parent = plan(PARENT, "- 90% hộ dân có bồn chứa nước.")
    children = [plan(CHILD, f"- {value}% hộ dân có bồn chứa nước.") for value in (80, 90, 95)]
    reports = list(compare_many(children, parent))
    assert reports == [compare(child, parent) for child in children]
    found = [next(i.status for i in r.items if i.kind == "target") for r in reports]
    assert found == ["weaker", "met", "stronger"]


def test_thousands_of_like_lines_are_compared() -> None:
    lines = "\n".join(f"- {60 + n % 40}% hộ dân ấp {n} có bồn chứa nước mưa." for n in range(400))
    result = report(lines, lines)
    assert result.summary.targets.total == 400


# People and households, owing and taking part, one indicator in text and annex.


def test_households_in_place_of_people_are_another_group() -> None:
    item = first(
        "- 85% hộ dân được tuyên truyền về tiết kiệm nước.",
        "- 85% người dân từ 15 tuổi trở lên được tuyên truyền về tiết kiệm nước.",
    )
    assert (item.status, item.reasons[0]) == ("changed", "group-differs")
    both = first(
        "- 98% hộ trồng lúa được cấp nước ngọt.",
        "- 98% người thuộc hộ trồng lúa được cấp nước ngọt.",
    )
    assert both.status == "met"


def test_taking_part_is_not_owing() -> None:
    items = report(
        "- Tỷ lệ nợ tiền nước, phí thủy lợi, phí vận hành dưới 2%.",
        "- Tỷ lệ nợ tiền nước, phí thủy lợi, phí vận hành dưới 1,8%.\n- 45% hộ đóng phí vận hành.",
    ).items
    found = [item.status for item in items if item.kind == "target" and item.parent]
    assert found == ["weaker", "missing"]


def test_years_of_one_sentence_go_to_their_own() -> None:
    items = report(
        "- 60% hộ lắp đồng hồ nước vào năm 2027, 80% vào năm 2030.",
        "- Đến năm 2030, 80% hộ lắp đồng hồ nước.",
    ).items
    item = next(item for item in items if item.kind == "target")
    assert (item.status, item.child and item.child.quote) == ("met", "80%")


def test_year_of_the_plan_is_no_later_than_the_parents() -> None:
    item = first(
        "- 100% cống được trang bị đủ máy đóng mở.",
        "- Đến tháng 6 năm 2026, 80% cống được trang bị đủ máy đóng mở.",
    )
    assert (item.status, item.reasons[0]) == ("stronger", "value-stronger")


def test_how_much_is_no_measure_of_its_own() -> None:
    item = task(
        "Mở lớp vận hành máy bơm cho tổ trưởng tổ thủy nông.",
        "Mở lớp vận hành máy bơm cho tổ trưởng tổ thủy nông; phấn đấu 1.500 lượt người dự.",
    )
    assert item.status == "covered"


def test_two_verbs_of_one_object_are_one_measure() -> None:
    texts = [
        m.text for m in cut_measures("Vận hành trạm bơm, tiếp nhận và xử lý phản ánh của dân.")
    ]
    assert not any(text.endswith("tiếp nhận") for text in texts)


@pytest.mark.parametrize("left", [("", ""), ("Kế hoạch", ""), ("", "Kế hoạch")])
def test_nearly_empty_texts_are_compared(left: tuple[str, str]) -> None:
    child, parent = (parse_text(text or "Kế hoạch.", name="plan") for text in left)
    assert compare(child, parent).summary.targets.total == 0


def test_number_that_was_not_read_is_shown() -> None:
    child = plan(CHILD, "- Xã giảm một nửa số hộ dùng nước giếng khoan nhiễm mặn, tức 50 hộ.")
    child = child.model_copy(update={"targets": ()})
    parent = plan(PARENT, "- Giảm 40% số hộ dùng nước giếng khoan nhiễm mặn.")
    item = next(item for item in compare(child, parent).items if item.kind == "target")
    assert (item.status, item.child, item.reasons) == ("missing", None, ("unclear-number",))
    assert "tức 50 hộ" in item.explanation


def test_task_said_elsewhere_is_shown() -> None:
    line = "- Mục đích: nạo vét kênh cấp hai, gia cố đập tạm ngăn mặn trước mùa khô."
    child = plan(CHILD, line)
    parent = plan(PARENT, tasks="2. Nạo vét kênh cấp hai, gia cố đập tạm ngăn mặn trước mùa khô.")
    tasks = [i for i in compare(child, parent).items if i.kind == "task" and i.parent]
    assert (tasks[1].status, tasks[1].reasons) == ("missing", ("unclear-mention",))
    assert "Mục đích" in tasks[1].explanation
