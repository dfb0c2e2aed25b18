"""Read Vietnamese administrative plans (Kế hoạch) and check them against the plan above.

The names below are imported when they are first used, so that importing planparse is cheap.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from planparse.akn import to_akn
    from planparse.comparison import compare, compare_chain, compare_many, compare_matrix
    from planparse.errors import (
        LexiconError,
        MissingLibraryError,
        PlanparseError,
        ReadError,
        WriteError,
    )
    from planparse.model import CoverageChain, CoverageMatrix, CoverageReport, PlanDocument
    from planparse.pipeline import parse, parse_text
    from planparse.reports import write_report

__all__ = [
    "CoverageChain",
    "CoverageMatrix",
    "CoverageReport",
    "LexiconError",
    "MissingLibraryError",
    "PlanDocument",
    "PlanparseError",
    "ReadError",
    "WriteError",
    "compare",
    "compare_chain",
    "compare_many",
    "compare_matrix",
    "parse",
    "parse_text",
    "to_akn",
    "write_report",
]
_HOMES = {
    "CoverageChain": "planparse.model",
    "CoverageMatrix": "planparse.model",
    "CoverageReport": "planparse.model",
    "LexiconError": "planparse.errors",
    "MissingLibraryError": "planparse.errors",
    "PlanDocument": "planparse.model",
    "PlanparseError": "planparse.errors",
    "ReadError": "planparse.errors",
    "WriteError": "planparse.errors",
    "compare": "planparse.comparison",
    "compare_chain": "planparse.comparison",
    "compare_many": "planparse.comparison",
    "compare_matrix": "planparse.comparison",
    "parse": "planparse.pipeline",
    "parse_text": "planparse.pipeline",
    "to_akn": "planparse.akn",
    "write_report": "planparse.reports",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
