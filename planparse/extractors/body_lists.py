"""Lists of bodies: "Sở Y tế, Sở Nội vụ và UBND các xã", "các Sở: Xây dựng, Tài chính"."""

from functools import partial

import regex

from planparse.extractors.body_forms import write_out
from planparse.extractors.body_groups import read_bare_group
from planparse.extractors.body_names import may_be_name, read_name
from planparse.extractors.body_tails import is_head, read_field, read_level, read_loose
from planparse.extractors.body_words import FIELDS, NOUNS, Name, Printed, is_duty
from planparse.text.patterns import lazy_pattern

# "Các Sở: Xây dựng, Tài chính", "Giám đốc các Sở Nội vụ, Y tế": one head word for several fields
_SHARED = lazy_pattern(
    r"(?:(?:giám đốc|trưởng|bộ trưởng|thủ trưởng|lãnh đạo) )?(?P<many>các )?"
    r"(?:(?P<head>sở|bộ|phòng|ban|hội)(?P<colon> ?:)?"
    r"|(?P<head>chi cục|cục|trung tâm|trường|công ty)(?P<colon> ?:)) "
)
_SEPARATOR = lazy_pattern(
    r" ?; ?(?:và )?"
    r"|,? (?:nhất là|đặc biệt là|trước hết là|trong đó có|(?:mà )?nòng cốt là|trọng tâm là)(?: ở)? "
    r"| ?, ?(?:và |cùng )?| (?:và|cùng|cùng với|hoặc) | ?/ ?"
)
_PARENTHESIS = lazy_pattern(r" ?\((?P<inside>[^()\n]{0,200})\)")
_MEMBERS = lazy_pattern(r"(?:(?:bao gồm|gồm có|gồm|như) ?:? ?)?", regex.IGNORECASE)
_COUNT = lazy_pattern(r"\d{1,3} ")
# "HEPCO", "VNPT-Media": a company that the paper names by capitals alone; not "XHCN hóa", "CNTT:"
_SHORT = lazy_pattern(r"\p{Lu}{4,12}(?:-\p{L}{2,12})?(?=[,;.)\n]| và | thực | \(|$)")
# "…, [Khu Di tích Kim Liên], Sở Du lịch": an item that begins with a capital
_UNKNOWN = lazy_pattern(
    r"(?P<item>\p{Lu}[^,;:.()\n]{3,70}?)"
    r"(?:, (?:và )?(?=\p{Lu}|các )|; | và (?=\p{Lu})|(?P<colon>:) )"
)
# "Văn phòng", "Thanh tra" in a list of the own body's offices
_BARE_OFFICE = lazy_pattern(r"(?:Văn phòng|Thanh tra)(?=, | và \p{Lu}|; )")
_BARE = frozenset(("Văn phòng", "Thanh tra"))
_LEVEL_END = lazy_pattern(r" (?:tỉnh|huyện|quận|xã|phường|thành phố|thị xã|thị trấn)$")
_BLANK = lazy_pattern(r" ")
_LIMIT = 24


def read_names(line: Printed, start: int, *, semicolons: bool = False) -> tuple[Name, ...]:
    """Return the names of a list that begins at `start`; none when no name stands there.

    A comma or "và" inside a name does not part it. With `semicolons` they part names too.

    >>> from planparse.extractors.body_words import printed
    >>> line = printed("Sở Văn hóa, Thể thao và Du lịch, các Sở: Y tế, Nội vụ và UBND các xã lập")
    >>> [name.body for name in read_names(line, 0)]
    ['Sở Văn hóa, Thể thao và Du lịch', 'Sở Y tế', 'Sở Nội vụ', 'Ủy ban nhân dân các xã']
    """
    if not may_be_name(line, start):
        return ()
    names = _read_list(line, start, semicolons=semicolons)
    if len(names) == 1 and names[0].body in _BARE and read_name(line, start) is None:
        return ()
    return names


