"""The wheel and the sdist as a user gets them: built, installed, run and type-checked from outside."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
PLAN = ROOT / "corpora" / "plans" / "district-58" / "source.txt"
# What a typed caller may rely on; mypy --strict reads it against the installed wheel.
CALLER = """
from planparse import CoverageReport, PlanDocument, PlanparseError, compare, parse, parse_text, to_akn

plan: PlanDocument = parse("plan.txt")
report: CoverageReport = compare(plan, parse_text("KẾ HOẠCH", name="x"))
values: list[float] = [target.value for target in plan.targets]
places: list[tuple[int, int]] = [(c.span.start, c.span.end) for c in plan.contacts]
title: str | None = plan.metadata.title
xml: str = to_akn(plan)
try:
    met: int = report.summary.targets.counts.get("met", 0)
except PlanparseError as error:
    print(str(error))
"""
WRONG = "from planparse import parse\nnumber: int = parse(1).metadata.title\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build both from a copy of what is in the tree; the libraries of `[dev]` build them."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT)
    return folder


@pytest.fixture(scope="module")
def installed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel alone into an environment that sees this one's other libraries."""
    folder = tmp_path_factory.mktemp("env")
    venv.create(folder, symlinks=True)
    python = folder / "bin" / "python"
    wheel = next(built.glob("*.whl"))
    run(sys.executable, "-m", "pip", "--python", python, "install", "--no-deps", "--quiet", wheel)
    own = run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").stdout.strip()
    (Path(own) / "others.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return folder / "bin"


def run(*command: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command outside of the tree, with nothing of it on Python's path."""
    kept = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "MYPYPATH")}
    done = subprocess.run(
        [*map(str, command)], cwd=Path(sys.prefix), env=kept | environment,
        capture_output=True, text=True, encoding="utf-8", timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done


def test_wheel_holds_the_package_and_nothing_else(built: Path) -> None:
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        names = set(wheel.namelist())
    data = {path.relative_to(ROOT).as_posix() for path in (ROOT / "planparse").rglob("*.toml")}
    code = {path.relative_to(ROOT).as_posix() for path in (ROOT / "planparse").rglob("*.py")}
    assert data
    assert data | code | {"planparse/py.typed"} <= names
    assert {name.split("/")[0] for name in names} == {
        "planparse", f"planparse-{PROJECT['version']}.dist-info"
    }  # fmt: skip


def test_sdist_builds_and_tests_without_anything_else(built: Path) -> None:
    with tarfile.open(next(built.glob("*.tar.gz"))) as sdist:
        names = {name.split("/", 1)[-1] for name in sdist.getnames()}
    for name in (
        "pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "CITATION.cff",
        "planparse/py.typed", "tests/test_packaging.py", "corpora/score.py",
        "corpora/plans/district-58/gold.json",
    ):  # fmt: skip
        assert name in names


def test_installed_commands_say_their_version(installed: Path) -> None:
    wanted = f"planparse {PROJECT['version']}\n"
    assert run(installed / "planparse", "--version").stdout == wanted
    assert run(installed / "python", "-m", "planparse", "--version").stdout == wanted


def test_installed_package_reads_a_plan(installed: Path) -> None:
    code = (
        "import planparse; print(planparse.__file__); print(planparse.parse({!r}).metadata.number)"
    )
    done = run(installed / "python", "-c", code.format(str(PLAN))).stdout.splitlines()
    assert Path(done[0]).is_relative_to(installed.parent)
    assert done[1] == "58/KH-UBND"


def test_shell_completes_commands_and_options(installed: Path) -> None:
    def completed(words: str) -> str:
        asked = {"_PLANPARSE_COMPLETE": "complete_bash", "COMP_WORDS": words}
        return run(installed / "planparse", **asked, COMP_CWORD=str(words.count(" "))).stdout

    assert "coverage" in completed("planparse cov")
    assert "--format" in completed("planparse parse --f")


def test_public_names_are_typed(installed: Path, tmp_path: Path) -> None:
    def checked(code: str) -> subprocess.CompletedProcess[str]:
        (tmp_path / "caller.py").write_text(code, "utf-8")
        command = [sys.executable, "-m", "mypy", "--strict", "--config-file", os.devnull]
        command += ["--python-executable", str(installed / "python"), "caller.py"]
        command += ["--cache-dir", str(tmp_path / "cache")]
        kept = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "MYPYPATH")}
        return subprocess.run(
            command, cwd=tmp_path, env=kept, capture_output=True, text=True, check=False
        )

    right, wrong = checked(CALLER), checked(WRONG)
    assert right.returncode == 0, right.stdout + right.stderr
    assert wrong.stdout.count("error:") == 2


def test_frame_says_what_to_install(installed: Path) -> None:
    code = (
        "import sys; sys.modules['pandas'] = None\n"
        "import planparse\n"
        "try:\n    planparse.parse_text('KẾ HOẠCH').to_frame('targets')\n"
        "except planparse.PlanparseError as error:\n    print(error)\n"
    )
    done = run(installed / "python", "-c", code, PYTHONIOENCODING="utf-8")
    assert "pip install 'planparse[pandas]'" in done.stdout


def test_citation_names_this_version() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert str(citation["version"]) == PROJECT["version"]
    assert citation["license"] == PROJECT["license"]
    assert {"cff-version", "message", "title", "authors"} <= citation.keys()
