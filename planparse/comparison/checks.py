"""What is compared besides targets and tasks, in the order in which a report shows it."""

from collections.abc import Iterator
from datetime import date

import regex

from planparse.comparison.bodies import find_body_checks
from planparse.comparison.citation import is_same_document, names_number
from planparse.comparison.levels import NAMES, is_higher
from planparse.comparison.pairing import Ground, are_strangers
from planparse.comparison.reading import Reading
from planparse.comparison.reporting import MAKES_PLAN, find_reporting_checks
from planparse.comparison.structure import find_structure_checks
from planparse.comparison.verdicts import CheckStatus, make_check
from planparse.model import Check, Citation, Contact, Deadline, PlanDocument
from planparse.text.dates import DAY, read_day

# Digits of a short number such as 114.
_SHORT = 4


def find_checks(
    child: Reading, parent: Reading, citation: Citation, ground: Ground
) -> Iterator[Check]:
    """Yield every check in a fixed order."""
    below, above = child.document, parent.document
    yield from _same_or_strange(below, above, citation, ground)
    yield from _swapped(child, parent)
    yield _citation(above, citation)
    yield _issued(below, above)
    yield from _issued_in_time(below, above)
    yield _period(below, above)
    yield from find_reporting_checks(below, above)
    yield from _hotlines(below, above)
    yield from find_body_checks(below, above)
    yield from find_structure_checks(below, above)


def _same_or_strange(
    child: PlanDocument, parent: PlanDocument, citation: Citation, ground: Ground
) -> Iterator[Check]:
    """A document against itself and two plans of two subjects are no comparison at all."""
    titles = parent.metadata.title, child.metadata.title
    if is_same_document(child, parent):
        text = "Hai văn bản là một: kế hoạch được so với chính nó."
        yield make_check("same-document", "error", titles, text)
    elif are_strangers(ground, is_cited=citation.status != "missing"):
        text = (
            "Hai kế hoạch không cùng nội dung; không đối chiếu từng mục. "
            "Cần kiểm tra lại tệp đã chọn."
        )
        yield make_check("unrelated-documents", "error", titles, text)


def _swapped(child: Reading, parent: Reading) -> Iterator[Check]:
    """The one given as the parent is of a lower level, or cites the one given as the child."""
    below, above = child.document, parent.document
    quotes = above.metadata.issuer, below.metadata.issuer
    if names_number(above, below) and not names_number(below, above):
        text = (
            "Văn bản đưa vào làm cấp trên lại viện dẫn văn bản đưa vào làm cấp dưới; "
            "có thể hai tệp bị đặt ngược."
        )
        yield make_check("swapped-roles", "error", quotes, text)
    elif is_higher(child.level, parent.level):
        text = (
            f"Văn bản đưa vào làm cấp trên do {NAMES[parent.level or '']} ban hành, văn bản đưa "
            f"vào làm cấp dưới do {NAMES[child.level or '']} ban hành; có thể hai tệp bị đặt ngược."
        )
        yield make_check("swapped-roles", "warning", quotes, text)


def _citation(parent: PlanDocument, citation: Citation) -> Check:
    quotes = parent.metadata.number, citation.quote
    status: CheckStatus = "ok" if citation.status == "cited" else "warning"
    return make_check("citation", status, quotes, citation.explanation)


def _issued(child: PlanDocument, parent: PlanDocument) -> Check:
    """The child's plan answers the parent's and so comes after it."""
    ours, theirs = child.metadata.issued_on, parent.metadata.issued_on
    quotes = _printed_day(parent), _printed_day(child)
    if ours is None or theirs is None:
        which = "cấp dưới" if ours is None else "cấp trên"
        text = f"Không so được ngày ban hành: kế hoạch {which} không ghi ngày."
        return make_check("issued-after-parent", "unknown", quotes, text)
    days = (date.fromisoformat(ours) - date.fromisoformat(theirs)).days
    if days < 0:
        text = f"Kế hoạch cấp dưới ban hành trước kế hoạch cấp trên {-days} ngày."
        return make_check("issued-after-parent", "warning", quotes, text)
    text = f"Kế hoạch cấp dưới ban hành sau kế hoạch cấp trên {days} ngày."
    if not days:
        text = "Kế hoạch cấp dưới ban hành cùng ngày với kế hoạch cấp trên."
    return make_check("issued-after-parent", "ok", quotes, text)


