"""Make a collection of plans with planted families and coverage statuses, for audits.

    python corpora/collection.py FOLDER --plans 1000 [--children 40] [--seed 1]

Each family is a parent plan, rewritten from a composed plan of corpora/plans, and children that
take its text over under their own names with planted changes of targets and measures. FOLDER/plans
gets the texts and FOLDER/truth.jsonl what was planted, one JSON object a line:

    {"kind": "link", "child": path, "parent": path}       the child implements the parent
    {"kind": "orphan", "child": path, "number": "…"}       its parent is not in the collection
    {"kind": "copy", "child": path, "parent": path}        nothing but the names was changed
    {"kind": "version", "older": path, "newer": path}      a draft and the signed plan
    {"kind": "coverage", "child": path, "parent": path, "start": 10, "end": 13, "status": "weaker"}

`start:end` is the place of the parent's target in the parent's text. The same arguments give the
same files, byte for byte.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
Row = dict[str, Any]

# Syllables that names of communes are made of, and some of cities; two or three make a name.
_FIRST = "An Bình Cẩm Diên Đông Gia Hải Hòa Hưng Kim Lộc Long Lương Minh Mỹ Nam Nghi Phong Phú Quang Quế Sơn Tam Tân Thạch Thanh Thuận Tiên Trung Vân Vĩnh Xuân Yên".split()  # noqa: E501, SIM905
_SECOND = "An Bắc Châu Cường Đạo Đình Giang Hà Hậu Hiệp Hoa Khánh Lâm Lạc Lập Lễ Lợi Mai Ninh Phúc Phương Quý Sinh Thành Thắng Thịnh Thọ Thủy Tiến Trạch Tường Viên".split()  # noqa: E501, SIM905
_SIGNERS = ("Trần Quốc Đạt", "Lê Thị Hạnh", "Phạm Văn Sáu", "Nguyễn Thu Trà", "Vũ Đình Kha")

_TOP = re.compile(r"^\**(?:[IVX]{1,5})[.\-/)]\s")
# Words beside which less is better, or where the number is no plain share.
_FALLING = re.compile(
    r"giảm|xuống|còn|dưới|không quá|tối đa|hạ |bỏ học|lần|thấp hơn|khoảng", re.IGNORECASE
)
_SHARE_OF_CHANGED, _SHARE_OF_DROPPED, _SHARE_OF_DROPPED_TASKS = 0.25, 0.12, 0.15
_SHARE_OF_ADDED = 0.6
_ADDITIONS = (
    "phù hợp với điều kiện của từng thôn",
    "phân công rõ người phụ trách ở mỗi khu dân cư",
    "gắn với sinh hoạt của chi hội, tổ dân cư",
    "có kiểm tra và rút kinh nghiệm sau từng đợt",
    "lồng ghép với các cuộc họp thôn",
)
_ORPHANS, _COPIES, _DRAFTS = 0.03, 0.03, 0.03


@dataclass(frozen=True)
class Goal:
    """A target of a template by its place within a paragraph; `value` only where it is a share."""

    paragraph: int
    start: int
    end: int
    value: int | None


@dataclass(frozen=True)
class Template:
    """A composed plan: the paragraphs of its body, its targets, its names and its symbol."""

    name: str
    paragraphs: tuple[str, ...]
    goals: tuple[Goal, ...]
    measures: frozenset[int]
    title: str
    place: str


@dataclass(frozen=True)
class Paper:
    """What a made plan is called."""

    level: str
    place: str
    number: str
    day: date
    title: str

    @property
    def issuer(self) -> str:
        return f"Ủy ban nhân dân {self.level} {self.place}"


def load_templates() -> list[Template]:
    """Return the composed plans that are plain text and have enough simple targets."""
    found = []
    for folder in sorted((HERE / "plans").iterdir()):
        source, gold = folder / "source.txt", folder / "gold.json"
        if source.exists() and gold.exists():
            template = _template(
                folder.name, source.read_text("utf-8"), json.loads(gold.read_text("utf-8"))
            )
            if template is not None and sum(g.value is not None for g in template.goals) >= 4:
                found.append(template)
    return found


def _template(name: str, text: str, gold: Row) -> Template | None:
    title, place = gold["meta"].get("title"), gold["meta"].get("place")
    lines = text.split("\n")
    top = next((n for n, line in enumerate(lines) if _TOP.match(line)), None)
    end = next((n for n, line in enumerate(lines) if line.rstrip().endswith("./.")), None)
    if not title or not place or top is None or end is None:
        return None
    pieces = re.split(r"\n\s*\n", "\n".join(lines[top : end + 1]))
    paragraphs = tuple(piece.strip("\n") for piece in pieces if piece.strip())
    goals = tuple(_goals(paragraphs, gold["targets"]))
    return Template(name, paragraphs, goals, _measures(paragraphs), title, place)


def _goals(paragraphs: Sequence[str], targets: Sequence[Row]) -> Iterator[Goal]:
    for target in targets:
        at = target.get("at") or target["quote"]
        for number, paragraph in enumerate(paragraphs):
            outer = paragraph.find(at)
            if outer < 0 or target.get("optional"):
                continue
            start = outer + at.find(target["quote"])
            whole = target["quote"].removesuffix("%")
            plain = whole.isdecimal() and target["unit"] == "%" and target["value_max"] is None
            rises = not _FALLING.search(paragraph)
            alone = paragraph.count("%") == 1
            value = int(whole) if plain and rises and alone else None
            yield Goal(number, start, start + len(target["quote"]), value)
            break


def _measures(paragraphs: Sequence[str]) -> frozenset[int]:
    """Return the paragraphs that are measures of the section for tasks: its lettered items."""
    inside, found = False, []
    for number, paragraph in enumerate(paragraphs):
        if _TOP.match(paragraph):
            inside = "NHIỆM VỤ" in paragraph or "GIẢI PHÁP" in paragraph
        elif inside and re.match(r"(?:[a-zđ]\)|[-+]) ", paragraph):
            found.append(number)
    return frozenset(found)


class Collection:
    """Writes the files of a collection and what was planted in them."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.plans = folder / "plans"
        self.plans.mkdir(parents=True, exist_ok=True)
        self.truth = (folder / "truth.jsonl").open("w", encoding="utf-8")
        self.random = random.Random(seed)
        self.count = 0
        self.names: set[tuple[str, str]] = set()

    def note(self, kind: str, **more: object) -> None:
        self.truth.write(json.dumps({"kind": kind, **more}, ensure_ascii=False) + "\n")

    def write(self, name: str, text: str) -> str:
        path = self.plans / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
        self.count += 1
        return name

    def place(self, level: str) -> str:
        """Return a name that no other body of the level has."""
        for length in range(2, 9):
            for _ in range(20):
                words = [
                    self.random.choice(_FIRST if i % 2 == 0 else _SECOND) for i in range(length)
                ]
                if (level, " ".join(words)) not in self.names:
                    self.names.add((level, " ".join(words)))
                    return " ".join(words)
        raise ValueError("too many plans")


