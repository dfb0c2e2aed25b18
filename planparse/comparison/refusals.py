"""Where a child says that it will not do something: such words answer no task of the parent."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

import regex

from planparse.comparison.measures import STOP
from planparse.model import Task
from planparse.text.patterns import lazy_pattern

_OWN = (
    r"(?:xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|tỉnh|thành phố|nhà trường|trường|đơn vị"
    r"|địa phương|hội|đoàn|cơ quan|bệnh viện|trạm|trung tâm|sở|phòng|ubnd|ủy ban nhân dân)"
)
_DOING = (
    r"(?:tổ chức|triển khai|thành lập|đặt|thực hiện|xây dựng|giao|bố trí|mở|ban hành|đầu tư"
    r"|trồng|lắp đặt|mua sắm|tiến hành|đăng ký|áp dụng)"
)
# What a plan also forbids ("không cấp phép trong hành lang đê"): refused only by a body that names
# itself, or for a time
_OWN_DOING = r"(?:đề xuất|phát động|quy định|tham gia|ký kết|phê duyệt|khen thưởng|tuyển|chọn)"
_WHEN = (
    r"(?:trong\s)?(?:(?:(?:năm|năm học|giai đoạn|nhiệm kỳ)\s(?:này|nay)"
    r"|(?:năm|năm học|giai đoạn)\s\d{4}(?:\s?-\s?\d{4})?),?\s)"
)
# "Xã không tổ chức Hội thi", "Chưa thành lập tổ tư vấn", "…, nên nhà trường không triển khai",
# "Tạm dừng tổ chức giải"; not "Vận động người dân không tổ chức tiệc linh đình", "xử lý đơn vị
# không thực hiện nghiêm", "hộ chưa xây dựng nhà tiêu"
_REFUSED = lazy_pattern(
    r"(?:^|[,(]\s|(?<!\p{L})(?:nên|do đó|vì vậy)\s)[\s\-+*•]{0,4}"
    rf"{_WHEN}?"
    rf"(?:{_OWN}(?:\s[\p{{L}}]{{1,10}}){{0,4}}?\s)?"
    rf"(?:(?:hiện|tạm thời|năm nay)\s)?(?:(?:không|chưa)\s{_DOING}|tạm dừng|tạm hoãn)(?!\p{{L}})"
    rf"|^[\s\-+*•]{{0,4}}{_WHEN}{_OWN}\s(?:không|chưa)\s{_OWN_DOING}(?!\p{{L}})(?!.{{0,200}}\smà\s)",
    regex.IGNORECASE,
)
_NEGATED = lazy_pattern(r"(?<!\p{L})(?:không|chưa|dừng|hoãn)(?!\p{L})", regex.IGNORECASE)


def refused_parts(text: str) -> list[tuple[int, int]]:
    """Return the sentences of a task in which the child refuses, as offsets of `text`.

    >>> text = "Trồng rừng ven sông; xã không tổ chức Hội thi do chưa có kinh phí."
    >>> [text[start:end] for start, end in refused_parts(text)]
    [' xã không tổ chức Hội thi do chưa có kinh phí.']
    >>> refused_parts("Vận động người dân không tổ chức tiệc cưới linh đình.")
    []
    """
    if _NEGATED.search(text) is None:
        return []
    bounds = [0, *(stop.end() for stop in STOP.finditer(text)), len(text)]
    return [(a, b) for a, b in pairwise(bounds) if _REFUSED.search(text[a:b].lstrip())]


def refused_sentences(tasks: Iterable[Task]) -> Iterator[str]:
    """Yield the sentences of tasks in which the child refuses."""
    for task in tasks:
        for start, end in refused_parts(task.text):
            yield task.text[start:end]


def without_refusals(text: str) -> str:
    """Return a task's text with the sentences that refuse left blank, so that offsets hold.

    >>> without_refusals("Tạm dừng tổ chức giải bóng đá.").strip()
    ''
    """
    for start, end in refused_parts(text):
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return text
