"""What a reader should know before the counts: inputs that make a comparison mean little."""

from collections.abc import Iterator

from planparse.model import CoverageReport, PlanDocument
from planparse.reports.wording import Words


def find_notices(
    report: CoverageReport, child: PlanDocument, parent: PlanDocument, words: Words
) -> Iterator[str]:
    """Yield what makes the comparison doubtful, in the order of weight."""
    found = {check.rule for check in report.checks if check.status != "ok"}
    yield from (words[f"notice.{rule}"] for rule in _RULES if rule in found)
    for document in (parent, child):
        if document.source.text_layer == "ocr":
            yield words["recognised"].format(name=document.source.name)


_RULES = (
    "same-document", "swapped-roles", "unrelated-documents", "targets-of-parent",
    "targets-of-child",
)  # fmt: skip
