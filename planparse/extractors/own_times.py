"""Which times of running text are those of the plan's own duties.

Not: validity, birth, data windows; past events; the period of a programme or of a cited title; the
horizon and the rhythm of a numeric target. What is left is judged by its cue and by where it stands
in its sentence (guidelines: deadlines).
"""

import regex

from planparse.extractors.rhythms import covers_several_years
from planparse.extractors.scenes import FRACTION, LEFT_REACH, Scene, clause_of, counts, left_of
from planparse.extractors.times import Time
from planparse.lexicon import load_words
from planparse.text.patterns import lazy_pattern
from planparse.text.phrases import alternation


def _words(kind: str) -> str:
    return alternation(load_words("deadlines", kind=kind))


_ISO_LENGTH = 10
# "đến |hết quý III", "chậm |nhất", "từ |nay đến": cues that are those of a duty whatever stands by
_BINDING = ("hết", "nhất", "hạn", "không", "nay")
# Sections that set goals and reasons; a length there is part of them ("xử lý trong 24 giờ").
_NO_DUTIES = ("objectives", "purpose")
# "hoàn thành |năm 2026": no words between
_COMPLETED_REACH = 11
# "số liệu tính |từ ngày 15/12", "có hiệu lực |từ 01/7"; "số liệu của năm trước |trong tháng 3" only
# without a last day, which binds ("gửi số liệu về Sở |trước ngày 10/5")
_FOREIGN = lazy_pattern(rf"(?r)(?<!\p{{L}}){_words('foreign')}[\s,:]{{0,3}}$", regex.IGNORECASE)
_FOREIGN_NEAR = lazy_pattern(
    rf"(?r)(?<!\p{{L}}){_words('foreign')}(?:\s{{1,3}}(?!hoàn thành|phải)\p{{L}}{{1,8}}){{0,3}}"
    r"[\s,:]{0,3}$",
    regex.IGNORECASE,
)
# "công dân nam sinh |từ ngày 01/01/1999"; not "cha mẹ học sinh |trước ngày 25/5"
_BORN = lazy_pattern(
    r"(?r)(?<!(?:học|thí|vệ|tuyển|sơ|khai|phát|dân|hy|tái|giáo|môn)\s)(?<!\p{L})sinh\s{1,3}$",
    regex.IGNORECASE,
)
# "các văn bản |ban hành |trước ngày 01/7": a day that only describes a thing
_PASSIVE = lazy_pattern(
    rf"(?r)(?<!\p{{L}}){_words('thing')}(?:\s{{1,3}}(?!và|để|trình)\p{{L}}{{1,8}}){{0,6}}\s{{1,3}}{_words('passive')}\s{{1,3}}$",
    regex.IGNORECASE,
)
# "đã |đăng ký |trong tháng 3": past where nothing else follows "đã" up to the time
_DONE = lazy_pattern(r"(?r)(?<!\p{L})đã(?:\s{1,3}\p{L}{1,9}){0,9}[\s,]{1,3}$", regex.IGNORECASE)
# "Trong quý IV/2023|, Công an xã đã tiếp nhận …"
_DONE_AFTER = lazy_pattern(r"[,:]?(?:\s{1,3}[\p{L}\-,]{1,12}){0,12}\s{1,3}đã\s", regex.IGNORECASE)
_MUST = lazy_pattern(rf"(?<!\p{{L}}){_words('must')}(?!\p{{L}})", regex.IGNORECASE)
# "kế hoạch |trong năm 2025", "công tác |quý II"
_NOUN = lazy_pattern(rf"(?r)(?<!\p{{L}}){_words('noun')}\s{{1,3}}$", regex.IGNORECASE)
# "kết quả thực hiện |quý I/2024"
_RESULT = lazy_pattern(
    r"(?r)(?<!\p{L})(?:kết quả|tình hình|tiến độ)\s(?:tổ chức\s)?"
    r"(?:thực hiện|triển khai|hoạt động)\s$",
    regex.IGNORECASE,
)
# "hoàn thành |quý II/2024", "khai mạc |ngày 15/4"
_VERB = lazy_pattern(rf"(?r)(?<!\p{{L}}){_words('verb')}[\s:(,]{{1,3}}$", regex.IGNORECASE)
# "- |Tháng 9, Phòng Nội vụ …", ". |Quý II: …"; the head of an item or sentence
_HEAD = lazy_pattern(
    r"(?r)(?:^|[.;]\s{1,3})(?:\s{0,3}(?:[-+*•]|\(?[\da-zđ]{1,2}[.)]|(?:\d{1,2}\.){1,4}\d{0,2}))?\s{0,3}"
    r"(?:Riêng|Trước mắt|Cụ thể|Phấn đấu|Và)?[\s,:]{0,3}$",
    regex.IGNORECASE,
)
# "thành lập đoàn đánh giá chéo |tháng 11/2024|.": the words of a duty up to the mark before them
_ACT = lazy_pattern(
    rf"(?<!\p{{L}}|(?:đã|được|việc|về|quả|hoạch|trình|tác|kỳ|từ|của|đang)\s){_words('act')}(?!\p{{L}})",
    regex.IGNORECASE,
)
_PIECE = lazy_pattern(r"(?r)[^,;:.()]{0,120}$")
_PIECE_END = lazy_pattern(r"\s{0,2}(?:[.;,)]|$|(?:và|tại|để|cho|đối với|\()\s?)")
# "kế hoạch kiểm tra |quý II/2024", "Quyết định của UBND tỉnh |ngày 15/4/2024": a thing described
_DESCRIBED = lazy_pattern(
    rf"(?r)(?<!\p{{L}})(?:{_words('noun')}(?:\s{{1,3}}[\p{{L}}\-]{{1,9}}){{0,3}}"
    rf"|{_words('document')}(?:\s{{1,3}}[\p{{L}}\-&]{{1,9}}){{0,8}}|{_words('occasion')}(?:\s{{1,3}}[\p{{L}}\-]{{1,9}}){{0,6}})[\s,]{{1,3}}$",
    regex.IGNORECASE,
)
# "sơ kết |6 tháng đầu năm": what is reported on, not when
_HALF = lazy_pattern(r"0?[369]\s{0,3}tháng", regex.IGNORECASE)
_AFTER_HEAD = lazy_pattern(r"\s{0,3}(?:[,:(]|-\s|\s\p{L})")
# "Giai đoạn 2024 - 2025|: hoàn thiện cơ sở dữ liệu"
_COLON = lazy_pattern(r"\s{0,3}:\s{1,3}\p{L}")
# "Năm 2027| nghiệm thu, bàn giao", "Giai đoạn 2025 - 2026|, tập trung thi công"
_THEN_ACT = lazy_pattern(
    rf",?\s{{1,3}}(?:(?:tập trung|tiếp tục|phấn đấu)\s)?{_words('act')}(?!\p{{L}})",
    regex.IGNORECASE,
)
# "năm 2024| đạt 30%"
_SHARE = lazy_pattern(r",?\s(?:(?:phấn đấu|đạt|tối thiểu|trên|ít nhất)\s){0,2}\d{1,3}(?:,\d)?\s?%")
# "Khai mạc: 8h00 |ngày 20/5/2024|.", "Công tác kiểm tra: |Quý II|;": a time alone behind a colon
_LABELLED = lazy_pattern(r"(?r):\s{1,3}(?:\d{1,2}\s?(?:giờ|h)\s?\d{0,2},?\s)?$")
_ENDS = lazy_pattern(r"\s{0,2}(?:[.;,]|$|(?:tại|và)\s)")
_IN_BRACKETS = lazy_pattern(r"\s{0,2}(?:\)|[,;]\s[^()]{0,60}\))")
# "Quyết định số 12/QĐ-UBND |ngày 15/4/2024", "Luật … ngày |29/6/2006"
# not "Quý II, |quý IV/2024"
_CITED = lazy_pattern(
    r"(?r)(?:(?<![\p{Lu}]|[qQ]u[ýí]\s)\p{Lu}{2,8}\d{0,2}|\d{1,5}/\S{2,20}|số\s?\S{1,24}"
    r"|(?i:luật|nghị định|pháp lệnh)(?:\s\p{L}{1,9}){1,6})[\s,(]{1,3}(?:ký\s|ban hành\s)?$"
)
# "Quyết định số 11/1998/QĐ-TCCP về việc ban hành Quy chế đánh giá công chức |hằng năm"
_IN_TITLE = lazy_pattern(
    r"\d{1,5}[/-][^\s,;.]{0,12}\p{Lu}{2}[^;.]{0,160}?\s(?:về|ban hành|phê duyệt)\s[^;.,]{0,160}$"
)
# "ngân sách nhà nước |hằng năm": no duty comes back, a noun is described
_YEARLY_NOUN = lazy_pattern(
    rf"(?r)(?<!\p{{L}}){_words('yearly_noun')}(?:\s{{1,3}}\p{{L}}{{1,9}}){{0,2}}\s{{1,3}}$",
    regex.IGNORECASE,
)
# "dừng hoạt động 01 ngày |mỗi tháng", "phát 150 suất cơm |mỗi ngày": a rate
_COUNTED = lazy_pattern(
    r"(?r)(?<![\p{L}\d.,/])(?:\d{1,3}(?:[.,]\d{1,3})?|một|hai|ba)(?:\s{1,3}\p{L}{1,9}){1,4}\s{1,3}$",
    regex.IGNORECASE,
)
_DUTY = lazy_pattern(rf"(?<!\p{{L}}){_words('duty')}(?!\p{{L}})", regex.IGNORECASE)
# "bảo đảm hoàn thành nạo vét các trục chính |trước mùa mưa", "|xong trước Tết"
_COMPLETION = lazy_pattern(
    r"(?r)(?<!\p{L})(?:hoàn thành|xong|kết thúc)(?:,?\s{1,3}[\p{L}\d\-]{1,12}){0,14}[\s(]{1,3}$",
    regex.IGNORECASE,
)
# "lắp 03 cụm thùng rác, hoàn thành |trong năm 2027", "(đưa vào sử dụng |năm 2026)": the time of the
# duty whatever it counts
_COMPLETED = lazy_pattern(
    r"(?r)[,;(]\s{0,3}(?:và\s|phải\s|cơ bản\s){0,2}"
    rf"{_words('completion')}\s{{1,3}}$",
    regex.IGNORECASE,
)


