"""Contacts: phone numbers that a reader may call, with whose they are (domain, section 5).

A number of a known plan counts unless the words before it say that it is another kind of number; a
code of three or four digits counts only behind a word that calls it a line. Whose a number is, is
for `contact_owners`.
"""

from collections.abc import Iterator
from itertools import groupby

import regex

from planparse.extractors.base import Extractor, Passage
from planparse.extractors.contact_owners import (
    CALL_NUMBER,
    LINE,
    Owner,
    find_owner,
    has_own_name,
    owner_in_row,
)
from planparse.lexicon import load_words
from planparse.model import Contact, Finding, Span
from planparse.model.records import ContactKind
from planparse.outline import Block
from planparse.text.patterns import lazy_pattern
from planparse.text.phones import Phone, find_phones
from planparse.text.phrases import alternation


def _words(kind: str) -> str:
    return alternation(load_words("contacts", kind=kind))


# A name is looked for so far before its number, a word that calls it a phone so far.
_NAME_REACH = 180
_LABEL_REACH = 70
_HOTLINE = lazy_pattern(rf"{LINE.pattern}|hotline", regex.IGNORECASE)
_LABEL = lazy_pattern(
    rf"(?<!\p{{L}})(?:{_words('label')}|{_words('line')})(?!\p{{L}})", regex.IGNORECASE
)
# "Fax: |0237…", "mã số thuế |0312345678"; not "Điện thoại/Fax: |…"
_REFUSED = lazy_pattern(
    rf"(?r)(?<!\p{{L}})(?<!(?:thoại|đt|tel)\s?[/,-]\s?){_words('refused')}(?!\p{{L}})[^.;,\n\d]{{0,30}}$",
    regex.IGNORECASE,
)
# "Điều |111", "km |113", "Đề án |112"
_REFERRED = lazy_pattern(
    rf"(?r)(?<!\p{{L}}){_words('referred')}(?:\s(?:số|thứ))?\s{{1,3}}$", regex.IGNORECASE
)
# "|112| cơ sở", "|115| hộ"
_COUNTED = lazy_pattern(rf"\s{{1,2}}{_words('counted')}(?!\p{{L}})", regex.IGNORECASE)
# "113|, |114", "0293.3878.761| hoặc |0917 123 456"
_JOINED = lazy_pattern(
    r"(?:\s?\([^()]{1,40}\)|\s?\))?\s?(?:[,;/-]|và|hoặc|hay)\s?(?:số\s)?\(?", regex.IGNORECASE
)
_EMERGENCY = lazy_pattern(rf"(?<!\p{{L}}){_words('emergency')}(?!\p{{L}})", regex.IGNORECASE)
_DIGITS = lazy_pattern(r"\d{2}")
_GROUPED = lazy_pattern(r"\d[ .\-)]{1,2}\d")
_READ_PARTS = frozenset(("body", "annex", "preamble", "footnote"))


def find(passage: Passage) -> Iterator[Contact | Finding]:
    """Yield the phone numbers of a passage in text order."""
    if passage.part not in _READ_PARTS:
        return
    for _, group in groupby(passage.blocks, key=_row_of):
        blocks = list(group)
        for block in blocks:
            if _DIGITS.search(passage.text, block.start, block.end):
                yield from _in_block(passage, block, blocks if block.cell else [])


def _row_of(block: Block) -> tuple[int, int] | None:
    return block.cell[:2] if block.cell else None


def _in_block(passage: Passage, block: Block, row: list[Block]) -> Iterator[Contact | Finding]:
    text = passage.text[block.start : block.end]
    end, owner, is_behind, is_code = 0, Owner(None), False, False
    for phone in find_phones(text):
        joined = end > 0 and _JOINED.fullmatch(text, end, phone.start) is not None
        # "N (Văn phòng) hoặc M (đ/c An)", not "Đội Cảnh sát: N hoặc M (đ/c Đội trưởng)"
        shares = joined and not (is_behind and has_own_name(text, phone))
        shares = shares and (phone.kind == "short_code") == is_code
        if _is_refused(text, phone) or not (joined or _is_called(passage, text, phone, row)):
            continue
        if not shares:
            owner = (
                owner_in_row(passage, block, row) if row else find_owner(passage, block, phone, end)
            )
            is_behind = has_own_name(text, phone)
        end, is_code = phone.end, phone.kind == "short_code"
        yield _record(passage, text, block.start, phone, owner)
        if phone.kind == "odd":
            message = f"Số điện thoại không đúng cấu trúc: {text[phone.start : phone.end]!r}."
            place = Span(block.start + phone.start, block.start + phone.end)
            yield passage.finding("odd-phone-number", "warning", message, place)


def _record(passage: Passage, text: str, offset: int, phone: Phone, owner: Owner) -> Contact:
    title = passage.section.title if passage.section else ""
    near = text[max(0, phone.start - _LABEL_REACH) : phone.start]
    kind: ContactKind = "phone"
    if phone.kind == "short_code":
        kind = "short_code"
    elif phone.kind == "service" or _HOTLINE.search(f"{near} {owner.name} {title}"):
        kind = "hotline"
    return passage.record(
        Contact,
        "contact-hotline",
        offset + phone.start,
        offset + phone.end,
        number=phone.digits,
        kind=kind,
        service=owner.name,
        inferred=() if owner.near or not owner.name else ("service",),
    )


def _is_refused(text: str, phone: Phone) -> bool:
    left = text[max(0, phone.start - _LABEL_REACH) : phone.start]
    if _REFUSED.search(left) or _COUNTED.match(text, phone.end):
        return True
    return phone.kind == "short_code" and _REFERRED.search(left) is not None


def _is_called(passage: Passage, text: str, phone: Phone, row: list[Block]) -> bool:
    """Tell whether words, brackets or its form make a number one to call."""
    left = text[max(0, phone.start - _NAME_REACH) : phone.start]
    near = left[-_LABEL_REACH:]
    labels = [match.group().lower() for match in _LABEL.finditer(near)]
    is_labelled = any(label != "số" for label in labels)
    stands_out = left.rstrip().endswith((":", "("))
    if phone.kind == "short_code":
        if is_labelled or CALL_NUMBER.search(near):
            return True
        words = " ".join(passage.text[b.start : b.end] for b in row) if row else left
        return (stands_out or bool(row)) and _EMERGENCY.search(words) is not None
    printed = text[phone.start : phone.end]
    if phone.kind in ("old", "odd"):
        grouped = len(_GROUPED.findall(printed)) > 1
        return is_labelled or (stands_out and grouped and _speaks_of_phones(passage))
    return bool(labels or stands_out or row or _GROUPED.search(printed)) or text == printed


def _speaks_of_phones(passage: Passage) -> bool:
    return any(_LABEL.search(words) for words in (passage.text, *passage.above))


CONTACTS = Extractor(
    name="contacts",
    record=Contact,
    find=find,
    rules=("contact-hotline",),
    cues=("0", "18", "19", "11", "84", "156"),
)
