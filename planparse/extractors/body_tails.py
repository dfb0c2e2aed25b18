"""What stands behind the head of a body's name: field of work, level, place, topic.

"Sở [Y tế]", "Công an [các huyện, thị xã]", "Báo [Cần Thơ]", "Ban Chỉ đạo [phòng, chống bão lũ]". A
reader takes a place in the text and returns where its piece ends: the place itself without one.
"""

import regex

from planparse.extractors.body_words import (
    DUTIES,
    FIELDS,
    HEADS,
    QUALIFIERS,
    Printed,
    is_duty,
    words_of,
)
from planparse.text.patterns import lazy_pattern

_LEVEL_WORD = (
    r"(?:tỉnh|thành phố|tp(?:\.|(?!\p{L}))|huyện(?: đảo)?|quận|thị xã|thị trấn|tt|tx|xã(?! hội)"
    r"|phường|đặc khu|thôn|ấp|khóm|khu phố|tổ dân phố|bản(?! (?:tin|đồ))|buôn|làng|khu dân cư"
    r"|thị(?= thực))"
)
_BEFORE_LEVEL = (
    r"(?:(?:của|ở|tại|thuộc) )?(?:(?:- )?chi nhánh )?(?:(?:các|toàn|từng|mỗi|\d{1,3}) )?"
)
_OTHER_LEVELS = (
    r"(?:cấp (?:tỉnh|huyện|xã|thành phố|trên|dưới|cơ sở|phường|trung ương)"
    r"|(?:ở |tại )?các cấp(?:, các ngành)?|cùng cấp|(?:ở |tại )?trung ương|tw|cơ sở(?: \d{1,2})?"
    r"|số \d{1,3}|trường(?! hợp)|nhà trường|việt nam|(?:tại|ở) khu dân cư|cửa khẩu(?: quốc tế)?"
    r"|miền (?:bắc|trung|nam)|vùng (?:[ivx]{1,5}|\d{1,2})|liên (?:huyện|xã|quận)"
    r"|(?:ở )?(?:các )?khu vực(?: (?:[ivx]{1,5}|\d{1,2}))?)"
)
# " tỉnh", " của phường", " các xã, phường và thị trấn", " 12 xã - tt", " quận- huyện", " cấp xã",
# " các cấp, các ngành", " Trung ương", " khu vực XIX", " chi nhánh huyện"; not " xã hội",
# " Huyện ủy"
LEVEL = lazy_pattern(
    rf"[ ]{{1,3}}(?:{_BEFORE_LEVEL}{_LEVEL_WORD}(?:(?:, ?| ?- ?| và | ?/ ?){_LEVEL_WORD}){{0,4}}"
    rf"(?: trực thuộc trung ương)?(?! (?:ủy|đoàn)(?!\p{{L}}))|{_OTHER_LEVELS})(?!\p{{L}})"
)
# " Bình", " M'Đrắk", " TH&THCS": a capitalised word; not the one after a full stop
_CAPITALISED = lazy_pattern(r"[ ]{0,3}(?<!\p{L})\p{Lu}[\p{L}\d&'’]{0,30}+(?:\.(?=\p{Lu}))?")
# " 7" behind "phường": a ward's number; not " 7 tin", " 7/2024"
_WARD_NUMBER = lazy_pattern(r"(?<=quận|phường|khu phố|tổ dân phố) \d{1,2}(?![\d/.,%\p{L}])")
# "BAN HÀNH KẾ HOẠCH": behind a head in capitals more capitals say nothing
_SHOUTED = lazy_pattern(r"[ ]?\p{Lu}{3}")
# Kinds of body that are never a field: "Ủy ban [Bộ] …" is no name.
_KIND = lazy_pattern(r"(?:sở|bộ|phòng|ubnd|hđnd)(?!\p{L})")
_JOIN = lazy_pattern(r" ?- ?| ?& ?| và ")
_SMALL = lazy_pattern(r" [\p{Ll}]{1,8}(?!\p{L})")
# " Di tích", " Cố đô": a capitalised word and the small one that completes it
_COMPOUND = lazy_pattern(r" (?P<first>\p{Lu}\p{Ll}{0,6}) (?P<rest>\p{Ll}{1,8})(?!\p{L})")
# Places of one word, behind which a small word is no part of the name: "Huế tổ chức"
_ONE_WORD_PLACES = frozenset(word.lower() for word in words_of("body_fields", "place"))
_TOPIC_WORD = lazy_pattern(r"(?P<comma>,)? [\p{L}\d]{1,9}(?![\p{L}/])")
_TOPIC_OPENS = lazy_pattern(r" (?:về|công tác)(?!\p{L})")
# " (LHPN)", " (viết tắt là BCĐ)": the short form of the name it stands in; not " (b/c)"
_SHORT_FORM = lazy_pattern(r" ?\((?:viết tắt(?: là)? |gọi tắt(?: là)? )?\p{Lu}[\p{L}&.\-]{1,12}\)")
# Small words that no name goes on with ("Công an [trong] …").
_STOPS = frozenset(words_of("body_duties", "stop"))
_FUNCTION_WORDS = _STOPS - {"nhân", "chủ", "việc", "hàng", "định", "kỳ", "trực", "sớm", "xong"}
_PLACE_LIMIT, _FIELD_LIMIT, _SMALL_LIMIT, _TOPIC_LIMIT = 4, 6, 7, 16


