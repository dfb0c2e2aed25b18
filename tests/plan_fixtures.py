"""Plans as Word files and as pages saved by Word, made from their text."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby, pairwise
from pathlib import Path
from xml.sax.saxutils import escape

from word_fixtures import abstract, cell, level, num, num_pr, p, r, table, write_docx

from planparse.outline import Block, Flow, lay_out, segment
from planparse.outline.markers import Marker, read_marker
from planparse.text.normalise import normalise

_OFFICE_FORMATS = {
    "roman": "upperRoman",
    "upper": "upperLetter",
    "lower": "lowerLetter",
    "part": "upperRoman",
    "chapter": "upperRoman",
}


def plan_docx(path: Path, text: str, *, automatic: bool = False) -> Path:
    """Write a plan, given as text, as a Word file: tables, real footnotes, numbers typed or not."""
    flow = lay_out(normalise(text), text)
    parts = dict(zip(flow.blocks, segment(flow).parts, strict=True))
    lists = _Lists()
    body: list[str] = []
    for is_cell, group in groupby(flow.blocks, key=lambda block: block.cell is not None):
        if is_cell:
            # A paragraph follows each table: Word asks for it, and .doc loses a last table without.
            body += [_plan_table(flow, text, list(group), parts), p("")]
            continue
        for block in group:
            if block.kind == "paragraph":
                for words in _paragraphs(flow, text, block, parts):
                    body.append(lists.paragraph(words) if automatic else _noted(words))
    notes = "".join(
        f'<w:footnote w:id="{number}">{p(words)}</w:footnote>'
        for number, words in _plan_notes(flow, text)
    )
    more = {"footnotes": notes} if notes else {}
    if automatic:
        more["numbering"] = lists.numbering()
    return write_docx(path, *body, **more)


def _paragraphs(flow: Flow, text: str, block: Block, parts: Mapping[Block, str]) -> list[str]:
    """Return the paragraphs of a block: in the head and at the end its lines stay apart.

    There, lines in capitals are paragraphs, and others are parted by a forced line end.
    """
    lines = _block_lines(flow, text, block)
    if parts[block] not in ("head", "closing"):
        return [" ".join(lines)]
    return lines if lines[0].isupper() else ["\n".join(lines)]


def _block_lines(flow: Flow, text: str, block: Block) -> list[str]:
    """Return the source's own words of a block, line by line."""
    bounds = [*block.lines, block.end + 1]
    spans = [flow.mapped.locate(start, stop - 1) for start, stop in pairwise(bounds)]
    lines = (text[span.start : span.end].replace("**", "").strip("*") for span in spans)
    return [" ".join(line.split()) for line in lines]


_MARK = r"[¹²³⁴-⁹⁰]+|\[\d{1,2}\]"


def _mark_number(mark: str) -> int:
    return int(unicodedata.normalize("NFKC", mark).strip("[]"))


def _plan_notes(flow: Flow, text: str) -> Iterable[tuple[int, str]]:
    for block in flow.blocks:
        words = " ".join(_block_lines(flow, text, block)) if block.kind == "footnote" else ""
        found = re.match(rf"({_MARK})[.):]?\s*(.*)", words)
        if found:
            yield _mark_number(found.group(1)), found.group(2)


def _noted(words: str, **more: str) -> str:
    """Return a paragraph whose superscript numbers are footnote marks of Word."""
    runs = []
    for piece in re.split(f"({_MARK})", words):
        if re.fullmatch(_MARK, piece):
            runs.append(f'<w:r><w:footnoteReference w:id="{_mark_number(piece)}"/></w:r>')
        elif piece:
            runs.append("<w:r><w:br/></w:r>".join(r(line) for line in piece.split("\n")))
    return p("", raw="".join(runs), **more)


def _plan_table(flow: Flow, text: str, blocks: Sequence[Block], parts: Mapping[Block, str]) -> str:
    tables: list[str] = []
    for _, table_blocks in groupby(blocks, key=lambda block: block.cell[0] if block.cell else 0):
        rows = _grid(flow, text, table_blocks, parts)
        cells = ([cell(*map(_noted, words)) for words in row] for row in rows)
        tables.append(table(*cells, grid=len(rows[0])))
    return p("").join(tables)


def plan_page(text: str, *, marks_as_lists: bool = False) -> bytes:
    """Return a plan, given as text, as Word saves it as a page: Windows-1252, wrapped, with spans.

    With `marks_as_lists` numbers and bullets are typed the way Word types those of its lists.
    """
    flow = lay_out(normalise(text), text)
    parts = dict(zip(flow.blocks, segment(flow).parts, strict=True))
    body: list[str] = []
    for is_cell, group in groupby(flow.blocks, key=lambda block: block.cell is not None):
        if is_cell:
            body.append(_page_tables(flow, text, list(group), parts))
            continue
        for block in group:
            if block.kind == "paragraph":
                for words in _paragraphs(flow, text, block, parts):
                    body.append(_page_paragraph(words, marks_as_lists))
    notes = "".join(_page_note(number, words) for number, words in _plan_notes(flow, text))
    if notes:
        body.append(f"<div style='mso-element:footnote-list'><hr>{notes}</div>")
    page = (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta '
        'http-equiv=Content-Type content="text/html; charset=windows-1252"><title>Văn bản</title>'
        "<style><!-- p.MsoNormal {margin:0cm} --></style><!--[if gte mso 9]><xml>bỏ</xml>"
        f"<![endif]--></head><body lang=VI><div class=WordSection1>{''.join(body)}</div></body>"
        "</html>"
    )
    lines = textwrap.wrap(page, 78, break_long_words=False, break_on_hyphens=False)
    return "\r\n".join(lines).encode("cp1252", "xmlcharrefreplace")


