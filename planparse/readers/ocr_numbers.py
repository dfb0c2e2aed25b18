"""Numbers that recognition may have damaged: told as findings, never put right in silence.

A percent sign is read as digits ("40%" as "4096", "98%" as "989", "50%" as "509%"), for its circles
look like 9 and 6 (stack.md, section 3).
"""

from collections.abc import Iterator, Sequence
from functools import cache

import regex

from planparse.lexicon import load_words
from planparse.model import Finding, Span
from planparse.text.phrases import alternation

# Findings of one kind in a document: the first so many, for a bad scan has hundreds.
_MOST = 200


@cache
def _pattern() -> regex.Pattern[str]:
    before = alternation(load_words("ocr_numbers", side="before"))
    after = alternation(load_words("ocr_numbers", side="after"))
    return regex.compile(
        # "4096", "9896 hộ", "10096": whatever stands around them; not "1996", "2096", "Số 4096/QĐ"
        r"(?<![\d./-])(?P<sure>(?!19|20)(?:\d{2}|100)(?:,\d)?96)(?![\d./])"
        # "509%", "4096%": no share is above a hundred with two figures too many; not "150%", "120%"
        r"|(?<![\d./-])(?P<share>\d{2}9%|(?!19|20)\d{2}96%)"
        # "đạt 989 hộ", "trên 406 người": a sign read as one figure, where shares are usual
        rf"|\b{before}\s(?P<likely>\d{{2}}[946])(?=\s{after}\b)(?![\d./])",
        regex.IGNORECASE,
    )


def find_damaged_numbers(text: str, doubts: Sequence[Span] = ()) -> tuple[Finding, ...]:
    """Return a finding for each number in recognised text that should be looked up on paper.

    `doubts` are the places that the program was not sure of.

    >>> [f.rule for f in find_damaged_numbers("Phấn đấu 9896 hộ có nước sạch; năm 1996 có 12 hộ.")]
    ['ocr-percent-damaged']
    >>> find_damaged_numbers("Quyết định số 4096/QĐ-UBND; đạt 98% hộ.")
    ()
    """
    damaged = list(_damaged(text))
    known = {(finding.span.start, finding.span.end) for finding in damaged if finding.span}
    uncertain = [
        Finding(
            rule="ocr-number-uncertain",
            severity="warning",
            message=f"Số {text[span.start : span.end]!r} nhận dạng không chắc chắn; "
            "hãy đối chiếu với bản gốc.",
            span=span,
        )
        for span in doubts
        if (span.start, span.end) not in known
        and any(map(str.isdigit, text[span.start : span.end]))
    ]
    return (*damaged[:_MOST], *uncertain[:_MOST])


def _damaged(text: str) -> Iterator[Finding]:
    for match in _pattern().finditer(text):
        group = next(name for name in ("sure", "share", "likely") if match.group(name))
        start, end = match.span(group)
        number = match.group(group)
        yield Finding(
            rule="ocr-percent-damaged",
            severity="warning",
            message=f"Số '{number}' có thể là '{_meant(number)}' (dấu % nhận dạng sai); "
            "hãy đối chiếu với bản gốc.",
            span=Span(start, end),
        )


def _meant(number: str) -> str:
    """Return the share that a damaged number stands for.

    >>> _meant("9896"), _meant("509%"), _meant("406")
    ('98%', '50%', '40%')
    """
    plain = number.rstrip("%")
    return (plain[:-2] if plain.endswith("96") and len(plain) > 3 else plain[:-1]) + "%"
