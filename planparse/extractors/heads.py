"""The head of a paper: who issues it and under whom, its number, its place and date.

State papers follow Nghị định 30/2020/NĐ-CP, those of the Party Hướng dẫn 36-HD/VPTW ("Số" without
a colon, a line with an asterisk), mass organisations mix the two. Both columns of the head may
stand on one line, in two table cells, or one below the other.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import regex

from planparse.lexicon import load_words
from planparse.outline import Block, Flow
from planparse.outline.parts import TitlePlace
from planparse.text.fold import fold, skeleton
from planparse.text.ocr import find_damaged, mend
from planparse.text.patterns import lazy_pattern
from planparse.text.phrases import alternation


@dataclass(frozen=True, slots=True)
class Head:
    """What a head says; `names` from the top down, the last one issues the paper.

    `has_number` also where the number itself was left blank; `is_mended` says that a name was
    damaged by OCR and put right.
    """

    names: tuple[str, ...] = ()
    number: str | None = None
    has_number: bool = False
    place: str | None = None
    issued_on: str | None = None
    is_mended: bool = False


@dataclass(frozen=True, slots=True)
class PlaceAndDate:
    """The line "Hóc Môn, ngày 18 tháng 11 năm 2021"; either side None where left blank."""

    start: int
    end: int
    place: str | None
    day: str | None


def _opens(*kinds: str) -> regex.Pattern[str]:
    words = {fold(word) for kind in kinds for word in load_words("heads", kind=kind)}
    return lazy_pattern(rf"{alternation(words)}(?!\p{{L}})")


_BODY, _NOBODY, _LEVEL = _opens("body"), _opens("nobody"), _opens("level")
_FURNITURE = lazy_pattern(rf"\W*{alternation(map(fold, load_words('heads', kind='furniture')))}")
# Names that OCR damages and that mean nothing else: "ỦY BAN NHẦN DẦN"
_MENDED = load_words("heads", kind="mended")
_OPEN_ENDS = frozenset(map(fold, load_words("heads", kind="open")))
_TORN = frozenset(map(fold, load_words("heads", kind="torn")))
_BOARDS = frozenset(map(fold, load_words("heads", kind="board")))

# The mottoes, on letters without accents; whatever OCR made of the first and last words.
_MOTTO = lazy_pattern(
    r"(?:c\S{2,3}\s+)?hoa\s+xa\s+hoi\s+chu\s+nghia(?:\s+v\S{2,3}\s+nam)?"
    r"|dang\s+cong\s+san\s+viet\s+nam|doc\s+lap\W{1,6}tu\s+do\W{1,6}hanh\s+phuc"
    # what a line that was too short holds of them: "… CỘNG HÒA XÃ" / "HỘI CHỦ NGHĨA VIỆT NAM"
    r"|(?<=\s)cong\s+hoa(?:\s+xa(?:\s+hoi(?:\s+chu(?:\s+nghia)?)?)?)?$"
    r"|(?<=\s)dang\s+cong\s+san(?:\s+viet)?$|(?<=\s)doc\s+lap\W{1,6}(?:tu(?:\s+do\W{0,3})?)?$",
    regex.MULTILINE,
)
_YOUTH_MOTTO = frozenset(
    ("doan tncs ho chi minh", "doan thanh nien cong san ho chi minh", "doan tncs hcm")
)
_MOTTO_WORDS = " cong hoa xa hoi chu nghia viet nam doc lap tu do hanh phuc dang cong san viet nam "
# "… TỈNH LẠNG SƠN ĐẢNG" above "CỘNG SẢN VIỆT NAM"
_TORN_MOTTO = lazy_pattern(r"\sĐẢNG$")
# "… CỘNG HÒA XÃ HỘI CHỦ NGHĨA" above "SỞ Y TẾ VIỆT NAM", "VIỆT NAM Độc lập - …"
_HALF_MOTTO = lazy_pattern(r"cong hoa xa hoi chu nghia(?=\s{0,3}(?:\n|$))")
_REST_OF_MOTTO = lazy_pattern(r"(?:^|(?<=\s))VIỆT NAM(?=\s|$)")
# "Số: 75/KH-UBND", "Số 05-KH/HU", "Số: 02 /KH-BTV", "Số: 2280        /QĐ-UBND"; "Số:      /KH-UBND"
_NUMBER = lazy_pattern(
    r"(?<![\p{L}/])[Ss][ốôổồỐÔỔỒ]\s?[:.;]?\s{0,12}(?P<number>\d{1,5}\s?[a-zA-Z]?(?=[\s/\-]))?"
    r"(?P<tail>[\s.…_]{0,40}(?:/\s?(?:19|20)\d{2}\s?)?[/\-]\s?"
    r"\p{Lu}[\p{L}\d]{0,15}(?:\s?[/\-&.]\s?\p{Lu}[\p{L}\d]{0,15}){0,5})"
)
_TORN_NUMBER = lazy_pattern(r"[Ss][ốôổồỐÔỔỒ]\s?(?:[:.;]?\s{0,12}\d{1,5}[a-zA-Z]?|:)")
# "Vỹ Dạ, ngày 24 tháng" at the end of a line: the date goes on in the next one
_TORN_DATE = lazy_pattern(r",\s{0,3}[Nn]gày(?:\s\d{1,2}(?:\stháng(?:\s\d{1,2}(?:\snăm)?)?)?)?$")
_BLANK = r"[\d\s.…_]{0,14}"
_DATE = (
    rf"[Nn](?:gày|GÀY)(?P<d>{_BLANK})[Tt](?:háng|HÁNG)(?P<m>{_BLANK})"
    r"[Nn](?:ăm|ĂM)(?P<y>[\d\s.…_]{0,8})"
    r"|[Nn]gày\s{0,3}(?P<d2>\d{1,2})\s?[/.-]\s?(?P<m2>\d{1,2})\s?[/.-]\s?(?P<y2>\d{4})"
)
# A word of a place: "Hóc", "Kdang", "M'Gar"; also a number ("Quận 3") behind the first
_WORD = r"\p{Lu}(?:[\p{Ll}.'\-]|(?<=['.\-])\p{Lu}){0,12}"
_PLACE = (
    rf"(?:(?:TP|TX|Tp|Tx|P|X|H|Q)\.[ ]?)?{_WORD}"
    rf"(?:[ ]{{1,2}}(?:{_WORD}|\p{{Ll}}{{1,8}}|\d{{1,2}})){{0,7}}"
    r"|TP\.?[ ]?HCM"
)
# "Hóc Môn, ngày 18 tháng 11 năm 2021", "Sông Vân, ngày   tháng   năm 2026", "Thành phố Hồ" /
# "Chí Minh, ngày …", "HÀ NỘI, NGÀY …"; without a place "Ngày 5 tháng 9 năm 2023"
_PLACE_AND_DATE = lazy_pattern(
    rf"(?:(?:(?<=^|\n)(?P<above>{_WORD}(?:[ ](?:{_WORD}|-|\p{{Ll}}{{1,8}})){{0,4}})\n)?"
    rf"(?P<place>{_PLACE}|(?<=^|\n)\p{{Lu}}[\p{{Lu}} .'\-]{{1,40}})\s?,\s{{0,3}})?(?:{_DATE})"
)
# The first words of such a place, alone on their line: "Thành phố Hồ", "Bà Rịa - Vũng"
_TORN_PLACE = lazy_pattern(rf"{_WORD}(?:[ ](?:{_WORD}|-|\p{{Ll}}{{1,8}})){{0,4}}")
# "ỦY" above "BAN NHÂN DÂN": the first word of a name alone on its line
_TORN_NAME = lazy_pattern(r"(?<=^|\n)(?P<first>ỦY|UỶ|THỦ|HỘI|BỘ)\n(?=BAN|TƯỚNG|ĐỒNG|\p{Lu})")
_STAMP = lazy_pattern(
    r"(?:dự thảo|hỏa tốc|thượng khẩn|khẩn|tuyệt mật|tối mật|mật|bản sao)(?:\s.*)?"
)
# A code of the typist's, no name: "XV80", "(2)"
_CODE = lazy_pattern(r"\W*\p{Lu}{0,4}\d+\W*")
# Two names that a converter put on one line: "UBND HUYỆN A LƯỚI" + "PHÒNG Y TẾ"; not "MÔI TRƯỜNG"
_SECOND_NAME = lazy_pattern(
    r"(?<=^(?:UBND|ỦY BAN NHÂN DÂN|ĐẢNG BỘ|SỞ|PHÒNG|HỘI|LIÊN ĐOÀN|TỈNH ĐOÀN)"
    r"(?: [\p{Lu}&]{1,20}){2,8}) (?=(?:SỞ|TRUNG TÂM|TRẠM|ĐẢNG ỦY|HUYỆN ỦY|BỆNH VIỆN|CHI CỤC"
    r"|VĂN PHÒNG|TRƯỜNG (?:MẦM|MẪU|TIỂU|TRUNG|THCS|THPT|TH |PT|PHỔ|CAO|ĐẠI|CHÍNH|MN|LIÊN)"
    r"|BAN (?:THƯỜNG|CHẤP|CHỈ|QUẢN)|PHÒNG(?! CHỐNG|,| NGỪA| CHÁY)) ?)",
    regex.MULTILINE,
)
# Blanks between two columns on one line
_WIDE = 3
_GAP = lazy_pattern(r"\s+")
_WIDE_GAP = lazy_pattern(rf"\s{{{_WIDE},}}|\s?(?:<br\s?/?>|\|)\s?", regex.IGNORECASE)
# Longer lines are no part of a body's name.
_NAME_LENGTH = 90


def read_head(flow: Flow, source: str, title: TitlePlace | None) -> Head:
    """Return what stands above the title; an empty head where nothing does."""
    if title is None:
        return Head()
    names: list[str] = []
    number = None
    dated = PlaceAndDate(0, 0, None, None)
    has_number = is_state = False
    texts = _mottoes_joined(list(_block_texts(flow, source, title)))
    unions = sum(_letters(line) in _YOUTH_MOTTO for text in texts for line in text.split("\n"))
    for raw in texts:
        text, found_motto = _without_mottoes(raw)
        is_state = is_state or found_motto
        text, found = _take_number(text)
        if found is not None:
            has_number, number = True, number or found or None
        here = find_place_and_date(text)
        if here is not None:
            dated = here if here.place and not dated.place else dated
            dated = here if dated.day is None and dated.place is None else dated
            text = f"{text[: here.start]}\n{text[here.end :]}"
        for line in _SECOND_NAME.sub("\n", text).split("\n"):
            line = line.strip(" -|*_")
            if not names and unions > 1 and _letters(line) in _YOUTH_MOTTO:
                names.append(line)
            else:
                _add_line(names, line, is_state=is_state)
    mended = tuple(map(_mend_name, names))
    return Head(
        mended, number, has_number, dated.place, dated.day, is_mended=mended != tuple(names)
    )


def _mottoes_joined(texts: list[str]) -> list[str]:
    """Take pieces of a motto off lines that hold them beside a name.

    The first word of the Party's, whose next line holds the rest; the last two of the state's,
    where a narrow column has put them below it.
    """
    joined = [
        _TORN_MOTTO.sub("", text) if skeleton(after).startswith("cong san viet nam") else text
        for text, after in zip(texts, [*texts[1:], ""], strict=True)
    ]
    for index, text in enumerate(joined):
        plain = skeleton(text)
        half = _HALF_MOTTO.search(plain) if len(plain) == len(text) else None
        if half and text[half.end() :].strip():
            rest = _REST_OF_MOTTO.sub(" ", text[half.end() :], count=1)
            joined[index] = text[: half.end()] + rest
        elif half and index + 1 < len(joined):
            joined[index + 1] = _REST_OF_MOTTO.sub(" ", joined[index + 1], count=1)
    return joined


def _mend_name(name: str) -> str:
    """Return a name with words that OCR damaged put right: "ỦY BAN NHẦN DẦN"."""
    repairs = find_damaged(name, _MENDED)
    if not repairs:
        return name
    mended = mend(name, repairs)
    return mended.upper() if name.isupper() else mended


def _block_texts(flow: Flow, source: str, title: TitlePlace) -> Iterator[str]:
    """Yield the text of each block above the title, one column or line a line.

    A number written by hand may be torn from its symbol; "Số: 2280" and "/QĐ-UBND" are joined.
    So is a place that its line was too short for: "Thành phố Hồ" and "Chí Minh, ngày …".
    """
    torn = ""
    for index, block in _blocks_above(flow, title):
        lines = [line for line in _pieces(flow, block, source) if line]
        if index == title.block:
            lines = lines[: title.line]
        text = _TORN_NAME.sub(r"\g<first> ", "\n".join(lines))
        if torn and _TORN_DATE.search(torn.rstrip()) and not text[:1].isdigit():
            yield torn.rstrip()
            torn = ""
        if torn and torn[-1] == "\n" and not _opens_with_date(text):
            yield torn.rstrip()
            torn = ""
        text, torn = f"{torn}{text}", ""
        if _TORN_NUMBER.fullmatch(text) or _TORN_DATE.search(text):
            torn = f"{text} "
        elif (
            _TORN_PLACE.fullmatch(text)
            and not _is_motto_word(text)
            and not _STAMP.fullmatch(fold(text))
        ):
            torn = f"{text}\n"
        else:
            yield text
    if torn:
        yield torn.rstrip()


def _blocks_above(flow: Flow, title: TitlePlace) -> Iterator[tuple[int, Block]]:
    """Yield the blocks down to the title; without one, bullets are a portal's list of papers."""
    for index, block in enumerate(flow.blocks[: title.block + 1]):
        if title.is_printed or not flow.block_text(block).startswith("-"):
            yield index, block


