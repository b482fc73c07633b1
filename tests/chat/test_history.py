"""What was said is on disk when add() returns, and only its owner's id finds it."""

from __future__ import annotations

from pathlib import Path

from assistant.chat.history import History, Message, is_conversation, new_conversation


def test_messages_come_back_in_order_from_a_new_process(tmp_path: Path) -> None:
    mine, other = new_conversation(), new_conversation()
    History(tmp_path / "chats.db").add(mine, Message(role="user", content="公车管理松"))
    History(tmp_path / "chats.db").add(
        mine, Message(role="assistant", content="一是…", payload={"drafts": [1]})
    )
    history = History(tmp_path / "chats.db")
    assert [m.content for m in history.messages(mine)] == ["公车管理松", "一是…"]
    assert history.messages(mine)[1].payload == {"drafts": [1]}
    assert history.messages(other) == []


def test_clear_forgets_one_conversation_only(tmp_path: Path) -> None:
    history = History(tmp_path / "chats.db")
    mine, other = new_conversation(), new_conversation()
    for conversation in (mine, other):
        history.add(conversation, Message(role="user", content="问题"))
    history.clear(mine)
    assert history.messages(mine) == []
    assert len(history.messages(other)) == 1


def test_what_a_browser_sends_is_not_trusted() -> None:
    assert is_conversation(new_conversation())
    for value in ("", "../x", "A" * 32, "g" * 32, None, 7, ["a"]):
        assert not is_conversation(value)
