"""The passages of a document: what the extractors read."""

from collections.abc import Iterator
from itertools import groupby

from planparse.extractors.base import Passage, PlanContext
from planparse.model import Section
from planparse.outline import Block, Flow, Outline

# How much of the text of a section above is handed down: a heading and its lead-in.
_ABOVE_LIMIT = 400


def cut_passages(
    flow: Flow, outline: Outline, source: str, context: PlanContext
) -> Iterator[Passage]:
    """Yield the passages of a flow in text order; the head is no passage."""
    own_text: dict[str, str] = {}
    by_id = {section.id: section for section in outline.sections}
    parents = {section.parent_id for section in outline.sections}
    keys = list(zip(outline.owners, outline.parts, outline.roles, strict=True))
    for (owner, part, role), group in groupby(range(len(keys)), key=lambda index: keys[index]):
        if part == "head":
            continue
        indices = list(group)
        first, last = flow.blocks[indices[0]], flow.blocks[indices[-1]]
        section = None if owner is None else outline.sections[owner]
        text = flow.text[first.start : last.end]
        if section is not None:
            own_text.setdefault(section.id, text[:_ABOVE_LIMIT])
        yield Passage(
            text=text,
            lower=text.lower(),
            offset=first.start,
            blocks=tuple(_shifted(flow.blocks[index], first.start) for index in indices),
            mapped=flow.mapped,
            source=source,
            section=section,
            part=part,
            role=section.role if section else role,
            above=tuple(_above(section, by_id, own_text)),
            context=context,
            is_leaf=section is None or section.id not in parents,
        )


def _shifted(block: Block, offset: int) -> Block:
    return Block(
        block.start - offset,
        block.end - offset,
        block.kind,
        tuple(line - offset for line in block.lines),
        block.bold,
        block.cell,
    )


def _above(
    section: Section | None, by_id: dict[str, Section], own_text: dict[str, str]
) -> Iterator[str]:
    while section is not None and section.parent_id is not None:
        section = by_id[section.parent_id]
        yield own_text.get(section.id, section.title)
