"""The cases of corpora/rules: loading, the small document around a case, and the comparison."""

from __future__ import annotations

import tomllib
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import regex

from planparse import parse_text
from planparse.model import PlanDocument

RULES = Path(__file__).parent.parent / "corpora" / "rules"
KINDS = {
    "target": "targets",
    "deadline": "deadlines",
    "contact": "contacts",
    "reference": "references",
    "body": "assignments",
    "heading": "sections",
    "metadata": "metadata",
}
DEFAULT_UNDER = {"target": "II. MỤC TIÊU, CHỈ TIÊU"}
FRAME = """ỦY BAN NHÂN DÂN
XÃ YÊN LÂM
-------
Số: 99/KH-UBND

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Yên Lâm, ngày 15 tháng 01 năm {year}

KẾ HOẠCH
Công tác {period} của xã Yên Lâm

"""


@dataclass(frozen=True)
class Case:
    """One case: a text, what stands around it, and what must be found in it."""

    rule: str
    name: str
    text: str
    find: tuple[dict[str, Any], ...]
    under: str
    year: int
    last_year: int | None = None

    @property
    def kind(self) -> str:
        return self.rule.split("-")[0]

    @property
    def id(self) -> str:
        return f"{self.rule}: {self.name}"


def frame(year: int, last_year: int | None = None) -> str:
    """Return the head of the small document, of a plan of one year or of several."""
    period = f"giai đoạn {year} - {last_year}" if last_year else f"năm {year}"
    return FRAME.format(year=year, period=period)


def load_cases() -> list[Case]:
    cases = []
    for path in sorted(RULES.glob("*.toml")):
        data = tomllib.loads(path.read_text("utf-8"))
        for case in data["case"]:
            kind = data["rule"].split("-")[0]
            cases.append(
                Case(
                    data["rule"],
                    case["name"],
                    case["text"],
                    tuple(case["find"]),
                    case.get("under", DEFAULT_UNDER.get(kind, "III. TỔ CHỨC THỰC HIỆN")),
                    case.get("year", 2024),
                    case.get("last_year"),
                )
            )
    return cases


def document_of(case: Case, text: str | None = None) -> tuple[str, int]:
    """Return a small document with the case's text and the offset at which that begins."""
    text = case.text if text is None else text
    if case.kind == "metadata":
        return text, 0
    before = frame(case.year, case.last_year)
    if case.under:
        before += f"{case.under}\n\n"
    return f"{before}{text}\n", len(before)


def fold(value: object) -> str:
    folded = unicodedata.normalize("NFC", str(value or "")).lower()
    folded = regex.sub(r"[–—−]", "-", folded)
    folded = regex.sub(r"[\"“”'*.,;:]", " ", folded)
    return " ".join(regex.sub(r"\s*-\s*", "-", folded).split())


def token_f1(left: object, right: object) -> float:
    a, b = set(regex.findall(r"\w+", fold(left))), set(regex.findall(r"\w+", fold(right)))
    if not a or not b:
        return float(a == b)
    return 2 * len(a & b) / (len(a) + len(b))


def problems(case: Case, document: PlanDocument, offset: int, length: int) -> list[str]:
    """Return what is wrong: misses, false finds, wrong values; empty when the case is right."""
    check = _CHECKS.get(case.kind, _check_records)
    return check(case, document, offset, offset + length)


def _spanned(case: Case, document: PlanDocument, start: int, end: int) -> list[Any]:
    records = getattr(document, KINDS.get(case.kind, "other_records"))
    return [record for record in records if start <= record.span.start < end]


def _check_records(case: Case, document: PlanDocument, start: int, end: int) -> list[str]:
    found = _spanned(case, document, start, end)
    wrong = []
    used: set[int] = set()
    searched = 0
    for want in case.find:
        at = case.text.find(want["quote"], searched)
        if at < 0:
            at = case.text.find(want["quote"])
        hits = [
            index
            for index, record in enumerate(found)
            if index not in used
            and record.span.start - start < at + len(want["quote"])
            and at < record.span.end - start
        ]
        searched = at + 1
        if not hits:
            if not want.get("optional"):
                wrong.append(f"missed {want['quote']!r}")
            continue
        used.add(hits[0])
        if not want.get("optional"):
            wrong.extend(_differences(case.kind, want, found[hits[0]]))
    extra = [record.quote for index, record in enumerate(found) if index not in used]
    return wrong + [f"false {quote!r}" for quote in extra]


