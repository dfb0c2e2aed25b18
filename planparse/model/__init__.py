"""The values that planparse works with: frozen pydantic models, no behaviour."""

from planparse.model.base import Value
from planparse.model.coverage import (
    Check,
    Citation,
    CoverageItem,
    CoverageReport,
    DocumentRef,
    ItemSide,
    KindSummary,
    Summary,
)
from planparse.model.document import Metadata, PageStart, PlanDocument, Source
from planparse.model.families import (
    ChainItem,
    ChainStep,
    CoverageChain,
    CoverageMatrix,
    MatrixColumn,
    MatrixItem,
)
from planparse.model.findings import Finding, Severity
from planparse.model.records import (
    Assignment,
    Contact,
    Deadline,
    Record,
    Reference,
    Target,
    Task,
)
from planparse.model.sections import Part, Role, Section
from planparse.model.spans import Span

__all__ = [
    "Assignment",
    "ChainItem",
    "ChainStep",
    "Check",
    "Citation",
    "Contact",
    "CoverageChain",
    "CoverageItem",
    "CoverageMatrix",
    "CoverageReport",
    "Deadline",
    "DocumentRef",
    "Finding",
    "ItemSide",
    "KindSummary",
    "MatrixColumn",
    "MatrixItem",
    "Metadata",
    "PageStart",
    "Part",
    "PlanDocument",
    "Record",
    "Reference",
    "Role",
    "Section",
    "Severity",
    "Source",
    "Span",
    "Summary",
    "Target",
    "Task",
    "Value",
]
