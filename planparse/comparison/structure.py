"""What a plan is expected to have whatever its subject: its sections, money, numbers."""

from collections.abc import Iterator, Mapping

import regex

from planparse.comparison.verdicts import make_check
from planparse.model import Check, PlanDocument, Role
from planparse.text.patterns import lazy_pattern

# Sections that practice expects, as reports name them.
_EXPECTED: Mapping[Role, str] = {
    "objectives": "mục tiêu, chỉ tiêu",
    "tasks": "nhiệm vụ, giải pháp",
    "budget": "kinh phí",
    "organisation": "tổ chức thực hiện",
}
# "Kinh phí từ ngân sách xã", "từ nguồn xã hội hóa"; not "thu ngân sách", "nguồn lực kinh tế".
_MONEY = lazy_pattern(
    r"(?:kinh phí|nguồn (?:vốn|kinh phí)|(?:từ|bằng|do) (?:nguồn )?ngân sách)[^.;\n]{0,90}",
    regex.IGNORECASE,
)
# The first words of a section on money, after its heading.
_FIRST = lazy_pattern(r"[^\s\-+•*|:.][^.;\n]{4,90}")
_SOURCE = lazy_pattern(
    r"ngân sách|xã hội hóa|xã hội hoá|nguồn|tài trợ|đóng góp|quỹ|chương trình mục tiêu",
    regex.IGNORECASE,
)


def find_structure_checks(child: PlanDocument, parent: PlanDocument) -> Iterator[Check]:
    """Yield the checks of sections, money and numbers."""
    yield from _numbers(child, parent)
    yield _sections(child)
    yield _money(child, parent)


def _numbers(child: PlanDocument, parent: PlanDocument) -> Iterator[Check]:
    """Say it where one side sets nothing in numbers: then nothing can be weaker or stronger."""
    if not parent.targets:
        text = "Kế hoạch cấp trên không đặt chỉ tiêu bằng số; chỉ đối chiếu nhiệm vụ."
        yield make_check("targets-of-parent", "unknown", (None, None), text)
    if not child.targets:
        text = "Kế hoạch cấp dưới không đặt chỉ tiêu bằng số nào."
        yield make_check("targets-of-child", "warning", (None, None), text)


def _sections(child: PlanDocument) -> Check:
    found = {section.role for section in child.sections}
    if _find_money(child) is not None:
        found |= {"budget"}
    lacking = [name for role, name in _EXPECTED.items() if role not in found]
    if lacking:
        text = f"Kế hoạch cấp dưới không có phần: {'; '.join(lacking)}."
        return make_check("sections", "warning", (None, None), text)
    text = f"Kế hoạch cấp dưới có đủ các phần: {'; '.join(_EXPECTED.values())}."
    return make_check("sections", "ok", (None, None), text)


def _money(child: PlanDocument, parent: PlanDocument) -> Check:
    ours, theirs = _find_money(child), _find_money(parent)
    if ours is None:
        text = "Kế hoạch cấp dưới không nêu nguồn kinh phí thực hiện."
        return make_check("budget", "warning", (theirs, None), text)
    return make_check("budget", "ok", (theirs, ours), "Kế hoạch cấp dưới nêu nguồn kinh phí.")


def _find_money(document: PlanDocument) -> str | None:
    """Return the first words that name a source of money, as printed; its section comes first."""
    for section in document.sections:
        if section.role == "budget":
            match = _FIRST.search(document.text, section.heading.end, section.span.end)
            inside = match or _FIRST.search(document.text, section.span.start, section.span.end)
            if inside:
                return inside.group().rstrip(" ,:")
    for match in _MONEY.finditer(document.text):
        if _SOURCE.search(match.group()):
            return match.group().rstrip(" ,:")
    return None
