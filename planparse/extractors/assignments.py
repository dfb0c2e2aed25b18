"""Assignments: which body has which role in which duty (cơ quan chủ trì, phối hợp, …).

The role of a body is read from the heading that names it, from a field ("Đơn vị phối hợp: …"), or
from the words right before and behind its name; the bodies of a list share one role.
"""

import itertools
from collections.abc import Generator, Iterator, Sequence

import regex

from planparse.extractors.base import Extractor, Passage
from planparse.extractors.bodies import BodyName, find_bodies, written_out
from planparse.extractors.tables import Cell, read_rows
from planparse.model import Assignment, Finding
from planparse.model.records import BodyRole
from planparse.outline.markers import read_marker
from planparse.text.patterns import lazy_pattern

_SKIPPED_PARTS = frozenset(("head", "preamble", "closing", "footnote"))
_SENTENCE = lazy_pattern(r"[.]\s+(?=[\p{Lu}\"(])|\n|;\s(?!\p{Lu})")
# What stands between two names of one list.
_LIST = lazy_pattern(
    r"^\s?(?:\([^()]{0,120}\)\s?)?(?:,|;|và|,\svà|cùng|cùng với|-|/|;\s)\s?(?:với\s|các\s"
    r"|các đồng chí\s)?$"
)
# "phối hợp với", "Phối hợp chặt chẽ cùng", "phối hợp": whom to work with follows
_SUPPORT = lazy_pattern(
    r"(?:phối hợp|phối hợp chặt chẽ|phối hợp đồng bộ|phối hợp, trao đổi thông tin"
    r"|kết hợp)(?:\s(?:chặt chẽ|đồng bộ|hiệu quả|thường xuyên|triển khai|thực hiện|tham gia"
    r"|tổ chức|tuyên truyền)){0,3}(?:\s(?:với|cùng|cùng với|giữa))?(?:\s(?:các|lực lượng))?\s$",
    regex.IGNORECASE,
)
# "phối hợp với các cơ quan Trung ương, Bộ Tài chính": a list that opens with a group of no name
_SUPPORT_LIST = lazy_pattern(
    r"phối hợp(?:\s(?:chặt chẽ|đồng bộ))?\s(?:với|cùng)\s(?P<list>[^.;:()]{2,90}?)(?:,\s"
    r"|\svà\s)(?:các\s)?$",
    regex.IGNORECASE,
)
# "Hội Nông dân xã phối hợp với …": without chủ trì both support
_SUPPORT_AFTER = lazy_pattern(
    r"^\s?(?:\([^()]{0,80}\)\s?)?(?:tham gia\s|chủ động\s)?phối hợp\s(?:chặt chẽ\s)?(?:với"
    r"|cùng)(?!\p{L})",
    regex.IGNORECASE,
)
_VERB = lazy_pattern(
    r"(?<!\p{L})(?:hướng dẫn|tổ chức (?!chính trị|xã hội|thành viên|đảng)|thực hiện|triển khai"
    r"|tham mưu|trong|để|kiểm tra|xây dựng (?!kế)|tuyên truyền|đôn đốc|rà soát|nhằm|về việc"
    r"|theo dõi|quản lý (?!khu)|đẩy mạnh)",
    regex.IGNORECASE,
)
_REQUESTED = lazy_pattern(
    r"(?:đề nghị|mời|trân trọng đề nghị|kêu gọi)\s(?:các đồng chí\s)?$", regex.IGNORECASE
)
_GIVEN = lazy_pattern(
    r"(?:(?<!được\s)giao(?:\scho)?|phân công|yêu cầu|trách nhiệm của|nhiệm vụ của|ủy quyền"
    r"|ủy nhiệm)\s$",
    regex.IGNORECASE,
)
# "báo cáo kết quả về", "gửi … cho", "(qua": who receives a report
_REPORT = lazy_pattern(
    r"(?:(?:báo cáo|gửi|phản ánh|phản hồi|đăng ký)[^.;]{0,170}?\s(?:về|cho|tới|gửi|đến|với)"
    r"|báo cáo|tổng hợp,? báo cáo|gửi)\s$",
    regex.IGNORECASE,
)
_VIA = lazy_pattern(r"(?:\(\s?)?(?:qua|thông qua|đồng gửi|đồng thời gửi)\s$", regex.IGNORECASE)
_REPORTS = lazy_pattern(r"(?<!\p{L})(?:báo cáo|gửi|phản ánh|phản hồi)(?!\p{L})", regex.IGNORECASE)
_NOT_REPORT = lazy_pattern(
    r"(?:theo dõi, tổng hợp báo cáo|báo cáo (?:của|từ)|để báo cáo tài chính)\s?$", regex.IGNORECASE
)
# Behind a name: "chủ trì", "làm đầu mối", "chịu trách nhiệm": it leads wherever it stands
_LEADS = lazy_pattern(
    r"^\s?(?:\([^()]{0,120}\)\s?)?(?:,\s)?(?:chủ trì|là cơ quan (?:đầu mối|chủ trì|thường trực)"
    r"|làm đầu mối|có trách nhiệm|chịu trách nhiệm|là đầu mối|có nhiệm vụ)",
    regex.IGNORECASE,
)
# A verb of duty behind the name that opens a sentence: "Sở Xây dựng đăng tải …", "Sở X: hướng dẫn"
_DUTY = lazy_pattern(
    r"^\s?(?:\([^()]{0,160}\)\s?)?(?::|,?\s?(?:căn cứ|chủ động|tổ chức|thực hiện|triển khai"
    r"|xây dựng|hướng dẫn|gửi|báo cáo|tham mưu|phối hợp|kiểm tra|theo dõi|bố trí|rà soát|đăng|phát"
    r"|tuyên truyền|chỉ đạo|đôn đốc|lập|ban hành|cân đối"
    r"|thẩm định|tăng cường|tiếp tục|đẩy mạnh|vận động|cung cấp|giám sát|quản lý|hỗ trợ|lồng ghép"
    r"|tổng hợp|nghiên cứu|trong phạm vi|theo chức năng|định kỳ|thường xuyên|phân công|phổ biến"
    r"|quán triệt|kịp thời|nghiêm túc|thu thập"
    r"|khẩn trương|đề xuất|bảo đảm|đảm bảo|mở|huy động|tập trung|cử|nâng cao|tham gia|hằng năm"
    r"|hàng năm|hằng quý|hằng tháng|phải|cần|duy trì|tiếp nhận|công khai|phát động|trước ngày"
    r"|dựa vào|trên cơ sở|giải quyết|đưa|dành|in|biên soạn|lắp)(?!\p{L}))",
    regex.IGNORECASE,
)
_BULLET = lazy_pattern(
    r"^\s?(?:[-+*•]\s?)?(?:(?:Riêng|Đối với|Các đồng chí|Đồng thời,?|Trong đó,?|Các (?:Sở|sở|Phòng"
    r"|Bộ)\s?:)\s)?$",
    regex.IGNORECASE,
)
# Fields: "Cơ quan chủ trì: …", "Đơn vị phối hợp: …"
_FIELD = lazy_pattern(
    r"(?<!\p{L})(?:(?:Cơ quan|Đơn vị|Bộ phận|Người|Phòng, ban)\s)?(?P<role>chủ trì|thực hiện"
    r"|phối hợp|phụ trách|chịu trách nhiệm|chủ trì thực hiện|phối hợp thực hiện)(?:\s(?:thực hiện"
    r"|tham mưu|chính))?\s?:\s?",
    regex.IGNORECASE,
)
# "Các đ/c Phó Chủ tịch, Trưởng đoàn thể xã, các Chuyên viên cơ quan MTTQ xã"
_PERSON = lazy_pattern(
    r"(?<=[:,;]\s|và\s)(?P<many>các\s)?(?:(?:đồng chí|đ/c)\s)?"
    r"(?P<name>(?:Phó|Trưởng|Chủ tịch|Chuyên viên|Công chức|Cán bộ|Giám đốc|Bí thư"
    r"|Hiệu trưởng|Chánh|Chỉ huy trưởng|Kế toán|Thủ trưởng)\s[^,;.:()]{2,80}?)"
    r"(?=\s?[,;.()]|\svà\s|\sphụ trách\s|$)",
    regex.IGNORECASE,
)
_FIELD_START = lazy_pattern(r"^\s?[-+*•]?\s?(?:[a-zđ]\)\s|\d{1,2}[.)]\s)?$")
# Headings that name bodies: what may stand before the name, and what no heading of a body begins
# with.
_HEADING_LEAD = lazy_pattern(
    r"^(?:(?P<ask>Đề nghị|Trân trọng đề nghị)|(?:Trách nhiệm|Nhiệm vụ|Phân công nhiệm vụ"
    r"|Phân công)\scủa|Giao|Trách nhiệm|Nhiệm vụ|Đối với|Yêu cầu)\s(?:các đồng chí\s)?",
    regex.IGNORECASE,
)
_BODY_LIKE = lazy_pattern(
    r"^(?:Các|Cán bộ|Công chức|Trưởng|Thủ trưởng|Chủ tịch|Phó|Chuyên viên|Đồng chí|Hiệu trưởng"
    r"|Giáo viên|Tổ|Nhóm|Bộ phận|Ban|Hội|Đoàn|Sở|Phòng|Ủy|Uỷ|UBND|Công an|Đảng|Chi|Báo|Đài"
    r"|Trung tâm|Trường|Doanh nghiệp"
    r"|Cơ quan|Đơn vị|Văn phòng|Mặt trận|Liên đoàn|Công đoàn|Bí thư|Thường trực|Đối tượng"
    r"|đối tượng|các|Thành viên|Trạm|Quỹ|Bưu điện|Kho bạc|Tỉnh|Huyện|Thành|Viện|Tòa|Chánh|Giám đốc"
    r"|Lãnh đạo|Kế toán|Tập thể)(?!\p{L})"
)
_NOT_BODY = lazy_pattern(
    r"^(?:Các (?:hoạt động|nội dung|giải pháp|nhiệm vụ|chỉ tiêu|mục tiêu|bước|biện pháp|dự án"
    r"|chính sách|số điện thoại)|Tổ chức (?!Đảng|đảng|chính trị|Hội|hội)|Đoàn kết|Báo cáo"
    r"|Phòng,? chống|Phòng ngừa|Hội nghị|Hội thi|Ban hành|Thanh tra, kiểm tra|Chi phí|Công tác"
    r"|Đơn vị tính|Trường hợp|Quỹ đất)",
    regex.IGNORECASE,
)
_TAIL_LIMIT = 60
_HEADING_LIMIT = 220
_PARENTHESIS = lazy_pattern(r"\s?\([^()]{0,240}\)")
_TASK_LIMIT = 300
_VAGUE = lazy_pattern(
    r"^(?:các\s)?(?:cơ quan|đơn vị|tổ chức|ban|ngành|địa phương|cá nhân)(?:,\s(?:đơn vị|tổ chức"
    r"|cơ quan|địa phương|cá nhân|doanh nghiệp|ngành|ban)){0,4}(?:\s(?:và|,)\s(?:đơn vị|tổ chức"
    r"|địa phương|cá nhân))?(?:\s(?:có\s)?liên quan)?$",
    regex.IGNORECASE,
)
_HEADED_ROLES = frozenset(("organisation", "tasks", "schedule", "other"))


