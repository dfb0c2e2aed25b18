"""The words of the command line in the chosen language: those of reports and its own."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType

from planparse.reports import wording
from planparse.reports.wording import Language

__all__ = ["Language", "load_wording"]


@cache
def load_wording(language: Language) -> Mapping[str, str]:
    """Return the words of a language by their keys.

    >>> load_wording(Language.VI)["targets"], load_wording(Language.EN)["deadlines"]
    ('Chỉ tiêu', 'Deadlines')
    """
    text = (resources.files(__package__) / "messages.toml").read_text("utf-8")
    own: Mapping[str, str] = tomllib.loads(text)[language.value]
    return MappingProxyType({**wording.load_wording(language), **own})
