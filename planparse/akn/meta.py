"""The `meta` of the XML: what document this is, who and what it names, and every record."""

from xml.etree.ElementTree import Element

from planparse.akn.names import UNKNOWN_DATE, address, block, is_full_date, place, slug
from planparse.model import PlanDocument, Value
from planparse.model.spans import Span

_SOURCE = "#planparse"
# Fields of a record that its place in the text says already.
_SAID = frozenset(("quote", "text"))


def add_meta(parent: Element, plan: PlanDocument) -> None:
    """Add the `meta` element of a plan."""
    meta = block(parent, "meta")
    _add_identification(meta, plan)
    _add_references(meta, plan)
    _add_records(meta, plan)


def body_ids(plan: PlanDocument) -> dict[str, str]:
    """Return an identifier for each body with a duty, in the order of the text."""
    bodies = dict.fromkeys(assignment.body for assignment in plan.assignments)
    return {body: f"org_{number}" for number, body in enumerate(bodies, 1)}


def _add_identification(meta: Element, plan: PlanDocument) -> None:
    found = plan.metadata
    date = found.issued_on if is_full_date(found.issued_on) else None
    work = address(found.doc_type, date, found.number)
    identification = block(meta, "identification", source=_SOURCE)
    addresses = {"FRBRWork": work, "FRBRExpression": f"{work}/vie@"}
    addresses["FRBRManifestation"] = f"{work}/vie@.xml"
    for tag, uri in addresses.items():
        level = block(identification, tag)
        this = f"{uri}/!main" if tag == "FRBRWork" else uri.replace("vie@", "vie@/!main", 1)
        block(level, "FRBRthis", value=this)
        block(level, "FRBRuri", value=uri)
        name = "issued" if date else "unknown"
        block(level, "FRBRdate", date=date or UNKNOWN_DATE, name=name)
        block(level, "FRBRauthor", href="#issuer" if found.issuer else _SOURCE)
        if tag == "FRBRWork":
            block(level, "FRBRcountry", value="vn")
            for kind, value in (("FRBRnumber", found.number), ("FRBRname", found.title)):
                if value is not None:
                    block(level, kind, value=value)
        elif tag == "FRBRExpression":
            block(level, "FRBRlanguage", language="vie")


def _add_references(meta: Element, plan: PlanDocument) -> None:
    """Add what `#…` in the text stands for: the issuer, the bodies, the indicators, the signer."""
    references = block(meta, "references", source=_SOURCE)

    def add(tag: str, name: str, shown: str) -> None:
        kind = tag.removeprefix("TLC").lower()
        href = f"/akn/ontology/{kind}/vn/{slug(shown)}"
        block(references, tag, eId=name, href=href, showAs=shown)

    add("TLCObject", "planparse", "planparse")
    if plan.metadata.issuer:
        add("TLCOrganization", "issuer", plan.metadata.issuer)
    if plan.metadata.signer:
        add("TLCPerson", "signer", plan.metadata.signer)
    for body, name in body_ids(plan).items():
        add("TLCOrganization", name, body)
    for target in plan.targets:
        add("TLCConcept", f"{target.id}_indicator", target.indicator or target.quote)


def _add_records(meta: Element, plan: PlanDocument) -> None:
    """Add every record with its fields and offsets, whether or not the text can be marked there."""
    proprietary = block(meta, "proprietary", source=_SOURCE)
    block(proprietary, "planparse:source", name=plan.source.name, sha256=plan.source.sha256)
    kinds: dict[str, tuple[Value, ...]] = {
        "target": plan.targets,
        "deadline": plan.deadlines,
        "contact": plan.contacts,
        "assignment": plan.assignments,
        "reference": plan.references,
        "task": plan.tasks,
        "record": plan.other_records,
    }
    for tag, records in kinds.items():
        for record in records:
            block(proprietary, f"planparse:{tag}", **_fields(record))


def _fields(record: Value) -> dict[str, object]:
    """Return the fields of a record, its identifier and its place as attributes."""
    fields: dict[str, object] = {}
    for name, value in record:
        if isinstance(value, Span):
            fields |= place(value.start, value.end)
        elif name == "id":
            fields["record"] = value
        elif name not in _SAID and value not in (None, ()):
            fields[name] = " ".join(value) if isinstance(value, tuple) else value
    return fields
