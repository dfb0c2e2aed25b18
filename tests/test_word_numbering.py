"""Automatic numbers of Word: the labels, and that they are those LibreOffice prints."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import docx
import pytest
from word_fixtures import (
    abstract,
    cell,
    level,
    level_override,
    num,
    num_pr,
    p,
    print_by_libreoffice,
    printed_labels,
    r,
    start_override,
    style,
    table,
    write_docx,
)

from planparse.readers.docx import DOCX
from planparse.readers.list_numbers import format_number

MULTI = [level(".".join(f"%{n}" for n in range(1, depth + 1)) + ".") for depth in range(1, 10)]
"""1. 1.1. 1.1.1. and so on."""
PLAIN = abstract(1, level()) + num(1, 1)


@dataclass(frozen=True)
class Case:
    """A Word file and the labels of its paragraphs "mục01", "mục02" …, parted by strokes."""

    labels: str
    body: list[str]
    numbering: str = ""
    styles: str = ""

    def write(self, path: Path) -> Path:
        parts = {"numbering": self.numbering} if self.numbering else {}
        return write_docx(path, *self.body, styles=self.styles, **parts)

    @property
    def expected(self) -> list[str]:
        return [label.strip() for label in self.labels.split("|")]


def items(*places: tuple[int, int] | str) -> list[str]:
    """Return paragraphs mục01, mục02 … of (list, level) or of a style."""
    return [
        p(f"mục{n:02d}", style=place) if isinstance(place, str) else p(f"mục{n:02d}", *place)
        for n, place in enumerate(places, 1)
    ]


def counted(form: str, labels: str, count: int) -> Case:
    """Return a case that counts in one format, "(1)" and on."""
    numbering = abstract(1, level("(%1)", form)) + num(1, 1)
    return Case(labels, items(*[(1, 0)] * count), numbering)


def multi(labels: str, *places: tuple[int, int], more: str = "") -> Case:
    return Case(labels, items(*places), abstract(1, *MULTI) + num(1, 1) + more)


def listed(labels: str, levels: list[str], *places: tuple[int, int]) -> Case:
    return Case(labels, items(*places), abstract(1, *levels) + num(1, 1))


CUSTOM = (
    '<mc:AlternateContent><mc:Choice Requires="w14">'
    '<w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice>'
    '<mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
)
TIED = abstract(1, level(style="S1"), level("%1.%2.", style="S2")) + num(1, 1)
STYLES = style("S1", ppr=num_pr(1)) + style("S2", ppr=num_pr(1, 1))
CAPS = "<w:caps/>"

# What LibreOffice prints in the same way.
CASES = {
    "decimal": counted("decimal", "(1)|(2)|(3)|(4)|(5)|(6)|(7)|(8)|(9)|(10)|(11)", 11),
    "decimal-zero": counted("decimalZero", "(01)|(02)|(03)|(04)|(05)|(06)|(07)|(08)|(09)|(10)", 10),
    "upper-roman": counted("upperRoman", "(I)|(II)|(III)|(IV)|(V)|(VI)|(VII)|(VIII)|(IX)|(X)", 10),
    "lower-roman": counted("lowerRoman", "(i)|(ii)|(iii)|(iv)|(v)|(vi)|(vii)|(viii)|(ix)|(x)", 10),
    "upper-letter": Case(
        "Y.|Z.|AA.|BB.|CC.", items(*[(1, 0)] * 5),
        abstract(1, level("%1.", "upperLetter", start=25)) + num(1, 1),
    ),
    "lower-letter": counted("lowerLetter", "(a)|(b)|(c)|(d)|(e)|(f)|(g)", 7),
    "lower-letter-far": listed(
        f"{'z' * 26}|{'a' * 27}", [level("%1", "lowerLetter", start=676)], (1, 0), (1, 0)
    ),
    "ordinal": counted("ordinal", "(1st)|(2nd)|(3rd)|(4th)|(5th)", 5),
    "ordinal-teens": listed(
        "11th|12th|13th|14th", [level("%1", "ordinal", start=11)], *[(1, 0)] * 4
    ),
    "cardinal-text": counted("cardinalText", "(One)|(Two)|(Three)|(Four)", 4),
    "cardinal-text-tens": listed(
        "Nineteen|Twenty|Twenty-one", [level("%1", "cardinalText", start=19)], *[(1, 0)] * 3
    ),
    "ordinal-text": counted("ordinalText", "(First)|(Second)|(Third)|(Fourth)|(Fifth)", 5),
    "ordinal-text-tens": listed(
        "Twentieth|Twenty-first", [level("%1", "ordinalText", start=20)], (1, 0), (1, 0)
    ),
    "none": counted("none", "()|()", 2),
    "note-marks": counted("chicago", "(*)|(†)|(‡)|(§)|(**)", 5),
    "circled": counted("decimalEnclosedCircle", "(①)|(②)|(③)", 3),
    "custom-zeros": listed(
        "009.|010.|011.", [level(fmt_xml=CUSTOM, start=9)], (1, 0), (1, 0), (1, 0)
    ),
    "big-roman": listed(
        "MMMDCCCLXXXVIII)|MMMDCCCLXXXIX)", [level("%1)", "upperRoman", start=3888)], (1, 0), (1, 0)
    ),
    "words": listed(
        "Chương I.|Điều 1.|1.|a)|Điều 2.|a)",
        [level("Chương %1.", "upperRoman"), level("Điều %2."), level("%3."),
         level("%4)", "lowerLetter")],
        (1, 0), (1, 1), (1, 2), (1, 3), (1, 1), (1, 3),
    ),
    "parentheses": listed("(1)|(2)", [level("(%1)")], (1, 0), (1, 0)),
    "stroke": listed("1/|2/", [level("%1/")], (1, 0), (1, 0)),
    "percent-sign": listed("1% %%", [level("%1% %%")], (1, 0)),
    "levels": multi(
        "1.|1.1.|1.2.|1.2.1.|1.2.2.|1.3.|1.3.1.|2.|2.1.|2.1.1.|2.1.1.1.",
        (1, 0), (1, 1), (1, 1), (1, 2), (1, 2), (1, 1), (1, 2), (1, 0), (1, 1), (1, 2), (1, 3),
    ),
    "first-level-missing": multi("1.1.|1.2.|2.|2.1.|3.", (1, 1), (1, 1), (1, 0), (1, 1), (1, 0)),
    "middle-level-missing": multi(
        "1.|1.1.1.|1.1.2.|1.2.|1.2.1.|2.|2.1.1.|2.2.",
        (1, 0), (1, 2), (1, 2), (1, 1), (1, 2), (1, 0), (1, 2), (1, 1),
    ),
    "missing-levels-start-late": listed(
        "5.3.1.|5.4.|6.|6.3.|6.3.1.|7.|7.3.1.",
        [level(start=5), level("%1.%2.", start=3), level("%1.%2.%3.")],
        (1, 2), (1, 1), (1, 0), (1, 1), (1, 2), (1, 0), (1, 2),
    ),
    "roman-above-digits": listed(
        "I.|I.1.|II.|II.1.", [level("%1.", "upperRoman"), level("%1.%2.")],
        (1, 0), (1, 1), (1, 0), (1, 1),
    ),
    "start-at-zero": listed(
        "0.|0.0|0.1|1.", [level(start=0), level("%1.%2", start=0)], (1, 0), (1, 1), (1, 1), (1, 0)
    ),
    "letters-from-zero": listed("0)|a)", [level("%1)", "lowerLetter", start=0)], (1, 0), (1, 0)),
    "no-start": Case(
        "0/|1/", items((1, 0), (1, 0)),
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:lvlText w:val="%1/"/></w:lvl>'
        "</w:abstractNum>" + num(1, 1),
    ),
    "two-lists-of-one-family": multi(
        "1.|2.|3.|4.|4.1.|4.2.", (1, 0), (1, 0), (2, 0), (1, 0), (2, 1), (1, 1), more=num(2, 1)
    ),
    "two-families": Case(
        "1.|a)|b)|2.|c)|2.1.|d)",
        items((1, 0), (2, 0), (2, 0), (1, 0), (2, 0), (1, 1), (2, 0)),
        abstract(1, *MULTI) + abstract(2, level("%1)", "lowerLetter")) + num(1, 1) + num(2, 2),
    ),
    "restarted-list": multi(
        "1.|2.|1.|2.|3.|4.", (1, 0), (1, 0), (2, 0), (2, 0), (1, 0), (2, 0),
        more=num(2, 1, start_override(0, 1)),
    ),
    "restarted-at-seven": multi(
        "7.|8.|9.|10.|10.1.|10.2.", (2, 0), (1, 0), (2, 0), (1, 0), (1, 1), (2, 1),
        more=num(2, 1, start_override(0, 7)),
    ),
    "restarted-second-level": multi(
        "1.|1.1.|1.2.|1.1.|1.2.|2.|2.1.|2.2.",
        (1, 0), (1, 1), (1, 1), (2, 1), (2, 1), (1, 0), (2, 1), (1, 1),
        more=num(2, 1, start_override(1, 1)),
    ),
    "restarted-at-all-levels": multi(
        "1.|1.1.|1.|1.1.|1.2.|1.|1.1.|1.2.|2.",
        (1, 0), (1, 1), (2, 0), (2, 1), (2, 1), (3, 0), (3, 1), (2, 1), (2, 0),
        more="".join(num(n, 1, *[start_override(i, 1) for i in range(9)]) for n in (2, 3)),
    ),
    "another-level-in-its-place": multi(
        "1.|2.|c)|d)|5.", (1, 0), (1, 0), (2, 0), (2, 0), (1, 0),
        more=num(2, 1, level_override(0, level("%1)", "lowerLetter"))),
    ),
    "another-level-and-start": multi(
        "1.|2.|d)|e)|6.", (1, 0), (1, 0), (2, 0), (2, 0), (1, 0),
        more=num(2, 1, level_override(0, level("%1)", "lowerLetter"), 4)),
    ),
    "styles": Case("1.|1.1.|1.2.|2.|2.1.", items("S1", "S2", "S2", "S1", "S2"), TIED, STYLES),
    "styles-based-on-styles": Case(
        "1.|1.1.|2.|2.1.||3.|3.1.", items("S1", "S2", "S3", "S4", "S5", "S1", "S2"), TIED,
        style("S1", ppr=num_pr(1)) + style("S2", based_on="S1", ppr=num_pr(None, 1))
        + style("S3", based_on="S1") + style("S4", based_on="S2")
        + style("S5", based_on="S1", ppr=num_pr(0)),
    ),
    "direct-over-style": Case(
        "1.|a)||1.1.|1.2.|1.3.|2.||3.",
        [p("mục01", style="S1"), p("mục02", 2, 0, style="S1"), p("mục03", 0, style="S1"),
         p("mục04", None, 1, style="S1"), p("mục05", 1, style="S2"), p("mục06", style="S2"),
         p("mục07", None, 0, style="S2"), p("mục08", 0, 0, style="S2"), p("mục09", style="S1")],
        TIED + abstract(2, level("%1)", "lowerLetter")) + num(2, 2), STYLES,
    ),
    "numbering-style": Case(
        "1.|1.1.|2.|2.1.", items((2, 0), (2, 1), (1, 0), (2, 1)),
        abstract(1, *MULTI, before='<w:styleLink w:val="L1"/>')
        + abstract(2, before='<w:numStyleLink w:val="L1"/>') + num(1, 1) + num(2, 2),
        style("L1", kind="numbering", ppr=num_pr(1)),
    ),
    "no-such-list": Case(
        "|1.||", [p("mục01", None, 0), p("mục02", 1), p("mục03", 99, 0), p("mục04", 0, 0)], PLAIN
    ),
    "unnumbered-level": listed(
        ".|1.|1|x1.1y|.|1.",
        [level("%1.", "none"), level("%1.%2."), level("%1%2"), level("x%2.%1.%3y")],
        (1, 0), (1, 1), (1, 2), (1, 3), (1, 0), (1, 1),
    ),
    "bullet-level-between": listed(
        "1.|-|-|1.1.|1.2.|2)|-|1.1.",
        [level("%1."), level("-", "bullet"), level("%1.%3."), level("%2%3)")],
        (1, 0), (1, 1), (1, 1), (1, 2), (1, 2), (1, 3), (1, 1), (1, 2),
    ),
    "level-without-text": listed(
        "|1.1||2.1", [level(""), level("%1.%2")], (1, 0), (1, 1), (1, 0), (1, 1)
    ),
    "suffixes": listed(
        "1.|1)|1/|2.",
        [level("%1.", suff="nothing"), level("%2)", suff="space"), level("%3/", suff="tab")],
        (1, 0), (1, 1), (1, 2), (1, 0),
    ),
    "small-capitals": Case(
        "MỤC 1|mục 2", [p("mục01", 1, 0, mark="<w:smallCaps/>"), p("mục02", 1, 0)],
        abstract(1, level("mục %1")) + num(1, 1),
    ),
    "bullets": listed("-|+", [level("-", "bullet"), level("+", "bullet")], (1, 0), (1, 1)),
    "empty-paragraph-counts": Case(
        "1.|3.", [p("mục01", 1, 0), p("", 1, 0), p("mục02", 1, 0)], PLAIN
    ),
    "cells": Case(
        "1.|2.|3.|4.|5.|6.",
        [p("mục01", 1, 0),
         table([cell(p("mục02", 1, 0)), cell(p("mục03", 1, 0))],
               [cell(p("mục04", 1, 0)), cell(p("mục05", 1, 0))], grid=2),
         p("mục06", 1, 0)],
        PLAIN,
    ),
    "numbers-as-cells": Case(
        "1|2|3",
        [table(*[[cell(p("", 1, 0)), cell(f"mục{n:02d}")] for n in (1, 2, 3)], grid=2)],
        abstract(1, level("%1")) + num(1, 1),
    ),
    "content-control": Case(
        "1.|2.|3.",
        [p("mục01", 1, 0), f"<w:sdt><w:sdtContent>{p('mục02', 1, 0)}</w:sdtContent></w:sdt>",
         p("mục03", 1, 0)],
        PLAIN,
    ),
    "inserted-paragraph": Case(
        "1.|2.|3.",
        [p("mục01", 1, 0),
         p("", 1, 0, mark='<w:ins w:id="1" w:author="a"/>',
           raw=f'<w:ins w:id="2" w:author="a">{r("mục02")}</w:ins>'),
         p("mục03", 1, 0)],
        PLAIN,
    ),
    "section-break": Case(
        "1.|2.",
        [p("mục01", 1, 0, ppr='<w:sectPr><w:type w:val="nextPage"/></w:sectPr>'), p("mục02", 1, 0)],
        PLAIN,
    ),
}  # fmt: skip

# What Word does by the standard, and LibreOffice 7.4 does not (or a PDF cannot show).
WORD_ONLY = {
    # LibreOffice knows no w:lvlRestart.
    "never-restarted-articles": listed(
        "Chương I.|Điều 1.|Điều 2.|a)|Chương II.|Điều 3.|a)",
        [level("Chương %1.", "upperRoman"), level("Điều %2.", restart=0),
         level("%3)", "lowerLetter")],
        (1, 0), (1, 1), (1, 1), (1, 2), (1, 0), (1, 1), (1, 2),
    ),
    "restarted-by-the-first-level": listed(
        "1.|1.1|a)|b)|1.2|c)|2.|2.1|a)",
        [level(), level("%1.%2"), level("%3)", "lowerLetter", restart=1)],
        (1, 0), (1, 1), (1, 2), (1, 2), (1, 1), (1, 2), (1, 0), (1, 1), (1, 2),
    ),
    # LibreOffice knows no w:isLgl.
    "legal-numbers": listed(
        "I.|1.1.|I.1.1.|II.|2.1.",
        [level("%1.", "upperRoman"), level("%1.%2.", legal=True), level("%1.%2.%3.")],
        (1, 0), (1, 1), (1, 2), (1, 0), (1, 1),
    ),
    # A style without w:ilvl has the level that is tied to it.
    "level-tied-to-style": Case(
        "1.|1.1.|1.2.|2.", items("S1", "S2", "S2", "S1"), TIED,
        style("S1", ppr=num_pr(1)) + style("S2", ppr=num_pr(1)),
    ),
    # w:startOverride is the start each time that the level starts anew (17.9.26).
    "override-at-each-restart": multi(
        "1.|2.|2.5.|2.6.|3.|3.5.", (1, 0), (2, 0), (2, 1), (2, 1), (2, 0), (2, 1),
        more=num(2, 1, start_override(1, 5)),
    ),
    # LibreOffice fills in each placeholder once.
    "placeholder-twice": listed("1/1|2/2", [level("%1/%1")], (1, 0), (1, 0)),
    # LibreOffice prints digits.
    "vietnamese-counting": counted("vietnameseCounting", "(một)|(hai)|(ba)|(bốn)|(năm)", 5),
    # LibreOffice counts hidden and deleted paragraphs, and prints hidden numbers.
    "hidden-paragraph": Case(
        "1.|2.",
        [p("mục01", 1, 0), p("", 1, 0, mark="<w:vanish/>", raw=r("ẩn", "<w:vanish/>")),
         p("mục02", 1, 0)],
        PLAIN,
    ),
    "deleted-paragraph": Case(
        "1.|2.",
        [p("mục01", 1, 0),
         p("", 1, 0, mark='<w:del w:id="1" w:author="a"/>',
           raw='<w:del w:id="2" w:author="a"><w:r><w:delText>bỏ</w:delText></w:r></w:del>'),
         p("mục02", 1, 0)],
        PLAIN,
    ),
    "hidden-number": listed("|", [level(run="<w:vanish/>")], (1, 0), (1, 0)),
    # The capitals of a label are glyphs that a PDF sets apart from the next word.
    "capital-label": Case(
        "PHẦN I|MỤC 1", [p("mục01", 1, 0), p("mục02", 1, 1, mark=CAPS)],
        abstract(1, level("Phần %1", "upperRoman", run=CAPS), level("mục %2")) + num(1, 1),
    ),
    # LibreOffice crashes.
    "styles-in-a-circle": Case(
        "1.", items("S1"), PLAIN,
        style("S1", based_on="S2", ppr=num_pr(1)) + style("S2", based_on="S1"),
    ),
    "circled-past-twenty": listed(
        "⑳|21", [level("%1", "decimalEnclosedCircle", start=20)], (1, 0), (1, 0)
    ),
}  # fmt: skip


# Bullets of symbol fonts as a PDF gives them.
_BULLET = {"•": "-", "\uf0b7": "-"}


def labels_read(path: Path) -> list[str]:
    return printed_labels(DOCX.read(path, path.read_bytes()).text)


@pytest.mark.parametrize("name", [*CASES, *WORD_ONLY])
def test_labels(tmp_path: Path, name: str) -> None:
    case = CASES.get(name) or WORD_ONLY[name]
    assert labels_read(case.write(tmp_path / "plan.docx")) == case.expected


def write_by_python_docx(folder: Path) -> list[Path]:
    """Write files with the list styles of Word's own template, as programs of offices do."""
    paths = []
    for base in ("List Number", "List Number 2", "List Bullet", "List Bullet 2", "List Number 3"):
        document = docx.Document()
        for n in range(1, 5):
            document.add_paragraph(f"mục{n:02d}", style=base)
        document.add_paragraph("mục05", style="List Number")
        document.add_paragraph("mục06", style="Normal")
        paths.append(folder / f"{base.replace(' ', '-')}.docx")
        document.save(str(paths[-1]))
    return paths


