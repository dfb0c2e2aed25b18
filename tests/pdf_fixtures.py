"""Files for the tests of the PDF, OCR and office readers, made by LibreOffice or by hand.

A plan is composed as a flat OpenDocument file, which LibreOffice prints or converts. Small odd PDFs
(forms, passwords, giant pages) are written byte by byte.
"""

from __future__ import annotations

import ctypes
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from pathlib import Path
from xml.sax.saxutils import escape

import pypdfium2 as pdfium
from PIL import Image, ImageChops, ImageFilter

from planparse.outline import Block, Flow, lay_out, segment
from planparse.outline.markers import read_marker
from planparse.text.normalise import normalise

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
    return _document(
        font,
        _columns(HEAD, "Center")
        + "".join(_styled("Title", line) for line in TITLE)
        + "".join(map(_paragraph, paragraphs))
        + _columns(SIGNATURE, "Left")
        + _styled("Title", "PHỤ LỤC")
        + _table([[[words] for words in row] for row in table]),
    )


def _document(font: str, body: str) -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {_NAMES}>'
        f"{_fonts_and_styles(font)}<office:body><office:text>{body}"
        "</office:text></office:body></office:document>"
    )


def text_fodt(text: str, *, font: str = ONE_FONT) -> str:
    """Return a plan, given as text, as a typist sets it: head and signature in columns, tables."""
    return _document(font, "".join(_Typist(text).blocks()))


