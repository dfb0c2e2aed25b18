"""The comparison by the contract's ten rules, each with what it must and must not do."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from planparse import parse
from planparse.comparison import compare
from planparse.comparison.assignment import assign
from planparse.comparison.measures import cut_measures
from planparse.model import (
    Contact,
    CoverageItem,
    CoverageReport,
    Deadline,
    Metadata,
    PlanDocument,
    Reference,
    Section,
    Source,
    Span,
    Target,
    Task,
)

# The subject that lines of test plans share, so that two plans of one line are of one subject.
SUBJECT = "Phát triển chăn nuôi bò sữa hữu cơ tại các hợp tác xã ven sông"


@dataclass
class Draft:
    """A plan written line by line; records point to the places of their words."""

    name: str = "plan"
    metadata: Metadata = field(default_factory=Metadata)
    text: str = ""
    targets: list[Target] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    deadlines: list[Deadline] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)

    def write(self, words: str) -> Span:
        start = len(self.text)
        self.text += words
        return Span(start, len(self.text))

    def target(self, before: str, quote: str, after: str = "", **fields: Any) -> Draft:
        """Write a line "before quote after."; the indicator is its words unless given."""
        self.write(f"- {before} ".replace("-  ", "- "))
        span = self.write(quote)
        self.write(f" {after}.\n\n")
        number, _, unit = quote.partition("%")
        if "%" not in quote:
            number, _, unit = quote.partition(" ")
        defaults: dict[str, Any] = {
            "value": float(number.split("/")[0].replace(",", ".")),
            "unit": "%" if "%" in quote else unit,
            "comparator": "eq",
            "indicator": f"{before} {after}".strip(),
            "by": "2024",
        }
        self.targets.append(
            Target(
                id=f"t{len(self.targets) + 1}",
                rule="target-percent",
                span=span,
                quote=quote,
                section_id=None,
                **(defaults | fields),
            )
        )
        return self

    def task(self, words: str) -> Draft:
        self.write("- ")
        span = self.write(words)
        self.write("\n\n")
        section_id = self.sections[0].id if self.sections else None
        self.tasks.append(
            Task(id=f"k{len(self.tasks) + 1}", span=span, text=words, section_id=section_id)
        )
        return self

    def record(self, model: type[Any], into: list[Any], quote: str, **fields: Any) -> Draft:
        span = self.write(quote)
        self.write("\n\n")
        into.append(model(id="x1", rule="x", span=span, quote=quote, section_id=None, **fields))
        return self

    def done(self) -> PlanDocument:
        return PlanDocument(
            source=Source(
                name=self.name,
                media_type="text/plain",
                sha256=sha256(self.text.encode()).hexdigest(),
            ),
            text=self.text,
            metadata=self.metadata,
            sections=tuple(self.sections),
            targets=tuple(self.targets),
            deadlines=tuple(self.deadlines),
            contacts=tuple(self.contacts),
            assignments=(),
            references=tuple(self.references),
            tasks=tuple(self.tasks),
            findings=(),
        )


def plan() -> Draft:
    """A plan that is surely of the subject: one task in common."""
    return Draft().task(SUBJECT)


def item_of(child: Draft, parent: Draft) -> CoverageItem:
    """Compare two plans of one target each and return the parent's item."""
    return next(item for item in compare(child.done(), parent.done()).items if item.parent)


def status_of(child: Draft, parent: Draft) -> str:
    return item_of(child, parent).status


def poverty(quote: str, before: str = "Giảm tỷ lệ hộ nghèo còn", **fields: Any) -> Draft:
    fields = {"indicator": "tỷ lệ hộ nghèo", "direction": "decrease", **fields}
    return plan().target(before, quote, "", **fields)


def water(quote: str, **fields: Any) -> Draft:
    return plan().target("Tỷ lệ hộ dân dùng nước máy đạt", quote, "", **fields)


# Rule 1: the same indicator first; the same number of something else is no match.


def test_same_number_of_something_else_is_missing() -> None:
    parent = plan().target("", "95%", "trẻ em dưới 5 tuổi được tiêm chủng đầy đủ")
    child = plan().target("", "95%", "hộ gia đình ký cam kết giữ vệ sinh ngõ xóm")
    item = item_of(child, parent)
    assert (item.status, item.child, item.reasons) == ("missing", None, ("no-counterpart",))


