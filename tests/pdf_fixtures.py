"""Files for the tests of the PDF, OCR and office readers, made by LibreOffice or by hand.

A plan is composed as a flat OpenDocument file, which LibreOffice prints or converts. Small odd PDFs
(forms, passwords, giant pages) are written byte by byte.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path
from xml.sax.saxutils import escape

# Fonts that stand on the test machine: one has every Vietnamese letter, one lacks them, so that
# LibreOffice takes these letters from another font, glyph by glyph.
ONE_FONT = "Tinos"
MIXED_FONT = "Noto Serif Bengali"

HEAD = (
    ("UBND TỈNH HẠ SƠN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    ("SỞ LAO ĐỘNG VÀ VIỆC LÀM", "Độc lập - Tự do - Hạnh phúc"),
    ("Số: 37/KH-SLĐVL", "Hạ Sơn, ngày 12 tháng 3 năm 2024"),
)
TITLE = ("KẾ HOẠCH", "Hỗ trợ đào tạo nghề cho lao động nông thôn", "giai đoạn 2024 - 2028")
BODY = (
    "Căn cứ Quyết định số 815/QĐ-UBND ngày 09/02/2024 của Ủy ban nhân dân tỉnh về phát triển nguồn "
    "nhân lực, Sở ban hành kế hoạch với những nội dung sau:",
    "*I. MỤC TIÊU",
    "*1. Mục tiêu chung",
    "Nâng cao tay nghề cho người lao động ở nông thôn, gắn đào tạo với nhu cầu của doanh nghiệp, "
    "giúp người học có việc làm và thu nhập ổn định sau khi tốt nghiệp.",
    "*2. Chỉ tiêu cụ thể đến năm 2028",
    "- Phấn đấu 85% lao động nông thôn sau đào tạo có việc làm phù hợp với nghề đã học, trong đó "
    "ít nhất 40% là lao động nữ^ tại các xã vùng cao.",
    "- Mỗi năm tổ chức 24 lớp dạy nghề lưu động; mỗi lớp không quá 35 học viên.",
    "- Giảm tỷ lệ học viên bỏ học giữa chừng xuống dưới 3%.",
    "*II. NHIỆM VỤ",
    "a) Phòng Dạy nghề chủ trì, phối hợp với các phòng lao động cấp huyện khảo sát nhu cầu học "
    "nghề của người dân trước ngày 30/4 hằng năm và tổng hợp báo cáo Giám đốc Sở.",
    "b) Các trung tâm dạy nghề rà soát thiết bị, bổ sung giáo viên và biên soạn lại tài liệu theo "
    "hướng rút ngắn lý thuyết, tăng giờ thực hành tại xưởng.",
    "*III. TỔ CHỨC THỰC HIỆN",
    "Trên đây là kế hoạch của Sở; các đơn vị báo cáo kết quả về Sở trước ngày 15 tháng 12 hằng "
    "năm.",
)
NOTE = "Theo Thông báo số 66/TB-UBND ngày 21/01/2024 của Ủy ban nhân dân tỉnh."
TABLE = (
    ("STT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời gian"),
    ("I", "Khảo sát", "", ""),
    ("1", "Khảo sát nhu cầu học nghề tại các xã vùng cao của tỉnh", "Phòng Dạy nghề", "Quý I/2024"),
    ("2", "Biên soạn tài liệu dạy nghề trồng nấm, nuôi ong, sửa máy nông nghiệp",
     "Trung tâm dạy nghề", "Tháng 6/2024"),
)  # fmt: skip
SIGNATURE = (
    ("Nơi nhận:", "GIÁM ĐỐC"),
    ("- UBND tỉnh (để báo cáo);", ""),
    ("- Các phòng thuộc Sở;", ""),
    ("- Lưu: VT, DN.", "Trần Thị Hòa Bình"),
)

_NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
    'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" '
    'office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text"'
)


def plan_paragraphs(rounds: int = 1) -> tuple[str, ...]:
    """Return the body as paragraphs, `*` before a heading and `^` for a footnote's mark."""
    return BODY * rounds


def plan_fodt(
    *, font: str = ONE_FONT, rounds: int = 1, table_rows: int = 1, body: tuple[str, ...] = ()
) -> str:
    """Return a plan as flat OpenDocument: two-column head, body, table, signature."""
    paragraphs = body or plan_paragraphs(rounds)
    table = TABLE + TABLE[2:] * (table_rows - 1)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {_NAMES}>'
        f"{_fonts_and_styles(font)}<office:body><office:text>"
        + _columns(HEAD, "Center")
        + "".join(f'<text:p text:style-name="Title">{escape(line)}</text:p>' for line in TITLE)
        + "".join(map(_paragraph, paragraphs))
        + _columns(SIGNATURE, "Left")
        + '<text:p text:style-name="Title">PHỤ LỤC</text:p>'
        + _table(table)
        + "</office:text></office:body></office:document>"
    )


