"""Writes draft versions for ever and prints each number once it is acknowledged (to be killed)."""

from __future__ import annotations

import sys
from pathlib import Path

from assistant.projects.access import Access
from assistant.projects.database import open_database
from assistant.projects.problems import Problems


def main(address: str, folder: str, project: str, problem: str) -> None:
    """Runs until it is killed."""
    problems = Problems(Access(open_database(address or None, Path(folder))))
    while True:
        version = problems.write_draft(project, "赵", problem, ["盘点" * 200])
        sys.stdout.write(f"{version.number}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
