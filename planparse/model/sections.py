"""The outline: numbered, lettered and labelled units of a document."""

from typing import Literal

from planparse.model.base import Value
from planparse.model.spans import Span

Role = Literal[
    "purpose",
    "objectives",
    "tasks",
    "schedule",
    "budget",
    "organisation",
    "background",
    "other",
]
"""What a section is for: mục đích, mục tiêu, nhiệm vụ, thời gian, kinh phí, tổ chức, tình hình."""

Part = Literal["head", "preamble", "body", "closing", "annex", "footnote"]
"""A part of the paper: head (to the title), căn cứ, body, nơi nhận and signature, annex, notes."""


class Section(Value):
    """One unit of the outline.

    `label` is the marker without its punctuation ("I", "2.1", "Chỉ tiêu 3"), `marker` as printed;
    `heading` covers marker and title, `span` the whole unit with everything below it; `level` 1 is
    the top. `role` is the unit's own, or that of the unit above it.
    """

    id: str
    parent_id: str | None
    label: str
    marker: str
    title: str
    level: int
    role: Role
    heading: Span
    span: Span
