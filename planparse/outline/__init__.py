"""From normalised text to the tree of its units."""

from planparse.outline.layout import Block, Flow, lay_out
from planparse.outline.tree import Outline, segment

__all__ = ["Block", "Flow", "Outline", "lay_out", "segment"]
