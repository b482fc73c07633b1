"""Tools: a program that asks a running page's MCP server."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx
from mcp import ClientSession
from mcp.client.streamable_http import streamablehttp_client


@dataclass(frozen=True, kw_only=True)
class Told:
    """What a tool said; ``failed`` where it is an error."""

    failed: bool
    text: str


def names(address: str, headers: Mapping[str, str] | None = None) -> list[str]:
    """The tools that are offered."""

    async def ask(session: ClientSession) -> list[str]:
        return [tool.name for tool in (await session.list_tools()).tools]

    return list(_with_session(address, headers or {}, ask))


def use(address: str, tool: str, headers: Mapping[str, str] | None = None, **given: Any) -> Told:
    """Call a tool; raises PermissionError with the status where the server lets nobody in."""

    async def ask(session: ClientSession) -> Told:
        done = await session.call_tool(tool, given)
        return Told(failed=bool(done.isError), text="".join(c.text for c in done.content))  # type: ignore[union-attr]

    told: Told = _with_session(address, headers or {}, ask)
    return told


def _with_session(address: str, headers: Mapping[str, str], ask: Any) -> Any:
    async def run() -> Any:
        url = f"{address.rstrip('/')}/gradio_api/mcp/"
        async with (
            streamablehttp_client(url, headers=dict(headers)) as (receiving, sending, _),
            ClientSession(receiving, sending) as session,
        ):
            await session.initialize()
            return await ask(session)

    try:
        return asyncio.run(asyncio.wait_for(run(), 60))
    except BaseExceptionGroup as group:
        error: BaseException = group
        while isinstance(error, BaseExceptionGroup):
            error = error.exceptions[0]
        if isinstance(error, httpx.HTTPStatusError):
            raise PermissionError(error.response.status_code) from error
        raise error from group
