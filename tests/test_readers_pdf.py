"""PDF files with text: words, order, paragraphs, notes, tables, fields, bad files."""

from __future__ import annotations

import contextlib
import shutil
import time
import unicodedata
from pathlib import Path

import pytest
from pdf_fixtures import (
    BODY,
    MIXED_FONT,
    NOTE,
    TABLE,
    convert,
    form_pdf,
    pages_pdf,
    plan_fodt,
)

from planparse.errors import ReadError
from planparse.pipeline import _parse
from planparse.readers import LoadedText
from planparse.readers.pdf import MAX_PAGES, PDF, read_pdf
from planparse.readers.pdf_lines import Line, raise_marks
from planparse.readers.pdf_paragraphs import joined_text
from planparse.readers.pdf_places import Word
from planparse.readers.pdf_tables import Ruling, find_grids
from planparse.readers.pdf_words import page_words

office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
# A page of the fixture's length would take a document of 2,100 pages far past this.
SECONDS = 60


def read(path: Path) -> LoadedText:
    return read_pdf(path, path.read_bytes())


@pytest.fixture(scope="session")
def plan(tmp_path_factory) -> Path:
    return convert(plan_fodt(), "pdf", tmp_path_factory.mktemp("one"))


@pytest.fixture(scope="session")
def mixed(tmp_path_factory) -> Path:
    return convert(plan_fodt(font=MIXED_FONT), "pdf", tmp_path_factory.mktemp("mixed"))


@pytest.fixture(scope="session")
def long_table(tmp_path_factory) -> Path:
    return convert(plan_fodt(table_rows=30), "pdf", tmp_path_factory.mktemp("table"))


@office
def test_plan_is_read_paragraph_by_paragraph(plan: Path) -> None:
    loaded = read(plan)
    lines = loaded.text.split("\n")
    for paragraph in BODY:
        assert paragraph.lstrip("*").replace("^", "¹") in lines
    assert lines[-3:] == [f"¹ {NOTE}", "", ""]
    assert "20241" not in loaded.text
    assert (loaded.source.pages, loaded.source.text_layer) == (2, "native")


@office
def test_columns_of_head_and_signature_are_kept_apart(plan: Path) -> None:
    text = read(plan).text
    assert text.startswith("UBND TỈNH HẠ SƠN\nSỞ LAO ĐỘNG VÀ VIỆC LÀM\nSố: 37/KH-SLĐVL\n\nCỘNG HÒA")
    closing = text[text.index("Nơi nhận:") :]
    assert closing.startswith("Nơi nhận:\n- UBND tỉnh (để báo cáo);\n- Các phòng thuộc Sở;\n- Lưu:")
    assert closing.index("GIÁM ĐỐC") < closing.index("Trần Thị Hòa Bình") < closing.index("PHỤ LỤC")


@office
def test_page_numbers_are_set_aside(plan: Path) -> None:
    assert not {"1", "2"} & set(read(plan).text.split("\n"))


@office
def test_letters_of_another_font_stay_in_their_words(plan: Path, mixed: Path) -> None:
    assert read(mixed).text.split() == read(plan).text.split()


@office
def test_decomposed_letters_stay_decomposed(tmp_path: Path, plan: Path) -> None:
    source = unicodedata.normalize("NFD", plan_fodt())
    text = read(convert(source, "pdf", tmp_path)).text
    assert unicodedata.normalize("NFC", text) == read(plan).text


@office
def test_number_cut_at_its_hyphen_is_one_word(tmp_path: Path) -> None:
    filler = "Thực hiện đầy đủ các nội dung đã được giao tại Quyết định số "
    cut = [filler + "x" * count + " 7619/QĐ-BCA ngày 08 tháng 9 năm 2025." for count in range(9)]
    text = read(convert(plan_fodt(body=tuple(cut)), "pdf", tmp_path)).text
    assert text.count("7619/QĐ-BCA ngày") == len(cut)


@office
def test_records_of_the_pdf_are_those_of_the_plan(plan: Path) -> None:
    document = _parse(read(plan))
    meta = document.metadata
    assert (meta.number, meta.issued_on) == ("37/KH-SLĐVL", "2024-03-12")
    assert meta.title == "Hỗ trợ đào tạo nghề cho lao động nông thôn giai đoạn 2024 - 2028"
    labels = [section.label for section in document.sections if section.level == 1]
    assert labels == ["I", "II", "III", "PHỤ LỤC"]
    assert [target.value for target in document.targets][:2] == [85, 40]


