"""By when a target is to be reached: years and days in the sentence, else in what stands above."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import regex

from planparse.extractors.base import Passage
from planparse.extractors.quantities import Quantity
from planparse.text.dates import find_days
from planparse.text.patterns import lazy_pattern
from planparse.text.periods import find_stretches

# "đến hết năm 2025", "vào năm 2030", "giai đoạn 2026 - 2030", "đến 2030", "từ năm 2025 trở đi";
# not "so với năm 2019", "kế hoạch năm 2025", "Nghị quyết năm 2021"
_YEAR = lazy_pattern(
    r"(?P<lead>(?:(?:từ|đến|vào|trong|tới|trước|hết|cuối|giữa|đầu|thời điểm)\s){0,3})"
    r"(?:(?:giai đoạn|thời kỳ|các năm|năm học)\s(?P<g1>(?:19|20)\d{2})(?:\s?(?:-"
    r"|đến)\s?(?:năm\s)?)?(?P<g2>(?:19|20)\d{2})"
    r"|năm\s(?P<y1>(?:19|20)\d{2})(?:(?:\s?-\s?|,\s|\svà\s)(?P<y2>(?:19|20)\d{2}))?"
    r"|(?<=(?:đến|tới|vào)\s)(?P<y3>20\d{2}))(?!\d)(?P<open>\strở đi)?",
    regex.IGNORECASE,
)
# A lead-in further above than this governs a paragraph no more.
_LOOK_BACK = 8000
_DIGIT = lazy_pattern(r"\d")
_ANY_YEAR = lazy_pattern(r"(?:19|20)\d{2}")
_NO_HORIZON = lazy_pattern(
    r"(?:so(?:\svới)?|bằng|thực hiện|kế hoạch|chương trình|đề án|dự toán|kết quả|nghị quyết|báo cáo"
    r"|số liệu|của|cuối kỳ|thuộc|gấp[^;]{1,24}\slần|so với[^,;.]{0,40})"
    r"\s(?:(?:cùng kỳ|cuối|các)\s)?$",
    regex.IGNORECASE,
)
_LED_REACH = 56
# "đạt 70% (kế hoạch năm 2030 là 85%)"
_PLANNED = lazy_pattern(r"(?:[(;]|(?:chỉ tiêu|mục tiêu))\s?kế hoạch\s$", regex.IGNORECASE)
# "cuối năm", "đến cuối năm", "trong năm": the plan's own year
_THIS_YEAR = lazy_pattern(r"(?:đến|vào|trong)\s(?:hết|cuối)\snăm(?!\s\d)", regex.IGNORECASE)
# "đến hết ngày 30/6", "trước ngày 1/7", "chậm nhất là ngày 31/8"
_LAST_DAY = lazy_pattern(
    r"(?:đến|trước|hết|(?:chậm|muộn) nhất(?:\s(?:là|vào)){0,2})\s{0,2}$", regex.IGNORECASE
)


_QUANTITY = lazy_pattern(r"\d\s?(?:%|\p{L})")


@dataclass(frozen=True, slots=True)
class Horizon:
    """A time at `start:end` of a paragraph by which something is to be reached."""

    start: int
    end: int
    by: str


def find_horizons(text: str, passage: Passage) -> list[Horizon]:
    """Return the horizons that a paragraph names, in order."""
    found: list[Horizon] = []
    has_year = _ANY_YEAR.search(text) is not None
    if has_year:
        found.extend(_years(text))
    for day in find_days(text):
        iso = day.to_iso()
        if iso and _LAST_DAY.search(text[max(0, day.start - 24) : day.start]):
            found = _replacing(found, Horizon(day.start, day.end, iso))
    for part in _parts_of_years(text) if has_year else ():
        found = _replacing(found, part)
    year = passage.context.year
    if year is not None:
        found.extend(Horizon(m.start(), m.end(), str(year)) for m in _THIS_YEAR.finditer(text))
    return sorted(found, key=lambda horizon: horizon.start)


def _years(text: str) -> Iterator[Horizon]:
    """Yield the years by which something is to be reached; not those of what is compared with."""
    for match in _YEAR.finditer(text):
        led = text[max(0, match.start() - _LED_REACH) : match.start()]
        if not _NO_HORIZON.search(led) or _PLANNED.search(led):
            year = match.group("g2") or match.group("y2") or match.group("y1") or match.group("y3")
            yield Horizon(match.start(), match.end(), year)


# "xong trong tháng 5/2026", "hoàn thành hết quý III năm 2026"
_PART_OF_YEAR = lazy_pattern(
    r"(?<=(?:xong|hoàn thành|hoàn tất)\s)(?:trong|hết|vào|cuối)\s(?:tháng|quý)\s"
    r"(?:[IV]{1,3}|\d{1,2})(?:\s?/\s?|\snăm\s)20\d{2}(?!\d)",
    regex.IGNORECASE,
)


def _parts_of_years(text: str) -> Iterator[Horizon]:
    """Yield the last days of the months and quarters by which something is done."""
    for match in _PART_OF_YEAR.finditer(text):
        stretches = find_stretches(text, match.start(), match.end())
        day = stretches[0].first.last() if stretches else None
        if day:
            yield Horizon(match.start(), match.end(), day)


def _replacing(found: list[Horizon], new: Horizon) -> list[Horizon]:
    """Return the horizons with a closer one in place of those that it overlaps."""
    return [*(h for h in found if h.end <= new.start or new.end <= h.start), new]


def horizon_of(
    text: str, place: tuple[int, int], neighbours: tuple[int, int], horizons: Sequence[Horizon]
) -> Horizon | None:
    """Return the horizon of the quantity at `place`.

    `neighbours` are where the quantity before ends and the one after begins. A horizon behind the
    quantity is its own when a separator stands between it and the next quantity ("60% vào năm 2025
    và 75% …"); one before it may stand at the head of the whole sentence.
    """
    start, end = place
    before, after = neighbours
    leading = [h for h in horizons if h.end <= start]
    own = [h for h in leading if h.start >= before]
    for horizon in horizons:
        if horizon.start < end or horizon.start >= after:
            continue
        gap = text[end : horizon.start]
        # "đến năm 2026 đạt 95%, đến năm 2030 phủ kín": each number has the year before it.
        if own and _separates(gap) and not _separates(text[own[-1].end : start]):
            continue
        rest = text[horizon.end : after]
        is_last = after >= len(text) or ";" in rest
        if ";" in gap or (not is_last and not _separates(rest)):
            continue
        if _separates(gap) and not is_last and len(gap) < 4:
            continue
        if leading and _KEPT.search(gap):
            continue
        return horizon
    return next(iter([*own[-1:], *[h for h in leading if _heads(text, h)][-1:]]), None)


# "Đến năm 2025, 100% xã đạt chuẩn và duy trì đến năm 2030": until when it is kept
_KEPT = lazy_pattern(
    r"(?:,|và)\s(?:tiếp tục\s)?(?:duy trì|giữ vững)(?:\s\p{L}{1,8}){0,9}\s$", regex.IGNORECASE
)


# "80% (năm 2030 là 85%)", "trực tuyến (năm 2025: 80%; năm 2026: "
_BESIDE = lazy_pattern(
    r"[(;,]\s?(?:(?:đến|kế hoạch|phấn đấu|mục tiêu)\s){0,2}năm\s(?P<year>20\d{2})"
    r"(?:\s?:|\s(?:là|còn|đạt|trên|dưới)){0,2}\s?$",
    regex.IGNORECASE,
)


def year_beside(left: str) -> Horizon | None:
    """Return the year that stands alone before a number in a parenthesis or a row of years.

    >>> year_beside("hộ dùng nước sạch 80% (năm 2030 là ").by
    '2030'
    """
    match = _BESIDE.search(left)
    return Horizon(match.start(), match.end(), match["year"]) if match else None


def is_spent(text: str, horizon: Horizon, before: int, start: int) -> bool:
    """Tell whether a horizon between two numbers is the first one's ("40% vào năm 2025 và 90%").

    `before` is where the first number ends, `start` where the second begins.
    """
    if not before <= horizon.start < horizon.end <= start:
        return False
    behind = text[horizon.end : start].lstrip()
    return not _separates(text[before : horizon.start]) and behind.startswith((",", ";", "và "))


def shared_horizon(
    text: str, row: Sequence[Quantity], horizons: Sequence[Horizon]
) -> Horizon | None:
    """Return the horizon behind a row of numbers of one unit, the first of which is meant.

    "Hộ nghèo dưới 3%, hộ cận nghèo dưới 5% vào năm 2025": a year at the end is that of both.
    """
    behind = [horizon for horizon in horizons if horizon.start >= row[0].end]
    if not behind:
        return None
    horizon = behind[0]
    numbers = [quantity for quantity in row if quantity.end <= horizon.start]
    if any(_measure(quantity) != _measure(row[0]) for quantity in numbers):
        return None
    for one, other in pairwise(numbers):
        joint = text[one.end : other.start]
        if "." in joint or ";" in joint:
            return None
    rest = text[horizon.end :].lstrip()
    trails = not _separates(text[numbers[-1].end : horizon.start])
    is_end = not rest.strip(" .)") or rest.startswith((",", ";", "và ", ")", "."))
    return horizon if trails and is_end else None


def _measure(quantity: Quantity) -> str:
    """Return the unit, or what a rate is counted by ("10 bác sĩ/vạn dân, 30 giường/vạn dân")."""
    return quantity.unit.rpartition("/")[2] if quantity.kind == "rate" else quantity.unit


def _heads(text: str, horizon: Horizon) -> bool:
    """Tell whether a horizon stands before the numbers of its clause, and so heads what follows.

    In "100% siêu thị bỏ túi ni lông từ năm 2027; lượng rác giảm 50%" it belongs to the first alone.
    """
    start = text.rfind(";", 0, horizon.start) + 1
    return start == 0 or not _QUANTITY.search(text, start, horizon.start)


# "tương ứng đạt 78% và 85%", "lần lượt là 60%, 70% và 80%"
_RESPECTIVELY = lazy_pattern(r"(?<!\p{L})(?:tương ứng|lần lượt)(?!\p{L})", regex.IGNORECASE)


def respective_year(lead: str, count: int, number: int) -> str | None:
    """Return the year of one of several numbers that `lead` pairs with as many years.

    >>> respective_year("Đến năm 2028 và 2030, tỷ lệ hộ nghèo lần lượt còn ", 2, 1)
    '2030'
    """
    if _RESPECTIVELY.search(lead) is None:
        return None
    years = [match.group() for match in _ANY_YEAR.finditer(lead)]
    return years[number] if len(years) == count else None


def _separates(text: str) -> bool:
    return any(mark in text for mark in (",", ";", " và "))


def inherited_horizon(passage: Passage, offset: int) -> str | None:
    """Return the year stated in the lead-in or headings above, else the plan's own.

    `offset` is where the paragraph begins in the passage.
    """
    for text, end in ((passage.text, offset), *((above, len(above)) for above in passage.above)):
        lines = text[max(0, end - _LOOK_BACK) : end].split("\n")
        lead_ins = [line for line in reversed(lines) if line.rstrip().endswith(":")]
        heading = text[:end].split("\n", 1)[0] if end <= _LOOK_BACK else _first_line(text)
        for line in (*lead_ins[:1], heading):
            match = stated_horizon(line)
            if match:
                return match
    period_end = passage.context.period_end
    if period_end:
        return period_end[:4]
    return str(passage.context.year) if passage.context.year else None


# "- Đến hết năm 2025, ", "b) Phấn đấu đến năm 2030 ", "Giai đoạn 2026 - 2030: "
_OPENS = lazy_pattern(
    r"\s{0,4}(?:[-+*•]\s|\p{L}\)\s)?(?:(?:mục tiêu|phấn đấu|cụ thể|là|,|:)\s){0,3}"
    r"(?:đến|tới|trong|giai đoạn)(?!\p{L})",
    regex.IGNORECASE,
)


def opening_horizon(text: str, horizons: Sequence[Horizon], year: int | None) -> Horizon | None:
    """Return the horizon that a paragraph opens with, for its sentences that state none.

    "Đến năm 2025, 80% trường đạt chuẩn. Tỷ lệ ra lớp đạt 98%." gives both numbers one year, unless
    it lies before the plan's own `year`.
    """
    opening = _OPENS.match(text)
    first = next(iter(horizons), None)
    if opening is None or first is None or first.start > opening.end():
        return None
    return first if year is None or int(first.by[:4]) >= year else None


def _first_line(text: str) -> str:
    stop = text.find("\n")
    return text if stop < 0 else text[:stop]


def stated_horizon(line: str) -> str | None:
    """Return the first year that a heading or the caption of a table states.

    >>> stated_horizon("CHỈ TIÊU GIAO CÁC XÃ NĂM 2023"), stated_horizon("so với năm 2023")
    ('2023', None)
    """
    found = next(_years(line), None) if _ANY_YEAR.search(line) else None
    return found.by if found else None


# "so với năm 2023", "so với thực hiện năm 2023", "đến hết ngày 31/12/2026": not measured
_COMPARED_YEAR = lazy_pattern(
    r"[,\s]{0,2}\(?so với(?:\s(?:cùng kỳ|thực hiện|cuối|kết quả|mức|giai đoạn|của"
    r"|số liệu)){0,3}\s(?:năm\s)?\d{4}(?:\s?-\s?\d{4})?\)?",
    regex.IGNORECASE,
)
_DATED = lazy_pattern(
    r",?\s?(?:(?:đến|trước|vào|hết|chậm nhất|muộn nhất|là)\s){1,3}ngày\s(?:[\d/.]{5,10}"
    r"|\d{1,2}\stháng\s\d{1,2}(?:\snăm\s\d{4})?)"
    r"|(?:(?:đến|trước|vào|trong|hết)\s){0,2}(?:tháng\s\d{1,2}|quý\s[IV]{1,3})"
    r"(?=\s?/\s?20\d{2}|\snăm\s20\d{2})(?:\s?/\s?20\d{2})?",
    regex.IGNORECASE,
)


def without_horizons(text: str) -> str:
    """Return `text` without its horizons and the years it compares with, for indicators.

    >>> without_horizons("tỷ lệ hộ nghèo so với năm 2023 đến năm 2025")
    'tỷ lệ hộ nghèo  '
    """
    text = _THIS_YEAR.sub(" ", text)
    if _DIGIT.search(text) is None:
        return text
    return _YEAR.sub(" ", _DATED.sub(" ", _COMPARED_YEAR.sub("", text)))
