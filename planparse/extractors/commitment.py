"""Whether a quantity is a commitment of the plan, or a result, a rule, a name, a budget."""

from functools import cache

import regex

from planparse.extractors.base import Passage
from planparse.extractors.horizons import year_beside
from planparse.extractors.openings import opens_with_verb, output_verbs
from planparse.extractors.quantities import Quantity
from planparse.lexicon import load_words
from planparse.text.patterns import lazy_pattern
from planparse.text.phrases import alternation


@cache
def _words(kind: str) -> regex.Pattern[str]:
    return _pattern(load_words("commitments", kind=kind))


@cache
def _verbs_of_output() -> regex.Pattern[str]:
    return _pattern(output_verbs())


def _pattern(words: tuple[str, ...]) -> regex.Pattern[str]:
    return lazy_pattern(rf"(?<!\p{{L}}){alternation(words)}(?!\p{{L}})", regex.IGNORECASE)


_BOUND = lazy_pattern(
    r"(?:ít nhất|tối thiểu|không dưới|không thấp hơn|không ít hơn|không quá|tối đa|không vượt quá"
    r"|trong vòng|không để(?:\s(?:xảy ra|phát sinh|có))?\squá"
    r"|khoảng|từ|trên|hơn|dưới|≥|≤)"
    r"(?:\s(?:có|là|đạt|từ|vào|năm|\d{4}|được)){0,4}\s?$",
    regex.IGNORECASE,
)
# "(các bản vùng cao ít nhất 98%)"
_AT_LEAST = lazy_pattern(
    r"(?:ít nhất|tối thiểu|không dưới|không thấp hơn|không quá|tối đa)(?:\sđạt)?\s?$",
    regex.IGNORECASE,
)
_OPEN_BOUND = lazy_pattern(r"(?:từ|trên|dưới|hơn)\s?$", regex.IGNORECASE)
# A number after one of these points at something that exists: "tại 04 mô hình", "địa bàn 12 xã".
_POINTS = lazy_pattern(
    r"(?<!\p{L})(?:tại|trong|vào|của|thuộc|gồm|địa bàn|ở|với|các|và|qua|theo|số|lần|thứ|điều|khoản"
    r"|mục|điểm|dự án|đề án|giai đoạn|khóa"
    r"|nhiệm kỳ|trực thuộc|toàn bộ|cả|trên cả|nhóm|trước|sau|trong số|này|đó|những|bằng|ngày"
    r"|tháng|(?<!(?:trong|cả|hằng|hàng|mỗi|một)\s)năm|quý|tiêu chí|tổng số"
    r"|trong tổng số|kể từ|thời hạn|vòng|quá|chia|(?<!(?:hình|hoàn|tạo|lập)\s)thành|làm"
    r"|(?<!(?:gieo|gieo tạo|trồng|tuyển|bố trí|chuẩn bị|cung ứng|dự trữ|trang bị)\s)đủ"
    r"|đối với|cùng|giữa|từ|đến)\s$",
    regex.IGNORECASE,
)
# "mỗi học kỳ 01 buổi", "cấp huyện mỗi năm 01 cuộc", "mỗi xã, thị trấn 01 cuộc"
_EACH = lazy_pattern(
    r"(?<!\p{L})(?:mỗi|từng)(?:\s\p{L}{1,8}){1,3}(?:,(?:\s\p{L}{1,8}){1,2})?,?\s$", regex.IGNORECASE
)
# "12 tổ dân phố được công nhận": territory that reaches something
_ATTAINS = lazy_pattern(
    r"\s(?:được công nhận|đạt|hoàn thành|đăng ký|về đích)(?!\p{L})", regex.IGNORECASE
)
# "nhân rộng 02 mô hình đã có": what exists
_EXISTING = lazy_pattern(
    r"[^,;.]{0,80}\s(?:đã có|hiện có|sẵn có|hiện hữu)\s?(?:[,;.]|$)", regex.IGNORECASE
)
# "Lắp camera tại 15 bến đò": among the objectives, the sites are what is counted.
_SITE = lazy_pattern(r"(?<!\p{L})(?:tại|ở|cho)\s$", regex.IGNORECASE)
# Territory is counted as a target only with a bound or a verb of reaching.
_TERRITORY = frozenset(
    (
        "xã", "phường", "thị trấn", "thôn", "bản", "ấp", "khu phố", "khu dân cư", "quận",
        "huyện", "tỉnh", "tổ dân phố",
    )
)  # fmt: skip
_TIME_UNITS = frozenset(("ngày làm việc", "ngày", "giờ", "phút", "tháng", "tuổi"))
# "tỷ lệ 1/500": a map, from this denominator on.
_MAP_SCALE = 100
_DURATION = lazy_pattern(
    r"(?:thời gian (?:giải quyết|xử lý|trả|thực hiện thủ tục|chờ|cấp)"
    r"|thời gian\s[^.;,:]{2,50}\s(?:dưới|không quá|tối đa|còn|xuống)\s?$|rút ngắn|tuổi thọ|cắt giảm"
    r"|dành|thời lượng|lưu trú|(?:hoàn tất|thanh toán)[^.;]{0,40}\strong vòng"
    r"|(?:có mặt|đến nơi|tiếp cận|phản hồi)[^.;]{0,40}\s"
    r"(?:không quá|tối đa|trong vòng|dưới))",
    regex.IGNORECASE,
)
_REACHED = lazy_pattern(
    r"(?<!\p{L})(?:đạt|có|còn|hoàn thành|phấn đấu|đưa|ở mức|sẵn sàng"
    r"|lên|xuống|là|tăng|giảm|thêm|được|duy trì|giữ vững"
    r"|đảm bảo|bảo đảm)(?:\s(?:thêm|mới|từ|đạt|có|trên|khoảng|tỷ lệ|tỉ lệ)){0,2}\s?$",
    regex.IGNORECASE,
)
# "cộng 03 điểm", "trừ tối đa 2 điểm", "nhân với 100%": how points are counted
_SCORED = lazy_pattern(r"(?:cộng|trừ)\s(?:thêm\s|tối đa\s|không quá\s)?\d", regex.IGNORECASE)
_FORMULA = lazy_pattern(r"(?:nhân với|nhân|chia cho|[*x=])\s?$", regex.IGNORECASE)
# "dưới 30% có thể điều chỉnh mục tiêu", "được xem xét, điều chỉnh chỉ tiêu": an exemption
_EXEMPT = lazy_pattern(
    r"(?:có thể|được|xem xét)[^.;]{0,40}điều chỉnh|không áp dụng", regex.IGNORECASE
)
# "là xã có tỷ lệ … trên", "khi có trên 50%", "hộ có thu nhập dưới": what defines a group
_DEFINED = lazy_pattern(
    r"(?:(?<!\p{L})là\s[^,;:]{2,60}\scó|khi có|(?<!\p{L})nếu|trường hợp|(?:hộ|người|gia đình"
    r"|đối tượng|đơn vị|xã|thôn|chi đoàn"
    r"|doanh nghiệp)\s(?:\S{1,10}\s){0,3}có\s(?:mức\s)?(?:thu nhập|tỷ lệ|tỉ lệ))"
    r"[^,;.]{0,60}$",
    regex.IGNORECASE,
)
# "doanh nghiệp có từ 50 lao động", "lớp có trên 20% học viên vắng"; not "mỗi đơn vị có từ 02 …"
_SIZED_GROUP = lazy_pattern(
    r"(?<!(?:mỗi|từng)\s)(?:doanh nghiệp|cơ sở|đơn vị|hộ|trang trại|lớp|trường|công ty|hợp tác xã"
    r"|(?:các|những)\s(?:xã|phường|thôn|ấp|bản|khu phố|địa phương|chi hội|chi đoàn|chi bộ))"
    r"\s(?:[^\W\d]{1,10}\s){0,3}(?:có|sử dụng|quy mô)\s(?:từ|trên|dưới|hơn)\s$",
    regex.IGNORECASE,
)
# "xã đã hoàn thành 15 tiêu chí", "Đối với xã hoàn thành 19 tiêu chí": done, or a condition
_DONE_BEFORE = lazy_pattern(
    r"(?:đã(?:\scơ bản)?|(?:đối với|khi|nếu)\s(?:các\s|những\s)?\p{L}{1,8}(?:\s\p{L}{1,8})?)"
    r"\shoàn thành\s$",
    regex.IGNORECASE,
)
# "Tỷ lệ phụ nữ có 3 con trở lên", "hộ có 2 lao động trở lên"
_COUNTED_GROUP = lazy_pattern(
    r"(?<!(?:mỗi|từng)\s)(?:hộ|hộ gia đình|phụ nữ|người|gia đình|cặp vợ chồng)"
    r"\s(?:có|sinh|đã sinh)\s$",
    regex.IGNORECASE,
)
# Words that promise something among the aims; "góp phần bảo đảm an sinh cho 200.000 dân" does not
_PROMISE = lazy_pattern(
    r"phấn đấu|quyết tâm|mục tiêu|chỉ tiêu|đến (?:hết )?năm 20", regex.IGNORECASE
)
# Words that speak of what was reached stand at the head of a clause: "Đến nay, toàn tỉnh đã có".
_AT_ONCE = 24
_AHEAD = lazy_pattern(r"(?:đến|tới|vào|trong|từ|giai đoạn)\s(?:hết\s|cuối\s)?(?:năm\s)?20\d\d")
# "hỗ trợ 30% mức đóng": what somebody gets
_SUPPORTS = lazy_pattern(r"hỗ trợ(?:\s\S{1,8}){0,3}\s?$", regex.IGNORECASE)
# "xã hội hóa 15% tổng kinh phí": who pays
_FUNDING = lazy_pattern(
    r"\s?(?:tổng\s)?(?:kinh phí|nguồn vốn|dự toán|chi phí|vốn đầu tư)", regex.IGNORECASE
)
# "thu ngân sách …, bằng 112% dự toán": a goal of revenue
_OF_ESTIMATE = lazy_pattern(r"(?<!\p{L})(?:bằng|vượt)(?:\strên)?\s$", regex.IGNORECASE)
# "06 xã chưa có": what is not there
_LACKING = lazy_pattern(r"(?:\s\p{L}{1,8}){0,2}\s(?:chưa|còn thiếu)(?!\p{L})", regex.IGNORECASE)
# "được giảm 30% tiền thuê đất", "được hỗ trợ 15 kg gạo": what somebody gets
_GRANTED = lazy_pattern(
    r"được\s(?:giảm|miễn|hỗ trợ|hưởng|cấp|vay|trợ cấp|thưởng)(?:\s(?:thêm|tối đa|không quá|từ|đến"
    r"|mức)){0,2}\s$"
    r"|hỗ trợ\s(?:lãi suất|học phí|mức đóng|kinh phí|chi phí|tiền)(?:\s\S{1,8}){0,3}\s$",
    regex.IGNORECASE,
)
# "trạm bơm công suất 70 m³/s", "trận mưa có cường độ 310 mm", "trạm bơm Liên Trung 30 m³/s": how
# large a work or an event is
_SIZED = lazy_pattern(
    r"(?:công suất|cường độ|lưu lượng|lượng mưa|dung tích|cao trình|mực nước|khẩu độ|đường kính)"
    r"(?:\s(?:thiết kế|tối đa|trên|khoảng|đến)){0,2}\s$",
    regex.IGNORECASE,
)
_FLOW = lazy_pattern(r"\s?/\s?(?:s|giây|h|giờ)(?!\p{L})")
_NAMED_WORK = lazy_pattern(r"\p{Lu}\p{L}{0,9}\s$")
# "phong trào "Mỗi người 1 cây"": a number in a name
_IN_NAME = lazy_pattern(
    r"(?:mô hình|phong trào|cuộc vận động|chương trình|chiến dịch|cuộc thi|hội thi|đề án|dự án)"
    r"\s[\"“«][^\"”»]{0,80}$",
    regex.IGNORECASE,
)
_NAME_ENDS = lazy_pattern(r"[^\"“”«»]{0,80}[\"”»]")
# "tặng bằng khen cho không quá 10% tập thể": how many may be rewarded
_REWARDED = lazy_pattern(
    r"(?:bằng khen|giấy khen|khen thưởng|danh hiệu)[^,;.]{0,30}\s(?:không quá|tối đa)\s$",
    regex.IGNORECASE,
)
# "Xã chưa đặt chỉ tiêu 100% trạm y tế có bác sĩ": none is set; not "không đạt chỉ tiêu"
_REFUSED = lazy_pattern(
    r"(?<!\p{L})(?:không|chưa)\s(?:đặt|giao|thực hiện|đăng ký|xây dựng)\s(?:ra\s)?"
    r"(?:chỉ tiêu|mục tiêu)[^.;]{0,60}$",
    regex.IGNORECASE,
)
# "đạt từ 80% trở lên được cấp chứng chỉ": what opens a right
_PASSES = lazy_pattern(
    r"(?:đạt|có|đúng|hoàn thành|tham gia|tham dự)\s(?:từ|trên)\s?$", regex.IGNORECASE
)
_PASSED = lazy_pattern(
    r"[^,;.]{0,40}trở lên\s(?:thì\s)?được\s(?:cấp|xét|vào|coi là|tính là|xếp loại)(?!\p{L})",
    regex.IGNORECASE,
)
# "tốc độ 40 km/giờ"; "dạy học 2 buổi/ngày", a way of teaching
_AT_SPEED = lazy_pattern(r"tốc độ(?:\s(?:tối đa|dưới|trên|không quá))?\s$", regex.IGNORECASE)
_HALF_DAYS = 2
_ALL = 100
_SCHOOL_DAYS = lazy_pattern(r"(?<!\p{L})(?:học|dạy)\s$", regex.IGNORECASE)
# "giá trị sản phẩm trên 01 ha đất": by what it is measured
_ON_ONE = lazy_pattern(
    r"(?:giá trị|thu nhập|doanh thu|sản lượng|lợi nhuận)[^,;]{0,60}\strên(?:\smột)?\s$",
    regex.IGNORECASE,
)
# "12.000 đồng/suất", "50.000 đồng/buổi": a rate of pay
_PER_SHARE = lazy_pattern(r"\s?/\s?\p{L}")
_IN_PARENTHESES = lazy_pattern(r"\([^()]{0,200}$")


