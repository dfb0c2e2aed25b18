"""Old Word files, RTF and scans through the real programs: LibreOffice and tesseract."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import docx
import pytest
from PIL import Image, ImageDraw, ImageFont

from planparse import ReadError, parse

LINES = (
    "ỦY BAN NHÂN DÂN",
    "XÃ AN PHÚ",
    "Số: 12/KH-UBND",
    "KẾ HOẠCH",
    "Trồng cây phân tán năm 2024",
    "I. MỤC TIÊU",
    "1. Phấn đấu đạt 85% hộ gia đình trồng ít nhất một cây ăn quả.",
    "II. TỔ CHỨC THỰC HIỆN",
    "1. Công chức Địa chính xã tham mưu, báo cáo trước ngày 15/11/2024.",
)
FONTS = [
    *Path("/usr/share/fonts").rglob("Tinos-Regular.ttf"),
    *Path("/usr/share/fonts").rglob("NotoSerif-Regular.ttf"),
]
needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
needs_ocr = pytest.mark.skipif(
    shutil.which("tesseract") is None or not FONTS, reason="needs tesseract and a font"
)


@needs_office
@pytest.mark.parametrize("kind", ["doc", "rtf", "odt"])
def test_old_files_say_the_same_as_docx(tmp_path: Path, kind: str) -> None:
    source = tmp_path / "plan.docx"
    document = docx.Document()
    for line in LINES:
        document.add_paragraph(line)
    document.save(str(source))
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", tmp_path, source]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    old, new = parse(tmp_path / f"plan.{kind}"), parse(source)
    assert old.metadata == new.metadata
    assert [s.label for s in old.sections] == [s.label for s in new.sections]
    assert [(t.value, t.indicator) for t in old.targets] == [
        (t.value, t.indicator) for t in new.targets
    ]
    assert [d.end for d in old.deadlines] == ["2024-11-15"]
    assert old.source.text_layer == "converted"


def test_a_file_that_only_looks_like_word_is_a_clear_error(tmp_path: Path) -> None:
    path = tmp_path / "plan.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000))
    with pytest.raises(ReadError) as caught:
        parse(path)
    assert "\n" not in str(caught.value)


@needs_ocr
def test_a_scanned_page_is_recognised_and_says_so(tmp_path: Path) -> None:
    page = Image.new("L", (1700, 1400), 255)
    font = ImageFont.truetype(str(FONTS[0]), 38)
    draw = ImageDraw.Draw(page)
    for number, line in enumerate(LINES):
        draw.text((150, 120 + 95 * number), line, font=font, fill=0)
    path = tmp_path / "scan.png"
    page.save(path, dpi=(200, 200))
    plan = parse(path)
    assert plan.source.text_layer == "ocr"
    assert [section.label for section in plan.sections][:2] == ["I", "1"]
    assert [target.value for target in plan.targets] == [85]
    for target in plan.targets:
        assert plan.text[target.span.start : target.span.end] == target.quote
