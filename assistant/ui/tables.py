"""Tables: a table of plain strings, as every screen shows them."""

from __future__ import annotations

import gradio as gr


def string_table(
    headers: list[str],
    label: str,
    name: str,
    shares: list[int],
    *,
    search: bool = False,
    height: int = 460,
) -> gr.Dataframe:
    """Read-only and hidden while empty; ``shares`` are the widths of its columns in percent."""
    return gr.Dataframe(
        headers=headers,
        datatype="str",
        type="array",
        label=label,
        interactive=False,
        wrap=True,
        visible=False,
        buttons=[],
        max_height=height,
        column_widths=[f"{share}%" for share in shares],
        show_search="search" if search else "none",
        elem_id=name,
    )