def is_own(scene: Scene, time: Time) -> bool:
    """Tell whether a time of running text is the time of one of the plan's own duties."""
    if (time.bare and time.cue == "none") or scene.text[time.start : time.end].isupper():
        return False
    if time.cue == "relative":
        return True
    if time.cue == "within":
        return scene.passage.role not in _NO_DUTIES and not counts(scene, time)
    if time.cue == "event":
        return _COMPLETION.search(left_of(scene, time)) is not None
    if time.cue == "every":
        return _is_recurring_duty(scene, time)
    # Most times without a cue are the dates of cited documents; that is seen soonest.
    if time.cue == "none" and time.fine and time.every is None and not _stands_alone(scene, time):
        return False
    if is_foreign(scene, time) or _is_past(scene, time):
        return False
    return _is_fine_duty(scene, time) if time.fine else _is_year_of_duty(scene, time)


def is_foreign(scene: Scene, time: Time) -> bool:
    """Tell whether a time is that of validity, birth, figures, a share or a cited document.

    Also in a line on time: "Thời gian báo cáo: tính từ ngày 15/12".
    """
    left = left_of(scene, time)
    if not time.fine and _SHARE.match(scene.text, time.end):
        return True
    pattern = _FOREIGN if time.cue in ("before", "until") else _FOREIGN_NEAR
    return any(p.search(left) is not None for p in (pattern, _BORN, _PASSIVE)) or is_cited(
        scene, time
    )


