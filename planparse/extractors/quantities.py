"""Numbers with their units: where they stand, what they are worth, how they are bounded.

A quantity is not yet a target; `targets` decides which of them the plan commits to.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

import regex

from planparse.extractors.openings import opens_with_verb
from planparse.lexicon import load_words
from planparse.model.records import Comparator
from planparse.text.numbers import NUMBER, SCALES, WORDS, read_number, scaled
from planparse.text.patterns import lazy_pattern
from planparse.text.phrases import alternation, long_alternation

Kind = Literal["percent", "rate", "multiple", "money", "count", "word"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit at `start:end` of a paragraph.

    `number_end` is where the number itself ends; `total` is the 9 of "04/09 thôn".
    """

    start: int
    end: int
    number_end: int
    kind: Kind
    value: int | float
    value_max: int | float | None
    unit: str
    total: int | float | None = None


_N = NUMBER
_DASH = r"\s?(?:-|đến|tới)\s?(?:dưới\s|khoảng\s)?"
# "5 - 10%", "1%-1,5%", "từ 1,3% đến 1,5%", "100 %", "40% - 50%", "85 phần trăm", "100o/o"
_PERCENT = (
    rf"\s?(?:(?:%|phần trăm)?{_DASH}(?P<p2>{_N})\s?)?"
    r"(?P<pu>%(?:\s?GRDP)?(?![0oO])|‰|%[0oO](?![\p{L}\d])|phần trăm|o/oo?)"
)
# "107 trẻ sơ sinh trai/100 trẻ sơ sinh gái", "4/100.000 trẻ", "30 giường/vạn dân";
# not "04/09 thôn" (the base of a rate is 100, 1.000, …), not "20/11"
_BASE = r"(?:100(?:\.000)?|1\.000|1000|10\.000|10000|100000|vạn|nghìn|triệu)"
# "01 máy tính/10 học sinh": a small base only with nouns on both sides; not "20/10", "06/10 xã"
_SMALL_BASE = r"(?<=\p{L}\s?/\s?)\d{1,3}(?=\s\p{L})"
_RATE = (
    rf"\s?(?:-\s?(?P<r2>{_N})\s?)?"
    r"(?P<rn>(?:\p{L}{1,8}\s){0,4}(?:\p{L}{1,8})?)\s?"
    r"(?:/|trên(?:\smột)?\s(?=vạn dân|\d{1,3}\.000))\s?"
    rf"(?P<rb>{_BASE}|{_SMALL_BASE})(?!\d|[.,]\d)(?P<ru>(?:\s\p{{Ll}}{{1,8}}){{0,6}})"
)
# "1,5 lần", "gấp 2 lần", "1,2 - 1,5 lần"; not "lần thứ 2", "02 lần/năm" (a count)
_MULTIPLE = rf"\s?(?:-\s?(?P<m2>{_N})\s?)?(?P<mu>lần)(?!\s?/|\s(?:thứ|mỗi|trong|một|lượt)|\p{{L}})"
# "86,4 triệu đồng/người/năm", "1.200 tỷ đồng", "45 triệu đồng", "500.000 đồng", "2 tỷ USD"
_MONEY = (
    rf"\s?(?:-\s?(?P<d2>{_N})\s?)?(?P<du>(?:(?:nghìn|ngàn|triệu|tr\.|tỷ"
    rf"|tỉ)\s){{0,2}}(?:đồng(?!\schí)|USD|đ)\b"
    r"(?:/(?:người|năm|tháng|hộ|ha|lao động)){0,2})"
)
_SCALE = "|".join(SCALES)


