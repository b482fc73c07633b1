"""Revising: a command carried out on the drafts it means; the model words, the rules stand in.

What cannot be said in words (how many, which goes, which are joined) is done by rules always; what
can (more specific, another tone) is the model's where there is one and its answer passes.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Mapping

from assistant.chat import edit
from assistant.chat.aim import Aim, take_aim
from assistant.chat.answer import Answer, AskBack, Revised, Said
from assistant.chat.command import Command, Kind
from assistant.chat.edit import Edited
from assistant.chat.request import Request
from assistant.chat.rewrite import rewrite
from assistant.chat.standing import Item, Standing
from assistant.drafting.alternatives import Alternative, Alternatives
from assistant.drafting.model import DraftMeasure
from assistant.drafting.writer import Writer

_WISHES: Mapping[Kind, str] = {
    "specify": "写得更具体：谁做、怎么做、留下什么凭据",
    "reword": "换一种写法，意思不变",
    "shorten": "写得更简短，事实和要点不减",
    "firm": "语气更严肃、更坚决，意思不变",
    "plain": "语气更平实、更缓和，意思不变",
}
_DONE: Mapping[Kind, str] = {
    "specify": "写得更具体",
    "reword": "换了写法",
    "shorten": "写得更简短",
    "firm": "改得更严肃",
    "plain": "改得更平实",
    "other": "按要求改写",
}
_NO_MODEL = (
    "这样改要接上语言模型。不接模型时可以说：第几条再具体一点、换一种写法、简短些、语气再严肃些、"
    "改成几条、删掉第几条、第几条和第几条合并、加上事实：……。"
)


class Revising:
    """Carries commands out; build once."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._alternatives = Alternatives(writer.drafter.library)

    async def carry_out(
        self, command: Command, request: Request, result: list[Standing]
    ) -> AsyncGenerator[Answer, None]:
        """Yield what was done; ``result`` takes the new table where anything changed."""
        aims = take_aim(command, request.standing)
        if isinstance(aims, AskBack):
            yield aims
            return
        standing = request.standing
        for aim in aims:
            edited = await self._edited(command, aim, standing.items[aim.problem], request)
            changed = edited.item != standing.items[aim.problem]
            if not changed:
                yield Said(text=edited.said)
                continue
            standing = standing.changed(aim.problem, edited.item)
            yield Revised(
                draft=edited.item.draft,
                number=aim.problem + 1,
                total=len(standing.items),
                changed=edited.changed,
                said=edited.said,
            )
        if standing is not request.standing:
            # 撤销 goes back to before the command, not to the middle of it
            result.append(
                Standing(
                    items=standing.items,
                    waiting=None,
                    before=request.standing.items,
                )
            )

    async def _edited(self, command: Command, aim: Aim, item: Item, request: Request) -> Edited:
        wish = _WISHES.get(command.kind, command.text)
        by_model = command.kind in _DONE and request.engine != "offline"
        reason = ""
        if by_model and self._writer.engine is not None:
            done = await rewrite(
                item, aim.measures, wish, writer=self._writer, issuer=request.issuer
            )
            if done.changed:
                named = "、".join(str(n + 1) for n in done.changed)
                rest = f"；其余没有改成（{done.reason}）" if done.reason else "，其余各条未动"
                said = f"模型已把第{named}条{_DONE[command.kind]}{rest}。"
                return Edited(item=done.item, changed=done.changed, said=said)
            reason = f"模型没有改成（{done.reason}），改由规则处理。"
        edited = await asyncio.to_thread(self._by_rules, command, aim, item, request.issuer)
        return Edited(item=edited.item, changed=edited.changed, said=f"{reason}{edited.said}")

    def _by_rules(self, command: Command, aim: Aim, item: Item, issuer: str | None) -> Edited:
        kind, numbers = command.kind, aim.measures
        have = len(item.draft.measures)
        if kind == "delete":
            return edit.delete(item, numbers)
        if kind == "merge":
            return edit.merge(item, numbers)
        if kind in {"resize", "more", "fewer"}:
            count = {"more": have + 1, "fewer": have - 1}.get(kind, command.count)
            return edit.resize(item, count, self._alternatives, issuer)
        if kind in {"firm", "plain"}:
            return edit.retone(item, numbers, "firm" if kind == "firm" else "plain")
        if kind in _BETTER:
            better, verb = _BETTER[kind]
            return edit.replace_by(item, numbers, self._alternatives, better, verb, issuer)
        return Edited(item=item, changed=(), said=_NO_MODEL)


def _sharper(option: Alternative, old: DraftMeasure) -> bool:
    return option.style == "specific" and len(option.measure.text) >= len(old.text) // 2


def _shorter(option: Alternative, old: DraftMeasure) -> bool:
    return len(option.measure.text) < len(old.text) * 0.85


def _other(option: Alternative, old: DraftMeasure) -> bool:
    return option.measure.text != old.text


_BETTER: Mapping[Kind, tuple[Callable[[Alternative, DraftMeasure], bool], str]] = {
    "specify": (_sharper, "更具体的写法"),
    "shorten": (_shorter, "更简短的写法"),
    "reword": (_other, "另一种写法"),
}
