"""The extractors, in the order in which they run: the table is `EXTRACTORS`."""

from planparse.extractors.base import Extractor, Passage, PlanContext
from planparse.extractors.references import REFERENCES
from planparse.extractors.targets import TARGETS

EXTRACTORS: tuple[Extractor, ...] = (TARGETS, REFERENCES)

__all__ = ["EXTRACTORS", "Extractor", "Passage", "PlanContext"]
