"""HTML pages: saved by Word or LibreOffice, or taken from a portal; web archives (.mht) too."""

import hashlib
from functools import partial
from pathlib import Path

import regex

from planparse.errors import ReadError
from planparse.model import Finding, Source
from planparse.readers.base import LoadedText, Reader
from planparse.readers.html_charset import Decoded, decode_page
from planparse.readers.html_page import read_page
from planparse.readers.html_tokens import read_tokens
from planparse.readers.legacy_fonts import decode
from planparse.readers.plain_form import write_plain
from planparse.readers.symbol_fonts import Decode

_SNIFFED = 4096
# What a page begins with, behind blanks, comments and an XML declaration.
_OPENING = regex.compile(
    r"(?>(?:\s{1,4096}+|<!--(?>.{0,3000}?-->)|<\?xml(?>[^>]{0,200}>)){0,50})"
    r"<(?:!doctype\s{1,9}html|html|head|body|meta|title)[\s>]",
    regex.IGNORECASE | regex.DOTALL,
)
# The first element of a fragment, which counts only under the name of a page.
_FRAGMENT = regex.compile(
    r"\s{0,99}<(?:p|div|table|span|center|h\d|style|font|b|ul|ol|br|article|section|!--)[\s>/!\-]",
    regex.IGNORECASE,
)
_PAGE_NAMES = (".htm", ".html", ".xhtml", ".shtml")
# "MIME-Version: 1.0" and a part of text/html near the top: a page saved as one file.
_ARCHIVE = regex.compile(
    rb"(?:From|MIME-Version|Subject|Date|Content-Type|X-[\w\-]{1,30})\s?:", regex.IGNORECASE
)
_ODDITIES = {
    "legacy-font-kept": "Có chữ dùng phông cũ (TCVN3, VNI), chưa được chuyển sang Unicode.",
    "legacy-font-converted": "Chữ theo phông cũ (TCVN3, VNI) đã được chuyển sang Unicode.",
    "hidden-text-skipped": "Trang có chữ ẩn; phần này không được đọc.",
    "links-skipped": "Các dòng liên kết (trình đơn, mục lục) của trang được bỏ qua.",
}


def _accepts(data: bytes, name: str) -> bool:
    if _is_archive(data):
        return True
    start = _start(data)
    if _OPENING.match(start):
        return True
    return name.lower().endswith(_PAGE_NAMES) and _FRAGMENT.match(start) is not None


def _is_archive(data: bytes) -> bool:
    head = data[:_SNIFFED].lstrip()
    return _ARCHIVE.match(head) is not None and b"multipart/related" in head.lower()


def _start(data: bytes) -> str:
    """Return the beginning of a file as letters, enough of it to know its tags."""
    sample = data[:_SNIFFED].removeprefix(b"\xef\xbb\xbf")
    if sample[:2] in (b"\xff\xfe", b"\xfe\xff") or 0 in sample[:40]:
        sample = sample.replace(b"\x00", b"").lstrip(b"\xff\xfe")
    return sample.decode("latin-1")


def read_html(path: Path, data: bytes, *, decode: Decode | None = None) -> LoadedText:
    """Read a page; `decode` turns text in fonts older than Unicode (.VnTime, VNI) into it.

    Raises ReadError for a page without text.
    """
    decoded = _decode(path, data)
    page = read_page(read_tokens(decoded.text.replace("\x00", "")), decode)
    text = write_plain(page.blocks, page.notes)
    if not text.strip():
        raise ReadError(f"{path}: trang HTML không có chữ nào để đọc")
    findings = [
        Finding(rule=rule, severity="info", message=message)
        for rule, message in _ODDITIES.items()
        if rule in page.oddities
    ]
    if "\ufffd" in text:
        message = "Một số ký tự của trang bị hỏng, không đọc được."
        findings.insert(0, Finding(rule="damaged-characters", severity="warning", message=message))
    if decoded.guess is not None:
        message = f"Bảng mã ghi trong trang không đúng; đã đọc theo bảng mã {decoded.guess}."
        findings.insert(0, Finding(rule="encoding-guessed", severity="warning", message=message))
    source = Source(name=path.name, media_type="text/html", sha256=hashlib.sha256(data).hexdigest())
    return LoadedText(source, text, tuple(findings))


def _decode(path: Path, data: bytes) -> Decoded:
    if not _is_archive(data):
        return decode_page(data)
    try:
        content = _page_of(data)
    except (RecursionError, ValueError, LookupError) as error:
        raise ReadError(f"{path}: tệp lưu trữ web (.mht) hỏng") from error
    if content is None:
        raise ReadError(f"{path}: tệp lưu trữ web (.mht) không chứa trang HTML nào")
    return decode_page(content)


def _page_of(data: bytes) -> bytes | None:
    """Return the first HTML page of a web archive."""
    import email  # Only archives need it, and it is slow to load.

    for part in email.message_from_bytes(data).walk():
        if part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            return content if isinstance(content, bytes) else None
    return None


HTML = Reader("html", _accepts, partial(read_html, decode=decode))
"""Reads .htm and .html, whatever the file is called, and .mht."""