@pytest.mark.skipif(
    not shutil.which("soffice") or not shutil.which("pdftotext"), reason="needs LibreOffice"
)
def test_labels_are_those_that_libreoffice_prints(tmp_path: Path) -> None:
    paths = [case.write(tmp_path / f"{name}.docx") for name, case in CASES.items()]
    paths += write_by_python_docx(tmp_path)
    printed = print_by_libreoffice(paths, tmp_path)
    assert len(paths) >= 60
    assert {path.stem: labels_read(path) for path in paths} == {
        name: [_BULLET.get(label, label) for label in printed_labels(text)]
        for name, text in printed.items()
    }


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (4, "upperRoman", "IV"), (1994, "lowerRoman", "mcmxciv"), (0, "upperRoman", "0"),
        (26, "lowerLetter", "z"), (53, "upperLetter", "AAA"), (-3, "lowerLetter", "-3"),
        (111, "cardinalText", "One hundred eleven"), (100, "ordinalText", "One hundredth"),
        (12, "ordinalText", "Twelfth"), (2000, "ordinalText", "2000th"),
        (15, "vietnameseCounting", "mười lăm"), (20, "vietnameseCounting", "hai mươi"),
        (21, "vietnameseCounting", "hai mươi mốt"), (100, "vietnameseCounting", "100"),
        (3, "numberInDash", "- 3 -"), (7, "thaiLetters", "7"), (7, "none", ""),
        (10**9, "chicago", "1000000000"), (10**9, "upperRoman", "1000000000"),
        (10**9, "lowerLetter", "1000000000"),
    ],
)  # fmt: skip
def test_numbers_in_all_formats(value: int, form: str, text: str) -> None:
    assert format_number(value, form) == text
