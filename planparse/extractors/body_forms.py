"""Names of bodies written out in full: short forms expanded, one spelling for dashes and blanks."""

from functools import cache, lru_cache

import regex

from planparse.lexicon import load_entries
from planparse.text.patterns import lazy_pattern
from planparse.text.phrases import alternation

# "Hội Liên hiệp Phụ nữ (LHPN) huyện": a short form in the middle of its own name; not "(b/c)"
_OWN_SHORT = lazy_pattern(r"\s?\((?:viết tắt(?: là)?\s|gọi tắt(?: là)?\s)?[\p{Lu}&.\- ]{2,14}\)")
# "LĐTB&XH", "TCCTXH": a word of capitals only; not "Sở", "A"
_CAPITALS = lazy_pattern(r"(?<![\p{L}&])\p{Lu}[\p{Lu}&\-]{1,12}(?![\p{L}&])")
_WORD = lazy_pattern(r"[^\W\d_]+")
_DASH = lazy_pattern(r"\s?[-–]\s?")
# How many characters before "(CNSCĐ)" may hold what it stands for.
_DEFINED_REACH = 160
_COLLECTIVES = ("các ", "những ", "mỗi ", "từng ", "toàn thể ", "tất cả ")


@cache
def _short_forms() -> tuple[regex.Pattern[str], dict[str, dict[str, str]]]:
    """Return the pattern of all short forms, and for each what it stands for behind which word."""
    readings: dict[str, dict[str, str]] = {}
    for entry in load_entries("abbreviations"):
        for word in entry["words"]:
            readings.setdefault(word, {})[entry.get("after", "")] = entry["full"]
    return lazy_pattern(rf"(?<![\p{{L}}&]){alternation(readings)}(?![\p{{L}}&])"), readings


@lru_cache(maxsize=4096)
def write_out(printed: str) -> str:
    """Return a printed name in full.

    >>> write_out("UBND 12 xã – tt"), write_out("phòng TP huyện")
    ('Ủy ban nhân dân 12 xã - thị trấn', 'Phòng Tư pháp huyện')
    >>> write_out("Hội Liên hiệp Phụ nữ (LHPN) TP Huế")
    'Hội Liên hiệp Phụ nữ thành phố Huế'
    """
    text = " ".join(_OWN_SHORT.sub("", printed).split())
    pattern, _ = _short_forms()
    text = pattern.sub(_expansion, text)
    text = " ".join(_DASH.sub(" - ", text).split())
    if text.isupper() and " " in text:
        text = text.lower()
    return text[:1].upper() + text[1:]


def _expansion(match: regex.Match[str]) -> str:
    readings = _short_forms()[1].get(" ".join(match.group().split()), {})
    before = match.string[: match.start()].split()
    last = before[-1].capitalize() if before else "^"
    return readings.get(last) or readings.get("") or match.group()


def as_collective(body: str) -> str:
    """Return the name of a collective with "Các" before it.

    >>> as_collective("Sở, ban, ngành tỉnh"), as_collective("Các thôn")
    ('Các sở, ban, ngành tỉnh', 'Các thôn')
    """
    if body.lower().startswith(_COLLECTIVES):
        return body
    return f"Các {body[:1].lower()}{body[1:]}"


def expand_defined(body: str, source: str) -> str:
    """Expand the short forms in `body` that the paper itself defines in parentheses.

    >>> expand_defined("Tổ HTND", "lập Tổ hướng dẫn người dân (sau đây viết tắt là Tổ HDND)")
    'Tổ HTND'
    >>> expand_defined("Ban ĐHCĐ", "Ban Điều hành chuyển đổi (sau đây gọi tắt là Ban ĐHCĐ)")
    'Ban Điều hành chuyển đổi'
    """
    for match in list(_CAPITALS.finditer(body))[::-1]:
        full = _definition(match.group(), source)
        if full is not None:
            body = body[: match.start()] + full + body[match.end() :]
    return body


@lru_cache(maxsize=256)
def _definition(short: str, source: str) -> str | None:
    """Return the words before "(… SHORT)" whose first letters are the short form's."""
    place = regex.search(rf"\((?:[^()]{{0,40}}\s)?{regex.escape(short)}\)", source)
    if place is None:
        return None
    letters = [c for c in short if c.isalpha()]
    words = list(_WORD.finditer(source, max(0, place.start() - _DEFINED_REACH), place.start()))
    words = [word for word in words if word.group().lower() != "và" or "V" in short]
    chosen = words[-len(letters) :]
    if [word.group()[0].upper() for word in chosen] != letters:
        return None
    return " ".join(source[chosen[0].start() : place.start()].split()).rstrip(" *_")
