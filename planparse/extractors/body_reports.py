"""Who gets a report: "báo cáo Sở Nội vụ", "gửi … về UBND xã (qua Phòng Kinh tế)"."""

from collections.abc import Iterator

from planparse.extractors.body_lists import read_names
from planparse.extractors.body_words import Name, Printed
from planparse.text.patterns import lazy_pattern

_STOP = lazy_pattern(r"\./\.|[.;]\s|\n|$")
# Right behind the verb: "báo cáo [về ]Sở", "gửi [cho ]Phòng", "báo cáo [bằng văn bản về ]UBND"
_DIRECT = lazy_pattern(
    r"(?: (?:bằng văn bản|kịp thời|trực tiếp|lên|về|cho|tới|đến|gửi|với|ngay)){0,3} "
)
# Later in the clause: "… về Sở", "… gửi UBND", "(qua Phòng", "đồng gửi Ban"
_LATER = lazy_pattern(
    r"[ (](?:thông qua|qua|đồng gửi|đồng thời gửi|về|cho|tới|đến|lên|gửi|với|báo cáo)"
    r"(?: (?:về|cho|đến|tới))? "
)
# "báo cáo, hướng dẫn cho các xã", "báo cáo và phối hợp với": another verb takes the body
_OTHER = lazy_pattern(
    r"(?:,| và|;) (?:hướng dẫn|phổ biến|tuyên truyền|triển khai|cung cấp|chuyển|hỗ trợ|phân bổ"
    r"|giao|phối hợp|tập huấn|cấp|làm việc|trao đổi|chỉ đạo|đôn đốc|bàn giao)(?!\p{L})|phối hợp $"
)
# "báo cáo viên", "báo cáo tài chính": no verb
_NO_VERB = lazy_pattern(r" (?:viên|tài chính|này|nghiên cứu|thống kê)(?!\p{L})")
# "Sở", "Lãnh đạo Sở", "Giám đốc Công ty": the paper's own body, or the only one of its kind
_OWN_BODY = lazy_pattern(
    r"(?:(?:Ban )?(?:Lãnh đạo|Giám đốc|lãnh đạo|giám đốc) )?"
    r"(?P<body>Sở|Bộ|Cục|Chi cục|Tổng cục|Viện|Bệnh viện|Công ty|Trung tâm)"
    r"(?= (?!và )\p{Ll}|[,;.)]|$| \(|\n)"
)
OWN = "own"
"""The head of a name that stands for the paper's own body."""

_REACH = 260


def find_recipients(line: Printed, start: int, end: int) -> Iterator[tuple[Name, ...]]:
    """Yield the lists of bodies that the report whose verb ends at `start` goes to or through.

    >>> from planparse.extractors.body_words import printed
    >>> line = printed("gửi kết quả về UBND huyện (qua Phòng Nội vụ huyện) trước ngày 05/12")
    >>> [name.body for names in find_recipients(line, 3, len(line.text)) for name in names]
    ['Ủy ban nhân dân huyện', 'Phòng Nội vụ huyện']
    """
    if _NO_VERB.match(line.lower, start):
        return
    stop = _STOP.search(line.text, start, min(end, start + _REACH))
    limit = stop.start() if stop else min(end, start + _REACH)
    at = start
    direct = _DIRECT.match(line.lower, at, limit)
    names = _names(line, direct.end(), limit) if direct else ()
    if names:
        yield names
        at = names[-1].end
    while (later := _LATER.search(line.lower, at, limit)) is not None:
        at = later.end() - 1
        names = _names(line, later.end(), limit)
        if names and not _OTHER.search(line.lower, start, later.start()):
            yield names
            at = names[-1].end


def _names(line: Printed, start: int, limit: int) -> tuple[Name, ...]:
    """Return the names at `start`; a crowd of bodies gets papers, not reports."""
    names = read_names(line, start) or _own_body(line, start)
    if not names or names[-1].end > limit:
        return ()
    return tuple(name for name in names if not line.lower.startswith("các ", name.start))


def _own_body(line: Printed, start: int) -> tuple[Name, ...]:
    """Read the own or only body of a kind: "về [Lãnh đạo Sở]", "gửi [Sở] trước ngày"."""
    match = _OWN_BODY.match(line.text, start)
    return (Name(start, match.end(), match["body"], OWN),) if match else ()
