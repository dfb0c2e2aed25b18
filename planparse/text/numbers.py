"""Vietnamese numbers: "1.500" is 1500, "1,5" is 1.5, "03" is 3, "2,5 triệu" is 2500000."""

from planparse.text.patterns import lazy_pattern

# "5.762.302", "14.635,050", "1,5", "03", "79.31" (an English dot, two decimals at most), "100"
NUMBER = (
    r"(?:\d{1,3}(?:\.\d{3}){1,4}(?:,\d{1,4})?|\d{1,7}(?:,\d{1,4})?(?!\.\d{3})"
    r"|\d{1,4}\.\d{1,2})(?!\d)"
)
# One number with an English decimal point: "2.5 lần"; tried first where it fits.
_ENGLISH_DECIMAL = lazy_pattern(r"\d{1,4}\.\d{1,2}")
SCALES = {
    "trăm": 100,
    "nghìn": 1_000,
    "ngàn": 1_000,
    "vạn": 10_000,
    "triệu": 1_000_000,
    "tỷ": 1_000_000_000,
    "tỉ": 1_000_000_000,
}
WORDS = {
    "một": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "năm": 5,
    "sáu": 6,
    "bảy": 7,
    "bẩy": 7,
    "tám": 8,
    "chín": 9,
    "mười": 10,
}


def read_number(text: str) -> int | float:
    """Return the value of a number as written in Vietnamese text.

    >>> read_number("1.500"), read_number("1,5"), read_number("03"), read_number("79.31")
    (1500, 1.5, 3, 79.31)
    """
    if _ENGLISH_DECIMAL.fullmatch(text):
        return _whole(float(text))
    return _whole(float(text.replace(".", "").replace(",", ".")))


def scaled(value: int | float, scale: str | None) -> int | float:
    """Return `value` times a scale word, without the dust of binary fractions.

    >>> scaled(2.5, "triệu"), scaled(1.2, "nghìn")
    (2500000, 1200)
    """
    if not scale:
        return value
    return _whole(round(value * SCALES[scale.lower()], 4))


def _whole(value: float) -> int | float:
    return int(value) if value == int(value) else value
