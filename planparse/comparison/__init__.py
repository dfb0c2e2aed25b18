"""A plan against the plan above it: what is met, weakened, changed, missing, or the child's own."""

from planparse.comparison.chain import compare_chain
from planparse.comparison.matrix import compare_matrix
from planparse.comparison.report import compare, compare_many

__all__ = ["compare", "compare_chain", "compare_many", "compare_matrix"]
