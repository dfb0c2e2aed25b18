"""Plain text and Markdown files."""

import hashlib
import unicodedata
from pathlib import Path

from planparse.errors import ReadError
from planparse.model import Finding, Source, Span
from planparse.readers.base import LoadedText

_MEGABYTE = 1024 * 1024
MAX_BYTES = 256 * _MEGABYTE
"""Files over this size are refused: no scan of a plan is that large."""
MAX_TEXT = 32 * _MEGABYTE
"""Plain text over this size is refused: no plan is that long."""

_MEDIA_TYPES = {".md": "text/markdown", ".markdown": "text/markdown"}
_BINARY_STARTS = {
    b"%PDF": "tệp PDF",
    b"PK\x03\x04": "tệp nén hoặc Word (.docx)",
    b"\xd0\xcf\x11\xe0": "tệp Word 97-2003 (.doc)",
    b"\x89PNG": "ảnh PNG",
    b"\xff\xd8\xff": "ảnh JPEG",
    b"{\\rtf": "tệp RTF",
}
# Share of control characters from which on a file counts as binary.
_BINARY_SHARE = 0.02


def read_plain(path: Path, data: bytes) -> LoadedText:
    """Read a plain-text file, UTF-8 (with or without a mark) or UTF-16 with a mark.

    The text is the decoded file, unchanged. Bytes that are not UTF-8 are read as Windows-1258 with
    a finding. Raises ReadError for an empty, binary or oversized file.
    """
    if len(data) > MAX_TEXT:
        raise ReadError(f"{path}: văn bản quá lớn (trên {MAX_TEXT // _MEGABYTE} MB)")
    _refuse_binary(path, data)
    text, findings = _decode(data)
    if not text.strip():
        raise ReadError(f"{path}: tệp rỗng, không có nội dung để đọc")
    return LoadedText(
        Source(
            name=path.name,
            media_type=_MEDIA_TYPES.get(path.suffix.lower(), "text/plain"),
            sha256=hashlib.sha256(data).hexdigest(),
        ),
        text,
        findings,
    )


def load_string(text: str, *, name: str) -> LoadedText:
    """Take a string as a document."""
    data = text.encode("utf-8", "surrogatepass")
    source = Source(name=name, media_type="text/plain", sha256=hashlib.sha256(data).hexdigest())
    return LoadedText(source, text)


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file; raises ReadError for a missing one, a folder, a huge one."""
    try:
        if path.is_dir():
            raise ReadError(f"{path}: là một thư mục, không phải tệp")
        if path.stat().st_size > MAX_BYTES:
            raise ReadError(f"{path}: tệp quá lớn (trên {MAX_BYTES // _MEGABYTE} MB)")
        return path.read_bytes()
    except FileNotFoundError:
        raise ReadError(f"{path}: không tìm thấy tệp") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise ReadError(f"{path}: không mở được tệp ({reason})") from error


_DOCUMENTS = (".docx", ".doc", ".pdf", ".odt", ".rtf")


def _refuse_binary(path: Path, data: bytes) -> None:
    for start, name in _BINARY_STARTS.items():
        if data.startswith(start):
            raise ReadError(f"{path}: {name} chưa được hỗ trợ; hãy lưu thành .docx hoặc .pdf")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return
    sample = data[:65536]
    controls = sum(1 for byte in sample if byte < 32 and byte not in (9, 10, 11, 12, 13))
    if controls > _BINARY_SHARE * len(sample):
        said = f"; tệp {path.suffix} này có lẽ đã hỏng" if path.suffix.lower() in _DOCUMENTS else ""
        raise ReadError(f"{path}: tệp nhị phân, không phải văn bản{said}")


def _decode(data: bytes) -> tuple[str, tuple[Finding, ...]]:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        try:
            return data.decode("utf-16"), ()
        except UnicodeDecodeError:
            return data.decode("utf-16", "replace"), (_encoding_finding("UTF-16"),)
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        pass
    try:
        return unicodedata.normalize("NFC", data.decode("cp1258")), (
            _encoding_finding("Windows-1258"),
        )
    except UnicodeDecodeError:
        return data.decode("utf-8-sig", "replace"), (_encoding_finding("không rõ"),)


def _encoding_finding(name: str) -> Finding:
    return Finding(
        rule="encoding-guessed",
        severity="warning",
        message=f"Bảng mã của tệp không phải UTF-8; đã đọc theo bảng mã {name}.",
        span=Span(0, 0),
    )
