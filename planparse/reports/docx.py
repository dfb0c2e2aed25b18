"""Tables as a Word annex to an official letter, laid out as Nghị định 30/2020/NĐ-CP asks.

A4, Times New Roman 14, margins of 20, 20, 30 and 15 mm, the page number in the middle of the head
from the second page on; "Phụ lục", its name in capitals and the letter it goes with stand centred
on top. Tables lie on landscape pages, and repeat their heads.
"""

import io
import re
from collections.abc import Iterable, Sequence
from typing import Any
from xml.sax.saxutils import escape

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.shared import Mm, Pt

from planparse.reports.book import Book, Cell, Table, Tagged, say_cell
from planparse.reports.colours import COLOURS

_FONT = "Times New Roman"
_WIDTH, _HEIGHT = 210, 297
_TOP, _BOTTOM, _LEFT, _RIGHT = 20, 20, 30, 15
_TWIPS = 56.7  # in a millimetre
# Control characters that XML cannot hold.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")


def render_book(book: Book) -> bytes:
    """Return a book as a Word file."""
    document = docx.Document()
    _set_styles(document, book)
    _set_page(document.sections[0], landscape=False)
    summary, *tables = book.narrow
    _write_front(document, book)
    _write_table(document, summary, _WIDTH - _LEFT - _RIGHT)
    for note in book.notes:
        _paragraph(document, note, italic=True, size=12)
    _set_page(document.add_section(WD_SECTION.NEW_PAGE), landscape=True)
    for number, table in enumerate(tables):
        _paragraph(document, f"{_ROMAN[number]}. {table.title}", bold=True, keep=True)
        _write_table(document, table, _HEIGHT - _LEFT - _RIGHT)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _set_styles(document: Document, book: Book) -> None:
    style = document.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(14)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), _FONT)
    style.element.rPr.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="{book.words["locale"]}"/>'))
    style.paragraph_format.space_after = Pt(6)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = _clean(book.title), "", ""


def _set_page(section: Section, *, landscape: bool) -> None:
    size = (_HEIGHT, _WIDTH) if landscape else (_WIDTH, _HEIGHT)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(size[0]), Mm(size[1])
    section.top_margin, section.bottom_margin = Mm(_TOP), Mm(_BOTTOM)
    section.left_margin, section.right_margin = Mm(_LEFT), Mm(_RIGHT)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = not landscape
    header = section.header
    header.is_linked_to_previous = False
    paragraph = header.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph._p.append(
        parse_xml(
            f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>2</w:t></w:r></w:fldSimple>'
        )
    )


def _write_front(document: Document, book: Book) -> None:
    _paragraph(document, book.words["annex"], bold=True, centred=True, after=0)
    _paragraph(document, book.title.upper(), bold=True, centred=True, after=0)
    _paragraph(document, book.words["annex_to"], italic=True, centred=True, after=12)
    for notice in book.notices:
        _paragraph(document, notice, bold=True, italic=True)
    _paragraph(document, f"{book.headline}.", bold=True)
    for label, value in book.facts:
        if label == book.words["fingerprint"]:
            continue  # it names a file to a machine; a letter names a document by its number
        if value == "":
            _paragraph(document, f"{label}:", bold=True, after=0, keep=True)
        else:
            _paragraph(document, f"- {label}: {say_cell(value)}", after=0, size=13)
    _paragraph(document, "", after=0, size=8)


def _paragraph(document: Document, words: str, **look: Any) -> None:
    """Add a paragraph; `look`: bold, italic, centred, keep (with the next), after, size."""
    paragraph = document.add_paragraph()
    run = paragraph.add_run(_clean(words))
    run.bold, run.italic = look.get("bold"), look.get("italic")
    run.font.size = Pt(look["size"]) if "size" in look else None
    if look.get("centred"):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.keep_with_next = look.get("keep")
    if "after" in look:
        paragraph.paragraph_format.space_after = Pt(look["after"])


def _write_table(document: Document, table: Table, room: float) -> None:
    """Add a table of the given width in millimetres; an empty one is a dash."""
    if not table.rows:
        _paragraph(document, "–")
        return
    total = sum(column.width for column in table.columns)
    widths = [int(room * _TWIPS * column.width / total) for column in table.columns]
    rows = [_row([column.heading for column in table.columns], widths, is_head=True)]
    rows += [_row(cells, widths) for cells in table.rows]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    body = document.element.body
    body.insert(
        len(body) - 1,
        parse_xml(
            f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
            f'<w:tblBorders>{_borders()}</w:tblBorders><w:tblLayout w:type="fixed"/>'
            '<w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/>'
            f"</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
        ),
    )
    _paragraph(document, "", after=0, size=8)


def _borders() -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    return "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="7F7F7F"/>' for side in sides
    )


def _row(cells: Iterable[Cell], widths: Sequence[int], *, is_head: bool = False) -> str:
    head = "<w:tblHeader/>" if is_head else ""
    written = (_cell(cell, width, is_head) for cell, width in zip(cells, widths, strict=True))
    return f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{''.join(written)}</w:tr>"


def _cell(cell: Cell, width: int, is_head: bool) -> str:
    tone, tint = COLOURS[cell.tag] if isinstance(cell, Tagged) else ("", "")
    shade = "#e9ecef" if is_head else tint
    fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{shade[1:]}"/>' if shade else ""
    bold = "<w:b/>" if is_head or tone else ""
    colour = f'<w:color w:val="{tone[1:]}"/>' if tone else ""
    is_centred = is_head or isinstance(cell, int | float)
    align = '<w:jc w:val="center"/>' if is_centred else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{fill}</w:tcPr>'
        f'<w:p><w:pPr><w:spacing w:before="20" w:after="20"/>{align}</w:pPr>'
        f'<w:r><w:rPr>{bold}{colour}<w:sz w:val="24"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(_clean(say_cell(cell)))}</w:t></w:r></w:p></w:tc>'
    )


def _clean(words: str) -> str:
    return _UNWRITABLE.sub("", words)
