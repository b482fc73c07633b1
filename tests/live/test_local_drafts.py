"""A small real model behind the writer: what is shown holds no fact and none of its nonsense."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing
from pathlib import Path
from typing import Any

import independent_count
import pytest
import world

from assistant.drafting.events import DraftEvent, Finished, Sentence
from assistant.drafting.given import given_clauses
from assistant.drafting.order import Order
from assistant.drafting.plausible import Grounds
from assistant.drafting.writer import Writer
from assistant.facts.support import check
from assistant.llm.engine import Chunk, Engine
from assistant.llm.message import Message
from assistant.llm.prompts import load_prompts
from assistant.settings import ROOT, read_settings

pytestmark = [pytest.mark.live, pytest.mark.slow]
pytest.importorskip("xllamacpp", reason="the optional extra local is not installed")
ORDERS = (
    Order(
        problem="公务接待审批不严格，超标准接待时有发生",
        facts=("9月2日印发《公务接待管理办法》", "清退资金1.26万元"),
    ),
    Order(problem="党费收缴不及时，基数核定不准"),
)
TOKENS = 90  # of one answer: the model writes about 20 a second on one idle core


class _Short:
    """An engine whose answers are cut early."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.model = engine.model
        self.context_tokens = 4096

    async def stream(
        self,
        messages: Sequence[Message],
        *,
        schema: Mapping[str, Any] | None = None,
        max_tokens: int | None = None,
    ) -> AsyncGenerator[Chunk, None]:
        """As ``Engine.stream``."""
        limit = min(max_tokens or TOKENS, TOKENS)
        asked = self._engine.stream(messages, schema=schema, max_tokens=limit)
        async with aclosing(asked) as chunks:
            async for chunk in chunks:
                yield chunk


def test_its_nonsense_is_not_shown(
    request: pytest.FixtureRequest, tmp_path: Path, warm_library: Path
) -> None:
    from assistant.llm.open import open_local
    from assistant.llm.server import Server, assembled

    assert request.config.cache is not None
    gguf = assembled(Path(request.config.cache.mkdir("models")))
    server = Server(None, folder=gguf.parent, context_tokens=4096, threads=1)
    settings = read_settings({"ASSISTANT_DATA_DIR": str(tmp_path), "LLM_TIMEOUT": "300"})
    try:
        drafter = world.drafter_over(tmp_path, warm_library, ())
        writer = Writer(
            drafter,
            engine=_Short(open_local(settings, server)),
            prompts=load_prompts([ROOT / "prompts"]),
        )
        for order in ORDERS:
            _hold(writer, order)
    finally:
        server.stop()


def _hold(writer: Writer, order: Order) -> None:
    async def run() -> list[DraftEvent]:
        return [event async for event in writer.write(order)]

    events = asyncio.run(run())
    final = events[-1]
    assert isinstance(final, Finished)
    texts = [measure.text for measure in final.draft.measures]
    library, given = writer.plausibility.library_text, "".join((order.problem, *order.facts))
    for text in (*texts, *(event.text for event in events if isinstance(event, Sentence))):
        checked = check(text, problem=order.problem, facts=order.facts)
        assert [item.fact.text for item in checked if not item.supported] == []
        assert independent_count.strangers(text, given, library) == []
    grounds = Grounds(given=(order.problem, *order.facts))
    for measure in final.draft.measures:
        if measure.origin == "model":
            assert list(writer.plausibility.of_measure(measure.text, grounds)) == []
    assert 2 <= len(texts) <= 4
    items = [item.text for clause in given_clauses(order.facts) for item in clause.items]
    assert [item for item in items if item not in final.draft.text] == []
    assert final.draft.usage is not None
