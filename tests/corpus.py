"""The composed plans, and the program that scores readings of them."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

CORPORA = Path(__file__).parent.parent / "corpora"


def load_scorer() -> ModuleType:
    """Return corpora/score.py as a module."""
    if "corpora_score" not in sys.modules:
        spec = importlib.util.spec_from_file_location("corpora_score", CORPORA / "score.py")
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[spec.name] = module
        spec.loader.exec_module(module)
    return sys.modules["corpora_score"]