def test_share_of_bodies_is_not_share_of_people() -> None:
    parent = plan().target("", "60%", "cơ quan, đơn vị có lãnh đạo chủ chốt là nữ")
    child = plan().target("", "60%", "nữ tham gia lãnh đạo, quản lý")
    assert status_of(child, parent) == "missing"


def test_same_indicator_in_other_words_is_met() -> None:
    parent = plan().target("", "80%", "dân số được tiếp cận kiến thức cơ bản về dinh dưỡng")
    child = plan().target("", "80%", "người dân được tiếp cận hiểu biết cơ bản về dinh dưỡng")
    assert status_of(child, parent) == "met"


def test_opposite_words_are_two_indicators() -> None:
    parent = plan().target("Tỷ lệ nam giới trong ban điều hành đạt", "30%")
    child = plan().target("Tỷ lệ nữ giới trong ban điều hành đạt", "30%")
    assert status_of(child, parent) == "missing"


# Rule 2: a target needs a number in the child.


def test_words_alone_leave_a_target_missing() -> None:
    parent = water("90%")
    child = plan().task("Nâng dần tỷ lệ hộ dân dùng nước máy trên địa bàn xã.")
    assert status_of(child, parent) == "missing"


# Rule 3: whether more is stronger depends on the indicator.


@pytest.mark.parametrize(
    ("ours", "theirs", "status"),
    [("1%", "2%", "stronger"), ("3%", "2%", "weaker"), ("2%", "2%", "met")],
)
def test_less_is_stronger_for_a_falling_indicator(ours: str, theirs: str, status: str) -> None:
    assert status_of(poverty(ours), poverty(theirs)) == status


def test_less_is_stronger_where_only_the_lexicon_knows() -> None:
    parent = poverty("2%", before="Tỷ lệ hộ nghèo:", direction=None)
    child = poverty("3%", before="Tỷ lệ hộ nghèo:", direction=None)
    assert status_of(child, parent) == "weaker"


@pytest.mark.parametrize(
    ("ours", "theirs", "status"),
    [("90%", "80%", "stronger"), ("70%", "80%", "weaker"), ("80%", "80%", "met")],
)
def test_more_is_stronger_for_a_rising_indicator(ours: str, theirs: str, status: str) -> None:
    assert status_of(water(ours), water(theirs)) == status


def test_a_larger_cut_is_stronger() -> None:
    parent = plan().target("Số vụ cháy giảm", "5%", "", indicator="Số vụ cháy")
    child = plan().target("Số vụ cháy giảm", "8%", "", indicator="Số vụ cháy")
    assert status_of(child, parent) == "stronger"


# Rule 4: "đạt N" commits to at least N; "trên N" is more.


@pytest.mark.parametrize(
    ("ours", "theirs", "status", "reason"),
    [
        ("eq", "gt", "weaker", "bound-dropped"),
        ("gt", "eq", "stronger", "bound-added"),
        ("ge", "eq", "met", "value-equal"),
        ("eq", "ge", "met", "value-equal"),
        ("gt", "gt", "met", "value-equal"),
        ("approx", "eq", "weaker", "made-approximate"),
    ],
)
def test_bound_decides_at_equal_value(ours: Any, theirs: Any, status: str, reason: str) -> None:
    item = item_of(water("40%", comparator=ours), water("40%", comparator=theirs))
    assert (item.status, item.reasons[0]) == (status, reason)


def test_bound_decides_for_a_falling_indicator_too() -> None:
    below = poverty("2%", before="Giảm tỷ lệ hộ nghèo xuống dưới", comparator="lt")
    assert status_of(poverty("2%"), below) == "weaker"
    assert status_of(below, poverty("2%")) == "stronger"


# Rule 5: a range commits to its weaker end.


@pytest.mark.parametrize(("ours", "status"), [("6%", "met"), ("5%", "met"), ("4%", "weaker")])
def test_value_inside_the_range_is_met(ours: str, status: str) -> None:
    parent = water("5%", value_max=7, comparator="range")
    assert status_of(water(ours), parent) == status


def test_value_above_the_range_is_stronger() -> None:
    parent = water("5%", value_max=7, comparator="range")
    assert status_of(water("8%"), parent) == "stronger"


