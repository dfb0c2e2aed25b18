"""The parts of a Word file, unpacked within limits and found by their relationships."""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element

from planparse.errors import ReadError
from planparse.readers.word_xml import UnreadableXmlError, parse_part

MAX_DOCUMENT = 160 * 1024 * 1024
"""Bytes of unpacked XML of the text itself; 2,000 dense pages have 40 million."""
MAX_PART = 24 * 1024 * 1024
"""Bytes of unpacked XML of each further part (styles, numbering, notes)."""
MAX_MEMBERS = 20_000
# A text packs 10 to 40 to one; from this on, and for a large part, the file was made to burst.
_BOMB_RATIO = 250
_BOMB_FLOOR = 4 * 1024 * 1024
_CHUNK = 256 * 1024
_CENTRAL_ENTRY = b"PK\x01\x02"
_OTHER_KINDS = (
    ("xl/", "Excel"),
    ("ppt/", "PowerPoint"),
    ("visio/", "Visio"),
)
_OTHER_FOLDERS = tuple(folder for folder, _ in _OTHER_KINDS)
_ZIP_ERRORS = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError)
_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class WordPackage:
    """An opened Word file: `document` and `parts` are names of members, parts by their kind."""

    path: Path
    archive: zipfile.ZipFile
    document: str
    parts: dict[str, str]
    media_type: str = _MEDIA_TYPE

    def part(self, kind: str) -> Element | None:
        """Return the root of a part such as "numbering", None where the file has none.

        Raises UnreadableXmlError for a part that is damaged or too large.
        """
        name = self.parts.get(kind)
        if name is None:
            return None
        try:
            return parse_part(b"".join(_unpack(self.archive, name, MAX_PART)))
        except _TooLargeError:
            raise UnreadableXmlError(f"phần {kind} quá lớn") from None
        except _ZIP_ERRORS as error:
            raise UnreadableXmlError(f"phần {kind} hỏng ({error})") from error

    def document_chunks(self) -> Iterator[bytes]:
        """Yield the XML of the text in pieces. Raises ReadError."""
        try:
            yield from _unpack(self.archive, self.document, MAX_DOCUMENT)
        except _TooLargeError:
            raise ReadError(
                f"{self.path}: nội dung giải nén quá lớn; tệp hỏng hoặc không an toàn"
            ) from None
        except _ZIP_ERRORS as error:
            raise ReadError(f"{self.path}: tệp Word hỏng hoặc bị cắt cụt ({error})") from error


class _TooLargeError(Exception):
    """A member unpacks to more than it may."""


def open_package(path: Path, data: bytes) -> WordPackage:
    """Open a Word file. Raises ReadError for anything else, a damaged or a locked one."""
    archive = _open_zip(path, data)
    names = {_tidy(info.filename): info for info in archive.infolist()}
    members = {name: info.filename for name, info in names.items()}
    relations = _relations(archive, members, "_rels/.rels")
    document = relations.get("officeDocument", "word/document.xml")
    if document not in members or document.startswith(_OTHER_FOLDERS):
        raise ReadError(_not_word(path, members))
    if names[document].flag_bits & 1:
        raise ReadError(f"{path}: tệp Word có mật khẩu; hãy bỏ mật khẩu rồi thử lại")
    folder, name = posixpath.split(document)
    parts = _relations(archive, members, posixpath.join(folder, "_rels", f"{name}.rels"), folder)
    for kind in ("styles", "numbering", "footnotes", "endnotes"):
        parts.setdefault(kind, posixpath.join(folder, f"{kind}.xml"))
    known = {kind: members[part] for kind, part in parts.items() if part in members}
    return WordPackage(path, archive, members[document], known, _media_type(archive, members))


def _open_zip(path: Path, data: bytes) -> zipfile.ZipFile:
    if data.count(_CENTRAL_ENTRY) > MAX_MEMBERS:
        raise ReadError(f"{path}: tệp nén có quá nhiều thành phần")
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (*_ZIP_ERRORS, ValueError) as error:
        raise ReadError(
            f"{path}: tệp Word hỏng hoặc bị cắt cụt; hãy mở lại bằng Word và lưu lại"
        ) from error


def _not_word(path: Path, members: dict[str, str]) -> str:
    for folder, name in _OTHER_KINDS:
        if any(member.startswith(folder) for member in members):
            return (
                f"{path}: tệp {name}, không phải Word; hãy lưu phần văn bản thành .docx hoặc .pdf"
            )
    return f"{path}: tệp nén không phải tệp Word; hãy giải nén rồi đọc từng tệp bên trong"


def _tidy(name: str) -> str:
    """Return a member's name as relationships write it: no leading or backward strokes."""
    return name.replace("\\", "/").lstrip("/")


def _relations(
    archive: zipfile.ZipFile, members: dict[str, str], name: str, folder: str = ""
) -> dict[str, str]:
    """Return the internal targets of a relationships part by kind; external ones are ignored."""
    if name not in members:
        return {}
    try:
        root = parse_part(b"".join(_unpack(archive, members[name], MAX_PART)))
    except (UnreadableXmlError, _TooLargeError, *_ZIP_ERRORS):
        return {}
    found: dict[str, str] = {}
    for item in root:
        if item.get("TargetMode") == "External":
            continue
        target = item.get("Target", "")
        full = target if target.startswith("/") else posixpath.join(folder, target)
        kind = item.get("Type", "").rpartition("/")[2]
        found.setdefault(kind, posixpath.normpath(full).lstrip("/"))
    return found


def _media_type(archive: zipfile.ZipFile, members: dict[str, str]) -> str:
    """Return the registered type: of a document, a template, or either with macros."""
    name = members.get("[Content_Types].xml")
    if name is None:
        return _MEDIA_TYPE
    try:
        types = b"".join(_unpack(archive, name, MAX_PART))
    except (_TooLargeError, *_ZIP_ERRORS):
        return _MEDIA_TYPE
    if b"document.macroEnabled.main" in types:
        return "application/vnd.ms-word.document.macroEnabled.12"
    if b"template.macroEnabled" in types:
        return "application/vnd.ms-word.template.macroEnabled.12"
    if b"wordprocessingml.template.main" in types:
        return "application/vnd.openxmlformats-officedocument.wordprocessingml.template"
    return _MEDIA_TYPE


def _unpack(archive: zipfile.ZipFile, name: str, limit: int) -> Iterator[bytes]:
    """Yield a member's bytes; the sizes that it claims are checked, and what really comes out."""
    info = archive.getinfo(name)
    burst = max(_BOMB_FLOOR, _BOMB_RATIO * info.compress_size)
    if info.file_size > min(limit, burst):
        raise _TooLargeError
    seen = 0
    with archive.open(info) as stream:
        while chunk := stream.read(_CHUNK):
            seen += len(chunk)
            if seen > min(limit, burst):
                raise _TooLargeError
            yield chunk
