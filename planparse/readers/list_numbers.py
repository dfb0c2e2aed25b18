"""Numbers as lists print them: 1, 01, IV, iv, D, d, 4th, Fourth, ④.

The names of the formats are those of Office Open XML (ISO/IEC 29500-1, 17.18.59); HTML's list types
are a part of them. Scripts that no Vietnamese paper uses print plain digits.
"""

_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
    (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_MAX_ROMAN = 30_000
_MAX_LETTERS = 26 * 100
_UNITS = (
    "", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINALS = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth",
    "nine": "ninth", "twelve": "twelfth",
}  # fmt: skip
_VIETNAMESE = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_NOTE_MARKS = "*†‡§"
# First code point and last number of each row of enclosed digits.
_ENCLOSED = {
    "decimalEnclosedCircle": (0x2460, 20),
    "decimalEnclosedParen": (0x2474, 20),
    "decimalEnclosedFullstop": (0x2488, 20),
}


def format_number(value: int, form: str) -> str:
    """Return a number in a format of Word's; digits where the format has no sign for it.

    >>> [format_number(4, form) for form in ("decimalZero", "upperRoman", "lowerLetter")]
    ['04', 'IV', 'd']
    >>> format_number(28, "upperLetter"), format_number(21, "vietnameseCounting")
    ('BB', 'hai mươi mốt')
    """
    if form == "none":
        return ""
    if form == "decimalZero":
        return f"{value:02d}"
    if form in _ENCLOSED:
        first, last = _ENCLOSED[form]
        return chr(first + value - 1) if 0 < value <= last else str(value)
    if value < 1 or form not in _WRITERS:
        return f"- {value} -" if form == "numberInDash" else str(value)
    return _WRITERS[form](value)


def _upper_roman(value: int) -> str:
    if value > _MAX_ROMAN:
        return str(value)
    pieces = []
    for amount, letters in _ROMAN:
        pieces.append(letters * (value // amount))
        value %= amount
    return "".join(pieces)


def _lower_roman(value: int) -> str:
    return _upper_roman(value).lower()


def _lower_letter(value: int) -> str:
    """Count a … z, aa, bb … zz, aaa: Word repeats the letter."""
    if value > _MAX_LETTERS:
        return str(value)
    return chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)


def _upper_letter(value: int) -> str:
    return _lower_letter(value).upper()


def _ordinal(value: int) -> str:
    """Return 1st, 2nd, 3rd, 4th, and 11th for 11."""
    last = "th" if 10 < value % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{last}"


def _english(value: int) -> str:
    if value < 20:
        return _UNITS[value]
    if value < 100:
        rest = _UNITS[value % 10]
        return f"{_TENS[value // 10]}-{rest}" if rest else _TENS[value // 10]
    if value < 1000:
        return f"{_UNITS[value // 100]} hundred {_english(value % 100)}".strip()
    return str(value)


def _cardinal_text(value: int) -> str:
    return _english(value).capitalize()


def _ordinal_text(value: int) -> str:
    words = _english(value)
    if words.isdigit():
        return _ordinal(value)
    head, mark, last = words.rpartition("-") if "-" in words else words.rpartition(" ")
    ordinal = _ORDINALS.get(last, f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th")
    return f"{head}{mark}{ordinal}".capitalize()


def _vietnamese(value: int) -> str:
    """Count một, hai … mười lăm, hai mươi mốt, up to ninety-nine."""
    if value < 10:
        return _VIETNAMESE[value]
    if value > 99:
        return str(value)
    tens, unit = divmod(value, 10)
    head = "mười" if tens == 1 else f"{_VIETNAMESE[tens]} mươi"
    words = {0: "", 1: "một" if tens == 1 else "mốt", 5: "lăm"}
    return f"{head} {words.get(unit, _VIETNAMESE[unit])}".strip()


def _chicago(value: int) -> str:
    """Count *, †, ‡, §, then each twice, and so on."""
    if value > _MAX_LETTERS:
        return str(value)
    return _NOTE_MARKS[(value - 1) % 4] * ((value - 1) // 4 + 1)


_WRITERS = {
    "upperRoman": _upper_roman,
    "lowerRoman": _lower_roman,
    "upperLetter": _upper_letter,
    "lowerLetter": _lower_letter,
    "ordinal": _ordinal,
    "cardinalText": _cardinal_text,
    "ordinalText": _ordinal_text,
    "vietnameseCounting": _vietnamese,
    "chicago": _chicago,
}
