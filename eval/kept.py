"""Kept: results written down as they come, so that a run that was stopped can go on.

A file of JSON lines beside the log: first what the run is made with, then a result a line. It is
taken up again only where commit, data, settings and models are the same, and is deleted once the
log is written.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from assistant.errors import WrongCall
from eval.log import result_of_json, result_to_json
from eval.sample import Result

SUFFIX = ".partial.jsonl"
_SAME = ("commit", "dirty", "data", "settings", "models")


class Kept:
    """The results of a run that is under way; safe to add to from several threads."""

    def __init__(self, path: Path, head: Mapping[str, Any], *, resume: bool) -> None:
        """Begin a file, or take up one that is there; raises WrongCall for one of another run."""
        self._path = path
        self._lock = threading.Lock()
        self.done: dict[tuple[str, str], Result] = {}
        wanted = {name: head.get(name) for name in _SAME}
        if resume and path.is_file():
            self._take_up(wanted)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(wanted, ensure_ascii=False) + "\n", "utf-8")

    def _take_up(self, wanted: Mapping[str, Any]) -> None:
        first, *lines = self._path.read_text("utf-8").split("\n")
        if json.loads(first) != json.loads(json.dumps(wanted, ensure_ascii=False)):
            raise WrongCall(
                f"“{self._path.name}”是别的提交、数据或设置下没有跑完的：请去掉 --resume 重新运行"
            )
        whole = []
        for line in lines:
            try:
                result = result_of_json(json.loads(line))
            except ValueError:
                continue  # the line that was being written when the run was killed
            whole.append(line)
            if result.error is None:  # an error is tried again
                self.done[(result.suite, result.sample.id)] = result
        beside = self._path.with_suffix(".tmp")
        beside.write_text("\n".join([first, *whole, ""]), "utf-8")
        beside.replace(self._path)

    def add(self, result: Result) -> None:
        """Write a result down; it survives a kill from here on."""
        line = json.dumps(result_to_json(result), ensure_ascii=False, separators=(",", ":"))
        with self._lock, self._path.open("a", encoding="utf-8") as file:
            file.write(line + "\n")
            file.flush()
            os.fsync(file.fileno())
