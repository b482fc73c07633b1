"""Memory: what of a conversation goes to the model, within a budget, and what was left out.

The newest messages go word for word; the older ones are summarised by the model, or left out where
there is none or it fails. The user is told either way.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from assistant.chat.history import Message
from assistant.drafting.figures import close_gaps, without_bare_figures
from assistant.drafting.model_answer import TEXT_SCHEMA, read_text
from assistant.drafting.orders import Sifted, sift
from assistant.drafting.plausible import obeys
from assistant.drafting.signs import has_sign
from assistant.errors import ModelUnavailable
from assistant.facts.mask import mask
from assistant.llm.engine import Engine, complete
from assistant.llm.fence import fence
from assistant.llm.prompts import Prompt

SHARE = 4  # a quarter of the context is for what was said before
SUMMARY = 300  # tokens of a summary
_LONGEST = 2_000  # characters of one message that are remembered
_NAMES = {"user": "用户说", "assistant": "助手答"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Recalled:
    """``text`` for the model ("" for nothing); ``said`` tells the user what is not in it, or "".

    Sentences that speak to a machine (most of them: a notice was pasted) are ``orders``.
    """

    text: str
    orders: tuple[str, ...] = ()
    said: str = ""


async def recall(
    messages: Sequence[Message],
    engine: Engine,
    prompts: Mapping[str, Prompt],
    count: Callable[[str], int],
) -> Recalled:
    """The conversation in at most a quarter of the engine's context, counted by ``count``."""
    budget = engine.context_tokens // SHARE
    sifted = await asyncio.to_thread(_sifted, messages)
    orders = tuple(order for item in sifted for order in (*item.orders, *item.doubted))
    lines = [
        _line(message, item.shown)
        for message, item in zip(messages, sifted, strict=True)
        if item.shown.strip()
    ]
    kept: list[str] = []
    spent = 0
    for line in reversed(lines):
        spent += count(line)
        if spent > budget - SUMMARY and kept:
            break
        kept.insert(0, line if count(line) <= budget else line[: budget // 2])
    older = lines[: len(lines) - len(kept)]
    if not older:
        return Recalled(text="\n".join(kept), orders=orders)
    summary = await _summary("\n".join(older)[-budget * 2 :], orders, engine, prompts)
    if summary is None:
        said = f"对话较长，最早的{len(older)}条没有交给模型。"
        return Recalled(text="\n".join(kept), orders=orders, said=said)
    return Recalled(
        orders=orders,
        text="\n".join((f"此前的摘要：{summary}", *kept)),
        said=f"对话较长，最早的{len(older)}条已压缩成摘要交给模型：{summary}",
    )


def _sifted(messages: Sequence[Message]) -> list[Sifted]:
    return [sift(message.content[:_LONGEST]) for message in messages]


def _line(message: Message, shown: str) -> str:
    return f"{_NAMES[message.role]}：{' '.join(shown.split())}"


async def _summary(
    text: str, orders: Sequence[str], engine: Engine, prompts: Mapping[str, Prompt]
) -> str | None:
    """The model's summary with nothing in it that was not said; None where it cannot be used."""
    messages = prompts["summarise_history"].fill(conversation=fence("对话", text))
    try:
        reply = await complete(engine, messages, schema=TEXT_SCHEMA, max_tokens=SUMMARY)
    except ModelUnavailable:
        return None
    summary = read_text(reply.text)
    if not summary or any(has_sign(sign, summary) for sign in ("instructions", "markup")):
        return None
    if any(obeys(summary, order, (text,)) for order in orders):
        return None
    masked = mask(close_gaps(summary[:400]), problem=text, facts=()).text
    return without_bare_figures(masked, (text,))