def is_measured(quantity: Quantity, left: str) -> bool:
    """Tell whether a number with its unit can be a target at all; ages and durations mostly cannot.

    >>> from planparse.extractors.quantities import find_quantities
    >>> is_measured(find_quantities("trẻ em dưới 16 tuổi")[0], "trẻ em dưới ")
    False
    """
    if quantity.value == 1 and quantity.total is not None and quantity.total >= _MAP_SCALE:
        return False
    if quantity.value == _HALF_DAYS and quantity.unit == "buổi" and _SCHOOL_DAYS.search(left[-20:]):
        return False
    if quantity.value == 1 and quantity.kind == "count" and _ON_ONE.search(left[-120:]):
        return False
    if quantity.unit.startswith("tuổi/"):
        return False
    return quantity.unit.lower() not in _TIME_UNITS or bool(_DURATION.search(left))


def is_commitment(
    quantity: Quantity, left: str, right: str, indicator: str, passage: Passage
) -> bool:
    """Tell whether the plan commits someone to a quantity with these words beside it."""
    if passage.role == "purpose" and not (_PROMISE.search(left) or _is_all(quantity, left)):
        return False
    if quantity.kind == "money":
        return not _PER_SHARE.match(right) and _is_money_target(left, indicator)
    if quantity.kind in ("count", "word"):
        return _is_count_target(quantity, left, right, passage)
    return _is_share_target(quantity, left, right, passage)


