"""The words around a time: a block as it is read, and the clause of each time in it."""

from bisect import bisect_left
from dataclasses import dataclass

from planparse.extractors.base import Passage
from planparse.extractors.quantities import find_quantities
from planparse.extractors.times import Time
from planparse.outline import Block
from planparse.text.ocr import Repair
from planparse.text.patterns import lazy_pattern

# How far left of a time the words before it, and to both sides its clause, are read.
LEFT_REACH = 90
_CLAUSE_REACH = 300
# No clause of that reach holds more times.
_MOST_TIMES = 120
# "06 tháng", "15 ngày" count time, no output.
_TIME_UNITS = frozenset(("tháng", "năm", "ngày", "quý", "tuần", "giờ"))
_CLAUSE_END = lazy_pattern(r"[.;](?=\s|$)|\n")
# "|05/08| quận, huyện": figures alone may be a share
FRACTION = lazy_pattern(r"\d{1,2}/\d{1,2}$")


@dataclass(frozen=True, slots=True)
class Scene:
    """A block's text as it is read, damaged cue words mended, and the times in it.

    A time before `heading_end` stands in a heading.
    """

    passage: Passage
    text: str
    block: Block
    heading_end: int
    times: tuple[Time, ...]
    repairs: tuple[Repair, ...] = ()


def left_of(scene: Scene, time: Time) -> str:
    """Return the words right before a time."""
    return scene.text[max(0, time.start - LEFT_REACH) : time.start]


def clause_of(scene: Scene, time: Time) -> tuple[str, str]:
    """Return the words of the clause before and behind a time."""
    floor = max(0, time.start - _CLAUSE_REACH)
    for match in _CLAUSE_END.finditer(scene.text, floor, time.start):
        floor = match.end()
    reach = min(len(scene.text), time.end + _CLAUSE_REACH)
    stop = _CLAUSE_END.search(scene.text, time.end, reach)
    return scene.text[floor : time.start], scene.text[time.end : stop.start() if stop else reach]


def counts(scene: Scene, time: Time, *, before: bool = True) -> bool:
    """Tell whether the clause around (or only behind) a time holds a number with a unit."""
    words, behind = clause_of(scene, time)
    begin = time.start - len(words) if before else time.end
    end = time.end + len(behind)
    first = bisect_left(scene.times, begin, key=_end_of)
    near = [
        other
        for other in scene.times[first : first + _MOST_TIMES]
        if other.start < end and not FRACTION.match(scene.text, other.start, other.end)
    ]
    return any(
        not any(t.start < begin + q.end and begin + q.start < t.end for t in near)
        for q in find_quantities(scene.text[begin:end])
        if q.unit.split()[0] not in _TIME_UNITS
    )


def _end_of(time: Time) -> int:
    return time.end
