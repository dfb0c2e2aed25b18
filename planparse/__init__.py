"""Read Vietnamese administrative plans (Kế hoạch) and check them against the plan above."""

from planparse.pipeline import parse, parse_text

__all__ = ["parse", "parse_text"]
