"""The words of the command line in the chosen language."""

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib import resources


class Language(StrEnum):
    """The languages that the tables speak."""

    VI = "vi"
    EN = "en"


@cache
def load_wording(language: Language) -> Mapping[str, str]:
    """Return the words of a language by their keys.

    >>> load_wording(Language.VI)["targets"], load_wording(Language.EN)["targets"]
    ('Chỉ tiêu', 'Targets')
    """
    text = (resources.files(__package__) / "messages.toml").read_text("utf-8")
    words: Mapping[str, str] = tomllib.loads(text)[language.value]
    return words