def _opens_with_date(text: str) -> bool:
    found = find_place_and_date(text)
    return found is not None and found.start == 0 and found.place is not None


def _is_motto_word(text: str) -> bool:
    return f" {skeleton(text)} " in _MOTTO_WORDS


def find_place_and_date(text: str) -> PlaceAndDate | None:
    """Return the first place and date of a head or a signature, else a date in words alone.

    >>> find_place_and_date("Hóc Môn, ngày 2 9 tháng 01 năm 2021").day
    '2021-01-29'
    >>> find_place_and_date("Sa Pa, ngày   tháng   năm 2026").day is None
    True
    """
    matches = list(_PLACE_AND_DATE.finditer(text))
    match = next((m for m in matches if m.group("place")), matches[0] if matches else None)
    if match is None or (match.group("place") is None and match.group("d2")):
        return None
    kind = "2" if match.group("d2") else ""
    digits = [regex.sub(r"\D", "", match.group(f"{name}{kind}")) for name in "dmy"]
    start, place, above = match.start(), match.group("place"), match.group("above")
    if above and _BODY.match(fold(above)):
        start = match.start("place")
    elif above:
        place = f"{above} {place}"
    return PlaceAndDate(start, match.end(), place, _to_iso(digits))


def _to_iso(digits: Sequence[str]) -> str | None:
    try:
        day, month, year = (int(piece) for piece in digits)
        return date(year, month, day).isoformat() if year > 1900 else None
    except ValueError:
        return None


