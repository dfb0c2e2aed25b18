"""References (văn bản được viện dẫn): the documents that the plan cites."""

from collections.abc import Iterator, Sequence

import regex

from planparse.extractors.base import Extractor, Passage
from planparse.extractors.citations import Citation, citations_in, dated_cells, mentions_of
from planparse.extractors.document_types import TYPE
from planparse.extractors.named_references import find_named
from planparse.extractors.reference_resolution import resolve_references
from planparse.extractors.relations import relations_of, start_of, zone_of
from planparse.model import Finding, Reference, Span
from planparse.model.records import Relation
from planparse.outline.parts import ATTACHED
from planparse.text.dates import Day
from planparse.text.document_numbers import find_numbers, number_key
from planparse.text.patterns import lazy_pattern

_SKIPPED_PARTS = frozenset(("head", "closing"))
# "(Kèm theo ", "(Ban hành kèm theo " left open before a number
_ATTACHED_INLINE = lazy_pattern(
    r"\((?:ban hành\s)?(?:đính\s)?kèm(?:\stheo)?\s[^()\n]*$", regex.IGNORECASE
)
_LEFT = 100
# A title says what it implements: "Thực hiện Nghị quyết số 57-NQ/TW"; not "10 năm thực hiện"
_IMPLEMENTS = lazy_pattern(
    r"(?<!(?:năm|việc|quả|hình|kết)\s)(?:thực hiện|triển khai|cụ thể h[óo][áa])"
    rf"\s(?:{TYPE})\s(?:số\s?:?\s?)?$",
    regex.IGNORECASE,
)
# "Thực hiện Kế hoạch trên", "Để triển khai Chỉ thị nêu trên": what was cited before is the parent
_ANAPHORA = lazy_pattern(
    r"(?:thực hiện|triển khai|cụ thể h[óo][áa])\s"
    r"(?:thực hiện\s|hiệu quả\s|có hiệu quả\s|tốt\s){0,2}"
    rf"(?P<type>{TYPE})\s(?:nêu trên|nói trên|trên|này|đó|của cấp trên)(?!\p{{L}})",
    regex.IGNORECASE,
)
_PREAMBLE_LINE = lazy_pattern(r"[;:.,]$|(?:Căn cứ|Xét|Theo đề nghị)\s|như sau")


def find(passage: Passage) -> Iterator[Reference | Finding]:
    """Yield a reference for each mention of a document, numbered or, in the preamble, named.

    The document itself is no reference. What needs other passages, such as the date of a short
    mention or the relation of a footnote, is settled by `resolve_references`.
    """
    if passage.part in _SKIPPED_PARTS:
        return
    found = [*_find_numbered(passage), *find_named(passage)]
    yield from sorted(found, key=lambda item: item.span.start if item.span else 0)


def _find_numbered(passage: Passage) -> Iterator[Reference | Finding]:
    citations = citations_in(passage.text)
    relations = _relations(passage, citations) if citations else []
    days = dated_cells(passage) if citations else {}
    for citation, relation in zip(citations, relations, strict=True):
        if _is_attached(passage, citation):
            yield from _conflict(passage, citation)
        elif not _is_own(passage, citation):
            yield from _found(passage, citation, relation, days.get(citation.number.start))


def _found(
    passage: Passage, citation: Citation, relation: Relation, cell: Day | None
) -> Iterator[Reference | Finding]:
    number, day = citation.number, citation.day or cell
    date = day.to_iso(number.year) if day else None
    yield passage.record(
        Reference,
        "reference-footnote" if passage.part == "footnote" else "reference-numbered",
        number.start,
        number.end,
        number=number.text,
        date=date,
        doc_type=citation.doc_type,
        issuer=citation.issuer,
        relation=relation,
        inferred=("date",) if day and date and day.year is None else (),
    )
    if day is not None and not day.is_possible():
        printed = passage.text[day.start : day.end]
        message = f"Văn bản {number.text} được ghi ngày không có thật: {printed!r}."
        place = Span(day.start, day.end)
        yield passage.finding("reference-date-impossible", "warning", message, place)


def _relations(passage: Passage, citations: Sequence[Citation]) -> list[Relation]:
    """Return the relation of each citation as its own passage shows it."""
    zone = zone_of(passage)
    mentions = mentions_of(citations)
    relations = relations_of(passage.text, mentions, zone, start_of(passage))
    if passage.part == "preamble":
        relations = _with_title(passage, citations, relations)
        relations = _with_anaphora(passage, citations, relations)
    return relations


def _with_title(
    passage: Passage, citations: Sequence[Citation], relations: Sequence[Relation]
) -> list[Relation]:
    """Let the title make a parent of the document that it says the plan implements."""
    end = _end_of_title(passage)
    settled = list(relations)
    for index, citation in enumerate(citations):
        if citation.number.start < end:
            left = passage.text[max(0, citation.number.start - _LEFT) : citation.number.start]
            implements = index == 0 and _IMPLEMENTS.search(left) is not None
            settled[index] = "parent" if implements else "cites"
    return settled


def _end_of_title(passage: Passage) -> int:
    """Return where the lines of the title end at the top of a preamble."""
    for block in passage.blocks:
        if _PREAMBLE_LINE.search(passage.text[block.start : block.end]):
            return block.start
    return 0


def _with_anaphora(
    passage: Passage, citations: Sequence[Citation], relations: list[Relation]
) -> list[Relation]:
    """Make a parent of the document that "Thực hiện Kế hoạch nêu trên" points back to."""
    back = None if "parent" in relations else _ANAPHORA.search(passage.text)
    if back is None:
        return relations
    kind = " ".join(back.group("type").lower().split())
    for index, citation in enumerate(citations):
        if citation.number.end <= back.start() and (citation.kind or "").startswith(kind):
            return [*relations[:index], "parent", *relations[index + 1 :]]
    return relations


def _is_own(passage: Passage, citation: Citation) -> bool:
    """Tell whether a citation is the paper's own number; another body may use the same one."""
    own = passage.context.number
    if own is None or number_key(own) != number_key(citation.number.text):
        return False
    issued = passage.context.issued_on
    return citation.date is None or issued is None or citation.date == issued


def _is_attached(passage: Passage, citation: Citation) -> bool:
    """Tell whether a citation only says what an annex belongs to: "(Kèm theo Quyết định số …)"."""
    text, end = passage.text, citation.number.start
    start = text.rfind("\n", 0, end) + 1
    near = max(start, end - _LEFT)
    if not ATTACHED.match(text, start, end) and not _ATTACHED_INLINE.search(text, near, end):
        return False
    own = passage.context.number
    return own is None or _pieces(own) == citation.number.pieces or _is_own(passage, citation)


def _pieces(number: str) -> tuple[str, ...]:
    return next((found.pieces for found in find_numbers(number)), ())


def _conflict(passage: Passage, citation: Citation) -> Iterator[Finding]:
    own = passage.context.number
    if own is not None and number_key(own) != number_key(citation.number.text):
        message = f"Phần kèm theo ghi số {citation.number.text}, văn bản mang số {own}."
        place = Span(citation.number.start, citation.number.end)
        yield passage.finding("own-number-conflict", "warning", message, place)


REFERENCES = Extractor(
    name="references",
    record=Reference,
    find=find,
    rules=("reference-numbered", "reference-footnote", "reference-named"),
    cues=("/", "-", "luật", "kế hoạch", "chương trình", "chỉ thị", "nghị quyết"),
)

__all__ = ["REFERENCES", "find", "resolve_references"]
