"""Does the child name this parent: its number, date and issuer, or at least its title."""

import unicodedata
from collections.abc import Iterator

import regex

from planparse.comparison.evidence import Features, Weights, features
from planparse.comparison.words import Words, canonical_words, marked_words
from planparse.model import Citation, PlanDocument, Reference, Span
from planparse.text.dates import DAY
from planparse.text.patterns import lazy_pattern

# How much of the parent's title a passage of the child must hold to name it without a number.
_TITLE_SHARE = 0.75
# A citation reads on to its date and issuer this far, at most to the end of the clause.
_AHEAD = 160
_BEHIND = 24
# The kind before a number: "Kế hoạch số |75/KH-UBND"; not the body before "(ban hành theo |75/…".
_KIND_BEFORE = lazy_pattern(r"(?:\p{Lu}\p{Ll}{1,9}(?:\s\p{Ll}{1,9}){0,3})\s(?:số:?\s)?$")
# 'Thực hiện Kế hoạch của UBND thành phố về …'; the preamble and purpose of a plan, not its tasks.
_OPENING = 4000
# Ends of clauses: ";", a blank line, "năm 2024. Ủy ban"; not "TP. Vinh".
_CLAUSE_END = lazy_pattern(r";|\n\s{0,20}\n|(?<=[\p{Ll}\d¹²³])\.\s(?=\p{Lu})")
# "Thực hiện Kế hoạch của UBND thành phố"; not "Ủy ban nhân dân xã ban hành Kế hoạch".
_CITES = lazy_pattern(
    r"^\W{0,9}(?:thực hiện|triển khai|căn cứ|theo|cụ thể hóa)\s", regex.IGNORECASE
)
# "năm 2024"; not "12024".
_YEAR = lazy_pattern(r"(?<!\d)20\d{2}(?!\d)")
_LEVELS = frozenset(("xã", "phường", "trấn", "khu", "huyện", "quận", "phố", "tỉnh"))
_BLANKS = lazy_pattern(r"[\s*_|]+")


def find_citation(child: PlanDocument, parent: PlanDocument) -> Citation:
    """Return whether and how the child cites the parent, in the child's own words."""
    if is_same_document(child, parent):
        return Citation(
            status="cited",
            quote=None,
            explanation="Hai văn bản là một: kế hoạch được so với chính nó.",
        )
    number = parent.metadata.number
    for reference in child.references:
        if number and _key(reference.number) == _key(number):
            return _by_number(child, parent, reference)
    near = _near_miss(child, parent)
    if near is not None:
        return near
    return _by_title(child, parent)


def is_same_document(child: PlanDocument, parent: PlanDocument) -> bool:
    """Tell whether both are one paper: the same file, or number, date and issuer are the same."""
    if child.source.sha256 == parent.source.sha256 or child.text == parent.text:
        return True
    ours, theirs = child.metadata, parent.metadata
    if not ours.number or not ours.issued_on:
        return False
    return (_key(ours.number), ours.issued_on, _key(ours.issuer)) == (
        _key(theirs.number),
        theirs.issued_on,
        _key(theirs.issuer),
    )


def names_number(document: PlanDocument, other: PlanDocument) -> bool:
    """Tell whether a document cites another by its number, and its date where both have one."""
    number, issued = other.metadata.number, other.metadata.issued_on
    return bool(number) and any(
        _key(reference.number) == _key(number)
        and (reference.date is None or issued is None or reference.date == issued)
        for reference in document.references
    )


def _by_number(child: PlanDocument, parent: PlanDocument, reference: Reference) -> Citation:
    """A number with another date is another paper: symbols repeat every year and everywhere."""
    issued = parent.metadata.issued_on
    quote = _words_around(child, reference)
    if reference.date and issued and reference.date != issued:
        return Citation(
            status="mismatch",
            quote=quote,
            explanation=f"Cấp dưới viện dẫn đúng số {reference.number} nhưng ghi ngày "
            f"{_day(reference.date)}; kế hoạch cấp trên ban hành ngày {_day(issued)}.",
        )
    missing = "" if reference.date else " (không ghi ngày)"
    return Citation(
        status="cited",
        quote=quote,
        explanation=f"Cấp dưới viện dẫn đúng kế hoạch cấp trên, số {reference.number}{missing}.",
    )


def _near_miss(child: PlanDocument, parent: PlanDocument) -> Citation | None:
    """A plan of the parent's issuer with the parent's date or subject, under another number."""
    for reference in child.references:
        if reference.number is None or not _is_kin(reference, parent):
            continue
        quote = _words_around(child, reference)
        same_day = reference.date is not None and reference.date == parent.metadata.issued_on
        if same_day or (
            reference.relation == "parent" and _names_title(_tail(child, reference), parent)
        ):
            return Citation(
                status="mismatch",
                quote=quote,
                explanation=f"Cấp dưới viện dẫn văn bản số {reference.number}; kế hoạch cấp trên "
                f"đang đối chiếu mang số {parent.metadata.number or '(không ghi số)'}.",
            )
    return None


