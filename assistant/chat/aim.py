"""Aim: which measures on the table a command means, or the question that would settle it."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.chat.answer import AskBack
from assistant.chat.command import Command
from assistant.chat.standing import Standing
from assistant.notice.numerals import to_chinese

_WHOLE = frozenset({"resize", "more", "fewer"})  # of a problem, whatever its measures
_NAMED = frozenset({"delete"})  # never of a whole draft by default


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """Measures ``measures`` (from 0) of the problem ``problem`` (from 0)."""

    problem: int
    measures: tuple[int, ...]


def take_aim(command: Command, standing: Standing) -> tuple[Aim, ...] | AskBack:
    """The measures that are meant, problem by problem; never a guess between several."""
    if not standing.items:
        return AskBack(question="现在还没有草稿：请先写出要整改的问题，一行一个。")
    chosen = _problems(command, standing)
    if isinstance(chosen, AskBack):
        return chosen
    aims = []
    for problem in chosen:
        measures = _measures(command, standing, problem)
        if isinstance(measures, AskBack):
            return measures
        aims.append(Aim(problem=problem, measures=measures))
    return tuple(aims)


def _problems(command: Command, standing: Standing) -> tuple[int, ...] | AskBack:
    target, count = command.target, len(standing.items)
    if target.problem is not None:
        if not 0 <= target.problem < count:
            return AskBack(
                question=f"现在只有{count}个问题，没有第{target.problem + 1}个：请再说一遍。"
            )
        return (target.problem,)
    if count == 1:
        return (0,)
    if target.every and command.kind != "merge":
        return tuple(range(count))
    fitting = [
        index
        for index, item in enumerate(standing.items)
        if target.measures and max(target.measures) < len(item.draft.measures)
    ]
    if len(fitting) == 1:
        return (fitting[0],)
    example = f"问题{to_chinese(2)}" + (f"第{target.measures[0] + 1}条" if target.measures else "")
    return AskBack(question=f"现在有{count}个问题，改哪一个？请写明，例如“{example}……”。")


def _measures(command: Command, standing: Standing, problem: int) -> tuple[int, ...] | AskBack:
    count = len(standing.items[problem].draft.measures)
    if command.kind in _WHOLE:
        return ()
    named = tuple(count + n if n < 0 else n for n in command.target.measures)
    wrong = next((n for n in named if not 0 <= n < count), None)
    if wrong is not None:
        return AskBack(
            question=f"问题{problem + 1}只有{count}条措施，没有第{wrong + 1}条：请再说一遍。"
        )
    if command.kind == "merge":
        if not named and count > 1 and (count == 2 or command.target.every):
            return tuple(range(count))
        if len(named) < 2:
            return AskBack(question="合并哪几条？请写明，例如“第1条和第2条合并”。")
        return tuple(sorted(named))
    if command.kind in _NAMED and not named:
        return AskBack(question="删哪一条？请写明，例如“删掉第2条”。")
    if command.kind == "delete" and len(named) >= count:
        return AskBack(
            question=f"问题{problem + 1}一共{count}条措施，不能全删：可以说“换一种写法”。"
        )
    return named or tuple(range(count))
