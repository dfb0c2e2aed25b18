"""Times that are counted from an event: "trong thời hạn 10 ngày kể từ ngày nhận Kế hoạch này"."""

from typing import Literal, NamedTuple

import regex

from planparse.lexicon import load_words
from planparse.text.patterns import lazy_pattern
from planparse.text.phrases import alternation


class Relative(NamedTuple):
    """A time at `start:end` of a text.

    "relative" names its event; "within" only a length ("trong vòng 24 giờ"); "event" only a season
    or feast ("trước Tết").
    """

    start: int
    end: int
    cue: Literal["relative", "within", "event"]


_N = r"\d{1,3}\s{0,3}(?:\(\p{L}[^()]{1,20}\)\s)?"
_LENGTH = r"(?:ngày|tháng|giờ|tuần|phút|h|năm(?!\s?\d))(?!\p{L})(?:\slàm việc)?"
_SHORT_LENGTH = r"(?:ngày|giờ|tuần|phút|h)(?!\p{L})(?:\slàm việc)?"
_EVENT_WORDS = (
    "kể từ", "tính từ", "sau khi", "từ khi", "từ lúc", "từ ngày", "trước khi", "sau ngày",
    "trước ngày", "ngay sau khi", "ngay khi", "khi",
)  # fmt: skip
# One of these stands in every time that is counted from an event.
_SIGNS = ("kể từ", "tính từ", "khi", "từ ngày", "sau ngày", "từ lúc", "trước ngày")
# "trong thời hạn 10 ngày kể từ ngày nhận Kế hoạch này", "chậm nhất 05 ngày làm việc sau khi kết
# thúc đợt kiểm tra", "trong vòng 48 giờ khi có ổ dịch", "ít nhất 03 ngày trước khi họp"; not "giá
# trị 05 năm kể từ ngày cấp", "sau 10 ngày khi"
_FROM_EVENT = lazy_pattern(
    r"(?=\d)(?<=(?P<w>(?<!\p{L})(?:(?:chậm nhất|muộn nhất|không quá|tối đa|ít nhất|tối thiểu)"
    r"(?:\s(?:là|trong|sau)){0,2}"
    r"|trong(?:\s(?:thời hạn|vòng|thời gian|hạn|khoảng))?|sau|thời hạn)\s{1,3}))"
    rf"{_N}{_LENGTH},?\s{{1,3}}{alternation(_EVENT_WORDS)}\s[^.;,\n()]{{2,60}}",
    regex.IGNORECASE,
)
# "trước khi tiêm 20 ngày", "trước ngày bầu cử 95 ngày", "trước 05 ngày tổ chức Hội nghị", "sau khi
# kết thúc hội thi 05 ngày", "trước ít nhất 24 giờ"; not "trước 17 giờ", "trước ngày 15 tháng 3",
# "trước khi đủ 15 tuổi"
_AHEAD = lazy_pattern(
    r"(?<!\p{L})(?:trước\s(?:khi|ngày)|sau\skhi)(?:\s{1,3}\p{L}{1,9}){1,6}\s{1,3}"
    rf"(?:ít nhất\s|tối thiểu\s)?{_N}{_SHORT_LENGTH}(?!\s{{0,2}}\d)"
    rf"|(?<!\p{{L}})trước\s(?:(?:ít nhất|tối thiểu)\s{_N}giờ|{_N}giờ\s(?:khi|so với)"
    r"\s[^.;,\n()]{2,60}"
    rf"|(?:ít nhất\s|tối thiểu\s)?{_N}ngày(?!\p{{L}}|\s{{0,2}}\d)(?:\slàm việc)?"
    r"(?:\s(?:khi|tổ chức|diễn ra|so với|họp)\s[^.;,\n()]{2,60})?)",
    regex.IGNORECASE,
)
# "trong vòng 01 giờ", "trong 24 giờ", "trong thời hạn 03 ngày làm việc", "trong vòng 30 ngày sau
# đại hội"; not "trong 03 ngày", the length of a course, nor "trong vòng 10 ngày qua", "trong 24
# giờ tới"
_WITHIN = lazy_pattern(
    r"(?=\d)(?<=(?P<w>(?<!\p{L})trong\s{1,3}(?:(?P<bound>vòng|thời hạn|hạn)\s{1,3})?))"
    rf"{_N}(?:(?:giờ|h)(?!\p{{L}})|(?(bound){_SHORT_LENGTH}|(?!)))"
    r"(?!\s(?:qua|tới|liên tục|đầu|gần|liền|nữa)(?!\p{L})|\s{0,2}\d)"
    r"(?:\ssau\s\p{L}[^.;,\n()]{2,60})?",
    regex.IGNORECASE,
)
# "trước mùa mưa năm 2026", "trước Tết Nguyên đán": a limit without a date
_EVENT = lazy_pattern(
    rf"(?<!\p{{L}})(?:xong\s)?trước\s{{1,3}}{alternation(load_words('deadlines', kind='event'))}"
    r"(?!\p{L})(?:\s{1,3}(?:năm\s{0,3})?(?:học\s{0,3})?20\d{2}(?:\s?-\s?20\d{2})?)?",
    regex.IGNORECASE,
)


def find_relative(text: str, start: int, stop: int) -> list[Relative]:
    """Return the times that an event sets, in order, not overlapping.

    >>> text = "Báo cáo trong vòng 48 giờ khi có ổ dịch; mua vắc xin xong trước khi tiêm 20 ngày."
    >>> [text[time.start : time.end] for time in find_relative(text, 0, len(text))]
    ['trong vòng 48 giờ khi có ổ dịch', 'trước khi tiêm 20 ngày']
    """
    lower = text.lower()
    found: list[Relative] = []
    if any(sign in lower for sign in _SIGNS):
        found += [
            Relative(match.start("w"), match.end(), "relative")
            for match in _FROM_EVENT.finditer(text, start, stop)
        ]
    if "trước" in lower or "sau khi" in lower:
        found += [
            Relative(match.start(), match.end(), "relative")
            for match in _AHEAD.finditer(text, start, stop)
        ]
        found += [
            Relative(match.start(), match.end(), "event")
            for match in _EVENT.finditer(text, start, stop)
        ]
    if "trong" in lower:
        found += [
            Relative(match.start("w"), match.end(), "within")
            for match in _WITHIN.finditer(text, start, stop)
        ]
    kept: list[Relative] = []
    for time in sorted(found, key=lambda item: (item.start, -item.end)):
        if not kept or kept[-1].end <= time.start:
            kept.append(time)
    return kept
