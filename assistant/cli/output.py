"""Output: answers go to standard output, everything else to standard error.

What a person reads steers no terminal, whatever stands in a text or a file's name; what a program
reads (JSON, SARIF, HTML, a diff) is told to the letter.
"""

from __future__ import annotations

import json
import re
import sys
from typing import Any

# what moves a terminal's cursor or turns a line around, and halves of a character
_STEERS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def plain(text: str) -> str:
    """``text`` without the characters that steer a terminal; tabs and line ends stay."""
    return _STEERS.sub("", text)


def print_text(text: str) -> None:
    """Print an answer that a person reads."""
    sys.stdout.write(plain(text))


def print_json(answer: Any) -> None:
    """Print an answer as readable JSON, Chinese as Chinese."""
    sys.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2) + "\n")


def tell(line: str) -> None:
    """Say something that is no part of the answer: progress, a warning, a count."""
    sys.stderr.write(f"{plain(line)}\n")
    sys.stderr.flush()
