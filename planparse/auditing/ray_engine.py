"""The same work on a Ray cluster (extra `ray`): results are those of the local pool.

The files must be where every node reads them, under the same path. The cluster is the one that
RAY_ADDRESS names; without it Ray starts one on this machine. A task that runs over its time is
cancelled, and one whose process dies fails alone.
"""

import os
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import ray
from ray.exceptions import OutOfMemoryError, RayError

from planparse.auditing.pool import Failure, Limits, Outcome, answer, limit_memory

_WAITING = 2
"""Tasks a processor that are handed over at once."""
_FAILURES: dict[str, Failure] = {"memory": "memory-limit", "time": "time-limit"}
_LOOK = 1.0
"""Seconds between two looks at the clocks."""


class RayEngine:
    """Runs `work` over tasks on a cluster, as `Pool` does on one machine."""

    def __init__(self, work: Callable[[Any], Any], limits: Limits) -> None:
        """Take the work, and connect to the cluster where that has not been done."""
        self._work, self._limits = work, limits
        if not ray.is_initialized():
            own = None if os.environ.get("RAY_ADDRESS") else limits.processes
            ray.init(num_cpus=own, include_dashboard=False, log_to_driver=False)
        self._remote = ray.remote(max_retries=0)(limited_answer)

    def run(self, tasks: Iterable[Any]) -> Iterator[Outcome[Any, Any]]:
        """Yield the outcome of each task as it comes; tasks are taken only as they are needed."""
        waiting = iter(tasks)
        most = _WAITING * max(1, int(ray.cluster_resources().get("CPU", 1)))
        busy: dict[Any, tuple[Any, float]] = {}
        while True:
            while len(busy) < most and (task := next(waiting, None)) is not None:
                # Tasks wait for each other, so that a clock runs for as many as may be before it.
                ends = time.monotonic() + self._limits.seconds * (_WAITING + 1)
                busy[self._remote.remote(self._work, task, self._limits)] = (task, ends)
            if not busy:
                return
            ready, _ = ray.wait(list(busy), timeout=_LOOK)
            for reference in ready:
                yield _outcome(reference, busy.pop(reference)[0])
            yield from self._cancel(busy)

    def _cancel(self, busy: dict[Any, tuple[Any, float]]) -> Iterator[Outcome[Any, Any]]:
        """End what runs over its time."""
        now = time.monotonic()
        for reference in [ref for ref, (_, ends) in busy.items() if now >= ends]:
            ray.cancel(reference, force=True)
            task, _ = busy.pop(reference)
            yield Outcome(task, None, "time-limit", f"quá {self._limits.seconds:g} giây")


class _OverTimeError(BaseException):
    """A task has run over its time; no handler of errors in between may take it for its own."""


def limited_answer(work: Callable[[Any], Any], task: object, limits: Limits) -> tuple[str, object]:
    """Return what `answer` does, or "time" for a task that runs over its time."""
    limit_memory(limits)
    signal.signal(signal.SIGALRM, _raise_over_time)
    signal.setitimer(signal.ITIMER_REAL, limits.seconds)
    try:
        return answer(work, task)
    except _OverTimeError:
        return "time", f"quá {limits.seconds:g} giây"
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0.0)


def _raise_over_time(*_: object) -> None:
    raise _OverTimeError


def _outcome(reference: Any, task: Any) -> Outcome[Any, Any]:
    try:
        kind, value = ray.get(reference)
    except OutOfMemoryError:
        return Outcome(task, None, "memory-limit", "không đủ bộ nhớ trên máy của cụm")
    except RayError as error:
        return Outcome(task, None, "crashed", type(error).__name__)
    if kind == "value":
        return Outcome(task, value)
    return Outcome(task, None, _FAILURES.get(kind, "crashed"), value)
