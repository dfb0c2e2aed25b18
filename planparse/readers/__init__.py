"""Files to sources: the only place that opens documents."""

from pathlib import Path

from planparse.readers.base import LoadedText, Reader
from planparse.readers.plain import load_string, read_bytes, read_plain

__all__ = ["LoadedText", "load_file", "load_string"]

_PLAIN_NAMES = (".txt", ".md", ".markdown")


def load_file(path: str | Path) -> LoadedText:
    """Read a document of any supported kind, which its content decides, not its name.

    Raises ReadError for what is no document: missing, a folder, empty, locked, damaged, too large,
    of a kind that no reader knows.
    """
    path = Path(path)
    data = read_bytes(path)
    if not (path.suffix.lower() in _PLAIN_NAMES and _is_bare_text(data)):
        for reader in _special_readers():
            if reader.accepts(data, path.name):
                return reader.read(path, data)
    return read_plain(path, data)


def _is_bare_text(data: bytes) -> bool:
    """Tell whether a file begins like text: no markup, no signature of a binary kind."""
    start = data[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
    return start[:1] not in (b"<", b"%", b"P") and not any(
        byte < 9 or byte > 0xF7 for byte in start
    )


def _special_readers() -> tuple[Reader, ...]:
    # Imported when first needed: plain text needs none of them, and some are slow to load.
    from planparse.readers.docx import DOCX
    from planparse.readers.html import HTML
    from planparse.readers.ocr import OCR
    from planparse.readers.office import OFFICE
    from planparse.readers.pdf import PDF

    return (OFFICE, DOCX, PDF, OCR, HTML)
