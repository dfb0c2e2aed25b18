"""What is extracted from a plan: records that point to the exact words they came from."""

from typing import Literal

from planparse.model.base import Value
from planparse.model.spans import Span

Comparator = Literal["eq", "ge", "gt", "le", "lt", "range", "approx"]
Direction = Literal["increase", "decrease", "maintain"]
Recurrence = Literal["yearly", "half-yearly", "quarterly", "monthly", "weekly", "daily"]
BodyRole = Literal["lead", "support", "requested", "report_to"]
Relation = Literal["parent", "basis", "cites"]
ContactKind = Literal["hotline", "short_code", "phone"]


class Record(Value):
    """What all records share.

    `quote` is the document's own text at `span`. `rule` is the slug of the rule that found it.
    `inferred` names the fields that the words at `span` do not state themselves (a year taken from
    the plan's title, a body taken from the heading above); `repaired_from` is a damaged cue word
    as it is printed ("Phần đầu" for Phấn đấu). `section_id` is the innermost section that holds
    the record, None outside of all sections.
    """

    id: str
    rule: str
    span: Span
    quote: str
    section_id: str | None
    inferred: tuple[str, ...] = ()
    repaired_from: str | None = None


class Target(Record):
    """A quantity that the plan commits someone to reach, keep or not exceed (chỉ tiêu).

    `value` is a plain number in `unit`; `value_max` only for ranges. `by` is a year or ISO date,
    `per` one of quarter, year, month, week or a noun ("xã"). `direction` is what the words ask for.
    """

    value: int | float
    value_max: int | float | None = None
    unit: str
    comparator: Comparator
    by: str | None = None
    baseline: int | float | None = None
    per: str | None = None
    indicator: str
    direction: Direction | None = None


class Deadline(Record):
    """When a duty of the plan is to be done (thời hạn).

    `start` and `end` are ISO dates, first and last day; "MM-DD" for a day of every year.
    `report_to` is the body that a report goes to, for a reporting duty.
    """

    start: str | None = None
    end: str | None = None
    recurrence: Recurrence | None = None
    task: str
    report_to: str | None = None


class Contact(Record):
    """A phone number that a reader may call (đường dây nóng, số điện thoại)."""

    number: str
    kind: ContactKind
    service: str | None = None


class Assignment(Record):
    """A body with one role in one place of the plan (cơ quan chủ trì, phối hợp, nhận báo cáo)."""

    body: str
    role: BodyRole
    task: str


class Reference(Record):
    """A document that the plan cites (văn bản được viện dẫn); `number` None when only named."""

    number: str | None
    date: str | None = None
    doc_type: str | None = None
    issuer: str | None = None
    relation: Relation


class Task(Value):
    """One measure that the plan sets: a leaf item, bullet, paragraph or table row."""

    id: str
    span: Span
    text: str
    section_id: str | None
