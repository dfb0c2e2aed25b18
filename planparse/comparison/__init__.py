"""A plan against the plan above it: what is met, weakened, changed, missing, or the child's own."""

from planparse.comparison.report import compare

__all__ = ["compare"]
