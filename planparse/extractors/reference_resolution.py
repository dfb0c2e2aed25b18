"""What the references of a document say together: dates, spellings, footnotes, parents."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import regex

from planparse.extractors.base import Passage
from planparse.extractors.citations import citations_in, mentions_of
from planparse.extractors.relations import Mention, is_concrete, relations_of, start_of, zone_of
from planparse.model import Finding, Reference
from planparse.model.records import Relation
from planparse.text.document_numbers import number_key
from planparse.text.fold import fold
from planparse.text.patterns import lazy_pattern

# "¹ Kế hoạch số …", "[1] Nghị quyết …": the mark that opens a note
# More footnotes than any plan has; looking for their marks takes time.
_MOST_NOTES = 200
_NOTE = lazy_pattern(r"[¹²³⁴-⁹⁰]{1,3}|\[\d{1,3}\]")
# The year that a number itself holds: "/2024/" in 163/2024/QH15
_YEAR = lazy_pattern(r"/((?:19|20)\d{2})/")
# The issuer that a sentence names before its mark: "Kế hoạch của Ủy ban nhân dân Thành phố về …¹"
_ISSUER = lazy_pattern(
    r"(?<!\p{L})của\s(?P<issuer>\p{Lu}[^;.,()\n]{3,80}?)(?=\s(?:về|năm|giai đoạn|triển khai)\s|$)"
)


@dataclass(frozen=True, slots=True)
class _Note:
    """A footnote, the relation that the sentence with its mark gives it, and where that stands.

    `start:end` is the note and `line:mark` the text before its mark, both in the source.
    """

    start: int
    end: int
    line: int
    mark: int
    relations: Mapping[int, Relation]
    is_purpose: bool
    issuer: str | None


def resolve_references(
    records: Sequence[Reference], passages: Sequence[Passage], own_number: str | None = None
) -> tuple[list[Reference], list[Finding]]:
    """Settle what one passage cannot see; call it once, when all passages are read.

    `records` are all references in text order, `passages` what they were found in, `own_number` the
    paper's own number. A short mention takes the date of the full one; of two dates of a number the
    likelier holds for all its mentions, and a finding says so; spellings of a number become one. A
    number in a footnote takes the relation of the sentence that bears the mark, and the name there
    is no second record. Where the preamble has a parent the purpose only cites, unless it makes a
    document concrete ("Cụ thể hóa …").
    """
    notes = list(_find_notes(passages))
    by_start = {start: note for note in notes for start in note.relations}
    kept = [
        _with_note(record, by_start.get(record.span.start))
        for record in records
        if not _is_own(record, passages, own_number) and not _is_named_again(record, notes)
    ]
    kept = _without_second_parents(kept, passages, notes)
    return _agreed(kept, passages[0].context.issued_on if passages else None)


def _is_own(record: Reference, passages: Sequence[Passage], own: str | None) -> bool:
    if own is None or record.number is None or number_key(own) != number_key(record.number):
        return False
    issued = passages[0].context.issued_on if passages else None
    return record.date is None or issued is None or record.date == issued


def _find_notes(passages: Sequence[Passage]) -> Iterator[_Note]:
    """Yield the footnotes whose marks are found; equal marks are paired in their order."""
    seen: Counter[str] = Counter()
    places_of = cache(lambda mark: tuple(_places_of(mark, passages)))
    for passage in passages:
        if passage.part != "footnote":
            continue
        for block in passage.blocks[:_MOST_NOTES]:
            match = _NOTE.match(passage.text, block.start, block.end)
            if match is None:
                continue
            places = places_of(match.group())
            if places:
                place = places[min(seen[match.group()], len(places) - 1)]
                seen[match.group()] += 1
                yield _note(passage, block.start, block.end, *place)


def _places_of(mark: str, passages: Sequence[Passage]) -> Iterator[tuple[Passage, int]]:
    """Yield where a mark stands in the text; the ² of "m²" is none."""
    for passage in passages:
        if passage.part == "footnote" or mark not in passage.text:
            continue
        for match in regex.finditer(rf"(?<![¹²³⁴-⁹⁰]|\b[kcd]?m){regex.escape(mark)}", passage.text):
            yield passage, match.start()


def _note(note: Passage, start: int, end: int, passage: Passage, at: int) -> _Note:
    before = [m for m in mentions_of(citations_in(passage.text)) if m.end <= at]
    zone = zone_of(passage)
    mark = Mention(at, at, None, is_mark=True)
    relation = relations_of(passage.text, [*before, mark], zone, start_of(passage))[-1]
    text = note.text[start:end]
    mentions = mentions_of(citations_in(text))
    relations = relations_of(text, mentions, "none", relation)
    line = passage.text.rfind("\n", 0, at) + 1
    issuers = list(_ISSUER.finditer(passage.text[line:at]))
    place, before_mark = note.locate(start, end), passage.locate(line, at)
    return _Note(
        place.start,
        place.end,
        before_mark.start,
        before_mark.end,
        {
            note.locate(start + mention.start, start + mention.end).start: value
            for mention, value in zip(mentions, relations, strict=True)
        },
        zone == "purpose",
        issuers[0].group("issuer") if len(issuers) == 1 else None,
    )


def _with_note(record: Reference, note: _Note | None) -> Reference:
    """Give a record in a footnote the relation, if need be the issuer, of the mark's sentence."""
    if note is None:
        return record
    start = record.span.start
    issuer = record.issuer or (note.issuer if start == min(note.relations) else None)
    inferred = record.inferred if issuer == record.issuer else (*record.inferred, "issuer")
    update = {"relation": note.relations[start], "issuer": issuer, "inferred": inferred}
    return record.model_copy(update=update)


