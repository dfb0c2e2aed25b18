"""HTML pages: as Word and portals save them, in any character set, in any state."""

from __future__ import annotations

import contextlib
import time
import unicodedata
from pathlib import Path

import pytest
from plan_fixtures import plan_page
from test_readers_docx import PLANS, gist

from planparse import pipeline
from planparse.errors import ReadError
from planparse.outline import lay_out
from planparse.readers import LoadedText, load_file
from planparse.readers.html import HTML, read_html
from planparse.text.normalise import normalise

SENTENCE = "Kế hoạch phòng, chống dịch bệnh của Ủy ban nhân dân xã năm 2025, bảo đảm an toàn"


def read(data: str | bytes, name: str = "page.html") -> LoadedText:
    return HTML.read(Path(name), data.encode() if isinstance(data, str) else data)


def text_of(body: str) -> str:
    return read(f"<html><body>{body}</body></html>").text


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # Lines of the file are no lines of the text; blanks that do not break are kept.
        ("<p>Ủy ban\n nhân  dân</p><p>UBND&nbsp;&nbsp;&nbsp;&nbsp;CỘNG HÒA</p>",
         "Ủy ban nhân dân\n\nUBND    CỘNG HÒA\n"),
        ("<p>một<br>hai<br><br>ba</p>", "một\nhai\n\nba\n"),
        ("<div>một<div>hai</div>ba</div><h1>bốn</h1>", "một\n\nhai\n\nba\n\nbốn\n"),
        ("<p>a &lt; b &amp; c&#150;d &#7871; 5 < 6</p>", "a < b & c–d ế 5 < 6\n"),
        ("<p>m<sup>2</sup>, năm 2024<sup>[1]</sup>, x<sup>a</sup></p>", "m², năm 2024¹, xa\n"),
        ("<p style='text-transform: uppercase'>kế hoạch</p>", "KẾ HOẠCH\n"),
        ("<p>a<script>b</script><style>c</style><del>d</del><!-- e --><select><option>f</select>",
         "a\n"),
        ("<p>a<span style='display:none'>b</span><span hidden>c</span></p>", "a\n"),
        ("<pre>một\n  hai</pre>", "một\nhai\n"),
        ("<p>a<![if !vml]>b<![endif]><!--[if gte vml 1]>c<![endif]--><o:p>&nbsp;</o:p>", "ab\n"),
        # Lists as a browser numbers them, unless the number was typed.
        ("<ol start=3 type=a><li>ba<li value=7>bảy<ul><li>con</ul><li>1. đã có số</ol>",
         "c. ba\n\ng. bảy\n\n- con\n\n1. đã có số\n"),
        ("<ol type=I><li>MỤC ĐÍCH</ol><ol style='list-style-type:lower-roman'><li>a</ol>"
         "<ul style='list-style:none'><li>b</ul>", "I. MỤC ĐÍCH\n\ni. a\n\nb\n"),
        # Word types the numbers of its lists.
        ("<p style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>"
         "1.1.<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp; </span></span><![endif]>"
         "Mục đích</p>", "1.1. Mục đích\n"),
        ("<p><span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span>&nbsp; </span>"
         "</span></span>Một</p><p><span style='font-family:\"Courier New\"'><span style='mso-list:"
         "Ignore'>o<span>&nbsp;</span></span></span>Hai</p><p><span style='mso-list:Ignore'>+"
         " </span>Ba</p>", "- Một\n\n- Hai\n\n+ Ba\n"),
        # Many lines of which one is longer than a printed line are paragraphs.
        (f"<div>- Một<br>- Hai<br>{'Ba ' * 60}<br>Bốn</div>",
         f"- Một\n\n- Hai\n\n{('Ba ' * 60).strip()}\n\nBốn\n"),
    ],
)  # fmt: skip
def test_text(body: str, expected: str) -> None:
    assert text_of(body) == expected


@pytest.mark.parametrize(
    "body",
    [
        # Word
        "<p>năm 2024<a style='mso-footnote-id:ftn1' href=\"#_ftn1\" name=\"_ftnref1\"><span "
        "class=MsoFootnoteReference><![if !supportFootnotes]>[1]<![endif]></span></a> này</p><div "
        "style='mso-element:footnote-list'><hr><div style='mso-element:footnote' id=ftn1><p><a "
        "href=\"#_ftnref1\" name=\"_ftn1\">[1]</a> Kế hoạch</p><p>số 5</p></div></div>",
        # LibreOffice
        '<p>năm 2024<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1'
        '</sup></a> này</p><div id="sdfootnote1"><p><a class="sdfootnotesym" name="sdfootnote1sym" '
        'href="#sdfootnote1anc">1</a>Kế hoạch</p><p>số 5</p></div>',
        # Portals
        '<p>năm 2024<a href="#_ftn1" name="_ftnref1">[1]</a> này</p><p><a href="#_ftnref1" '
        'name="_ftn1">[1]</a> Kế hoạch số 5</p>',
    ],
    ids=["word", "libreoffice", "portal"],
)  # fmt: skip
def test_notes_stand_at_the_end_under_their_marks(body: str) -> None:
    assert text_of(body) == "năm 2024¹ này\n\n¹ Kế hoạch số 5\n"


