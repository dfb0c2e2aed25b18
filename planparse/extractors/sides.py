"""What a quantity measures, in the words of the document.

Two shapes carry most targets (domain: subject and number): the share first, "100% hộ nghèo được
cấp thẻ", and the subject first, "Tỷ lệ hộ nghèo đạt 3%". The words on the left are stripped of
cues, verbs of reaching and times; what remains tells which shape it is.
"""

from dataclasses import dataclass

import regex

from planparse.extractors.horizons import without_horizons, year_beside
from planparse.extractors.openings import output_verbs
from planparse.lexicon import load_words
from planparse.text.patterns import lazy_pattern
from planparse.text.phrases import alternation

_BOUND = (
    r"ít nhất|tối thiểu|không dưới|không thấp hơn|không ít hơn|không kém|không quá|tối đa"
    r"|không (?:vượt|dài|lâu|lớn) quá|không vượt|không cao hơn|trong vòng|trong thời gian"
    r"|dưới|thấp hơn|trên|hơn|vượt mức|vượt|cao hơn|khoảng|gần|xấp xỉ|≥|≤|>=|<=|>|<"
)
# Verbs of reaching that stand between a subject and its number: "đạt", "giảm xuống còn", "là".
_REACH = (
    r"cắt giảm|kéo giảm|đạt tỷ lệ|đạt tỉ lệ|đạt mức|đạt được|đạt|chiếm tỷ lệ|chiếm"
    r"|(?<!đồng )bằng|ở mức|là|tương ứng|lần lượt|còn|xuống còn|giảm còn|giảm xuống còn|giảm xuống"
    r"|(?<!trở )xuống|(?<!trở )lên|lên đến|lên mức|tăng lên|nâng lên|tăng thêm|tăng"
    r"|giảm|thêm|với tỷ lệ|mức|từ|đến|gấp|bình quân"
    r"|(?<!mức sống )(?<!khá )trung bình|không|(?<!nhà )ở"
)
# What is left of "đạt các chỉ tiêu: 100% …"
_EMPTY = frozenset(
    (
        "các",
        "những",
        "một số",
        "cụ thể",
        "như sau",
        "cả năm",
        "kế hoạch",
        "tỷ lệ đó",
        "tỉ lệ đó",
        "con số này",
        "tỷ lệ này",
        "tỉ lệ này",
        "con số đó",
        "số này",
    )
)
_NEUTRAL = frozenset(("bình quân", "trung bình", "từ", "đến"))
_CHANGES = frozenset(("tăng", "giảm", "tăng thêm", "kéo giảm", "cắt giảm"))
_OBJECT = r"có|được|có từ|phải có|cần có|có được"
_TIME = (
    r"mỗi năm học|một năm học|trong năm học|"
    r"hằng năm|hàng năm|mỗi năm|hằng quý|hàng quý|mỗi quý|hằng tháng|hàng tháng|mỗi tháng"
    r"|trong năm|một năm|mỗi tuần|hằng tuần"
    r"|bình quân mỗi năm|bình quân hằng năm|bình quân hàng năm|vào năm|đến năm|trong năm"
    r"|(?<!cả )năm"
)
_EFFORT = alternation(
    [*load_words("commitments", kind="effort"), *load_words("commitments", kind="keep")]
)
_OUTPUT = alternation(output_verbs())
# One word or phrase at the right end of the left side; applied again and again, so bounded.
_TAIL = lazy_pattern(
    rf"(?:^|(?<=[\s,;:(]))(?<!bắt\s)(?P<word>(?P<reach>{_REACH})|{_BOUND}|(?P<object>{_OBJECT})|{_TIME}"
    rf"|{_EFFORT}|và|cho|sẽ)\s*$|(?P<mark>[,;:(]|\s-)\s*$",
    regex.IGNORECASE,
)
_TAIL_REACH = 60
# Words at the left end that say how, not what: "Phấn đấu", "- Chỉ tiêu 2:", "Nâng", "(4)".
_HEAD = lazy_pattern(
    rf"\s*(?:[-+*•]\s|\(\d{{1,2}}\)\s?|[a-zđ][)/]\s?|\d{{1,2}}(?:\.\d{{1,2}}){{0,3}}\s?[.)/](?:\s"
    rf"|$)|(?:Chỉ tiêu|Mục tiêu|Nhiệm vụ|Nội dung|Hoạt động"
    rf"|Giải pháp)(?:\s(?:số\s)?\d{{1,2}}\s?(?:[:.]|$)|\s?:)\s?"
    rf"|(?:{_EFFORT}|{_TIME}|Nâng(?! cấp)"
    rf"|Tăng|Giảm|Kéo giảm|Khống chế|Hạ|Rút ngắn|Đưa|Tiếp tục|Có|Đạt"
    rf"|được|Toàn bộ|Trong đó|Trong số (?:đó|này)|Cả giai đoạn|Riêng|Hoàn thành|và|để|thì"
    rf"|cụ thể|các chỉ tiêu|:|,|;"
    rf"|\.)(?![\p{{L}}]))",
    regex.IGNORECASE,
)
# "Ở lĩnh vực này, Hội mở 24 lớp", "2. Phòng Tài chính: bố trí 03 đợt kiểm tra"
_CIRCUMSTANCE = lazy_pattern(
    r"^(?:\d{1,2}\.\s)?(?:Phòng|Sở|Ban|Ủy ban|UBND|Công an|Hội|Đoàn|Trạm|Trường|Bộ|Chi cục|Cục"
    r"|Trung tâm|Văn phòng|Liên đoàn|Bệnh viện)\s[^:.;\d]{2,80}:\s"
    r"|^(?:Ở|Trong|Đối với|Với|Về)\s[^,;:\d]{2,24}\s(?:này|đó|trên),\s",
    regex.IGNORECASE,
)
# A clause that goes on after the target: ", tạo điều kiện …", ", góp phần …", " nhằm …".
_AFTER = lazy_pattern(
    r"\s?[,;.:]?\s(?:tạo điều kiện|góp phần|nhằm|qua đó|từ đó|trong đó|phấn đấu|để|bảo đảm"
    r"|đảm bảo|đáp ứng|hướng tới|đồng thời|bao gồm|gồm"
    r"|tập trung|ưu tiên|trước mắt|cụ thể|riêng|(?:(?:kiên quyết|tuyệt đối|quyết)\s)?không để"
    r"|nâng cao|từng bước|hoàn thành|xong|chào mừng|nhân dịp|nhân ngày|nhân kỷ niệm"
    r"|hạn chế)(?!\p{L})|\s?;|\.(?:\s|$)|\./|\s?:",
    regex.IGNORECASE,
)
# Only a comma makes these the start of another clause; "được bảo đảm" stays.
_NEEDS_COMMA = frozenset(
    (
        "bảo đảm",
        "đảm bảo",
        "đáp ứng",
        "để",
        "nhằm",
        "bao gồm",
        "gồm",
        "tập trung",
        "ưu tiên",
        "riêng",
        "phấn đấu",
        "cụ thể",
        "không để",
        "nâng cao",
        "từng bước",
        "hạn chế",
        "hoàn thành",
        "xong",
    )
)
# "… phương án chữa cháy | trước mùa khô", "… trực | trong các ngày 28, 29 tháng Chạp"
_WHEN = lazy_pattern(
    r"(?<=\p{L})\s(?:trong|vào|trước|đến)\s(?:các\s|hết\s)?(?:ngày\s\d|dịp(?!\p{L})|mùa(?!\p{L})"
    r"|tháng\s\d|quý\s[IVX\d])",
    regex.IGNORECASE,
)
_PARENTHESIS = lazy_pattern(r"\s?\([^()]{0,160}\)?")
_OPEN_UPWARDS = lazy_pattern(
    r"^\s?(?:trở lên|trở xuống|GDP(?!\p{L})"
    r"|/(?:năm học|học kỳ|năm|quý|tháng|tuần|\p{Ll}{1,8}))(?:/tổng số)?",
    regex.IGNORECASE,
)
# "từ 70% hộ gia đình | trở lên | thực hiện"; not "học sinh xếp loại khá trở lên"
_UPWARDS_BEHIND = lazy_pattern(
    r"(?<=^\s(?:hộ|hộ gia đình|hội viên|đoàn viên|học sinh|người dân|lao động|cán bộ|số hộ|trẻ em"
    r"|chi hội|chi đoàn|doanh nghiệp|thôn|xã))\s(?:trở lên|trở xuống)(?=\s|$)",
    regex.IGNORECASE,
)
# ", mục tiêu tỷ lệ phủ sóng …", ", phấn đấu …": what is measured begins behind the last of these.
_GOAL = lazy_pattern(
    r",\s(?:với\s)?(?:mục tiêu|chỉ tiêu|phấn đấu|bảo đảm|đảm bảo|quyết tâm|trong đó)(?:\s(?:là"
    r"|có))?\s",
    regex.IGNORECASE,
)
_BLANKS = lazy_pattern(r"\s{2,}")
_PREDICATE = lazy_pattern(
    r"(?<!\p{L})(?:được|đủ|có|bảo đảm|đảm bảo|đạt|hoàn thành|tham gia|sử dụng|thực hiện|ứng dụng"
    r"|triển khai|bố trí|biết|áp dụng|phân loại|ký cam kết|cam kết|trang bị|lắp đặt)(?!\p{L})",
    regex.IGNORECASE,
)
# "Tỷ lệ …", "Số …", "Tổng thu …": a left side that opens like this is what is measured.
_MEASURE = lazy_pattern(
    r"(?:tỷ lệ|tỉ lệ|tỷ suất|tỉ suất|tỷ số|tỷ trọng|tỉ trọng|số|tổng|tổng số|mức|diện tích"
    r"|thu nhập|quy mô|tốc độ|chỉ số|bình quân|sản lượng"
    r"|năng suất|giá trị|thời gian|độ che phủ|tuổi thọ|kim ngạch|doanh thu|thu ngân sách)(?!\p{L})",
    regex.IGNORECASE,
)
_OWN_VERB = lazy_pattern(
    rf"(?!cấp (?:tỉnh|huyện|xã|cơ sở|thôn|trường))"
    rf"(?:(?:chủ trì|phối hợp|tiếp tục|tham mưu)\s)?(?:mỗi|từng"
    rf"|{_OUTPUT})(?!\p{{L}})",
    regex.IGNORECASE,
)
# Where a goal is named in the middle of a sentence, the words for the next number begin.
GOAL_SEPARATOR = lazy_pattern(
    r"[,;]\s(?=(?:phấn đấu|bảo đảm|đảm bảo|quyết tâm|mục tiêu|duy trì|trong đó)(?!\p{L}))",
    regex.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class LeftSide:
    """The words before a number: `core` without cues, and the verbs taken off its end.

    `change` is the verb where the number says by how much ("giảm 5%"), not to what ("giảm còn 5%").
    """

    core: str
    reached: bool
    takes_object: bool
    marked: bool
    change: str = ""


def read_left(text: str) -> LeftSide:
    """Return the left side of a number, stripped.

    >>> read_left("Phấn đấu tỷ lệ hộ dùng nước sạch đạt trên ").core
    'tỷ lệ hộ dùng nước sạch'
    >>> read_left("Đến năm 2025 đạt ").core
    ''
    """
    text = _in_open_parenthesis(text)
    balanced = text.count("(") == text.count(")")
    core = without_horizons(_PARENTHESIS.sub("", text) if balanced else text)
    core = core.rsplit(";", 1)[-1]
    goals = list(_GOAL.finditer(core))
    if goals and core[goals[-1].end() :].strip():
        core = core[goals[-1].end() :]
    core = _from_measure(_LEFT_OUT.sub(",", core))
    reached = takes_object = marked = False
    verbs: list[str] = []
    for _ in range(12):
        match = _TAIL.search(core, max(0, len(core) - _TAIL_REACH))
        if match is None:
            break
        reached = reached or match.group("reach") is not None
        verbs += [match.group("reach").lower()] if match.group("reach") else []
        takes_object = takes_object or match.group("object") is not None
        marked = marked or match.group("mark") == ":"
        core = core[: match.start("word") if match.group("word") else match.start("mark")]
    telling = [verb for verb in verbs if verb not in _NEUTRAL]
    change = telling[0] if telling and all(verb in _CHANGES for verb in telling) else ""
    core = _without_head(core)
    return LeftSide("" if core.lower() in _EMPTY else core, reached, takes_object, marked, change)


def _in_open_parenthesis(text: str) -> str:
    """Return the words behind the last open parenthesis, if one is open.

    "hồ sơ trực tuyến (năm 2025: 80%": what is measured stands before one that only names a year.
    """
    if text.count("(") <= text.count(")"):
        return text
    before, _, inside = text.rpartition("(")
    year = year_beside(text)
    if year is not None and year.start == len(before):
        return before
    return inside if inside.strip() else text


# "đàn lợn|, không tính lợn con chưa tách mẹ,| tăng lên"
_LEFT_OUT = lazy_pattern(r",\s(?:không tính|không kể|chưa kể)\s[^,;]{2,60},", regex.IGNORECASE)
# "Nâng cao chất lượng dạy học, tỷ lệ học sinh giỏi đạt": what is measured opens behind the comma.
_LAST_MEASURE = lazy_pattern(
    r"[,;]\s(?=(?:tỷ lệ|tỉ lệ|tỷ suất|tỉ suất|tỷ số|tỷ trọng|tỉ trọng|chỉ số|độ che phủ"
    r"|thu nhập bình quân|năng suất|tổng số|số lượng)\s(?!đạt|là|từ|trên|$)\p{L}{1,8}\s\p{L})",
    regex.IGNORECASE,
)


def _from_measure(text: str) -> str:
    """Return `text` from its last measure on, unless the words before it are one themselves."""
    places = list(_LAST_MEASURE.finditer(text))
    if not places or is_measure(_HEAD.sub("", text.strip())):
        return text
    return text[places[-1].end() :]


def _without_head(text: str) -> str:
    core = _CIRCUMSTANCE.sub("", text.strip())
    for _ in range(8):
        match = _HEAD.match(core)
        if match is None or not match.group().strip():
            break
        core = core[match.end() :].strip()
    return _tidy(core)


def read_right(text: str) -> str:
    """Return what is said of a number on its right: to the end of the clause, without times.

    >>> read_right(" hộ nghèo được cấp thẻ vào năm 2025, góp phần giảm nghèo")
    'hộ nghèo được cấp thẻ'
    """
    core = _UPWARDS_BEHIND.sub(" ", _OPEN_UPWARDS.sub("", text))
    core = without_horizons(_PARENTHESIS.sub("", core))
    if core.lstrip().startswith((",", ";", ".", ":", "và ")):
        return ""
    if core.lstrip().startswith("so với"):
        return _tidy(core.split(",")[0].split(";")[0])
    when = _WHEN.search(core)
    core = core[: when.start()] if when else core
    for match in _AFTER.finditer(core):
        word = match.group().strip(" ,;.:").lower()
        if word in _NEEDS_COMMA and not match.group().lstrip().startswith((",", ";", ".")):
            continue
        core = core[: match.start()]
        break
    return _tidy(core)


def is_measure(text: str) -> bool:
    """Tell whether `text` opens with a word of measure ("tỷ lệ", "số", "tổng").

    >>> is_measure("tỷ lệ hộ nghèo"), is_measure("hộ nghèo")
    (True, False)
    """
    return _MEASURE.match(text) is not None


def is_own_verb(text: str) -> bool:
    """Tell whether `text` is nothing but a verb whose object is counted ("Kết nạp")."""
    return _OWN_VERB.fullmatch(text) is not None


def last_clause(text: str) -> str:
    """Return the words from the last comma on behind which a verb or a "mỗi" stands.

    >>> last_clause("Thi đua giúp nhau làm kinh tế, mỗi chi hội giúp")
    'mỗi chi hội giúp'
    """
    pieces = text.split(", ")
    for number in range(len(pieces) - 1, 0, -1):
        if _OWN_VERB.match(pieces[number]):
            return ", ".join(pieces[number:])
    return text


def predicate_of(text: str) -> str:
    """Return the predicate of a share ("được cấp thẻ" of "hộ nghèo được cấp thẻ"), "" if none."""
    passive = text.find(" được ")
    match = _PREDICATE.search(text)
    start = passive + 1 if passive >= 0 else match.start() if match else -1
    return text[start:] if start >= 0 else ""


def has_predicate(text: str) -> bool:
    """Tell whether a share has its own predicate."""
    return any(
        word in f" {text} "
        for word in (
            " được ",
            " đủ ",
            " bảo đảm ",
            " đảm bảo ",
            " có ",
            " đạt ",
            " hoàn thành ",
            " tham gia ",
            " sử dụng ",
        )
    )


def restored(indicator: str, before: str) -> str:
    """Put back the subject that a second clause leaves out.

    "Tỷ lệ học sinh hoàn thành tiểu học đạt 100%; tỷ lệ hoàn thành cấp THCS đạt 99%" speaks of
    học sinh twice.

    >>> restored("tỷ lệ hoàn thành cấp THCS", "Tỷ lệ học sinh hoàn thành tiểu học")
    'tỷ lệ học sinh hoàn thành cấp THCS'
    >>> restored("tham gia BHTN", "lao động trong độ tuổi tham gia BHXH")
    'lao động trong độ tuổi tham gia BHTN'
    """
    words, earlier = indicator.split(), before.split()
    if not is_measure(indicator) and 1 < len(words) <= _SHORT:
        return _with_subject(words, earlier)
    if len(words) < 3 or len(earlier) < 4:
        return indicator
    measure = [word.lower() for word in words[:2]]
    if measure not in (["tỷ", "lệ"], ["tỉ", "lệ"]) or [w.lower() for w in earlier[:2]] not in (
        ["tỷ", "lệ"],
        ["tỉ", "lệ"],
    ):
        return indicator
    pair = [word.lower() for word in words[2:4]]
    for index in range(3, len(earlier) - 1):
        if [word.lower() for word in earlier[index : index + 2]] == pair:
            return " ".join([*words[:2], *earlier[2:index], *words[2:]])
    return indicator


_SHORT = 6
_FEW = 4


def _with_subject(words: list[str], earlier: list[str]) -> str:
    """Put the subject of a long clause before a short one that says its predicate anew.

    "Lao động trong độ tuổi tham gia BHXH đạt 45%, tham gia BHTN đạt 38%" speaks of them twice.
    """
    pair = [word.lower() for word in words[:2]]
    for index in range(2, len(earlier) - 1):
        if [word.lower() for word in earlier[index : index + 2]] == pair:
            return " ".join([*earlier[:index], *words])
    # "tỷ lệ suy dinh dưỡng thể nhẹ cân dưới 10%, thể thấp còi dưới 18%"
    places = [number for number, word in enumerate(earlier) if word.lower() == words[0].lower()]
    if places and places[-1] > 1 and is_measure(" ".join(earlier)) and len(words) <= _FEW:
        return " ".join([*earlier[: places[-1]], *words])
    return " ".join(words)


def _tidy(text: str) -> str:
    return _BLANKS.sub(" ", text.replace('"', "")).strip(" ,;:.-+()/")