def _read_list(line: Printed, start: int, *, semicolons: bool) -> tuple[Name, ...]:
    names: list[Name] = []
    shared, at, is_weak = "", start, True
    while len(names) < _LIMIT:
        name = _read_item(line, at, shared, is_first=not names)
        if name is None and names and is_weak:
            name = _read_crowd(line, start, at) or _read_unknown(line, at)
        if name is None:
            break
        names.append(name)
        shared = name.head
        inside, after = _read_members(line, name)
        names.extend(inside)
        separator = _SEPARATOR.match(line.lower, after) or _glue(line, name.end, after)
        is_weak = separator is not None and ";" not in separator[0]
        if separator is None or not (is_weak or semicolons):
            break
        at = separator.end()
    return tuple(names)


def _read_item(line: Printed, at: int, shared: str, *, is_first: bool) -> Name | None:
    """Read one item of a list; `shared` is the head word that the items before have in common."""
    match = _SHARED.match(line.lower, at)
    if match and (match["colon"] or match["many"]):
        name = _read_shared(line, match.end(), match["head"].capitalize())
        if name is not None:
            return name
    name = read_name(line, at) or (_read_shared(line, at, shared) if shared else None)
    if name is None and not is_first:
        name = read_bare_group(line, at, partial(read_name, line))
    return name or _read_bare(line, at)


def _read_crowd(line: Printed, start: int, at: int) -> Name | None:
    """Read an item that says little but goes on with a list: "và [doanh nghiệp]", ", [38 ấp]"."""
    if line.lower.startswith("các ", start):
        return None
    count = _COUNT.match(line.lower, at)
    noun = NOUNS.longest(line, count.end() if count else at)
    short = _SHORT.match(line.text, at)
    if short is not None:
        return Name(at, short.end(), short[0])
    if noun is None or noun[1].kind == "other" or is_duty(line, at):
        return None
    end = read_loose(line, read_level(line, noun[0]))
    return Name(at, end, line.text[at:end], is_vague=True)


def _read_unknown(line: Printed, at: int) -> Name | None:
    """Read an item of no known form that stands between names, or before a colon that ends them."""
    match = _UNKNOWN.match(line.text, at)
    if match is None or is_duty(line, at):
        return None
    if not match["colon"] and read_name(line, match.end()) is None:
        return None
    return Name(at, match.end("item"), write_out(match["item"]))


def _read_bare(line: Printed, at: int) -> Name | None:
    """Read an office of the own body that is named by one word: "[Văn phòng], Thanh tra Sở"."""
    match = _BARE_OFFICE.match(line.text, at)
    return None if match is None else Name(at, match.end(), match[0], match[0])


def _glue(line: Printed, end: int, after: int) -> regex.Match[str] | None:
    """Return the blank that alone parts two complete names: "TAND huyện[ ]VKSND huyện"."""
    if (
        end != after
        or not is_head(line, end + 1)
        or not _LEVEL_END.search(line.lower, end - 9, end)
    ):
        return None
    return _BLANK.match(line.text, end)


def _read_shared(line: Printed, start: int, head: str) -> Name | None:
    """Read a field whose head word stands before: "các Sở: [Xây dựng]"."""
    if not line.text[start : start + 1].isupper() or is_head(line, start):
        return None
    if FIELDS.longest(line, start) is None and not line.text[start : start + 2].isupper():
        return None
    field = read_field(line, start)
    if field == start or line.text.startswith((":", " :"), field):  # "Sở Y tế, [ĐT]: 0234 …"
        return None
    end = read_level(line, field)
    return Name(start, end, write_out(f"{head} {line.text[start:end]}"), head, is_shared=True)


def _read_members(line: Printed, name: Name) -> tuple[tuple[Name, ...], int]:
    """Read past a parenthesis; a collective's own names its members."""
    match = _PARENTHESIS.match(line.text, name.end)
    if match is None:
        return (), name.end
    opening = _MEMBERS.match(line.text, match.start("inside"), match.end("inside"))
    if not name.body.startswith("Các ") or opening is None:
        return (), match.end()
    names = read_names(line, opening.end(), semicolons=True)
    return tuple(name for name in names if name.end <= match.end("inside")), match.end()