def find(passage: Passage) -> Iterator[Assignment | Finding]:
    """Yield the assignments of a passage."""
    if passage.part in _SKIPPED_PARTS or passage.role == "background":
        return
    if passage.role == "budget" and not passage.section:
        return
    first = passage.blocks[0] if passage.blocks else None
    for block in passage.blocks:
        if block.kind != "paragraph":
            continue
        start = block.start
        if block is first and passage.section is not None:
            title_end = yield from _in_heading(passage, block.start, block.end)
            start = title_end
        yield from _of_heading(passage, start, block.end)
        yield from _in_paragraph(passage, start, block.end)
    yield from _in_tables(passage)


def _in_heading(passage: Passage, start: int, end: int) -> Generator[Assignment, None, int]:
    """Yield the bodies that a unit's heading names; return where its running text begins."""
    text = passage.text[start:end]
    marker = read_marker(text)
    section = passage.section
    if marker is None or section is None:
        return start
    begin = start + marker.end
    title = section.title
    stop = begin + len(title) if passage.text[begin:].startswith(title) else begin
    if (
        section.role not in _HEADED_ROLES
        or section.level < 2
        or marker.readings[0][0] in ("lower", "paren")
    ):
        return begin
    lead = _HEADING_LEAD.match(title)
    name_start = lead.end() if lead else 0
    name = title[name_start:]
    if not _is_heading_of_body(passage, name, text[marker.end :]):
        return begin
    role: BodyRole = "requested" if lead and lead.group("ask") else "lead"
    for piece_start, piece_end, full in _split_names(name):
        yield passage.record(
            Assignment,
            "body-heading",
            begin + name_start + piece_start,
            begin + name_start + piece_end,
            body=full,
            role=role,
            task=_duty_below(passage, stop, end),
        )
    return stop


