"""Excel and Word reports through LibreOffice, which opens them as an office would."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import docx
import openpyxl
import pdfplumber
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm
from pdf_fixtures import convert
from report_fixtures import FORMULA, compared, hostile, large_matrix

from planparse import write_report

pytestmark = pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")


def opened(source: Path, target: str, folder: Path) -> Path:
    return convert(source.read_bytes(), target, folder, suffix=source.suffix)


@pytest.fixture(scope="module")
def word(tmp_path_factory) -> Path:
    report, documents = compared()
    path = tmp_path_factory.mktemp("word") / "report.docx"
    write_report(report, documents, path)
    return path


def test_word_annex_has_the_layout_of_an_official_paper(word: Path) -> None:
    document = docx.Document(str(word))
    first, second = document.sections
    assert (first.orientation, second.orientation) == (WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE)
    for section in (first, second):
        margins = (section.top_margin, section.bottom_margin, section.left_margin)
        assert [round(margin / Mm(1)) for margin in margins] == [20, 20, 30]
        assert 15 <= round(section.right_margin / Mm(1)) <= 20
    assert first.different_first_page_header_footer
    style = document.styles["Normal"].font
    assert (style.name, style.size.pt) == ("Times New Roman", 14)
    lines = [paragraph.text for paragraph in document.paragraphs[:3]]
    assert lines[0] == "Phụ lục"
    assert lines[1].isupper()
    assert lines[2].startswith("(Kèm theo văn bản số")


def test_word_tables_repeat_their_heads_and_keep_rows_whole(word: Path) -> None:
    for table in docx.Document(str(word)).tables:
        heads = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
        assert heads == [True] + [False] * (len(heads) - 1)
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_libreoffice_prints_the_word_annex(word: Path, tmp_path: Path) -> None:
    with pdfplumber.open(opened(word, "pdf", tmp_path)) as pdf:
        sizes = [(round(page.width), round(page.height)) for page in pdf.pages]
        texts = [page.extract_text() for page in pdf.pages]
    assert sizes[0] == (595, 842)
    assert set(sizes[1:]) == {(842, 595)}
    total = compared()[0].summary
    assert f"trong {total.targets.total + total.tasks.total} nội dung" in texts[0]
    assert not texts[0].lstrip().startswith("1")
    assert texts[1].lstrip().startswith("2")
    assert all("Cấp dưới nêu" in text for text in texts[1:])


def test_libreoffice_opens_the_workbook_and_runs_nothing(tmp_path: Path) -> None:
    report, documents = hostile()
    path = tmp_path / "report.xlsx"
    write_report(report, documents, path)
    (tmp_path / "again").mkdir()
    again = opened(path, "xlsx", tmp_path / "again")
    with zipfile.ZipFile(again) as package:
        sheets = [name for name in package.namelist() if "/worksheets/sheet" in name]
        assert len(sheets) == 7
        assert not any(b"<f" in package.read(name).split(b"<sheetData")[-1] for name in sheets)
    words = [
        cell for sheet in openpyxl.load_workbook(again) for row in sheet.values for cell in row
    ]
    assert any(FORMULA in str(word) for word in words)


def test_workbook_is_typed_filtered_and_frozen(tmp_path: Path) -> None:
    report, documents = compared()
    path = tmp_path / "report.xlsx"
    write_report(report, documents, path)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == [
        "Tổng hợp", "Chỉ tiêu", "Nhiệm vụ", "Kiểm tra khác", "Bổ sung", "Kế hoạch cấp trên",
        "Kế hoạch cấp dưới",
    ]  # fmt: skip
    summary, targets = book["Tổng hợp"], book["Chỉ tiêu"]
    assert any(cell.is_date for row in summary.iter_rows() for cell in row)
    for sheet in book.worksheets[1:]:
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref
    heads = [cell.value for cell in targets[1]]
    column = heads.index("Kế hoạch cấp trên: giá trị")
    values = [row[column].value for row in targets.iter_rows(min_row=2)]
    assert len(values) == report.summary.targets.total
    assert all(isinstance(value, int | float) for value in values)
    source = [row[1] for row in book["Kế hoạch cấp dưới"].iter_rows(min_row=2, values_only=True)]
    kept = [line.strip() for line in documents[0].text.splitlines() if line.strip()]
    assert source == kept


def test_libreoffice_opens_a_matrix_of_three_thousand_children(tmp_path: Path) -> None:
    _, (_, parent) = compared()
    path = tmp_path / "matrix.xlsx"
    write_report(large_matrix(), (parent,), path)
    sheets = openpyxl.load_workbook(path, read_only=True)
    assert sheets["Ma trận"].max_row == 3001
    again = opened(path, "ods", tmp_path)
    with zipfile.ZipFile(again) as package:
        assert package.read("content.xml").decode().count("58/KH-UBND") >= 3000
