"""The extractors, in the order in which they run: the table is `EXTRACTORS`."""

from planparse.extractors.base import Extractor, Passage, PlanContext

EXTRACTORS: tuple[Extractor, ...] = ()

__all__ = ["EXTRACTORS", "Extractor", "Passage", "PlanContext"]
