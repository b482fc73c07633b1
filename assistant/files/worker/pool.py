"""Pool: the caller's side. Workers are started when a file needs one, kept warm, and killed.

A worker that ended badly, did not answer in time or said what is no answer is killed and replaced
at the next file. Calls may come from several threads; at most WORKERS files are parsed at a time.
"""

from __future__ import annotations

import atexit
import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from assistant.errors import InputUnreadable, ServiceUnavailable
from assistant.files.worker.limits import Limits
from assistant.files.worker.wire import Frame, read_frame, write_frame

LIMITS = Limits()
WORKERS = 2
GRACE = 3.0  # seconds after which a worker that outlived its own wall limit is killed
TURN = 60.0  # seconds that a file waits for a free worker

_log = logging.getLogger(__name__)
_BOOT = (
    "import sys; sys.path[:0] = sys.argv[1:]; from assistant.files.worker.serve import main; main()"
)
_CPU, _MEMORY, _WALL = 24, 9, 14  # SIGXCPU; SIGKILL (the system ran out of memory); SIGALRM
_TOO_SLOW = "解析超时，可能是内容过大或有意构造的文件：已停止读取，请只保留通报正文后重新保存"
_TOO_LARGE = "展开后耗用内存过多，可能是压缩炸弹：已停止读取，请只保留通报正文后重新保存"
_TOO_DEEP = "层层嵌套过深：请把正文复制到新文件后再试"
_BROKEN = "已损坏，读不出内容：请重新保存或下载"


class _Worker:
    """One process; ``spent`` once it must not be asked again."""

    def __init__(self) -> None:
        package = Path(__file__).resolve().parents[3]
        places = [str(package), *(place for place in sys.path if Path(place).is_dir())]
        self.spent = False
        # isolated: neither the environment nor the current folder decides what it imports
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", _BOOT, *dict.fromkeys(places)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def ask(self, question: Frame, wall: float) -> Frame | None:
        """The answer; None where it was too late (then ``spent``) or there was none."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        late = threading.Timer(wall, self.kill)
        late.start()
        answer = None
        try:
            write_frame(self._process.stdin, question)
            answer = read_frame(self._process.stdout)
        except OSError:  # it died while it was being asked
            answer = None
        finally:
            late.cancel()
            if answer is None or not hasattr(os, "fork"):
                self.kill()
        return answer

    def kill(self) -> None:
        """End the worker and the child that it may have."""
        self.spent = True
        if hasattr(os, "killpg") and self._process.poll() is None:
            os.killpg(self._process.pid, 9)
        self._process.kill()

    def bury(self) -> None:
        """Kill it, wait for its end and close its pipes."""
        self.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:
                    continue


class Pool:
    """The workers of this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._turns = threading.BoundedSemaphore(WORKERS)
        self._idle: list[_Worker] = []

    def run(
        self,
        task: str,
        request: Mapping[str, Any],
        data: bytes,
        *,
        source: str,
        limits: Limits | None = None,
    ) -> Frame:
        """What the function ``task`` ("package.module:function") makes of the file ``data``.

        ``request`` is its first argument (JSON), ``source`` what messages call the file. Raises
        InputUnreadable: the task's own, or the reason why the worker was ended.
        """
        limits = limits if limits is not None else LIMITS
        header = {"task": task, "request": dict(request), "limits": limits.to_json()}
        if not self._turns.acquire(timeout=TURN):
            raise InputUnreadable(f"正在解析的文件太多，还没有轮到“{source}”：请稍后再试")
        begun = time.monotonic()
        try:
            answer = self._ask(Frame(header=header, payload=data), limits.wall + GRACE)
        finally:
            self._turns.release()
        status = str(answer.header.get("status")) if answer is not None else "late"
        _log.info("%s: %d bytes, %s, %.2f s", task, len(data), status, time.monotonic() - begun)
        if answer is not None and status == "done":
            return answer
        raise InputUnreadable(_reason(status, answer, source))

    def _ask(self, question: Frame, wall: float) -> Frame | None:
        with self._lock:
            worker = self._idle.pop() if self._idle else None
        try:
            worker = worker if worker is not None else _Worker()
        except OSError as error:
            raise ServiceUnavailable(
                f"启动不了解析文件的进程（{error.strerror}）：请检查系统的进程数和内存"
            ) from error
        try:
            return worker.ask(question, wall)
        finally:
            if worker.spent:
                worker.bury()
            else:
                with self._lock:
                    self._idle.append(worker)

    def close(self) -> None:
        """End all idle workers."""
        with self._lock:
            idle, self._idle = self._idle, []
        for worker in idle:
            worker.bury()

    def forget(self) -> None:
        """In a forked child: the workers belong to the parent, and locks may be held by nobody."""
        self._lock = threading.Lock()
        self._turns = threading.BoundedSemaphore(WORKERS)
        self._idle = []


def _reason(status: str, answer: Frame | None, source: str) -> str:
    """Why there is no answer, as one line of Chinese."""
    header = answer.header if answer is not None else {}
    if status == "refused":
        return str(header.get("message"))
    ended = header.get("signal") if status == "killed" else None
    if status == "late" or ended in (_CPU, _WALL):
        return f"“{source}”{_TOO_SLOW}"
    if status == "memory" or ended == _MEMORY:
        return f"“{source}”{_TOO_LARGE}"
    if status == "depth":
        return f"“{source}”{_TOO_DEEP}"
    kind = header.get("kind")
    return f"“{source}”{_BROKEN}" + (f"（{kind}）" if kind else "")


# one for the process: what is kept warm is shared, and no file's content stays in it
_POOL = Pool()
run = _POOL.run
atexit.register(_POOL.close)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_POOL.forget)
