"""A process that has imported everything and makes the processes that are to be killed.

Each line of its standard input is a JSON object: mode, folder, data_dir, seed, and the file ``said``
into which the new process writes its number and then what it has to say. Vectors are those of
eval.scale.hashed, so that a process works at once instead of loading a model first.
"""

from __future__ import annotations

import importlib
import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from assistant.retrieval.backing import local_backing
from assistant.retrieval.wordings import load_types
from eval.scale.hashed import HashedPairs
from tests.retrieval.crash_worker import say, work
from tests.support.care_rounds import care_rounds


def child(request: dict[str, Any]) -> None:
    """Say the number of the process, then work."""
    os.dup2(os.open(request["said"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), 1)
    data_dir = Path(request["data_dir"])
    backing = local_backing(data_dir, HashedPairs())
    say(str(os.getpid()))
    if request["mode"] == "care":
        care_rounds(data_dir, backing, request["seed"], say)
    work(request["mode"], Path(request["folder"]), data_dir, backing)


def main() -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the children
    importlib.import_module("chromadb")
    load_types()
    for line in sys.stdin:
        if os.fork() == 0:
            try:
                child(json.loads(line))
            finally:
                os._exit(0)


if __name__ == "__main__":
    main()
