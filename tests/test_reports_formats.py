"""Reports as files: every format shows the same, and nothing in a document is ever run."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import docx
import openpyxl
import pytest
from pdf_fixtures import convert, text_fodt
from report_fixtures import FORMULA, MARKUP, compared, hostile, large

from planparse import PlanDocument, WriteError, compare, parse, parse_text, write_report
from planparse.model import PageStart
from planparse.reports import FORMATS
from planparse.reports.colours import COLOURS
from planparse.reports.marked import Mark, mark_document
from planparse.reports.passages import cut_passage
from planparse.reports.view import LACKING, ORDER, SIGNS, make_view
from planparse.reports.wording import Language, load_wording

VI = load_wording(Language.VI)
WORDS = {VI[status]: status for status in ORDER}


class Page(HTMLParser):
    """What a browser would see of a page: its elements, and text by element."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.starts: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.starts.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def write(folder: Path, suffix: str, compared=compared, lang: str = "vi") -> Path:
    report, documents = compared()
    path = folder / f"report{suffix}"
    write_report(report, documents, path, lang=lang)
    return path


def test_every_format_shows_the_same_counts(tmp_path: Path) -> None:
    report, _ = compared()
    wanted = Counter((item.kind, item.status) for item in report.items)
    found = {suffix: COUNTERS[suffix](write(tmp_path, suffix)) for suffix in FORMATS}
    assert found == dict.fromkeys(FORMATS, wanted)


def _count_csv(path: Path) -> Counter[tuple[str, str]]:
    rows = csv.DictReader(io.StringIO(path.read_text("utf-8-sig")))
    kinds = {VI["target"]: "target", VI["task"]: "task"}
    return Counter((kinds[row["Loại"]], row["Mã đánh giá"]) for row in rows if row["Loại"] in kinds)


def _count_json(path: Path) -> Counter[tuple[str, str]]:
    data = json.loads(path.read_text("utf-8"))
    for kind in ("target", "task"):
        counts = Counter(item["status"] for item in data["items"] if item["kind"] == kind)
        summary = data["summary"][f"{kind}s"]["counts"]
        assert counts == Counter({key: many for key, many in summary.items() if many})
    return Counter((item["kind"], item["status"]) for item in data["items"])


def _count_markdown(path: Path) -> Counter[tuple[str, str]]:
    found: Counter[tuple[str, str]] = Counter()
    for line in path.read_text("utf-8").splitlines():
        row = [cell.strip(" \\") for cell in line.strip("|").split(" | ")]
        found.update(_line(row[0].strip(), row[1:3]))
    return found


def _line(ref: str, cells: list[str]) -> list[tuple[str, str]]:
    """Return kind and status of a line by its ref; a local one says its kind in a word."""
    if re.fullmatch(r"BS\d+", ref):
        return [("target" if VI["target"] in cells[0] else "task", "local")]
    if not re.fullmatch(r"(?:CT|NV)\d+", ref):
        return []
    word = re.sub(r"^\W+", "", cells[0])
    return [("target" if ref.startswith("CT") else "task", WORDS[word])]


def _count_xlsx(path: Path) -> Counter[tuple[str, str]]:
    found: Counter[tuple[str, str]] = Counter()
    for sheet in openpyxl.load_workbook(path):
        for row in sheet.iter_rows(min_row=2, values_only=True):
            if re.fullmatch(r"(?:CT|NV|BS)\d+", str(row[0])):
                kind = "target" if row[1] == VI["target"] else "task"
                found[kind, WORDS[str(row[2])]] += 1
    return found


def _count_docx(path: Path) -> Counter[tuple[str, str]]:
    found: Counter[tuple[str, str]] = Counter()
    for table in docx.Document(str(path)).tables:
        for row in table.rows:
            cells = [cell.text for cell in row.cells]
            found.update(_line(cells[0], cells[1:3]))
    return found


def _count_html(path: Path) -> Counter[tuple[str, str]]:
    text = path.read_text("utf-8")
    page = Page(text)
    found = Counter(
        (str(attrs["data-kind"]), str(attrs["data-status"]))
        for tag, attrs in page.starts
        if tag == "tr" and "data-kind" in attrs
    )
    local = re.findall(r'<tr class="local".*?<td class="status">(.*?)</td>', text, re.DOTALL)
    kinds = {VI["target"]: "target", VI["task"]: "task"}
    return found + Counter((kinds[kind], "local") for kind in local)


