"""Every check on one plan and on a pair: a plan it speaks about, and one it leaves alone."""

from __future__ import annotations

import pytest
from auditing_fixtures import ROOT, short_plan

from planparse import compare, parse_text
from planparse.auditing.checks import PAIR_CHECKS, PLAN_CHECKS, check_pair, check_plan
from planparse.auditing.explain import load_explanations
from planparse.auditing.pool import Failure
from planparse.auditing.standing import COLLECTION_CHECKS

GOOD = short_plan()


def rules_of(text: str) -> set[str]:
    return {finding.rule for finding in check_plan(parse_text(text))}


def test_a_plan_in_order_has_only_what_it_lacks() -> None:
    assert rules_of(GOOD) <= {"section-missing", "target-without-body"}


CASES = {
    "form-motto-missing": GOOD.replace("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n", ""),
    "form-number-missing": GOOD.replace("Số: 12/", "Số:    /"),
    "form-date-missing": GOOD.replace(
        "AN HÒA, ngày 05 tháng 9 năm 2025", "AN HÒA, ngày tháng năm 2025"
    ),
    "form-issuer-missing": "KẾ HOẠCH\nTrồng cây" + GOOD.split("Trồng cây xanh", 1)[1],
    "form-signer-missing": GOOD.replace("Trần Văn Bảy", ""),
    "form-recipients-missing": GOOD.replace("Nơi nhận:\n- Như trên;\n- Lưu: VT.\n", ""),
    "form-basis-missing": short_plan(basis="Để chào mừng ngày hội trồng cây."),
    "form-ending-missing": GOOD.replace("./.", "."),
    "form-symbol-style": GOOD.replace("12/KH-UBND", "12-KH/UBND"),
    "form-symbol-kind": GOOD.replace("12/KH-UBND", "12/QĐ-UBND"),
    "section-missing": GOOD.replace("II. NHIỆM VỤ", "II. ĐỐI TƯỢNG"),
    "target-without-date": "KẾ HOẠCH\nTrồng cây\n\nI. MỤC TIÊU\n\n- 80% hộ dân trồng cây.\n",
    "target-without-body": GOOD,
    "figure-disagrees": GOOD.replace(
        "II. NHIỆM VỤ",
        "- Tỷ lệ hộ dân được dùng nước sạch đạt 85%.\n\n"
        "- Tỷ lệ hộ dân được dùng nước sạch đạt 80%.\n\nII. NHIỆM VỤ",
    ),
    "deadline-before-issue": GOOD.replace("30/11/2025", "30/4/2025"),
    "deadline-after-period": GOOD.replace("30/11/2025", "30/11/2027"),
    "body-dissolved": GOOD.replace("Phòng Kinh tế", "Phòng Lao động - Thương binh và Xã hội"),
    "hotline-two-numbers": GOOD.replace(
        "III. TỔ CHỨC",
        "- Đường dây nóng bảo vệ rừng: 18001234.\n\n"
        "- Đường dây nóng bảo vệ rừng: 18004321.\n\nIII. TỔ CHỨC",
    ),
}


@pytest.mark.parametrize("rule", [check.slug for check in PLAN_CHECKS])
def test_each_check_speaks_about_its_case(rule: str) -> None:
    assert rule in rules_of(CASES[rule])


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("body-dissolved", CASES["body-dissolved"].replace("năm 2025\n\nKẾ", "năm 2024\n\nKẾ")),
        ("deadline-before-issue", GOOD.replace("30/11/2025", "ngày 30/4 hằng năm")),
        ("deadline-after-period", GOOD.replace("30/11/2025", "31/3/2026")),
        ("figure-disagrees", CASES["figure-disagrees"].replace("đạt 80%", "đạt 85%")),
        ("hotline-two-numbers", CASES["hotline-two-numbers"].replace("18004321", "18001234")),
        ("form-symbol-style", GOOD.replace("XÃ AN HÒA", "ĐẢNG ỦY XÃ AN HÒA").replace(
            "12/KH-UBND", "12-KH/ĐU").replace("ỦY BAN NHÂN DÂN\n", "", 1)),
        ("section-missing", GOOD.replace("III. TỔ", "III. KINH PHÍ\n\nNgân sách xã.\n\nIV. TỔ")),
    ],
)  # fmt: skip
def test_near_misses_are_left_alone(rule: str, text: str) -> None:
    assert rule not in rules_of(text)


