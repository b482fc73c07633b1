"""Rewrite: one measure worded anew by the model on the user's wish, behind the same screen.

The model sees one measure and gives one back. What of the user's facts the old one said is put
into the new one where it was dropped; a flawed answer is asked for once more, then the rules do it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.chat.standing import Item, redrafted
from assistant.drafting.alternatives import clauses_in
from assistant.drafting.finish import opening_of
from assistant.drafting.keep import keep_given
from assistant.drafting.model import DraftMeasure
from assistant.drafting.model_answer import TEXT_SCHEMA, read_text
from assistant.drafting.orders import sift
from assistant.drafting.references import references_of, sources_of
from assistant.drafting.screen import Screen, called, clear
from assistant.drafting.writer import Writer
from assistant.errors import ModelUnavailable
from assistant.llm.engine import Engine, complete
from assistant.llm.fence import fence
from assistant.llm.message import Message
from assistant.llm.usage import Usage

ANSWER = 500  # tokens of one measure and the JSON around it
TRIES = 2
_SHOWN = 4  # references beside the measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewritten:
    """``changed`` are the measures that the model worded anew; ``reason`` why the others stayed."""

    item: Item
    changed: tuple[int, ...]
    reason: str = ""


async def rewrite(
    item: Item, numbers: Sequence[int], wish: str, *, writer: Writer, issuer: str | None
) -> Rewritten:
    """The measures ``numbers`` worded as ``wish`` says; all others are not touched."""
    engine = writer.engine
    if engine is None:
        return Rewritten(item=item, changed=(), reason="没有可用的语言模型")
    screen = await asyncio.to_thread(_screen, item, writer, issuer)
    changed: list[int] = []
    reason = ""
    for number in numbers:
        try:
            measure, usage, reason = await _one(item, number, wish, writer, engine, screen)
        except ModelUnavailable as error:
            return Rewritten(item=item, changed=tuple(changed), reason=str(error))
        if measure is not None:
            item = _with(item, number, measure, engine.model)
            changed.append(number)
        item = replace(item, draft=replace(item.draft, usage=_sum(item.draft.usage, usage)))
    return Rewritten(item=item, changed=tuple(changed), reason=reason)


def _screen(item: Item, writer: Writer, issuer: str | None) -> Screen:
    library = writer.drafter.library
    given = called(clear(item.ask.problem, item.ask.facts, issuer), item.draft.types, library)
    records = writer.drafter.records_of(item.draft)
    seen = replace(item.draft, problem=given.shown.problem)
    references = references_of(seen, records, library, writer.plausibility)
    prompt = writer.prompts["revise_measure"].system
    return Screen(
        plausibility=writer.plausibility,
        library=library,
        given=given,
        references=references,
        prompt=prompt,
    )


async def _one(
    item: Item, number: int, wish: str, writer: Writer, engine: Engine, screen: Screen
) -> tuple[DraftMeasure | None, Usage | None, str]:
    """The measure worded anew, what it cost, and why not where it is None."""
    old = item.draft.measures[number]
    shown = sift(old.text).shown
    if not shown:
        return None, None, "这一条像是写给机器的指令"
    messages = _messages(item, number, shown, wish, writer, screen)
    usage: Usage | None = None
    reason = ""
    for _ in range(TRIES):
        reply = await complete(engine, messages, schema=TEXT_SCHEMA, max_tokens=ANSWER)
        usage = _sum(usage, reply.usage)
        text = read_text(reply.text)
        if text is None:
            reason = "模型的回答不是要求的形式"
            continue
        seen = screen.measure(text)
        if not seen.flaws:
            sources = sources_of(seen.text, screen.references)
            new = DraftMeasure(text=seen.text, origin="model", sources=sources)
            return _kept(item, number, new, screen.given.issuer), usage, ""
        reason = "；".join(dict.fromkeys(flaw.reason for flaw in seen.flaws))
    return None, usage, reason


def _messages(
    item: Item, number: int, shown: str, wish: str, writer: Writer, screen: Screen
) -> tuple[Message, ...]:
    """The question; ``wish`` is the one text in it that the model is to obey: the user's own."""
    facts = "\n".join(screen.given.shown.facts)
    measures = [m.text for n, m in enumerate(item.draft.measures) if n != number]
    others = "\n".join(filter(None, (sift(text, strict=True).shown for text in measures)))
    near = "\n".join(reference.text for reference in screen.references[:_SHOWN])
    return writer.prompts["revise_measure"].fill(
        problem=fence("问题", screen.given.shown.problem),
        facts=fence("事实", facts or "（没有）"),
        measure=fence("要改的措施", shown),
        others=fence("其他措施", others or "（没有）"),
        references=fence("参考", near or "（没有）"),
        request=fence("修改要求", wish),
    )


def _kept(item: Item, number: int, new: DraftMeasure, issuer: str | None) -> DraftMeasure:
    """With the user's facts that the old measure said, and the problem it answers."""
    old = item.draft.measures[number]
    (kept,) = keep_given([new], clauses_in(old, item.ask.facts))
    opening = opening_of(old.text, issuer)
    if not opening or kept.text.startswith("针对"):
        return kept
    return replace(kept, text=f"{opening}{kept.text.removeprefix(issuer or '')}")


def _with(item: Item, number: int, measure: DraftMeasure, model: str) -> Item:
    measures = tuple(measure if n == number else m for n, m in enumerate(item.draft.measures))
    draft = replace(redrafted(item.draft, measures), engine="llm", model=model)
    return replace(item, draft=draft)


def _sum(one: Usage | None, other: Usage | None) -> Usage | None:
    if one is None or other is None:
        return one or other
    return one + other
