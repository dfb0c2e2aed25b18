"""Every command and code block of README.md runs, in a copy of the project."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
CI = ROOT / ".ci" / "run"
BLOCK = re.compile(r"^```(?P<language>\w*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
# Lines that make or change an environment: CI runs them, on a machine of its own.
SET_UP = re.compile(r"-m venv|pip install|apt(?:-get)? install")
# What checks the project itself: CI runs these too, and a test must not start the tests.
CHECKS = re.compile(r"^(?:\.venv/bin/)?(?:python -m pytest|ruff|mypy|lint-imports)\b")
# The words that stand for a user's files, and what they are here.
PLANS = ROOT / "corpora" / "plans"
CHILD, PARENT = PLANS / "district-58/source.txt", PLANS / "city-215/source.txt"
FILES = {
    "PLAN": CHILD, "CHILD": CHILD, "PARENT": PARENT, "TOP": PARENT, "MIDDLE": CHILD,
    "BOTTOM": PLANS / "union-09/source.txt", "FOLDER": PLANS,
    "A": CHILD, "B": PLANS / "union-09/source.txt", "C": PLANS / "commune-17/source.md",
}  # fmt: skip
STAND_IN = re.compile(r"(?<![\w./-])[A-Z]+(?:\.\w+)?(?![\w/])")


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, and its text."""

    language: str
    text: str

    def commands(self) -> list[str]:
        """Return the commands, one a line; a line that ends in a backslash goes on."""
        lines = self.text.replace("\\\n", " ").splitlines()
        return [line for line in lines if line.strip() and not line.startswith("#")]


def blocks_of(text: str) -> list[Block]:
    """Return the fenced blocks of a page."""
    return [Block(match["language"], match["text"]) for match in BLOCK.finditer(text)]


BLOCKS = blocks_of(README)
COMMANDS = [line for block in BLOCKS if block.language == "sh" for line in block.commands()]
RUN_HERE = [line for line in COMMANDS if not SET_UP.search(line) and not CHECKS.search(line)]
SCRIPTS = [block.text for block in BLOCKS if block.language == "python"]
TREES = [block.text for block in BLOCKS if block.language == ""]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the project, with a file for each word that stands for one."""
    folder = tmp_path_factory.mktemp("copy") / "planparse"
    unneeded = shutil.ignore_patterns(".git", ".venv", "__pycache__", ".*_cache")
    shutil.copytree(ROOT, folder, ignore=unneeded)
    for name, path in FILES.items():
        for form in (name, f"{name}.txt"):
            if path.is_file():
                shutil.copy(path, folder / form)
        if path.is_dir():
            shutil.copytree(path, folder / name)
    return folder


def run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a command as in the README: beside the project, with its programs at hand."""
    programs = str(Path(sys.executable).parent)
    environment = os.environ | {
        "PATH": os.pathsep.join((programs, os.environ["PATH"])),
        "PYTHONPATH": str(folder),
    }
    return subprocess.run(
        command, cwd=folder, env=environment, stdin=subprocess.DEVNULL,
        capture_output=True, text=True, encoding="utf-8", timeout=300, check=False,
    )  # fmt: skip


def test_blocks_are_of_known_kinds() -> None:
    assert {block.language for block in BLOCKS} <= {"sh", "python", ""}
    assert RUN_HERE
    assert SCRIPTS


def test_both_languages_show_the_same_commands() -> None:
    vietnamese = blocks_of((ROOT / "README.vi.md").read_text("utf-8"))

    def bare(blocks: list[Block], language: str) -> list[list[str]]:
        chosen = [block.commands() for block in blocks if block.language == language]
        return [[line.split(" #")[0].rstrip() for line in lines] for lines in chosen]

    for language in ("sh", "python"):
        assert bare(vietnamese, language) == bare(BLOCKS, language)


@pytest.mark.parametrize("line", RUN_HERE)
def test_command_runs(copy: Path, line: str) -> None:
    command = line.split(" #")[0]
    unknown = {word for word in STAND_IN.findall(command) if not (copy / word).exists()}
    assert not unknown, f"{unknown}: no file stands for it here; see FILES"
    done = run(["bash", "-c", command.replace(".venv/bin/", "")], copy)
    # The examples leave something out; these two say so by their exit code.
    worth_a_look = "--strict" in command or "audit findings" in command
    assert done.returncode == int(worth_a_look), done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_scripts_run(copy: Path) -> None:
    """Run the blocks in their order: each may use the names of those before it."""
    done = run([sys.executable, "-c", "\n".join(SCRIPTS)], copy)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("line", [line for line in COMMANDS if CHECKS.search(line)])
def test_checks_are_run_by_ci(line: str) -> None:
    if not CI.exists():
        pytest.skip("an sdist has no CI")
    gate = CI.read_text("utf-8").replace('"$venv/bin/', "").replace('"', "")
    for part in line.split("&&"):
        assert part.strip().removeprefix(".venv/bin/") in gate


@pytest.mark.parametrize("tree", TREES)
def test_tree_names_what_is_there(tree: str) -> None:
    top = ""
    for line in tree.splitlines():
        name = line.split()[0]
        if not line.startswith(" "):
            top = name
            assert (ROOT / top).exists(), line
        elif re.fullmatch(r"\w+(?:/|\.\w+)", name):
            assert (ROOT / top / name).exists(), line