def _issued_in_time(child: PlanDocument, parent: PlanDocument) -> Iterator[Check]:
    """The parent may say by when the plans below are to be issued."""
    issued = child.metadata.issued_on
    due = next((d for d in parent.deadlines if _asks_for_plan(d)), None)
    if due is None or due.end is None or issued is None:
        return
    days = (date.fromisoformat(issued) - date.fromisoformat(due.end)).days
    quotes = due.quote, _printed_day(child)
    if days > 0:
        text = f"Kế hoạch ban hành chậm {days} ngày so với hạn cấp trên giao ({due.quote})."
        yield make_check("issued-in-time", "warning", quotes, text)
    else:
        text = f"Kế hoạch ban hành trong hạn cấp trên giao ({due.quote})."
        yield make_check("issued-in-time", "ok", quotes, text)


def _asks_for_plan(deadline: Deadline) -> bool:
    end = deadline.end or ""
    return len(end) == len("2024-12-05") and MAKES_PLAN.search(deadline.task) is not None


def _printed_day(document: PlanDocument) -> str | None:
    """Return the date of issue as the document prints it."""
    issued = document.metadata.issued_on
    for match in DAY.finditer(document.text) if issued else ():
        if read_day(match).to_iso() == issued:
            return match.group()
    return None


def _period(child: PlanDocument, parent: PlanDocument) -> Check:
    """The child's period lies inside the parent's."""
    ours, theirs = _years(child), _years(parent)
    quotes = _printed_years(parent, theirs), _printed_years(child, ours)
    if not ours or not theirs:
        text = "Không so được thời kỳ: có kế hoạch không nêu thời kỳ thực hiện."
        return make_check("period", "unknown", quotes, text)
    if theirs[0] <= ours[0] and ours[-1] <= theirs[-1]:
        text = f"Thời kỳ {_span(ours)} của cấp dưới nằm trong thời kỳ {_span(theirs)} của cấp trên."
        return make_check("period", "ok", quotes, text)
    text = f"Thời kỳ {_span(ours)} của cấp dưới vượt ra ngoài thời kỳ {_span(theirs)} của cấp trên."
    return make_check("period", "warning", quotes, text)


def _years(document: PlanDocument) -> tuple[str, ...]:
    sides = (document.metadata.period_start, document.metadata.period_end)
    return tuple(dict.fromkeys(side[:4] for side in sides if side))


def _printed_years(document: PlanDocument, years: tuple[str, ...]) -> str | None:
    """Return the period as the document first prints it: "2024 - 2028", "năm 2024"."""
    between = r"\s{0,3}(?:[-–—]|đến(?:\s(?:hết\s)?năm)?)\s{0,3}"
    lead = r"(?:giai đoạn\s|năm\s)?"
    match = regex.search(lead + between.join(years), document.text, regex.IGNORECASE)
    return match.group() if match and years else None


def _span(years: tuple[str, ...]) -> str:
    return " - ".join(years)


def _hotlines(child: PlanDocument, parent: PlanDocument) -> Iterator[Check]:
    ours = {contact.number: contact for contact in reversed(child.contacts)}
    theirs = {contact.number: contact for contact in reversed(parent.contacts)}
    for number, contact in sorted(theirs.items(), key=lambda row: row[1].span.start):
        kept = ours[number].quote if number in ours else _printed_number(number, child.text)
        name = f"{contact.quote}{_service(contact)}"
        if kept is None:
            text = f"Cấp dưới không nêu số {name} mà cấp trên công bố."
            yield make_check("hotline", "warning", (contact.quote, None), text)
        else:
            text = f"Cấp dưới giữ số {name}."
            yield make_check("hotline", "ok", (contact.quote, kept), text)


def _printed_number(number: str, text: str) -> str | None:
    """Return a number as a text prints it, a short one only where a word says that one may call."""
    digits = r"[\s.\-]{0,2}".join(number)
    lead = "" if len(number) > _SHORT else r"(?<=(?:số|gọi|tổng đài|nóng|điện thoại)[^\d\n]{0,12})"
    match = regex.search(rf"(?<!\d){lead}{digits}(?!\d)", text, regex.IGNORECASE)
    return match.group() if match else None


def _service(contact: Contact) -> str:
    return f" ({contact.service})" if contact.service else ""