def _fonts_and_styles(font: str) -> str:
    face = 'style:font-name="F" fo:font-size="14pt" style:font-name-asian="F" fo:language="vi"'
    return (
        f'<office:font-face-decls><style:font-face style:name="F" svg:font-family="\'{font}\'"/>'
        "</office:font-face-decls><office:styles>"
        f'<style:default-style style:family="paragraph"><style:text-properties {face}/>'
        "</style:default-style>"
        '<style:style style:name="Left" style:family="paragraph"/>'
        '<style:style style:name="Center" style:family="paragraph">'
        '<style:paragraph-properties fo:text-align="center"/></style:style>'
        '<style:style style:name="Title" style:family="paragraph">'
        '<style:paragraph-properties fo:text-align="center"/>'
        '<style:text-properties fo:font-weight="bold"/></style:style>'
        '<style:style style:name="Body" style:family="paragraph"><style:paragraph-properties '
        'fo:text-align="justify" fo:text-indent="1cm" fo:margin-bottom="0.2cm"/></style:style>'
        '<style:style style:name="Bold" style:family="paragraph" style:parent-style-name="Body">'
        '<style:text-properties fo:font-weight="bold"/></style:style>'
        '<style:style style:name="Footnote" style:family="paragraph">'
        '<style:text-properties fo:font-size="10pt"/></style:style>'
        '<style:style style:name="Wide" style:family="table">'
        '<style:table-properties style:width="16.5cm"/></style:style>'
        "</office:styles><office:automatic-styles>"
        '<style:style style:name="Cell" style:family="table-cell"><style:table-cell-properties '
        'fo:border="0.5pt solid #000000" fo:padding="0.1cm"/></style:style>'
        '<style:page-layout style:name="A4"><style:page-layout-properties fo:page-width="21cm" '
        'fo:page-height="29.7cm" fo:margin-left="3cm" fo:margin-right="1.5cm" fo:margin-top="2cm" '
        'fo:margin-bottom="2cm"/><style:header-style/></style:page-layout>'
        '</office:automatic-styles><office:master-styles><style:master-page style:name="Standard" '
        'style:page-layout-name="A4"><style:header><text:p text:style-name="Center">'
        "<text:page-number/></text:p></style:header></style:master-page></office:master-styles>"
    )


def _columns(rows: tuple[tuple[str, str], ...], style: str) -> str:
    """Write a table without rules: one row, two cells, a paragraph a line."""
    cells = "".join(
        "<table:table-cell>"
        + "".join(
            f'<text:p text:style-name="{style if side == 0 else "Center"}">{escape(row[side])}'
            "</text:p>"
            for row in rows
        )
        + "</table:table-cell>"
        for side in (0, 1)
    )
    return (
        '<table:table table:style-name="Wide"><table:table-column/><table:table-column/>'
        f"<table:table-row>{cells}</table:table-row></table:table>"
    )


def _paragraph(text: str) -> str:
    style, text = ("Bold", text[1:]) if text[0] == "*" else ("Body", text)
    note = (
        '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
        f'<text:note-body><text:p text:style-name="Footnote">{NOTE}</text:p></text:note-body>'
        "</text:note>"
    )
    return f'<text:p text:style-name="{style}">{escape(text).replace("^", note)}</text:p>'


def _table(rows: tuple[tuple[str, ...], ...]) -> str:
    columns = "<table:table-column/>" * len(rows[0])
    written = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell table:style-name="Cell"><text:p>{escape(cell)}</text:p>'
            "</table:table-cell>"
            for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    return f'<table:table table:style-name="Wide">{columns}{written}</table:table>'


def convert(source: str | bytes, target: str, folder: Path, *, suffix: str = ".fodt") -> Path:
    """Let LibreOffice write `source` as a file of the kind `target` ("pdf", "docx", "doc", …)."""
    name = f"plan{suffix}"
    data = source.encode() if isinstance(source, str) else source
    with tempfile.TemporaryDirectory() as work:
        (Path(work) / name).write_bytes(data)
        subprocess.run(
            [
                "soffice", f"-env:UserInstallation=file://{work}/profile", "--headless",
                "--convert-to", target, "--outdir", work, str(Path(work) / name),
            ],
            check=True, capture_output=True, timeout=180,
        )  # fmt: skip
        made = Path(work) / f"plan.{target.split(':')[0]}"
        kept = folder / made.name
        shutil.copyfile(made, kept)
    return kept