def is_cited(scene: Scene, time: Time) -> bool:
    """Tell whether a time without a cue is the date of a cited document."""
    return (
        time.cue == "none"
        and time.every is None
        and _CITED.search(left_of(scene, time)) is not None
    )


def _is_fine_duty(scene: Scene, time: Time) -> bool:
    """Judge a time finer than years: a last day binds, other cues not beside a target."""
    if time.cue == "before" or (time.cue == "until" and _binds(scene, time)):
        return True
    if scene.passage.role == "objectives" and counts(scene, time):
        return False
    return time.is_range or time.cue != "from" or _is_start_of_duty(scene, time)


def _cue_words(scene: Scene, time: Time) -> str:
    return scene.text[time.start : time.core].lower()


def _binds(scene: Scene, time: Time) -> bool:
    """ "chậm nhất" binds; "đến hết ngày 30/6" beside a number may be a target's horizon."""
    cue = _cue_words(scene, time)
    return not cue.startswith(("đến", "tới", "cho", "hết")) and any(
        word in cue for word in _BINDING
    )


def _is_recurring_duty(scene: Scene, time: Time) -> bool:
    """ "Hằng quý, tổng hợp …"; not "ngân sách hằng năm", "mỗi quý ít nhất 03 tin, bài"."""
    if counts(scene, time, before=scene.passage.role == "objectives") or _is_per(scene, time):
        return False
    before, _ = clause_of(scene, time)
    if _IN_TITLE.search(before):
        return False
    near = before[-LEFT_REACH:]
    return _YEARLY_NOUN.search(near) is None or _DUTY.search(near) is not None


def _is_per(scene: Scene, time: Time) -> bool:
    is_each = scene.text[time.start : time.end].lower().startswith(("mỗi", "từng"))
    return is_each and _COUNTED.search(left_of(scene, time)) is not None


