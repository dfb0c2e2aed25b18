"""Scans and images: recognised text, tables, damaged numbers, cache, bad files."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from pdf_fixtures import convert, pages_pdf, plan_fodt, raw_pdf, scanned, stream
from PIL import Image, ImageDraw

from planparse.errors import ReadError
from planparse.pipeline import _parse
from planparse.readers import LoadedText, ocr_engine
from planparse.readers.ocr import OCR, read_image
from planparse.readers.ocr_fields import Field, settle
from planparse.readers.ocr_image import find_skew, prepare, with_white_paper, without_red
from planparse.readers.ocr_numbers import find_damaged_numbers
from planparse.readers.ocr_repair import repair_lines, repair_title
from planparse.readers.pdf import read_pdf
from planparse.readers.pdf_items import PageItems
from planparse.readers.pdf_lines import Line
from planparse.readers.pdf_places import Word

tools = pytest.mark.skipif(
    not (shutil.which("tesseract") and shutil.which("soffice")),
    reason="tesseract and LibreOffice are not installed",
)
COMPARISONS = (
    "- Tỷ lệ hộ nghèo dưới 3%; đạt ≥ 95% hộ có nước sạch và ≤ 5% học sinh bỏ học trong năm."
)
QUARTERS = "- Hoàn thành trong quý II/2024; báo cáo quý III/2024 và tổng kết vào quý IV/2024."


@pytest.fixture(scope="module", autouse=True)
def _own_cache(tmp_path_factory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="module")
def printed(tmp_path_factory) -> Path:
    return convert(plan_fodt(), "pdf", tmp_path_factory.mktemp("printed"))


@pytest.fixture(scope="module")
def scan(printed: Path) -> Path:
    return scanned(printed, printed.parent / "scan.pdf")


@pytest.fixture(scope="module")
def both(printed: Path, scan: Path) -> Path:
    """A page with text and a scanned one."""
    path = printed.parent / "both.pdf"
    with pypdfium2.PdfDocument.new() as document:
        for part in (printed, scan):
            with pypdfium2.PdfDocument(part) as source:
                document.import_pages(source, pages=[0])
        document.save(path)
    return path


def read(path: Path) -> LoadedText:
    return read_pdf(path, path.read_bytes())


def words_lost(found: str, expected: str) -> float:
    left = found.replace("|", " ").split()
    lost = 0
    for word in expected.replace("|", " ").split():
        if word in left:
            left.remove(word)
        else:
            lost += 1
    return lost / len(expected.split())


@tools
def test_scan_reads_nearly_as_the_print(printed: Path, scan: Path) -> None:
    loaded = read(scan)
    assert (loaded.source.text_layer, loaded.source.pages) == ("ocr", 2)
    assert words_lost(loaded.text, read(printed).text) < 0.03
    document = _parse(loaded)
    meta = document.metadata
    assert (meta.number, meta.issued_on) == ("37/KH-SLĐVL", "2024-03-12")
    labels = [section.label for section in document.sections if section.level == 1]
    assert labels == ["I", "II", "III", "PHỤ LỤC"]
    assert [target.value for target in document.targets] == [
        target.value for target in _parse(read(printed)).targets
    ]


@tools
def test_scanned_table_and_footnote_are_what_they_are(scan: Path) -> None:
    text = read(scan).text
    rows = [line for line in text.split("\n") if line.startswith("|")]
    assert rows[0] == "| STT | Nhiệm vụ | Cơ quan chủ trì | Thời gian |"
    assert [row.split("|")[1].strip() for row in rows[1:]] == ["I", "1", "2"]
    assert "lao động nữ¹ tại" in text
    assert text.rstrip().split("\n")[-1].startswith("¹ Theo Thông báo số 66/TB-UBND")


@tools
def test_lines_of_a_scan_stand_where_they_were_printed(printed: Path, scan: Path) -> None:
    places = []
    for loaded in (read(printed), read(scan)):
        wanted = (a for a in loaded.anchors if loaded.text[a.start : a.end].endswith("MỤC TIÊU"))
        places.append(next(wanted))
    assert places[0].page == places[1].page == 1
    assert places[1].box == pytest.approx(places[0].box, abs=9)


@tools
def test_second_reading_comes_from_the_cache(scan: Path, monkeypatch) -> None:
    first = read(scan).text

    def fail(*_: object) -> str:
        raise AssertionError("the program was run again")

    monkeypatch.setattr(ocr_engine, "_tesseract", fail)
    assert read(scan).text == first
    monkeypatch.setenv("PLANPARSE_NO_CACHE", "1")
    with pytest.raises(AssertionError):
        read(scan)


@tools
def test_mixed_document_is_read_page_by_page(both: Path) -> None:
    loaded = read(both)
    assert loaded.source.text_layer == "ocr"
    assert loaded.text.count("Mỗi năm tổ chức 24 lớp dạy nghề lưu động") == 2
    assert {anchor.page for anchor in loaded.anchors} == {1, 2}


@tools
def test_without_the_program_a_scan_says_what_to_install(scan: Path, monkeypatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(ReadError, match="apt install tesseract-ocr") as caught:
        read(scan)
    assert str(caught.value).startswith(str(scan))
    assert "\n" not in str(caught.value)


@tools
def test_pages_with_text_are_read_without_the_program(both: Path, monkeypatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    loaded = read(both)
    assert loaded.text.count("24 lớp dạy nghề") == 1
    (finding,) = [finding for finding in loaded.findings if finding.rule == "page-not-read"]
    assert "trang 2" in finding.message
    assert "tesseract" in finding.message


@tools
def test_program_that_does_not_end_is_stopped(scan: Path, monkeypatch) -> None:
    monkeypatch.setattr(ocr_engine, "TIMEOUT", 0.01)
    monkeypatch.setenv("PLANPARSE_NO_CACHE", "1")
    with pytest.raises(ReadError, match="quá lâu"):
        read(scan)


@tools
@pytest.mark.parametrize(("kind", "media"), [("png", "png"), ("jpg", "jpeg"), ("tif", "tiff")])
def test_images_are_scans(scan: Path, tmp_path: Path, kind: str, media: str) -> None:
    path = tmp_path / f"plan.{kind}"
    with pypdfium2.PdfDocument(scan) as document:
        document[0].render(scale=200 / 72, grayscale=True).to_pil().save(path)
    loaded = read_image(path, path.read_bytes())
    assert "Số: 37/KH-SLĐVL" in loaded.text
    assert (loaded.source.media_type, loaded.source.text_layer) == (f"image/{media}", "ocr")
    assert OCR.accepts(path.read_bytes()[:64], "x")


@tools
def test_pages_of_a_tif_are_all_read(printed: Path, tmp_path: Path) -> None:
    path = scanned(printed, tmp_path / "plan.tif")
    loaded = read_image(path, path.read_bytes())
    assert loaded.source.pages == 2
    assert "nuôi ong" in loaded.text


@tools
def test_page_on_its_side_is_turned(scan: Path, tmp_path: Path) -> None:
    path = tmp_path / "side.png"
    with pypdfium2.PdfDocument(scan) as document:
        image = document[0].render(scale=200 / 72, grayscale=True).to_pil()
    image.rotate(90, expand=True).save(path)
    assert "Số: 37/KH-SLĐVL" in read_image(path, path.read_bytes()).text


@tools
def test_signs_that_recognition_does_not_know_are_seen(tmp_path: Path) -> None:
    pdf = convert(plan_fodt(body=(COMPARISONS, QUARTERS)), "pdf", tmp_path)
    text = read(scanned(pdf, tmp_path / "scan.pdf")).text
    for sign in ("≥ 95%", "≤ 5%", "quý II/2024", "quý III/2024", "quý IV/2024"):
        assert sign in text


@pytest.mark.skipif(not shutil.which("tesseract"), reason="tesseract is not installed")
@pytest.mark.parametrize(
    ("size", "word"), [((1, 1), "quá nhỏ"), ((30_000, 30_000), "quá lớn"), ((300, 20), "quá nhỏ")]
)
def test_images_of_impossible_size_are_clear_errors(tmp_path: Path, size, word: str) -> None:
    path = tmp_path / "x.png"
    Image.new("1", size, 1).save(path)
    with pytest.raises(ReadError, match=word):
        read_image(path, path.read_bytes())


@pytest.mark.skipif(not shutil.which("tesseract"), reason="tesseract is not installed")
def test_broken_image_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="hỏng"):
        read_image(tmp_path / "x.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 100)


@tools
def test_empty_scan_is_a_clear_error(tmp_path: Path) -> None:
    path = tmp_path / "x.png"
    Image.new("L", (1654, 2339), 250).save(path)
    with pytest.raises(ReadError, match="không có chữ"):
        read_image(path, path.read_bytes())


@tools
def test_page_of_giant_size_is_drawn_small(tmp_path: Path) -> None:
    strokes = b" ".join(b"%d 100 m %d 20000 l S" % (x, x) for x in range(100, 29_000, 300))
    with pytest.raises(ReadError):
        read_pdf(tmp_path / "x.pdf", pages_pdf(strokes, size=(30_000, 30_000)))


def test_image_that_would_fill_the_memory_is_not_unpacked(tmp_path: Path) -> None:
    image = b"/Type /XObject /Subtype /Image /Width 40000 /Height 40000 /BitsPerComponent 8 " + (
        b"/ColorSpace /DeviceGray /Filter /FlateDecode"
    )
    data = raw_pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
            b"/Resources << /XObject << /I 5 0 R >> >> >>",
            stream(b"595 0 0 842 0 0 cm /I Do"),
            stream(b"x\x9c\x03\x00\x00\x00\x00\x01", image),
        ]
    )
    with pytest.raises(ReadError, match="quá lớn"):
        read_pdf(tmp_path / "x.pdf", data)


def test_skew_is_found_and_red_ink_is_paper() -> None:
    page = Image.new("L", (1200, 1600), 255)
    draw = ImageDraw.Draw(page)
    for row in range(100, 1500, 50):
        draw.rectangle((100, row, 1100, row + 18), fill=0)
    assert find_skew(page) == 0
    turned = page.rotate(-1.3, fillcolor=255, resample=Image.Resampling.BICUBIC)
    assert find_skew(turned) == pytest.approx(1.3, abs=0.15)
    stamp = Image.new("RGB", (10, 10), (225, 30, 40))
    assert without_red(stamp).getextrema()[0] > 200
    grey = Image.new("L", (10, 10), 200)
    assert with_white_paper(grey).getextrema() == (255, 255)


def test_ruled_lines_of_a_picture_are_a_grid() -> None:
    page = Image.new("L", (1654, 2339), 255)
    draw = ImageDraw.Draw(page)
    for y in (300, 420, 600):
        draw.line((200, y, 1400, y), fill=0, width=3)
    for x in (200, 500, 1400):
        draw.line((x, 300, x, 600), fill=0, width=3)
    (grid,) = prepare(page, 200 / 72).grids
    assert (len(grid.rows), len(grid.columns), len(grid.cells)) == (3, 3, 4)


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("Phấn đấu 4096 trở lên.", ["ocr-percent-damaged"]),
        ("đạt 509% kế hoạch", ["ocr-percent-damaged"]),
        ("ít nhất 989 hộ dân", ["ocr-percent-damaged"]),
        ("100% hộ dân; năm 1996; Quyết định số 2096/QĐ-UBND; tăng 150% so với năm 2020", []),
        ("tổng số 15.096 người; 0905.871.096", []),
    ],
)
def test_damaged_percent_signs_are_told(text: str, rules: list[str]) -> None:
    findings = find_damaged_numbers(text)
    assert [finding.rule for finding in findings] == rules
    assert all(finding.span for finding in findings)


def _lines(*texts: str) -> list[PageItems]:
    lines = tuple(Line(text, 0, 0, 9, 9, 14, 1) for text in texts)
    return [PageItems(1, 600, 800, lines, scanned=True)]


def test_lines_that_can_only_be_one_thing_are_put_right() -> None:
    pages, findings = repair_lines(
        _lines(
            "KÉ HOẠCH", "I. MỤC TIÊU", "H. NHIỆM VỤ", "HI. TỔ CHỨC", "dành chỉ phí;", "2, Sở Y tế"
        )
    )
    texts = [line.text for line in pages[0].lines()]
    assert texts == [
        "KẾ HOẠCH", "I. MỤC TIÊU", "II. NHIỆM VỤ", "III. TỔ CHỨC", "dành chi phí;", "2. Sở Y tế",
    ]  # fmt: skip
    assert {finding.rule for finding in findings} == {"ocr-line-repaired", "ocr-words-repaired"}
    unchanged = _lines("I. MỤC TIÊU", "H. Củ Chi", "chỉ tiêu", "12, 13 và 14", "Kê hoạch")
    assert repair_lines(unchanged) == (unchanged, [])
    assert repair_title("KHO BẠC") == "KHO BẠC"


def test_number_written_by_hand_is_settled_over_the_paper() -> None:
    def row(*texts: str) -> list[Word]:
        return [
            Word(text, 20 * i, 20 * i + 18, 100, 14, i, sure=40) for i, text in enumerate(texts)
        ]

    first = row("Số:", "T04", "/QD-", "TTg", "ngàyĐ^tháng", "4")
    other = row("định", "số", "707/QĐ-TTg")
    number = Field(0, 4, 16, "qd", "/QD- TTg", ("704", "704", "0", ""))
    day = Field(0, 21, 23, "4", "", ("22", "22", "22", "2"))
    again = Field(0, 8, 18, "qd", "/QĐ-TTg", ("707", "707", "707", "707"))
    third = Field(0, 8, 18, "qd", "/QĐ-TTg", ("707", "104"))
    pages = settle([([first], [number, day]), ([other], [again]), ([other], [third])])
    texts = [" ".join(word.text for word in rows[0]) for rows in pages]
    assert texts == ["Số: 707/QĐ-TTg ngày 22 tháng 4", "định số 707/QĐ-TTg", "định số 707/QĐ-TTg"]
    assert all(any(word.sure == 50 for word in rows[0]) for rows in pages)
