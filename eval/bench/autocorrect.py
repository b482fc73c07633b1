"""AutoCorrect as a command: one line for each change it asks for in a file (it is a library)."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path


def main(path: str) -> int:
    """Print ``finding OLD → NEW`` for each run of characters that it would change; 0."""
    import autocorrect_py

    result = autocorrect_py.lint_for(Path(path).read_text("utf-8"), "text")
    for line in result.lines:
        for edit in edits(line.old, line.new):
            print(f"finding {edit}")
    return 0


def edits(old: str, new: str) -> Iterator[str]:
    """The changes from one text to the other, each as what goes and what comes."""
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            yield f"{old[a:b]!r} → {new[c:d]!r}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