def test_tables_keep_their_columns() -> None:
    text = text_of(
        "<table border=1><thead><tr><th rowspan=2>STT<th rowspan=2>Việc<th colspan=2>Cơ quan"
        "<tr><th>Chủ trì<th>Phối hợp</thead><tr><td>1<td><p>- Một</p><p>- Hai</p><td><td>Sở Y tế"
        "<tr><td>2<td>Ba<td>Sở A<td>Sở B</table><p>Sau bảng"
    )
    assert text == (
        "| STT | Việc | Cơ quan |\n|  |  | Chủ trì | Phối hợp |\n"
        "|\n1\n|\n- Một\n\n- Hai\n|\n_\n|\nSở Y tế\n|\n| 2 | Ba | Sở A | Sở B |\n\nSau bảng\n"
    )
    flow = lay_out(normalise(text), text)
    assert {flow.block_text(b): b.cell[1:] for b in flow.blocks if b.cell}["Sở Y tế"] == (2, 3)


def test_frames_are_opened_and_menus_left_out() -> None:
    loaded = read(
        "<ul><li><a href='/'>Trang chủ</a><li><a href='/a'>Văn bản</a><li><a href='/b'>Tin</a></ul>"
        "<h1>Thông tin văn bản</h1><table><tr><td width=20%><a href='/c'>Mục khác</a></td><td>"
        "<table><tr><td>ĐẢNG BỘ XÃ A<br>BAN THƯỜNG VỤ</td><td>ĐẢNG CỘNG SẢN VIỆT NAM</td></tr>"
        f"</table><p>KẾ HOẠCH</p>{f'<p>{SENTENCE}</p>' * 50}</td></tr></table>"
    )
    assert loaded.text.startswith(
        "Mục khác\n\n|\nĐẢNG BỘ XÃ A\nBAN THƯỜNG VỤ\n|\nĐẢNG CỘNG SẢN VIỆT NAM\n|\n\nKẾ HOẠCH\n"
    )
    assert [finding.rule for finding in loaded.findings] == ["links-skipped"]


def test_links_in_sentences_are_text() -> None:
    body = "<p>Căn cứ <a href='/a'>Luật A</a>;</p><p>Căn cứ <a href='/b'>Luật B</a>;</p>" * 3
    assert text_of(body).count("Căn cứ Luật") == 6


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>một <b>hai<p>ba</b> bốn</p></div></td>năm", "một hai\n\nba bốn\n\nnăm\n"),
        ("<b><p>một</b> hai</p>", "một hai\n"),
        ("<p>một <!-- không đóng <p>hai</p> <b>ba", "một hai\n\nba\n"),
        ('<p>một</p><a href="x y>hai</a> ba', "một\n\nhai ba\n"),
        ("<table><tr><td>một<td>hai", "| một | hai |\n"),
        ("<td>một</td></table>hai", "một\n\nhai\n"),
        ("<li>một</li></ul>", "một\n"),
        ("một<![CDATA[ <hai> ]]>", "một <hai>\n"),
        ("một</body></html>hai", "một\n\nhai\n"),
    ],
)
def test_broken_pages_lose_nothing(body: str, expected: str) -> None:
    assert text_of(body) == expected


def vietnamese_bytes(text: str) -> bytes:
    """Encode in Windows-1258, which writes the tone behind its vowel."""
    pieces = []
    for sign in text:
        parts = unicodedata.normalize("NFD", sign)
        tones = "".join(part for part in parts if part in "\u0300\u0301\u0303\u0309\u0323")
        base = unicodedata.normalize("NFC", "".join(part for part in parts if part not in tones))
        pieces.append((base + tones).encode("cp1258"))
    return b"".join(pieces)


PAGE = f'<html><meta charset="%s"><p>{SENTENCE}</p></html>'


