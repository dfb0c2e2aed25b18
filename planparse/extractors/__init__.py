"""The extractors, in the order in which they run: the table is `EXTRACTORS`."""

from planparse.extractors.assignments import ASSIGNMENTS
from planparse.extractors.base import Extractor, Passage, PlanContext
from planparse.extractors.contacts import CONTACTS
from planparse.extractors.deadlines import DEADLINES
from planparse.extractors.references import REFERENCES
from planparse.extractors.targets import TARGETS

EXTRACTORS: tuple[Extractor, ...] = (TARGETS, DEADLINES, CONTACTS, ASSIGNMENTS, REFERENCES)

__all__ = ["EXTRACTORS", "Extractor", "Passage", "PlanContext"]
