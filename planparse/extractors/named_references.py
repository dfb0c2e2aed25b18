"""Documents that a preamble names without a number: laws, and plans of a body above."""

from collections.abc import Iterator

import regex

from planparse.extractors.base import Passage
from planparse.extractors.document_types import PRINTED_TYPE, TYPE_WORDS
from planparse.extractors.relations import Mention, relations_of, start_of, zone_of
from planparse.model import Reference
from planparse.text.dates import DAY, read_day
from planparse.text.patterns import lazy_pattern

_LAW_WORD = r"(?:Bộ luật|Luật|Pháp lệnh)"
_START = r"(?<=^|[\n;,]|Căn cứ|thực hiện|Thực hiện|triển khai|Triển khai|\bcác|và)[ \-+*•]{0,3}"
# "Luật Bình đẳng giới", "Luật Phòng, chống ma túy", "Bộ luật Lao động"; not "Luật số 10/2020/QH14"
_LAW = lazy_pattern(
    rf"{_START}(?P<type>{_LAW_WORD}|Hiến pháp)\s(?!số)(?P<name>\p{{L}}[^;.:()\n\d]{{2,110}}?)"
    rf"(?=\s(?:ngày|năm|số(?=\s?:?\s?\d)|được|quy định|của(?!\s{_LAW_WORD})|trong|do"
    rf"|và\s(?:các|{_LAW_WORD}|Nghị))(?!\p{{L}})|[;.:()\n\d]|,\s(?:\p{{Lu}}|ngày|số)|,?$)"
)
# "Kế hoạch của Ủy ban nhân dân Thành phố về …" after its cue; not "Kế hoạch số 12/KH-UBND"
_PLAN = lazy_pattern(
    rf"(?:[Tt]hực hiện|[Tt]riển khai|[Cc]ụ thể hóa|[Cc]ăn cứ)\s(?P<type>{PRINTED_TYPE})\scủa\s"
    r"(?P<issuer>\p{Lu}[^;,.:()\n\d¹²³\[]{3,90}?)"
    r"(?=\s(?:về|năm|giai đoạn|trong|tại|ngày|triển khai|phê duyệt)(?!\p{L})|[;,.:()\n¹²³\[]|$)"
)
_NUMBER_BEHIND = lazy_pattern(r"\s?,?\s?số\s?:?\s?\d")
_NUMBERED = lazy_pattern(r"\bsố\s?:?\s?\d")


def find_named(passage: Passage) -> Iterator[Reference]:
    """Yield the laws and plans that a preamble names and gives no number for, in text order."""
    if zone_of(passage) != "preamble":
        return
    found = [*_LAW.finditer(passage.text), *_PLAN.finditer(passage.text)]
    found = sorted(filter(_is_named, found), key=lambda match: match.start("type"))
    mentions = [Mention(m.start("type"), m.end(), m.group("type").lower()) for m in found]
    relations = relations_of(passage.text, mentions, "preamble", start_of(passage))
    for match, relation in zip(found, relations, strict=True):
        start, end = match.start("type"), match.end()
        day = DAY.match(passage.text, end + 1)
        groups = match.groupdict()
        yield passage.record(
            Reference,
            "reference-named",
            start,
            day.end() if day else end,
            number=None,
            date=read_day(day).to_iso() if day else None,
            doc_type=TYPE_WORDS.get(groups["type"].lower(), groups["type"]),
            issuer=groups.get("issuer"),
            relation=relation,
        )


def _is_named(match: regex.Match[str]) -> bool:
    """Tell whether a name stands without a number ("Luật Trẻ em số 102/2016/QH13"), in no title."""
    text, start = match.string, match.start("type")
    if _NUMBER_BEHIND.match(text, match.end()):
        return False
    clause = text[max(text.rfind("\n", 0, start), text.rfind(";", 0, start)) + 1 : start]
    return _NUMBERED.search(clause) is None
