"""A pool of processes that outlives what documents do to it.

Each process works on one task at a time, with a limit of time and memory. One that runs over its
time is killed with everything it started; one that dies takes only the task it was at. A process is
replaced after a number of tasks, so that no leak grows with the collection.
"""

import contextlib
import gc
import multiprocessing
import os
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Generic, Literal, TypeVar

T = TypeVar("T")
R = TypeVar("R")
Failure = Literal["time-limit", "memory-limit", "crashed"]

_TASKS_PER_PROCESS = 400
_WAITING = 2
"""Tasks that a process is given at once: it never idles while a result is being written."""
_START = 120.0
"""Seconds that a process may take to begin, on a machine that is busy."""
_GRACE = 30.0
"""Seconds after its limit at which a process ends itself, should its pool be gone."""
_MEGABYTE = 1024 * 1024
_COLLECT_AFTER = 50_000
"""New objects after which a process looks for garbage in cycles; Python's own figure is 700."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How many processes, and what each may take for one task: seconds and megabytes."""

    processes: int = 2
    seconds: float = 120.0
    megabytes: int = 2048


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T, R]):
    """What became of a task: a value, or why there is none."""

    task: T
    value: R | None
    failure: Failure | None = None
    detail: str = ""


@dataclass(slots=True)
class _Worker(Generic[T]):
    process: BaseProcess
    pipe: Connection
    tasks: deque[T] = field(default_factory=deque)
    ends: float = 0.0
    given: int = 0


class Pool(Generic[T, R]):
    """Runs `work` over tasks; see `run`."""

    def __init__(self, work: Callable[[T], R], limits: Limits) -> None:
        """Take the work; `work` is a function that a fresh process can import."""
        self._work = work
        self._limits = limits
        # Fresh processes: nothing of this one, its open store least of all, is in them.
        self._context = multiprocessing.get_context("spawn")
        self._workers: list[_Worker[T]] = []
        self._again: deque[T] = deque()

    def run(self, tasks: Iterable[T]) -> Iterator[Outcome[T, R]]:
        """Yield the outcome of each task as it comes; tasks are taken only as they are needed.

        Leaving early, by an error or by closing the iterator, kills the processes.
        """
        waiting = iter(tasks)
        try:
            while self._fill(waiting):
                yield from self._collect()
        finally:
            for worker in self._workers:
                _stop(worker)
            self._workers.clear()

    def _fill(self, waiting: Iterator[T]) -> bool:
        """Give tasks to processes that have room; tell whether any work is under way."""
        for depth in range(1, _WAITING + 1):
            for worker in self._workers:
                if len(worker.tasks) < depth and not self._give(worker, waiting):
                    break
        while len(self._workers) < self._limits.processes:
            task = self._next(waiting)
            if task is None:
                break
            worker = self._start()
            self._workers.append(worker)
            self._hand(worker, task)
            # Until it says that it is ready it loads the library: no document is to blame.
            worker.ends += _START
        self._retire()
        return any(worker.tasks for worker in self._workers)

    def _next(self, waiting: Iterator[T]) -> T | None:
        return self._again.popleft() if self._again else next(waiting, None)

    def _give(self, worker: _Worker[T], waiting: Iterator[T]) -> bool:
        if worker.given >= _TASKS_PER_PROCESS:
            return True
        task = self._next(waiting)
        if task is not None:
            self._hand(worker, task)
        return task is not None

    def _hand(self, worker: _Worker[T], task: T) -> None:
        if not worker.tasks:
            self._set_clock(worker)
        worker.tasks.append(task)
        worker.given += 1
        # A process that has just died: what it was at shows when its end is collected.
        with contextlib.suppress(OSError):
            worker.pipe.send(task)

    def _retire(self) -> None:
        for worker in [w for w in self._workers if w.given >= _TASKS_PER_PROCESS and not w.tasks]:
            _stop(worker)
            self._workers.remove(worker)

    def _collect(self) -> Iterator[Outcome[T, R]]:
        busy = {worker.pipe: worker for worker in self._workers if worker.tasks}
        first = min((worker.ends for worker in busy.values()), default=0.0)
        for pipe in wait(list(busy), timeout=max(0.0, first - time.monotonic())):
            outcome = self._receive(busy[pipe])  # type: ignore[index]  # only pipes were waited for
            if outcome is not None:
                yield outcome
        for worker in busy.values():
            over = worker.tasks and worker in self._workers and time.monotonic() >= worker.ends
            if over and not worker.pipe.poll():
                yield self._fail(worker, "time-limit", f"quá {self._limits.seconds:g} giây")

    def _set_clock(self, worker: _Worker[T]) -> None:
        worker.ends = time.monotonic() + self._limits.seconds

    def _receive(self, worker: _Worker[T]) -> Outcome[T, R] | None:
        """Return what a process has to say of its task; None when it has only just begun."""
        try:
            kind, value = worker.pipe.recv()
        except (EOFError, OSError):
            worker.process.join(5)
            code = worker.process.exitcode
            return self._fail(worker, "crashed", f"tiến trình kết thúc với mã {code}")
        self._set_clock(worker)
        if kind == "ready":
            return None
        task = worker.tasks.popleft()
        if kind == "value":
            return Outcome(task, value)
        failure: Failure = "memory-limit" if kind == "memory" else "crashed"
        return Outcome(task, None, failure, value)

    def _fail(self, worker: _Worker[T], failure: Failure, detail: str) -> Outcome[T, R]:
        """End a process; its first task is to blame, the others are given to another one."""
        task = worker.tasks.popleft()
        self._again.extend(worker.tasks)
        worker.tasks.clear()
        _stop(worker)
        self._workers.remove(worker)
        return Outcome(task, None, failure, detail)

    def _start(self) -> _Worker[T]:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(
            target=_serve, args=(theirs, self._work, self._limits), daemon=True
        )
        process.start()
        theirs.close()
        return _Worker(process, ours)


