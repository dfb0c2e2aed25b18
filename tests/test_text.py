"""Numbers, dates, folding and OCR repair."""

from __future__ import annotations

import pytest

from planparse.text.dates import find_days
from planparse.text.fold import fold, skeleton
from planparse.text.numbers import read_number, scaled
from planparse.text.ocr import find_damaged, mend


@pytest.mark.parametrize(
    ("text", "value"),
    [("1.000", 1000), ("5.762.302", 5762302), ("14.635,050", 14635.05), ("1,5", 1.5), ("0,15", 0.15),
     ("79.31", 79.31), ("2.5", 2.5), ("03", 3), ("100", 100)],
)  # fmt: skip
def test_read_number_knows_vietnamese_forms(text: str, value: float) -> None:
    assert read_number(text) == value


@pytest.mark.parametrize(("value", "scale", "expected"), [(1.2, "nghìn", 1200), (2.5, "triệu", 2_500_000), (5, "tỷ", 5_000_000_000), (3, None, 3)])  # fmt: skip
def test_scaled_multiplies_without_dust(value: float, scale: str | None, expected: int) -> None:
    assert scaled(value, scale) == expected


@pytest.mark.parametrize(
    ("left", "right"),
    [("Uỷ ban", "Ủy ban"), ("tỉ lệ", "tỷ lệ"), ("hoà giải", "hòa giải"), ("sức khoẻ", "sức khỏe"),
     ("KẾ HOẠCH", "kế hoạch"), ("lí luận", "lý luận"), ("Lao động - Thương binh", "Lao động – Thương binh")],
)  # fmt: skip
def test_fold_makes_equal_spellings_equal(left: str, right: str) -> None:
    assert fold(left) == fold(right)


@pytest.mark.parametrize(("left", "right"), [("nữ", "nam"), ("quy", "qui chế"), ("má", "mà"), ("tháng", "thang")])  # fmt: skip
def test_fold_keeps_different_words_apart(left: str, right: str) -> None:
    assert fold(left) != fold(right)


def test_skeleton_keeps_length() -> None:
    text = "Phấn đấu đến năm 2025, Ủy ban nhân dân huyện"
    assert len(skeleton(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "iso"),
    [("ngày 18 tháng 11 năm 2021", "2021-11-18"), ("14/3/2024", "2024-03-14"), ("23.6.2021", "2021-06-23"),
     ("06-02-2017", "2017-02-06"), ("ngày14/01/2021của", "2021-01-14"), ("ngày 14 tháng5 năm 2008", "2008-05-14")],
)  # fmt: skip
def test_find_days_reads_dates(text: str, iso: str) -> None:
    assert [day.to_iso() for day in find_days(text)] == [iso]


@pytest.mark.parametrize("text", ["75/KH-UBND", "1.234.567", "24/24h", "số 12.345"])
def test_find_days_leaves_other_numbers_alone(text: str) -> None:
    assert [day.to_iso(2024) for day in find_days(text) if day.is_possible()] == []


def test_impossible_day_is_found_and_said_to_be_impossible() -> None:
    [day] = find_days("ngày 31 tháng 02 năm 2024")
    assert not day.is_possible()
    assert day.to_iso() is None


def test_mend_keeps_the_length() -> None:
    text = "Phần đầu mỗi thôn có ít nhât 01 tổ"
    repairs = find_damaged(text, ("phấn đấu", "ít nhất"))
    assert [repair.printed for repair in repairs] == ["Phần đầu", "ít nhât"]
    assert mend(text, repairs) == "Phấn đấu mỗi thôn có ít nhất 01 tổ"
