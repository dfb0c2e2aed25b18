"""The whole document: preface, preamble, the tree of sections, conclusions."""

from xml.etree.ElementTree import Element, tostring

from planparse.akn.inline import MarkedText, add_paragraphs, has_words, mark_text
from planparse.akn.meta import add_meta
from planparse.akn.names import AKN, OWN, block, slug
from planparse.akn.tree import tree_of
from planparse.model import PlanDocument


def to_akn(plan: PlanDocument) -> str:
    """Return a plan as an Akoma Ntoso 3.0 document, to be written as UTF-8.

    Every word of the text stands in it, in order. Sections, targets (`quantity`), deadlines
    (`date`), bodies (`organization`), cited documents (`ref`) and contacts are elements; a record
    keeps its identifier of the JSON as `eId`, and `meta/proprietary` gives each one's fields and
    offsets, also where records cross and only the first is marked in the text. Characters that XML
    cannot hold become U+FFFD.

    >>> from planparse import parse_text
    >>> plan = parse_text("KẾ HOẠCH\\nTrồng cây\\n\\nI. MỤC TIÊU\\n\\n- Trồng 50 cây <A>.\\n")
    >>> xml = to_akn(plan)
    >>> print(xml[xml.index("- Trồng") : xml.index("</p>\\n</content>")])
    - Trồng <quantity eId="t1" refersTo="#t1_indicator" normalized="50">50 cây</quantity> &lt;A&gt;.
    """
    root = Element("akomaNtoso", {"xmlns": AKN, "xmlns:planparse": OWN})
    document = block(root, "doc", name=slug(plan.metadata.doc_type or "doc"))
    add_meta(document, plan)
    _add_text(document, plan, mark_text(plan))
    declaration = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return declaration + tostring(root, encoding="unicode") + "\n"


def _add_text(document: Element, plan: PlanDocument, marked: MarkedText) -> None:
    tree = tree_of(plan, marked)
    at = _add_opening(document, plan, marked)
    body = block(document, "mainBody")
    for section in tree.below[None]:
        if has_words(plan.text, at, section.span.start):
            add_paragraphs(body, marked, at, section.span.start)
        tree.add(body, section)
        at = section.span.end
    if has_words(plan.text, at, len(plan.text)):
        rest = block(document, "conclusions") if plan.sections else body
        add_paragraphs(rest, marked, at, len(plan.text))
    elif not plan.sections:
        block(body, "p")


def _add_opening(document: Element, plan: PlanDocument, marked: MarkedText) -> int:
    """Add what stands before the sections and return where they begin.

    The preamble begins at the paragraph of the first cited document. A paper without sections has
    neither part: all of it is the main body.
    """
    if not plan.sections:
        return 0
    end = plan.sections[0].span.start
    cited = min((reference.span.start for reference in plan.references), default=end)
    preamble = plan.text.rfind("\n", 0, cited) + 1 if cited < end else end
    for tag, start, stop in (("preface", 0, preamble), ("preamble", preamble, end)):
        if has_words(plan.text, start, stop):
            add_paragraphs(block(document, tag), marked, start, stop)
    return end
