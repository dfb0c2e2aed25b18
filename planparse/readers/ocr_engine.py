"""Tesseract as a program: found, run with a time limit, its table of words read."""

import io
import os
import shutil
import signal
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import Image

from planparse.errors import ReadError
from planparse.readers import ocr_cache
from planparse.readers.ocr_image import DPI, Layout, Sheet

TIMEOUT = 180.0
"""Seconds after which a page is given up; a full page takes two."""

# The script data know the letters of Vietnamese best; "vie" is the language alone (stack.md, 3).
_LANGUAGES = ("Vietnamese", "script/Vietnamese", "vie")
_SECOND = "vie"
_INSTALL = "apt install tesseract-ocr tesseract-ocr-script-viet tesseract-ocr-vie"
# A page is read with its columns found ("3"), cells one under the other as one column of lines of
# any size ("4"; "6" loses accents), cells side by side as a block, a gap as one line.
_MODES = {Layout.PAGE: "3", Layout.CELLS: "4", Layout.SHORT_CELLS: "6"}
_LINE_MODE = "7"
_WORD_LEVEL = "5"


@dataclass(frozen=True, slots=True)
class Token:
    """A recognised word: its line, its box in pixels, and how sure the program is, in percent.

    `other` is what another reading has in its place, "" if it has the same.
    """

    text: str
    line: tuple[int, int, int]
    left: int
    top: int
    width: int
    height: int
    sure: float
    other: str = ""


def find_language(path: Path) -> str:
    """Return the language data to use; `path` is named in the error that says what to install."""
    program = shutil.which("tesseract")
    if program is None:
        raise ReadError(
            f"{path}: là bản quét, cần chương trình nhận dạng chữ tesseract; cài bằng: {_INSTALL}"
        )
    languages = _languages(program)
    for language in _LANGUAGES:
        if language in languages:
            return language
    raise ReadError(f"{path}: tesseract thiếu dữ liệu tiếng Việt; cài bằng: {_INSTALL}")


def second_language(language: str) -> str:
    """Return the data for a second reading: those of the language alone, if they are there."""
    program = shutil.which("tesseract")
    return _SECOND if program and _SECOND in _languages(program) else language


@cache
def _languages(program: str) -> frozenset[str]:
    return frozenset(_run([program, "--list-langs"], b"", 20.0).split())


def recognise(sheet: Sheet, language: str) -> list[Token]:
    """Return the words of a sheet; the answer is kept by the picture's content.

    Raises subprocess.TimeoutExpired where the program does not come to an end.
    """
    mode = _MODES[sheet.layout]
    picture = _picture(sheet.image)
    key = ocr_cache.cache_key(picture, f"{language} {mode} {DPI}".encode())
    answer = ocr_cache.load(key)
    if answer is None:
        answer = _tesseract(picture, "-l", language, "--psm", mode, "--dpi", str(DPI), "tsv")
        ocr_cache.store(key, answer)
    return _tokens(answer)


def read_digits(image: Image.Image, language: str) -> str:
    """Return the digits that a picture of one line may be, "" for none."""
    only = ("-c", "tessedit_char_whitelist=0123456789")
    return _tesseract(_picture(image), "-l", language, "--psm", _LINE_MODE, *only).strip()


def find_rotation(image: Image.Image) -> int:
    """Return by how many degrees clockwise a picture must be turned to be upright; 0 if unsure."""
    answer = _tesseract(_picture(image), "--psm", "0")
    for line in answer.splitlines():
        if line.startswith("Rotate:"):
            return int(line.split(":")[1])
    return 0


def _picture(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "PPM")
    return buffer.getvalue()


def _tesseract(picture: bytes, *options: str) -> str:
    return _run(["tesseract", "stdin", "stdout", *options], picture, TIMEOUT)


def _run(command: list[str], given: bytes, limit: float) -> str:
    """Run a program in its own group, which is killed whole when time is up."""
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        start_new_session=True,
    )
    try:
        answer, _ = process.communicate(given, timeout=limit)
    except BaseException:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        raise
    return answer.decode("utf-8", "replace")


def _tokens(answer: str) -> list[Token]:
    tokens = []
    for row in answer.splitlines():
        cells = row.split("\t", 11)
        if len(cells) == 12 and cells[0] == _WORD_LEVEL and cells[11].strip():
            _, _, block, paragraph, line, _, left, top, width, height = map(int, cells[:10])
            tokens.append(
                Token(
                    cells[11].strip(), (block, paragraph, line),
                    left, top, width, height, float(cells[10]),
                )
            )  # fmt: skip
    return tokens