def _page_paragraph(words: str, marks_as_lists: bool) -> str:
    start = 0
    marker = read_marker(words)
    if marks_as_lists and words.startswith(("- ", "+ ")):
        start = 2
    elif marks_as_lists and marker is not None and not marker.start:
        start = marker.end
    label = (
        f"<![if !supportLists]><span style='mso-list:Ignore'>{escape(words[:start].strip())}"
        "<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp; </span></span><![endif]>"
    )
    return (
        "<p class=MsoNormal style='text-align:justify;mso-list:l0 level1 lfo1'>"
        f"{label if start else ''}<span lang=VI>{_page_words(words[start:])}<o:p></o:p></span></p>"
    )


def _page_words(words: str) -> str:
    pieces = []
    for piece in re.split(f"({_MARK})", words):
        if re.fullmatch(_MARK, piece):
            number = _mark_number(piece)
            pieces.append(
                f"<a style='mso-footnote-id:ftn{number}' href=\"#_ftn{number}\" "
                f'name="_ftnref{number}"><span class=MsoFootnoteReference>'
                f"<![if !supportFootnotes]>[{number}]<![endif]></span></a>"
            )
        else:
            pieces.append(escape(piece).replace("\n", "<br>"))
    return "".join(pieces)


def _page_note(number: int, words: str) -> str:
    return (
        f"<div style='mso-element:footnote' id=ftn{number}><p class=MsoFootnoteText>"
        f'<a href="#_ftnref{number}" name="_ftn{number}"><span>[{number}]</span></a> '
        f"{escape(words)}</p></div>"
    )


def _page_tables(flow: Flow, text: str, blocks: Sequence[Block], parts: Mapping[Block, str]) -> str:
    tables = []
    for _, table_blocks in groupby(blocks, key=lambda block: block.cell[0] if block.cell else 0):
        rows = _grid(flow, text, table_blocks, parts)
        inside = "".join(
            "<tr>"
            + "".join(
                f"<td valign=top>{''.join(_page_paragraph(words, False) for words in cell)}</td>"
                for cell in row
            )
            + "</tr>"
            for row in rows
        )
        tables.append(f"<table class=MsoNormalTable border=0>{inside}</table>")
    return "<p class=MsoNormal><o:p>&nbsp;</o:p></p>".join(tables)


def _grid(
    flow: Flow, text: str, blocks: Iterable[Block], parts: Mapping[Block, str]
) -> list[list[list[str]]]:
    """Return the paragraphs of a table's cells by row and column."""
    rows: dict[int, dict[int, list[str]]] = {}
    for block in blocks:
        _, row, column = block.cell or (0, 0, 0)
        words = _paragraphs(flow, text, block, parts)
        rows.setdefault(row, {}).setdefault(column, []).extend(words)
    width = max(max(row) for row in rows.values()) + 1
    return [[row.get(column, []) for column in range(width)] for row in rows.values()]


class _Lists:
    """Word lists made for the markers of a plan, one a marker."""

    def __init__(self) -> None:
        self._abstracts: list[str] = []

    def numbering(self) -> str:
        nums = (num(i + 1, i) for i in range(len(self._abstracts)))
        return "".join(self._abstracts) + "".join(nums)

    def paragraph(self, words: str) -> str:
        """Return a paragraph whose marker or bullet is a list of Word's."""
        if words.startswith(("- ", "+ ")):
            return self._item(words[2:], [level(words[0], "bullet")])
        marker = read_marker(words)
        levels = _levels_for(marker) if marker is not None else []
        if marker is None or not levels:
            return _noted(words)
        return self._item(words[marker.end :], levels)

    def _item(self, words: str, levels: Sequence[str]) -> str:
        self._abstracts.append(abstract(len(self._abstracts), *levels))
        return _noted(words, ppr=num_pr(len(self._abstracts), len(levels) - 1))


def _levels_for(marker: Marker) -> list[str]:
    """Return the levels of a list that prints a marker, none where Word has no such numbers."""
    kind, ordinals = marker.readings[0]
    if marker.start or kind.endswith("-roman") or (kind in ("lower", "upper") and ordinals[0] > 4):
        return []
    number = re.findall(r"[\d.]*\d|(?<!\S)[IVXLC]+(?=\W|$)|\b[a-dA-D](?=\W|$)", marker.text)
    if not number or "đ" in marker.label.lower()[:1]:
        return []
    form = _OFFICE_FORMATS.get(kind, "decimal")
    form = "upperRoman" if re.fullmatch("[IVXLC]+", number[-1]) and kind != "upper" else form
    form = "lowerLetter" if re.fullmatch("[a-d]", number[-1]) else form
    place = marker.text.rindex(number[-1])
    template = ".".join(f"%{i + 1}" for i in range(len(ordinals)))
    whole = marker.text[:place] + template + marker.text[place + len(number[-1]) :]
    upper = [level(f"%{i + 1}.", form, start=value) for i, value in enumerate(ordinals[:-1])]
    return [*upper, level(whole, form, start=ordinals[-1], suff="space")]