def _pieces(flow: Flow, block: Block, source: str) -> list[str]:
    """Return the lines of a block, columns that blanks or a tab part as lines of their own."""
    pieces: list[str] = []
    bounds = [*block.lines, block.end]
    for start, stop in pairwise(bounds):
        pieces.extend(columns_of(flow, start, stop, source))
    return pieces


def columns_of(flow: Flow, start: int, end: int, source: str) -> list[str]:
    """Return the columns of the piece `start:end` of the flow: three blanks or a tab part them."""
    text = flow.text[start:end]
    place = flow.mapped.locate(start, end)
    if "\t" not in source[place.start : place.end]:
        return [column.strip() for column in _WIDE_GAP.split(text)]
    columns: list[str] = []
    done = 0
    for gap in _GAP.finditer(text):
        place = flow.mapped.locate(start + gap.start(), start + gap.end())
        if len(gap.group()) >= _WIDE or "\t" in source[place.start : place.end]:
            columns.append(text[done : gap.start()].strip())
            done = gap.end()
    return [*columns, text[done:].strip()]


def _without_mottoes(text: str) -> tuple[str, bool]:
    """Return the text without the mottoes of state and Party, and whether there was one."""
    plain = skeleton(text)
    if len(plain) != len(text):
        return text, False
    pieces: list[str] = []
    done = 0
    for match in _MOTTO.finditer(plain):
        pieces.append(text[done : match.start()])
        done = match.end()
    pieces.append(text[done:])
    return "\n".join(pieces), done > 0


