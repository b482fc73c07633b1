"""Responder: one message in, the pieces of its answer out; rules first, a model where it helps.

What a message is, is decided in this order: an uploaded or pasted notice, the answer to the
placeholder that was asked for, a command on what lies on the table, a question, problems to draft.
Each reply ends with the table as it is then. Cancelling ends whatever the model is doing.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterator, Sequence
from contextlib import aclosing

from assistant.chat.aim import take_aim
from assistant.chat.answer import (
    Answer,
    AskBack,
    DraftAnswer,
    DraftProgress,
    NothingToDo,
    ReviewAnswer,
    Said,
    Table,
)
from assistant.chat.asking import Asking
from assistant.chat.command import Command, read_command
from assistant.chat.explain import is_question
from assistant.chat.filling import answer_waiting, ask_missing, fill_named, put_facts, skip
from assistant.chat.gaps import gaps_of
from assistant.chat.intent import Ask, is_courtesy, understand
from assistant.chat.origins import origins
from assistant.chat.request import Request
from assistant.chat.revising import Revising
from assistant.chat.standing import Item, Standing
from assistant.drafting.events import Finished
from assistant.drafting.order import Order, sources_used
from assistant.drafting.topic import states_a_fault
from assistant.drafting.writer import Writer
from assistant.facts.extract import extract
from assistant.review.review import review

SHORT = 24  # characters of a line that may be a command which was not understood
_NOTHING_TO_UNDO = "没有可以撤销的改动。"
_LEFT = "只读到事实，没有读到问题：请先写问题，再在下一行写“事实：……”。"


class Responder:
    """Answers messages of any page; holds nothing of any user. Build once."""

    def __init__(self, writer: Writer, count: Callable[[str], int]) -> None:
        self.writer = self._writer = writer
        self._slots = writer.drafter.library.slots
        self._revising = Revising(writer)
        self._asking = Asking(writer, count)

    async def respond(self, request: Request) -> AsyncGenerator[Answer, None]:
        """Yield the answer piece by piece, the table last; raises only AssistantError."""
        result: list[Standing] = []
        async with aclosing(self._pieces(request, result)) as pieces:
            async for piece in pieces:
                yield piece
        yield Table(standing=result[-1] if result else request.standing)

    async def _pieces(
        self, request: Request, result: list[Standing]
    ) -> AsyncGenerator[Answer, None]:
        standing = request.standing
        names = frozenset(gap.name for gap in gaps_of(standing, self._slots))
        command = read_command(request.text, names) if not request.source else None
        if command is not None and command.kind == "skip" and standing.waiting is None:
            command = None  # 没有, said to nothing
        if command is not None:
            async with aclosing(self._command(command, request, result)) as done:
                async for piece in done:
                    yield piece
            return
        if standing.waiting is not None and not request.source:
            filled = list(answer_waiting(request.text, standing, self._slots, result))
            for piece in filled:
                yield piece
            if filled:
                return
        if is_question(request.text) and not request.source:
            async with aclosing(self._asking.answer(request)) as answers:
                async for piece in answers:
                    yield piece
            return
        async with aclosing(self._draft_or_review(request, result)) as answers:
            async for piece in answers:
                yield piece

    async def _command(
        self, command: Command, request: Request, result: list[Standing]
    ) -> AsyncGenerator[Answer, None]:
        direct = self._direct(command, request.standing, result)
        if direct is not None:
            for piece in direct:
                yield piece
            return
        async with aclosing(self._revising.carry_out(command, request, result)) as done:
            async for piece in done:
                yield piece

    def _direct(
        self, command: Command, standing: Standing, result: list[Standing]
    ) -> Iterator[Answer] | None:
        """The commands that need neither model nor library; None for those that revise."""
        if command.kind == "missing":
            return ask_missing(standing, self._slots, result)
        if command.kind == "skip":
            return skip(standing, self._slots, result)
        if command.kind == "undo":
            return self._undo(standing, result)
        if command.kind == "sources":
            return self._origins(command, standing)
        if command.kind == "fill":
            return fill_named(command, standing, self._slots, result)
        if command.kind == "add_fact":
            return put_facts(command, standing, self._slots, result)
        return None

    def _origins(self, command: Command, standing: Standing) -> Iterator[Answer]:
        aims = take_aim(command, standing)
        if isinstance(aims, AskBack):
            yield aims
            return
        drafter = self._writer.drafter
        for aim in aims:
            item = standing.items[aim.problem]
            records = {record.id: record for record in drafter.records_of(item.draft)}
            yield origins(item, aim.measures, drafter.library, records)

    def _undo(self, standing: Standing, result: list[Standing]) -> Iterator[Answer]:
        if standing.before is None:
            yield AskBack(question=_NOTHING_TO_UNDO)
            return
        before = Standing(items=standing.before)
        result.append(before)
        for number, item in enumerate(before.items, 1):
            yield DraftAnswer(draft=item.draft, number=number, total=len(before.items))
        yield Said(text="已恢复到上一次改动之前。")

    async def _draft_or_review(
        self, request: Request, result: list[Standing]
    ) -> AsyncGenerator[Answer, None]:
        intent = await asyncio.to_thread(understand, request.text, source=request.source)
        if intent.kind == "review" and intent.notice is not None:
            found = await asyncio.to_thread(review, intent.notice)
            yield ReviewAnswer(notice=intent.notice, review=found)
            return
        if not intent.asks:
            idle = not request.text.strip() or is_courtesy(request.text)
            yield NothingToDo() if idle else AskBack(question=_LEFT)
            return
        if await asyncio.to_thread(self._is_unclear, request, intent.asks):
            yield AskBack(question=_unclear(request.text))
            return
        items: list[Item] = []
        for number, ask in enumerate(intent.asks, 1):
            async with aclosing(self._draft(ask, number, intent.asks, request, items)) as pieces:
                async for piece in pieces:
                    yield piece
            # what is drafted stays on the table, whatever becomes of the rest
            result.append(Standing(items=tuple(items), before=request.standing.items or None))
            yield Table(standing=result[-1])

    def _is_unclear(self, request: Request, asks: Sequence[Ask]) -> bool:
        """A short line while drafts lie on the table, that is no problem as far as one can tell."""
        text = request.text.strip()
        if not request.standing.items or len(text) > SHORT or len(asks) != 1 or request.source:
            return False
        problem = asks[0].problem
        if states_a_fault(problem):
            return False
        bare = len(problem) < 4 or bool(extract(problem))  # 打印; 9月2日印发了《接待办法》
        return bare or not self._writer.drafter.types_of(problem)

    async def _draft(
        self, ask: Ask, number: int, asks: Sequence[Ask], request: Request, items: list[Item]
    ) -> AsyncGenerator[Answer, None]:
        order = Order(
            problem=ask.problem,
            facts=ask.facts,
            issuer=request.issuer,
            stage=request.stage,
            engine=request.engine,
            avoid=sources_used(item.draft for item in items),
        )
        async with aclosing(self._writer.write(order)) as events:
            async for event in events:
                if isinstance(event, Finished):
                    items.append(Item(ask=ask, draft=event.draft))
                    yield DraftAnswer(draft=event.draft, number=number, total=len(asks))
                else:
                    yield DraftProgress(
                        number=number, total=len(asks), problem=ask.problem, event=event
                    )


def _unclear(text: str) -> str:
    said = text.strip()
    if extract(said):
        return f"要把“{said}”写进草稿，请说“加上事实：{said}”；要起草新的问题，请写明哪里做得不好。"
    return (
        f"没有看懂“{said}”。改草稿可以说：第几条再具体一点、换一种写法、改成几条、删掉第几条、加上事实：……、"
        "还缺什么；要起草新的问题，请写明哪里做得不好。"
    )
