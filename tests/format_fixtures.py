"""Each composed plan in every form that an office keeps, made from its text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from pdf_fixtures import MIXED_FONT, ONE_FONT, text_fodt
from plan_fixtures import plan_docx, plan_page
from word_fixtures import convert_by_libreoffice

Writer = Callable[[str, Path], None]


def _fodt(font: str) -> Writer:
    return lambda text, path: path.write_text(text_fodt(text, font=font), "utf-8") and None


FORMS: dict[str, tuple[Writer, str, str]] = {
    "docx, typed numbers": (lambda text, path: plan_docx(path, text) and None, "docx", ""),
    "docx, automatic numbers": (
        lambda text, path: plan_docx(path, text, automatic=True) and None, "docx", "",
    ),
    "html": (lambda text, path: path.write_bytes(plan_page(text)) and None, "html", ""),
    "html, lists": (
        lambda text, path: path.write_bytes(plan_page(text, marks_as_lists=True)) and None,
        "html", "",
    ),
    "pdf, one font": (_fodt(ONE_FONT), "fodt", "pdf"),
    "pdf, mixed fonts": (_fodt(MIXED_FONT), "fodt", "pdf"),
    "doc": (lambda text, path: plan_docx(path, text) and None, "docx", "doc"),
    "doc, automatic numbers": (
        lambda text, path: plan_docx(path, text, automatic=True) and None, "docx", "doc",
    ),
}  # fmt: skip
"""How a text is written, the suffix it is written with, and what LibreOffice makes of that."""


def write_form(form: str, texts: Mapping[str, str], folder: Path) -> dict[str, Path]:
    """Write every text in a form; returns the file of each plan."""
    write, suffix, converted = FORMS[form]
    folder.mkdir(parents=True, exist_ok=True)
    made = {name: folder / f"{name}.{suffix}" for name in texts}
    for name, text in texts.items():
        write(text, made[name])
    if not converted:
        return made
    convert_by_libreoffice(made.values(), folder, converted)
    return {name: folder / f"{name}.{converted}" for name in texts}