class _Typist:
    """Sets the blocks of a text: a two-column head, a bold title, indented paragraphs, tables."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.flow: Flow = lay_out(normalise(text), text)
        self.parts = dict(zip(self.flow.blocks, segment(self.flow).parts, strict=True))
        self.notes = dict(self._notes())
        self.title_due = False

    def _notes(self) -> Iterator[tuple[str, str]]:
        for block in self.flow.blocks:
            words = self._words(block)
            found = re.match(rf"({_MARK})[.):]?\s*(.*)", words, re.DOTALL)
            if block.kind == "footnote" and found:
                yield found.group(1), found.group(2)

    def blocks(self) -> Iterator[str]:
        body = [block for block in self.flow.blocks if block.kind != "footnote"]
        for (is_cell, part), group in groupby(body, key=self._kind):
            blocks = list(group)
            if is_cell:
                for _, cells in groupby(blocks, key=lambda block: block.cell and block.cell[0]):
                    yield self._table(list(cells), rules=part != "head")
            elif part in ("head", "closing"):
                yield from self._two_columns(blocks, part)
            else:
                yield from map(self._body, blocks)

    def _kind(self, block: Block) -> tuple[bool, str]:
        part = self.parts[block]
        apart = part if part in ("head", "closing") else ""
        return block.cell is not None, apart

    def _two_columns(self, blocks: Sequence[Block], part: str) -> Iterator[str]:
        lines = [line for block in blocks for line in self._lines(block, indented=True)]
        left, right, title = [], [], []
        target = left
        for line in lines:
            sides = re.split(r"\s{4,}", line)
            if part == "head" and _TYPE_LINE.fullmatch(line):
                title.append(line)
            elif len(sides) == 2 and not sides[0]:
                # Far to the right on its line.
                target = right
                right.append(sides[1])
            elif len(sides) == 2 and sides[1][0].isupper():
                # Set in two columns by its typist.
                left.append(sides[0])
                right.append(sides[1])
            elif re.match("CỘNG H|ĐẢNG CỘNG|TM|KT|[A-ZĐ ]+ỊCH$|T/M|CHỦ TỊCH", line):
                target = right
                right.append(line)
            elif line.startswith(("Số:", "Nơi nhận", "- ")):
                target = left
                left.append(line)
            else:
                target.append(line)
        length = max(len(left), len(right))
        rows = zip(
            left + [""] * (length - len(left)), right + [""] * (length - len(right)), strict=True
        )
        yield _columns(tuple(rows), "Center" if part == "head" else "Left")
        for line in title:
            self.title_due = True
            yield _styled("Title", line)

    def _lines(self, block: Block, *, indented: bool = False) -> list[str]:
        """Return the lines of a block in the words of the source, its marks of emphasis aside."""
        bounds = [*block.lines, block.end + 1]
        spans = [self.flow.mapped.locate(start, stop - 1) for start, stop in pairwise(bounds)]
        lines = []
        for span in spans:
            line = self.text[span.start : span.end].replace("**", "").strip("*# ").expandtabs()
            indent = self.text[self.text.rfind("\n", 0, span.start) + 1 : span.start]
            far = indented and not indent.strip() and len(indent.expandtabs()) > _FAR
            lines.append(f"{'    ' if far else ''}{line.strip()}")
        return lines

    def _words(self, block: Block) -> str:
        return " ".join(" ".join(self._lines(block)).split())

    def _body(self, block: Block) -> str:
        words = self._words(block)
        if _TYPE_LINE.fullmatch(words) or self.title_due:
            self.title_due = not self.title_due
            return _styled("Title", words)
        if self.parts[block] == "annex" and (words.isupper() or words[0] == "("):
            return _styled("Title", words)
        marker = read_marker(words)
        heading = marker is not None and (words.isupper() or len(words) < 60) and words[-1] != ";"
        return self._paragraph("Bold" if heading else "Body", words)

    def _paragraph(self, style: str, words: str) -> str:
        pieces = re.split(f"({_MARK})", words)
        inside = "".join(
            _note(self.notes[piece]) if piece in self.notes else escape(piece) for piece in pieces
        )
        return f'<text:p text:style-name="{style}">{inside}</text:p>'

    def _table(self, blocks: Sequence[Block], *, rules: bool) -> str:
        rows = max(block.cell[1] for block in blocks if block.cell) + 1
        columns = max(block.cell[2] for block in blocks if block.cell) + 1
        cells: list[list[list[str]]] = [[[] for _ in range(columns)] for _ in range(rows)]
        for block in blocks:
            assert block.cell is not None
            held = cells[block.cell[1]][block.cell[2]]
            whole = rules and self.parts[block] != "closing"
            held.extend([self._words(block)] if whole else self._lines(block))
        return _table([row for row in cells if any(row)], rules=rules)


_FAR = 20
_TYPE_LINE = re.compile("(?:KẾ HOẠCH|QUYẾT ĐỊNH|CHƯƠNG TRÌNH|NGHỊ QUYẾT)[ A-ZĐÀ-Ỹ]*:?")
_MARK = r"[¹²³⁴-⁹⁰]+|\[\d{1,2}\]"


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
        '<style:style style:name="Bare" style:family="table-cell"/>'
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
        + "".join(_styled(style if side == 0 else "Center", row[side]) for row in rows)
        + "</table:table-cell>"
        for side in (0, 1)
    )
    return (
        '<table:table table:style-name="Wide"><table:table-column/><table:table-column/>'
        f"<table:table-row>{cells}</table:table-row></table:table>"
    )


def _styled(style: str, words: str) -> str:
    return f'<text:p text:style-name="{style}">{escape(words)}</text:p>'


def _note(words: str) -> str:
    return (
        '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
        f'<text:note-body><text:p text:style-name="Footnote">{escape(words)}</text:p>'
        "</text:note-body></text:note>"
    )


def _paragraph(text: str) -> str:
    style, text = ("Bold", text[1:]) if text[0] == "*" else ("Body", text)
    words = escape(text).replace("^", _note(NOTE))
    return f'<text:p text:style-name="{style}">{words}</text:p>'


def _table(rows: Sequence[Sequence[Iterable[str]]], *, rules: bool = True) -> str:
    columns = "<table:table-column/>" * len(rows[0])
    style, words = ("Cell", "Left") if rules else ("Bare", "Center")
    written = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell table:style-name="{style}">'
            + ("".join(_styled(words, line) for line in cell) or "<text:p/>")
            + "</table:table-cell>"
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


def raw_pdf(objects: Sequence[bytes], *, root: int = 1) -> bytes:
    """Write a PDF of objects, numbered from 1, with its table of places."""
    data = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return data + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root %d 0 R >>\n"
        b"startxref\n%d\n%%%%EOF\n" % (size, table, size, root, len(data))
    )


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """Return a stream object."""
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries, len(content), content)


FONT_OBJECT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>"


def pages_pdf(
    content: bytes, *, count: int = 1, size: tuple[int, int] = (595, 842), extra: bytes = b""
) -> bytes:
    """Return a PDF of `count` pages that share a content; `extra` are entries of each page."""
    kids = b" ".join(b"%d 0 R" % (5 + index) for index in range(count))
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents 3 0 R "
        b"/Resources << /Font << /F1 4 0 R >> >> %s >>" % (*size, extra)
    )
    return raw_pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count),
            stream(content),
            FONT_OBJECT,
            *[page] * count,
        ]
    )


def form_pdf() -> bytes:
    """Return a page with a number typed into a field and the stamp of a digital signature."""
    text = (
        b"BT /F1 14 Tf 80 740 Td (So:) Tj ET BT /F1 14 Tf 160 740 Td (/KH-UBND) Tj ET "
        b"BT /F1 14 Tf 80 700 Td (Ke hoach trong cay xanh nam 2024 cua xa.) Tj ET"
    )
    stamp = b"BT /F1 9 Tf 2 20 Td (Digitally signed by: VAN PHONG) Tj ET"
    drawn = b"BT /F1 14 Tf 2 4 Td (37) Tj ET"
    form = (
        b"/Type /XObject /Subtype /Form /Resources << /Font << /F1 5 0 R >> >> /BBox [0 0 200 40]"
    )
    return raw_pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [6 0 R 7 0 R 8 0 R] >> >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
            b"/Resources << /Font << /F1 5 0 R >> >> /Annots [6 0 R 7 0 R 8 0 R] >>",
            stream(text),
            FONT_OBJECT,
            b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (n) /V (37) /Rect [110 735 150 755] /F 4 "
            b"/P 3 0 R /AP << /N 9 0 R >> >>",
            b"<< /Type /Annot /Subtype /Widget /FT /Sig /T (s) /Rect [300 780 500 820] /F 132 "
            b"/P 3 0 R /AP << /N 10 0 R >> >>",
            b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (d) /V (12 thang 3) "
            b"/Rect [80 660 200 680] /F 4 /P 3 0 R /DA (/F1 14 Tf) >>",
            stream(drawn, form),
            stream(stamp, form),
        ]
    )


_SKEW, _NOISE, _DPI = 0.7, 12, 200


def scanned(pdf: Path, target: Path, *, grain: int = 1) -> Path:
    """Print a PDF and scan it again: turned a little, blurred, with the grain of that number."""
    # Pillow's grain comes from the C library's random numbers.
    ctypes.CDLL(None).srand(grain)
    document = pdfium.PdfDocument(pdf)
    pages = []
    for number, page in enumerate(document):
        image = page.render(scale=_DPI / 72, grayscale=True).to_pil()
        angle = _SKEW if number % 2 == 0 else -_SKEW
        image = image.rotate(angle, fillcolor=255, resample=Image.Resampling.BICUBIC)
        image = image.filter(ImageFilter.GaussianBlur(0.6))
        specks = Image.effect_noise(image.size, 2 * _NOISE)
        pages.append(ImageChops.add(image, specks, scale=1, offset=-128).convert("L"))
    document.close()
    pages[0].save(
        target,
        "TIFF" if target.suffix == ".tif" else "PDF",
        resolution=_DPI,
        save_all=True,
        append_images=pages[1:],
    )
    return target
