"""Scans and images: recognised text, tables, damaged numbers, cache, bad files."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from math import cos, radians, sin
from pathlib import Path

import pypdfium2
import pytest
from pdf_fixtures import convert, pages_pdf, plan_fodt, raw_pdf, scanned, stream
from PIL import Image, ImageChops, ImageDraw
from scan_table import LOSS, PLANS, lines_of, scan_of, share_exact

from planparse.errors import ReadError
from planparse.lexicon import load_entries
from planparse.pipeline import _parse, parse
from planparse.readers import LoadedText, ocr_engine
from planparse.readers.ocr import OCR, read_image
from planparse.readers.ocr_again import merge
from planparse.readers.ocr_engine import Token
from planparse.readers.ocr_fields import Field, settle
from planparse.readers.ocr_image import find_skew, prepare, with_white_paper, without_red
from planparse.readers.ocr_numbers import find_damaged_numbers
from planparse.readers.ocr_repair import repair_lines, repair_title
from planparse.readers.ocr_repeats import repair_repeats
from planparse.readers.ocr_words import is_number
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
def test_composed_plan_loses_little_by_being_scanned(tmp_path: Path) -> None:
    source = PLANS / "union-09" / "source.txt"
    gold = json.loads((source.parent / "gold.json").read_text("utf-8"))
    text = parse(source)
    printed = lines_of(gold, text)
    assert len(printed) > 15
    scans = [parse(scan_of(source, tmp_path, grain=grain)) for grain in (1, 2, 3)]
    for scan in scans:
        assert share_exact(text.text, scan.text) >= 0.97
    read_lines = [lines_of(gold, scan) for scan in scans]
    for name, line in printed.items():
        # Three scans of one paper together: what one grain hides another shows.
        whole = type(line)()
        for lines in read_lines:
            whole.add(lines[name])
        assert whole.scores()[2] >= line.scores()[2] - LOSS, name


def page_picture(pdf: Path, dpi: int = 200, share: float = 1.0) -> Image.Image:
    """Return a page's picture, white below a share of its height, for recognition takes its time."""
    with pypdfium2.PdfDocument(pdf) as document:
        image = document[0].render(scale=dpi / 72, grayscale=True).to_pil()
    below = Image.new("L", (image.width, image.height), 255)
    image.paste(below, (0, round(share * image.height)))
    return image


def turned(image: Image.Image, degrees: float) -> Image.Image:
    return image.rotate(degrees, fillcolor=255, resample=Image.Resampling.BICUBIC)