def _is_all(quantity: Quantity, left: str) -> bool:
    """ "- 100% cán bộ được quán triệt" under "Yêu cầu": all of them, and nothing before it."""
    is_all = quantity.kind == "percent" and quantity.value == _ALL
    return is_all and not left.strip(" -+*•")


def is_excluded(left: str, right: str, *, has_baseline: bool = False) -> bool:
    """Tell whether the words beside a number make it a result, a scoring rule, a definition.

    `right` may reach beyond the next number, to the end of the clause. Words of the past may belong
    to a baseline ("từ 22% hiện nay xuống 15%").

    >>> is_excluded("Đến nay, toàn xã đã có ", " hộ dùng nước sạch")
    True
    """
    clause = left[-200:]
    if _words("need").search(clause):
        return True
    past = [] if has_baseline else list(_words("past").finditer(clause))
    # "duy trì các nhóm đã tham gia đạt 100%": what was reached is kept.
    is_kept = bool(past) and _words("keep").search(clause[: past[0].start()]) is not None
    if past and not is_kept and not _words("effort").search(clause[past[-1].end() :]):
        return True
    around = clause + right[:120]
    lower = around.lower()
    if _words("score").search(around):
        return True
    if ("cộng" in lower or "trừ" in lower) and _SCORED.search(around):
        return True
    if _FLOW.match(right) and _NAMED_WORK.search(clause):
        return True
    pairs = (
        (_IN_NAME, _NAME_ENDS),
        (_PASSES, _PASSED),
        (_AT_SPEED, _FLOW),
    )
    if any(before.search(clause) and behind.match(right) for before, behind in pairs):
        return True
    defining = (_DONE_BEFORE, _DEFINED, _GRANTED, _FORMULA, _SIZED, _REWARDED, _REFUSED)
    return any(pattern.search(clause) for pattern in defining) or bool(_EXEMPT.search(right[:240]))


