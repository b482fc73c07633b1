"""Copies: the review as a commented Word file, a page and a text, for download."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import gradio as gr

from assistant.review.config import ReviewConfig
from assistant.review.render.html import review_html
from assistant.review.render.markdown import review_markdown
from assistant.ui.exports import Exports
from assistant.ui.review import desk as work
from assistant.ui.review import words
from assistant.ui.state import Desk, PageState


class Copies:
    """Builds the buttons and makes the files; holds nothing of any user."""

    def __init__(self, exports: Exports, config: Callable[[], ReviewConfig]) -> None:
        self._exports = exports
        self._config = config

    def build(self) -> None:
        """Make the components inside the current context."""
        with gr.Row(elem_id="copies"):
            self.shown = [
                gr.DownloadButton(name, elem_id=key, interactive=False, min_width=80, size="md")
                for name, key in (
                    (words.WORD, "word"),
                    (words.HTML, "html"),
                    (words.MARKDOWN, "markdown"),
                )
            ]

    async def show(self, state: PageState) -> tuple[Any, ...]:
        """The files, made after the findings are on the screen."""
        files = await asyncio.to_thread(self._made, state.desk)
        if files is None:
            return (gr.update(value=None, interactive=False),) * 3
        return tuple(gr.update(value=path, interactive=True) for path in files)

    def _made(self, desk: Desk) -> tuple[str, str, str] | None:
        made = work.word_copy(desk, self._config())
        if made is None or desk.review is None:
            return None
        page = review_html(desk.review, desk.text).encode("utf-8", "replace")
        plain = review_markdown(desk.review, desk.text).encode("utf-8", "replace")
        write = self._exports.write
        return (
            write(words.WORD_NAME, made.data),
            write(words.HTML_NAME, page),
            write(words.MARKDOWN_NAME, plain),
        )