def _stop(worker: _Worker[Any]) -> None:
    """Kill a process and all that it started."""
    worker.pipe.close()
    started = list(_descendants(worker.process.pid or 0))
    worker.process.kill()
    worker.process.join(10)
    for pid in started:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def _descendants(pid: int) -> Iterator[int]:
    """Yield the processes that a process has started, and theirs (Linux; elsewhere none)."""
    for listing in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = [int(child) for child in listing.read_text().split()]
        except OSError:
            continue
        for child in children:
            yield child
            yield from _descendants(child)


def _serve(pipe: Connection, work: Callable[[Any], Any], limits: Limits) -> None:
    """Work on what comes through the pipe until it closes; runs in a process of its own."""
    # Ctrl-C is for the process that runs the audit: it ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    limit_memory(limits)
    # What a plan is made of holds no cycles: the collector walks all that is alive for nothing.
    gc.set_threshold(_COLLECT_AFTER, 20, 20)
    try:
        pipe.send(("ready", None))
        while True:
            task = pipe.recv()
            _set_alarm(limits.seconds + _GRACE)
            pipe.send(answer(work, task))
            _set_alarm(0.0)
    except (EOFError, OSError):
        # The pool is gone, and with it whoever wanted an answer.
        os._exit(0)


def answer(work: Callable[[Any], Any], task: object) -> tuple[str, object]:
    """Return "value" with the result of the work, or "memory" or "error" with why there is none."""
    try:
        return "value", work(task)
    except MemoryError:
        return "memory", "không đủ bộ nhớ cho phép"
    except Exception as error:
        # An error of planparse itself: written down for the document, and the audit goes on.
        return "error", f"{type(error).__name__}: {error}"[:300]


def limit_memory(limits: Limits) -> None:
    """Set the limit of memory of this process, where the system has one."""
    if sys.platform != "win32":
        import resource

        most = limits.megabytes * _MEGABYTE
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))


def _set_alarm(seconds: float) -> None:
    """Let the system end this process, and not Python, which a loop in a library would keep out."""
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, seconds)