def _take_number(text: str) -> tuple[str, str | None]:
    """Return the text without its number, and the number: "" where it was left blank."""
    match = _NUMBER.search(text)
    if match is None:
        return text, None
    rest = f"{text[: match.start()]}\n{text[match.end() :]}"
    digits = match.group("number")
    return rest, regex.sub(r"\s+", "", digits + match.group("tail")) if digits else ""


def _add_line(names: list[str], line: str, *, is_state: bool) -> None:
    """Add a line to the names, as a name of its own or as more of the one above."""
    key = fold(line)
    if not _may_be_name(line, key) or _is_motto(line, has_names=bool(names), is_state=is_state):
        return
    opens = _BODY.match(key) is not None and _NOBODY.match(key) is None
    opens = opens and not (names and _is_torn(names[-1], key))
    if names and (_is_open(names) or (not opens and _continues(names[-1], line, key))):
        names[-1] = f"{names[-1]} {line}"
    elif opens:
        names.append(line)


def _is_torn(name: str, key: str) -> bool:
    """Tell whether a line begins with the second half of a word: "… VÀ MÔI" / "TRƯỜNG"."""
    first, _, rest = key.partition(" ")
    return f"{fold(name).split()[-1]} {first}" in _TORN and (
        not rest or _LEVEL.match(rest) is not None
    )


