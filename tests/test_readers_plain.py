"""Plain-text input, good and bad."""

from __future__ import annotations

import os

import pytest

from planparse import parse
from planparse.errors import PlanparseError, ReadError
from planparse.readers import load_file

PLAN = "KẾ HOẠCH\nTrồng cây năm 2024\n\nI. MỤC TIÊU\n\n- Trồng 1.500 cây xanh.\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_files_are_read(tmp_path, encoding: str) -> None:
    path = tmp_path / "plan.txt"
    path.write_bytes(PLAN.encode(encoding))
    assert load_file(path).text == PLAN


def test_text_is_the_decoded_file_unchanged(tmp_path) -> None:
    text = "Kế hoạch\r\n\u00a0năm\u00ad 2024¹\n"
    path = tmp_path / "plan.txt"
    path.write_bytes(text.encode())
    assert parse(path).text == text


def test_other_encoding_is_read_with_a_finding(tmp_path) -> None:
    path = tmp_path / "plan.txt"
    path.write_bytes("K\u00ea\u0301 hoa\u0323ch n\u0103m 2024".encode("cp1258"))
    loaded = load_file(path)
    assert loaded.text == "Kế hoạch năm 2024"
    assert [finding.rule for finding in loaded.findings] == ["encoding-guessed"]


@pytest.mark.parametrize(
    ("content", "word"),
    [(b"", "rỗng"), (b" \n\n ", "rỗng"), (b"MZ" + bytes(range(32)) * 40, "nhị phân")],
)
def test_unusable_content_is_a_clear_error(tmp_path, content: bytes, word: str) -> None:
    path = tmp_path / "plan.txt"
    path.write_bytes(content)
    with pytest.raises(ReadError) as caught:
        parse(path)
    assert word in str(caught.value)
    assert "\n" not in str(caught.value)


def test_missing_file_and_folder_are_clear_errors(tmp_path) -> None:
    with pytest.raises(PlanparseError, match="không tìm thấy"):
        parse(tmp_path / "none.txt")
    with pytest.raises(PlanparseError, match="thư mục"):
        parse(tmp_path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_unreadable_file_is_a_clear_error(tmp_path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text(PLAN)
    path.chmod(0)
    with pytest.raises(ReadError, match="không mở được"):
        parse(path)


def test_nul_bytes_and_other_languages_do_not_break_the_parse(tmp_path) -> None:
    path = tmp_path / "plan.txt"
    path.write_bytes(b"Report of 2024\x00\nNothing Vietnamese here, 100% sure.\n" * 40)
    assert parse(path).text.count("\x00") == 40
