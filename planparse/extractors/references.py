"""References (văn bản được viện dẫn): numbered documents that the plan cites."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

import regex

from planparse.extractors.base import Extractor, Passage
from planparse.extractors.document_numbers import (
    NUMBER,
    DocumentNumber,
    has_known_code,
    read_number,
    type_of_code,
)
from planparse.lexicon import load_entries
from planparse.model import Finding, Reference, Span
from planparse.model.records import Relation
from planparse.text.dates import DAY, read_day
from planparse.text.patterns import lazy_pattern
from planparse.text.phrases import alternation

_TYPES = {word.lower(): word for entry in load_entries("document_types") for word in entry["words"]}
# "Kế hoạch số", "Quyết định số:", "Nghị quyết": the kind of document before a number
_TYPE_BEFORE = lazy_pattern(
    rf"(?P<type>{alternation(_TYPES)})\s(?:liên tịch\s)?(?:số\s?:?\s?)?$", regex.IGNORECASE
)
_NUMBERED = lazy_pattern(r"số\s?:?\s?$", regex.IGNORECASE)
# ", ngày 22/12/2024", " ngày 03 tháng 3 năm 2021": the date right behind a number
_DATE_GAP = lazy_pattern(r"^[,\s(]{0,3}(?:ký\s|ban hành\s)?$")
_DATE_REACH = 10
# "của Bộ Chính trị", "của Ban Thường vụ Tỉnh ủy": who issued it, to the next word of a title
_ISSUER = lazy_pattern(
    r"^[,\s]{0,2}của\s(?P<issuer>[^,;.()\n]{3,90}?)(?=\s(?:về|phê duyệt|ban hành|quy định|sửa đổi"
    r"|hướng dẫn|triển khai|thực hiện"
    r"|và|trên địa bàn|trong|tại|tăng cường|đẩy mạnh)(?!\p{L})|[,;.()\n]|$)"
)
# What makes a document the parent of the plan, its basis, or neither (guidelines: references).
_PARENT_CUE = lazy_pattern(
    r"(?:^|[\n;]|(?<=\s-\s))\s?[-+*•]?\s?(?:\p{L}\)\s|\d{1,2}[.)]\s)?(?:Nhằm|Để|Tiếp tục"
    r"|Căn cứ và)?\s?(?:tiếp tục\s)?(?:tổ chức\s)?"
    r"(?:thực hiện|triển khai|cụ thể h[óo][aá]|quán triệt)(?!\p{L})",
    regex.IGNORECASE,
)
_BASIS_CUE = lazy_pattern(r"(?:^|[\n;])\s?[-+*•]?\s?(?:Căn cứ)(?!\p{L})", regex.IGNORECASE)
_OTHER_CUE = lazy_pattern(
    r"(?:^|[\n;])\s?[-+*•]?\s?(?:Theo đề nghị|Xét đề nghị|Theo)(?!\p{L})", regex.IGNORECASE
)
# After one of these behind a citation, what follows is its title: "về triển khai Nghị quyết số …".
_TITLE_OPENS = lazy_pattern(
    r"(?<!\p{L})(?:về|phê duyệt|ban hành|triển khai|thực hiện|sửa đổi|hướng dẫn|quy định|công bố"
    r"|bãi bỏ)(?!\p{L})"
)
# "và hướng dẫn của Bộ Nội vụ tại Công văn số …" leaves the title again.
_TITLE_ENDS = lazy_pattern(
    r"(?:;|\"\s?(?:,|và)\s|\stại\s(?:Công văn|Văn bản|Thông báo|Tờ trình)|,?\svà\s(?:Kế hoạch"
    r"|Quyết định|Nghị quyết|Chỉ thị|Kết luận|Công văn|Hướng dẫn|Chương trình)\s"
    r"(?:hành động\s)?số)"
)
_MARK = lazy_pattern(r"^(?P<mark>[¹²³⁴-⁹⁰]{1,3}|\[\d{1,3}\])")
_MARK_IN_TEXT = lazy_pattern(r"[¹²³⁴-⁹⁰]{1,3}|\[\d{1,3}\]")
_LOOK_BACK = 2000
_SKIPPED_PARTS = frozenset(("head", "closing"))


def find(passage: Passage) -> Iterator[Reference | Finding]:
    """Yield a reference for each mention of a numbered document."""
    if passage.part in _SKIPPED_PARTS:
        return
    for match in NUMBER.finditer(passage.text):
        number = read_number(match)
        left = passage.text[max(0, number.start - 60) : number.start]
        kind = _TYPE_BEFORE.search(left)
        if kind is None and not _is_document(number, left):
            continue
        yield _reference(passage, number, kind)


def _is_document(number: DocumentNumber, left: str) -> bool:
    if has_known_code(number):
        return True
    return _NUMBERED.search(left) is not None and "-" in number.text


def _reference(
    passage: Passage, number: DocumentNumber, kind: regex.Match[str] | None
) -> Reference:
    date, after = _date_behind(passage.text, number.end)
    issuer = _ISSUER.match(passage.text[after : after + 140])
    printed = _TYPES[" ".join(kind.group("type").lower().split())] if kind else None
    return passage.record(
        Reference,
        "reference-footnote" if passage.part == "footnote" else "reference-numbered",
        number.start,
        number.end,
        number=number.text,
        date=date,
        doc_type=printed or type_of_code(number),
        issuer=issuer.group("issuer").strip() if issuer else None,
        relation=_relation(passage, number),
    )


def _date_behind(text: str, end: int) -> tuple[str | None, int]:
    match = DAY.search(text, end, end + 50)
    if match is None or not _DATE_GAP.match(text[end : match.start()]):
        return None, end
    return read_day(match).to_iso(), match.end()


def _relation(passage: Passage, number: DocumentNumber) -> Relation:
    """Return what the cue word before a citation makes of it, in the preamble or the purpose."""
    start = passage.text.rfind("\n", 0, number.start) + 1
    before = passage.text[max(start, number.start - _LOOK_BACK) : number.start]
    if passage.part not in ("preamble",) and passage.role != "purpose":
        return "cites"
    if _is_in_title(before):
        return "cites"
    cues: list[tuple[int, Relation]] = []
    for pattern, relation in (
        (_PARENT_CUE, "parent"),
        (_BASIS_CUE, "basis"),
        (_OTHER_CUE, "cites"),
    ):
        cues.extend((match.end(), relation) for match in pattern.finditer(before))  # type: ignore[misc]
    return max(cues)[1] if cues else "cites"


def _is_in_title(before: str) -> bool:
    """Tell whether a citation stands inside the title of another one before it."""
    earlier = list(NUMBER.finditer(before))
    if not earlier:
        return False
    between = before[earlier[0].end() :]
    ends = list(_TITLE_ENDS.finditer(between))
    last = between[ends[-1].end() - 1 :] if ends else between
    if ends and not NUMBER.search(last):
        return False
    return _TITLE_OPENS.search(last) is not None


def resolve_references(
    records: Sequence[Reference], passages: Sequence[Passage], own_number: str | None
) -> tuple[list[Reference], list[Finding]]:
    """Settle what one passage cannot see.

    The document itself is no reference; a short mention takes the date of the full one; conflicting
    dates of one number are a finding, the year in the number or the majority deciding; a number in
    a footnote takes the relation of the sentence that the note belongs to; where the preamble
    names a parent, the purpose only cites.
    """
    own = _key(own_number) if own_number else None
    kept = [record for record in records if record.number and _key(record.number) != own]
    notes = _notes(passages)
    has_parent = any(r.relation == "parent" and r.section_id is None for r in kept)
    dates, findings = _settled_dates(kept)
    resolved = []
    for record in kept:
        relation = record.relation
        if record.rule == "reference-footnote":
            relation = notes.get(record.span.start, "cites")
        elif relation == "parent" and record.section_id is not None and has_parent:
            relation = "cites"
        date = dates.get(_key(record.number or ""))
        inferred = ("date",) if date and not record.date else ()
        resolved.append(
            record.model_copy(update={"relation": relation, "date": date, "inferred": inferred})
        )
    return resolved, findings


def _key(number: str) -> str:
    return regex.sub(r"\s", "", number).upper().lstrip("0")


def _settled_dates(records: Sequence[Reference]) -> tuple[dict[str, str], list[Finding]]:
    stated: dict[str, list[Reference]] = defaultdict(list)
    for record in records:
        if record.date:
            stated[_key(record.number or "")].append(record)
    dates: dict[str, str] = {}
    findings = []
    for key, mentions in stated.items():
        counts = Counter(str(record.date) for record in mentions)
        year = regex.search(r"/((?:19|20)\d{2})/", key)
        fitting = [date for date in counts if year and date.startswith(year.group(1))]
        dates[key] = fitting[0] if fitting else counts.most_common(1)[0][0]
        if len(counts) > 1:
            odd = next(record for record in mentions if record.date != dates[key])
            findings.append(
                Finding(
                    rule="reference-date-conflict",
                    severity="warning",
                    message=f"Văn bản {odd.number} được ghi hai ngày khác nhau: "
                    f"{odd.date} và {dates[key]}.",
                    span=Span(odd.span.start, odd.span.end),
                )
            )
    return dates, findings


def _notes(passages: Sequence[Passage]) -> dict[int, Relation]:
    """Return for each number in a footnote the relation of the sentence that bears its mark."""
    relations: dict[int, Relation] = {}
    borne = _marks(passages)
    for note in passages:
        if note.part != "footnote":
            continue
        for block in note.blocks:
            text = note.text[block.start : block.end]
            mark = _MARK.match(text)
            relation = borne.get(mark.group("mark"), "cites") if mark else "cites"
            first = True
            for match in NUMBER.finditer(text):
                start = note.locate(block.start + match.start(), block.start + match.end()).start
                relations[start] = (
                    relation if first or not _is_in_title(text[: match.start()]) else "cites"
                )
                first = False
    return relations


def _marks(passages: Sequence[Passage]) -> dict[str, Relation]:
    """Return for each footnote mark the relation that the words before its first use give."""
    relations: dict[str, Relation] = {}
    for passage in passages:
        if passage.part == "footnote":
            continue
        for match in _MARK_IN_TEXT.finditer(passage.text):
            start = passage.text.rfind("\n", 0, match.start()) + 1
            line = passage.text[max(start, match.start() - _LOOK_BACK) : match.start()]
            relations.setdefault(match.group(), _relation_of_line(passage, line))
    return relations


def _relation_of_line(passage: Passage, line: str) -> Relation:
    if passage.part != "preamble" and passage.role != "purpose":
        return "cites"
    if _PARENT_CUE.search(line):
        return "parent"
    return "basis" if _BASIS_CUE.search(line) else "cites"


REFERENCES = Extractor(
    name="references",
    record=Reference,
    find=find,
    rules=("reference-numbered", "reference-footnote"),
    cues=("/", "-"),
)
