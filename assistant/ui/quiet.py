"""Quiet: what goes wrong unexpectedly is told as its kind and place, never with a text or a key.

Gradio prints the traceback of every unexpected error, and of wrong inputs, with the value that was
sent; a server keeps what it prints in a log for years.
"""

from __future__ import annotations

import logging
import sys
import traceback
from types import SimpleNamespace

import gradio.queueing
import gradio.routes

_DEEPEST = 3  # calls of ours that are named
_LOGGERS = ("", "uvicorn", "uvicorn.error", "asyncio")


def place_of(error: BaseException | None) -> str:
    """One line: the kind of the error and the last calls that led to it, without its message."""
    if error is None:
        return "[错误] 不明"
    calls = traceback.extract_tb(error.__traceback__)[-_DEEPEST:]
    where = " < ".join(f"{call.filename}:{call.lineno} {call.name}" for call in reversed(calls))
    return f"[错误] {type(error).__name__} {where}"


class OneLine(logging.Formatter):
    """Formats a record as one line; of an error its kind and place."""

    def format(self, record: logging.LogRecord) -> str:
        """The first line of the message: what follows it may quote an error, and so a text."""
        lines = record.getMessage().strip().splitlines() or [""]
        line = f"[{record.levelname}] {record.name}: {lines[0]}"
        return f"{line} {place_of(record.exc_info[1])}" if record.exc_info else line


def keep_quiet() -> None:
    """From now on neither Gradio nor the server under it writes what a user has sent."""
    silent = SimpleNamespace(**{**vars(traceback), "print_exc": _print})
    for module in (gradio.queueing, gradio.routes):
        module.traceback = silent  # type: ignore[attr-defined]
    if not logging.getLogger().handlers:
        logging.getLogger().addHandler(logging.StreamHandler())
    for name in _LOGGERS:
        for handler in logging.getLogger(name).handlers:
            handler.setFormatter(OneLine())


def _print() -> None:
    """In place of ``traceback.print_exc``."""
    sys.stderr.write(place_of(sys.exception()) + "\n")
    sys.stderr.flush()