COUNTERS = {
    ".csv": _count_csv,
    ".json": _count_json,
    ".md": _count_markdown,
    ".xlsx": _count_xlsx,
    ".docx": _count_docx,
    ".html": _count_html,
}


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_line_has_both_quotes_both_places_and_the_reason(tmp_path: Path, suffix: str) -> None:
    report, (child, parent) = compared()
    view = make_view(report, child, parent, Language.VI)
    text = read_text(write(tmp_path, suffix))
    for line in view.lines:
        for side in (line.parent, line.child):
            if side is not None:
                assert side.section in text
                assert _plain(side.passage.words) in text
        assert _plain(line.reason) in text


def read_text(path: Path) -> str:
    """Return all words of a report, in one line, without marks of quoting."""
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(path)
        cells = (str(cell) for sheet in book for row in sheet.values for cell in row if cell)
        return _plain(" ".join(cells))
    if path.suffix == ".docx":
        tables = docx.Document(str(path)).tables
        return _plain(" ".join(c.text for t in tables for row in t.rows for c in row.cells))
    text = path.read_text("utf-8-sig")
    if path.suffix == ".json":
        return _plain(" ".join(_strings(json.loads(text))))
    if path.suffix == ".html":
        return _plain("".join(Page(text).words))
    return _plain(text.replace('""', '"').replace("\\", ""))


def _strings(data: object) -> list[str]:
    if isinstance(data, dict):
        data = list(data.values())
    if isinstance(data, list):
        return [text for part in data for text in _strings(part)]
    return [data] if isinstance(data, str) else []


def _plain(text: str) -> str:
    return " ".join(text.replace('"', "").replace("*", "").replace("|", " ").split())


def test_lines_are_sorted_worst_first_and_keep_the_parents_order(tmp_path: Path) -> None:
    report, (child, parent) = compared()
    view = make_view(report, child, parent, Language.VI)
    ranks = [ORDER.index(line.status) for line in view.lines]
    assert ranks == sorted(ranks)
    targets = [line for line in view.of_kind("target") if line.status == "missing"]
    missing = [line.parent.span.start for line in targets if line.parent]
    assert missing == sorted(missing)
    lacking = sum(line.status in LACKING for line in view.lines)
    assert view.headline.startswith(f"{lacking} trong {len(view.lines)} ")


@pytest.mark.parametrize("suffix", FORMATS)
def test_english_report_has_english_heads_and_reasons(tmp_path: Path, suffix: str) -> None:
    text = write(tmp_path, suffix, lang="en")
    if suffix != ".json":
        assert "Nothing in the child" in read_text(text) or suffix in (".csv", ".xlsx")
        assert "the parent's bound is dropped" in read_text(text).lower()


def test_both_languages_have_the_same_words() -> None:
    english = load_wording(Language.EN)
    only_english = {key for key in set(english) - set(VI) if key.startswith("reason.")}
    assert set(VI) | only_english == set(english)
    assert {key for key in VI if VI[key].count("{") != english[key].count("{")} == set()


# --- hostile input


def test_markup_of_a_document_is_words_in_html(tmp_path: Path) -> None:
    text = write(tmp_path, ".html", hostile).read_text("utf-8")
    page = Page(text)
    tags = Counter(tag for tag, _ in page.starts)
    assert tags["script"] == 1
    assert tags["img"] == tags["i"] == 0
    assert not any(name.startswith("on") for _, attrs in page.starts for name in attrs)
    assert "{{ 7*7 }}" in "".join(page.words)
    assert MARKUP.split(" {{")[0] in "".join(page.words)
    assert all("style" not in attrs for _, attrs in page.starts)


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(write(tmp_path, ".xlsx", hostile))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert any(str(cell.value).startswith("=HYPERLINK") for cell in cells)
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert not any(cell.hyperlink for cell in cells)
    rows = csv.reader(io.StringIO(write(tmp_path, ".csv", hostile).read_text("utf-8-sig")))
    words = [cell for row in rows for cell in row]
    assert any(FORMULA in cell for cell in words)
    assert not [cell for cell in words if cell[:1] in "=+-@\t\r" and cell and not _is_number(cell)]


def _is_number(text: str) -> bool:
    return re.fullmatch(r"-?\d+(\.\d+)?", text) is not None


