"""Attempt: one call of a model, read while it comes; what passed, what did not, how it ended."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Any

from assistant.drafting.events import Sentence, Withheld
from assistant.drafting.screen import Screen
from assistant.drafting.sentences import RawSentence, SentenceReader
from assistant.errors import ModelUnavailable
from assistant.llm.engine import Engine, Finish
from assistant.llm.message import Message
from assistant.llm.usage import Usage

LONGEST = 20_000  # characters of an answer that are read


@dataclass(kw_only=True)
class Attempt:
    """``run`` yields what may be shown; afterwards the fields say how it went.

    ``raw`` is the answer as far as it came (never shown), ``texts`` the texts in it that were
    complete; ``error`` is what broke it, None for an answer that ended by itself.
    """

    engine: Engine
    messages: Sequence[Message]
    screen: Screen
    schema: Mapping[str, Any]
    max_tokens: int
    raw: str = ""
    texts: list[str] = field(default_factory=list)
    finish: Finish | None = None
    usage: Usage | None = None
    error: ModelUnavailable | None = None

    async def run(self) -> AsyncGenerator[Sentence | Withheld, None]:
        """Yield the sentences that pass, as they come; cancelling ends the request."""
        reader = SentenceReader()
        self.screen.again()
        stream = self.engine.stream(self.messages, schema=self.schema, max_tokens=self.max_tokens)
        try:
            async with aclosing(stream) as chunks:
                async for chunk in chunks:
                    self.raw += chunk.text
                    for raw in reader.feed(chunk.text):
                        if raw.text.strip():
                            yield self._event(raw)
                    if chunk.finish is not None:
                        self.finish, self.usage = chunk.finish, chunk.usage
                    if len(self.raw) > LONGEST:
                        self.finish = "length"
                        break
        except ModelUnavailable as error:
            self.error = error
        self.texts = reader.texts

    def _event(self, raw: RawSentence) -> Sentence | Withheld:
        passed = self.screen.sentence(raw.measure, raw.text)
        if passed.flaws:
            return Withheld(measure=raw.measure, reason=passed.flaws[0].reason)
        return Sentence(measure=raw.measure, text=passed.text)
