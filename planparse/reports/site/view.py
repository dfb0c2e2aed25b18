"""What a site is made from, and how values look on its pages."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Protocol

from planparse.model.collection import (
    AuditFinding,
    CoverageEntry,
    DatedDuty,
    Duty,
    MatrixItem,
    PairEntry,
    PlanEntry,
    PlanLink,
)


class Collection(Protocol):
    """An audited collection; everything comes piece by piece, so that it never stands in memory."""

    def folder(self) -> str:
        """Return the folder that was audited."""

    def plans(self) -> Iterator[PlanEntry]:
        """Yield the plans, by path."""

    def findings(
        self, document: str | None = None, rule: str | None = None
    ) -> Iterator[AuditFinding]:
        """Yield findings by path and place: all, of one document, of one rule."""

    def counts(self) -> Iterator[tuple[str, str, int]]:
        """Yield each rule with its severity and number of findings."""

    def links(self, document: str) -> Iterator[PlanLink]:
        """Yield the links from and to a document."""

    def pairs(self, *, parent: str | None = None, child: str | None = None) -> Iterator[PairEntry]:
        """Yield the comparisons with a parent, or of a child."""

    def parents(self) -> Iterator[tuple[str, int]]:
        """Yield each plan that others implement, with their number."""

    def coverage(self, child: str, parent: str) -> Iterator[CoverageEntry]:
        """Yield the items of one comparison."""

    def matrix_items(self, parent: str) -> list[MatrixItem]:
        """Return the items of a parent with the counts of their statuses over all children."""

    def statuses(self, child: str, parent: str) -> Mapping[int, str]:
        """Return the status of each item of a parent in one child, by the item's `seq`."""

    def bodies(self) -> Iterator[tuple[str, list[Duty]]]:
        """Yield each body with its duties over all plans."""

    def deadlines(self, document: str | None = None) -> Iterator[DatedDuty]:
        """Yield dated deadlines: all, or of one document."""

    def explain(self, rule: str) -> tuple[str, str]:
        """Return a rule's title and what it says."""


LABELS: Mapping[str, str] = MappingProxyType({
    "met": "Đạt", "stronger": "Cao hơn", "weaker": "Thấp hơn", "changed": "Thay đổi",
    "missing": "Thiếu", "covered": "Đã cụ thể hóa", "partial": "Một phần", "local": "Bổ sung",
    "target": "chỉ tiêu", "task": "nhiệm vụ",
    "error": "Sai", "warning": "Cần xem", "info": "Để biết",
    "lead": "chủ trì", "support": "phối hợp", "requested": "đề nghị", "report_to": "nhận báo cáo",
    "implements": "thực hiện", "based_on": "căn cứ", "cites": "viện dẫn",
    "replaces": "thay thế", "annex_of": "kèm theo", "version_of": "bản cũ của",
    "same_paper": "cùng văn bản với", "copy_of": "gần giống",
    "cited": "viện dẫn đúng", "mismatch": "viện dẫn không khớp",
    "yearly": "hằng năm", "half-yearly": "6 tháng", "quarterly": "hằng quý",
    "monthly": "hằng tháng", "weekly": "hằng tuần", "daily": "hằng ngày",
})  # fmt: skip
"""Vietnamese words for the values of the model."""

SIGNS: Mapping[str, str] = MappingProxyType({
    "met": "=", "stronger": "▲", "weaker": "▼", "changed": "≠", "missing": "✕",
    "covered": "●", "partial": "◐", "local": "+",
})  # fmt: skip
"""A sign for each status: colour never says anything alone."""

WORST_FIRST = ("missing", "weaker", "changed", "partial", "stronger", "met", "covered", "local")
"""The order in which a person wants to see the items of a comparison."""

_SEVERITIES = ("error", "warning", "info")


def by_severity(findings: Iterable[AuditFinding]) -> list[AuditFinding]:
    """Return findings with the most severe first, else in their order."""
    return sorted(findings, key=lambda finding: _SEVERITIES.index(finding.severity))


def by_status(items: Iterable[CoverageEntry]) -> list[CoverageEntry]:
    """Return the items of a comparison with the worst first, else in the parent's order."""
    return sorted(items, key=lambda item: WORST_FIRST.index(item.status))


def page_id(content: str) -> str:
    """Return the name of a plan's page, from its hash."""
    return content[:16]


def name_id(name: str) -> str:
    """Return the name of a body's page: of letters and digits only, whatever the body is called.

    >>> name_id("../../etc/passwd")
    '3754d6cb3a38e118'
    """
    return hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:16]


def printed_date(iso: str | None) -> str:
    """Return an ISO date as Vietnamese readers write it.

    >>> printed_date("2025-12-05"), printed_date("12-05"), printed_date("2025"), printed_date(None)
    ('05/12/2025', '05/12', '2025', '')
    """
    return "/".join(reversed(iso.split("-"))) if iso else ""


def plan_name(plan: PlanEntry) -> str:
    """Return what a plan is called: number and title; its path where it has neither."""
    return " – ".join(filter(None, (plan.number, plan.title))) or plan.path


def short_issuer(plan: PlanEntry) -> str:
    """Return the issuer for narrow places, else the path."""
    name = plan.issuer or plan.path
    for long in ("ỦY BAN NHÂN DÂN", "Ủy ban nhân dân"):
        shorter = name.removeprefix(long).strip()
        # One that names no place is all that the paper says.
        name = shorter or long.capitalize()
    return name.title() if name.isupper() else name
