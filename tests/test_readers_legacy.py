"""Vietnamese fonts from before Unicode, and what LibreOffice and catdoc make of old files."""

from __future__ import annotations

import io
import shutil
import socket
import threading
import zipfile
from pathlib import Path

import pytest
from pdf_fixtures import BODY, NOTE, convert, plan_fodt

from planparse.errors import ReadError
from planparse.pipeline import _parse
from planparse.readers import LoadedText, office
from planparse.readers.docx import read_docx
from planparse.readers.legacy_fonts import decode, find_encoding, modernise
from planparse.readers.office import OFFICE, read_office
from planparse.readers.pdf import read_pdf

tools = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
catdoc = pytest.mark.skipif(shutil.which("catdoc") is None, reason="catdoc is not installed")

# The same sentences as a typist of 2003 has them, and as they are meant.
TCVN3 = (
    # The sign for á is a cedilla, which looks like a comma.
    "KÕ ho¹ch trång c©y ph©n t\u00b8n cña ñy ban nh©n d©n x·, giai ®o¹n 2003 - 2005",
    "Trång 15.000 c©y xanh däc ®\u00ad\u00eang liªn th«n; ch¨m sãc, b¶o vÖ rõng phßng hé.",
)
MEANT = (
    "Kế hoạch trồng cây phân tán của ủy ban nhân dân xã, giai đoạn 2003 - 2005",
    "Trồng 15.000 cây xanh dọc đường liên thôn; chăm sóc, bảo vệ rừng phòng hộ.",
)
VNI = (
    "Keá hoaïch troàng caây phaân taùn cuûa uûy ban nhaân daân xaõ, giai ñoaïn 2003 - 2005",
    "Troàng 15.000 caây xanh doïc ñöôøng lieân thoân; chaêm soùc, baûo veä röøng phoøng hoä.",
)


def read(path: Path) -> LoadedText:
    return read_office(path, path.read_bytes())


@tools
@pytest.mark.parametrize("kind", ["doc", "rtf", "odt"])
def test_office_files_read_as_word_does(kind: str, tmp_path: Path) -> None:
    loaded = read(convert(plan_fodt(), kind, tmp_path))
    word = convert(plan_fodt(), "docx", tmp_path)
    assert loaded.text.split() == read_docx(word, word.read_bytes()).text.split()
    assert loaded.source.text_layer == "converted"
    assert loaded.source.name == f"plan.{kind}"
    for paragraph in BODY:
        assert paragraph.lstrip("*").replace("^", "¹") in loaded.text.split("\n")
    assert f"¹ {NOTE}" in loaded.text
    meta = _parse(loaded).metadata
    assert (meta.number, meta.issued_on) == ("37/KH-SLĐVL", "2024-03-12")


@tools
@pytest.mark.parametrize(("font", "printed"), [(".VnTime", TCVN3), ("VNI-Times", VNI)])
def test_fonts_before_unicode_become_unicode(font: str, printed, tmp_path: Path) -> None:
    loaded = read(convert(plan_fodt(font=font, body=printed), "doc", tmp_path))
    for sentence in MEANT:
        assert sentence in loaded.text
    assert "legacy-font-converted" in [finding.rule for finding in loaded.findings]


@tools
def test_capital_fonts_give_capitals(tmp_path: Path) -> None:
    loaded = read(convert(plan_fodt(font=".VnTimeH", body=TCVN3[:1]), "doc", tmp_path))
    assert MEANT[0].upper() in loaded.text


@tools
def test_old_letters_in_a_pdf_become_unicode(tmp_path: Path) -> None:
    # The head of the paper is in Unicode, the body is not.
    pdf = convert(plan_fodt(body=VNI * 20), "pdf", tmp_path)
    text = read_pdf(pdf, pdf.read_bytes()).text
    assert text.count(MEANT[0]) == 20


@catdoc
@tools
def test_catdoc_reads_the_text_where_libreoffice_is_missing(tmp_path: Path, monkeypatch) -> None:
    folder = tmp_path / "old"
    folder.mkdir()
    path = convert(plan_fodt(), "doc", tmp_path)
    old = convert(plan_fodt(font=".VnTime", body=TCVN3), "doc", folder)
    monkeypatch.setattr(office, "find_soffice", lambda: None)
    loaded = read(path)
    assert "Mỗi năm tổ chức 24 lớp dạy nghề lưu động" in loaded.text
    assert "text-only" in [finding.rule for finding in loaded.findings]
    assert MEANT[1] in read(old).text