def test_text_and_annex_that_disagree_are_seen() -> None:
    text = (ROOT / "corpora" / "plans" / "commune-17" / "source.md").read_text("utf-8")
    row = "Người dân từ 18 tuổi trở lên có chữ ký số cá\nnhân\n|\n%\n|\n{}\n"
    assert row.format(30) in text
    assert "figure-disagrees" not in rules_of(text)
    assert "figure-disagrees" in rules_of(text.replace(row.format(30), row.format(35)))


PARENT = short_plan(name="TRUNG TÂM", number="7", day="01", month="8")
CHILD = short_plan(
    basis="Thực hiện Kế hoạch số 7/KH-UBND ngày 01/8/2025 của Ủy ban nhân dân xã Trung Tâm "
    "về trồng cây xanh năm 2025;",
    day="20",
    month="8",
)
HOTLINE = "- Đường dây nóng bảo vệ rừng: {}.\n\nIII. TỔ"


def pair_rules(child: str, parent: str = PARENT, copied: float = 0.0) -> set[str]:
    below, above = parse_text(child), parse_text(parent)
    return {f.rule for f in check_pair(below, above, compare(below, above), copied)}


PAIRS = {
    "citation-mismatch": (CHILD.replace("01/8/2025 của", "11/8/2025 của"), PARENT, 0.0),
    "coverage-weaker": (CHILD.replace("80%", "60%"), PARENT, 0.0),
    "coverage-changed": (CHILD.replace("80% hộ dân", "500 hộ dân"), PARENT, 0.0),
    "coverage-missing": (CHILD.replace("- 80% hộ dân trồng ít nhất 02 cây trong năm 2025.", ""),
                         PARENT, 0.0),
    "coverage-task-missing": (
        CHILD.replace("Phòng Kinh tế chủ trì cấp cây giống", "Công an xã chủ trì tuần tra rừng"),
        PARENT, 0.0),
    "copied-from-parent": (CHILD, PARENT, 0.9),
    "deadline-after-parent": (CHILD.replace("15/12/2025", "20/12/2025"), PARENT, 0.0),
    "issued-before-parent": (CHILD, PARENT.replace("tháng 8", "tháng 10"), 0.0),
    "period-outside-parent": (CHILD, PARENT.replace("năm 2025\n\nCăn", "năm 2024\n\nCăn"), 0.0),
    "parent-expired": (
        CHILD, PARENT.replace("xanh năm 2025", "xanh giai đoạn 2020 - 2023"), 0.0),
    "hotline-differs-from-parent": (
        CHILD.replace("III. TỔ", HOTLINE.format("18004321")),
        PARENT.replace("III. TỔ", HOTLINE.format("18001234")), 0.0),
}  # fmt: skip


@pytest.mark.parametrize("rule", [check.slug for check in PAIR_CHECKS])
def test_each_pair_check_speaks_about_its_case(rule: str) -> None:
    assert rule in pair_rules(*PAIRS[rule])


def test_pair_in_order_has_nothing_but_the_same_report_day() -> None:
    child = CHILD.replace("15/12/2025", "05/12/2025")
    assert pair_rules(child) == set()


def test_every_rule_has_a_page() -> None:
    pages = load_explanations()
    slugs = {check.slug for check in (*PLAN_CHECKS, *PAIR_CHECKS)} | set(Failure.__args__)
    slugs |= {"folder-unreadable", "file-unreadable", "link-skipped", "unreadable"}
    slugs |= {
        "parent-not-in-collection", "parent-ambiguous", "parent-not-cited", "parent-replaced",
        "parent-outdated", "version-older", "copy-of-other", "number-reused", "identical-files",
        "same-paper",
    }  # fmt: skip
    assert len(COLLECTION_CHECKS) == 10
    assert slugs <= pages.keys()


@pytest.mark.parametrize("page", load_explanations().values(), ids=lambda page: page.slug)
def test_every_page_says_what_why_and_what_to_do(page) -> None:
    for part in ("# ", "Mức: ", "## Vì sao", "## Ví dụ", "## Nên làm", "## Giới hạn"):
        assert part in page.text
    assert page.summary
    severities = {"error": "sai", "warning": "cần xem", "info": "để biết"}
    for check in (*PLAN_CHECKS, *PAIR_CHECKS):
        if check.slug == page.slug:
            assert f"Mức: {severities[check.severity]}." in page.text
