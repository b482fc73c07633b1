"""What a session keeps: its states and changed components, and not for ever."""

from __future__ import annotations

import asyncio
import datetime
import sys

import gradio as gr
import pytest

from assistant.ui import sessions
from assistant.ui.sessions import Session, Sessions


async def _built() -> gr.Blocks:
    """Built inside a running loop: outside of one, gr.Blocks makes one and never closes it."""
    with gr.Blocks(analytics_enabled=False) as page:
        page.kept = gr.State([])
        page.box = gr.Textbox("", label="框")
    return page


@pytest.fixture
def page() -> gr.Blocks:
    return asyncio.run(_built())


@pytest.fixture
def holder(page: gr.Blocks) -> Sessions:
    holder = Sessions()
    holder.set_blocks(page)
    return holder


def test_sessions_keep_what_is_theirs_apart(page: gr.Blocks, holder: Sessions) -> None:
    one, two = holder["一"], holder["二"]
    one[page.kept._id].append("甲")
    assert (one[page.kept._id], two[page.kept._id]) == (["甲"], [])
    changed = gr.Textbox("乙", label="框", render=False)
    one[page.box._id] = changed
    assert one[page.box._id] is changed
    assert changed._id == page.box._id, "what is looked up by its number later is found"
    assert two[page.box._id] is page.box


def test_nothing_is_computed_for_components_that_nobody_touched(
    page: gr.Blocks, holder: Sessions
) -> None:
    session = holder["一"]
    session._update_config(page.box._id)
    session._update_value_in_config(page.box._id, "x" * 1000)
    assert isinstance(session, Session)
    assert session.config_values == {}
    assert sys.getsizeof(session.blocks_config.blocks) < 10_000


def test_the_oldest_goes_when_there_are_too_many(holder: Sessions) -> None:
    holder.capacity = 3
    for name in "甲乙丙":
        holder[name]
    holder["甲"]
    holder["丁"]
    assert list(holder.session_data) == ["丙", "甲", "丁"]


def test_a_closed_page_is_forgotten_after_an_hour(page: gr.Blocks, holder: Sessions) -> None:
    holder["开"], holder["关"], holder["刚关"]
    for name in ("关", "刚关"):
        holder[name].is_closed = True
    long_ago = datetime.datetime.now() - datetime.timedelta(seconds=sessions.CLOSED_SECONDS + 1)
    holder.time_last_used["开"] = holder.time_last_used["关"] = long_ago
    holder.delete_all_expired_state()
    assert set(holder.session_data) == {"开", "刚关"}
