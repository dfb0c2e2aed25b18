"""Bodies that a plan gives a duty although they no longer exist at its date."""

from collections.abc import Iterator
from functools import cache

import regex

from planparse.auditing.checks.base import Place, PlanCheck, printed
from planparse.lexicon import load_entries
from planparse.model import PlanDocument
from planparse.text.fold import fold


def _find_dissolved(plan: PlanDocument) -> Iterator[Place]:
    issued = plan.metadata.issued_on
    seen: set[str] = set()
    for assignment in plan.assignments if issued else ():
        body = fold(assignment.body)
        for pattern, until, now in _dissolved():
            if issued and issued >= until and pattern.search(body) and body not in seen:
                seen.add(body)
                instead = f" (nay: {now})" if now else ""
                message = (
                    f"“{assignment.body}” không còn từ ngày {printed(until)}{instead}; kế hoạch "
                    f"ban hành ngày {printed(issued)}."
                )
                yield assignment.span, message
                break


@cache
def _dissolved() -> tuple[tuple[regex.Pattern[str], str, str], ...]:
    """Return a pattern, the first day without the body, and what took its place, in file order."""
    rows = []
    for entry in load_entries("dissolved"):
        words = sorted(map(fold, entry["words"]), key=lambda word: -len(word))
        pattern = r"(?<!\p{L})(?:" + "|".join(map(regex.escape, words)) + r")(?!\p{L})"
        rows.append((regex.compile(pattern), entry["until"], entry.get("now", "")))
    return tuple(rows)


BODY_CHECKS = (PlanCheck("body-dissolved", "warning", _find_dissolved),)