def is_said_of_now(before: str) -> bool:
    """Tell whether the words before a number in its part of a sentence speak of what was reached.

    `before` has neither baselines nor parentheses.

    >>> is_said_of_now("Đến nay toàn tỉnh thu gom được 67.000 tấn rác, đạt ")
    True
    >>> is_said_of_now("Hiện nay có 12 mô hình, đến năm 2030 đạt ")
    False
    >>> is_said_of_now("Phấn đấu 85% lao động có việc làm hợp với nghề đã học, trong đó ")
    False
    """
    before = _DONE.sub("đã", before)
    past = _words("past").search(before)
    if past is None or past.start() > _AT_ONCE:
        return False
    return not _words("effort").search(before) and not _AHEAD.search(before, past.end())


_DONE = lazy_pattern(r"đã (?:cơ bản )?hoàn thành", regex.IGNORECASE)
# "Năm 2023 tỷ số tử vong mẹ là 21/100.000"
_YEAR_FIRST = lazy_pattern(
    r"[\s\-+*•]{0,4}(?:trong\s|cuối\s|hết\s)?năm\s(?P<year>20\d\d)(?!\d|\s?-)", regex.IGNORECASE
)
_ANY_YEAR = lazy_pattern(r"(?<!\d)20\d\d(?!\d)")


