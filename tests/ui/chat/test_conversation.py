"""A conversation without a browser: streamed, kept, stopped, somebody else's."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable

import pytest
from scripted import Scripted, ScriptedEngine

from assistant.chat.history import new_conversation
from assistant.ui import examples
from assistant.ui.chat.conversation import Conversation, Request, Turn, shown_message
from assistant.ui.engines import Engines
from assistant.ui.state import PageState
from assistant.ui.upload import Upload

OpenEngines = Callable[..., Engines]
MEASURES = [
    "逐笔复核以往公务接待的报销凭证，重点核查无公函、超标准、超陪餐人数的情形，退回超标费用。",
    "9月2日印发《公务接待管理办法》，明确审批权限、接待标准和陪餐人数，先审批后接待。",
]
SAID = json.dumps(
    {"measures": [{"text": text, "precedents": [], "facts": []} for text in MEASURES]},
    ensure_ascii=False,
)


def _request(owner: str = "") -> Request:
    return Request(conversation=new_conversation(), issuer=None, stage="progress", owner=owner)


def _ask(
    conversation: Conversation, request: Request, text: str, state: PageState, until: str = "\0"
) -> list[list[Turn]]:
    """The turns after each piece; the page goes away as soon as ``until`` is shown."""

    async def run() -> list[list[Turn]]:
        shown: list[list[Turn]] = []
        answers = conversation.reply(request, Upload(text=text), [], state)
        async for turns in answers:
            shown.append(turns)
            if until in turns[-1]["content"]:
                break
        await answers.aclose()  # type: ignore[attr-defined]  # an async generator
        return shown

    return asyncio.run(run())


def test_drafts_are_shown_kept_and_lie_on_the_table(open_engines: OpenEngines) -> None:
    conversation, request, state = Conversation(open_engines()), _request(), PageState()
    shown = _ask(conversation, request, examples.PROBLEMS, state)
    answer = shown[-1][-1]["content"]
    assert all(f"问题{n}／3" in answer for n in (1, 2, 3))
    assert "由离线引擎起草" in answer
    assert len(state.drafts) == 3
    assert state.beside == "draft"
    turns, standing = conversation.restore(request.conversation, "")
    assert turns == shown[-1]
    assert standing == state.standing


def test_a_model_is_named_and_streams_sentence_by_sentence(open_engines: OpenEngines) -> None:
    engine = ScriptedEngine([SAID], model="字句模型")
    conversation, request, state = Conversation(open_engines(engine)), _request(), PageState()
    shown = [turns[-1]["content"] for turns in _ask(conversation, request, examples.PROBLEM, state)]
    provisional = [text for text in shown if "字句模型正在起草" in text]
    assert any("逐笔复核" in text and "陪餐人数，先审批" not in text for text in provisional)
    assert "正在起草" not in shown[-1]
    assert "由字句模型起草" in shown[-1]
    assert "1次调用" in shown[-1]


def test_a_stopped_answer_keeps_what_had_come_and_says_so(open_engines: OpenEngines) -> None:
    engine = ScriptedEngine([Scripted(text=SAID, pause=0.001)])
    conversation, request, state = Conversation(open_engines(engine)), _request(), PageState()
    _ask(conversation, request, examples.PROBLEM, state, until="逐笔复核")
    assert engine.closed == 1
    turns, standing = conversation.restore(request.conversation, "")
    assert "逐笔复核" in turns[-1]["content"]
    assert "已停止" in turns[-1]["content"]
    assert standing.drafts == state.drafts == ()


def test_an_answer_that_was_stopped_before_it_began_says_so(open_engines: OpenEngines) -> None:
    conversation, request, state = Conversation(open_engines()), _request(), PageState()
    _ask(conversation, request, examples.PROBLEM, state, until="公务接待")
    turns, _ = conversation.restore(request.conversation, "")
    assert [turn["role"] for turn in turns] == ["user", "assistant"]
    assert turns[-1]["content"] == "已停止。"


def test_commands_go_on_from_the_table(open_engines: OpenEngines) -> None:
    conversation, request, state = Conversation(open_engines()), _request(), PageState()
    _ask(conversation, request, examples.PROBLEM, state)
    before = state.drafts
    answer = _ask(conversation, request, "删掉第2条", state)[-1][-1]["content"]
    assert len(state.drafts[0].measures) == len(before[0].measures) - 1
    assert "还缺" in answer
    _ask(conversation, request, "撤销", state)
    assert state.drafts == before


def test_a_notice_goes_to_the_desk(open_engines: OpenEngines) -> None:
    conversation, request, state = Conversation(open_engines()), _request(), PageState()
    _ask(conversation, request, examples.DRAFT, state)
    assert state.desk.text == examples.DRAFT
    assert state.beside == "found"
    answers = conversation.complete(request, [], state)

    async def last() -> str:
        return [turns async for turns in answers][-1][-1]["content"]

    assert "下一步" in asyncio.run(last())


def test_a_conversation_belongs_to_the_one_who_began_it(open_engines: OpenEngines) -> None:
    conversation, request, state = Conversation(open_engines()), _request("zhao"), PageState()
    _ask(conversation, request, examples.PROBLEM, state)
    assert conversation.restore(request.conversation, "zhao")[0] != []
    for other in ("qian", ""):
        assert conversation.restore(request.conversation, other)[0] == []
        conversation.forget(request.conversation, other)
    assert conversation.restore(request.conversation, "zhao")[0] != []
    conversation.forget(request.conversation, "zhao")
    assert conversation.restore(request.conversation, "zhao")[0] == []


@pytest.mark.parametrize("text", ["<b>甲</b>", "甲" * 500 + "<script>"])
def test_what_was_said_is_shown_inert(text: str) -> None:
    shown = shown_message(text, "<i>.txt").replace("<details><summary>", "")
    assert "<" not in shown.replace("</summary>", "").replace("</details>", "")