@tools
@pytest.mark.parametrize("kind", ["askew", "coarse", "on grey paper"])
def test_bad_scans_are_read(printed: Path, tmp_path: Path, kind: str) -> None:
    image = page_picture(printed, 150 if kind == "coarse" else 200, share=0.4)
    if kind == "askew":
        image = turned(image, 2.6)
    elif kind == "coarse":
        image = turned(image, -1.0)
    else:
        grain = Image.effect_noise(image.size, 20)
        image = ImageChops.add(image.point(lambda v: 30 + v * 150 // 255), grain, 1, -128)
    path = tmp_path / "page.png"
    image.save(path)
    loaded = read_image(path, path.read_bytes())
    with pypdfium2.PdfDocument(printed) as document:
        width, height = document[0].get_size()
        expected = document[0].get_textpage().get_text_bounded(0, 0.62 * height, width, height)
    assert len(expected.split()) > 100
    assert words_lost(loaded.text, expected) < 0.05
    assert _parse(loaded).metadata.issued_on == "2024-03-12"


@tools
def test_stamp_over_a_title_is_read_through(tmp_path: Path) -> None:
    purpose = "hỗ trợ đào tạo nghề cho lao động nông thôn giai đoạn 2024 - 2028"
    body = (
        f"Sở ban hành kế hoạch {purpose}, với những nội dung sau:",
        "*I. MỤC TIÊU",
        f"Việc {purpose} nâng cao tay nghề và thu nhập của người dân.",
    )
    pdf = convert(plan_fodt(body=body), "pdf", tmp_path)
    image = page_picture(pdf, share=0.4)
    draw = ImageDraw.Draw(image)
    for step in range(0, 360, 5):
        x = 780 + 190 * cos(radians(step)) + step % 7
        y = 440 + 120 * sin(radians(step)) - step % 5
        draw.ellipse((x, y, x + 3 + step % 4, y + 4), fill=0)
    path = tmp_path / "stamp.png"
    image.save(path)
    title = _parse(read_image(path, path.read_bytes())).metadata.title or ""
    assert title.replace("- ", " - ").split() == f"H{purpose[1:]}".split()


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
    page_picture(scan, share=0.25).save(path)
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
    page_picture(scan, share=0.4).rotate(90, expand=True).save(path)
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
    unchanged = _lines("I. MỤC TIÊU", "H. Củ Chi", "chỉ tiêu", "12, 13 và 14", "Kê đơn")
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


def _tokens(*words: tuple[str, float]) -> list[Token]:
    return [
        Token(text, (1, 1, 1), 100 * at, 10, 80, 30, sure) for at, (text, sure) in enumerate(words)
    ]


def test_surer_of_two_readings_is_taken_word_by_word() -> None:
    first = _tokens(("I.", 85), ("chồng", 77), ("đẳng", 96), ("98%", 84), ("Ì", 60), ("xT", 5))
    again = _tokens(("L", 96), ("chống", 96), ("đăng", 93), ("989%", 80), ("Ẩ», ", 40))
    merged = merge(first, again[:4])
    assert [token.text for token in merged] == ["I.", "chống", "đẳng", "98%", "xT"]
    assert merged[1].other == "chồng"
    # A number on which the readings differ is in doubt, however sure each of them is.
    assert merged[3].sure == 50
    # A second reading that has lost the line says nothing.
    assert merge(first, _tokens(("xX", 20), ("47", 30))) == first


def _row(*words: tuple[str, float] | tuple[str, float, str]) -> list[Word]:
    return [
        Word(text, 40 * at, 40 * at + 36, 100, 14, at, sure=sure, other=other[0] if other else "")
        for at, (text, sure, *other) in enumerate(words)
    ]


def _sure(text: str) -> list[Word]:
    return _row(*((word, 97) for word in text.split()))


PLAN = "Kế hoạch trồng rừng ven biển giai đoạn 2026 - 2030, chuẩn bị cho mùa mưa"


def test_damaged_passage_is_put_right_by_its_repetition() -> None:
    damaged = _row(
        ("Kế", 97), ("hoặch", 80), ("trồng", 97), ("rừng:", 50, "rừng"), ("ven", 97), ("biển", 97),
        ("giai", 97), ("đoạn", 97), ("2026", 97), ("-", 93), ("2039,", 50, "2030,.c"),
        (".chuân:", 40), ("bị", 97), ("cho", 97),
    )  # fmt: skip
    first, second = repair_repeats([(1, [damaged]), (2, [_sure(f"Ban hành {PLAN}.")])])
    text = " ".join(word.text for word in first.rows[0])
    assert text == "Kế hoạch trồng rừng ven biển giai đoạn 2026 - 2030, chuẩn bị cho"
    (finding,) = first.findings
    assert (finding.rule, second.findings) == ("ocr-repetition-repaired", [])
    assert "'2039,' → '2030,'" in finding.message
    assert next(word.sure for word in first.rows[0] if word.text == "2030,") == 50


def test_number_stays_where_no_reading_has_the_other_one() -> None:
    other = _sure(f"Ban hành {PLAN}.")
    words = PLAN.replace("2030", "2035").split()
    row = _row(*((word, 50 if word == "2035," else 97) for word in words))
    repaired, _ = repair_repeats([(1, [row]), (2, [other])])
    assert (repaired.rows, repaired.findings) == ([row], [])


def test_specks_in_a_passage_go_and_numbers_stay() -> None:
    words = PLAN.split()
    row = _row(*((word, 97) for word in words[:4]), ("Ì", 40), *((word, 97) for word in words[4:9]))
    number = _row(*((word, 97) for word in words[:4]), ("22", 40), *((w, 97) for w in words[4:9]))
    other = _sure(f"Ban hành {PLAN}.")
    one, two, _ = repair_repeats([(1, [row]), (2, [number]), (3, [other])])
    assert " ".join(word.text for word in one.rows[0]) == " ".join(words[:9])
    assert two.rows == [number]


def test_words_that_are_sure_stay_whatever_stands_elsewhere() -> None:
    row = _row(*((word, 97) for word in PLAN.replace("trồng", "trông").split()[:-1]), ("mưa", 70))
    repaired, _ = repair_repeats([(1, [row]), (1, [_sure(PLAN)])])
    assert repaired.rows == [row]


def test_letters_of_points_and_names_are_put_right() -> None:
    pages, findings = repair_lines(
        _lines(
            "c) Phòng Y tế",
            "đ) Phòng Nội vụ",
            "Về việt ban hành Đề án loT",
            "NỘI DỤNG",
            "- Lưu: VỀ, TH.",
        )
    )
    texts = [line.text for line in pages[0].lines()]
    assert texts[1:] == [
        "d) Phòng Nội vụ",
        "Về việc ban hành Đề án IoT",
        "NỘI DUNG",
        "- Lưu: VT, TH.",
    ]
    assert {finding.rule for finding in findings} == {"ocr-line-repaired", "ocr-words-repaired"}
    unchanged = _lines("nói đúng", "đ) Chợ", "d) Chợ", "phần đầu", "thăm những gia đình")
    assert repair_lines(unchanged) == (unchanged, [])


def test_printed_page_of_a_mixed_document_is_not_repaired() -> None:
    printed = [PageItems(1, 600, 800, _lines("dành chỉ phí")[0].items)]
    assert repair_lines(printed) == (printed, [])


@pytest.mark.parametrize(
    ("text", "alone"), [("1800.599.921;", True), ("(0257) 3.868.115", True), ("24).|4-42", False)]
)
def test_number_alone_on_a_line_is_no_noise(text: str, alone: bool) -> None:
    assert is_number([Token(text, (1, 1, 1), 0, 0, 90, 30, 0.0)]) is alone


def test_damaged_forms_are_as_long_as_what_they_stand_for() -> None:
    for entry in load_entries("ocr_forms"):
        assert all(len(damaged) == len(entry["words"][0]) for damaged in entry["damaged"])
