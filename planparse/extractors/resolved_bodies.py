"""Bodies named shorter in one place than in another: the fuller printed name is given to both.

Wiring: the pipeline calls `resolve_assignments(assignments, metadata.issuer)` once, behind all
extractors and before the records are numbered.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from planparse.extractors.body_tails import LEVEL
from planparse.model import Assignment
from planparse.text.fold import fold
from planparse.text.patterns import lazy_pattern

_OWN_WORDS = frozenset(
    ("Sở", "Bộ", "Cục", "Chi cục", "Tổng cục", "Viện", "Bệnh viện", "Công ty", "Trung tâm")
)
# " Nghệ An": the name of a place behind a level; not " Nghệ An chủ trì"
_PLACE = lazy_pattern(r"(?: \p{Lu}[\p{L}'’]{0,9}){1,4}")


def resolve_assignments(
    records: Iterable[Assignment], issuer: str | None = None
) -> list[Assignment]:
    """Return the records with each body by its fullest printed name, where that is one only.

    "Phòng Tài chính - Kế hoạch" becomes "Phòng Tài chính - Kế hoạch huyện" when the paper prints
    that too, "Ủy ban nhân dân tỉnh" the issuer's own "Ủy ban nhân dân tỉnh Nghệ An". A name that
    two fuller ones fit ("Công an huyện", "Công an xã") stays. `inferred` then names the body.
    """
    kept = list(_with_own_bodies(list(records), issuer))
    printed = sorted({record.body for record in kept} | ({issuer} if issuer else set()))
    fuller = {body: _fuller(body, printed) for body in {record.body for record in kept}}
    return [_with_body(record, fuller[record.body]) for record in kept]


def _with_own_bodies(records: list[Assignment], issuer: str | None) -> Iterable[Assignment]:
    """Yield the records, "Sở" alone as the issuer or the only Sở that is named; else left out."""
    printed = {record.body for record in records} | ({issuer} if issuer else set())
    for record in records:
        if record.body not in _OWN_WORDS:
            yield record
            continue
        start = f"{record.body.lower()} "
        own = issuer if issuer and issuer.lower().startswith(start) else None
        named = [body for body in printed if body.lower().startswith(start)]
        body = own or (named[0] if len(named) == 1 else None)
        if body is not None:
            yield _with_body(record, _as_written(body))


def _as_written(name: str) -> str:
    """Return a name in capitals as it stands in a text: "SỞ Y TẾ" is "Sở y tế"."""
    return name.capitalize() if name.isupper() else name


def _with_body(record: Assignment, body: str | None) -> Assignment:
    if body is None:
        return record
    inferred = record.inferred if "body" in record.inferred else (*record.inferred, "body")
    return record.model_copy(update={"body": body, "inferred": inferred})


def _fuller(body: str, printed: Sequence[str]) -> str | None:
    """Return the one fuller form of a name, None where there is none or more than one."""
    key = _key(body)
    # A place stands behind a blank; that is seen faster than whether the names are the same.
    longer = (name for name in printed if name.startswith(" ", len(body)))
    tails = {name[len(body) :] for name in longer if _key(name[: len(body)]) == key}
    tails = {_small(tail) for tail in tails if _is_place(tail)}
    longest = max(tails, key=len, default="")
    if not longest or any(not longest.startswith(tail) for tail in tails):
        return None
    return body + longest


@lru_cache(maxsize=4096)
def _key(name: str) -> str:
    return fold(name)


def _is_place(tail: str) -> bool:
    """Tell whether a tail is a level or a place and nothing else: " huyện", " tỉnh Nghệ An"."""
    level = LEVEL.match(tail.lower())
    rest = tail[level.end() :] if level else tail
    return bool(tail) and (not rest or _PLACE.fullmatch(_small(rest)) is not None)


def _small(tail: str) -> str:
    """Return a tail of a name in capitals ("THÀNH PHỐ CẦN THƠ") as it stands in a text."""
    if not tail.isupper():
        return tail
    level = LEVEL.match(tail.lower())
    end = level.end() if level else 0
    return tail[:end].lower() + tail[end:].title()
