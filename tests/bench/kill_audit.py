"""Kill an audit at fifty random moments and see that nothing is lost or doubled: for the night.

    python tests/bench/kill_audit.py [--kills 50] [--plans 120] [--seed 0]

The same audit is started again after each kill; when it comes to its end before it is killed, a new
store is begun. Every store must end up with exactly what an undisturbed audit gives.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from auditing_fixtures import content_of, make_collection

from planparse.auditing import Store, audit


def started(folder: Path, path: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "planparse", "audit", str(folder), "-o", str(path)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def finish(folder: Path, path: Path, wanted: dict[str, list[tuple[object, ...]]]) -> None:
    with Store(path) as store:
        audit(folder, store)
    if content_of(path) != wanted:
        raise SystemExit(f"{path}: not what an undisturbed audit gives")


def kill_often(work: Path, kills: int, chance: random.Random) -> int:
    """Start and kill audits; return how many stores came to their end."""
    folder = work / "plans"
    start = time.perf_counter()
    with Store(work / "whole.sqlite") as store:
        audit(folder, store)
    whole = time.perf_counter() - start
    wanted = content_of(work / "whole.sqlite")
    path, stores = work / "killed-0.sqlite", 0
    for number in range(1, kills + 1):
        process = started(folder, path)
        try:
            process.wait(chance.uniform(0.2, whole / 2))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            print(f"kill {number} of {kills}", flush=True)
            continue
        finish(folder, path, wanted)
        stores += 1
        path = work / f"killed-{stores}.sqlite"
    finish(folder, path, wanted)
    return stores + 1


def main() -> None:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    arguments.add_argument("--kills", type=int, default=50)
    arguments.add_argument("--plans", type=int, default=120)
    arguments.add_argument("--seed", type=int, default=0)
    options = arguments.parse_args()
    with tempfile.TemporaryDirectory() as name:
        make_collection(Path(name), options.plans, children=40)
        stores = kill_often(Path(name), options.kills, random.Random(options.seed))
        print(f"{options.kills} starts, {stores} stores, each as it should be")


if __name__ == "__main__":
    main()
