"""Heads, titles, periods and signatures as typists, portals and converters leave them."""

from __future__ import annotations

from typing import Any

import pytest

from planparse import parse_text
from planparse.extractors.issuers import level_of
from planparse.outline.parts import read_title_line

BODY = """
I. MỤC ĐÍCH
1. Nâng cao nhận thức của người dân.
II. NỘI DUNG
1. Tuyên truyền đến từng hộ gia đình.
"""
MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"

HEADS: dict[str, tuple[str, dict[str, Any]]] = {
    "two columns on one line": (
        "ỦY BAN NHÂN DÂN          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "  XÃ TÂN LẬP                 Độc lập - Tự do - Hạnh phúc\n"
        "Số: 45/KH-UBND           Tân Lập, ngày 05 tháng 3 năm 2025\n\n"
        f"KẾ HOẠCH\nPhòng, chống dịch bệnh năm 2025\n{BODY}",
        {
            "issuer": "ỦY BAN NHÂN DÂN XÃ TÂN LẬP",
            "superior": None,
            "number": "45/KH-UBND",
            "place": "Tân Lập",
            "issued_on": "2025-03-05",
        },
    ),
    "columns that a converter ran together": (
        "ỦY BAN NHÂN DÂN CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "TỈNH HÀ GIANG Độc lập - Tự do - Hạnh phúc\n"
        "Số: 45 /KH-UBND Hà Giang, ngày 5 tháng 3 năm 2025\n"
        f"KẾ HOẠCH\nPhòng, chống dịch bệnh\n{BODY}",
        {
            "issuer": "ỦY BAN NHÂN DÂN TỈNH HÀ GIANG",
            "number": "45/KH-UBND",
            "issued_on": "2025-03-05",
        },
    ),
    "columns parted by a tab": (
        "UBND HUYỆN PHÚ VANG\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO\tĐộc lập - Tự do - Hạnh phúc\n"
        "Số: 45/KH-PGDĐT\tPhú Vang, ngày 05 tháng 9 năm 2024\n"
        f"KẾ HOẠCH\nThực hiện nhiệm vụ năm học 2024-2025\n{BODY}",
        {
            "issuer": "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO",
            "superior": "UBND HUYỆN PHÚ VANG",
            "period_start": "2024",
            "period_end": "2025",
        },
    ),
    "a table of a portal": (
        "|\n**ỦY BAN NHÂN\nDÂN**\n**THỊ XÃ SA PA**\n-------\n|\n"
        "**CỘNG HÒA XÃ\nHỘI CHỦ NGHĨA VIỆT NAM**\n|\n|\nSố: 12/KH-UBND\n|\n"
        f"*Sa Pa, ngày 15\ntháng 01 năm 2025*\n|\n\n**KẾ HOẠCH**\n\nTRỒNG CÂY\nĐẦU XUÂN\n{BODY}",
        {
            "issuer": "ỦY BAN NHÂN DÂN THỊ XÃ SA PA",
            "issued_on": "2025-01-15",
            "title": "TRỒNG CÂY ĐẦU XUÂN",
        },
    ),
    "a place too long for its line": (
        "ỦY BAN NHÂN DÂN\n\nTỈNH BÀ RỊA - VŨNG TÀU\n\nSố: 31/KH-UBND\n\n"
        f"{MOTTO}\nBà Rịa - Vũng\n\nTàu, ngày 18 tháng 3 năm 2024\n\nKẾ HOẠCH\nTrồng cây\n{BODY}",
        {"place": "Bà Rịa - Vũng Tàu", "issued_on": "2024-03-18"},
    ),
    "a motto whose last words stand alone above the date": (
        "ỦY BAN NHÂN DÂN\n\nXÃ TÂN LẬP\n\nĐộc lập - Tự do\n\nHạnh phúc\n\n"
        f"Tân Lập, ngày 18 tháng 3 năm 2024\n\nKẾ HOẠCH\nTrồng cây\n{BODY}",
        {"place": "Tân Lập", "issued_on": "2024-03-18"},
    ),
    "a title that goes on with a bracket": (
        "ỦY BAN NHÂN DÂN\nXÃ TÂN LẬP\nSố: 31/KH-UBND\n\nKẾ HOẠCH\n"
        f"LẮP ĐẶT THIẾT BỊ KẾT NỐI VẠN VẬT\n\n(IOT) TẠI CÁC TRẠM BƠM\n{BODY}",
        {"title": "LẮP ĐẶT THIẾT BỊ KẾT NỐI VẠN VẬT (IOT) TẠI CÁC TRẠM BƠM"},
    ),
    "a number torn from its symbol": (
        f"ỦY BAN NHÂN DÂN\nTHÀNH PHỐ HUẾ\n\nSố: 228\n\n/KH-UBND\n\n{MOTTO}"
        f"Huế, ngày 29 tháng 4 năm 2026\n\nKẾ HOẠCH\nTrồng cây\n{BODY}",
        {"number": "228/KH-UBND", "place": "Huế"},
    ),
    "letters spaced out and a number left blank": (
        f"ỦY BAN NHÂN DÂN\nHUYỆN MƯỜNG LÁT\nSố: ……/KH-UBND\n{MOTTO}"
        f"Mường Lát, ngày … tháng … năm 2024\nK Ế  H O Ạ C H\nTrồng cây\n{BODY}",
        {"doc_type": "Kế hoạch", "number": None, "issued_on": None, "place": "Mường Lát"},
    ),
    "a name that goes on with the name of another body": (
        f"UBND TỈNH YÊN BÁI\nBAN CHỈ ĐẠO PHÒNG, CHỐNG\nTỘI PHẠM\n{MOTTO}"
        f"Số: 09/KH-BCĐ\nYên Bái, ngày 02 tháng 4 năm 2024\nKẾ HOẠCH\nKiểm tra\n{BODY}",
        {"issuer": "BAN CHỈ ĐẠO PHÒNG, CHỐNG TỘI PHẠM", "superior": "UBND TỈNH YÊN BÁI"},
    ),
    "a name that OCR damaged": (
        f"ỦY BAN NHẦN DẦN\nXÃ HÒA SƠN\n{MOTTO}Số: 9/KH-UBND\nKÉ HOẠCH\nTrồng cây\n{BODY}",
        {
            "doc_type": "Kế hoạch",
            "issuer": "ỦY BAN NHÂN DÂN XÃ HÒA SƠN",
            "inferred": ("issuer",),
        },
    ),
    "a decision in the form before 2005": (
        f"UBND TỈNH LONG AN\n{MOTTO}Số: 1234/2003/QĐ-UB\nTân An, ngày 5 tháng 6 năm 2003\n"
        "QUYẾT ĐỊNH CỦA ỦY BAN NHÂN DÂN TỈNH LONG AN\nV/v phê duyệt Kế hoạch xây trường\n\n"
        "ỦY BAN NHÂN DÂN TỈNH LONG AN\n- Căn cứ Luật Giáo dục;\nQUYẾT ĐỊNH:\nĐiều 1: Phê duyệt.\n",
        {"number": "1234/2003/QĐ-UB", "title": "V/v phê duyệt Kế hoạch xây trường"},
    ),
    "an annex without its decision": (
        "KẾ HOẠCH\nĐào tạo nghề giai đoạn 2021 - 2025\n(Ban hành kèm theo Quyết định số "
        f"1100/QĐ-UBND ngày 21 tháng 5 năm 2021 của Ủy ban nhân dân tỉnh Gia Lai)\n{BODY}",
        {
            "number": "1100/QĐ-UBND",
            "issued_on": "2021-05-21",
            "issuer": "Ủy ban nhân dân tỉnh Gia Lai",
            "title": "Đào tạo nghề giai đoạn 2021 - 2025",
            "inferred": ("number", "issuer", "issued_on"),
        },
    ),
    "place and date above the signature": (
        f"UBND XÃ NẬM CẮN\nTRƯỜNG TIỂU HỌC SỐ 2\n\nKẾ HOẠCH\nPhụ đạo học sinh\n{BODY}"
        "Nậm Cắn, ngày 15 tháng 10 năm 2023\nHIỆU TRƯỞNG\n\nMoong Thị Dung\n",
        {"place": "Nậm Cắn", "issued_on": "2023-10-15", "signer": "Moong Thị Dung"},
    ),
    "the programme's period and the plan's own year": (
        f"KẾ HOẠCH\nThực hiện Chương trình nước sạch giai đoạn 2021-2025 năm 2024\n{BODY}",
        {"period_start": "2024", "period_end": "2024"},
    ),
}