def test_range_of_the_child_counts_by_its_weaker_end() -> None:
    child = water("5%", value_max=7, comparator="range")
    assert status_of(child, water("6%")) == "weaker"
    assert status_of(child, water("5%")) == "met"


# Rule 6: frequencies are brought to one base.


@pytest.mark.parametrize(
    ("ours", "theirs", "status"),
    [
        (("12 tin, bài", "quarter"), ("4 tin, bài", "month"), "met"),
        (("3 tin, bài", "quarter"), ("2 tin, bài", "month"), "weaker"),
        (("1 tin, bài", "month"), ("2 tin, bài", "quarter"), "stronger"),
        (("4 tin, bài", "month"), ("4 tin, bài", "quarter"), "stronger"),
    ],
)
def test_frequencies_have_one_base(
    ours: tuple[str, str], theirs: tuple[str, str], status: str
) -> None:
    drafts = [
        plan().target("Phát", quote, "về an toàn giao thông trên loa", per=per)
        for quote, per in (ours, theirs)
    ]
    assert status_of(drafts[0], drafts[1]) == status


def test_a_total_is_spread_over_the_plan() -> None:
    years = Metadata(period_start="2024", period_end="2025")
    parent = plan().target("Phát", "4 tin, bài", "về an toàn giao thông", per="year")
    child = plan().target("Phát", "8 tin, bài", "về an toàn giao thông")
    child.metadata = years
    item = item_of(child, parent)
    assert item.status == "met"
    assert "frequency-assumed" in item.reasons


# Rule 7: own territory is no change; a narrower group of people is.


def test_own_territory_is_no_change() -> None:
    parent = plan().target("", "100%", "văn bản đi của các cơ quan thuộc tỉnh được ký số")
    child = plan().target("", "100%", "văn bản đi của xã được ký số")
    assert status_of(child, parent) == "met"


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("phụ nữ mang thai được khám thai định kỳ", "nữ cán bộ mang thai được khám thai định kỳ"),
        (
            "học sinh tiểu học, trung học cơ sở được học bơi",
            "học sinh trung học cơ sở được học bơi",
        ),
        ("người dân có tài khoản định danh", "hội viên có tài khoản định danh"),
        ("trẻ em dưới 16 tuổi được khám mắt", "trẻ em dưới 6 tuổi được khám mắt"),
        (
            "người làm công tác trẻ em được tập huấn",
            "người mới được phân công làm công tác trẻ em được tập huấn",
        ),
        ("giáo viên được tập huấn hướng dẫn đọc", "giáo viên Ngữ văn được tập huấn hướng dẫn đọc"),
    ],
)
def test_narrower_group_is_changed(theirs: str, ours: str) -> None:
    item = item_of(plan().target("", "90%", ours), plan().target("", "90%", theirs))
    assert (item.status, item.reasons[0]) == ("changed", "group-narrower")


def test_wider_group_is_met() -> None:
    parent = plan().target("", "90%", "nữ học sinh tiểu học được học bơi an toàn")
    child = plan().target("", "90%", "học sinh tiểu học được học bơi an toàn")
    item = item_of(child, parent)
    assert (item.status, "group-wider" in item.reasons) == ("met", True)


# Rule 8: each horizon is its own item.


def horizons(*pairs: tuple[str, str]) -> Draft:
    draft = plan()
    for quote, year in pairs:
        draft.target("Tỷ lệ hộ dân dùng nước máy đạt", quote, f"năm {year}", by=year)
    return draft


def test_each_horizon_goes_to_its_own() -> None:
    report = compare(
        horizons(("60%", "2024"), ("70%", "2026")).done(),
        horizons(("60%", "2024"), ("80%", "2026")).done(),
    )
    found = [(i.status, i.child.id) for i in report.items if i.kind == "target" and i.child]
    assert found == [("met", "t1"), ("weaker", "t2")]


def test_later_at_equal_value_is_weaker() -> None:
    item = item_of(horizons(("60%", "2026")), horizons(("60%", "2025")))
    assert (item.status, item.reasons[0]) == ("weaker", "horizon-later")


