"""Patterns that are compiled at their first use, so that importing the library stays fast."""

from typing import Any, cast

import regex


class _Pattern:
    """Stands for a compiled pattern; becomes one when it is first asked for anything."""

    def __init__(self, source: str, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        # Only what is not yet an attribute comes here: afterwards the methods are called directly.
        if name.startswith("__"):
            raise AttributeError(name)
        compiled = regex.compile(self._source, self._flags)
        for method in ("match", "search", "fullmatch", "finditer", "sub", "split", "findall"):
            setattr(self, method, getattr(compiled, method))
        self.pattern = compiled.pattern
        return getattr(compiled, name)


def lazy_pattern(source: str, flags: int = 0) -> regex.Pattern[str]:
    """Return `source` as a pattern of the `regex` library that is compiled when first used.

    An error in the pattern shows at its first use; the tests use every one.

    >>> lazy_pattern(r"Kế\\s+hoạch").search("Số 12, Kế  hoạch").group()
    'Kế  hoạch'
    """
    return cast("regex.Pattern[str]", _Pattern(source, flags))