def _is_heading_of_body(passage: Passage, name: str, text: str) -> bool:
    if len(name) > _HEADING_LIMIT or not _BODY_LIKE.match(name) or _NOT_BODY.match(name):
        return False
    charged = passage.above and _CHARGES.search(passage.above[0].split("\n")[0])
    if passage.role == "organisation" or charged or "trách nhiệm" in text[:20].lower():
        return _VERB_INSIDE.search(_PARENTHESIS.sub("", name)) is None
    bodies = find_bodies(name)
    return (
        bool(bodies)
        and bodies[0].start <= 2
        and bodies[-1].end >= len(_PARENTHESIS.sub("", name).rstrip()) - 30
        and _VERB_INSIDE.search(name) is None
    )


# "1. Nhiệm vụ của thành viên Ban Chỉ đạo": the units below are headed by bodies
_CHARGES = lazy_pattern(r"(?:nhiệm vụ|trách nhiệm)\scủa|phân công", regex.IGNORECASE)
# A sentence, not a name: "Các sở, ban, ngành xây dựng dự toán …"
_VERB_INSIDE = lazy_pattern(
    r"(?<!\p{L})(?:chịu trách nhiệm|có trách nhiệm|xây dựng dự toán|xây dựng kế hoạch|chủ trì"
    r"|phối hợp với|tổ chức triển khai|triển khai thực hiện|căn cứ|gửi báo cáo|báo cáo kết quả"
    r"|tăng cường|đẩy mạnh|được giao|theo dõi, đôn đốc|thực hiện nghiêm|tổ chức thực hiện"
    r"|chủ động)(?!\p{L})",
    regex.IGNORECASE,
)


