"""Peer: the quantities that `quantulum3` finds (it reads English: "1.500" is one and a half)."""

from __future__ import annotations

import warnings

from answer import Row, answer, print_answer, target

with warnings.catch_warnings():
    # It warns that its optional classifier of ambiguous English units is not installed.
    warnings.simplefilter("ignore")
    from quantulum3 import classifier, parser

# It tells English units with one name apart, by a model of another scikit-learn than may be here.
classifier.USE_CLF = False

LINES = ("targets.find", "targets.value")


def read(text: str) -> Row:
    """Return the quantities that carry a unit, as targets."""
    targets = []
    offset = 0
    for line in text.splitlines(keepends=True):
        for found in parser.parse(line) if line.strip() else ():
            if found.unit.name != "dimensionless":
                start, end = (offset + side for side in found.span)
                unit = "%" if found.unit.name == "percentage" else found.unit.name
                targets.append(target(text, start, end, value=found.value, unit=unit))
        offset += len(line)
    return answer(text, targets=targets)


if __name__ == "__main__":
    print_answer(read)
