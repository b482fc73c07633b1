"""Endpoint: a model behind the OpenAI protocol, with the limits that keep a failure small.

A call has a wall limit over everything, retries included; it is asked again only while nothing of
the answer has been given out, at most ATTEMPTS times for what may pass and STEPS times for a
parameter that the endpoint does not take, never more than MOST requests in all; after several
failed calls in a row the endpoint is left alone for a while (``assistant.llm.breaker``).
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncGenerator, Awaitable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from assistant.errors import ModelAnswerBroken, ModelAnswerCut, ModelTimeout, ModelUnavailable
from assistant.llm.breaker import Breaker
from assistant.llm.client import Client, Request
from assistant.llm.dialect import Dialect, SchemaMode
from assistant.llm.engine import Chunk
from assistant.llm.failure import ON_OFFER, PASSING, Passing, Refusal, Refused
from assistant.llm.message import Message
from assistant.llm.said import Said
from assistant.llm.usage import Usage

ATTEMPTS = 3
STEPS = 3
MOST = 6  # requests of one call, the list of models included
_BACKOFF = (0.5, 1.0)  # seconds before the second and the third attempt
_PATIENCE = 20.0  # seconds: an endpoint that asks for a longer pause is not waited for


T = TypeVar("T")


@dataclass(slots=True)
class _Run:
    """One call of ``stream``: what it was asked and how far it has come."""

    messages: tuple[Message, ...]
    schema: Mapping[str, Any] | None
    max_tokens: int | None
    started: float
    requests: int = 0
    attempts: int = 0
    steps: int = 0
    given: list[str] = field(default_factory=list)


class Endpoint:
    """An Engine. ``model`` None: the first that the endpoint lists, asked for when first needed."""

    def __init__(
        self,
        client: Client,
        *,
        model: str | None,
        temperature: float,
        context_tokens: int,
        timeout: float,
        engine: str = "endpoint",
        breaker: Breaker | None = None,
    ) -> None:
        self.context_tokens = context_tokens
        self.model = model or ""
        self._client = client
        self._temperature = temperature
        self._timeout = timeout
        self._engine = engine
        self._breaker = breaker or Breaker()
        self._dialect = Dialect()

    @property
    def schema_mode(self) -> SchemaMode:
        """How a schema is asked for, as far as the endpoint's refusals have taught."""
        return self._dialect.schema_mode

    async def stream(
        self,
        messages: Sequence[Message],
        *,
        schema: Mapping[str, Any] | None = None,
        max_tokens: int | None = None,
    ) -> AsyncGenerator[Chunk, None]:
        """As ``Engine.stream``."""
        self._breaker.check()
        started = asyncio.get_running_loop().time()
        run = _Run(tuple(messages), schema, max_tokens, started)
        try:
            async with aclosing(self._answer(run)) as chunks:
                async for chunk in chunks:
                    yield chunk
        except ModelUnavailable as error:
            error.partial = "".join(run.given)
            self._breaker.failed(error)
            raise
        except Refused as refused:
            # the request was at fault, not the endpoint: others may go on asking it
            raise refused.refusal.error(self._client.address) from refused

    async def _answer(self, run: _Run) -> AsyncGenerator[Chunk, None]:
        """The answer of the first attempt that gives one."""
        dialect = self._dialect
        while True:
            try:
                async with aclosing(self._attempt(run, dialect)) as chunks:
                    async for chunk in chunks:
                        yield chunk
                return
            except Refused as refused:
                refusal = refused.refusal
                lower = self._lower(run, dialect, refusal)
                if lower is not None:
                    dialect = lower
                elif refusal.status in PASSING and not refusal.overflow:
                    await self._wait(run, refusal.error(self._client.address), refusal.after)
                else:
                    raise
            except Passing as passing:
                await self._wait(run, passing.error, passing.after)

    async def _attempt(self, run: _Run, dialect: Dialect) -> AsyncGenerator[Chunk, None]:
        """One request."""
        if not self.model:
            self.model = await self._first_model(run)
        run.requests += 1
        request = Request(
            model=self.model,
            messages=_instructed(run.messages, dialect.instruction(run.schema)),
            body=dialect.parameters(
                schema=run.schema, max_tokens=run.max_tokens, temperature=self._temperature
            ),
            usage=dialect.usage,
        )
        last = Said()
        async with aclosing(self._client.ask(request)) as answer:
            while (said := await self._timely(run, anext(answer, None))) is not None:
                if said.text:
                    run.given.append(said.text)
                    yield Chunk(text=said.text)
                last = _merged(last, said)
        if last.finish is None:
            raise ModelAnswerCut(f"模型的回答中途断了，没有写完：请重试，{ON_OFFER}")
        # noted before the end is told: who has the last chunk may close the stream at once
        self._dialect = dialect
        self._breaker.succeeded()
        yield Chunk(finish=last.finish, usage=self._usage(run, last))

    async def _wait(self, run: _Run, error: ModelUnavailable, after: float | None) -> None:
        """Before the next attempt; raises ``error`` where another one is of no use."""
        run.attempts += 1
        if run.given or run.attempts >= ATTEMPTS or run.requests >= MOST:
            raise error
        pause = _BACKOFF[run.attempts - 1] * random.uniform(1.0, 1.25)
        pause = max(pause, after or 0.0)
        left = run.started + self._timeout - asyncio.get_running_loop().time()
        if pause > _PATIENCE or pause >= left:
            raise error
        await asyncio.sleep(pause)

    async def _timely(self, run: _Run, step: Awaitable[T]) -> T:
        """A step of the answer within the wall limit of the whole call."""
        try:
            async with asyncio.timeout_at(run.started + self._timeout):
                return await step
        except TimeoutError as error:
            raise ModelTimeout(
                f"模型服务 {self._client.address} 在 {self._timeout:g} 秒内没有答完：请稍后再试，"
                f"或调大 LLM_TIMEOUT，{ON_OFFER}"
            ) from error

    def _lower(self, run: _Run, dialect: Dialect, refusal: Refusal) -> Dialect | None:
        """What to try after a refusal of the request itself; None: it is refused for good."""
        if refusal.status not in (400, 422) or refusal.overflow:
            return None
        if run.steps >= STEPS or run.requests >= MOST:
            return None
        run.steps += 1
        return dialect.without(
            refusal.detail, schema=run.schema is not None, max_tokens=run.max_tokens is not None
        )

    async def _first_model(self, run: _Run) -> str:
        """The first model that the endpoint lists."""
        run.requests += 1
        listed = await self._timely(run, self._client.models())
        if not listed:
            raise ModelAnswerBroken(
                f"模型服务 {self._client.address} 没有列出模型：请用 LLM_MODEL 指明模型名称"
            )
        return listed[0].name

    def _usage(self, run: _Run, last: Said) -> Usage:
        return Usage(
            engine=self._engine,
            model=self.model,
            prompt_tokens=last.prompt_tokens,
            completion_tokens=last.completion_tokens,
            seconds=asyncio.get_running_loop().time() - run.started,
            calls=run.requests,
        )


def _merged(last: Said, said: Said) -> Said:
    """What the end of the answer said: finish and tokens may come in two events."""
    return Said(
        finish=said.finish or last.finish,
        prompt_tokens=last.prompt_tokens if said.prompt_tokens is None else said.prompt_tokens,
        completion_tokens=(
            last.completion_tokens if said.completion_tokens is None else said.completion_tokens
        ),
    )


def _instructed(messages: tuple[Message, ...], instruction: str) -> tuple[Message, ...]:
    """The messages with an instruction of ours at the end of the system message."""
    if not instruction:
        return messages
    first, *others = messages
    if first.role != "system":
        return Message("system", instruction), *messages
    return replace(first, content=f"{first.content}\n\n{instruction}"), *others
