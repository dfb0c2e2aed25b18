"""Word 97-2003 (.doc), .rtf and .odt: through LibreOffice to .docx, or catdoc where it is missing.

LibreOffice runs without a screen, with a profile of its own that is thrown away, without macros,
links or network, and with a time limit.
"""

import hashlib
import io
import os
import shutil
import signal
import subprocess
import tempfile
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import regex

from planparse.errors import ReadError
from planparse.model import Finding, Source
from planparse.readers.base import LoadedText, Reader
from planparse.readers.docx import read_docx
from planparse.readers.legacy_fonts import decode, legacy_finding, modernise
from planparse.readers.plain_form import Paragraph, write_plain

TIMEOUT = 120.0
"""Seconds after which a program is stopped; a file of 100 pages takes LibreOffice four."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RTF = b"{\\rtf"
_ODT = b"application/vnd.oasis.opendocument.text"
_MEDIA_TYPES = {
    ".doc": "application/msword",
    ".rtf": "application/rtf",
    ".odt": "application/vnd.oasis.opendocument.text",
}
# The stream that makes a compound file a Word file, by its name in UTF-16.
_WORD_STREAM = "WordDocument".encode("utf-16-le")
# A Word stream begins with this at a sector; a bit of the flags that follow says "encrypted".
_WORD_MAGIC, _SECTOR, _FLAGS, _ENCRYPTED = b"\xec\xa5", 512, 10, 0x0100
_LOCKED = "tệp có mật khẩu; hãy mở bằng mật khẩu rồi lưu lại không mật khẩu"
_BROKEN = "LibreOffice không mở được tệp (hỏng hoặc có mật khẩu); hãy lưu lại thành .docx"
_SLOW = "LibreOffice không đọc xong tệp trong thời hạn; hãy lưu lại thành .docx"
_INSTALL = "cần LibreOffice để đọc tệp này; cài bằng: apt install libreoffice-writer"
# The optional hyphen of Word is the letter ư of TCVN3; as a character it reaches the decoder.
_SOFT_HYPHEN = regex.compile(rb"<w:softHyphen\s?/>")
_TEXT_PART = regex.compile(r"word/(?:document|footnotes|endnotes)\d{0,3}\.xml")
_MAX_PART = 160 * 1024 * 1024
# Settings of the profile: no macros, no links brought up to date, every connection to nowhere.
_SETTINGS = (
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "boolean", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "boolean", "true"),
    ("Office.Writer/Content/Update", "Link", "int", "0"),
    ("Inet/Settings", "ooInetProxyType", "int", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "string", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "int", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "string", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "int", "9"),
    ("Inet/Settings", "ooInetNoProxy", "string", ""),
)
# Substitutions of catdoc: its own, and the optional hyphen kept.
_CATDOC_MAP = '001C "\\t"\n001E "-"\n00AD "\u00ad"\n'


def read_office(path: Path, data: bytes) -> LoadedText:
    """Read a .doc, .rtf or .odt file; text in TCVN3 and VNI fonts becomes Unicode.

    Raises ReadError for a damaged file, one with a password, one of another kind, and where
    LibreOffice is missing (for .doc and .rtf: catdoc too).
    """
    kind = _kind(data)
    _refuse_unreadable(path, data, kind)
    soffice = find_soffice()
    if soffice is not None:
        loaded = _through_word(path, convert(path, data, kind, soffice))
    elif kind != ".odt" and shutil.which("catdoc"):
        loaded = _through_catdoc(path, data)
    else:
        raise ReadError(f"{path}: {_INSTALL}")
    source = Source(
        name=path.name,
        media_type=_MEDIA_TYPES[kind],
        sha256=hashlib.sha256(data).hexdigest(),
        text_layer="converted",
    )
    return _modernised(replace(loaded, source=source))


def _kind(data: bytes) -> str:
    if data.startswith(_OLE):
        return ".doc"
    return ".rtf" if data.lstrip()[:5] == _RTF else ".odt"


def _refuse_unreadable(path: Path, data: bytes, kind: str) -> None:
    if kind == ".doc" and _WORD_STREAM not in data:
        raise ReadError(f"{path}: không phải tệp Word (có thể là Excel hay PowerPoint)")
    if kind == ".doc" and _is_encrypted_word(data):
        raise ReadError(f"{path}: {_LOCKED}")
    if kind == ".odt" and b"manifest:encryption-data" in _manifest(path, data):
        raise ReadError(f"{path}: {_LOCKED}")


def _is_encrypted_word(data: bytes) -> bool:
    """Tell whether the head of a Word stream says that the file is encrypted."""
    for start in range(0, min(len(data), 1 << 20), _SECTOR):
        if data.startswith(_WORD_MAGIC, start):
            flags = int.from_bytes(data[start + _FLAGS : start + _FLAGS + 2], "little")
            return bool(flags & _ENCRYPTED)
    return False


def _manifest(path: Path, data: bytes) -> bytes:
    try:
        with (
            zipfile.ZipFile(io.BytesIO(data)) as archive,
            archive.open("META-INF/manifest.xml") as part,
        ):
            return part.read(1 << 20)
    except KeyError:
        return b""
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, OSError) as error:
        raise ReadError(f"{path}: tệp .odt bị hỏng hoặc tải về chưa đủ") from error


def find_soffice() -> str | None:
    """Return the program of LibreOffice, None where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def convert(path: Path, data: bytes, kind: str, soffice: str) -> bytes:
    """Return a file as LibreOffice saves it in .docx; raises ReadError where it cannot."""
    with tempfile.TemporaryDirectory(prefix="planparse-") as work:
        folder = Path(work)
        _write_profile(folder / "profile")
        (folder / f"in{kind}").write_bytes(data)
        command = [
            soffice, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
            "--norestore", "--nolockcheck", "--convert-to", "docx:MS Word 2007 XML",
            "--outdir", work, str(folder / f"in{kind}"),
        ]  # fmt: skip
        try:
            _run(command, folder)
        except subprocess.TimeoutExpired as error:
            raise ReadError(f"{path}: {_SLOW}") from error
        converted = folder / "in.docx"
        if not converted.is_file():
            raise ReadError(f"{path}: {_BROKEN}")
        return converted.read_bytes()


