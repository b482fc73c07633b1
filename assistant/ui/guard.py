"""Guard: asks who sends an event before its handler runs, every time.

Whoever knows the address of an event can send it, whatever the page shows (stack.md section 1), so
the check stands before each handler and not in the layout; a changed role or a log-out acts at the
next event.
"""

from __future__ import annotations

import functools
import html
import inspect
import typing
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import gradio as gr

from assistant.accounts.role import Action
from assistant.errors import AssistantError
from assistant.ui.identity import Gate

_REQUEST = "request_of_guard"


class Guard:
    """Wraps handlers; the wrapped one takes what the handler takes, and Gradio adds the request."""

    def __init__(self, gate: Gate) -> None:
        self._gate = gate

    def __call__(
        self, handler: Callable[..., Any], action: Action | None = None
    ) -> Callable[..., Any]:
        """``handler`` (asynchronous, a generator or not) for those who may do ``action``.

        Without an action for everybody who is known. A refusal is shown and changes nothing; to
        draft is refused also to one who asks too often.
        """
        if inspect.isasyncgenfunction(handler):
            wrapped = self._stream(handler, action)
        else:
            wrapped = self._single(handler, action)
        signature = inspect.signature(handler)
        added = inspect.Parameter(_REQUEST, inspect.Parameter.POSITIONAL_OR_KEYWORD)
        hints = typing.get_type_hints(handler)
        functools.update_wrapper(wrapped, handler)
        del wrapped.__dict__["__wrapped__"]  # Gradio would look through to the handler
        wrapped.__annotations__ = {**hints, _REQUEST: gr.Request}
        parameters = [*signature.parameters.values(), added]
        wrapped.__dict__["__signature__"] = signature.replace(parameters=parameters)
        return wrapped

    def _single(
        self, handler: Callable[..., Awaitable[Any]], action: Action | None
    ) -> Callable[..., Any]:
        async def wrapped(*given: Any) -> Any:
            self._check(given[-1], action)
            return await handler(*given[:-1])

        return wrapped

    def _stream(
        self, handler: Callable[..., AsyncIterator[Any]], action: Action | None
    ) -> Callable[..., Any]:
        async def wrapped(*given: Any) -> AsyncIterator[Any]:
            self._check(given[-1], action)
            pieces = handler(*given[:-1])
            try:
                async for piece in pieces:
                    yield piece
            finally:
                close = getattr(pieces, "aclose", None)
                if close is not None:
                    await close()

        return wrapped

    def _check(self, request: gr.Request, action: Action | None) -> None:
        try:
            if action is None:
                self._gate.identity(request)
            else:
                self._gate.require(request, action)
            if action == "draft":
                self._gate.spend(request, "drafts")
        except AssistantError as error:
            raise gr.Error(html.escape(str(error)), print_exception=False) from error