def is_of_past_year(before: str, year: int | None) -> bool:
    """Tell whether a part of a sentence opens with a year before the plan's and aims at none.

    >>> is_of_past_year("Năm 2023 tỷ số tử vong mẹ là ", 2024)
    True
    >>> is_of_past_year("Năm 2023 là 21, phấn đấu năm 2024 còn ", 2024)
    False
    """
    match = _YEAR_FIRST.match(before)
    if match is None or year is None or int(match["year"]) >= year:
        return False
    rest = before[match.end() :].lower().replace("hoàn thành", "")
    return not _words("effort").search(rest) and not _ANY_YEAR.search(rest)


def is_group_size(before: str, behind: str = "") -> bool:
    """Tell whether a number says which people or bodies are meant.

    >>> is_group_size("Trên 90% doanh nghiệp có từ ")
    True
    >>> is_group_size("Tỷ lệ phụ nữ có ", " trở lên"), is_group_size("Mỗi hộ có ", " trở lên")
    (True, False)
    """
    if behind.startswith(" trở lên") and _COUNTED_GROUP.search(before):
        return True
    return _SIZED_GROUP.search(before) is not None


# "giảm 3% (còn 7%)"
_LEFT_OVER = lazy_pattern(r"\s?(?:trở lên |trở xuống |so với [^()]{2,30} |/năm )?\(còn ")


def _is_year_ahead(left: str, year: int | None) -> bool:
    """ "80% (năm 2030 là 85%)": a second horizon, no result."""
    stated = year_beside(left)
    return stated is not None and (year is None or int(stated.by) >= year)


def _is_share_target(quantity: Quantity, left: str, right: str, passage: Passage) -> bool:
    if _words("support").match(right.strip()) and _SUPPORTS.search(left[-40:]):
        return False
    if _FUNDING.match(right) and not _OF_ESTIMATE.search(left[-20:]):
        return False
    inside = left[left.rfind("(") :] + right
    stated = _AT_LEAST if passage.role != "objectives" else _BOUND
    if _IN_PARENTHESES.search(left) and not (
        _has_cue(inside)
        or stated.search(left[-40:])
        or _is_year_ahead(left, passage.context.year)
        or (passage.role == "objectives" and _LEFT_OVER.fullmatch(left) is not None)
    ):
        return False
    if passage.role == "objectives":
        return True
    return (
        _has_cue(left)
        or _OPENED.fullmatch(left) is not None
        or bool(_BOUND.search(left))
        or quantity.value == _ALL
        or opens_with_verb(left)
    )