def _split_names(name: str) -> Iterator[tuple[int, int, str]]:
    """Take a heading's list of bodies apart; a name not known by form or word stays whole."""
    bare = _PARENTHESIS.sub(lambda match: " " * len(match.group()), name)
    bodies = find_bodies(bare)
    pieces: list[tuple[int, int]] = []
    start = 0
    for body, following in itertools.pairwise(bodies):
        between = bare[body.end : following.start]
        if _LIST.match(between):
            pieces.append((start, body.end))
            start = following.start
    pieces.append((start, _end_of_last(bare, bodies, start)))
    for begin, end in pieces:
        text = bare[begin:end]
        yield begin, begin + len(text.rstrip()), written_out(text.strip())


def _end_of_last(bare: str, bodies: Sequence[BodyName], start: int) -> int:
    """A name may be longer than what is known of it ("… đang hoạt động trong KCN"), no clause."""
    end = len(bare.rstrip(" :.,;-"))
    last = bodies[-1].end if bodies else end
    if last > start and end - last > _TAIL_LIMIT:
        return last
    return end


def _duty_below(passage: Passage, stop: int, end: int) -> str:
    rest = passage.text[stop:end].strip(" :.-") or passage.text[end : end + _TASK_LIMIT].strip(
        "\n -+*•"
    )
    return " ".join(rest.split("\n")[0].split())[:_TASK_LIMIT] or (
        passage.section.title if passage.section else ""
    )


