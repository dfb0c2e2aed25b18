"""What a portal puts around a paper: menus, lists of other papers, its own headings."""

from collections.abc import Iterator, Sequence
from itertools import groupby

import regex

from planparse.readers.plain_form import Block, Paragraph, Table, plain_lines

# So many paragraphs in a row that are nothing but links are a menu.
_MENU_LINES = 3
# The head of a paper stands within so many blocks, and little text stands before it.
_HEAD_REACH = 60
_MAX_BEFORE = 4000
_MOTTO = regex.compile(
    r"CỘNG H(?:ÒA|OÀ) XÃ HỘI|ĐẢNG CỘNG SẢN VIỆT NAM|ĐOÀN TNCS HỒ CHÍ MINH", regex.IGNORECASE
)
# Lines that only the paper itself has; where one comes first, nothing is cut.
_PAPER = regex.compile(
    r"(?:KẾ HOẠCH|QUYẾT ĐỊNH|CHƯƠNG TRÌNH|NGHỊ QUYẾT|CHỈ THỊ|HƯỚNG DẪN|ĐỀ ÁN|THÔNG BÁO)\s?:?$"
    r"|(?:Căn cứ|Điều 1|I)[\s.]"
)


def without_menus(place: Sequence[tuple[Block, bool]]) -> tuple[tuple[Block, ...], bool]:
    """Return the blocks of a page or cell without its menus, and whether there were any.

    Each block comes with the word whether it is nothing but links. A menu is a row of such; what
    stands before the table with the head of a paper goes too.
    """
    kept = tuple(_not_menus(place))
    start = _head(kept)
    return kept[start:], start > 0 or len(kept) < len(place)


def _not_menus(place: Sequence[tuple[Block, bool]]) -> Iterator[Block]:
    for linked, group in groupby(place, key=lambda item: item[1]):
        blocks = [block for block, _ in group]
        if not linked or len(blocks) < _MENU_LINES:
            yield from blocks


def _head(blocks: Sequence[Block]) -> int:
    """Return where the table with the motto stands, 0 if the paper may begin before it."""
    size = 0
    for index, block in enumerate(blocks[:_HEAD_REACH]):
        if isinstance(block, Table):
            if _MOTTO.search("\n".join(plain_lines([block]))[:_MAX_BEFORE]):
                return index
            size += sum(len(line) for line in plain_lines([block]))
        elif isinstance(block, Paragraph):
            size += len(block.text)
            if _PAPER.match(block.text) or _MOTTO.search(block.text):
                return 0
        if size > _MAX_BEFORE:
            return 0
    return 0
