"""The period that a plan covers, from its title or its section on time."""

from dataclasses import dataclass

import regex

from planparse.outline import Flow, Outline
from planparse.text.dates import find_days
from planparse.text.patterns import lazy_pattern

# "giai đoạn 2021 - 2025", "từ năm 2025 đến năm 2030", "thời kỳ 2021-2030"; not "nhiệm kỳ 2026-2031"
_SPAN = lazy_pattern(
    r"(?:giai đoạn|thời kỳ|các năm|từ)\s(?:năm\s)?(?P<start>(?:19|20)\d{2})\s?(?:-"
    r"|đến(?:\shết)?)\s?(?:năm\s)?(?P<end>(?:19|20)\d{2})",
    regex.IGNORECASE,
)
_SCHOOL_YEAR = lazy_pattern(r"năm học\s(?P<start>20\d{2})\s?-\s?(?P<end>20\d{2})", regex.IGNORECASE)
# "năm 2024", "năm 2025 và các năm tiếp theo"; not "tầm nhìn đến năm 2045", "ngày 01 tháng 01 năm
# 2026"
_YEAR = lazy_pattern(
    r"(?<!(?:tháng\s\d{1,2}\s|\d\s)(?:,\s)?)năm\s(?P<year>(?:19|20)\d{2})(?!\s?-\s?\d)",
    regex.IGNORECASE,
)
_UNTIL = lazy_pattern(r"đến\s(?:hết\s|cuối\s)?(?:năm\s)?(?P<year>20\d{2})", regex.IGNORECASE)
_VISION = lazy_pattern(
    r",?\s?(?:tầm nhìn|định hướng)(?:\s(?:đến|tới))?(?:\snăm)?\s\d{4}.{0,40}$", regex.IGNORECASE
)
_TERM = lazy_pattern(r"nhiệm kỳ\s\d{4}\s?-\s?\d{4}|khóa\s[\dIVXL]+", regex.IGNORECASE)
_QUOTED = lazy_pattern(r"\"[^\"]{0,300}\"")
_TIME_TITLE = lazy_pattern(
    r"^thời gian(?:\s(?:thực hiện|triển khai|áp dụng)|\svà|,|$|\s:)", regex.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Period:
    """A plan's period: years or ISO dates; `year` is the one that dates without a year take."""

    start: str | None = None
    end: str | None = None
    year: int | None = None
    inferred: tuple[str, ...] = ()


def find_period(title: str | None, flow: Flow, outline: Outline) -> Period:
    """Return the period that the title states, else the section on time, else none.

    A vision ("tầm nhìn 2045") and a term of office are no part of it.
    """
    named = _named(_VISION.sub("", title or ""))
    if named is not None:
        return named
    timed = _of_time_section(flow, outline)
    if timed is not None:
        return timed
    plain = _TERM.sub("", _VISION.sub("", title or ""))
    years = [int(m.group("year")) for m in _YEAR.finditer(_QUOTED.sub("", plain))]
    years = years or [int(m.group("year")) for m in _YEAR.finditer(plain)]
    if not years:
        return Period()
    until = _UNTIL.search(plain)
    if until and int(until.group("year")) == years[-1] and len(years) == 1:
        return Period(None, str(years[0]), None)
    return Period(str(years[0]), str(years[-1] if len(years) > 1 else years[0]), years[0])


def _named(text: str) -> Period | None:
    match = _SPAN.search(_QUOTED.sub("", text)) or _SCHOOL_YEAR.search(text) or _SPAN.search(text)
    if match is None:
        return None
    return Period(match.group("start"), match.group("end"), None)


def _of_time_section(flow: Flow, outline: Outline) -> Period | None:
    for section, block in zip(outline.sections, outline.openings, strict=True):
        if section.level > 2 or not _TIME_TITLE.match(section.title):
            continue
        texts = [
            flow.block_text(flow.blocks[i]) for i in range(block, min(block + 3, len(flow.blocks)))
        ]
        period = (
            _named(texts[0]) or _dated(texts[0]) or (_dated(texts[1]) if len(texts) > 1 else None)
        )
        if period is not None:
            return period
    return None


def _dated(text: str) -> Period | None:
    named = _named(text)
    if named is not None:
        return named
    days = [day.to_iso() for day in find_days(text)]
    known = [day for day in days if day]
    if len(known) >= 2 and regex.search(r"(?<!\p{L})từ\s", text, regex.IGNORECASE):
        return Period(known[0], known[1], int(known[0][:4]))
    years = [match.group("year") for match in _YEAR.finditer(text)]
    if years:
        return Period(years[0], years[-1], int(years[0]))
    return None