# "- Phối hợp với …", "a) Chủ trì, phối hợp …": the body of the heading is meant
_INHERITS = lazy_pattern(
    r"^\s?(?:[-+*•]\s?|[a-zđ]\)\s)?(?:Thường xuyên\s|Chủ động\s|Tham gia\s)?(?P<cue>phối hợp"
    r"|chủ trì)(?!\p{L})",
    regex.IGNORECASE,
)


def _of_heading(passage: Passage, start: int, end: int) -> Iterator[Assignment]:
    """Yield the role that an item without a name gives to the body of the heading above."""
    match = _INHERITS.match(passage.text[start:end].lstrip(": "))
    if match is None or passage.role not in _HEADED_ROLES:
        return
    shift = end - start - len(passage.text[start:end].lstrip(": "))
    role: BodyRole = "support" if match.group("cue").lower() == "phối hợp" else "lead"
    for full in _bodies_above(passage):
        yield passage.record(
            Assignment,
            f"body-{role}",
            start + shift + match.start("cue"),
            start + shift + match.end("cue"),
            body=full,
            role=role,
            task=" ".join(passage.text[start:end].split())[:_TASK_LIMIT],
            inferred=("body",),
        )


def _bodies_above(passage: Passage) -> list[str]:
    """Return the bodies that the nearest heading names: the section's own, else the one above."""
    lines = [passage.section.title] if passage.section else []
    lines += [_strip_marker(text.split("\n")[0]) for text in passage.above]
    for line in lines:
        lead = _HEADING_LEAD.match(line)
        name = line[lead.end() if lead else 0 :].rstrip(": .")
        is_name = _BODY_LIKE.match(name) and not _NOT_BODY.match(name)
        if is_name and len(name) <= _HEADING_LIMIT and _VERB_INSIDE.search(name) is None:
            return [full for _, _, full in _split_names(name)]
    return []


def _strip_marker(line: str) -> str:
    marker = read_marker(line)
    text = line[marker.end :] if marker else line
    return text.split(":")[0]


def _in_paragraph(passage: Passage, start: int, end: int) -> Iterator[Assignment]:
    text = passage.text[start:end]
    begin = 0
    for stop in [*(m.start() + 1 for m in _SENTENCE.finditer(text)), len(text)]:
        sentence = text[begin:stop]
        if len(sentence) > 8:
            yield from _in_sentence(passage, start + begin, sentence)
        begin = stop


def _in_sentence(passage: Passage, offset: int, sentence: str) -> Iterator[Assignment]:
    fields = _fields(sentence)
    bodies = find_bodies(sentence)
    if fields:
        bodies = sorted((*bodies, *_people(sentence, bodies, fields)), key=lambda b: b.start)
    if not bodies:
        return
    roles: list[BodyRole | None] = []
    for number in range(len(bodies)):
        roles.append(_role(sentence, bodies, number, roles, fields))
    for body, role in zip(bodies, _shared_opening(sentence, bodies, roles), strict=True):
        if role is None or _VAGUE.match(body.full):
            continue
        yield passage.record(
            Assignment,
            "body-field" if fields else f"body-{role.replace('_', '-')}",
            offset + body.start,
            offset + body.end,
            body=body.full,
            role=role,
            task=" ".join(sentence.split())[:_TASK_LIMIT],
        )


def _fields(sentence: str) -> list[tuple[int, BodyRole]]:
    """Return where values of fields such as "Đơn vị phối hợp:" begin, and what role they give."""
    fields: list[tuple[int, BodyRole]] = []
    for match in _FIELD.finditer(sentence):
        left = sentence[: match.start()]
        if match.group().lstrip()[:1].isupper() or _FIELD_START.match(left):
            role: BodyRole = "support" if "phối hợp" in match.group("role").lower() else "lead"
            fields.append((match.end(), role))
    return fields


