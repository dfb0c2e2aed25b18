"""What the paper says of itself: number, issuer, date, title, period, signer.

A paper may lack its head altogether; then the issuer is inferred from the opening sentence, and
`inferred` says so.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import regex

from planparse.extractors.base import PlanContext
from planparse.extractors.document_types import TYPE, TYPE_WORDS
from planparse.extractors.heads import Head, find_place_and_date, read_head
from planparse.extractors.issuers import issuer_of_opening, level_of
from planparse.extractors.periods_of_plans import Period, find_period
from planparse.extractors.signatures import closings, find_recipients, find_signer
from planparse.extractors.titles_of_plans import read_decider, read_title
from planparse.model import Metadata
from planparse.outline import Flow, Outline
from planparse.outline.parts import TitlePlace, find_title
from planparse.text.dates import DAY, find_days
from planparse.text.document_numbers import find_numbers
from planparse.text.fold import fold
from planparse.text.patterns import lazy_pattern

# "# Nghị quyết số 57-NQ/TW", "Kế hoạch 153/KH-UBND năm 2025 về …": a portal's heading
_PORTAL = lazy_pattern(rf"#{{0,4}}\s?(?P<type>{TYPE})\s(?:số\s)?(?=\d)", regex.IGNORECASE)
_PORTAL_REACH = 4
# Numbers of papers that two bodies issue: "12/KHLT-SYT-SGDĐT", "05/KHPH-HPN-CA", "03-NQLT/…"
_JOINT = lazy_pattern(r"\d[a-z]?[/\-](?:KH|CTr?|NQ|HD|QC|TT)(?:LT|PH|LN|LTN)[/\-]")
# " (ngày 22/12/2024) của Bộ Chính trị về đột phá …" behind a number
_FULL = lazy_pattern(
    rf"[\s(,]{{0,3}}(?:{DAY.pattern})\)?\s?của\s(?P<issuer>\p{{Lu}}[^,;.\n]{{3,80}}?)\s"
    r"(?P<title>về\s[^;\n]{8,400}?)[.*]*$",
    regex.IGNORECASE,
)
# "(Ban hành kèm theo Quyết định số 1100/QĐ-UBND ngày … của …)" below a title; not "Hỗ trợ các hộ
# theo Quyết định số …"
_ATTACHED = lazy_pattern(
    r"(?:\((?:ban hành\s)?(?:đính\s)?(?:kèm\s)?"
    r"|^(?:ban hành\s(?:đính\s)?(?:kèm\s)?|(?:đính\s)?kèm\s))theo\s[^\n]{10,250}$",
    regex.IGNORECASE,
)
# "của Chủ tịch Ủy ban nhân dân tỉnh)" at the end of "(Ban hành kèm theo Quyết định số …"
_ATTACHED_BY = lazy_pattern(r"của\s(?P<issuer>[^()\n;]{4,90}?)\s?\)?\.?$")
# Issuers whose place a portal has lost: "ỦY BAN NHÂN DÂN" alone
_PLACELESS = ("ủy ban nhân dân", "ubnd")
_COUNCILS = ("hội đồng nhân dân", "hđnd")
# How far from the title the line "(Kèm theo Quyết định số …)" stands.
_ATTACHED_REACH = 6


@dataclass(frozen=True, slots=True)
class _Identity:
    """Kind, head and title of a paper; `inferred` names the fields that were completed."""

    doc_type: str | None
    head: Head
    title: str | None
    inferred: tuple[str, ...] = ()

    @property
    def issuer(self) -> str | None:
        """The body that issues the paper; of a joint paper all that do."""
        if self.is_joint:
            return " - ".join(self.head.names)
        return self.head.names[-1] if self.head.names else None

    @property
    def superior(self) -> str | None:
        """The line above the issuer."""
        return self.head.names[-2] if len(self.head.names) > 1 and not self.is_joint else None

    @property
    def is_joint(self) -> bool:
        """Tell whether the bodies of the head issue the paper together: "12/KHLT-SYT-SGDĐT"."""
        return _JOINT.search(self.head.number or "") is not None and len(self.head.names) == 2


def find_metadata(flow: Flow, outline: Outline, source: str) -> tuple[Metadata, PlanContext]:
    """Return the metadata of a paper and the context that its passages need.

    For a plan that is annexed to a decision they are those of the decision.
    """
    identity = _identity(flow, outline, source)
    period = find_period(identity.title, flow, outline)
    signer = find_signer(flow, outline, source)
    metadata = Metadata(
        doc_type=identity.doc_type,
        number=identity.head.number,
        issuer=identity.issuer,
        superior=identity.superior,
        place=identity.head.place,
        issued_on=identity.head.issued_on,
        title=identity.title,
        period_start=period.start,
        period_end=period.end,
        signer=signer.name,
        signer_title=signer.position,
        recipients=tuple(find_recipients(flow, outline, source)),
        inferred=identity.inferred,
    )
    return metadata, _context(metadata, period)


def _context(metadata: Metadata, period: Period) -> PlanContext:
    issued = int(metadata.issued_on[:4]) if metadata.issued_on else None
    return PlanContext(
        year=period.year or issued,
        issued_on=metadata.issued_on,
        period_start=period.start,
        period_end=period.end,
        number=metadata.number,
        issuer=metadata.issuer,
        level=level_of(metadata.issuer, metadata.superior, metadata.number),
    )


def _identity(flow: Flow, outline: Outline, source: str) -> _Identity:
    place = find_title(flow)
    if place is None:
        return _with_issuer(_of_portal(flow), flow, outline)
    head = _with_date_below(read_head(flow, source, place), flow, outline, source)
    title = read_title(flow, place, source)
    inferred = ("issuer",) * head.is_mended + ("doc_type",) * (not place.is_printed)
    identity = _Identity(place.doc_type, head, title, inferred)
    if not head.has_number and not head.names:
        identity = _with_carrier(identity, flow, place)
    return _with_issuer(_with_decider(identity, flow, place), flow, outline)


def _with_decider(identity: _Identity, flow: Flow, place: TitlePlace) -> _Identity:
    """Take the place of "HỘI ĐỒNG NHÂN DÂN" from the line of a decision that says who decides."""
    names = identity.head.names
    is_placeless = bool(names) and fold(names[-1]) in (*_PLACELESS, *_COUNCILS)
    decider = read_decider(flow, place) if is_placeless else None
    at = fold(decider).find(fold(names[-1])) if decider else -1
    if decider is None or at < 0 or len(decider) - at <= len(names[-1]):
        return identity
    head = replace(identity.head, names=(*names[:-1], decider[at:]))
    return replace(identity, head=head, inferred=(*identity.inferred, "issuer"))


def _with_date_below(head: Head, flow: Flow, outline: Outline, source: str) -> Head:
    """Take place and date from the signature where the head has none, as schools print them."""
    if head.issued_on is not None or head.place is not None or "closing" not in outline.parts:
        return head
    first = outline.parts.index("closing")
    above = [flow.block_text(block) for block in flow.blocks[max(0, first - 2) : first]]
    for text in (*above, "\n".join(next(closings(flow, outline, source)))):
        dated = find_place_and_date(text)
        if dated is not None and (dated.start == 0 or text not in above):
            return replace(head, place=dated.place, issued_on=dated.day)
    return head


def _with_carrier(identity: _Identity, flow: Flow, place: TitlePlace) -> _Identity:
    """Take the identity of the decision that carries the plan: "(Kèm theo Quyết định số …)"."""
    for block in flow.blocks[place.block + 1 : place.block + 1 + _ATTACHED_REACH]:
        attached = _ATTACHED.search(flow.block_text(block))
        text = attached.group() if attached else ""
        number = next(find_numbers(text), None)
        if number is None:
            continue
        days = [day.to_iso() for day in find_days(text, number.end)]
        issuer = _ATTACHED_BY.search(text)
        head = replace(
            identity.head,
            names=(issuer.group("issuer"),) if issuer else (),
            number=number.text,
            issued_on=days[0] if days else None,
        )
        known = [("number", True), ("issuer", issuer), ("issued_on", head.issued_on)]
        return replace(identity, head=head, inferred=tuple(key for key, value in known if value))
    return identity


def _with_issuer(identity: _Identity, flow: Flow, outline: Outline) -> _Identity:
    """Infer the issuer from the opening sentence where no head names one, or not of which place."""
    names = identity.head.names
    if names and fold(names[-1]) not in _PLACELESS:
        return identity
    place = identity.head.place if names else None
    issuer = issuer_of_opening(flow, outline, identity.title, place)
    if issuer is None or (names and not fold(issuer).startswith(_PLACELESS)):
        return identity
    issuer = issuer.upper() if names and names[-1].isupper() else issuer
    head = replace(identity.head, names=(*names[:-1], issuer))
    return replace(identity, head=head, inferred=(*identity.inferred, "issuer"))


def _of_portal(flow: Flow) -> _Identity:
    """Read the heading of a portal's page that has no head: "Nghị quyết số 57-NQ/TW"."""
    texts = [flow.block_text(block) for block in flow.blocks[:_PORTAL_REACH]]
    for text in texts:
        match = _PORTAL.match(text)
        number = next(find_numbers(text[match.end() - 1 :]), None) if match else None
        if match is None or number is None:
            continue
        doc_type = TYPE_WORDS[" ".join(match.group("type").lower().split())]
        full = next((found for other in texts for found in _full(other, number.text)), None)
        if full is None:
            return _Identity(doc_type, Head(number=number.text), None, ("number",))
        issued_on = find_days(full.group())[0].to_iso()
        head = Head((full.group("issuer"),), number.text, issued_on=issued_on)
        return _Identity(doc_type, head, full.group("title"), ("number",))
    return _Identity(None, Head(), None)


def _full(text: str, number: str) -> Iterator[regex.Match[str]]:
    """Yield where a number is followed by its date, issuer and title."""
    for found in find_numbers(text):
        match = _FULL.match(text, found.end) if found.text == number else None
        if match is not None:
            yield match
