"""Whether a text looks like a Vietnamese plan at all; what does not is read, and said to be odd."""

from collections.abc import Iterator

from planparse.model import Finding, Metadata, Section, Span
from planparse.text.fold import skeleton

_SAMPLE = 1_500
# Too short to tell the language.
_FEWEST_LETTERS = 40
# About a quarter of the letters of Vietnamese bear marks; of a text typed without, almost none.
_LEAST_MARKED = 0.05


def find_oddities(
    text: str, metadata: Metadata, sections: tuple[Section, ...]
) -> Iterator[Finding]:
    """Yield a finding for a text that is not Vietnamese, and for one that is no plan.

    >>> [f.rule for f in find_oddities("", Metadata(), ())]
    ['no-plan']
    """
    if _marked_share(text[:_SAMPLE]) < _LEAST_MARKED:
        yield _finding("not-vietnamese", "Văn bản không phải tiếng Việt có dấu.")
    if not sections and metadata.doc_type is None:
        message = "Văn bản không có tên loại (KẾ HOẠCH, …) và không có mục nào được đánh số."
        yield _finding("no-plan", message)


def _marked_share(text: str) -> float:
    letters = [letter for letter in text if letter.isalpha()]
    if len(letters) < _FEWEST_LETTERS:
        return 1.0
    plain = skeleton("".join(letters))
    marked = sum(a.lower() != b for a, b in zip(letters, plain, strict=False))
    return marked / len(letters)


def _finding(rule: str, message: str) -> Finding:
    return Finding(rule=rule, severity="warning", message=message, span=Span(0, 0))
