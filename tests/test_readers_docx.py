"""Word files: what is read, what is left out, and bad files."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from plan_fixtures import plan_docx
from word_fixtures import (
    NAMESPACES,
    abstract,
    cell,
    level,
    num,
    num_pr,
    p,
    r,
    style,
    table,
    write_docx,
    write_zip,
)

from planparse import pipeline
from planparse.errors import ReadError
from planparse.model import PlanDocument
from planparse.outline import lay_out
from planparse.readers import LoadedText, load_file
from planparse.readers.docx import DOCX, read_docx
from planparse.text.normalise import normalise

# Plans whose records in Word must be those of their text one by one; test_formats has all plans.
FIRST = ("city-215", "commune-17", "district-58", "union-09")
PLANS = [
    path
    for path in sorted(Path(__file__).parents[1].glob("corpora/plans/*/source.*[tm]*"))
    if path.parent.name in FIRST
]
SUPER = '<w:vertAlign w:val="superscript"/>'


def read(path: Path) -> LoadedText:
    return DOCX.read(path, path.read_bytes())


def text_of(tmp_path: Path, *body: str, **parts: str) -> str:
    return read(write_docx(tmp_path / "plan.docx", *body, **parts)).text


def run(inside: str, props: str = "") -> str:
    return f"<w:r><w:rPr>{props}</w:rPr>{inside}</w:r>"


def field(code: str, result: str) -> str:
    begin, middle, end = (
        run(f'<w:fldChar w:fldCharType="{kind}"/>') for kind in ("begin", "separate", "end")
    )
    return f"{begin}{run(f'<w:instrText>{code}</w:instrText>')}{middle}{result}{end}"


def form_field(data: str) -> str:
    return run(f'<w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar>') + run(
        '<w:fldChar w:fldCharType="end"/>'
    )


def text_box(inside: str) -> str:
    """Return a text box as Word writes it, once for new and once for old readers."""
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic>'
        f"<a:graphicData><wps:wsp><wps:txbx><w:txbxContent>{inside}</w:txbxContent></wps:txbx>"
        "</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback>"
        f"<w:pict><v:shape><v:textbox><w:txbxContent>{inside}</w:txbxContent></v:textbox></v:shape>"
        "</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (r("Số") + run("<w:tab/>") + r("12"), "Số 12"),
        (r("TM. ỦY BAN NHÂN DÂN") + run("<w:tab/><w:tab/>") + r("Nơi nhận"),
         "TM. ỦY BAN NHÂN DÂN    Nơi nhận"),
        (r("một") + run("<w:br/>") + r("hai") + run("<w:cr/>") + r("ba"), "một\nhai\nba"),
        (r("75/KH") + run("<w:noBreakHyphen/>") + r("UB") + run("<w:softHyphen/>") + r("ND"),
         "75/KH-UBND"),
        (r("một\nhai"), "một hai"),
        (r("đạt ") + run('<w:sym w:font="Symbol" w:char="F0B3"/>') + r("95%"), "đạt ≥95%"),
        (r("đạt ") + r("\uf0b3", '<w:rFonts w:ascii="Symbol"/>') + r("95%"), "đạt ≥95%"),
        (r("5 m") + r("2", SUPER) + r(", năm 2024") + r("1", SUPER), "5 m², năm 2024¹"),
        (r("Kế hoạch", "<w:caps/>") + r(" a", "<w:smallCaps/>") + r(" b", '<w:caps w:val="0"/>'),
         "KẾ HOẠCH A b"),
        (f"<w:hyperlink>{r('liên kết')}</w:hyperlink><w:smartTag>{r(' thẻ')}</w:smartTag>",
         "liên kết thẻ"),
        ("<m:oMath xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math'>"
         "<m:r><m:t>x=1</m:t></m:r></m:oMath>", "x=1"),
        (f"<w:r><w:ruby><w:rt>{r('đọc')}</w:rt><w:rubyBase>{r('chữ')}</w:rubyBase></w:ruby></w:r>",
         "chữ"),
        (r("thấy") + run('<w:commentReference w:id="1"/>'), "thấy"),
    ],
)  # fmt: skip
def test_runs(tmp_path: Path, inside: str, expected: str) -> None:
    assert text_of(tmp_path, p("", raw=inside)).strip() == expected


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (r("ngày ") + field(' DATE \\@ "d" ', r("12")), "ngày 12"),
        (field("IF 1 = 1 " + "", field("SEQ x", r("3"))), "3"),
        (r("a") + field("FORMTEXT", r("Số 75/KH-UBND")), "aSố 75/KH-UBND"),
        (form_field('<w:checkBox><w:default w:val="1"/></w:checkBox>') + r(" có"), "☒ có"),
        (form_field('<w:checkBox><w:default w:val="1"/><w:checked w:val="0"/></w:checkBox>'), "☐"),
        (form_field('<w:ddList><w:result w:val="1"/><w:listEntry w:val="xã"/>'
                    '<w:listEntry w:val="phường"/></w:ddList>'), "phường"),
        (f'<w:fldSimple w:instr=" REF a ">{r("mục 2")}</w:fldSimple>', "mục 2"),
        (r("trước ") + run('<w:fldChar w:fldCharType="begin"/>') + r("mã ẩn"), "trước"),
    ],
)  # fmt: skip
def test_fields_give_their_results(tmp_path: Path, inside: str, expected: str) -> None:
    assert text_of(tmp_path, p("", raw=inside)).strip() == expected


def test_contents_are_left_out_for_they_repeat_the_headings(tmp_path: Path) -> None:
    begin = run('<w:fldChar w:fldCharType="begin"/>') + run("<w:instrText>TOC \\o</w:instrText>")
    path = write_docx(
        tmp_path / "plan.docx",
        p("", raw=begin + run('<w:fldChar w:fldCharType="separate"/>') + r("I. MỤC ĐÍCH 1")),
        p("II. NHIỆM VỤ 2"),
        p("", raw=run('<w:fldChar w:fldCharType="end"/>')),
        p("I. MỤC ĐÍCH"),
    )
    loaded = read(path)
    assert loaded.text == "I. MỤC ĐÍCH\n"
    assert [finding.rule for finding in loaded.findings] == ["contents-skipped"]


def test_changes_are_read_as_accepted(tmp_path: Path) -> None:
    who = 'w:id="1" w:author="a"'
    loaded = read(
        write_docx(
            tmp_path / "plan.docx",
            p("", raw=r("giữ ") + f"<w:ins {who}>{r('thêm ')}</w:ins>"
              f"<w:del {who}><w:r><w:delText>bỏ</w:delText></w:r></w:del>"
              f"<w:moveFrom {who}>{r('dời đi')}</w:moveFrom><w:moveTo {who}>{r('đến')}</w:moveTo>"),
            p("nửa đầu ", mark=f"<w:del {who}/>"),
            p("nửa sau"),
            "<w:tbl><w:tr><w:trPr><w:del w:id='1' w:author='a'/></w:trPr>"
            f"{cell('bỏ')}{cell('bỏ')}</w:tr><w:tr>{cell('a')}{cell('b')}"
            f"{cell('bỏ', props=f'<w:cellDel {who}/>')}</w:tr></w:tbl>",
        )
    )  # fmt: skip
    assert loaded.text == "giữ thêm đến\n\nnửa đầu nửa sau\n\n| a | b |\n"
    assert [finding.rule for finding in loaded.findings] == ["tracked-changes-accepted"]


def test_hidden_text_is_left_out(tmp_path: Path) -> None:
    loaded = read(
        write_docx(
            tmp_path / "plan.docx",
            p("", raw=r("thấy") + r("ẩn", "<w:vanish/>") + r("ẩn", '<w:rStyle w:val="H"/>')
              + r(" lại", '<w:rStyle w:val="H"/><w:vanish w:val="0"/>')),
            p("ẩn cả đoạn", style="HP"),
            p("Tiêu đề. ", mark="<w:vanish/><w:specVanish/>"),
            p("chữ theo sau"),
            styles=style("H", kind="character", rpr="<w:vanish/>")
            + style("HP", rpr="<w:vanish/>"),
        )
    )  # fmt: skip
    assert loaded.text == "thấy lại\n\nTiêu đề. chữ theo sau\n"
    assert [finding.rule for finding in loaded.findings] == ["hidden-text-skipped"]


def test_text_boxes_are_read_once_behind_their_paragraph(tmp_path: Path) -> None:
    box = text_box(p("DỰ THẢO") + p("lần 2", 1, 0))
    text = text_of(
        tmp_path, p("trước", 1, 0, raw=box), p("sau", 1, 0),
        numbering=abstract(1, level()) + num(1, 1),
    )  # fmt: skip
    assert text == "1. trước\n\nDỰ THẢO\n\n1. lần 2\n\n2. sau\n"


def test_content_controls_are_opened_and_prompts_left_out(tmp_path: Path) -> None:
    prompt = (
        '<w:style w:type="character" w:styleId="PT"><w:name w:val="Placeholder Text"/></w:style>'
    )
    text = text_of(
        tmp_path,
        "<w:sdt><w:sdtPr/><w:sdtContent>" + p("khối")
        + table([f"<w:sdt><w:sdtContent>{cell('a')}</w:sdtContent></w:sdt>", cell("b")])
        + "</w:sdtContent></w:sdt>",
        p("", raw="<w:sdt><w:sdtContent>" + r("Số 5") + r("Nhập số", '<w:rStyle w:val="PT"/>')
          + "</w:sdtContent></w:sdt>"),
        styles=prompt,
    )  # fmt: skip
    assert text == "khối\n\n| a | b |\n\nSố 5\n"


def test_notes_stand_at_the_end_under_their_marks(tmp_path: Path) -> None:
    text = text_of(
        tmp_path,
        p("", raw=r("năm 2024") + run('<w:footnoteReference w:id="5"/>', SUPER) + r(", xem")
          + run('<w:endnoteReference w:id="2"/>') + r(" và")
          + run('<w:footnoteReference w:customMarkFollows="1" w:id="6"/><w:t>*</w:t>') + r(" này")),
        footnotes='<w:footnote w:id="-1" w:type="separator"><w:p/></w:footnote>'
        f'<w:footnote w:id="5">{p("", raw=run("<w:footnoteRef/>") + r(" Kế hoạch số 1"))}'
        f'{p("đoạn hai")}</w:footnote><w:footnote w:id="6">{p("* riêng")}</w:footnote>'
        f'<w:footnote w:id="7">{p("không ai nhắc")}</w:footnote>',
        endnotes=f'<w:endnote w:id="2">{p("cuối")}</w:endnote>',
    )  # fmt: skip
    assert text == ("năm 2024¹, xem² và³ này\n\n¹ Kế hoạch số 1 đoạn hai\n\n² cuối\n\n³ riêng\n")


def test_headers_and_comments_are_left_out(tmp_path: Path) -> None:
    text = text_of(tmp_path, p("thân"), header1=p("đầu trang"), comments=p("nhận xét"))
    assert text == "thân\n"


def test_merged_cells_keep_their_columns(tmp_path: Path) -> None:
    down, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    text = text_of(
        tmp_path,
        table(
            [cell("STT", props=down), cell("Nhiệm vụ", props=down),
             cell("Cơ quan", props='<w:gridSpan w:val="2"/>')],
            [cell("", props=on), cell("", props=on), cell("Chủ trì"), cell("Phối hợp")],
            [cell("I. Tuyên truyền", props='<w:gridSpan w:val="4"/>')],
            [cell("1"), cell("- Một", "- Hai"), cell(""), cell("Sở Y tế")],
            [cell("2"), cell("Ba"), cell("Sở A"), cell("Sở B")],
            grid=4,
        ),
        p("Sau bảng"),
    )  # fmt: skip
    assert text == (
        "| STT | Nhiệm vụ | Cơ quan |\n|  |  | Chủ trì | Phối hợp |\n| I. Tuyên truyền |\n"
        "|\n1\n|\n- Một\n\n- Hai\n|\n_\n|\nSở Y tế\n|\n| 2 | Ba | Sở A | Sở B |\n\nSau bảng\n"
    )
    flow = lay_out(normalise(text), text)
    cells = {(b.cell[1], b.cell[2]): flow.block_text(b) for b in flow.blocks if b.cell}
    assert cells[3, 1] == "- Hai"
    assert cells[3, 3] == "Sở Y tế"
    assert cells[4, 2] == "Sở A"
    assert (3, 2) not in cells
    assert flow.blocks[-1].kind == "paragraph"


def test_frames_are_opened_and_inner_tables_become_lines(tmp_path: Path) -> None:
    inner = table([cell("Kỳ 1"), cell("40%")], [cell("Kỳ 2"), cell("60%")])
    text = text_of(
        tmp_path,
        table([cell(p("1. Trong khung"), table([cell("a"), cell("b")]))]),
        table([cell("1"), cell(p("Nội dung"), inner)]),
    )
    assert text == (
        "1. Trong khung\n\n| a | b |\n\n"
        "|\n1\n|\nNội dung\n\nKỳ 1    40%\n\nKỳ 2    60%\n|\n"
    )  # fmt: skip


def test_strokes_in_text_make_no_table(tmp_path: Path) -> None:
    text = text_of(tmp_path, p("| a | b |"), table([cell("a|b"), cell("c")]))
    assert text == "¦ a | b |\n\n|\na|b\n|\nc\n|\n"


def test_strict_files_are_read(tmp_path: Path) -> None:
    path = write_docx(tmp_path / "a.docx", p("Kế hoạch", 1, 0), numbering=abstract(1, level())
                      + num(1, 1))  # fmt: skip
    strict = tmp_path / "strict.docx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(strict, "w") as new:
        for name in old.namelist():
            content = old.read(name).decode()
            new.writestr(
                name,
                content.replace(
                    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                    "http://purl.oclc.org/ooxml/wordprocessingml/main",
                ),
            )
    assert read(strict).text == "1. Kế hoạch\n"


def test_source_says_what_was_read(tmp_path: Path) -> None:
    path = tmp_path / "plan.docx"
    document = docx.Document()
    document.add_paragraph("KẾ HOẠCH")
    document.save(str(path))
    loaded = read(path)
    assert loaded.source.text_layer == "native"
    assert loaded.source.media_type.endswith("wordprocessingml.document")
    assert len(loaded.source.sha256) == 64
    assert loaded.text == "KẾ HOẠCH\n"


def test_legacy_fonts_are_decoded_by_whoever_knows_them(tmp_path: Path) -> None:
    runs = r("UBND ") + r("KÕ ho¹ch", '<w:rFonts w:ascii=".VnTimeH"/><w:caps/>')
    path = write_docx(tmp_path / "old.docx", p("", raw=runs))
    assert read(path).text == "UBND KẾ HOẠCH\n"
    assert [finding.rule for finding in read(path).findings] == ["legacy-font-converted"]
    raw = read_docx(path, path.read_bytes())
    assert raw.text == "UBND KÕ ho¹ch\n"
    assert [finding.rule for finding in raw.findings] == ["legacy-font-kept"]
    decoded = read_docx(path, path.read_bytes(), decode=lambda text, font: f"<{text}:{font}>")
    assert decoded.text == "UBND <KÕ HO¹CH:.VNTIMEH>\n"


def test_embedded_documents_are_named_as_skipped(tmp_path: Path) -> None:
    loaded = read(write_docx(tmp_path / "a.docx", p("chính"), '<w:altChunk r:id="rId9"/>'))
    assert loaded.text == "chính\n"
    assert [finding.rule for finding in loaded.findings] == ["embedded-skipped"]


def test_head_in_a_borderless_table(tmp_path: Path) -> None:
    path = write_docx(
        tmp_path / "plan.docx",
        table(
            [cell("ỦY BAN NHÂN DÂN", "HUYỆN SÔNG VÂN"),
             cell("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")],
            [cell("Số: 75/KH-UBND"), cell("Sông Vân, ngày 14 tháng 3 năm 2024")],
        ),
        p("KẾ HOẠCH"),
        p("Phòng, chống dịch bệnh năm 2024"),
        p("MỤC ĐÍCH", 1, 0),
        p("NHIỆM VỤ", 1, 0),
        p("Tuyên truyền", 1, 1),
        p("Tập huấn", 1, 1),
        numbering=abstract(1, level("%1.", "upperRoman"), level("%2.")) + num(1, 1),
    )  # fmt: skip
    document = pipeline._parse(read(path))
    assert document.metadata.number == "75/KH-UBND"
    assert document.metadata.issued_on == "2024-03-14"
    assert document.metadata.place == "Sông Vân"
    assert document.metadata.title == "Phòng, chống dịch bệnh năm 2024"
    labels = [(section.label, section.level, section.title) for section in document.sections]
    assert labels == [
        ("I", 1, "MỤC ĐÍCH"), ("II", 1, "NHIỆM VỤ"), ("1", 2, "Tuyên truyền"), ("2", 2, "Tập huấn"),
    ]  # fmt: skip


def gist(document: PlanDocument) -> dict[str, object]:
    """Return what must not depend on the form of the file."""
    return {
        "metadata": document.metadata,
        "sections": [(s.label, s.level, s.title.split()) for s in document.sections],
        "targets": [(t.value, t.unit, t.comparator, t.by) for t in document.targets],
        "deadlines": [(d.start, d.end, d.recurrence) for d in document.deadlines],
        "contacts": [c.number for c in document.contacts],
        "references": [(x.number, x.date, x.relation) for x in document.references],
        "assignments": [(a.body, a.role) for a in document.assignments],
    }


@pytest.mark.parametrize("automatic", [False, True], ids=["typed", "automatic"])
@pytest.mark.parametrize("source", PLANS, ids=lambda path: path.parent.name)
def test_plans_say_the_same_as_word_files(tmp_path: Path, source: Path, automatic: bool) -> None:
    text = load_file(source)
    path = plan_docx(tmp_path / "plan.docx", text.text, automatic=automatic)
    assert gist(pipeline._parse(read(path))) == gist(pipeline._parse(text))


def refused(path: Path) -> str:
    with pytest.raises(ReadError) as caught:
        read(path)
    message = str(caught.value)
    assert path.name in message
    assert "\n" not in message
    return message


def part(inside: str) -> str:
    return f"<w:document {NAMESPACES}><w:body>{inside}</w:body></w:document>"


def test_truncated_file_is_a_clear_error(tmp_path: Path) -> None:
    path = write_docx(tmp_path / "plan.docx", *[p(f"đoạn {n}") for n in range(500)])
    data = path.read_bytes()
    for size in (10, len(data) // 2, len(data) - 30):
        path.write_bytes(data[:size])
        assert "hỏng" in refused(path)


def test_damaged_text_is_a_clear_error(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "a.docx", {"word/document.xml": part(p("a"))[:-20]})
    assert "hỏng" in refused(path)
    path = write_zip(tmp_path / "b.docx", {"word/document.xml": b"\x00\x01 no xml"})
    assert "hỏng" in refused(path)


def test_damaged_styles_are_a_finding(tmp_path: Path) -> None:
    path = write_zip(
        tmp_path / "a.docx", {"word/document.xml": part(p("chữ")), "word/styles.xml": "<w:styles"}
    )
    loaded = read(path)
    assert loaded.text == "chữ\n"
    assert [finding.rule for finding in loaded.findings] == ["part-unreadable"]


@pytest.mark.parametrize(
    ("files", "word"),
    [
        ({"xl/workbook.xml": "<a/>"}, "Excel"),
        ({"ppt/presentation.xml": "<a/>"}, "PowerPoint"),
        ({"bất kỳ.txt": "chữ"}, "tệp nén"),
        ({"word/document.xml": part("")}, "không có chữ"),
    ],
)
def test_other_archives_are_clear_errors(tmp_path: Path, files: dict[str, str], word: str) -> None:
    assert word in refused(write_zip(tmp_path / "a.docx", files))


def test_locked_file_is_a_clear_error(tmp_path: Path) -> None:
    path = write_docx(tmp_path / "plan.docx", p("chữ"))
    data = bytearray(path.read_bytes())
    for start in (b"PK\x03\x04", b"PK\x01\x02"):
        place = data.find(start)
        while place >= 0:
            data[place + (6 if start[2] == 3 else 8)] |= 1
            place = data.find(start, place + 4)
    path.write_bytes(bytes(data))
    assert "mật khẩu" in refused(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_document_types_are_refused(tmp_path: Path, encoding: str) -> None:
    bomb = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9))
    xml = (
        f'<?xml version="1.0" encoding="{encoding}"?>'
        f'<!DOCTYPE w:document [<!ENTITY a0 "ha"><!ENTITY e SYSTEM "file:///etc/passwd">{bomb}]>'
        + part(p("&a8;&e;"))
    )
    path = write_zip(tmp_path / "a.docx", {"word/document.xml": xml.encode(encoding)})
    assert "DOCTYPE" in refused(path)


def test_outside_targets_are_not_followed(tmp_path: Path) -> None:
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="1" Type="x/styles" TargetMode="External" Target="http://no.invalid/a"/>'
        '<Relationship Id="2" Type="x/numbering" Target="../../../../etc/passwd"/></Relationships>'
    )
    path = write_zip(
        tmp_path / "a.docx",
        {"word/document.xml": part(p("chữ")), "word/_rels/document.xml.rels": relations},
    )
    assert read(path).text == "chữ\n"


def test_zip_bombs_are_refused_before_they_burst(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "a.docx", {"word/document.xml": part("<w:p/>" * 4_000_000)})
    assert path.stat().st_size < 200_000
    assert "giải nén quá lớn" in refused(path)


def test_lying_sizes_do_not_help_a_bomb(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", part("<w:p/>" * 4_000_000))
        archive.getinfo("word/document.xml").file_size = 1000
    path = tmp_path / "a.docx"
    path.write_bytes(buffer.getvalue())
    refused(path)


def test_too_many_members_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(b"PK\x03\x04" + b"PK\x01\x02" * 30_000)
    assert "quá nhiều thành phần" in refused(path)


def test_endless_nesting_is_refused(tmp_path: Path) -> None:
    deep = "<w:ins>" * 100_000 + "</w:ins>" * 100_000
    path = write_zip(tmp_path / "a.docx", {"word/document.xml": part(f"<w:p>{deep}</w:p>")})
    assert "quá sâu" in refused(path)


def test_nested_tables_are_read(tmp_path: Path) -> None:
    block = p("đáy")
    for _ in range(30):
        block = table([cell(block)])
    assert text_of(tmp_path, block) == "đáy\n"


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        (b"PK\x03\x04\x14\x00", True),
        (b"PK\x03\x04" + b"\x00" * 26 + b"mimetypeapplication/vnd.oasis.opendocument.text", False),
        (b"\xd0\xcf\x11\xe0", False),
        (b"<html>", False),
    ],
)
def test_kind_is_known_by_content(start: bytes, expected: bool) -> None:
    assert DOCX.accepts(start, "plan.bin") is expected


def test_labels_of_styles_reach_the_text(tmp_path: Path) -> None:
    text = text_of(
        tmp_path,
        p("Mục tiêu", style="H1"),
        numbering=abstract(1, level("%1.", "upperRoman", style="H1")) + num(1, 1),
        styles=style("H1", ppr=num_pr(1)),
    )
    assert text == "I. Mục tiêu\n"
