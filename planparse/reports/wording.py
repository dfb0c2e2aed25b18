"""The words of reports in the chosen language."""

import tomllib
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

Words = Mapping[str, str]


class Language(StrEnum):
    """The languages that reports and tables speak."""

    VI = "vi"
    EN = "en"


@cache
def load_wording(language: Language) -> Words:
    """Return the words of a language by their keys; those of a table as "table.key".

    >>> load_wording(Language.VI)["missing"], load_wording(Language.EN)["rule.period"]
    ('Thiếu', 'Period')
    """
    text = (resources.files(__package__) / "messages.toml").read_text("utf-8")
    return MappingProxyType(dict(_flatten(tomllib.loads(text)[language.value])))


def _flatten(table: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, str):
            yield key, value
        else:
            yield from ((f"{key}.{inner}", words) for inner, words in value.items())


def say_number(value: float) -> str:
    """Return a number as Vietnamese readers write it.

    >>> say_number(1500), say_number(2.5)
    ('1.500', '2,5')
    """
    text = f"{value:,}" if value == int(value) else f"{value:,.4f}".rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,"))


def say_date(iso: str | None) -> str:
    """Return an ISO date, year or yearly day as Vietnamese readers write it.

    >>> say_date("2024-01-12"), say_date("06-10"), say_date("2028")
    ('12/01/2024', '10/06', '2028')
    """
    return "/".join(reversed((iso or "").split("-")))
