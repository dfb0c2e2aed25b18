"""What an indicator is about: the thing counted, the group of people, and words that exclude."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import regex

from planparse.comparison.words import (
    Table,
    Words,
    canonical_words,
    find_phrases,
    make_table,
    phrase_at,
    skip_fillers,
)
from planparse.lexicon import load_entries, load_words
from planparse.text.patterns import lazy_pattern

Ages = tuple[float, float]
Groups = Mapping[str, frozenset[str]]
Qualifiers = Mapping[str, str]

# "từ 06 đến dưới 16 tuổi", "từ 6 - 10 tuổi"; not "từ năm 2024".
_AGE_BETWEEN = lazy_pattern(
    r"(?P<low>\d{1,2})\s?(?:tuổi\s)?(?:đến|-)\s?(?P<under>dưới\s)?(?P<high>\d{1,2})\s?tuổi",
    regex.IGNORECASE,
)
# "dưới 6 tuổi"; not "dưới 6%".
_AGE_UNDER = lazy_pattern(r"dưới\s(?P<high>\d{1,2})\s?tuổi", regex.IGNORECASE)
# "từ 14 tuổi trở lên", "trên 60 tuổi"; not "14 chi hội".
_AGE_OVER = lazy_pattern(
    r"(?:(?P<low>\d{1,2})\s?tuổi\strở\slên|(?:trên|từ đủ)\s(?P<over>\d{1,2})\s?tuổi)",
    regex.IGNORECASE,
)
_OLDEST = 150.0
# Where the group of an indicator ends and what it is or does begins: "hội viên | được cấp thẻ",
# "cơ sở Hội | tuyên truyền nghị quyết", "hộ nghèo | có bể nước"; not "có hộ nghèo".
_PREDICATE = lazy_pattern(
    r"(?<=\p{L}\s)(?:(?<!mới\s)được|có|đạt|không|chưa|bị|biết"
    r"|là(?!\s(?:hội|đoàn|đảng|xã|thành)\sviên)|hoàn thành|tham gia|sử dụng|"
    r"dùng|thực hiện|ký|đăng ký|cam kết|tổ chức|xây dựng|triển khai|tuyên truyền|thành lập|"
    r"ứng dụng|áp dụng|duy trì|bảo đảm|đảm bảo|tiếp cận|nộp|mở|giúp|vận động|hưởng|sinh hoạt|"
    r"hài lòng|thuộc)(?!\p{L})",
    regex.IGNORECASE,
)
# Where the words that say which of a group are meant are only where they are: "hộ | trên địa bàn".
_OF_PLACE = lazy_pattern(
    r"^(?:trên|trong|tại|ở|của|thuộc|toàn|cả|xã|phường|thôn|huyện|tỉnh|thành phố|quận|trường)"
    r"(?!\p{L})|^(?:cơ quan|đơn vị|nhà trường|địa phương)"
)
_GROUPS = frozenset(("person", "household", "body"))
_SHORT_GROUP = 4  # words; a longer phrase says more than who is meant
# What the name of an issuer says of the people its plan is for: "Trường Tiểu học".
_OF_ISSUERS = frozenset(("school",))
# Things that plans count for each other ("người dân hài lòng", "mức độ hài lòng của người dân").
_ALIKE = frozenset(
    (
        frozenset(("person", "household")),
        frozenset(("person", "measure")),
        frozenset(("household", "measure")),
        frozenset(("place", "body")),
        # "thời gian phản hồi phản ánh", "phản ánh được phản hồi trong thời gian"
        frozenset(("measure", "case")),
    )
)
# "sản phẩm OCOP 5 sao", "từ 3 sao trở lên", "dịch vụ công mức độ 4"
_GRADE = lazy_pattern(r"(?P<grade>\d\ssao|(?:mức độ|cấp độ)\s\d)(?!\d)", regex.IGNORECASE)
# Who acts, and no group that is counted: "Hội LHPN xã giúp 05 hộ"
_UNION = lazy_pattern(r"(?<!\p{L})Hội (?:LHPN|Liên hiệp Phụ nữ|Phụ nữ)(?!\p{L})", regex.IGNORECASE)
# "không có nhà vệ sinh", "chưa qua đào tạo"; not "không quá", "không dùng tiền mặt", "không gian".
_NEGATED = lazy_pattern(
    r"(?<!\p{L}|\d\s)(?:không|chưa)\s"
    r"(?!quá|dưới|thấp|ít|vượt|dùng|gian|khí|những|chỉ|cao|được trả|bao gồm|gồm|kể|tính)",
    regex.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Subject:
    """What an indicator is about.

    `thing` is the kind of what is counted ("person", "body", "household" …) where known, `things`
    all kinds that are named ("người thuộc hộ nghèo": both). `groups`
    are the words that narrow a group of people, by the question they answer: all of them, and in
    `own_groups` those of the group itself, not of what happens to it. `branches` are the offices
    that narrow people of a post; `qualifiers` other words that narrow, by their canonical form, as
    the lexicon writes them; `grades` the stars or levels of what is counted.
    """

    thing: str | None
    things: frozenset[str]
    groups: Groups
    own_groups: Groups
    ages: Ages | None
    is_negated: bool
    opposites: frozenset[tuple[str, str]]
    branches: frozenset[str]
    qualifiers: Qualifiers
    group: Words
    words: frozenset[str]
    grades: frozenset[str]


def read_subject(indicator: str, *, noun: str = "", issuer: str = "") -> Subject:
    """Return what an indicator is about.

    `noun` is its unit, where that is a counted thing; `issuer` the body whose plan it is: what its
    name says of its people ("Trường Tiểu học") goes for its targets too.

    >>> read_subject("cơ quan có lãnh đạo chủ chốt là nữ").thing
    'body'
    >>> read_subject("nữ tham gia lãnh đạo, quản lý").thing
    'person'
    >>> read_subject("ổ dịch trên địa bàn xã được xử lý").thing
    """
    words = canonical_words(indicator)
    opposites = _opposites_in(words)
    named = {of for of, _ in opposites}
    own = _groups(_group_of(indicator))
    groups = _groups(indicator)
    of_issuer = {
        of: found for of, found in _groups(issuer).items() if of in _OF_ISSUERS and of not in groups
    }
    return Subject(
        _thing(canonical_words(noun)) or _thing(words),
        frozenset(thing for (thing,) in find_phrases(words, _heads())),
        {**groups, **of_issuer},
        own,
        _ages(indicator),
        _NEGATED.search(indicator) is not None,
        opposites
        | {
            (of, word)
            for of, word in _opposites_in(canonical_words(issuer))
            if of not in named and word in of_issuer.get("school", ())
        },
        frozenset(
            word for (word,) in find_phrases(canonical_words(_group_of(indicator)), _branches())
        ),
        _qualifiers_in(words),
        _group_words(indicator),
        frozenset(words),
        frozenset(match["grade"] for match in _GRADE.finditer(indicator)),
    )


def _group_words(indicator: str) -> Words:
    """Return the words of the group itself, without words of measure before it ("tỷ lệ")."""
    group = _group_of(indicator)
    words = canonical_words(group) if len(group) < len(indicator) else ()
    at = 0
    while at < len(words) and (skipped := skip_fillers(words, at)):
        at += skipped
    return words[at:]


def _thing(words: Words) -> str | None:
    """Return the kind of thing that a phrase begins with, after verbs and words of measure."""
    at = 0
    while at < len(words):
        found = phrase_at(words, at, _heads())
        if found is not None:
            return found[1][0]
        skipped = skip_fillers(words, at)
        if not skipped:
            return None
        at += skipped
    return None


def _qualifiers_in(words: Words) -> dict[str, str]:
    return {key: printed for key, printed, *_ in find_phrases(words, _qualifiers())}


def _opposites_in(words: Words) -> frozenset[tuple[str, str]]:
    return frozenset((of, word) for of, word in find_phrases(words, _opposites()))


def is_excluded(parent: Subject, child: Subject) -> bool:
    """Tell whether two indicators cannot be one: another thing counted, or opposite words."""
    if parent.thing and child.thing and parent.thing != child.thing:
        return frozenset((parent.thing, child.thing)) not in _ALIKE
    if parent.grades and child.grades and not parent.grades & child.grades:
        return True
    for of in {of for of, _ in parent.opposites} & {of for of, _ in child.opposites}:
        ours = {word for other, word in parent.opposites if other == of}
        theirs = {word for other, word in child.opposites if other == of}
        if not ours & theirs:
            return True
    return False


def is_narrower(parent: Subject, child: Subject) -> bool:
    """Tell whether the child's group of people is a part of the parent's."""
    if parent.thing == child.thing == "person" and child.branches and not parent.branches:
        return True
    for of, words in child.own_groups.items():
        if not parent.groups.get(of):
            return True
        wider = parent.own_groups.get(of, frozenset())
        if len(wider) > 1 and words < wider:
            return True
    if child.ages is None:
        return False
    if parent.ages is None:
        return "school" not in parent.groups
    inside = parent.ages[0] <= child.ages[0] and child.ages[1] <= parent.ages[1]
    return inside and child.ages != parent.ages


def adds_to_group(parent: Subject, child: Subject) -> bool:
    """Tell whether a share is of a part of the parent's group: "giáo viên" and "giáo viên Ngữ văn".

    >>> above = read_subject("giáo viên được tập huấn")
    >>> adds_to_group(above, read_subject("giáo viên Ngữ văn được tập huấn"))
    True
    >>> adds_to_group(above, read_subject("giáo viên trong trường được tập huấn"))
    False
    """
    group = parent.group
    if not 0 < len(group) <= _SHORT_GROUP or child.group[: len(group)] != group:
        return False
    added = child.group[len(group) :]
    if not added or parent.thing not in _GROUPS or _OF_PLACE.match(" ".join(added)):
        return False
    return not set(added) & parent.words


def counts_others(parent: Subject, child: Subject) -> bool:
    """Tell whether one counts people and the other households, and neither names the other's."""
    return {parent.thing, child.thing} == {"person", "household"} and not (
        parent.things & child.things
    )


