"""Commands: how long each verb takes as a whole process, and the first answer of the page."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from assistant.settings import ROOT, Settings
from eval.bench.clock import command_seconds
from eval.world import FOLDER

RUNS = 3


def commands_bench(settings: Settings, notice: Path) -> list[dict[str, Any]]:
    """A row for each command; ratios are against an empty Python process of the same run."""
    python = (sys.executable, "-m", "assistant")
    problem = "公务接待审批不严格，超标准接待时有发生"
    commands = {
        "空的 Python 进程": (sys.executable, "-c", "pass"),
        "--help": (*python, "--help"),
        "parse": (*python, "parse", str(notice)),
        "review": (*python, "review", str(notice), "--fail-on", "never"),
        "search": (*python, "search", problem),
        "draft": (*python, "draft", "--problem", problem, "--engine", "offline"),
    }
    data = settings.data_dir / FOLDER / "commands"
    environment = {"ASSISTANT_DATA_DIR": str(data), "PYTHONPATH": str(ROOT)}
    subprocess.run(
        (*python, "ingest", str(settings.corpus_dir)),
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    rows = [
        {
            "command": name,
            "seconds": round(command_seconds(words, runs=RUNS, environment=environment), 3),
        }
        for name, words in commands.items()
    ]
    empty = float(str(rows[0]["seconds"]))
    return [{**row, "times_empty": round(float(str(row["seconds"])) / empty, 1)} for row in rows]
