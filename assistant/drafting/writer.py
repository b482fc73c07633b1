"""Writer: one problem in, events out; a model where there is one, and always a whole draft.

The offline draft is made first: it says which precedents to show, and it stands in for whatever
the model cannot do. The model is asked once, a flawed answer is sent back once with what is wrong
with it, and what is still flawed is replaced measure by measure. The guard comes last.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from functools import cached_property

from assistant.drafting.attempt import Attempt
from assistant.drafting.briefing import Briefing
from assistant.drafting.draft import Drafter
from assistant.drafting.events import (
    DraftEvent,
    FellBack,
    Finished,
    Restarted,
    Started,
)
from assistant.drafting.finish import addressed, guard, named, placeholders_of
from assistant.drafting.given import given_clauses
from assistant.drafting.keep import keep_given
from assistant.drafting.merge import MOST, SAME, alike, merge
from assistant.drafting.model import Draft, DraftMeasure
from assistant.drafting.model_answer import SCHEMA, read_answer
from assistant.drafting.order import Order
from assistant.drafting.orders import quoted
from assistant.drafting.plausible import Flaw, Plausibility
from assistant.drafting.references import Reference, references_of, sources_of
from assistant.drafting.screen import Given, Screen, called, clear
from assistant.errors import ModelUnavailable
from assistant.llm.engine import Engine
from assistant.llm.message import Message
from assistant.llm.prompts import Prompt
from assistant.llm.usage import Usage


class Writer:
    """Drafts with a model behind the guard, or offline where ``engine`` is None."""

    def __init__(
        self, drafter: Drafter, *, engine: Engine | None, prompts: Mapping[str, Prompt]
    ) -> None:
        self.drafter = drafter
        self.engine = engine
        self.prompts = prompts

    @cached_property
    def plausibility(self) -> Plausibility:
        """Made when a model first has something to say."""
        return Plausibility(self.drafter.library)

    async def write(self, order: Order) -> AsyncGenerator[DraftEvent, None]:
        """Yield events; the last one is Finished. Cancelling ends the model's request.

        Raises ModelUnavailable only where the order insists on the model and it gave nothing.
        """
        given = await asyncio.to_thread(clear, order.problem, order.facts, order.issuer)
        offline = await asyncio.to_thread(self._offline, order, given)
        if self.engine is None or order.engine == "offline":
            if order.engine == "llm":
                raise ModelUnavailable(
                    "没有可用的语言模型：请改用 --engine offline，或先配置模型地址"
                )
            yield Started(engine="offline", model=None)
            yield Finished(draft=offline)
            return
        job = await asyncio.to_thread(self._job, self.engine, order, given, offline)
        yield Started(engine="llm", model=self.engine.model)
        async with aclosing(job.run()) as events:
            async for event in events:
                yield event
        if job.nothing is not None and order.engine == "llm":
            raise job.nothing
        draft = await asyncio.to_thread(job.draft)
        for reason in job.fell_back:
            yield FellBack(reason=reason)
        yield Finished(draft=draft)

    def _offline(self, order: Order, given: Given) -> Draft:
        draft = self.drafter.draft(
            given.problem,
            facts=given.facts,
            issuer=given.issuer,
            stage=order.stage,
            exclude=order.exclude,
            avoid=order.avoid,
            unit=order.unit,
        )
        return replace(draft, problem=order.problem, notes=_set_aside(given))

    def _job(self, engine: Engine, order: Order, given: Given, offline: Draft) -> _Job:
        given = called(given, offline.types, self.drafter.library)
        references = references_of(
            replace(offline, problem=given.shown.problem),
            self.drafter.records_of(offline),
            self.drafter.library,
            self.plausibility,
            order.avoid,
        )
        briefing = Briefing(prompts=self.prompts, order=order, given=given, engine=engine)
        shown = briefing.fitting(references)
        screen = Screen(
            plausibility=self.plausibility,
            library=self.drafter.library,
            given=given,
            references=shown,
            prompt=briefing.system,
        )
        return _Job(engine=engine, briefing=briefing, screen=screen, shown=shown, offline=offline)


async def written(writer: Writer, order: Order) -> Draft:
    """The finished draft, for callers that show nothing on the way; raises as ``write``."""
    async with aclosing(writer.write(order)) as events:
        async for event in events:
            if isinstance(event, Finished):
                return event.draft
    raise AssertionError("write() ends with Finished")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """An answer behind the screen: measures that stand, flaws, and how many were attempted."""

    good: tuple[DraftMeasure, ...]
    flaws: tuple[Flaw, ...]
    tried: int
    masked: int


@dataclass(kw_only=True)
class _Job:
    """One order given to one model: at most two calls, then the draft."""

    engine: Engine
    briefing: Briefing
    screen: Screen
    shown: tuple[Reference, ...]
    offline: Draft
    best: _Read = field(default_factory=lambda: _Read(good=(), flaws=(), tried=0, masked=0))
    usage: Usage | None = None
    fell_back: list[str] = field(default_factory=list)
    nothing: ModelUnavailable | None = None
    cut: bool = False

    async def run(self) -> AsyncGenerator[DraftEvent, None]:
        """Ask, and ask once more where the answer is flawed."""
        first = self._attempt(self.briefing.draft(self.shown))
        async with aclosing(first.run()) as events:
            async for event in events:
                yield event
        read = self.best = self._read(first)
        if first.error is not None:
            self._broke_off(first)
            return
        if not read.flaws:
            return
        yield Restarted(reason=_reasons(read.flaws))
        second = self._attempt(self.briefing.repair(self.shown, first.raw, read.flaws))
        async with aclosing(second.run()) as again:
            async for event in again:
                yield event
        self.best = max(self._read(second), read, key=lambda item: len(item.good))
        if second.error is not None:
            self._broke_off(second)
        elif self.best.flaws:
            part = "其余部分" if self.best.good else "全部"
            self.fell_back.append(
                f"模型的回答不合要求（{_reasons(self.best.flaws)}），{part}由离线引擎起草"
            )

    def draft(self) -> Draft:
        """What the model wrote well, the rest offline, behind the guard."""
        given, offline = self.screen.given, self.offline
        notes = (*offline.notes, *self.fell_back)
        if not self.best.good:
            return replace(offline, notes=notes, usage=self.usage, cut=self.cut)
        measures = merge(self.best.good, offline.measures, self.best.tried)
        measures = named(measures, given.issuer)
        measures, masked = guard(measures, given.problem, given.facts, given.issuer)
        measures = keep_given(measures, given_clauses(given.facts))
        final = tuple(addressed(measures, given.problem))
        return replace(
            offline,
            engine="llm",
            model=self.engine.model,
            measures=final,
            placeholders=tuple(placeholders_of(final)),
            masked=self.best.masked + masked,
            notes=notes,
            usage=self.usage,
            cut=self.cut,
        )

    def _attempt(self, messages: Sequence[Message]) -> Attempt:
        return Attempt(
            engine=self.engine,
            messages=messages,
            screen=self.screen,
            schema=SCHEMA,
            max_tokens=self.briefing.max_tokens,
        )

    def _read(self, attempt: Attempt) -> _Read:
        """The measures of an answer, each behind the screen."""
        if attempt.usage is not None:
            self.usage = attempt.usage if self.usage is None else self.usage + attempt.usage
        answer = read_answer(
            attempt.raw,
            attempt.texts,
            ids=[item.alias for item in self.shown],
            facts=len(self.screen.given.shown.facts),
        )
        good: list[DraftMeasure] = []
        flaws = [answer.flaw] if answer.flaw is not None else []
        masked = 0
        for item in answer.measures[:MOST]:
            seen = self.screen.measure(item.text)
            found = [*item.flaws, *seen.flaws]
            if any(alike(seen.text, other.text) > SAME for other in good):
                found.append(Flaw(kind="loop", reason="两条措施说的是同一句话"))
            flaws += found
            if not found:
                sources = sources_of(seen.text, self.shown)
                good.append(DraftMeasure(text=seen.text, origin="model", sources=sources))
                masked += seen.masked
        if len(answer.measures) < 2 and answer.flaw is None:
            flaws.append(Flaw(kind="few", reason="少于两条措施"))
        tried = min(len(answer.measures), MOST)
        return _Read(good=tuple(good), flaws=tuple(flaws), tried=tried, masked=masked)

    def _broke_off(self, attempt: Attempt) -> None:
        self.cut = True
        if not self.best.good:
            self.nothing = attempt.error
        kept = f"已写好的{len(self.best.good)}条保留，其余" if self.best.good else ""
        self.fell_back.append(f"{attempt.error}；{kept}由离线引擎起草")


def _reasons(flaws: Sequence[Flaw]) -> str:
    return "；".join(dict.fromkeys(flaw.reason for flaw in flaws))


def _set_aside(given: Given) -> tuple[str, ...]:
    return (
        *(f"这句话像是写给机器的指令，没有当作事实：{quoted(order)}" for order in given.orders),
        *(
            f"这句话也许是写给机器的指令，没有交给模型；其中有数字、日期或文件名的仍照用：{quoted(sentence)}"
            for sentence in given.doubted
        ),
    )