def is_wider(parent: Subject, child: Subject) -> bool:
    """Tell whether the child drops a word that narrows the parent's group.

    Posts are left out: a leading post ("cán bộ quản lý") is one without the word for it.
    """
    return any(of != "post" and not child.groups.get(of) for of in parent.groups)


def qualifier_changes(parent: Subject, child: Subject) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the qualifiers that the child drops and those that it adds."""
    dropped = (word for key, word in parent.qualifiers.items() if key not in child.qualifiers)
    added = (word for key, word in child.qualifiers.items() if key not in parent.qualifiers)
    return tuple(dropped), tuple(added)


def _groups(text: str) -> Groups:
    groups: dict[str, set[str]] = {}
    for of, word in find_phrases(canonical_words(_UNION.sub(" ", text)), _narrow()):
        groups.setdefault(of, set()).add(word)
    for of, whole, parts in _sums():
        if whole in groups.get(of, ()):
            groups[of] = groups[of] - {whole} | parts
    return {of: frozenset(found) for of, found in groups.items()}


def _group_of(indicator: str) -> str:
    """Return the group of people itself: "hội viên | được cấp thẻ", "hộ nghèo | có bể nước"."""
    predicate = _PREDICATE.search(indicator)
    return indicator[: predicate.start()] if predicate else indicator


def _ages(indicator: str) -> Ages | None:
    between = _AGE_BETWEEN.search(indicator)
    if between:
        return float(between["low"]), float(between["high"])
    over = _AGE_OVER.search(indicator)
    if over:
        return float(over["low"] or over["over"]), _OLDEST
    under = _AGE_UNDER.search(indicator)
    return (0.0, float(under["high"])) if under else None


@cache
def _heads() -> Table:
    return make_table(
        (word, (entry["thing"],))
        for entry in load_entries("indicators")
        if entry["kind"] == "head"
        for word in entry["words"]
    )


@cache
def _narrow() -> Table:
    return make_table(
        (word, (entry["of"], " ".join(canonical_words(word))))
        for entry in load_entries("groups")
        if entry["kind"] in ("narrow", "sum")
        for word in entry["words"]
    )


@cache
def _sums() -> tuple[tuple[str, str, frozenset[str]], ...]:
    """Return the names of a group that stand for several others ("học sinh trung học")."""
    return tuple(
        (
            entry["of"],
            " ".join(canonical_words(word)),
            frozenset(" ".join(canonical_words(part)) for part in entry["parts"]),
        )
        for entry in load_entries("groups")
        if entry["kind"] == "sum"
        for word in entry["words"]
    )


@cache
def _branches() -> Table:
    return make_table((word, (word,)) for word in load_words("groups", kind="branch"))


@cache
def _qualifiers() -> Table:
    return make_table(
        (word, (" ".join(canonical_words(word)), word))
        for word in load_words("groups", kind="qualifier")
    )


@cache
def _opposites() -> Table:
    """Words that exclude each other; a line of the file is known by its first word."""
    return make_table(
        (word, _opposite(entry["words"][0], word))
        for entry in load_entries("groups")
        if entry["kind"] == "opposite"
        for word in entry["words"]
    )


def _opposite(line: str, word: str) -> Words:
    return line, " ".join(canonical_words(word))