@cache
def _pattern() -> regex.Pattern[str]:
    # "02 lần/năm" is a count; "6,5 m2/người" and "2,1 con/phụ nữ" are counts by something.
    units = (
        rf"(?:{long_alternation(load_words('units'))}"
        r"(?:/(?:người|phụ nữ|hộ|lao động|học sinh|lớp|xã|thôn|giường|ha)(?:/ngày(?:\sđêm)?)?)?"
        r"|lần(?=\s?/|\s(?:mỗi|một|trong)\s))"
    )
    # "03 tin, bài", "2,5 triệu lượt", "04/09 thôn", "05 - 10 lớp"; units from the vocabulary
    count = (
        rf"(?:\s?/\s?(?P<ct>{_N}))?\s?(?:{_DASH}(?P<c2>{_N})\s?)?"
        rf"(?:\((?:\p{{L}}{{1,6}}\s?){{1,3}}\)\s?)?(?:(?P<cs>{_SCALE})\s)?(?P<cu>{units}"
        rf"(?![\p{{L}}\d]))"
    )
    # The digit is looked for first: most of a plan has none.
    return lazy_pattern(
        rf"(?=\d)(?<![\p{{L}}\d.,/])(?P<n>{_N})"
        rf"(?:{_PERCENT}|{_RATE}|{_MULTIPLE}|{_MONEY}|{count})",
        regex.IGNORECASE,
    )


# One of these stands before a number word; a plain search finds them faster than the pattern.
_BOUND_WORDS = ("nhất", "thiểu", "dưới")


@cache
def _word_pattern() -> regex.Pattern[str]:
    # "ít nhất một cơ sở", "tối thiểu hai lớp"; not "một trong các"
    units = long_alternation(load_words("units"))
    return lazy_pattern(
        rf"(?:ít nhất|tối thiểu|không dưới)\s(?P<w>{'|'.join(WORDS)})\s(?P<u>{units}"
        rf"(?![\p{{L}}\d]))",
        regex.IGNORECASE,
    )


# Behind a bound or a verb of making any noun is counted: "tối thiểu 02 chốt trực", "đào 03 giếng".
# Two syllables make most nouns.
_OPEN_COUNT = lazy_pattern(
    rf"(?=\d)(?<![\p{{L}}\d.,/])(?P<b1>{_N})\s(?P<bu>\p{{Ll}}{{1,7}}(?:\s\p{{Ll}}{{1,7}})?)(?!\p{{L}})"
)
_OPEN_REACH = 40
# "Hè 2026 sơn lại tường": a year is no count of what follows it.
_YEAR = lazy_pattern(r"(?:19|20)\d{2}")
_YEAR_WORD = lazy_pattern(r"(?<!\p{L})(?:năm|giai đoạn|thời kỳ)\s$", regex.IGNORECASE)


@cache
def _opening() -> regex.Pattern[str]:
    verbs = alternation(load_words("commitments", kind="making"))
    return lazy_pattern(
        r"(?<!\p{L})(?:ít nhất|tối thiểu|không ít hơn|không dưới|tối đa|không quá"
        rf"|(?:mỗi|từng)(?:,?\s\p{{L}}{{1,7}}){{1,5}}|{verbs})(?:\s(?:từ|có|là|đạt|được|thêm|mới))?\s$",
        regex.IGNORECASE,
    )


# Words that end a noun; a unit never holds them.
_STOP = frozenset(
    (
        "trong", "tại", "của", "cho", "về", "và", "với", "để", "theo", "từ", "đến", "trên",
        "được", "là", "có", "này", "đó", "mỗi", "một", "các",
    )
)  # fmt: skip
# What a number says of something else: times, steps, and names ("3 không", "4 tại chỗ").
_NO_NOUN = frozenset(
    (
        "giờ", "phút", "giây", "ngày", "tuần", "tháng", "quý", "năm", "tuổi",
        "không", "sạch", "tốt", "nhất", "trở", "đạt", "còn", "dưới", "phải", "đều",
        "xung", "khâu", "chiều", "giảm", "tăng", "hơn", "sẵn", "đúng", "đủ", "dám", "chủ", "cùng",
    )
)  # fmt: skip
# Words that follow a rate's group and are not part of it.
_AFTER_RATE = frozenset(
    (
        "vào", "năm", "so", "xuống", "lên", "còn", "trở", "giảm", "tăng", "ở", "nếu", "đạt",
        "thì",
    )
)  # fmt: skip


def find_quantities(text: str) -> list[Quantity]:
    """Return the numbers with units in a paragraph, in order, not overlapping.

    >>> [(q.value, q.value_max, q.unit) for q in find_quantities("giảm 5 - 10% và mở 03 lớp")]
    [(5, 10, '%'), (3, None, 'lớp')]
    >>> find_quantities("ngày 20/11 tại Điều 36")
    []
    """
    found = [_quantity(match) for match in _pattern().finditer(text) if not _is_period(match)]
    lower = text.lower()
    if any(word in lower for word in _BOUND_WORDS):
        found += [_word(match) for match in _word_pattern().finditer(text)]
    if any(f" {word} " in lower for word in _MADE_WORDS):
        known = {quantity.start for quantity in found}
        found += [made for made in _made_words(text) if made.start not in known]
    found += _open_counts(text, found)
    return sorted(found, key=lambda quantity: quantity.start)


