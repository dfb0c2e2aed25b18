"""Options that several commands have."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from planparse.cli.wording import Language


class Format(StrEnum):
    """How a result is printed."""

    TABLE = "table"
    JSON = "json"


FormatOption = Annotated[
    Format,
    typer.Option("--format", "-f", help="table: bảng để đọc; json: dữ liệu cho chương trình."),
]
LanguageOption = Annotated[Language, typer.Option("--lang", help="Ngôn ngữ của bảng.")]
OutputOption = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", help="Ghi báo cáo ra tệp: .html, .xlsx, .docx, .csv, .md, .json."
    ),
]
ForceOption = Annotated[bool, typer.Option("--force", help="Ghi đè tệp báo cáo đã có.")]
