"""Names of companies: their form, their trades, their own name in capitals."""

from planparse.extractors.body_tails import is_head, read_field, read_place
from planparse.extractors.body_words import Printed
from planparse.text.patterns import lazy_pattern

_COMPANY_FORM = lazy_pattern(
    r"(?: (?:cổ phần|cp|tnhh|mtv|một thành viên|trách nhiệm hữu hạn|dịch vụ và thương mại)){1,3}"
    r"(?!\p{L})"
)
_COMPANY_WORD = lazy_pattern(r" (?!với|các|để|theo|trong)[\p{L}\d]{1,12}(?![\p{L}/])")
_WORD_LIMIT, _FIELD_LIMIT = 14, 6


def read_company(line: Printed, start: int) -> int:
    """Return the end of a company's name: its form, its trades, its own name in capitals.

    "Công ty[ TNHH MTV Đầu tư phát triển thủy lợi Hà Nội] vận hành"; the start without a form.
    """
    form = _COMPANY_FORM.match(line.lower, start)
    if form is None:
        return start
    named = _company_name(line, form.end())
    if named > form.end():
        return named
    end = form.end()
    for _ in range(_FIELD_LIMIT):
        field = read_field(line, end)
        following = field if field > end else read_place(line, end)
        if following == end:
            break
        end = following
    return end


def _company_name(line: Printed, start: int) -> int:
    """Return the end of trades with an own name in capitals behind: " Đầu tư … [Hà Nội]"."""
    end, run, found = start, 0, start
    for _ in range(_WORD_LIMIT):
        match = _COMPANY_WORD.match(line.text, end)
        if match is None or is_head(line, end + 1):
            break
        run = run + 1 if line.text[end + 1].isupper() else 0
        if line.text[end + 1].isdigit():  # "Sông Đà 9"
            return match.end()
        if run == 0 and found > start:
            break
        found = match.end() if run >= 2 else found
        end = match.end()
    return found
