"""Word files (.docx and its kin)."""

import hashlib
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from xml.etree.ElementTree import Element

from planparse.errors import ReadError
from planparse.model import Finding, Source
from planparse.readers.base import LoadedText, Reader
from planparse.readers.legacy_fonts import decode
from planparse.readers.plain_form import Note, plain_lines, write_plain
from planparse.readers.symbol_fonts import Decode
from planparse.readers.word_numbering import Counters, read_numbering
from planparse.readers.word_package import WordPackage, open_package
from planparse.readers.word_styles import NO_STYLES, read_styles
from planparse.readers.word_text import Story, WordBook
from planparse.readers.word_xml import UnreadableXmlError, attribute, stream_blocks

_ZIP = b"PK\x03\x04"
# The first member of an OpenDocument file names its type in the clear.
_OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis"
_ODDITIES = {
    "hidden-text-skipped": "Tệp có chữ ẩn; phần này không được đọc.",
    "tracked-changes-accepted": "Tệp còn dấu vết sửa đổi; đã đọc như khi chấp nhận mọi sửa đổi.",
    "contents-skipped": "Mục lục tự động được bỏ qua vì lặp lại các đề mục.",
    "legacy-font-kept": "Có chữ dùng phông cũ (TCVN3, VNI), chưa được chuyển sang Unicode.",
    "legacy-font-converted": "Chữ theo phông cũ (TCVN3, VNI) đã được chuyển sang Unicode.",
    "embedded-skipped": "Tệp có chèn tài liệu khác; phần chèn không được đọc.",
}


def _accepts(data: bytes, name: str) -> bool:
    return data.startswith(_ZIP) and _OPEN_DOCUMENT not in data[:200]


def read_docx(path: Path, data: bytes, *, decode: Decode | None = None) -> LoadedText:
    """Read a Word file; `decode` turns text in fonts older than Unicode (.VnTime, VNI) into it.

    Raises ReadError for a damaged, locked or unsafe file.
    """
    package = open_package(path, data)
    findings: list[Finding] = []
    book = _book(package, findings, decode)
    story = Story(book, Counters())
    try:
        blocks = story.blocks(stream_blocks(package.document_chunks()))
        text = write_plain(blocks, _notes(package, book, findings))
    except UnreadableXmlError as error:
        raise ReadError(f"{path}: tệp Word hỏng ({error}); hãy mở bằng Word và lưu lại") from error
    if not text.strip():
        raise ReadError(f"{path}: tệp Word không có chữ nào để đọc")
    findings.extend(
        Finding(rule=rule, severity="info", message=message)
        for rule, message in _ODDITIES.items()
        if rule in book.oddities
    )
    digest = hashlib.sha256(data).hexdigest()
    source = Source(name=path.name, media_type=package.media_type, sha256=digest)
    return LoadedText(source, text, tuple(findings))


def _book(package: WordPackage, findings: list[Finding], decode: Decode | None) -> WordBook:
    styles = _part(package, "styles", findings)
    known = NO_STYLES if styles is None else read_styles(styles)
    numbering = _part(package, "numbering", findings)
    lists = {} if numbering is None else read_numbering(numbering, known.lists)
    return WordBook(known, lists, decode=decode)


def _part(package: WordPackage, kind: str, findings: list[Finding]) -> Element | None:
    """Return a part's root; a part that cannot be read is left out, and a finding says so."""
    try:
        return package.part(kind)
    except UnreadableXmlError as error:
        message = f"Không đọc được một phần của tệp Word: {error}."
        findings.append(Finding(rule="part-unreadable", severity="warning", message=message))
        return None


def _notes(package: WordPackage, book: WordBook, findings: list[Finding]) -> Iterator[Note]:
    """Yield the notes in the order of their marks, which must have been read before."""
    found: dict[tuple[str, str], Element] = {}
    for kind in {kind for kind, _ in book.notes}:
        root = _part(package, kind, findings)
        for element in root if root is not None else ():
            found[kind, attribute(element, "id")] = element
    counters = Counters()
    for number, key in enumerate(list(book.notes), 1):
        if key in found:
            text = " ".join(plain_lines(Story(book, counters).blocks(found[key])))
            yield Note(number, text.removeprefix(book.own_marks.get(key, "")))


DOCX = Reader("docx", _accepts, partial(read_docx, decode=decode))
"""Reads .docx, .docm, .dotx and .dotm."""