def test_markup_of_a_document_is_words_in_markdown_and_word(tmp_path: Path) -> None:
    markdown = write(tmp_path, ".md", hostile).read_text("utf-8")
    assert "<script" not in markdown.replace("\\<", "")
    assert not re.search(r"(?<!\\)\]\(", markdown)
    widths = {
        line.replace("\\|", "").count("|") for line in markdown.splitlines() if "CT1 " in line
    }
    assert widths == {6}
    document = docx.Document(str(write(tmp_path, ".docx", hostile)))
    words = " ".join(c.text for t in document.tables for row in t.rows for c in row.cells)
    assert "<script>alert" in words


def test_pictures_escape_their_words() -> None:
    from planparse.reports.html import render_page

    report, (child, parent) = hostile()
    text = render_page(make_view(report, child, parent, Language.VI), child, parent).decode()
    drawn = " ".join(re.findall(r"<svg.*?</svg>", text, re.DOTALL))
    assert "&lt;script&gt;" in drawn
    assert not re.search(r"<(?!/?(?:svg|text|rect|path|circle)\b)", drawn)


@pytest.mark.parametrize("suffix", FORMATS)
def test_three_thousand_items_are_written(tmp_path: Path, suffix: str) -> None:
    path = write(tmp_path, suffix, large)
    if suffix != ".docx":  # python-docx takes a minute to read what Word opens at once
        assert sum(COUNTERS[suffix](path).values()) == 3000


# --- inputs that make a comparison mean little


def notices(child: PlanDocument, parent: PlanDocument) -> tuple[str, ...]:
    return make_view(compare(child, parent), child, parent, Language.VI).notices


def test_a_document_with_itself_and_swapped_roles_are_said_so() -> None:
    _, (child, parent) = compared()
    assert notices(parent, parent) == (VI["notice.same-document"],)
    assert notices(child, parent) == ()
    assert VI["notice.swapped-roles"] in notices(parent, child)


def test_unrelated_documents_are_said_so() -> None:
    _, (_, parent) = compared()
    other = parse_text(
        "ỦY BAN NHÂN DÂN\nXÃ A\nSố: 9/KH-UBND\n\nKẾ HOẠCH\nThu gom rác thải năm 2024\n\n"
        "I. MỤC TIÊU\n- Thu gom 80% rác thải sinh hoạt.\n\nII. NHIỆM VỤ\n- Mua 02 xe chở rác.\n"
    )
    assert VI["notice.unrelated-documents"] in notices(other, parent)


def test_no_targets_on_a_side_and_recognised_text_are_said_so() -> None:
    _, (child, parent) = compared()
    bare = parse_text("KẾ HOẠCH\nTrồng cây\n\nI. NHIỆM VỤ\n- Tuyên truyền cho người dân.\n")
    assert VI["notice.targets-of-child"] in notices(bare, parent)
    assert VI["notice.targets-of-parent"] in notices(child, bare)
    scan = child.model_copy(
        update={"source": child.source.model_copy(update={"text_layer": "ocr"})}
    )
    assert any("nhận dạng chữ" in notice for notice in notices(scan, parent))


@pytest.mark.parametrize("suffix", FORMATS)
def test_an_empty_report_is_written(tmp_path: Path, suffix: str) -> None:
    plan = parse_text("x")
    path = tmp_path / f"empty{suffix}"
    write_report(compare(plan, plan), (plan, plan), path)
    assert path.stat().st_size > 0


# --- where it goes


def test_a_file_that_is_there_is_kept_without_force(tmp_path: Path) -> None:
    report, documents = compared()
    path = tmp_path / "report.csv"
    path.write_text("mine", "utf-8")
    with pytest.raises(WriteError, match="--force"):
        write_report(report, documents, path)
    assert path.read_text("utf-8") == "mine"
    write_report(report, documents, path, force=True)
    assert path.read_text("utf-8-sig").startswith("Mã,")
    assert [file.name for file in tmp_path.iterdir()] == ["report.csv"]


@pytest.mark.parametrize(
    "name",
    ["none/report.csv", "report.txt", "report", "folder.csv", "\x00.csv", "a" * 300 + ".csv"],
)
def test_a_place_that_cannot_be_written_is_an_error_in_one_line(tmp_path: Path, name: str) -> None:
    report, documents = compared()
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(WriteError) as caught:
        write_report(report, documents, tmp_path / name)
    assert len(str(caught.value).splitlines()) == 1
    assert [file.name for file in tmp_path.iterdir()] == ["folder.csv"]