def make(folder: Path, plans: int, children: int, seed: int) -> int:
    """Make the collection and return the number of plans in it."""
    made = Collection(folder, seed)
    templates = load_templates()
    family = 0
    while made.count < plans:
        template = templates[family % len(templates)]
        _family(made, template, family, min(children, plans - made.count - 1))
        family += 1
    made.truth.close()
    return made.count


def _family(made: Collection, template: Template, family: int, children: int) -> None:
    city = made.place("thành phố")
    day = date(2024, 1, 8) + timedelta(days=made.random.randrange(60))
    number = f"{made.random.randrange(100, 400)}/KH-UBND"
    parent = Paper("thành phố", city, number, day, _named(template.title, template.place, city))
    body = [_named(piece, template.place, city) for piece in template.paragraphs]
    text, offsets = _compose(parent, None, body)
    path = made.write(f"f{family:04}/thanh-pho.txt", text)
    shift = [_shifted(goal, template, city) for goal in template.goals]
    places = {
        number: (offsets[goal.paragraph] + start, offsets[goal.paragraph] + end)
        for number, (goal, (start, end)) in enumerate(zip(template.goals, shift, strict=True))
    }
    for child in range(children):
        _child(made, template, (family, child), (parent, path), (body, places))


def _shifted(goal: Goal, template: Template, place: str) -> tuple[int, int]:
    """Return the place of a goal in its paragraph after the change of the place's name."""
    text = template.paragraphs[goal.paragraph]
    before = _named(text[: goal.start], template.place, place)
    quote = _named(text[goal.start : goal.end], template.place, place)
    return len(before), len(before) + len(quote)


def _child(
    made: Collection,
    template: Template,
    place: tuple[int, int],
    above: tuple[Paper, str],
    body_and_places: tuple[list[str], dict[int, tuple[int, int]]],
) -> None:
    """Write a plan below `above`: an orphan, a copy, or a plan with changes; some with a draft."""
    family, child = place
    parent, parent_path = above
    paper = _paper_below(made, parent)
    name = f"f{family:04}/xa-{child:04}.txt"
    body = [_named(piece, parent.place, paper.place) for piece in body_and_places[0]]
    kind = made.random.random()
    if kind < _ORPHANS:
        lost = f"{family + 500}/KH-UBND"
        cited = Paper("thành phố", parent.place, lost, parent.day, parent.title)
        made.note("orphan", child=made.write(name, _compose(paper, cited, body)[0]), number=lost)
        return
    changes = dict.fromkeys(range(len(template.goals)), "met")
    if kind < _ORPHANS + _COPIES:
        made.note("copy", child=name, parent=parent_path)
    else:
        body, changes = _changed(made.random, template, body, paper.place)
    _linked(made, name, parent_path, _compose(paper, parent, body)[0])
    for goal, status in changes.items():
        start, end = body_and_places[1][goal]
        made.note("coverage", child=name, parent=parent_path, start=start, end=end, status=status)
    if kind > 1 - _DRAFTS:
        draft = replace(paper, number="", day=paper.day - timedelta(days=9))
        older = name.replace(".txt", "-du-thao.txt")
        _linked(made, older, parent_path, _compose(draft, parent, body)[0])
        made.note("version", older=older, newer=name)