def _may_be_name(line: str, key: str) -> bool:
    if len(line) < 2 or len(line) > _NAME_LENGTH or _CODE.fullmatch(line):
        return False
    return not (_STAMP.fullmatch(key) or _FURNITURE.match(key) or ":" in line)


def _is_motto(line: str, *, has_names: bool, is_state: bool) -> bool:
    """Tell whether a line is a piece of a motto, or the youth union's name at the right."""
    plain = _letters(line)
    if plain in _YOUTH_MOTTO:
        return has_names or not is_state
    return plain.count(" ") >= 2 and f" {plain} " in _MOTTO_WORDS


def _letters(line: str) -> str:
    return " ".join(regex.findall(r"[a-z]+", skeleton(line)))


def _is_open(names: Sequence[str]) -> bool:
    """Tell whether the last name goes on whatever follows ("BAN CHẤP HÀNH" / "ĐẢNG BỘ XÃ")."""
    key = fold(names[-1])
    if key in _BOARDS:
        return key in ("ban chấp hành", "bch") or len(names) == 1
    words = key.split()
    return key in _OPEN_ENDS or key[-1] in ",-&" or words[-1] in ("và", "của", "các", "nhân")


def _continues(name: str, line: str, key: str) -> bool:
    if _LEVEL.match(key) or line[0].islower():
        return True
    return name.isupper() == line.isupper() and line[0].isalpha()