def test_without_any_program_the_error_says_what_to_install(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(ReadError, match="apt install libreoffice-writer"):
        read_office(tmp_path / "x.rtf", b"{\\rtf1 Xin}")


@tools
def test_program_that_does_not_end_is_stopped(tmp_path: Path, monkeypatch) -> None:
    path = convert(plan_fodt(), "rtf", tmp_path)
    monkeypatch.setattr(office, "TIMEOUT", 0.05)
    with pytest.raises(ReadError, match="thời hạn") as caught:
        read(path)
    assert "\n" not in str(caught.value)


def _odt(manifest: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("META-INF/manifest.xml", manifest)
    return data.getvalue()


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED_WORD = (
    _OLE.ljust(512, b"\0")
    + (b"\xec\xa5" + b"\x00" * 8 + b"\x00\x01").ljust(512, b"\0")
    + "WordDocument".encode("utf-16-le")
)


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        ("x.odt", _odt("<manifest:encryption-data/>"), "mật khẩu"),
        ("x.odt", _odt("<manifest/>")[:60], "hỏng"),
        ("x.doc", _OLE + b"\x00" * 2000, "không phải tệp Word"),
        ("x.doc", _LOCKED_WORD, "mật khẩu"),
    ],
)
def test_bad_files_are_clear_errors(tmp_path: Path, name: str, data: bytes, word: str) -> None:
    with pytest.raises(ReadError, match=word) as caught:
        read_office(tmp_path / name, data)
    assert "\n" not in str(caught.value)


@tools
def test_damaged_word_file_is_a_clear_error_or_a_text(tmp_path: Path) -> None:
    path = convert(plan_fodt(), "doc", tmp_path)
    path.write_bytes(path.read_bytes()[:9000])
    try:
        text = read(path).text
    except ReadError as error:
        text = str(error)
    assert text


@tools
def test_nothing_is_fetched(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(30)
        calls: list[object] = []

        def listen() -> None:
            try:
                calls.append(server.accept())
            except OSError:
                return

        threading.Thread(target=listen, daemon=True).start()
        url = f"http://127.0.0.1:{server.getsockname()[1]}/picture.png"
        picture = '{\\field{\\*\\fldinst{ INCLUDEPICTURE "' + url + '" \\\\d}}{\\fldrslt x}}'
        path = tmp_path / "x.rtf"
        path.write_bytes(b"{\\rtf1\\ansi Ke hoach trong cay " + picture.encode() + b"\\par}")
        assert "Ke hoach trong cay" in read(path).text
        assert not calls


def test_type_is_told_by_content() -> None:
    assert OFFICE.accepts(b"{\\rtf1", "plan.txt")
    assert OFFICE.accepts(_odt("")[:200], "plan.docx")
    assert OFFICE.accepts(_OLE, "plan")
    assert not OFFICE.accepts(b"PK\x03\x04word/document.xml", "plan.doc")


@pytest.mark.parametrize(
    ("printed", "encoding"),
    [(" ".join(TCVN3), "TCVN3"), (" ".join(VNI), "VNI"), (" ".join(MEANT), None)],
)
def test_set_of_a_text_without_fonts_is_told(printed: str, encoding: str | None) -> None:
    assert find_encoding(printed) == encoding
    assert modernise(printed) == (" ".join(MEANT), encoding)


def test_western_texts_are_not_taken_for_old_vietnamese() -> None:
    for text in (
        "Le café est très bon, naïf et à l'œuvre; voilà l'été où Noël déçoit.",
        "Die größte Straße fährt über die Brücke; Öl und Käse für Ännchen.",
        "§ 12 Abs. 3, ©2020 ACME®, 25 µm × 30 µm ± 2 °C",
        "Ke hoach trong cay xanh nam 2024 cua Uy ban nhan dan xa",
    ):
        assert find_encoding(text) is None


def test_letters_of_both_sets_are_known() -> None:
    for printed, meant, font in (
        ("§êi sèng nh©n d©n vïng s©u ®\u00ad\u00eec c¶i thiÖn",
         "Đời sống nhân dân vùng sâu được cải thiện", ".vntime"),
        ("ÑÔØI SOÁNG NHAÂN DAÂN ÑÖÔÏC CAÛI THIEÄN", "ĐỜI SỐNG NHÂN DÂN ĐƯỢC CẢI THIỆN",
         "vni-times"),
        ("Yeâu caàu tænh, kyõ thuaät, vuõ trang, tyû leä",
         "Yêu cầu tỉnh, kỹ thuật, vũ trang, tỷ lệ", "vni-times"),
    ):  # fmt: skip
        assert decode(printed, font) == meant
