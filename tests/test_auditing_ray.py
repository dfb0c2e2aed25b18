"""An audit on Ray gives the same store as one on this machine."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from auditing_fixtures import content_of, hostile_read, make_collection, short_plan
from test_auditing_runner import rules, run_audit

from planparse.auditing import Limits
from planparse.auditing.work import read_plan

pytest.importorskip("ray", reason="the extra `ray` is not installed")


@pytest.fixture(scope="module", autouse=True)
def cluster():
    """Start a cluster of two processes on this machine, whose processes import what tests do."""
    import ray

    path = ":".join(filter(None, sys.path))
    ray.init(
        num_cpus=2, include_dashboard=False, log_to_driver=False,
        runtime_env={"env_vars": {"PYTHONPATH": path}},
    )  # fmt: skip
    yield
    ray.shutdown()


def test_ray_gives_record_for_record_the_same(tmp_path: Path) -> None:
    from planparse.auditing.ray_engine import RayEngine

    make_collection(tmp_path / "c", 14)
    run_audit(tmp_path / "c" / "plans", tmp_path / "local.sqlite")
    summary = run_audit(tmp_path / "c" / "plans", tmp_path / "ray.sqlite", engine=RayEngine)
    assert summary.read == 14
    assert content_of(tmp_path / "ray.sqlite") == content_of(tmp_path / "local.sqlite")


def test_trouble_stays_with_its_document(tmp_path: Path) -> None:
    from planparse.auditing.ray_engine import RayEngine

    folder = tmp_path / "plans"
    folder.mkdir()
    for name in ("good", "crash", "hang", "error"):
        (folder / f"{name}.txt").write_text(short_plan(name=name), "utf-8")

    def engine(work, limits):
        return RayEngine(hostile_read if work is read_plan else work, limits)

    limits = Limits(processes=2, seconds=3.0)
    summary = run_audit(folder, tmp_path / "a.sqlite", limits=limits, engine=engine)
    assert (summary.read, summary.failed) == (1, 3)
    assert rules(tmp_path / "a.sqlite") == {
        "crash.txt": "crashed",
        "hang.txt": "time-limit",
        "error.txt": "crashed",
    }