_SIMILAR = {"indicator": 0.75, "task": 0.4, "service": 0.6, "report_to": 0.5}
_ALWAYS = {
    "target": ("value", "value_max", "unit", "comparator", "by"),
    "deadline": ("start", "end", "recurrence"),
    "contact": ("number",),
}


def _differences(kind: str, want: dict[str, Any], record: Any) -> list[str]:
    wrong = []
    for key in {*_ALWAYS.get(kind, ()), *want} - {"optional", "aliases"}:
        expected, actual = want.get(key), getattr(record, key)
        if key in ("by", "unit", "value", "comparator") and key not in want:
            continue
        if key in _SIMILAR:
            same = token_f1(expected, actual) >= _SIMILAR[key]
        elif key in ("quote", "unit"):
            same = " ".join(str(expected).split()).lower() == " ".join(str(actual).split()).lower()
        else:
            same = expected == actual
        if not same:
            wrong.append(f"{key}: want {expected!r}, got {actual!r}")
    return sorted(wrong)


def _check_references(case: Case, document: PlanDocument, start: int, end: int) -> list[str]:
    records = [record for record in _spanned(case, document, start, end) if record.number]
    wrong = []
    seen = set()
    for want in case.find:
        key = _number_key(want["number"])
        seen.add(key)
        hits = [record for record in records if _number_key(record.number) == key]
        if not hits:
            if not want.get("optional"):
                wrong.append(f"missed {want['number']!r}")
            continue
        if want.get("optional"):
            continue
        best = max(
            hits, key=lambda r: (("cites", "basis", "parent").index(r.relation), bool(r.date))
        )
        for field in ("date", "relation"):
            if field in want and want[field] != getattr(best, field):
                wrong.append(f"{field}: want {want[field]!r}, got {getattr(best, field)!r}")
    extra = {record.number for record in records if _number_key(record.number) not in seen}
    return wrong + [f"false {number!r}" for number in sorted(extra)]


def _number_key(number: str) -> str:
    return regex.sub(r"\s", "", fold(number))


def _check_bodies(case: Case, document: PlanDocument, start: int, end: int) -> list[str]:
    found = {
        (record.body, record.quote, record.role) for record in _spanned(case, document, start, end)
    }
    wrong = []
    used = set()
    for want in case.find:
        forms = [want["name"], *want.get("aliases", [])]
        hits = {
            item
            for item in found
            if item[2] == want["role"] and any(_same_body(item, form) for form in forms)
        }
        used |= hits
        if not hits and not want.get("optional"):
            wrong.append(f"missed {want['name']!r} as {want['role']}")
    for want in case.find:
        if want.get("optional"):
            used |= {
                i
                for i in found
                if any(_same_body(i, f) for f in [want["name"], *want.get("aliases", [])])
            }
    return wrong + [f"false {item[0]!r} as {item[2]}" for item in sorted(found - used)]


def _same_body(item: tuple[str, str, str], form: str) -> bool:
    return max(token_f1(item[0], form), token_f1(item[1], form)) >= 0.85


def _check_headings(case: Case, document: PlanDocument, start: int, end: int) -> list[str]:
    sections = [s for s in document.sections if start <= s.heading.start < end]
    by_id = {section.id: section for section in document.sections}

    def path(section: Any) -> list[str]:
        labels: list[str] = []
        while section.parent_id is not None:
            section = by_id[section.parent_id]
            labels.insert(0, section.label)
        return labels

    got = [(section.label, path(section)) for section in sections]
    want = [(item["label"], item.get("parent") or []) for item in case.find]
    if got == want:
        return []
    return [f"want {want}, got {got}"]


def _check_metadata(case: Case, document: PlanDocument, start: int, end: int) -> list[str]:
    wrong = []
    for item in case.find:
        for key, expected in item.items():
            if key in ("absent", "optional"):
                continue
            actual = getattr(document.metadata, key)
            similar = key in ("title", "issuer", "superior") and token_f1(expected, actual) >= 0.9
            if fold(expected) != fold(actual) and not similar:
                wrong.append(f"{key}: want {expected!r}, got {actual!r}")
        for key in item.get("absent", ()):
            if getattr(document.metadata, key) is not None:
                wrong.append(f"{key}: want None, got {getattr(document.metadata, key)!r}")
    return wrong


_CHECKS = {
    "target": _check_records,
    "deadline": _check_records,
    "contact": _check_records,
    "reference": _check_references,
    "body": _check_bodies,
    "heading": _check_headings,
    "metadata": _check_metadata,
}


def run(case: Case) -> list[str]:
    """Parse the case in its frame and return what is wrong."""
    document_text, offset = document_of(case)
    return problems(case, parse_text(document_text), offset, len(case.text))
