"""Boundary: the one place where what went wrong becomes an exit code and a line for the user.

Exit codes: those of assistant.errors; 4 for the system's own refusals (disk, rights); 130 when
interrupted; 141 when the reader of our output went away; 70 for a fault of the program itself.
"""

from __future__ import annotations

import os
import sys
import traceback
from types import TracebackType

from assistant.errors import AssistantError, ServiceUnavailable

INTERRUPTED = 130
READER_GONE = 141
FAULT = 70


class Boundary:
    """A context that ends every error; ``code`` is what the process exits with.

    Expected and unexpected errors are one Chinese line on standard error; ``debug`` adds the
    traceback. SystemExit (after --help) passes.
    """

    def __init__(self, *, debug: bool) -> None:
        self.code = 0
        self._debug = debug

    def __enter__(self) -> Boundary:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        if error is None or isinstance(error, SystemExit):
            return False
        if isinstance(error, BrokenPipeError):
            # the interpreter flushes standard output once more when it ends
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            self.code = READER_GONE
            return True
        if self._debug:
            traceback.print_exception(kind, error, trace, file=sys.stderr)
        line, self.code = _explained(error)
        sys.stderr.write(f"{_plain(line)}\n")
        return True


def _plain(line: str) -> str:
    """One line without characters that would steer a terminal or turn the text around."""
    return "".join(char for char in " ".join(line.split()) if char.isprintable())


def _explained(error: BaseException) -> tuple[str, int]:
    """The line for the user and the exit code."""
    if isinstance(error, AssistantError):
        return f"错误：{error}", error.exit_code
    if isinstance(error, KeyboardInterrupt):
        return "已中断", INTERRUPTED
    if isinstance(error, OSError):
        place = f"“{error.filename}”" if error.filename else "文件"
        reason = error.strerror or type(error).__name__
        return (
            f"错误：无法读写{place}（{reason}）：请检查磁盘空间和访问权限",
            ServiceUnavailable.exit_code,
        )
    return (
        f"程序内部错误（{type(error).__name__}）：请加 --debug 再运行一次，把显示的内容告诉维护者",
        FAULT,
    )