def _write_profile(profile: Path) -> None:
    items = "".join(
        f'<item oor:path="/org.openoffice.{place}"><prop oor:name="{name}" oor:op="fuse" '
        f'oor:type="xs:{kind}"><value>{value}</value></prop></item>'
        for place, name, kind, value in _SETTINGS
    )
    user = profile / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items '
        'xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{items}</oor:items>',
        "utf-8",
    )


def _run(command: Sequence[str], home: Path) -> bytes:
    """Run a program in its own group, which is killed whole when time is up."""
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=home,
        env={**os.environ, "HOME": str(home)},
        start_new_session=True,
    )
    try:
        answer, _ = process.communicate(timeout=TIMEOUT)
    except BaseException:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        raise
    return answer


def _through_word(path: Path, converted: bytes) -> LoadedText:
    fonts: set[str] = set()

    def decoded(text: str, font: str) -> str:
        fonts.add(font)
        return decode(text, font)

    loaded = read_docx(path, _with_soft_hyphens(converted), decode=decoded)
    # Cut by a run's end, the letter and the hyphen are decoded apart.
    text = loaded.text.replace("ưư", "ư") if fonts else loaded.text
    return replace(loaded, text=text)


def _with_soft_hyphens(converted: bytes) -> bytes:
    """Return our .docx with its optional hyphens as characters of the text."""
    result = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(converted)) as archive,
        zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as written,
    ):
        for member in archive.infolist():
            if _TEXT_PART.fullmatch(member.filename) and member.file_size < _MAX_PART:
                part = _SOFT_HYPHEN.sub(b"<w:t>\xc2\xad</w:t>", archive.read(member))
                written.writestr(member.filename, part)
            elif not member.filename.startswith("word/media/"):
                written.writestr(member.filename, archive.read(member))
    return result.getvalue()


def _through_catdoc(path: Path, data: bytes) -> LoadedText:
    """Read the text alone; tables and notes are lost, and a finding says so."""
    with tempfile.TemporaryDirectory(prefix="planparse-") as work:
        folder = Path(work)
        (folder / "in.doc").write_bytes(data)
        for name in ("planparse.specchars", "planparse.replchars"):
            (folder / name).write_text(_CATDOC_MAP, "utf-8")
        (folder / ".catdocrc").write_text(f"map_path = {work}\n")
        command = ["catdoc", "-f", "planparse", "-w", "-d", "utf-8", str(folder / "in.doc")]
        try:
            text = _run(command, folder).decode("utf-8", "replace")
        except subprocess.TimeoutExpired as error:
            raise ReadError(f"{path}: {_BROKEN}") from error
    text = write_plain(Paragraph(line) for line in text.replace("\f", "\n").split("\n"))
    if not text.strip():
        raise ReadError(f"{path}: tệp Word không có chữ nào để đọc")
    finding = Finding(
        rule="text-only",
        severity="warning",
        message="Đọc bằng catdoc: chỉ có chữ, bảng và chú thích không còn; "
        "cài LibreOffice để đọc đủ.",
    )
    return LoadedText(Source(name=path.name, media_type="", sha256=""), text, (finding,))


def _modernised(loaded: LoadedText) -> LoadedText:
    """Return text whose fonts are not known in Unicode, if it is in an older set."""
    text, encoding = modernise(loaded.text)
    if encoding is None:
        return loaded
    kept = tuple(finding.model_copy(update={"span": None}) for finding in loaded.findings)
    return replace(loaded, text=text, findings=(*kept, legacy_finding([encoding])))


def _accepts(head: bytes, name: str) -> bool:
    return head.startswith(_OLE) or head.lstrip()[:5] == _RTF or _ODT in head[:200]


OFFICE = Reader("office", _accepts, read_office)
