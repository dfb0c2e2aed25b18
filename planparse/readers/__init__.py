"""Files to sources: the only place that opens documents."""

from planparse.readers.plain import LoadedText, load_string, load_text

__all__ = ["LoadedText", "load_string", "load_text"]
