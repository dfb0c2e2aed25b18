"""Files to sources: the only place that opens documents."""

from planparse.readers.base import LoadedText
from planparse.readers.plain import load_string, load_text

__all__ = ["LoadedText", "load_string", "load_text"]
