"""Output: answers go to standard output, everything else to standard error."""

from __future__ import annotations

import json
import sys
from typing import Any


def print_json(answer: Any) -> None:
    """Print an answer as readable JSON, Chinese as Chinese."""
    sys.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2) + "\n")


def tell(line: str) -> None:
    """Say something that is no part of the answer: progress, a warning, a count."""
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()