@office
def test_table_goes_on_over_pages_without_its_head(long_table: Path) -> None:
    rows = [line for line in read(long_table).text.split("\n") if line.startswith("|")]
    assert len(rows) == 2 + 2 * 30
    assert rows[0] == "| STT | Nhiệm vụ | Cơ quan chủ trì | Thời gian |"
    assert set(rows[2:]) == {
        f"| {' | '.join(row)} |" for row in TABLE[2:]
    }  # No row is cut or doubled at a page's end.


@office
def test_rules_make_the_grids_that_pdfplumber_finds(long_table: Path) -> None:
    pdfplumber = pytest.importorskip("pdfplumber")
    ours = [
        line.strip("| ").split(" | ") for line in read(long_table).text.split("\n") if "|" in line
    ]
    theirs = []
    with pdfplumber.open(long_table) as document:
        for page in document.pages:
            for table in page.extract_tables():
                theirs += [[(cell or "").replace("\n", " ") for cell in row] for row in table]
    known = {cell for row in ours for cell in row}
    whole = [row for row in theirs if row in ours]
    assert len(whole) >= 2 * 30 - 8
    # The others are the two pieces of a row that a page's end cuts.
    assert all(
        any(cell in text for text in known) for row in theirs for cell in row if row not in whole
    )


@office
def test_every_line_has_its_place_on_paper(plan: Path) -> None:
    loaded = read(plan)
    covered = "".join(loaded.text[anchor.start : anchor.end] for anchor in loaded.anchors)
    assert "".join(covered.split()) == "".join(loaded.text.replace("|", "").split())
    for anchor in loaded.anchors:
        left, top, right, bottom = anchor.box
        assert 0 <= left < right <= 596
        assert 0 <= top < bottom <= 842
        assert anchor.page in (1, 2)


def test_values_of_fields_stand_where_they_are_typed(tmp_path: Path) -> None:
    path = tmp_path / "form.pdf"
    loaded = read_pdf(path, form_pdf())
    assert loaded.text.split("\n")[0] == "So: 37 /KH-UBND"
    # A field without an appearance of its own is read by its value.
    assert "12 thang 3" in loaded.text
    assert "Digitally" not in loaded.text
    assert [finding.rule for finding in loaded.findings] == ["signature-stamp-set-aside"]


def test_page_turned_on_its_side_is_read_upright(tmp_path: Path) -> None:
    content = b"BT /F1 14 Tf 0 1 -1 0 200 100 Tm (Ke hoach trong cay) Tj ET " + (
        b"BT /F1 14 Tf 0 1 -1 0 220 100 Tm (cua xa nam 2024, phu luc so 1.) Tj ET"
    )
    path = tmp_path / "turned.pdf"
    loaded = read_pdf(path, pages_pdf(content, extra=b"/Rotate 90"))
    assert loaded.text.split() == [
        *("Ke", "hoach", "trong", "cay", "cua", "xa", "nam", "2024,", "phu", "luc", "so", "1."),
    ]
    assert all(anchor.box[2] <= 842 and anchor.box[3] <= 595 for anchor in loaded.anchors)


def test_bold_by_printing_twice_is_read_once(tmp_path: Path) -> None:
    twice = (
        b"BT /F1 14 Tf 80 700 Td (KE HOACH TRONG CAY XANH) Tj "
        b"0.3 0 Td (KE HOACH TRONG CAY XANH) Tj ET"
    )
    text = read_pdf(tmp_path / "bold.pdf", pages_pdf(twice)).text
    assert text.split() == ["KE", "HOACH", "TRONG", "CAY", "XANH"]


@pytest.mark.parametrize("data", [b"%PDF-1.7\nnothing", b"%PDF-1.4\n" + b"\x00" * 4096])
def test_damaged_files_are_clear_errors(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(ReadError, match="hỏng") as caught:
        read_pdf(tmp_path / "x.pdf", data)
    assert "\n" not in str(caught.value)


@office
def test_half_a_file_is_a_clear_error_or_a_part_of_the_text(plan: Path, tmp_path: Path) -> None:
    data = plan.read_bytes()
    for share in (0.2, 0.5, 0.8):
        text = ""
        with contextlib.suppress(ReadError):
            text = read_pdf(tmp_path / "x.pdf", data[: int(share * len(data))]).text
        assert not text or "KẾ HOẠCH" in text


@office
def test_password_is_a_clear_error(tmp_path: Path) -> None:
    options = (
        '{"EncryptFile":{"type":"boolean","value":"true"},'
        '"DocumentOpenPassword":{"type":"string","value":"mat khau"}}'
    )
    path = convert(plan_fodt(), f"pdf:writer_pdf_Export:{options}", tmp_path)
    with pytest.raises(ReadError, match="mật khẩu"):
        read(path)


def test_empty_pages_are_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="không có chữ"):
        read_pdf(tmp_path / "x.pdf", pages_pdf(b""))


