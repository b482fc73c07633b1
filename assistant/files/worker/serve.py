"""Serve: the worker's side. It forks a child a file, so that no file meets what another left.

The worker itself never looks into a file: it loads the module that will, forks, and waits. The
child binds itself to the limits, answers through a pipe and ends. Where there is no fork (Windows)
the worker answers itself, once, and ends.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable
from typing import Any

from assistant.errors import InputUnreadable
from assistant.files.worker.limits import Limits, impose
from assistant.files.worker.wire import MAX_FRAME, Frame, is_whole, read_frame

Task = Callable[[dict[str, Any], bytes], Frame]


def main() -> None:
    """Answer questions from standard input on standard output until the caller is gone.

    A question's header holds ``task`` ("package.module:function"), ``request`` (its first
    argument) and ``limits``; the answer's has ``status``: done, refused, memory, depth, fault (an
    exception that nobody foresaw: its kind is told, never its words) or killed.
    """
    source = sys.stdin.buffer
    sink = os.fdopen(os.dup(1), "wb")
    # whatever a library prints must not get between the frames
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)
    os.dup2(silent, 2)
    while (question := read_frame(source)) is not None:
        task = _task(question.header["task"])
        forks = hasattr(os, "fork")
        for part in [_forked(task, question)] if forks else _answer(task, question):
            sink.write(part)
        sink.flush()
        if not forks:
            return
        del question


def _task(name: str) -> Task:
    """The function of that name; only our own code names one."""
    module, function = name.split(":")
    task: Task = getattr(importlib.import_module(module), function)
    return task


def _forked(task: Task, question: Frame) -> bytes:
    """The answer of a child; where the child did not live to give one, how it ended."""
    read_end, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read_end)
        _answer_and_end(task, question, write_end)
    os.close(write_end)
    with os.fdopen(read_end, "rb") as pipe:
        answer = pipe.read(MAX_FRAME)
    _, status = os.waitpid(child, 0)
    if is_whole(answer):
        return answer
    signal = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    return b"".join(Frame(header={"status": "killed", "signal": signal}).to_bytes())


def _answer_and_end(task: Task, question: Frame, write_end: int) -> None:
    """The child: nothing comes back from here, whatever happens."""
    parts: tuple[bytes, ...] = ()
    try:
        impose(Limits(**question.header["limits"]))
        parts = _answer(task, question)
    finally:
        kind = sys.exc_info()[0]
        if kind is not None:
            parts = Frame(header={"status": "fault", "kind": kind.__name__}).to_bytes()
        try:
            with os.fdopen(write_end, "wb") as pipe:
                for part in parts:
                    pipe.write(part)
        finally:
            os._exit(0)


def _answer(task: Task, question: Frame) -> tuple[bytes, ...]:
    """What the task says, or why it said nothing."""
    try:
        answer = task(question.header["request"], question.payload)
        header = {"status": "done", **answer.header}
        return Frame(header=header, payload=answer.payload).to_bytes()
    except InputUnreadable as error:
        return Frame(header={"status": "refused", "message": str(error)}).to_bytes()
    except MemoryError:
        return Frame(header={"status": "memory"}).to_bytes()
    except RecursionError:
        return Frame(header={"status": "depth"}).to_bytes()
