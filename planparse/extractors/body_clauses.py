"""Bodies at the head of a clause ("Sở Y tế chủ trì …") and in fields ("Đơn vị phối hợp: …")."""

from collections.abc import Iterator
from dataclasses import replace

from planparse.extractors.body_cues import Stretch, found_names
from planparse.extractors.body_lists import read_names
from planparse.extractors.body_names import read_name
from planparse.extractors.body_roles import (
    Found,
    Manner,
    is_opener,
    may_begin,
    read_label,
    read_predicate,
    skip_links,
    skip_marks,
)
from planparse.extractors.body_words import Name, is_duty
from planparse.model.records import BodyRole
from planparse.text.patterns import lazy_pattern

# Where a clause may begin: behind a mark, behind a comma before a name, inside a parenthesis.
_STARTS = lazy_pattern(r"[.;:]\s|(?P<weak>,\s(?=\p{Lu}|các |tất cả )|\((?=\p{Lu}))")
# "Sở Nội vụ (chủ trì), Sở Tài chính (phối hợp)": each with its own role
_OWN_ROLE = lazy_pattern(r" ?\((?:(?P<lead>chủ trì)|phối hợp)\)")
_PIECE = lazy_pattern(r" ?(?P<piece>[^,;.\n]{3,90}(?:, phụ trách[^,;.\n]{3,60})?)")
_INVITED = "mời "


def find_subjects(
    stretch: Stretch, pending: BodyRole | None, taken: frozenset[int]
) -> Iterator[Found]:
    """Yield the bodies at the heads of clauses and in fields.

    `pending` is the role of a field that the line above has left open; names that begin at one of
    `taken` have their role from a cue already.
    """
    line = stretch.line
    sentence = skip_marks(line.text, stretch.start)
    covered = stretch.start
    for at, is_weak in _clause_starts(stretch, sentence):
        if at < covered or not may_begin(line, at):
            continue
        if is_weak:
            is_open = is_opener(line, sentence) or covered > sentence
            found = list(_behind_comma(stretch, at, taken, is_open=is_open))
        else:
            sentence = at
            label = read_label(line, at)
            found = list(
                read_field(stretch, *label) if label else _subject(stretch, at, pending, taken)
            )
        pending = None
        covered = max([covered, *(item.duty for item in found)])
        yield from found


def _clause_starts(stretch: Stretch, first: int) -> Iterator[tuple[int, bool]]:
    """Yield where clauses begin, and whether only a comma or parenthesis parts them."""
    text = stretch.line.text
    yield first, False
    for match in _STARTS.finditer(text, first, stretch.end):
        yield skip_marks(text, match.end()), match["weak"] is not None


def _subject(
    stretch: Stretch, at: int, pending: BodyRole | None, taken: frozenset[int]
) -> Iterator[Found]:
    line = stretch.line
    names = read_names(line, skip_links(line, at), semicolons=True)
    if not names or names[-1].end > stretch.end or names[0].start in taken:
        return
    end = names[-1].end
    role = pending or read_predicate(line, end, stretch.end, stretch.manner)
    if role is None:
        return
    for item in found_names(stretch, names, role, "body-field" if pending else ""):
        yield replace(item, is_subject=pending is None)


def _behind_comma(
    stretch: Stretch, at: int, taken: frozenset[int], *, is_open: bool
) -> Iterator[Found]:
    """Behind a comma a body takes a duty by telling words, or when the sentence waits for it."""
    line = stretch.line
    if not (line.text[at].isupper() or is_open):
        return
    names = read_names(line, at, semicolons=True)
    if not names or names[-1].end > stretch.end or names[0].start in taken:
        return
    end = names[-1].end
    manner: Manner = "plain" if is_open and stretch.manner != "strict" else "strict"
    role = read_predicate(line, end, stretch.end, manner)
    if role is not None and not line.text.startswith(",", end):
        yield from found_names(stretch, names, role)


def read_field(clause: Stretch, at: int, role: BodyRole) -> Iterator[Found]:
    """Yield the bodies of a field's value: known names, else its pieces as they are printed."""
    line = clause.line
    start = skip_links(line, at)
    start += len(_INVITED) if line.lower.startswith(_INVITED, start) else 0
    names = read_names(line, start, semicolons=True)
    if not names:
        names = tuple(_pieces(clause, start))
    if not names or names[-1].end > clause.end:
        return
    given = read_predicate(line, names[-1].end, clause.end, "strict")
    for item in found_names(clause, names, given or role, "body-field"):
        own = _OWN_ROLE.match(line.lower, item.name.end)
        if own:
            item = replace(item, role="lead" if own["lead"] else "support")
        yield item


def _pieces(clause: Stretch, at: int) -> Iterator[Name]:
    """Yield the pieces of a value that begins with no known name ("Các đ/c Phó Chủ tịch, …")."""
    line = clause.line
    while (match := _PIECE.match(line.text, at, clause.end)) is not None:
        start = match.start("piece")
        known = read_name(line, start)
        words = " ".join(match["piece"].split())
        if known is not None:
            yield known
        elif words[:1].isupper() and not is_duty(line, start):
            yield Name(start, start + len(match["piece"].rstrip()), words)
        at = match.end() + 1