def _is_period(match: regex.Match[str]) -> bool:
    """ "Năm 1991 đến 1995 giải quyết việc làm": years are no count."""
    if match.group("c2") is None or not _YEAR.fullmatch(match.group("n")):
        return False
    return _YEAR_WORD.search(match.string[: match.start()]) is not None


# "mở ba lớp", "kết nạp hai đảng viên"; "một" is an article, "năm" a year
_MADE_WORDS = ("hai", "ba", "bốn", "sáu", "bảy", "tám", "chín", "mười")


@cache
def _made_pattern() -> regex.Pattern[str]:
    units = long_alternation(load_words("units"))
    return lazy_pattern(
        rf"(?<=\s)(?P<w>{'|'.join(_MADE_WORDS)})\s(?P<u>{units}(?![\p{{L}}\d]))", regex.IGNORECASE
    )


def _made_words(text: str) -> list[Quantity]:
    return [
        _word(match) for match in _made_pattern().finditer(text) if _is_opened(text, match.start())
    ]


def _open_counts(text: str, found: Sequence[Quantity]) -> list[Quantity]:
    """Return the counts of nouns that no vocabulary holds, behind a bound or a verb of making.

    The same noun is counted elsewhere in the paragraph too ("lấy 90 mẫu, trong đó thịt 30 mẫu").
    """
    taken = [(quantity.start, quantity.end) for quantity in found]
    free = [
        match
        for match in _OPEN_COUNT.finditer(text)
        if not any(start < match.end() and match.start() < end for start, end in taken)
        and not _YEAR.fullmatch(match.group("b1"))
    ]
    made = [match for match in free if _is_opened(text, match.start())]
    nouns = {match.group("bu").split()[0] for match in made}
    counts = (_open_count(match) for match in free if match.group("bu").split()[0] in nouns)
    return [quantity for quantities in counts for quantity in quantities]


@cache
def _making() -> frozenset[str]:
    """Verbs, which no number counts: "khối 8 dựng chỗ ngồi"."""
    return frozenset(load_words("commitments", kind="making"))


def _is_opened(text: str, start: int) -> bool:
    left = text[max(0, start - _OPEN_REACH) : start]
    return _opening().search(left) is not None or opens_with_verb(left)


def _open_count(match: regex.Match[str]) -> Iterator[Quantity]:
    words = match.group("bu").split()
    if words[0] in _STOP or words[0] in _NO_NOUN or words[0] in _making():
        return
    if len(words) > 1 and words[1] in _STOP:
        words = words[:1]
    unit = " ".join(words)
    end = match.start("bu") + len(unit)
    value = read_number(match.group("b1"))
    yield Quantity(match.start(), end, match.end("b1"), "count", value, None, unit)


def _word(match: regex.Match[str]) -> Quantity:
    value, unit = WORDS[match.group("w").lower()], match.group("u")
    return Quantity(match.start("w"), match.end(), match.end("w"), "word", value, None, unit)


def _quantity(match: regex.Match[str]) -> Quantity:
    letter = next(letter for letter in _KINDS if match.group(f"{letter}u") is not None)
    second, scale = match.group(f"{letter}2"), match.group("cs")
    unit, end = _READERS[letter](match)
    total = match.group("ct")
    return Quantity(
        match.start(),
        end,
        match.end(f"{letter}2") if second and letter != "r" else match.end("n"),
        "count" if letter == "m" and _is_often(match) else _KINDS[letter],
        scaled(read_number(match.group("n")), scale),
        scaled(read_number(second), scale) if second else None,
        unit,
        read_number(total) if total else None,
    )


# "kiểm tra mỗi tháng |01 lần": how often, and no multiple of anything
_OFTEN = lazy_pattern(
    r"(?<!\p{L})(?:mỗi|một|hằng|hàng)\s(?:năm học|học kỳ|năm|quý|tháng|tuần|ngày),?\s"
    r"(?:(?:ít nhất|tối thiểu|không quá|từ)\s)?$",
    regex.IGNORECASE,
)