SIGNATURES = {
    "deputy for the head": (
        "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n(Đã ký)\nLê Thị Hoa",
        ("Lê Thị Hoa", "Phó Chủ tịch"),
    ),
    "position on one line with the head's": (
        "KT. CHỦ TỊCH - PHÓ CHỦ TỊCH\nLê Thị Hoa",
        ("Lê Thị Hoa", "Phó Chủ tịch"),
    ),
    "office below the position": (
        "KT. TRƯỞNG BAN\nPHÓ TRƯỞNG BAN\nGIÁM ĐỐC SỞ Y TẾ\nBSCKII. Lê Thị Hoa",
        ("Lê Thị Hoa", "Phó Trưởng ban"),
    ),
    "party": ("T/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ\n(đã ký)\nHà Văn Ba", ("Hà Văn Ba", "Phó Bí thư")),
    "name of the highlands": (
        "TM. BAN CHẤP HÀNH\nCHỦ TỊCH\nH'Yim Kđoh",
        ("H'Yim Kđoh", "Chủ tịch"),
    ),
    "second signature of a school": (
        "NGƯỜI LẬP KẾ HOẠCH\nTrần Thị Bình\nHIỆU TRƯỞNG\nLê Văn Cường",
        ("Lê Văn Cường", "Hiệu trưởng"),
    ),
}


@pytest.mark.parametrize("name", HEADS)
def test_head_gives(name: str) -> None:
    text, expected = HEADS[name]
    metadata = parse_text(text).metadata.model_dump()
    assert {key: metadata[key] for key in expected} == expected


@pytest.mark.parametrize("name", SIGNATURES)
def test_signature_gives_signer_and_position(name: str) -> None:
    text, expected = SIGNATURES[name]
    metadata = parse_text(f"KẾ HOẠCH\nTrồng cây\n{BODY}\n{text}\n").metadata
    assert (metadata.signer, metadata.signer_title) == expected


@pytest.mark.parametrize(
    ("issuer", "level"),
    [
        ("Ủy ban nhân dân thành phố Hải Phòng", "province"),
        ("Thị ủy Sa Pa", "district"),
        ("ỦY BAN NHÂN DÂN THỊ XÃ SA PA", "district"),
        ("UBND XÃ MINH TÂN", "commune"),
        ("Trường Tiểu học xã Minh Tân", "unit"),
        ("Bộ Y tế", "central"),
    ],
)
def test_level_of_issuer(issuer: str, level: str) -> None:
    assert level_of(issuer, None, None) == level


@pytest.mark.parametrize(
    "line", ["Kế hoạch số 12/KH-UBND", "Quyết định này có hiệu lực", "Báo cáo"]
)
def test_line_of_text_is_no_title(line: str) -> None:
    assert read_title_line(line) is None
