"""How a check of the comparison is made."""

from typing import Literal

from planparse.model import Check

CheckStatus = Literal["ok", "warning", "error", "unknown"]


def make_check(
    rule: str, status: CheckStatus, quotes: tuple[str | None, str | None], text: str
) -> Check:
    """Return a check; `quotes` are the parent's words and the child's."""
    return Check(
        rule=rule,
        status=status,
        parent_quote=quotes[0],
        child_quote=quotes[1],
        explanation=text,
    )
