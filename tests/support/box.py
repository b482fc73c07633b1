"""Talk to the box: messages in, pieces out, the table carried on through its JSON form."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from typing import TypeVar

from assistant.chat.answer import Answer, Table
from assistant.chat.history import Message
from assistant.chat.request import Request
from assistant.chat.responder import Responder
from assistant.chat.standing import Standing, read_standing
from assistant.chat.tokens import estimate
from assistant.drafting.draft import Drafter
from assistant.drafting.writer import Writer
from assistant.llm.engine import Engine
from assistant.llm.prompts import load_prompts
from assistant.settings import ROOT

A = TypeVar("A", bound=Answer)


class Box:
    """A conversation with the responder; ``standing`` is what lies on the table."""

    def __init__(self, drafter: Drafter, engine: Engine | None = None) -> None:
        prompts = load_prompts([ROOT / "prompts"])
        self.writer = Writer(drafter, engine=engine, prompts=prompts)
        self.responder = Responder(self.writer, estimate)
        self.standing = Standing()
        self.history: list[Message] = []

    def say(self, text: str, **more: object) -> list[Answer]:
        """All pieces of the answer but the table, which is kept."""
        request = Request(text=text, standing=self.standing, history=self.history, **more)  # type: ignore[arg-type]

        async def run() -> list[Answer]:
            return [piece async for piece in self.responder.respond(request)]

        pieces = asyncio.run(run())
        assert isinstance(pieces[-1], Table)
        table = pieces[-1].standing
        kept = read_standing(json.loads(json.dumps(table.payload(), ensure_ascii=False)))
        assert kept == table, "the table does not survive the history"
        self.standing = kept
        return [piece for piece in pieces if not isinstance(piece, Table)]

    def one(self, kind: type[A], text: str, **more: object) -> A:
        """The only piece of this kind in the answer."""
        found = [piece for piece in self.say(text, **more) if isinstance(piece, kind)]
        assert len(found) == 1, (kind, text, found)
        return found[0]

    @property
    def texts(self) -> Sequence[tuple[str, ...]]:
        """The measures on the table, problem by problem."""
        return [tuple(m.text for m in draft.measures) for draft in self.standing.drafts]
