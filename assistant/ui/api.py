"""API: what other programs call over HTTP or as MCP tools; the answers are those of the contracts.

Every function is a named endpoint of the page (``/gradio_api/call/NAME``) and a tool of its MCP
server; its docstring is what a calling model reads, so it is Chinese like everything for users.
"""

from __future__ import annotations

import asyncio
import html
from collections.abc import Awaitable, Callable
from typing import Any, cast, get_args

import gradio as gr
from gradio.events import api

from assistant.accounts.role import Action
from assistant.drafting.order import EngineChoice, Order
from assistant.drafting.to_json import draft_json
from assistant.drafting.writer import written
from assistant.errors import AssistantError, IndexMissing, WrongCall
from assistant.facts.support import check
from assistant.facts.to_json import facts_json
from assistant.notice.document import Document
from assistant.notice.parse import parse
from assistant.notice.to_json import notice_json
from assistant.retrieval.to_json import search_json
from assistant.review.render.json_ import review_json
from assistant.review.review import review
from assistant.ui.engines import Engines
from assistant.ui.identity import Gate

LONGEST = 2_000_000  # characters of a text
MOST = 200  # hits, problems
AT_ONCE = 4  # calls that run at the same time
_LIMITS: dict[str, Any] = {"concurrency_limit": AT_ONCE, "concurrency_id": "api"}


class Api:
    """The named endpoints; holds nothing of any user."""

    def __init__(self, engines: Engines, gate: Gate) -> None:
        self._engines = engines
        self._gate = gate
        self._running = asyncio.Semaphore(AT_ONCE)  # MCP calls do not come through the queue

    def publish(self) -> None:
        """Make the endpoints inside the current page."""
        for name in ("search", "draft", "review", "facts", "parse"):
            api(getattr(self, name), api_name=name, **_LIMITS)

    async def _run(
        self, request: gr.Request, action: Action, answer: Callable[[], Awaitable[dict[str, Any]]]
    ) -> dict[str, Any]:
        """What ``answer`` gives to one who may ask; an error is one line of Chinese."""
        try:
            self._gate.require(request, action)
            self._gate.spend(request, "calls")
            if action == "draft":
                self._gate.spend(request, "drafts")
            async with self._running:
                return await answer()
        except AssistantError as error:
            raise gr.Error(html.escape(str(error)), print_exception=False) from error

    async def search(self, query: str, request: gr.Request, k: int = 5) -> dict[str, Any]:
        """按问题查找以往的整改记录（search/1）。没有够相近的先例时 abstained 为 true，不给凑数的结果。

        Args:
            query: 要查找的问题，一句话，可以是口语
            k: 最多给出几条，1 到 200
        """

        def answer() -> dict[str, Any]:
            index = self._engines.workspace.index
            if index is None:
                raise IndexMissing("范例库里还没有通报：请先收入通报")
            if not isinstance(k, int) or not 1 <= k <= MOST:
                raise WrongCall(f"k 应在 1 到 {MOST} 之间")
            return search_json(index.search(_checked(query), k=k))

        return await self._run(request, "review", lambda: asyncio.to_thread(answer))

    async def draft(
        self,
        problem: str,
        request: gr.Request,
        facts: list[str] | None = None,
        issuer: str = "",
        stage: str = "progress",
        engine: str = "auto",
    ) -> dict[str, Any]:
        """为一个巡察反馈问题起草整改措施（draft/1）。没有提供的数字、日期、名称一律是【待填：…】。

        Args:
            problem: 反馈的问题，原文一句
            facts: 已经做到的事实，逐条给出；只有这些事实会写进措施
            issuer: 本单位名称，可不填
            stage: progress 写已做到的（进展通报），plan 写将要做的（整改方案）
            engine: auto 按设置（有语言模型就用，不可用时离线），offline 只用离线引擎，llm 只用语言模型
        """

        async def answer() -> dict[str, Any]:
            if stage not in ("progress", "plan"):
                raise WrongCall("stage 应为 progress 或 plan")
            order = Order(
                problem=_checked(problem),
                facts=tuple(_facts(facts)),
                issuer=str(issuer or "").strip()[:200] or None,
                stage="plan" if stage == "plan" else "progress",
                engine=_engine(engine),
            )
            return draft_json(await written(self._engines.writer(), order))

        return await self._run(request, "draft", answer)

    async def review(self, text: str, request: gr.Request) -> dict[str, Any]:
        """审核一篇整改进展情况通报（review/1）：缺哪些部分、哪里疑似有误，逐条说明依据和改法。

        Args:
            text: 通报全文
        """

        def answer() -> dict[str, Any]:
            notice = parse(Document(text=_checked(text), source="api"))
            return review_json(review(notice), notice.text)

        return await self._run(request, "review", lambda: asyncio.to_thread(answer))

    async def facts(
        self, draft: str, problem: str, request: gr.Request, facts: list[str] | None = None
    ) -> dict[str, Any]:
        """核对一段措施里的事实有没有依据（facts/1）：unsupported 是问题和给定事实都不支持的。

        Args:
            draft: 要核对的文字
            problem: 反馈的问题
            facts: 给定的事实，逐条
        """

        def answer() -> dict[str, Any]:
            given = _facts(facts)
            return facts_json(check(_checked(draft), problem=str(problem or ""), facts=given))

        return await self._run(request, "review", lambda: asyncio.to_thread(answer))

    async def parse(self, text: str, request: gr.Request) -> dict[str, Any]:
        """把一篇通报解析成结构（notice/1）：标题、各部分、问题与措施、数据、联系方式。

        Args:
            text: 通报全文
        """

        def answer() -> dict[str, Any]:
            return notice_json(parse(Document(text=_checked(text), source="api")))

        return await self._run(request, "review", lambda: asyncio.to_thread(answer))


def _checked(text: str) -> str:
    """The text of a call; raises WrongCall where there is none, or too much."""
    if not isinstance(text, str) or not text.strip():
        raise WrongCall("内容是空的：请写明")
    if len(text) > LONGEST:
        raise WrongCall(f"内容超过 {LONGEST} 字：请分开调用")
    return text


def _engine(name: object) -> EngineChoice:
    for known in get_args(EngineChoice):
        if name == known:
            return cast(EngineChoice, known)
    raise WrongCall("engine 应为 auto、offline 或 llm")


def _facts(given: object) -> list[str]:
    """The facts of a call; raises WrongCall for anything but a list of texts."""
    if given is None or given == "":
        return []
    if not isinstance(given, list) or len(given) > MOST:
        raise WrongCall(f"facts 应是至多 {MOST} 条文字的列表")
    return [_checked(fact) for fact in given]
