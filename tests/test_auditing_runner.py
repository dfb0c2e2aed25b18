"""The store and the runner: nothing is read twice, nothing is lost, no document harms another."""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from auditing_fixtures import content_of, hostile_read, make_collection, short_plan

from planparse.auditing import Limits, Options, Store, StoreError, audit
from planparse.auditing.pool import Outcome, Pool
from planparse.auditing.work import read_plan


def run_audit(folder: Path, path: Path, **more) -> object:
    with Store(path) as store:
        return audit(folder, store, Options(**more))


def rules(path: Path) -> dict[str, str]:
    """Return the rules of the findings about files by their paths."""
    with Store(path) as store:
        query = (
            "SELECT coalesce(f.path, p.path), f.rule FROM findings f"
            " LEFT JOIN (SELECT sha256, min(path) AS path FROM files GROUP BY sha256) p"
            " ON p.sha256 = f.document WHERE severity = 'error'"
        )
        return dict(store.rows(query).fetchall())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "plans"
    folder.mkdir()
    for number in range(4):
        text = short_plan(name=f"AN HÒA {number}", number=str(number + 1))
        (folder / f"{number}.txt").write_text(text, "utf-8")
    return folder


def test_unchanged_files_are_not_read_again(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "audit.sqlite"
    assert run_audit(folder, path).read == 4
    before = content_of(path)
    assert run_audit(folder, path).read == 0
    assert content_of(path) == before


def test_renamed_file_is_known_again_and_removed_one_is_marked(
    folder: Path, tmp_path: Path
) -> None:
    path = tmp_path / "audit.sqlite"
    run_audit(folder, path)
    (folder / "0.txt").rename(folder / "renamed.txt")
    (folder / "1.txt").unlink()
    assert run_audit(folder, path).read == 0
    with Store(path) as store:
        states = dict(store.rows("SELECT path, state FROM files").fetchall())
        here = [row[0] for row in store.rows("SELECT path FROM present ORDER BY path")]
    assert states["0.txt"] == states["1.txt"] == "removed"
    assert here == ["2.txt", "3.txt", "renamed.txt"]


def test_only_a_changed_file_is_read(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "audit.sqlite"
    run_audit(folder, path)
    (folder / "2.txt").write_text(short_plan(number="99"), "utf-8")
    assert run_audit(folder, path).read == 1
    with Store(path) as store:
        query = "SELECT number FROM present WHERE path = '2.txt'"
        assert store.one(query) == ("99/KH-UBND",)


class Idle:
    """An engine that must get nothing to do."""

    def run(self, tasks):
        assert list(tasks) == []
        return iter(())


def test_trouble_stays_with_its_document(folder: Path, tmp_path: Path) -> None:
    for name in ("crash", "hang", "memory", "error"):
        (folder / f"{name}.txt").write_text(short_plan(name=name), "utf-8")
    path = tmp_path / "audit.sqlite"
    limits = Limits(processes=2, seconds=4.0, megabytes=700)
    hostile = {"limits": limits, "engine": lambda work, limits: Pool(
        hostile_read if work is read_plan else work, limits)}  # fmt: skip
    summary = run_audit(folder, path, **hostile)
    assert (summary.read, summary.failed) == (4, 4)
    assert rules(path) == {
        "crash.txt": "crashed",
        "hang.txt": "time-limit",
        "memory.txt": "memory-limit",
        "error.txt": "crashed",
    }
    # Written down: not tried again, but with `retry`; they are counted all the same.
    again = run_audit(folder, path, engine=lambda work, limits: Idle())
    assert (again.read, again.failed) == (0, 4)
    assert run_audit(folder, path, retry=True).read == 4
    assert rules(path) == {}


def broken_compare(task):
    raise ArithmeticError("hỏng")


def test_pair_that_cannot_be_compared_is_a_finding(collection: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"

    def engine(work, limits):
        return Pool(work if work is read_plan else broken_compare, limits)

    compared = run_audit(collection, path, engine=engine).compared
    with Store(path) as store:
        count = "SELECT count(*) FROM findings WHERE scope = 'pair' AND rule = 'crashed'"
        assert store.count(count) == compared > 5
    assert run_audit(collection, path).compared == 0


def test_pool_yields_every_task_once_whatever_dies(tmp_path: Path) -> None:
    pool = Pool(sometimes_dies, Limits(processes=2, seconds=5.0))
    outcomes = list(pool.run(range(60)))
    assert sorted(outcome.task for outcome in outcomes) == list(range(60))
    failed = {outcome.task for outcome in outcomes if outcome.failure}
    assert failed == {7, 8, 31}
    assert all(outcome.value == outcome.task * 2 for outcome in outcomes if not outcome.failure)


def sometimes_dies(number: int) -> int:
    if number in (7, 8, 31):
        os.kill(os.getpid(), signal.SIGKILL)
    return number * 2


def test_file_that_changes_while_it_is_read_is_known_by_what_it_was(
    folder: Path, tmp_path: Path
) -> None:
    path = tmp_path / "audit.sqlite"

    def change_first(work, limits):
        if work is read_plan:
            (folder / "3.txt").write_text(short_plan(number="77"), "utf-8")
        return Pool(work, limits)

    run_audit(folder, path, engine=change_first)
    with Store(path) as store:
        assert store.one("SELECT number FROM present WHERE path = '3.txt'") == ("77/KH-UBND",)
        assert store.count("SELECT count(*) FROM documents") == 4
    assert run_audit(folder, path).read == 0


def test_odd_names_and_links_are_no_trouble(folder: Path, tmp_path: Path) -> None:
    plan = short_plan(name="LẠ LÙNG")
    names = ("dòng\nmới.txt", "ไทย 漢字 🌳.txt", "'; DROP TABLE files; --.txt", "a" * 200 + ".txt")
    for number, name in enumerate(names):
        (folder / name).write_text(plan + "\n" * number, "utf-8")
    with open(os.fsencode(folder) + b"/\xff\xfe.txt", "w", encoding="utf-8") as file:
        file.write(plan + "\n\n\n\n\n\n")
    (folder / "loop").symlink_to(folder)
    (folder / "self.txt").symlink_to(folder / "self.txt")
    os.mkfifo(folder / "pipe.txt")
    path = tmp_path / "audit.sqlite"
    assert run_audit(folder, path).read == 9
    with Store(path) as store:
        here = {row[0] for row in store.rows("SELECT path FROM present")}
        unseen = set(store.rows("SELECT path, rule FROM findings WHERE scope = 'file'"))
    assert {*names, "\\xff\\xfe.txt"} < here
    assert unseen == {
        ("loop", "link-skipped"),
        ("self.txt", "link-skipped"),
        ("pipe.txt", "file-unreadable"),
    }


class Here:
    """Runs the work in this process."""

    def __init__(self, work, limits: Limits) -> None:
        self.work = work

    def run(self, tasks):
        for task in tasks:
            yield Outcome(task, self.work(task))


def test_unreadable_places_are_findings(folder: Path, tmp_path: Path) -> None:
    # Whatever is imported at first use may be closed to the user that reads below.
    run_audit(folder, tmp_path / "before.sqlite", engine=Here)
    (folder / "closed").mkdir()
    (folder / "closed" / "in.txt").write_text(short_plan(), "utf-8")
    (folder / "locked.txt").write_text(short_plan(), "utf-8")
    (folder / "closed").chmod(0)
    (folder / "locked.txt").chmod(0)
    path = tmp_path / "out" / "a.sqlite"
    path.parent.mkdir(mode=0o777)
    path.parent.chmod(0o777)
    is_root = os.geteuid() == 0
    for place in (tmp_path, *list(tmp_path.parents)[:2]) if is_root else ():
        place.chmod(place.stat().st_mode | 0o755)
    try:
        # Root may read everything: be someone else for a while.
        if is_root:
            os.seteuid(65534)
        assert run_audit(folder, path, engine=Here).read == 4
    finally:
        if is_root:
            os.seteuid(0)
        (folder / "closed").chmod(0o755)
    with Store(path) as store:
        found = set(store.rows("SELECT path, rule FROM findings WHERE scope = 'file'"))
    assert found == {("closed", "folder-unreadable"), ("locked.txt", "file-unreadable")}


def cli(*arguments: object, **more) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "planparse", *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", timeout=300, check=False, **more
    )


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of 14 plans, beside which stands the store of an undisturbed audit."""
    folder = tmp_path_factory.mktemp("collection")
    make_collection(folder, 14)
    run_audit(folder / "plans", folder / "whole.sqlite")
    return folder / "plans"


@pytest.mark.parametrize("seed", range(4))
def test_killed_at_any_moment_nothing_is_lost_or_doubled(
    collection: Path, tmp_path: Path, seed: int
) -> None:
    killed = tmp_path / "killed.sqlite"
    chance = random.Random(seed)
    for _ in range(3):
        kill_once(collection, killed, chance.uniform(0.3, 2.2))
    kept = documents_in(killed)
    assert run_audit(collection, killed).read == 14 - kept
    assert content_of(killed) == content_of(collection.parent / "whole.sqlite")


def kill_once(folder: Path, path: Path, seconds: float) -> None:
    command = [sys.executable, "-m", "planparse", "audit", str(folder), "-o", str(path)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    process.wait()


def documents_in(path: Path) -> int:
    if not path.exists():
        return 0
    with Store(path) as store:
        return store.count("SELECT count(*) FROM documents")


def test_workers_end_with_a_killed_audit(collection: Path, tmp_path: Path) -> None:
    marker = str(tmp_path / "marked.sqlite")
    kill_once(collection, Path(marker), 1.2)
    for _ in range(100):
        left = [p for p in Path("/proc").glob("[0-9]*/environ") if marker in _command(p.parent)]
        if not left:
            return
        time.sleep(0.1)
    pytest.fail("processes are left")


def _command(process: Path) -> str:
    try:
        return (process / "cmdline").read_bytes().decode("utf-8", "replace")
    except OSError:
        return ""


def test_interrupt_ends_with_one_line_and_keeps_what_is_done(tmp_path: Path) -> None:
    make_collection(tmp_path / "c", 400)
    path = tmp_path / "a.sqlite"
    command = [sys.executable, "-m", "planparse", "audit", tmp_path / "c" / "plans", "-o", path]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, encoding="utf-8")
    while documents_in_or_none(path) < 3:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, stderr = process.communicate(timeout=30)
    assert process.returncode == 130
    assert len(stderr.strip().splitlines()) == 1, stderr
    assert "Đã dừng" in stderr
    assert documents_in(path) >= 3


def documents_in_or_none(path: Path) -> int:
    try:
        return documents_in(path)
    except StoreError:
        return 0


def test_full_disk_is_one_line_and_the_next_run_goes_on(collection: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"

    def small_disk() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000))

    done = cli("audit", collection, "-o", path, preexec_fn=small_disk)
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert "không ghi được" in done.stderr
    assert run_audit(collection, path).failed == 0
    assert documents_in(path) == 14
    assert content_of(path) == content_of(collection.parent / "whole.sqlite")


@pytest.mark.parametrize("name", ["missing", "file.txt"])
def test_no_folder_is_one_line(tmp_path: Path, name: str) -> None:
    (tmp_path / "file.txt").write_text("x", "utf-8")
    done = cli("audit", tmp_path / name, "-o", tmp_path / "a.sqlite")
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_file_that_is_no_store_is_never_written(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "letter.txt"
    other.write_text("Kính gửi", "utf-8")
    done = cli("audit", folder, "-o", other)
    assert done.returncode == 2
    assert "không phải kho" in done.stderr
    assert other.read_text("utf-8") == "Kính gửi"


def test_text_cannot_reach_the_database_as_language(folder: Path, tmp_path: Path) -> None:
    hostile = short_plan(name="X'); DROP TABLE documents; --").replace("cây", '"); DELETE FROM x')
    (folder / "hostile.txt").write_text(hostile, "utf-8")
    path = tmp_path / "audit.sqlite"
    assert run_audit(folder, path).failed == 0
    assert documents_in(path) == 5


def test_audit_opens_no_connection(folder: Path, tmp_path: Path) -> None:
    """Every process of the audit runs under a hook that ends it at the first connection."""
    hook = tmp_path / "hook"
    hook.mkdir()
    (hook / "sitecustomize.py").write_text(
        "import os, socket, sys\n"
        "def deny(event, arguments):\n"
        "    if event in ('socket.connect', 'socket.getaddrinfo', 'socket.sendto'):\n"
        "        if event == 'socket.getaddrinfo' or arguments[0].family != socket.AF_UNIX:\n"
        "            os.write(2, b'NETWORK'); os._exit(77)\n"
        "sys.addaudithook(deny)\n",
        "utf-8",
    )
    places = os.pathsep.join(filter(None, (str(hook), os.environ.get("PYTHONPATH"))))
    shutil.copy(Path(__file__).parent.parent / "corpora/plans/city-215/source.txt", folder)
    done = cli(
        "audit", folder, "-o", tmp_path / "a.sqlite", env={**os.environ, "PYTHONPATH": places}
    )
    assert done.returncode == 0, done.stderr
    assert "NETWORK" not in done.stderr
    probe = "import socket; socket.create_connection(('127.0.0.1', 9))"
    caught = subprocess.run(
        [sys.executable, "-c", probe],
        env={**os.environ, "PYTHONPATH": places},
        capture_output=True,
        check=False,
    )
    assert caught.returncode == 77, "the hook itself does not work"
