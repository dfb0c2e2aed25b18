"""The pages that explain the rules, one Markdown file a slug."""

from dataclasses import dataclass
from functools import cache
from importlib import resources

_FOLDER = "explanations"


@dataclass(frozen=True, slots=True)
class Explanation:
    """A rule's page: its title, its first sentence for lists, and the whole text."""

    slug: str
    title: str
    summary: str
    text: str


@cache
def load_explanations() -> dict[str, Explanation]:
    """Return all pages by their slugs, in alphabetical order.

    >>> load_explanations()["numbering-gap"].title
    'Đánh số không liên tục'
    """
    folder = resources.files(__package__) / _FOLDER
    pages = sorted(page.name for page in folder.iterdir() if page.name.endswith(".md"))
    return {name[:-3]: _read(name[:-3], (folder / name).read_text("utf-8")) for name in pages}


def _read(slug: str, text: str) -> Explanation:
    blocks = text.split("\n\n")
    return Explanation(slug, blocks[0].removeprefix("# ").strip(), blocks[2].strip(), text)


def title_of(slug: str) -> str:
    """Return a rule's title; the slug itself for a rule without a page."""
    page = load_explanations().get(slug)
    return page.title if page else slug
