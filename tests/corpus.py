"""The composed plans, and the program that scores readings of them."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

CORPORA = Path(__file__).parent.parent / "corpora"


def load_scorer() -> ModuleType:
    """Return corpora/score.py as a module."""
    return load_script("score")


def load_script(name: str) -> ModuleType:
    """Return a script of corpora/ as a module."""
    module_name = f"corpora_{name}"
    if module_name not in sys.modules:
        spec = importlib.util.spec_from_file_location(module_name, CORPORA / f"{name}.py")
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[module_name] = module
        spec.loader.exec_module(module)
    return sys.modules[module_name]
