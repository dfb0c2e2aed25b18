"""Run the notebooks from top to bottom.

    python notebooks/run.py            say which ones print something else than what they hold
    python notebooks/run.py --write    and write their outputs anew

Needs `pip install -e '.[dev]'`.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

HERE = Path(__file__).parent


def run(path: Path) -> nbformat.NotebookNode:
    """Return the notebook with its outputs made anew, and nothing that differs between runs."""
    notebook = nbformat.read(path, as_version=4)
    resources = {"metadata": {"path": str(HERE)}}
    NotebookClient(notebook, timeout=300, kernel_name="python3", resources=resources).execute()
    notebook.metadata.language_info = {"name": "python"}
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
    return notebook


def outputs_of(notebook: nbformat.NotebookNode) -> list[list[Any]]:
    """Return what each code cell shows."""
    return [cell.outputs for cell in notebook.cells if cell.cell_type == "code"]


def main() -> int:
    stale = []
    for path in sorted(HERE.glob("*.ipynb")):
        notebook = run(path)
        if outputs_of(notebook) != outputs_of(nbformat.read(path, as_version=4)):
            stale.append(path.name)
            if "--write" in sys.argv[1:]:
                nbformat.write(notebook, path)
    print(*(stale or ["nothing changed"]), sep="\n")
    return int(bool(stale) and "--write" not in sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