def _is_often(match: regex.Match[str]) -> bool:
    return match.group("n").isdigit() and _OFTEN.search(match.string[: match.start()]) is not None


def _percent(match: regex.Match[str]) -> tuple[str, int]:
    printed = match.group("pu")
    if printed.lower() in ("‰", "%0", "%o", "o/oo"):
        return "‰", match.end()
    if "GRDP" in printed.upper():
        return "% GRDP", match.end()
    return "%" if "%" in printed or "/" in printed else printed, match.end()


def _rate(match: regex.Match[str]) -> tuple[str, int]:
    """Return a rate's unit; its group ends before words such as "vào", "xuống"."""
    words: list[str] = []
    for word in match.group("ru").split():
        if word in _STOP or word in _AFTER_RATE:
            break
        words.append(word)
    group = " ".join(words)
    unit = " ".join(f"{match.group('rn').strip()}/{match.group('rb')} {group}".split())
    return unit, match.end("rb") + (len(group) + 1 if group else 0)


def _printed(letter: str) -> Callable[[regex.Match[str]], tuple[str, int]]:
    def read(match: regex.Match[str]) -> tuple[str, int]:
        return " ".join(match.group(f"{letter}u").split()), match.end()

    return read


# The letter of a kind begins the names of its groups; "ru" is never None in a rate.
_KINDS: dict[str, Kind] = {
    "p": "percent",
    "r": "rate",
    "m": "multiple",
    "d": "money",
    "c": "count",
}
_READERS: dict[str, Callable[[regex.Match[str]], tuple[str, int]]] = {
    "p": _percent,
    "r": _rate,
    "m": _printed("m"),
    "d": _printed("d"),
    "c": _printed("c"),
}

# Bounds before a number, most telling first; some words may stand between bound and number.
_BOUNDS: tuple[tuple[Comparator, str], ...] = (
    ("ge", "ít nhất|tối thiểu|không dưới|không thấp hơn|không ít hơn|không kém|≥|>=|đạt và vượt"),
    (
        "le",
        r"không để(?:\s(?:xảy ra|phát sinh|có))?\squá"
        r"|không (?:(?:vượt|dài|lâu|lớn)\s)?quá|tối đa|không vượt|không cao hơn|không hơn|≤|<=",
    ),
    ("lt", "dưới|thấp hơn|ít hơn|<"),
    ("gt", "trên|hơn|vượt|cao hơn|vượt mức|quá|>"),
    ("approx", "khoảng|gần|xấp xỉ|ước khoảng|chừng"),
)
_BETWEEN = r"(?:\s?(?:đạt|có|là|từ|mức|được|tăng|giảm|vào|đến|năm|\d{4}|khoảng|thêm)){0,6}\s?"
_BEFORE = tuple(
    (name, lazy_pattern(rf"(?:^|(?<![\p{{L}}]))(?:{words}){_BETWEEN}$", regex.IGNORECASE))
    for name, words in _BOUNDS
)
# "từ 27% trở lên", "15% trở lên/tổng số"
_UPWARDS = lazy_pattern(r"\s?(?:\([^()]{0,40}\)\s?)?(?:trở lên|trở đi)", regex.IGNORECASE)
_DOWNWARDS = lazy_pattern(r"\s?trở xuống", regex.IGNORECASE)
_FROM = lazy_pattern(r"(?<!\p{L})từ\s?$", regex.IGNORECASE)


def read_comparator(left: str, right: str, quantity: Quantity) -> Comparator:
    """Return how a quantity is bounded by the words beside it.

    >>> [q] = find_quantities("đạt trên 98%")
    >>> read_comparator("đạt trên ", "", q)
    'gt'
    """
    if _UPWARDS.match(right):
        return "ge"
    if _DOWNWARDS.match(right):
        return "le"
    tail = left[-60:]
    for name, pattern in _BEFORE:
        if pattern.search(tail):
            return "range" if quantity.value_max is not None and name == "approx" else name
    if quantity.value_max is not None:
        return "range"
    if _FROM.search(tail):
        return "ge"
    return "eq"