def test_earlier_at_equal_value_is_met() -> None:
    item = item_of(horizons(("60%", "2024")), horizons(("60%", "2025")))
    assert item.status == "met"
    assert "horizon-earlier" in item.reasons


def test_one_line_may_answer_two_horizons() -> None:
    report = compare(
        horizons(("60%", "2026")).done(), horizons(("60%", "2025"), ("80%", "2026")).done()
    )
    found = [(i.status, i.child.id) for i in report.items if i.kind == "target" and i.child]
    assert found == [("weaker", "t1"), ("weaker", "t1")]


# Rule 9: another unit is changed.


def test_count_for_a_share_is_changed() -> None:
    parent = plan().target("", "60%", "thôn có điểm vui chơi cho trẻ em")
    child = plan().target("Có", "42 thôn", "có điểm vui chơi cho trẻ em")
    item = item_of(child, parent)
    assert (item.status, item.reasons) == ("changed", ("unit-changed",))


def test_two_forms_of_a_unit_are_one() -> None:
    parent = plan().target("Thu nhập bình quân của xã viên đạt", "60 triệu đồng")
    child = plan().target("Thu nhập bình quân của xã viên đạt", "60 triệu đồng/người")
    assert status_of(child, parent) == "met"


def test_all_of_all_is_a_share() -> None:
    parent = plan().target("", "95%", "trạm y tế có bác sĩ", comparator="ge")
    child = plan().target("Có", "12/12 trạm y tế", "có bác sĩ", value=12, unit="trạm y tế")
    assert status_of(child, parent) == "stronger"


# Rule 10: a task that lacks a measure or a product is partial.

FULL = "Rà soát hộ có nguy cơ cháy; phát động cuộc thi vẽ tranh về phòng cháy cho học sinh."


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("Kiểm tra, rà soát các hộ có nguy cơ cháy; mở hội thi vẽ tranh phòng cháy.", "covered"),
        ("Công an xã rà soát những hộ có nguy cơ cháy.", "partial"),
        ("Nạo vét kênh mương nội đồng trước mùa mưa.", "missing"),
    ],
)
def test_task_is_covered_partial_or_missing(words: str, status: str) -> None:
    item = item_of(Draft().task(words), Draft().task(FULL))
    assert (item.kind, item.status) == ("task", status)


@pytest.mark.parametrize(
    "words",
    [
        "Năm 2026 xã không tổ chức hội thi vẽ tranh phòng cháy do chưa có kinh phí.",
        "Tạm dừng tổ chức hội thi vẽ tranh phòng cháy.",
        "Hội thi vẽ tranh phòng cháy do tỉnh tổ chức, xã không tổ chức riêng.",
    ],
)
def test_refusal_is_no_counterpart(words: str) -> None:
    item = item_of(Draft().task(words), Draft().task("Tổ chức hội thi vẽ tranh phòng cháy."))
    assert (item.status, item.reasons) == ("missing", ("excused",))
    assert words.rstrip(".") in item.explanation


def test_asking_others_not_to_is_no_refusal() -> None:
    parent = Draft().task("Vận động người dân không tổ chức tiệc cưới linh đình.")
    child = Draft().task("Vận động bà con không tổ chức tiệc cưới linh đình.")
    assert status_of(child, parent) == "covered"


def test_partial_task_names_what_is_lacking() -> None:
    item = item_of(Draft().task("Rà soát những hộ có nguy cơ cháy."), Draft().task(FULL))
    assert "cuộc thi vẽ tranh" in item.explanation
    assert item.child is not None


def test_measures_are_cut_at_stops_and_verbs() -> None:
    text = (
        "Công khai danh sách nợ thuế trên trang của xã và hỗ trợ hộ nghèo kê khai; treo băng rôn."
    )
    assert [measure.text for measure in cut_measures(text)] == [
        "Công khai danh sách nợ thuế trên trang của xã",
        "hỗ trợ hộ nghèo kê khai",
        "treo băng rôn.",
    ]


