"""A plan against the plan above it: what is met, weakened, changed, missing, or the child's own."""

from planparse.comparison.report import compare, compare_many

__all__ = ["compare", "compare_many"]