def test_giant_page_is_read(tmp_path: Path) -> None:
    content = b"BT /F1 14 Tf 80 29000 Td (Ke hoach trong cay xanh nam 2024) Tj ET"
    loaded = read_pdf(tmp_path / "x.pdf", pages_pdf(content, size=(30_000, 30_000)))
    assert loaded.text.strip() == "Ke hoach trong cay xanh nam 2024"


def test_endless_file_is_cut_with_a_finding(tmp_path: Path) -> None:
    content = b"BT /F1 14 Tf 80 600 Td (Trong cay xanh ven duong cua xa.) Tj ET"
    started = time.monotonic()
    loaded = read_pdf(tmp_path / "x.pdf", pages_pdf(content, count=MAX_PAGES + 100))
    assert time.monotonic() - started < SECONDS
    assert loaded.source.pages == MAX_PAGES + 100
    assert "pages-left-out" in [finding.rule for finding in loaded.findings]


def test_running_head_and_gazette_line_are_set_aside(tmp_path: Path) -> None:
    content = (
        b"BT /F1 12 Tf 200 800 Td (CONG TY THOAT NUOC - Trang) Tj ET "
        b"BT /F1 14 Tf 80 600 Td (Nao vet cong ranh truoc mua mua.) Tj ET"
    )
    text = read_pdf(tmp_path / "x.pdf", pages_pdf(content, count=4)).text
    assert "THOAT" not in text
    assert text.count("Nao vet") == 4


def test_type_is_told_by_content() -> None:
    assert PDF.accepts(b"\n%PDF-1.4", "plan.doc")
    assert not PDF.accepts(b"PK\x03\x04", "plan.pdf")


def test_raised_figure_becomes_a_mark_and_a_lowered_one_stays() -> None:
    def word(text: str, x0: float, x1: float, base: float, size: float) -> Word:
        return Word(text, x0, x1, base, size, int(x0))

    rows = [
        [word("1", 100, 104, 95, 8)],
        [word("2024", 70, 99, 100, 14), word("xã", 110, 122, 100, 14)],
    ]
    assert [word.text for row in raise_marks(rows) for word in row] == ["2024¹", "xã"]
    rows = [[word("CO", 70, 99, 100, 14)], [word("2", 99, 103, 103, 8)]]
    assert [word.text for row in raise_marks(rows) for word in row] == ["CO2"]


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("Chỉ thị số 52-", "CT/TW của Ban Bí thư", "Chỉ thị số 52-CT/TW của Ban Bí thư"),
        ("giai đoạn 2021 -", "2025", "giai đoạn 2021 - 2025"),
        ("theo Kế hoạch", "đã ban hành", "theo Kế hoạch đã ban hành"),
    ],
)
def test_lines_are_joined_as_they_were_cut(first: str, second: str, joined: str) -> None:
    lines = [Line(text, 0, 0, 10, 10, 14, 1) for text in (first, second)]
    assert "".join(text + joint for text, joint in joined_text(lines)) == joined


def test_grid_of_a_table_with_a_spanning_cell() -> None:
    level = [Ruling(False, y, 0, 200) for y in (0, 20, 40)]
    upright = [Ruling(True, 0, 0, 40), Ruling(True, 200, 0, 40), Ruling(True, 100, 20, 40)]
    (grid,) = find_grids(level + upright)
    assert [(row, column) for row, column, _ in grid.cells] == [(0, 0), (1, 0), (1, 1)]
    assert find_grids(level[:2] + upright[:2]) == []


@office
def test_words_carry_place_size_and_weight(plan: Path) -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(plan)
    words = [word for row in page_words(document[0]).rows for word in row]
    title = next(word for word in words if word.text == "HOẠCH")
    assert title.bold
    assert title.size == pytest.approx(14, abs=0.1)
    assert 281 < title.x0 < title.x1 < 358