def test_only_tasks_of_the_task_sections_are_items() -> None:
    parent = Draft().task("Trồng hoa dọc đường liên thôn.")
    sections = [
        Section(
            id=f"s{number}",
            parent_id=None,
            label="I",
            marker="I.",
            title="",
            level=1,
            role=role,
            heading=Span(0, 0),
            span=Span(0, 0),
        )
        for number, role in enumerate(("tasks", "organisation"), 1)
    ]
    parent.sections = sections
    parent.task("Trồng tre ven sông chống sạt lở.")
    parent.tasks = [
        parent.tasks[0].model_copy(update={"section_id": "s2"}),
        parent.tasks[1].model_copy(update={"section_id": "s1"}),
    ]
    report = compare(plan().done(), parent.done())
    assert [item.parent.id for item in report.items if item.parent] == ["k2"]


# Whole reports.


def test_what_only_the_child_has_is_local() -> None:
    child = water("90%").target("Trồng", "500 cây", "ven đường liên thôn")
    report = compare(child.done(), water("90%").done())
    local = [item for item in report.items if item.status == "local"]
    assert [item.child.quote for item in local if item.child] == ["500 cây"]
    assert report.summary.targets.counts["local"] == 1
    assert report.summary.targets.total == 1


def test_shares_are_null_without_items() -> None:
    report = compare(water("90%").done(), Draft().done())
    for summary in (report.summary.targets, report.summary.tasks):
        assert (summary.total, summary.met_share, summary.addressed_share) == (0, None, None)


def test_summary_counts_every_item_of_the_parent() -> None:
    parent = water("90%").target("", "70%", "hộ chăn nuôi có hầm khí sinh học")
    report = compare(water("95%").done(), parent.done())
    summary = report.summary.targets
    assert (summary.total, summary.met_share, summary.addressed_share) == (2, 0.5, 0.5)
    assert summary.counts["stronger"] == summary.counts["missing"] == 1


PLANS = ("city-215/source.txt", "commune-17/source.md", "district-58/source.txt")


def corpus(name: str) -> PlanDocument:
    return parse(Path(__file__).parent.parent / "corpora" / "plans" / name)


@pytest.mark.parametrize("name", PLANS)
def test_a_plan_compared_with_itself_is_all_met(name: str) -> None:
    document = corpus(name)
    report = compare(document, document)
    items = [item for item in report.items if item.parent]
    assert {item.status for item in items} <= {"met", "covered"}
    assert report.citation.status == "cited"
    assert "một" in report.citation.explanation
    assert report.summary.targets.met_share == 1.0


def test_two_strangers_have_nothing_in_common() -> None:
    report = compare(corpus("commune-17/source.md"), corpus("city-215/source.txt"))
    assert {item.status for item in report.items if item.parent} == {"missing"}


def test_report_is_the_same_every_time() -> None:
    documents = corpus("district-58/source.txt"), corpus("city-215/source.txt")
    assert compare(*documents) == compare(*documents)


def test_quotes_are_the_documents_own_words() -> None:
    child, parent = corpus("district-58/source.txt"), corpus("city-215/source.txt")
    report: CoverageReport = compare(child, parent)
    for item in report.items:
        for document, side in ((parent, item.parent), (child, item.child)):
            if side is not None:
                assert document.text[side.span.start : side.span.end] == side.quote
    assert report.citation.quote in child.text
    for check in report.checks:
        assert check.parent_quote is None or check.parent_quote in parent.text
        assert check.child_quote is None or check.child_quote in child.text


# Citation and checks.

PARENT = Metadata(
    doc_type="Kế hoạch",
    number="75/KH-UBND",
    issuer="Ủy ban nhân dân thành phố Tân An",
    issued_on="2024-03-14",
    title="Phòng, chống rét cho đàn gia súc năm 2024",
    period_start="2024",
    period_end="2024",
)


def citing(quote: str, **fields: Any) -> Draft:
    fields = {"doc_type": "Kế hoạch", "relation": "parent", **fields}
    draft = Draft()
    draft.write("Thực hiện Kế hoạch số ")
    return draft.record(Reference, draft.references, quote, **fields)


@pytest.mark.parametrize(
    ("number", "date", "status"),
    [
        ("75/KH-UBND", "2024-03-14", "cited"),
        ("075/KH- UBND", None, "cited"),
        ("75/KH-UBND", "2023-03-14", "mismatch"),
        ("57/KH-UBND", "2024-03-14", "mismatch"),
        ("57/KH-UBND", "2023-01-01", "missing"),
    ],
)
def test_citation_by_number_and_date(number: str, date: str | None, status: str) -> None:
    child = citing(number, number=number, date=date, issuer="UBND thành phố Tân An")
    report = compare(child.done(), Draft(metadata=PARENT).done())
    assert report.citation.status == status
    assert (report.citation.quote is None) == (status == "missing")


