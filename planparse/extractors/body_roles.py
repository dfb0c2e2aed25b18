"""What the words around a body's name make of it: predicates, labels of fields, what was found."""

from dataclasses import dataclass
from typing import Literal

from planparse.extractors.body_words import HEADS, NOUNS, Name, Printed, words_of
from planparse.extractors.phrase_tree import PhraseTree
from planparse.model.records import BodyRole
from planparse.text.patterns import lazy_pattern

Manner = Literal["strict", "plain", "loose"]
"""How much must be said before a body's sentence counts as its duty."""

RULES: dict[BodyRole, str] = {
    "lead": "body-lead",
    "support": "body-support",
    "requested": "body-requested",
    "report_to": "body-report-to",
}
"""The slug of the rule that finds a role in running text."""


def _tree(*kinds: str) -> PhraseTree[str]:
    return PhraseTree.of((word, kind) for kind in kinds for word in words_of("body_duties", kind))


_PREDICATES = _tree("lead", "support", "self", "case", "verb", "never")
_ADVERBS = _tree("adverb")
_OPENERS = _tree("opener")
_LINKS = _tree("link")
_LABEL_ROLES = _tree("label_lead", "label_support", "label_report")
_LABEL_NOUNS = _tree("label_of")
_ROLE_OF_LABEL: dict[str, BodyRole] = {
    "label_lead": "lead",
    "label_support": "support",
    "label_report": "report_to",
}
# Words with which a name, a link or a label begins.
_FIRST_WORDS = frozenset(("các", "những", "tất", "toàn", "mỗi", "từng", "một")).union(
    *(tree.first_words() for tree in (HEADS, NOUNS, _LINKS, _LABEL_ROLES, _LABEL_NOUNS))
)

# " (Cơ quan thường trực Ban Chỉ đạo)", ", - cơ quan đầu mối": between a name and its duty
_ASIDE = lazy_pattern(
    r"[ ]?\([^()\n]{0,200}\)|,?[ ]-[ ](?:cơ quan|thường trực)[^.;:()\n]{0,90}(?=:)"
)
# " chính:", " nhiệm vụ :": the end of a label
_LABEL_END = lazy_pattern(r"(?:[ ](?:chính|nhiệm vụ|kế hoạch|chung))?[ ]?:[ ]?")
# "a) ", "- ", "(1) ", "1.2. ", "+ ": what stands before the first word of a clause
_MARKS = lazy_pattern(
    r"(?:[-+*•][ ]?|\(?(?:\d{1,2}|\p{Ll})\)[ ]?|\d{1,2}(?:\.\d{1,2}){0,3}[.)/:-]?[ ](?=\D)"
    r"|[ \"(]){0,4}+"
)
# " chấp hành": a word of no vocabulary behind a name, in small letters
_SMALL_WORD = lazy_pattern(r" \p{Ll}{2}")
_ADVERB_LIMIT = 5
# What follows the colon of "Công an xã:" is a duty only when it is longer than this.
_SHORT_DUTY = 8


@dataclass(frozen=True, slots=True)
class Found:
    """A body with its role at `name`'s place; its sentence is `start:end`, its duty from `duty`.

    `is_subject` says that the name heads a clause; `is_inherited` that it is printed above.
    """

    name: Name
    role: BodyRole
    rule: str
    start: int
    end: int
    duty: int
    is_subject: bool = False
    is_inherited: bool = False


def may_begin(line: Printed, at: int) -> bool:
    """Tell whether a name, a link or a label may begin at `at`, by its first word."""
    return line.token(at)[0] in _FIRST_WORDS or line.defined_at(at) is not None


def read_label(line: Printed, start: int) -> tuple[int, BodyRole] | None:
    """Return where a field's value begins and its role, when a label stands at `start`.

    >>> from planparse.extractors.body_words import printed
    >>> read_label(printed("Đơn vị phối hợp: Trạm Y tế"), 0)
    (17, 'support')
    >>> read_label(printed("Phối hợp với Trạm Y tế"), 0) is None
    True
    """
    noun = _LABEL_NOUNS.longest(line, start)
    role = _LABEL_ROLES.longest(line, noun[0] if noun else start)
    end = _LABEL_END.match(line.lower, role[0]) if role else None
    if role is None or end is None:
        return None
    return end.end(), _ROLE_OF_LABEL[role[1]]


def skip_marks(text: str, start: int) -> int:
    """Return where the first word of a clause stands, behind bullets and numbers.

    >>> skip_marks("- a) Sở Y tế", 0)
    5
    """
    if text[start : start + 1].isalpha() and text[start + 1 : start + 2] not in (")", "."):
        return start
    match = _MARKS.match(text, start)
    return match.end() if match else start


def skip_links(line: Printed, start: int) -> int:
    """Return where a clause goes on behind "Riêng", "Đối với", "Hằng năm, "."""
    end = start
    for _ in range(2):
        found = _LINKS.longest(line, end)
        if found is None:
            return end
        end = found[0]
        while line.text[end : end + 1] in (" ", ",", ":"):
            end += 1
    return end


def is_opener(line: Printed, start: int) -> bool:
    """Tell whether a sentence opens with an adverbial whose body comes after a comma."""
    return _OPENERS.longest(line, start) is not None


def read_predicate(line: Printed, start: int, end: int, manner: Manner) -> BodyRole | None:
    """Return the role of the bodies whose names end at `start`; None when no duty follows.

    Strictly only telling words count ("chủ trì", "có trách nhiệm", "phối hợp"), plainly all verbs
    of the vocabulary, loosely whatever is no word of `kind` never.

    >>> from planparse.extractors.body_words import printed
    >>> line = printed("Hội Nông dân xã chủ động phối hợp với Trạm Y tế xã")
    >>> read_predicate(line, 15, len(line.text), "plain")
    'support'
    """
    aside = _ASIDE.match(line.lower, start)
    at = _after_comma(line, aside.end() if aside else start)
    if line.text.startswith((":", " :"), at):
        return None if manner == "strict" or not _has_duty_text(line, at + 1, end) else "lead"
    for _ in range(_ADVERB_LIMIT):
        found = _PREDICATES.longest(line, at)
        adverb = _ADVERBS.longest(line, at)
        if adverb is None or (found is not None and found[0] > adverb[0]):
            break
        if found is not None and found[1] == "lead":
            return "lead"
        at = _after_comma(line, adverb[0])
    is_listed = manner == "loose" and line.text[at - 1 : at] == ","
    return _role_of(line, at, end, "plain" if is_listed else manner)


def _role_of(line: Printed, at: int, end: int, manner: Manner) -> BodyRole | None:
    found = _PREDICATES.longest(line, at)
    if found is None or found[0] > end:
        is_word = _SMALL_WORD.match(line.text, at, end) is not None
        return "lead" if manner == "loose" and is_word else None
    kind = found[1]
    if kind == "lead" or (kind in ("verb", "case") and manner != "strict"):
        return "lead"
    return "support" if kind == "support" else None


def _after_comma(line: Printed, at: int) -> int:
    return at + 1 if line.text.startswith(",", at) else at


def _has_duty_text(line: Printed, start: int, end: int) -> bool:
    """Behind "Công an xã:" stands a duty, not a phone number or nothing."""
    rest = line.text[start:end].strip()
    return len(rest) > _SHORT_DUTY and not rest[:2].strip("(+").isdigit()