def is_head(line: Printed, start: int) -> bool:
    """Tell whether a new name may begin at `start`."""
    return line.text[start : start + 1].isupper() and HEADS.longest(line, start) is not None


def read_field(line: Printed, start: int) -> int:
    """Return the end of a field of work: " Văn hóa, Thể thao và Du lịch", " GD&ĐT", " Vật giá"."""
    end = _unit(line, start)
    if end == start:
        return start
    for _ in range(_FIELD_LIMIT):
        join = _JOIN.match(line.lower, end)
        if join is None or (is_head(line, join.end()) and not _is_field(line, join.end())):
            break
        following = _unit(line, join.end())
        if following == join.end():
            break
        end = following
    return end


def _is_field(line: Printed, start: int) -> bool:
    """Tell a field that is also a head word: "Tư pháp - [Văn phòng]"."""
    field = FIELDS.longest(line, start)
    head = HEADS.longest(line, start)
    return field is not None and (head is None or field[0] >= head[0])


def _unit(line: Printed, start: int) -> int:
    """Return the end of one field: a known one, or capitalised words with what completes them."""
    known = FIELDS.longest(line, start)
    if known is not None:
        return _compounds(line, _longer_unit(line, known[0]))
    if _SHOUTED.match(line.text, start) and _capitals_end(line.text, start):
        return start
    end = _capitals(line, start)
    return start if end == start else _compounds(line, _small_words(line, end))


def _compounds(line: Printed, start: int) -> int:
    """Return the end of the compounds that go on with a field: "Bảo tồn[ Di tích Cố đô]".

    A compound is a capitalised word and one in small letters, where a place's name has capitals.
    """
    end = start
    for _ in range(_FIELD_LIMIT):
        known = FIELDS.longest(line, end)
        if known is not None and line.text[end : end + 1] == " " and line.text[end + 1].isupper():
            end = known[0]
            continue
        match = _COMPOUND.match(line.text, end)
        if match is None or not _is_compound(line, end, match):
            break
        end = _small_field(line, match.end())
    return end


def _is_compound(line: Printed, start: int, match: regex.Match[str]) -> bool:
    if is_head(line, start + 1) or is_duty(line, start + 1):
        return False
    first = match["first"].lower()
    return first not in _ONE_WORD_PLACES and _may_complete(line, match.end("first"), match["rest"])


def _capitals_end(text: str, start: int) -> bool:
    """Tell whether the word before `start` ends in capitals ("BAN", "SỞ"); not "GDNN-[GDTX]"."""
    return (
        text[start] == " "
        and text[max(0, start - _SMALL_LIMIT) : start + 1].rstrip()[-2:].isupper()
    )


def _longer_unit(line: Printed, end: int) -> int:
    """A known field may go on with another one: "Quản lý dự án [đầu tư xây dựng]"."""
    for _ in range(2):
        following = FIELDS.longest(line, end)
        if following is None or line.text[end] != " " or LEVEL.match(line.lower, end):
            break
        if line.text[end + 1].islower() and is_duty(line, end):
            break
        end = following[0]
    return end


def _capitals(line: Printed, start: int) -> int:
    """Return the end of a run of capitalised words of an unknown field."""
    end = start
    for count in range(_FIELD_LIMIT):
        match = _CAPITALISED.match(line.text, end)
        if match is None:
            break
        word = match.end() - len(match[0].lstrip())
        if is_head(line, word) and not _is_field(line, word):
            if count or _KIND.match(line.lower, word):
                break
        elif count and is_duty(line, word) and not line.text[word : word + 2].isupper():
            break
        end = match.end()
    return end


def _small_words(line: Printed, start: int) -> int:
    """Return the end of the small words that complete an unknown field: "Vệ [sinh môi trường]"."""
    if line.text[start - 1].isupper():  # "GD&ĐT": a short form is complete
        return start
    ends = [_first_compound(line, start)]
    sure = start
    for _ in range(_SMALL_LIMIT):
        at = ends[-1]
        known = _small_field(line, at)
        if known > at:
            sure = _longer_unit(line, known)
            ends.append(sure)
            continue
        match = _SMALL.match(line.text, at)
        if match is None or not _may_complete(line, at, match[0].strip()):
            return at if sure == start or _is_complete(line, at) else sure
        ends.append(match.end())
    first = ends[0] if ends[0] > start else ends[1]
    return sure if sure > start else first


