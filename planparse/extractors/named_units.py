"""Numbers that stand without a unit: what is measured names it, or is an index.

"Số bác sĩ/vạn dân đạt 10" counts bác sĩ/vạn dân; "chỉ số phát triển con người (HDI) đạt trên 0,7"
has no unit at all.
"""

from collections.abc import Iterator

import regex

from planparse.extractors.quantities import Quantity
from planparse.text.numbers import NUMBER, read_number
from planparse.text.patterns import lazy_pattern

# "đạt trên", "duy trì ở mức", ": "
_REACHED = (
    r"\s?(?:[:,]\s|(?:đạt|là|còn|ở|mức|trên|dưới|từ|tối thiểu|ít nhất|khoảng|duy trì|tăng|giảm"
    r"|lên|xuống|đến|được|(?:vào\s|đến\s)?năm\s20\d{2})\s){1,7}"
)
_ALONE = r"(?=\s?(?:[.;,)](?!\d)|$|trở lên|trở xuống|\s(?:vào|đến|và|trở)\s))"
_RATE = lazy_pattern(
    rf"(?P<unit>\p{{L}}{{1,8}}(?:\s\p{{L}}{{1,8}}){{0,3}}\s?/\s?"
    rf"(?:vạn dân|(?:1\.?0|10\.?0|100\.?0)00\s(?:dân|người|trẻ|ca)(?:\s\p{{Ll}}{{1,8}}){{0,4}}?))"
    rf"{_REACHED}(?P<number>{NUMBER}){_ALONE}",
    regex.IGNORECASE,
)
# An index lies between 0 and 1: "chỉ số HDI đạt 0,72"; not "chỉ số PCI đạt thứ hạng 15"
_INDEX = lazy_pattern(
    rf"(?<!\p{{L}})(?:chỉ số|hệ số)\s[^.;:\d]{{2,80}}{_REACHED}(?P<number>0,\d{{1,3}}){_ALONE}",
    regex.IGNORECASE,
)
_LATER = lazy_pattern(
    rf"(?:[,;]|\svà)\s(?:đến\s)?năm\s20\d{{2}}\s(?:(?:là|đạt|còn|phấn đấu|lên|trên)\s){{0,3}}"
    rf"(?P<number>{NUMBER}){_ALONE}",
    regex.IGNORECASE,
)
# Words that open a measure and are no part of its unit.
_OPENERS = frozenset(("số", "tỷ", "tỉ", "lệ", "suất", "lượng", "tổng", "mật", "độ"))


def find_named(text: str) -> Iterator[Quantity]:
    """Yield the numbers without a unit beside them, in order of their shapes.

    >>> [(q.value, q.unit) for q in find_named("Số bác sĩ/vạn dân đạt 10; chỉ số HDI đạt 0,72.")]
    [(10, 'bác sĩ/vạn dân'), (0.72, '')]
    >>> list(find_named("30 giường bệnh/vạn dân đạt 95% kế hoạch, chỉ số PCI đạt thứ hạng 15"))
    []
    """
    if "/" in text:
        for match in _RATE.finditer(text):
            # "năm 2024 là 28, năm 2025 là 30": the last of a row of years is meant
            later = _LATER.match(text, match.end())
            words = match["unit"].split()
            while words and words[0].lower() in _OPENERS:
                words = words[1:]
            counted, _, base = " ".join(words).partition("/")
            # "trẻ dưới 5 tuổi/1.000 trẻ": an age counts nothing.
            counted = "" if counted.split()[-1:] == ["tuổi"] else counted
            yield _quantity(later or match, f"{counted}/{base}")
    if "số" in text.lower():
        for match in _INDEX.finditer(text):
            yield _quantity(_LATER.match(text, match.end()) or match, "")


def _quantity(match: regex.Match[str], unit: str) -> Quantity:
    start, end = match.span("number")
    return Quantity(start, end, end, "rate", read_number(match["number"]), None, unit)
