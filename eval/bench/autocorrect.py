"""AutoCorrect as a command: one line for each finding in a file (it comes as a library)."""

from __future__ import annotations

import sys
from pathlib import Path


def main(path: str) -> int:
    """Print ``finding LINE`` for each line that it would change; 0."""
    import autocorrect_py

    result = autocorrect_py.lint_for(Path(path).read_text("utf-8"), "text")
    for line in result.lines:
        print(f"finding {line.line}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
