"""What is worth a second look."""

from typing import Literal

from planparse.model.base import Value
from planparse.model.spans import Span

Severity = Literal["error", "warning", "info"]


class Finding(Value):
    """Something in the document that a person should look at; never an exception."""

    rule: str
    severity: Severity
    message: str
    span: Span | None = None