def test_citation_by_title_says_so() -> None:
    child = Draft()
    child.write(
        "Thực hiện Kế hoạch của UBND thành phố về phòng, chống rét cho đàn gia súc năm 2024.\n\n"
    )
    citation = compare(child.done(), Draft(metadata=PARENT).done()).citation
    assert citation.status == "cited"
    assert "không ghi số" in citation.explanation


def test_title_of_another_year_or_body_is_no_citation() -> None:
    for words in (
        "Thực hiện Kế hoạch của UBND thành phố về phòng, chống rét cho đàn gia súc năm 2022.\n\n",
        "Thực hiện Kế hoạch của UBND tỉnh về phòng, chống rét cho đàn gia súc năm 2024.\n\n",
    ):
        child = Draft()
        child.write(words)
        assert compare(child.done(), Draft(metadata=PARENT).done()).citation.status == "missing"


def checks_of(child: Draft, parent: Draft, rule: str) -> list[str]:
    report = compare(child.done(), parent.done())
    return [check.status for check in report.checks if check.rule == rule]


@pytest.mark.parametrize(
    ("issued", "status"), [("2024-04-01", "ok"), ("2024-02-01", "warning"), (None, "unknown")]
)
def test_child_is_issued_after_the_parent(issued: str | None, status: str) -> None:
    child = Draft(metadata=Metadata(issued_on=issued))
    assert checks_of(child, Draft(metadata=PARENT), "issued-after-parent") == [status]


@pytest.mark.parametrize(
    ("years", "status"),
    [(("2024", "2024"), "ok"), (("2024", "2026"), "warning"), ((None, None), "unknown")],
)
def test_period_lies_inside_the_parents(years: tuple[Any, Any], status: str) -> None:
    child = Draft(metadata=Metadata(period_start=years[0], period_end=years[1]))
    assert checks_of(child, Draft(metadata=PARENT), "period") == [status]


@pytest.mark.parametrize(
    ("end", "status"), [("2024-11-20", "ok"), ("2024-11-25", "warning"), ("2024-12-05", "warning")]
)
def test_reports_reach_the_child_first(end: str, status: str) -> None:
    parent = Draft(metadata=PARENT)
    parent.record(
        Deadline,
        parent.deadlines,
        "trước ngày 25/11/2024",
        end="2024-11-25",
        task="báo cáo kết quả",
        report_to="UBND thành phố",
    )
    child = Draft(metadata=Metadata(issuer="Ủy ban nhân dân xã Bình An"))
    child.record(
        Deadline,
        child.deadlines,
        "trước ngày này",
        end=end,
        task="báo cáo kết quả",
        report_to="UBND xã",
    )
    assert checks_of(child, parent, "report-deadline") == [status]
    assert checks_of(Draft(), parent, "report-deadline") == ["unknown"]


def test_dropped_hotlines_are_named() -> None:
    parent, child = Draft(), Draft()
    for number in ("111", "0261111222"):
        parent.record(Contact, parent.contacts, number, number=number, kind="hotline")
    child.record(Contact, child.contacts, "0261.111.222", number="0261111222", kind="hotline")
    assert checks_of(child, parent, "hotline") == ["warning", "ok"]


# Assignment.


def test_assignment_is_best_for_all_together() -> None:
    assert assign({(0, 0): 0.9, (0, 1): 0.8, (1, 0): 0.85}) == {0: 1, 1: 0}
    assert assign({(0, 0): 0.9, (0, 1): 0.2, (1, 0): 0.5}) == {0: 0}
    assert assign({}) == {}


def test_assignment_does_not_depend_on_the_order() -> None:
    scores = {(a, b): ((a * 7 + b * 13) % 10) / 10 for a in range(8) for b in range(8)}
    shuffled = dict(sorted(scores.items(), key=lambda row: (row[0][1], -row[0][0])))
    assert assign(scores) == assign(shuffled)
    assert len(set(assign(scores).values())) == len(assign(scores))
