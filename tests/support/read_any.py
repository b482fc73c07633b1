"""Read any: what the assistant makes of a file, in one word for tests that read thousands."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from assistant.errors import InputUnreadable
from assistant.files.problems import read_problem_list
from assistant.files.read import document_of
from assistant.notice.parse import parse

# an exception that nobody foresaw in the worker ends with its kind; one here is not caught at all
FAULT = re.compile(r"（[A-Za-z]{3,40}）$")


def outcome(name: str, data: bytes) -> str:
    """ "读出", "拒绝：reason" or "意外：reason"; a workbook is read as a list of problems."""
    try:
        if not data:
            raise InputUnreadable("空的")
        if name.endswith(".xlsx"):
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / name
                path.write_bytes(data)
                read_problem_list(str(path))
        else:
            parse(document_of(data, name))
    except InputUnreadable as error:
        line = str(error)
        sound = not FAULT.search(line) and "\n" not in line
        return f"{'拒绝' if sound else '意外'}：{line}"
    return "读出"