def test_the_same_report_is_the_same_file(tmp_path: Path) -> None:
    for suffix in (".html", ".xlsx", ".csv", ".md", ".json"):
        one = write(tmp_path, suffix).read_bytes()
        (tmp_path / f"report{suffix}").unlink()
        assert write(tmp_path, suffix).read_bytes() == one


# --- its parts


def test_pages_are_named_where_a_document_has_them() -> None:
    report, (child, parent) = compared()
    turn = len(parent.text) // 3
    starts = (PageStart(start=0, page=1), PageStart(start=turn, page=2))
    view = make_view(report, child, parent.model_copy(update={"page_starts": starts}), Language.VI)
    sides = [line.parent for line in view.lines if line.parent]
    assert {side.page for side in sides} == {1, 2}
    assert all((side.page == 2) == (side.span.start >= turn) for side in sides)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_a_printed_plan_says_its_pages(tmp_path: Path) -> None:
    _, (child, parent) = compared()
    printed = parse(convert(text_fodt(parent.text), "pdf", tmp_path))
    assert [start.page for start in printed.page_starts] == list(range(1, printed.source.pages + 1))
    view = make_view(compare(child, printed), child, printed, Language.VI)
    pages = {line.ref: line.parent.page for line in view.lines if line.parent}
    assert len(pages) > 40
    assert pages["CT1"] < pages["NV20"] <= printed.source.pages
    assert not any(line.child.page for line in view.lines if line.child)


def test_every_passage_holds_the_documents_own_words() -> None:
    _, documents = compared()
    for document in documents:
        for record in (*document.targets, *document.tasks):
            passage = cut_passage(document.text, record.span)
            words = document.text[record.span.start : record.span.end]
            assert _plain(passage.words) == _plain(words)
            assert len(passage.before) + len(passage.after) <= 530


def test_marked_text_has_all_words_tables_and_nested_marks() -> None:
    text = (
        "I. MỤC TIÊU\n\nTrồng 10 cây xanh, 5 cây bàng.\n| STT | Việc |\n| 1 | Trồng 7 cây |\n|\nHết"
    )
    marks = [
        Mark(13, 43, "NV1", "covered", "#c-NV1"),
        Mark(text.index("10"), text.index("10") + 6, "CT1", "met", "#c-CT1"),
        Mark(text.index("7 cây"), text.index("7 cây") + 5, "CT2", "missing", "#i-CT2"),
    ]
    blocks = list(mark_document(parse_text(text), marks))
    lines = [[piece.text for piece in block.lines] for block in blocks if block.lines]
    assert lines == [["I. MỤC TIÊU"], ["Trồng ", "10 cây", " xanh, 5 cây bàng."], ["Hết"]]
    table = next(block.rows for block in blocks if block.rows)
    words = [["".join(piece.text for piece in cell) for cell in row] for row in table]
    assert words == [["STT", "Việc"], ["1", "Trồng 7 cây"]]
    inner = blocks[1].lines[1]
    assert (inner.mark.ref, inner.refs) == ("CT1", "NV1 CT1")
    assert [mark.ref for block in blocks for piece in block.lines for mark in piece.opens] == [
        "NV1", "CT1",
    ]  # fmt: skip
    assert blocks[0].level == 1
    assert blocks[1].gap


@pytest.mark.parametrize("side", [0, 1])
def test_the_page_holds_every_word_of_both_documents(tmp_path: Path, side: int) -> None:
    _, documents = compared()
    text = write(tmp_path, ".html").read_text("utf-8")
    pane = re.findall(r"<article.*?</article>", text, re.DOTALL)[1 - side]
    shown = "".join(Page(pane.replace("</p>", "</p> ").replace("</td>", "</td> ")).words).split()
    words = documents[side].text.replace("|", " ").split()
    assert shown[-len(words) :] == words


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("status", COLOURS)
def test_colours_can_be_read_and_never_stand_alone(status: str) -> None:
    tone, tint = map(_luminance, COLOURS[status])
    assert (1.0 + 0.05) / (tone + 0.05) >= 4.5
    assert (tint + 0.05) / (tone + 0.05) >= 4.5
    assert SIGNS[status]


def test_importing_planparse_loads_no_library_of_a_format() -> None:
    code = (
        "import planparse, sys; planparse.write_report, planparse.compare;"
        "print([m for m in ('jinja2', 'xlsxwriter', 'docx') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
