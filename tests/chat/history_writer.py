"""Adds messages for ever and prints the number of each once it is acknowledged (to be killed)."""

from __future__ import annotations

import sys
from pathlib import Path

from assistant.chat.history import History, Message


def main(path: str, conversation: str) -> None:
    """Runs until it is killed; the payload carries the number of its message."""
    history = History(Path(path))
    number = len(history.messages(conversation))
    while True:
        number += 1
        message = Message(role="user", content="账实不符" * 300, payload={"number": number})
        history.add(conversation, message)
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