# "- ", "Có ", "Đến hết năm 2026, có ": nothing but a time before a share
_OPENED = lazy_pattern(
    r"[\s\-+*•]{0,4}(?:(?:đến|trong|từ)?\s?(?:hết\s|cuối\s)?(?:năm|quý)\s[\dIV/\s]{1,9},?\s)?(?:có\s)?",
    regex.IGNORECASE,
)


def _has_cue(text: str) -> bool:
    return any(_words(kind).search(text) for kind in ("effort", "keep", "reach"))


def _is_count_target(quantity: Quantity, left: str, right: str, passage: Passage) -> bool:
    tail = left[-80:]
    if _LACKING.match(right) or (_EXISTING.match(right) and not _words("keep").search(tail)):
        return False
    if _BOUND.search(tail) and not _OPEN_BOUND.search(tail):
        return True
    stripped = _BOUND.sub("", tail)
    if passage.role == "objectives" and _SITE.search(stripped) and _verbs_of_output().search(left):
        return True
    if _EACH.search(stripped):
        return True
    if _POINTS.search(stripped) or (_POINTS.search(tail) and not _BOUND.search(tail)):
        return False
    if _is_territory(quantity, stripped) and not _CHOSEN.search(stripped):
        return passage.role == "objectives" and _reaches(stripped, right)
    return _is_made(left, stripped, right, passage)


# "chọn 02 xã làm điểm": territory that somebody is to choose
_CHOSEN = lazy_pattern(r"(?<!\p{L})(?:chọn|lựa chọn)\s$", regex.IGNORECASE)
# "in 20.000 bản": copies, no hamlets
_PRINTED = lazy_pattern(r"(?<!\p{L})(?:in|in ấn|phát hành|xuất bản|cấp phát)\s$", regex.IGNORECASE)


def _is_territory(quantity: Quantity, stripped: str) -> bool:
    unit = quantity.unit.lower().split(",")[0]
    if unit == "bản" and _PRINTED.search(stripped):
        return False
    return unit in _TERRITORY and quantity.total is None


def _reaches(stripped: str, right: str) -> bool:
    """Tell whether territory is counted by what it reaches: "đưa 03 xã", "12 xã được công nhận"."""
    opens = not stripped.strip(" -+*•,;")
    return _REACHED.search(stripped) is not None or (opens and _ATTAINS.match(right) is not None)


def _is_made(left: str, stripped: str, right: str, passage: Passage) -> bool:
    """Tell whether somebody is to make or reach what is counted."""
    if _IN_PARENTHESES.search(left) and not stripped.rstrip().endswith(":"):
        return False
    if _ends_with_output(stripped) or _REACHED.search(stripped) or stripped.rstrip().endswith(":"):
        return True
    ends = right.strip()[:1] in ("", ",", ".", ";", "/") or _REPEATED.match(right)
    if ends and _verbs_of_output().search(left):
        return True
    if opens_with_verb(stripped):
        return True
    if passage.role != "objectives":
        return False
    if _words("keep").match(left.strip(" -+*•")):
        return True
    return not stripped.strip(" -+*•,;").removeprefix("và")


# "03 buổi mỗi tuần": nothing is said of the buổi
_REPEATED = lazy_pattern(r"\s?(?:mỗi|một|hằng|hàng)\s(?:ngày|tuần|tháng|quý|năm)(?!\p{L})")


def _ends_with_output(text: str) -> bool:
    """Tell whether the verb whose object is counted stands just before: "tổ chức 02 lớp"."""
    last = None
    for match in _verbs_of_output().finditer(text, max(0, len(text) - 30)):
        last = match
    return last is not None and len(text[last.end() :].split()) <= 2


def _is_money_target(left: str, indicator: str) -> bool:
    if _words("budget").search(left[-60:]) and not _words("money").search(left[-60:]):
        return False
    return bool(_words("money").search(left) or _words("money").search(indicator))
