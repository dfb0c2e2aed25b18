"""Read Vietnamese administrative plans (Kế hoạch) and check them against the plan above."""

from planparse.comparison import compare
from planparse.errors import LexiconError, PlanparseError, ReadError
from planparse.model import CoverageReport, PlanDocument
from planparse.pipeline import parse, parse_text

__all__ = [
    "CoverageReport",
    "LexiconError",
    "PlanDocument",
    "PlanparseError",
    "ReadError",
    "compare",
    "parse",
    "parse_text",
]
