"""Peer: the bodies that `underthesea.ner` tags, a sentence at a time.

Places count as well as organisations: the tagger, trained on news, calls most offices a place.
"""

from __future__ import annotations

from answer import Row, answer, print_answer, record
from underthesea import ner, sent_tokenize

LINES = ("bodies.name",)


def read(text: str) -> Row:
    """Return the bodies of a plan; the tagger says nothing of roles."""
    assignments = []
    offset = 0
    for line in text.splitlines(keepends=True):
        at = 0
        for sentence in sent_tokenize(line) if line.strip() else ():
            for name in _bodies(sentence):
                place = line.find(name, at)
                place = max(place, at)
                start, end = offset + place, offset + place + len(name)
                assignments.append(record(text, start, end, body=name, role="lead", task=sentence))
        offset += len(line)
    return answer(text, assignments=assignments)


def _bodies(sentence: str) -> list[str]:
    names: list[list[str]] = []
    for word, _, _, tag in ner(sentence):
        if tag in ("B-ORG", "B-LOC"):
            names.append([word])
        elif tag in ("I-ORG", "I-LOC") and names:
            names[-1].append(word)
    return [" ".join(words) for words in names]


if __name__ == "__main__":
    print_answer(read)