def _paper_below(made: Collection, parent: Paper) -> Paper:
    own = made.place("xã")
    later = parent.day + timedelta(days=made.random.randrange(10, 80))
    number = f"{made.random.randrange(1, 90)}/KH-UBND"
    return Paper("xã", own, number, later, _named(parent.title, parent.place, own))


def _linked(made: Collection, name: str, parent: str, text: str) -> None:
    made.write(name, text)
    made.note("link", child=name, parent=parent)


def _changed(
    chance: random.Random, template: Template, body: Sequence[str], place: str
) -> tuple[list[str], dict[int, str]]:
    """Return the body with targets raised, lowered and left out, and the status of each goal."""
    pieces: dict[int, str] = dict(enumerate(body))
    changes: dict[int, str] = {}
    by_paragraph: dict[int, list[int]] = {}
    for number, goal in enumerate(template.goals):
        by_paragraph.setdefault(goal.paragraph, []).append(number)
    for paragraph, goals in by_paragraph.items():
        first = template.goals[goals[0]]
        drawn = chance.random()
        whole = bool(re.match(r"[-+]", pieces[paragraph]))
        if drawn < _SHARE_OF_DROPPED and whole:
            del pieces[paragraph]
            changes |= dict.fromkeys(goals, "missing")
        elif drawn < _SHARE_OF_DROPPED + _SHARE_OF_CHANGED and first.value and len(goals) == 1:
            start, end = _shifted(first, template, place)
            value, changes[goals[0]] = _moved(chance, first.value)
            text = pieces[paragraph]
            pieces[paragraph] = f"{text[:start]}{value}%{text[end:]}"
        else:
            changes |= dict.fromkeys(goals, "met")
    for paragraph in sorted(pieces.keys() - by_paragraph.keys()):
        drawn = chance.random()
        if paragraph in template.measures and drawn < _SHARE_OF_DROPPED_TASKS:
            del pieces[paragraph]
        elif drawn > 1 - _SHARE_OF_ADDED:
            pieces[paragraph] = _with_addition(chance, pieces[paragraph])
    return list(pieces.values()), changes


def _with_addition(chance: random.Random, paragraph: str) -> str:
    """Return a sentence with something of the child's own at its end."""
    if paragraph[-1:] not in (".", ";") or paragraph.endswith("./."):
        return paragraph
    return f"{paragraph[:-1]}, {chance.choice(_ADDITIONS)}{paragraph[-1]}"


def _moved(chance: random.Random, value: int) -> tuple[int, str]:
    step = chance.randrange(3, 9)
    if value + step < 100 and chance.random() < 0.5:
        return value + step, "stronger"
    return max(1, value - step), "weaker"


def _named(text: str, old: str, new: str) -> str:
    return text.replace(old.upper(), new.upper()).replace(old, new)


def _compose(paper: Paper, parent: Paper | None, body: Sequence[str]) -> tuple[str, list[int]]:
    """Return a plan's text and where each paragraph of its body begins."""
    head = [
        "ỦY BAN NHÂN DÂN",
        f"{paper.level} {paper.place}".upper() + "\n",
        f"Số: {paper.number or '    /KH-UBND'}\n",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc\n",
        f"{paper.place}, ngày {paper.day.day:02} tháng {paper.day.month:02} năm {paper.day.year}\n",
        "KẾ HOẠCH",
        paper.title + "\n",
        "Căn cứ Luật Tổ chức chính quyền địa phương số 77/2015/QH13 ngày 19 tháng 6 năm 2015;\n",
    ]
    if parent is not None:
        printed = f"{parent.day.day:02}/{parent.day.month:02}/{parent.day.year}"
        head.append(
            f"Thực hiện Kế hoạch số {parent.number} ngày {printed} của {parent.issuer} về "
            f"{parent.title[0].lower()}{parent.title[1:]}; {paper.issuer} ban hành Kế hoạch với "
            "các nội dung sau:\n"
        )
    else:
        head.append(f"{paper.issuer} ban hành Kế hoạch với các nội dung sau:\n")
    text, offsets = "\n".join(head), []
    for piece in body:
        text += "\n"
        offsets.append(len(text))
        text += piece + "\n"
    signer = _SIGNERS[(len(paper.place) + paper.day.day) % len(_SIGNERS)]
    text += f"\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\n{signer}\n"
    return text, offsets


def main() -> int:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--plans", type=int, default=1000)
    arguments.add_argument("--children", type=int, default=40)
    arguments.add_argument("--seed", type=int, default=1)
    options = arguments.parse_args()
    print(make(options.folder, options.plans, options.children, options.seed))
    return 0


if __name__ == "__main__":
    sys.exit(main())
