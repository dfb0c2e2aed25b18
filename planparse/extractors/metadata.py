"""What the paper says of itself."""

from planparse.extractors.base import PlanContext
from planparse.model import Metadata
from planparse.outline import Flow, Outline


def find_metadata(flow: Flow, outline: Outline, source: str) -> tuple[Metadata, PlanContext]:
    """Return the metadata of a paper and the context that its passages need."""
    return Metadata(), PlanContext()
