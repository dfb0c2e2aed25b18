"""Plans, results and readers of files for the tests of reports."""

from __future__ import annotations

from functools import cache
from itertools import cycle, repeat
from pathlib import Path

from planparse import (
    CoverageMatrix,
    CoverageReport,
    PlanDocument,
    compare,
    compare_matrix,
    parse,
    parse_text,
)
from planparse.model import CoverageItem, ItemSide, KindSummary, Summary

PLANS = Path(__file__).parent.parent / "corpora" / "plans"
CHILD, PARENT = PLANS / "district-58" / "source.txt", PLANS / "city-215" / "source.txt"

Compared = tuple[CoverageReport, tuple[PlanDocument, PlanDocument]]

# What a browser, a spreadsheet or a terminal would act on if it were let through.
MARKUP = '<script>alert("x")</script><img src=x onerror=alert(1)> {{ 7*7 }} & |a|b| **c** [d](e)'
FORMULA = '=HYPERLINK("http://example.org","x")'


@cache
def compared() -> Compared:
    child, parent = parse(CHILD), parse(PARENT)
    return compare(child, parent), (child, parent)


@cache
def hostile() -> Compared:
    child, parent = (
        parse_text(
            f"ỦY BAN NHÂN DÂN\nXÃ <b>A</b>\nSố: {number}/KH-UBND\n\nKẾ HOẠCH\n"
            f"Trồng cây {MARKUP} năm 2024\n\nI. MỤC TIÊU {MARKUP}\n\n"
            f"- Trồng {count} cây {MARKUP}.\n- {FORMULA} đạt {count}% số hộ\n"
            "\nII. NHIỆM VỤ\n\n"
            f"1. {FORMULA} tuyên truyền {MARKUP} trước ngày 30/6/2024.\n"
            f"- @SUM(1) {extra}\x00\x07\ud800\uffff\u2028trồng cây\n",
            name=f"{FORMULA}<i>{number}</i>.txt",
        )
        for number, count, extra in ((2, 8, "chăm sóc"), (1, 10, "nhổ cỏ"))
    )
    return compare(child, parent), (child, parent)


@cache
def large(count: int = 3000) -> Compared:
    """Return a report of so many items; what is compared has no part in it."""
    lines = "".join(
        f"- Trồng {number + 10} cây xanh tại thôn số {number}.\n" for number in range(count)
    )
    plans = [
        parse_text(f"ỦY BAN NHÂN DÂN\nXÃ A\n\nKẾ HOẠCH\n{name}\n\nI. MỤC TIÊU\n{lines}", name=name)
        for name in ("duoi.txt", "tren.txt")
    ]
    statuses = cycle(("met", "weaker", "missing", "changed", "stronger"))
    items = []
    for ours, theirs, status in zip(
        *(plan.targets[:count] for plan in plans), statuses, strict=False
    ):
        items.append(
            CoverageItem(
                kind="target", status=status, parent=_side(theirs),
                child=None if status == "missing" else _side(ours),
                score=1.0, reasons=(), explanation="Câu nhận xét.",
            )
        )  # fmt: skip
    counts = dict.fromkeys(("met", "stronger", "weaker", "changed", "missing"), count // 5)
    report = compare(parse_text("KẾ HOẠCH\n"), parse_text("KẾ HOẠCH\n"))
    summary = Summary(
        targets=KindSummary(
            counts={**counts, "local": 0}, total=count, met_share=0.4, addressed_share=0.8
        ),
        tasks=report.summary.tasks,
    )
    return (
        report.model_copy(update={"items": tuple(items), "summary": summary, "checks": ()}),
        (plans[0], plans[1]),
    )


def _side(target) -> ItemSide:
    return ItemSide(id=target.id, span=target.span, quote=target.quote, text=target.indicator)


@cache
def large_matrix(count: int = 3000) -> CoverageMatrix:
    """Return a matrix of so many children that are all alike."""
    _, (child, parent) = compared()
    matrix = compare_matrix([child], parent)
    return matrix.model_copy(update={"columns": tuple(repeat(matrix.columns[0], count))})