def _is_kin(reference: Reference, parent: PlanDocument) -> bool:
    """Tell whether a reference may be meant for the parent: the same kind, no other issuer."""
    kind, issuer = parent.metadata.doc_type, parent.metadata.issuer
    if reference.doc_type and kind and _key(reference.doc_type) != _key(kind):
        return False
    if not reference.issuer or not issuer:
        return reference.date is not None
    return _is_body(reference.issuer, issuer)


def _is_body(one: str, other: str) -> bool:
    """Tell whether two names are of one body; a short form leaves words out."""
    ours, theirs = set(canonical_words(one)), set(canonical_words(other))
    return ours <= theirs or theirs <= ours


def _by_title(child: PlanDocument, parent: PlanDocument) -> Citation:
    for span, text in _clauses(child):
        if _names_title(text, parent) and _names_issuer(text, parent):
            return Citation(
                status="cited",
                quote=child.text[span.start : span.end],
                explanation="Cấp dưới chỉ nêu tên kế hoạch cấp trên, không ghi số và ngày.",
            )
    return Citation(
        status="missing",
        quote=None,
        explanation="Kế hoạch cấp dưới không viện dẫn kế hoạch cấp trên này.",
    )


def _names_title(text: str, parent: PlanDocument) -> bool:
    """Tell whether a text holds the parent's title; another year is another plan."""
    years = set(_YEAR.findall(parent.metadata.title or "")), set(_YEAR.findall(text))
    if all(years) and not years[0] & years[1]:
        return False
    title = _title_words(parent)
    weights = Weights.of((title,))
    total = weights.total(title)
    inside = set(features(text))
    shared = weights.total(feature for feature in title if feature in inside)
    return total > 0 and shared >= _TITLE_SHARE * total


def _title_words(parent: PlanDocument) -> Features:
    return tuple(dict.fromkeys(marked_words(parent.metadata.title or "")))


def _names_issuer(text: str, parent: PlanDocument) -> bool:
    body = issuer_words(parent)
    return set(body) <= set(canonical_words(text))


def issuer_words(document: PlanDocument) -> Words:
    """Return the issuer's name up to its level: "ủy ban nhân dân thành phố | Kon Tum"."""
    words = canonical_words(document.metadata.issuer or "")
    level = next((n for n, word in enumerate(words) if word in _LEVELS), len(words))
    return words[: level + 1]


def _clauses(document: PlanDocument) -> Iterator[tuple[Span, str]]:
    """Yield the clauses of the opening that may cite, with their places."""
    opening = document.text[:_OPENING]
    start = 0
    for stop in (*(match.span() for match in _CLAUSE_END.finditer(opening)), (len(opening),) * 2):
        text = _BLANKS.sub(" ", unicodedata.normalize("NFC", opening[start : stop[0]])).strip()
        if _CITES.search(text):
            yield _trimmed(opening, start, stop[0]), text
        start = stop[1]


def _trimmed(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    return Span(start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip()))


def _words_around(document: PlanDocument, reference: Reference) -> str:
    """Return the citation from its kind to its date or issuer, as printed."""
    start, end = reference.span.start, reference.span.end
    before = document.text[max(0, start - _BEHIND) : start]
    kind = _KIND_BEFORE.search(before)
    first = start - (len(before) - kind.start()) if kind else start
    return document.text[first : max(end, _end_of(document, reference))]


def _end_of(document: PlanDocument, reference: Reference) -> int:
    """Return where a citation ends: with its issuer, else with its date."""
    end = reference.span.end
    ahead = document.text[end : end + _AHEAD]
    for known in (reference.issuer, None):
        words = r"\s{1,3}".join(map(regex.escape, known.split())) if known else ""
        pattern = lazy_pattern(words) if known else DAY
        match = pattern.search(ahead) if known or reference.date else None
        if match:
            return end + match.end()
    return end


def _tail(document: PlanDocument, reference: Reference) -> str:
    ahead = document.text[reference.span.start : reference.span.end + 2 * _AHEAD]
    return _BLANKS.sub(" ", ahead.split(";")[0])


def _key(value: str | None) -> str:
    """Return a number without blanks, case and leading zeros; also good for names."""
    plain = "".join(unicodedata.normalize("NFC", value or "").upper().split())
    return plain.replace("–", "-").lstrip("0")


def _day(iso: str) -> str:
    return "/".join(reversed(iso.split("-")))
