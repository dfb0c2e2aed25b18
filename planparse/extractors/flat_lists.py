"""Lists of shares in a parenthesis, read as if a colon opened them."""

import regex

from planparse.text.patterns import lazy_pattern

# "Tỷ lệ nữ cấp ủy (cấp xã 20%, cấp huyện 18%)"; not "hộ nghèo 5% (miền núi 7%, ven biển 3%)",
# whose list is of a number, nor "(chiếm 5%)", "(nam 60%)", which are none
_SHARE = r"(?:\s(?:đạt|là|trên|dưới|ít nhất|tối thiểu|từ)){0,2}\s\d{1,3}(?:,\d{1,2})?\s?%"
_NAME = (
    r"(?!(?:chiếm|tăng|giảm|đạt|còn|bằng|vượt|năm|hiện|trong đó|so với|ước|hơn|trên|dưới)(?!\p{L}))"
    r"\p{L}{1,8}(?:\s\p{L}{1,8}){0,5}?"
)
_MEASURE = r"(?:tỷ lệ|tỉ lệ|tỷ trọng|tỉ trọng|tỷ suất|tỉ suất|cơ cấu|mức độ)"
_LIST = lazy_pattern(
    rf"(?:^|[.;]\s)\s{{0,4}}(?:[-+*•]\s)?(?:\p{{L}}{{1,8}}\s){{0,3}}{_MEASURE}\s\p{{L}}[^.;()\d]{{1,100}}?(?P<open>\s\()(?={_NAME}{_SHARE}\s?[,;]\s{_NAME}{_SHARE})",
    regex.IGNORECASE,
)


def open_members(text: str) -> str:
    """Return `text`, as long as before, with a colon where such a list begins.

    >>> open_members("Tỷ lệ nữ cấp ủy (cấp xã 20%, cấp tỉnh 15%)")
    'Tỷ lệ nữ cấp ủy: cấp xã 20%, cấp tỉnh 15% '
    >>> open_members("Giảm nghèo (chiếm 5%, giảm 1%)")
    'Giảm nghèo (chiếm 5%, giảm 1%)'
    """
    if "(" not in text or "%" not in text:
        return text
    for match in _LIST.finditer(text):
        start, end = match.span("open")
        close = text.find(")", end)
        if close > 0:
            text = f"{text[:start]}: {text[end:close]} {text[close + 1 :]}"
    return text