def _people(
    sentence: str, bodies: Sequence[BodyName], fields: Sequence[tuple[int, BodyRole]]
) -> Iterator[BodyName]:
    """Yield the offices that a field names beside its bodies: "Các đ/c Phó Chủ tịch"."""
    for match in _PERSON.finditer(sentence, fields[0][0]):
        name = match.span("name")
        if not any(body.start < name[1] and name[0] < body.end for body in bodies):
            plural = "Các " if match.group("many") else ""
            full = written_out(match.group("name"))
            yield BodyName(name[0], name[1], f"{plural}{full}", False)


def _role(
    sentence: str,
    bodies: Sequence[BodyName],
    number: int,
    roles: Sequence[BodyRole | None],
    fields: Sequence[tuple[int, BodyRole]],
) -> BodyRole | None:
    body = bodies[number]
    previous = bodies[number - 1].end if number else 0
    left, right = sentence[: body.start], sentence[body.end :]
    between = sentence[previous : body.start]
    if _LEADS.match(right) and not _SUPPORT.search(between):
        return "lead"
    if number and _LIST.match(between):
        return roles[number - 1]
    cue = _role_of_cue(left, between)
    if cue is not None:
        return cue
    in_field = [role for at, role in fields if at <= body.start]
    if in_field and not number:
        return in_field[-1]
    if _BULLET.match(left.rsplit(";", 1)[-1]):
        if _SUPPORT_AFTER.match(right):
            return "support"
        return "lead" if _DUTY.match(right) else None
    return None


def _role_of_cue(left: str, between: str) -> BodyRole | None:
    tail = left[-220:]
    listed = _SUPPORT_LIST.search(tail)
    if _SUPPORT.search(tail) or (listed and not _VERB.search(listed.group("list"))):
        return "support"
    if _REQUESTED.search(tail):
        return "requested"
    if _GIVEN.search(tail):
        return "lead"
    if _VIA.search(tail) and _REPORTS.search(tail):
        return "report_to"
    if _NOT_REPORT.search(tail):
        return None
    if _REPORT.search(tail):
        return "report_to"
    return None


def _shared_opening(
    sentence: str, bodies: Sequence[BodyName], roles: Sequence[BodyRole | None]
) -> list[BodyRole | None]:
    """A list that opens a sentence leads as a whole: "Các sở, UBND các xã gửi báo cáo …"."""
    result = list(roles)
    if result and result[0] is None and _BULLET.match(sentence[: bodies[0].start]):
        last = 0
        while last + 1 < len(bodies) and _LIST.match(
            sentence[bodies[last].end : bodies[last + 1].start]
        ):
            last += 1
        if last and (
            _DUTY.match(sentence[bodies[last].end :]) or _LEADS.match(sentence[bodies[last].end :])
        ):
            for number in range(last + 1):
                result[number] = "lead"
    return result


def _in_tables(passage: Passage) -> Iterator[Assignment]:
    for row in read_rows(passage):
        task = row.first("task", "target")
        for cell in row.cells:
            if cell.column not in ("lead", "support") or not task:
                continue
            yield from _in_cell(passage, cell, task)


def _in_cell(passage: Passage, cell: Cell, task: Cell) -> Iterator[Assignment]:
    role: BodyRole = "support" if cell.column == "support" else "lead"
    text = passage.text[cell.start : cell.end].replace("\n", " ")
    for body in find_bodies(text):
        if not _VAGUE.match(body.full):
            yield passage.record(
                Assignment,
                "body-field",
                cell.start + body.start,
                cell.start + body.end,
                body=body.full,
                role=role,
                task=task.text[:_TASK_LIMIT],
            )


ASSIGNMENTS = Extractor(
    name="assignments",
    record=Assignment,
    find=find,
    rules=(
        "body-heading",
        "body-lead",
        "body-support",
        "body-requested",
        "body-report-to",
        "body-field",
    ),
    cues=(
        "ban",
        "sở",
        "phòng",
        "hội",
        "đoàn",
        "công an",
        "bộ",
        "trung tâm",
        "ủy",
        "uỷ",
        "đảng",
        "trường",
        "các",
        "công chức",
        "chi ",
        "đài",
        "báo",
        "tổ",
        "cán bộ",
        "chủ tịch",
    ),
)
