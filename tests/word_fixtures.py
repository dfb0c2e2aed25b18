"""Word files for the tests, written part by part so that every element of the format can be set."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import tempfile
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{_RELATIONS}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
# In twentieths of a point; a wider table is lost on its way to a .doc file.
_PAGE_WIDTH = 9600
_SIZE = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
_DEFAULTS = (
    "<w:docDefaults><w:rPrDefault><w:rPr>"
    '<w:rFonts w:ascii="Tinos" w:hAnsi="Tinos" w:cs="Tinos"/><w:sz w:val="26"/>'
    "</w:rPr></w:rPrDefault></w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
    '<w:name w:val="Normal"/></w:style>'
)
_PARTS = {
    "numbering": ("numbering", "numbering"),
    "styles": ("styles", "styles"),
    "footnotes": ("footnotes", "footnotes"),
    "endnotes": ("endnotes", "endnotes"),
    "header1": ("hdr", "header"),
    "comments": ("comments", "comments"),
}


def level(text: str = "%1.", fmt: str = "decimal", **more: object) -> str:
    """Return the inside of a w:lvl; `more`: start, suff, restart, legal, style, run, fmt_xml."""
    parts = [f'<w:start w:val="{more.get("start", 1)}"/>']
    parts.append(str(more.get("fmt_xml") or f'<w:numFmt w:val="{fmt}"/>'))
    if more.get("restart") is not None:
        parts.append(f'<w:lvlRestart w:val="{more["restart"]}"/>')
    if more.get("style"):
        parts.append(f'<w:pStyle w:val="{more["style"]}"/>')
    if more.get("legal"):
        parts.append("<w:isLgl/>")
    if more.get("suff"):
        parts.append(f'<w:suff w:val="{more["suff"]}"/>')
    parts.append(f'<w:lvlText w:val="{escape(text, {chr(34): "&quot;"})}"/><w:lvlJc w:val="left"/>')
    if more.get("run"):
        parts.append(f"<w:rPr>{more['run']}</w:rPr>")
    return "".join(parts)


def abstract(number: int, *levels: str, before: str = "") -> str:
    """Return a w:abstractNum with the given levels."""
    body = "".join(f'<w:lvl w:ilvl="{i}">{inside}</w:lvl>' for i, inside in enumerate(levels))
    return (
        f'<w:abstractNum w:abstractNumId="{number}"><w:nsid w:val="{number + 4096:08X}"/>'
        f'<w:multiLevelType w:val="multilevel"/>{before}{body}</w:abstractNum>'
    )


def num(number: int, of: int, *overrides: str) -> str:
    """Return a w:num that uses the w:abstractNum `of`."""
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>{"".join(overrides)}</w:num>'


def start_override(ilvl: int, start: int) -> str:
    """Return a w:lvlOverride that starts a level anew."""
    return f'<w:lvlOverride w:ilvl="{ilvl}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def level_override(ilvl: int, inside: str, start: int | None = None) -> str:
    """Return a w:lvlOverride that puts another level in the place of the abstract one."""
    begin = "" if start is None else f'<w:startOverride w:val="{start}"/>'
    return (
        f'<w:lvlOverride w:ilvl="{ilvl}">{begin}<w:lvl w:ilvl="{ilvl}">{inside}</w:lvl>'
        "</w:lvlOverride>"
    )


def style(
    name: str, *, based_on: str = "", ppr: str = "", rpr: str = "", kind: str = "paragraph"
) -> str:
    """Return a w:style."""
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return (
        f'<w:style w:type="{kind}" w:customStyle="1" w:styleId="{name}"><w:name w:val="{name}"/>'
        f"{base}<w:pPr>{ppr}</w:pPr><w:rPr>{rpr}</w:rPr></w:style>"
    )


def num_pr(number: int | None = None, ilvl: int | None = None) -> str:
    """Return a w:numPr; an absent part is left out."""
    parts = "" if ilvl is None else f'<w:ilvl w:val="{ilvl}"/>'
    parts += "" if number is None else f'<w:numId w:val="{number}"/>'
    return f"<w:numPr>{parts}</w:numPr>"


def p(text: str, number: int | None = None, ilvl: int | None = None, **more: str) -> str:
    """Return a paragraph; `more`: style, ppr, mark (of the paragraph mark), raw (runs)."""
    ppr = f'<w:pStyle w:val="{more["style"]}"/>' if "style" in more else ""
    if number is not None or ilvl is not None:
        ppr += num_pr(number, ilvl)
    ppr += more.get("ppr", "")
    if "mark" in more:
        ppr += f"<w:rPr>{more['mark']}</w:rPr>"
    runs = r(text) if text else ""
    return f"<w:p><w:pPr>{ppr}</w:pPr>{runs}{more.get('raw', '')}</w:p>"


def r(text: str, props: str = "") -> str:
    """Return a run."""
    return f'<w:r><w:rPr>{props}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def cell(*blocks: str, props: str = "") -> str:
    """Return a table cell; text that is no element becomes a paragraph."""
    inside = "".join(block if block.startswith("<") else p(block) for block in blocks)
    return f"<w:tc><w:tcPr>{props}</w:tcPr>{inside or p('')}</w:tc>"


def table(*rows: Iterable[str], grid: int = 0) -> str:
    """Return a table of rows of cells, as wide as a page holds."""
    columns = f'<w:gridCol w:w="{_PAGE_WIDTH // max(grid, 1)}"/>' * grid
    inside = "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{columns}</w:tblGrid>{inside}</w:tbl>"


def write_docx(path: Path, *body: str, **parts: str) -> Path:
    """Write a Word file; `parts` are the insides of its further parts, by their kind."""
    inside = {"styles": _DEFAULTS + parts.pop("styles", ""), **parts}
    files = {
        "[Content_Types].xml": _content_types(inside),
        "_rels/.rels": _relationships({"officeDocument": "word/document.xml"}),
        "word/document.xml": (
            f"<w:document {NAMESPACES}><w:body>{''.join(body)}{_SIZE}</w:body></w:document>"
        ),
        "word/_rels/document.xml.rels": _relationships(
            {_PARTS[name][1]: f"{name}.xml" for name in inside}
        ),
    }
    for name, content in inside.items():
        root = _PARTS[name][0]
        files[f"word/{name}.xml"] = f"<w:{root} {NAMESPACES}>{content}</w:{root}>"
    return write_zip(path, files)


def _content_types(parts: Iterable[str]) -> str:
    kinds = {"document": "document.main"} | {name: _PARTS[name][1] for name in parts}
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_WORD_TYPE}.{kind}+xml"/>'
        for name, kind in kinds.items()
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relationships(targets: Mapping[str, str]) -> str:
    items = "".join(
        f'<Relationship Id="r{kind}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
        for kind, target in targets.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{items}</Relationships>'


def write_zip(path: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write a zip file with the given members, XML declarations added."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            if isinstance(content, str) and not content.startswith("<?xml"):
                content = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{content}'
            archive.writestr(name, content)
    return path


def convert_by_libreoffice(paths: Iterable[Path], folder: Path, form: str) -> None:
    """Convert files in one call of LibreOffice, with a profile of its own and a time limit."""
    with tempfile.TemporaryDirectory() as profile:
        command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless"]
        command += ["--convert-to", form, "--outdir", str(folder), *map(str, paths)]
        process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        try:
            process.wait(timeout=180)
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        assert process.returncode == 0


def print_by_libreoffice(paths: Iterable[Path], folder: Path) -> dict[str, str]:
    """Return the text of Word files as LibreOffice prints them, by the names of the files."""
    paths = list(paths)
    convert_by_libreoffice(paths, folder, "pdf")
    return {path.stem: _pdf_text(folder / f"{path.stem}.pdf") for path in paths}


def _pdf_text(path: Path) -> str:
    done = subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True, timeout=60
    )
    return done.stdout.decode("utf-8")


def printed_labels(text: str) -> list[str]:
    """Return what stands on its line before each word "mục01", "mục02" …, blanks folded."""
    found = re.findall(r"(?:^|mục\d\d)(.*?)(?=(mục\d\d))", text, re.MULTILINE)
    labels = {word: " ".join(before.replace("|", " ").split()) for before, word in found}
    return [labels[word] for word in sorted(labels)]