def _is_complete(line: Printed, end: int) -> bool:
    """Tell whether a level, a colon or a parenthesis shows that a name ends here."""
    return line.text.startswith((":", " (", " :"), end) or LEVEL.match(line.lower, end) is not None


def _first_compound(line: Printed, start: int) -> int:
    """Return the end of the small word behind one capitalised word, also when it is a verb.

    "Công[ trình]", "Cấp[ cứu]": a word of two syllables has one capital.
    """
    before, _, word = line.text[:start].rpartition(" ")
    match = _SMALL.match(line.text, start)
    if match is None or word.lower() in _ONE_WORD_PLACES:
        return start
    if before.rpartition(" ")[2][:1].isupper() or match[0].strip() in _FUNCTION_WORDS:
        return start
    duty = DUTIES.longest(line, start)
    is_longer = duty is not None and duty[0] != match.end()
    return start if is_longer or LEVEL.match(line.lower, start) else match.end()


def _small_field(line: Printed, start: int) -> int:
    """Return the end of a known field of several small words: "An toàn[ vệ sinh thực phẩm]"."""
    known = FIELDS.longest(line, start)
    if known is None or not line.text[start + 1 : start + 2].islower():
        return start
    duty = DUTIES.longest(line, start)
    is_long = " " in line.text[start + 1 : known[0]] and (duty is None or duty[0] < known[0])
    return known[0] if is_long else start


def _may_complete(line: Printed, at: int, word: str) -> bool:
    return (
        word not in _STOPS
        and LEVEL.match(line.lower, at) is None
        and not is_duty(line, at)
        and QUALIFIERS.longest(line, at) is None
    )


def read_topic(line: Printed, start: int, *, is_free: bool = False) -> int:
    """Return the end of a free topic: "[phòng, chống bão lũ] tỉnh".

    Words are taken up to a level word; where none comes, up to the first comma, verb or stop.
    With `is_free` the topic may begin with a verb ("lĩnh vực [giám sát]").
    """
    opening = _TOPIC_OPENS.match(line.lower, start)
    first = opening.end() if opening else start
    end, comma = first, None
    for count in range(_TOPIC_LIMIT):
        if LEVEL.match(line.lower, end):
            return end
        known = FIELDS.longest(line, end)
        match = _TOPIC_WORD.match(line.lower, end)
        is_verb_allowed = opening is not None or (is_free and _may_be_verb(line, end, count))
        if known is None and (match is None or _ends_topic(line, match, count, is_verb_allowed)):
            break
        if match is not None and match["comma"] and comma is None:
            comma = end
        end = known[0] if known is not None else match.end() if match else end
    stop = end if comma is None else comma
    return start if stop <= first else stop


def _may_be_verb(line: Printed, end: int, count: int) -> bool:
    return count == 0 or line.lower.endswith(" và", 0, end)


def _ends_topic(line: Printed, match: regex.Match[str], count: int, is_verb_allowed: bool) -> bool:
    """Tell whether a word is no part of a topic."""
    word = match.end() - len(match[0].lstrip(", "))
    if is_head(line, word) and not _is_field(line, word):
        return True
    if count == 0 and line.text[word].isupper():
        return False
    text = match[0].strip(", ")
    if text in _STOPS and (text != "và" or match["comma"]):
        return True
    return not is_verb_allowed and is_duty(line, word)


def read_place(line: Printed, start: int) -> int:
    """Return the end of a place's name: " Hồ Chí Minh", " 7" behind phường."""
    number = _WARD_NUMBER.match(line.lower, start)
    if number:
        return number.end()
    end = start
    for _ in range(_PLACE_LIMIT):
        match = _CAPITALISED.match(line.text, end)
        if match is None:
            break
        word = match.end() - len(match[0].lstrip())
        if is_head(line, word) or is_duty(line, word):
            break
        end = match.end()
    return end


def read_level(line: Printed, start: int) -> int:
    """Return the end of level and place: " tỉnh", " các xã, phường", " xã Bình Hòa"."""
    end = start
    for _ in range(2):
        short = _SHORT_FORM.match(line.text, end)
        match = LEVEL.match(line.lower, short.end() if short else end)
        if match is None or _is_school(line, match):
            break
        end = read_place(line, match.end())
    return end


def _is_school(line: Printed, match: regex.Match[str]) -> bool:
    """Tell the school of "Chi bộ [Trường Mầm non]" from the level of "cấp trường"."""
    at = match.start() + 1
    return line.lower.startswith("trường ", at) and line.text[at].isupper() and is_head(line, at)


def read_loose(line: Printed, start: int) -> int:
    """Return the end of words such as " có liên quan", " trên địa bàn tỉnh"."""
    end = start
    for _ in range(3):
        found = QUALIFIERS.longest(line, end)
        if found is None or found[1].kind != "loose":
            break
        end = read_level(line, found[0])
    return end