def _is_named_again(record: Reference, notes: Sequence[_Note]) -> bool:
    """Tell whether a named document has its number in the footnote of the same sentence."""
    return record.number is None and any(
        note.relations and note.line <= record.span.start < note.mark for note in notes
    )


def _without_second_parents(
    records: Sequence[Reference], passages: Sequence[Passage], notes: Sequence[_Note]
) -> list[Reference]:
    purposes = {p.section.id for p in passages if p.section and zone_of(p) == "purpose"}
    in_notes = {start for note in notes if note.is_purpose for start in note.relations}
    second = {
        index
        for index, record in enumerate(records)
        if record.relation == "parent"
        and (record.section_id in purposes or record.span.start in in_notes)
    }
    first = (r for i, r in enumerate(records) if i not in second)
    if not second or not any(r.relation == "parent" and r.number for r in first):
        return list(records)
    concrete = _concrete_starts(passages)
    return [
        record.model_copy(update={"relation": "cites"})
        if index in second and record.span.start not in concrete
        else record
        for index, record in enumerate(records)
    ]


def _concrete_starts(passages: Sequence[Passage]) -> set[int]:
    """Return where in the source the purpose makes a document concrete."""
    starts = set()
    for passage in passages:
        if zone_of(passage) != "purpose":
            continue
        for mention in mentions_of(citations_in(passage.text)):
            if is_concrete(passage.text, mention):
                starts.add(passage.locate(mention.start, mention.end).start)
    return starts


def _agreed(
    records: Sequence[Reference], issued_on: str | None
) -> tuple[list[Reference], list[Finding]]:
    """Make the mentions of each number agree on its spelling and date."""
    mentions: dict[str, list[Reference]] = defaultdict(list)
    for record in records:
        if record.number is not None:
            mentions[number_key(record.number)].append(record)
    groups = {key: _group(tuple(group), issued_on) for key, group in mentions.items()}
    settled = [
        groups[number_key(record.number)].settle(record) if record.number is not None else record
        for record in records
    ]
    findings = [finding for group in groups.values() for finding in group.findings()]
    return settled, findings


@dataclass(frozen=True, slots=True)
class _Group:
    """All mentions of one number in text order, its spelling, its date, who issued it then."""

    mentions: tuple[Reference, ...]
    number: str
    date: str | None
    issuers: frozenset[str]

    def settle(self, record: Reference) -> Reference:
        """Return a mention with the number and date of the group."""
        date = record.date if self._is_another(record) else self.date
        update: dict[str, object] = {}
        if date != record.date:
            update |= {"date": date, "inferred": (*record.inferred, "date")}
        if self.number != record.number:
            update["number"] = self.number
            if fold(self.number) != fold(str(record.number)):
                update["repaired_from"] = record.number
        return record.model_copy(update=update) if update else record

    def _is_another(self, record: Reference) -> bool:
        """Tell whether a mention is another body's document of the same number."""
        if record.date is None or record.date == self.date or record.issuer is None:
            return False
        own = fold(record.issuer)
        return bool(self.issuers) and not any(own in one or one in own for one in self.issuers)

    def findings(self) -> Iterator[Finding]:
        """Yield a finding for each date that another mention, or the number itself, denies."""
        year = _YEAR.search(self.number)
        for record in self.mentions:
            if record.date is None or self._is_another(record):
                continue
            if record.date != self.date:
                message = (
                    f"Văn bản {record.number} được ghi hai ngày khác nhau: "
                    f"{record.date} và {self.date}."
                )
            elif year is not None and not record.date.startswith(year.group(1)):
                message = f"Văn bản {record.number} được ghi ngày {record.date}, khác năm trong số."
            else:
                continue
            yield Finding(
                rule="reference-date-conflict",
                severity="warning",
                message=message,
                span=record.span,
            )


def _group(mentions: tuple[Reference, ...], issued_on: str | None) -> _Group:
    """Return all mentions of a number with what they agree on.

    The spelling is the one used most; the date is of the number's own year, not after the paper,
    stated most often, in this order.
    """
    number = Counter(str(record.number) for record in mentions).most_common(1)[0][0]
    stated = Counter(record.date for record in mentions if record.date)
    year = _YEAR.search(number)
    date = max(
        stated,
        key=lambda day: (
            year is not None and day.startswith(year.group(1)),
            issued_on is None or day <= issued_on,
            stated[day],
        ),
        default=None,
    )
    issuers = (fold(r.issuer) for r in mentions if r.issuer and r.date == date)
    return _Group(mentions, number, date, frozenset(issuers))
