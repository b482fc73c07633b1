"""Mcp: a tool call is answered within the call itself, as the one who sends it, in JSON.

Gradio 6.31 sends a tool call on to its own queue through a client of its own that is logged in as
nobody, so with login no tool answered anybody; and it writes an answer as Python would print it.
An event without a queue it answers at once, with the request that came: the tools are shown to it
as such. How many run at a time is bounded in ``api.py``. Tested by
tests/live/test_programs_log_in.py.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from copy import copy
from typing import Any

from gradio.block_function import BlockFunction
from gradio.blocks import Blocks
from mcp.types import TextContent


def answer_as_caller(page: Blocks) -> None:
    """Let the MCP server of a launched page run the tools without the queue."""
    server: Any = page.mcp_server_obj  # launched with mcp_server=True
    found = server.get_block_fn_from_endpoint_name

    def unqueued(endpoint_name: str) -> BlockFunction | None:
        tool: BlockFunction | None = found(endpoint_name)
        if tool is None:
            return None
        direct = copy(tool)
        direct.queue = False
        return direct

    server.get_block_fn_from_endpoint_name = unqueued
    server.postprocess_output_data = _as_json


def _as_json(data: Sequence[Any], root_url: str) -> list[TextContent]:
    """What a tool gave: one JSON value of the contracts, not escaped to ASCII."""
    del root_url  # no answer holds a file
    return [TextContent(type="text", text=json.dumps(one, ensure_ascii=False)) for one in data]
