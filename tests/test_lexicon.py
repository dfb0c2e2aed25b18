"""Every vocabulary entry shows a sentence it was seen in."""

from __future__ import annotations

from pathlib import Path

import pytest

import planparse.lexicon
from planparse.errors import LexiconError
from planparse.lexicon import load_entries
from planparse.text.fold import fold

FILES = sorted(path.stem for path in Path(planparse.lexicon.__file__).parent.glob("*.toml"))


@pytest.mark.parametrize("name", FILES)
def test_every_entry_has_a_sentence_with_one_of_its_words(name: str) -> None:
    for entry in load_entries(name):
        seen = fold(entry["seen"])
        assert entry["words"], entry
        assert any(fold(word) in seen for word in entry["words"]), entry


@pytest.mark.parametrize("name", FILES)
def test_no_entry_repeats_a_word(name: str) -> None:
    for entry in load_entries(name):
        words = [word.lower() for word in entry["words"]]
        repeated = {word for word in words if words.count(word) > 1}
        assert not repeated, entry


def test_missing_file_is_a_lexicon_error() -> None:
    with pytest.raises(LexiconError):
        load_entries("no-such-vocabulary")