def _is_past(scene: Scene, time: Time) -> bool:
    """Tell whether a time is of a year before the plan's, or says when something was done."""
    context = scene.passage.context
    end, issued = time.last or time.first or "", context.issued_on or ""
    years = [str(year) for year in (context.year, issued[:4]) if year]
    if years and _is_before(end, min(years)):
        return True
    # "20/10/1930 - 20/10/2024": years since then, not days for a duty.
    if time.is_range and years and _is_before(time.first or "", str(int(min(years)) - 1)):
        return True
    before, behind = clause_of(scene, time)
    is_over = len(end) == _ISO_LENGTH and end < issued
    if _DONE.search(before[-LEFT_REACH:]):
        return is_over or time.cue not in ("before", "until") or not time.fine
    if before.strip(" -+*•") or _MUST.search(behind):
        return False
    return (is_over or not issued) and _DONE_AFTER.match(behind) is not None


def _is_before(day: str, year: str) -> bool:
    return len(day) == _ISO_LENGTH and day[:4] < year


def _is_year_of_duty(scene: Scene, time: Time) -> bool:
    """A year sets a time for a duty when no target goes with it and no heading or name holds it."""
    left = left_of(scene, time)
    if time.start < scene.heading_end or (time.cue == "none" and not _opens_item(scene, time)):
        return False
    cue = _cue_words(scene, time)
    if cue.startswith("xong") or _COMPLETED.search(left):
        return True
    # "tổng kết Kế hoạch vào cuối năm 2026": "vào" goes with the verb
    is_described = not cue.startswith("vào") and _NOUN.search(left) is not None
    if is_described or _IN_TITLE.search(left) or counts(scene, time):
        return False
    if time.cue == "before" or "trong" in cue or any(word in cue for word in _BINDING):
        return True
    if scene.passage.role == "objectives":
        return False
    if time.cue in ("in", "none") or _HEAD.search(left):
        return True
    return time.cue == "from" and (_VERB.search(left) is not None or _ends_duty(scene, time))


def _opens_item(scene: Scene, time: Time) -> bool:
    """Tell of "Giai đoạn 2024 - 2025: hoàn thiện …", a year's only places without a cue.

    The other one is right behind a verb of completion: "khởi công quý IV, hoàn thành năm 2026".
    """
    left = left_of(scene, time)
    if _HEAD.search(left):
        if _COLON.match(scene.text, time.end):
            return True
        several = covers_several_years(scene.passage.context)
        return several and _THEN_ACT.match(scene.text, time.end) is not None
    if time.bare:
        return False
    # "tổng kết cuối năm 2025"
    is_late = time.first is None and time.last is not None and _dates_duty(scene, time)
    return is_late or _COMPLETION.search(left[-_COMPLETED_REACH:]) is not None


def _is_start_of_duty(scene: Scene, time: Time) -> bool:
    """ "Từ ngày 01/7, … chỉ nhận hồ sơ trực tuyến"; not a day past when the plan is made."""
    issued = scene.passage.context.issued_on
    # A month that has begun is not past, so months are compared.
    if time.first and issued and time.first[:7] < issued[:7]:
        return False
    left = left_of(scene, time)
    goes_on = scene.text[time.start : time.end].lower().endswith("trở đi")
    is_led = any(pattern.search(left) for pattern in (_HEAD, _VERB))
    return goes_on or is_led or _ends_duty(scene, time)


def _ends_duty(scene: Scene, time: Time) -> bool:
    """ "Áp dụng mức thu mới |từ ngày 01/7|.": the last words of a piece that says what to do."""
    if _PIECE_END.match(scene.text, time.end) is None or time.start < scene.heading_end:
        return False
    if scene.passage.role in _NO_DUTIES:
        return False
    piece = _PIECE.search(left_of(scene, time))
    return piece is not None and _ACT.search(piece.group()) is not None


def _dates_duty(scene: Scene, time: Time) -> bool:
    """ "Thành lập đoàn đánh giá chéo |tháng 11/2024|."; not a day without its year or past."""
    left = left_of(scene, time)
    if _DESCRIBED.search(left) or not _ends_duty(scene, time):
        return False
    if time.first != time.last or time.first is None:
        return True
    issued = scene.passage.context.issued_on or ""
    return "start" not in time.inferred and time.first >= issued


def _stands_alone(scene: Scene, time: Time) -> bool:
    """A month, quarter or day without a cue: at the head of an item, in brackets, behind a verb."""
    left = left_of(scene, time)
    if (
        _RESULT.search(left)
        or _NOUN.search(left)
        or FRACTION.match(scene.text, time.start, time.end)
    ):
        return False
    if _HALF.match(scene.text, time.start, time.end):
        return False
    if _HEAD.search(left):
        return _AFTER_HEAD.match(scene.text, time.end) is not None
    if _VERB.search(left):
        return True
    if _LABELLED.search(left):
        return _ENDS.match(scene.text, time.end) is not None
    if _dates_duty(scene, time):
        return True
    if not left.rstrip().endswith("(") or not _IN_BRACKETS.match(scene.text, time.end):
        return False
    # A day alone in brackets is as often the day of a feast.
    return time.is_range or time.first != time.last
