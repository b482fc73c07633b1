"""Events: how much of each kind of work runs at once, and how an error reaches the user.

Every event names its limit: Gradio's default of one a handler would make thirty users wait for one
another (stack.md section 1). Work of one kind shares one limit.
"""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import Any

import gradio as gr

from assistant.errors import AssistantError

_PRIVATE: Mapping[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}


_SECONDS = 4  # that a message of success stays


def _kind(name: str, limit: int) -> dict[str, Any]:
    return {**_PRIVATE, "concurrency_id": name, "concurrency_limit": limit}


QUICK = _kind("quick", 32)  # what only looks something up
ASKING = _kind("ask", 64)  # drafts: most of the time they wait for a model
REVIEWING = _kind("review", 4)  # parses and reviews
READING = _kind("read", 8)  # searches and reads the corpus
WRITING = _kind("write", 2)  # changes the corpus; the store itself lets one writer in
BROWSER: dict[str, Any] = dict(_PRIVATE)  # runs in the browser alone


def warn(error: AssistantError | str) -> None:
    """Show one line of Chinese at the edge of the page.

    The line may quote a file's name, and Gradio renders messages as HTML: it is escaped.
    """
    gr.Warning(html.escape(str(error)))


def tell(line: str) -> None:
    """Show what has been done; escaped as in ``warn``."""
    gr.Info(html.escape(line), duration=_SECONDS)