@pytest.mark.parametrize(
    ("data", "guess"),
    [
        ((PAGE % "utf-8").encode(), None),
        ((PAGE % "utf-8").encode("utf-8-sig"), None),
        ((PAGE % "windows-1252").encode(), "UTF-8"),
        ((PAGE % "no-such-set").encode(), None),
        ((PAGE % "utf-16").encode("utf-16"), None),
        ((PAGE % "utf-16").encode("utf-16-le"), None),
        ((PAGE % "utf-16").encode("utf-16-be"), None),
        (vietnamese_bytes(PAGE % "windows-1258"), None),
        (vietnamese_bytes(PAGE % "iso-8859-1"), "Windows-1258"),
        ((PAGE % "windows-1252").encode("cp1252", "xmlcharrefreplace"), None),
        ((PAGE % "rot13").encode("ascii", "xmlcharrefreplace"), None),
        ((PAGE % "utf-8").encode().decode("latin-1").encode(), "UTF-8 (mã hóa hai lần)"),
    ],
    ids=["utf-8", "mark", "wrong", "unknown", "utf-16", "utf-16-le", "utf-16-be", "1258",
         "1258-wrong", "entities", "cipher", "twice"],
)  # fmt: skip
def test_character_sets(data: bytes, guess: str | None) -> None:
    loaded = read(data)
    assert loaded.text.strip() == SENTENCE
    messages = [f.message for f in loaded.findings if f.rule == "encoding-guessed"]
    assert [guess in message for message in messages if guess] == [True] * (guess is not None)
    assert bool(messages) is bool(guess)


def test_damaged_characters_are_a_finding() -> None:
    loaded = read((PAGE % "utf-8").encode()[:-40] + b"\xe1\xbb<p>x")
    assert "damaged-characters" in [finding.rule for finding in loaded.findings]


def test_web_archives_are_read() -> None:
    data = (
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="B"\r\n\r\n--B\r\n'
        b'Content-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable'
        b"\r\n\r\n<html><p>K=E1=BA=BF ho=E1=BA=A1ch</p></html>\r\n--B--\r\n"
    )
    assert HTML.accepts(data, "plan.doc")
    assert read(data).text == "Kế hoạch\n"
    with pytest.raises(ReadError, match="không chứa trang"):
        read(data.replace(b"text/html", b"text/css"))


@pytest.mark.parametrize(
    ("start", "name", "expected"),
    [
        ("<html xmlns:v=", "plan.doc", True),
        ("\ufeff<!DOCTYPE html>", "plan.htm", True),
        ("  <!-- a -->\n<?xml version='1.0'?><html>", "a", True),
        ("<div>một</div>", "a.html", True),
        ("<div align=center>", "README.md", False),
        ("KẾ HOẠCH <p>", "a.html", False),
        ("%PDF-1.7", "a.html", False),
    ],
)
def test_kind_is_known_by_content(start: str, name: str, expected: bool) -> None:
    assert HTML.accepts(start.encode(), name) is expected
    assert HTML.accepts(start.encode("utf-16"), name) is expected or name == "a.html"


def test_empty_page_is_a_clear_error() -> None:
    with pytest.raises(ReadError, match=r"page\.html: trang HTML không có chữ"):
        read("<html><body><script>x</script></body></html>")


def test_legacy_fonts_are_decoded_by_whoever_knows_them() -> None:
    page = b"<html><meta charset=windows-1252><p style='font-family:\".VnTime\"'>K\xd5 ho\xb9ch</p>"
    assert read(page).text == "Kế hoạch\n"
    assert [finding.rule for finding in read(page).findings] == ["legacy-font-converted"]
    raw = read_html(Path("a.htm"), page)
    assert [finding.rule for finding in raw.findings] == ["legacy-font-kept"]
    decoded = read_html(Path("a.htm"), page, decode=lambda text, font: f"<{text}:{font}>")
    assert decoded.text == "<KÕ ho¹ch:.vntime>\n"


@pytest.mark.parametrize("marks_as_lists", [False, True], ids=["typed", "lists"])
@pytest.mark.parametrize("source", PLANS, ids=lambda path: path.parent.name)
def test_plans_say_the_same_as_pages(source: Path, marks_as_lists: bool) -> None:
    text = load_file(source)
    page = read(plan_page(text.text, marks_as_lists=marks_as_lists))
    assert gist(pipeline._parse(page)) == gist(pipeline._parse(text))


# Pages made to be slow: each piece is repeated until the page has 400 KB.
HOSTILE = [
    "<div>", "<!--", '<a b="', "<p a ", "<", "<b>", "<td>x", "<tr><td rowspan=60000 colspan=900>x",
    "<script>", "</b>", "<table><tr><td>", "&", "<br>", " \n", "<ul><li>x", "<![CDATA[", "<sup>1",
    "<a href='#_ftnref1'>1</a>", "<div id=ftn1>x", "<b><p>x</b>", "<span style='mso-list:Ignore'>1",
    "&nbsp;", "\t", "&nbsp;\t&nbsp;", "<pre>\n", "<!-- -->",
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_pages_take_linear_time(piece: str) -> None:
    start = time.perf_counter()
    with contextlib.suppress(ReadError):
        read("<html><body>chữ<table>" + piece * (400_000 // len(piece)))
    # Ordinary pages of this size take 0.1 s; anything quadratic would take minutes.
    assert time.perf_counter() - start < 15
