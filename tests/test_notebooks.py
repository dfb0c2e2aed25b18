"""The notebooks run from top to bottom and hold what they print."""

from __future__ import annotations

import ast
import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

nbformat = pytest.importorskip("nbformat")
pytest.importorskip("nbclient")
pytest.importorskip("ipykernel")
pytest.importorskip("pandas")

FOLDER = Path(__file__).parent.parent / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
# What a notebook may import of the library; one that writes an extractor also what extractors use.
PUBLIC = {"planparse", "planparse.auditing", "planparse.model", "planparse.extractors"}
INSIDE = {"planparse.extractors.base", "planparse.text.numbers"}
SHOWN = ("01-tour", "02-coverage", "03-collection", "04-write-an-extractor")


@pytest.fixture(scope="module")
def runner() -> ModuleType:
    spec = importlib.util.spec_from_file_location("notebooks_run", FOLDER / "run.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_notebooks_are_there() -> None:
    assert set(SHOWN) <= {path.stem for path in NOTEBOOKS}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_prints_what_it_holds(runner: ModuleType, path: Path) -> None:
    held, made = nbformat.read(path, as_version=4), runner.run(path)
    cells = zip(held.cells, made.cells, strict=True)
    stale = [old.source for old, new in cells if old.get("outputs") != new.get("outputs")]
    assert not stale, "python notebooks/run.py --write writes the outputs anew"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_reads_well_without_running(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    assert len(outputs) >= 3
    assert not [output for output in outputs if output.output_type == "error"]
    assert not [output for output in outputs if output.get("name") == "stderr"]
    # Nothing of the machine that made them.
    assert not re.search(r"/(?:home|root|tmp|Users)/", path.read_text("utf-8"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_uses_the_public_interface(path: Path) -> None:
    allowed = PUBLIC | (INSIDE if "extractor" in path.stem else set())
    notebook = nbformat.read(path, as_version=4)
    code = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("planparse"):
            assert node.module in allowed
        if isinstance(node, ast.Import):
            names = {alias.name for alias in node.names if alias.name.startswith("planparse")}
            assert names <= PUBLIC


def test_the_new_extractor_passes_its_cases() -> None:
    notebook = nbformat.read(FOLDER / "04-write-an-extractor.ipynb", as_version=4)
    printed = [output.text for cell in notebook.cells for output in cell.get("outputs", ())]
    assert re.fullmatch(r"[7-9]\d* passed\n", printed[-1])
