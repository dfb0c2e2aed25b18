"""What a reader should know before the counts: inputs that make a comparison mean little."""

import re
from collections.abc import Iterator

from planparse.model import CoverageReport, PlanDocument
from planparse.reports.wording import Words

# Fewer common items than one in so many, without a citation: two documents of two subjects.
_STRANGERS = 10
_SIGNS = re.compile(r"\W+")


def find_notices(
    report: CoverageReport, child: PlanDocument, parent: PlanDocument, words: Words
) -> Iterator[str]:
    """Yield what makes the comparison doubtful, in the order of weight."""
    checked = {check.rule for check in report.checks if check.status != "ok"}
    found = checked | set(_look(report, child, parent))
    yield from (words[f"notice.{rule}"] for rule in _RULES if rule in found)
    for document in (parent, child):
        if document.source.text_layer == "ocr":
            yield words["recognised"].format(name=document.source.name)


_RULES = (
    "same-document", "swapped-roles", "unrelated-documents", "targets-of-parent",
    "targets-of-child",
)  # fmt: skip


def _look(report: CoverageReport, child: PlanDocument, parent: PlanDocument) -> Iterator[str]:
    """Yield what the documents themselves show, whether or not a check says it."""
    if report.child.sha256 == report.parent.sha256:
        yield "same-document"
    elif _cites(parent, child):
        yield "swapped-roles"
    elif _are_strangers(report):
        yield "unrelated-documents"
    if report.items and not report.summary.targets.total:
        yield "targets-of-parent"
    elif not child.targets:
        yield "targets-of-child"


def _cites(citing: PlanDocument, cited: PlanDocument) -> bool:
    """Tell whether a document names another by number and date; symbols alone repeat."""
    number, issued = cited.metadata.number, cited.metadata.issued_on
    return any(
        number and issued and reference.date == issued and _key(reference.number) == _key(number)
        for reference in citing.references
    )


def _key(number: str | None) -> str:
    return _SIGNS.sub("", number or "").lower()


def _are_strangers(report: CoverageReport) -> bool:
    """Tell whether a child that does not cite the parent shares next to nothing with it."""
    judged = [item for item in report.items if item.status != "local"]
    shared = sum(item.status != "missing" for item in judged)
    return report.citation.status == "missing" and shared * _STRANGERS < len(judged)
