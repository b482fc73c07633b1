"""Filling: the dialogue over placeholders (还缺什么), and facts that are added to drafts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from assistant.chat.aim import take_aim
from assistant.chat.answer import Answer, AskBack, Missing, Revised, Said
from assistant.chat.command import Command
from assistant.chat.edit import add_facts
from assistant.chat.gaps import expected, fill_gap, gaps_of, question, value_for
from assistant.chat.standing import Gap, Standing
from assistant.drafting.assign import assign
from assistant.drafting.library import Slot
from assistant.drafting.orders import quoted, sift
from assistant.facts.extract import extract
from assistant.notice.numerals import to_chinese

_LISTED = 3  # places named when it is not clear which is meant
Slots = Mapping[str, Slot]


def ask_missing(standing: Standing, slots: Slots, result: list[Standing]) -> Iterator[Answer]:
    """What is missing, and the first question of the dialogue."""
    gaps = tuple(gaps_of(standing, slots))
    first = gaps[0] if gaps else None
    if not standing.items:
        yield AskBack(question="现在还没有草稿：请先写出要整改的问题，一行一个。")
        return
    said = question(first, len(gaps)) if first else "没有待填项了，草稿里的事实都有依据。"
    yield Missing(gaps=gaps, waiting=first, said=said)
    result.append(replace(standing, waiting=_key(first)))


def skip(standing: Standing, slots: Slots, result: list[Standing]) -> Iterator[Answer]:
    """Leave the placeholder that was asked for and ask for the next one."""
    gaps = tuple(gaps_of(standing, slots))
    at = next((n for n, gap in enumerate(gaps) if _key(gap) == standing.waiting), -1)
    after = gaps[at + 1] if at + 1 < len(gaps) else None
    left = f"后面没有了，还空着{len(gaps)}处，说“还缺什么”可以从头再填。"
    yield Missing(gaps=gaps, waiting=after, said=question(after, len(gaps)) if after else left)
    result.append(replace(standing, waiting=_key(after)))


def answer_waiting(
    text: str, standing: Standing, slots: Slots, result: list[Standing]
) -> Iterator[Answer]:
    """Fill what was asked for last, where the message is of its kind; else yields nothing.

    A bare fact of another kind is asked about; anything longer is taken for something else.
    """
    gap = next((g for g in gaps_of(standing, slots) if _key(g) == standing.waiting), None)
    bare = text.strip("。，, \n")
    if gap is None or "\n" in bare:
        return
    value = value_for(gap, bare, _behind(standing, gap))
    if value is not None:
        yield from _filled(gap, value, standing, slots, result)
    elif bare.isdigit() or any(fact.text == bare for fact in extract(bare)):
        yield AskBack(question=f"“{bare}”填不进“{gap.context}”：{expected(gap)}，或说“跳过”。")


def fill_named(
    command: Command, standing: Standing, slots: Slots, result: list[Standing]
) -> Iterator[Answer]:
    """印发日期是9月2日: the placeholder of this name, where there is just one."""
    aims = take_aim(command, standing) if command.target.problem is not None else None
    if isinstance(aims, AskBack):
        yield aims
        return
    gaps = [
        gap
        for gap in gaps_of(standing, slots)
        if gap.name == command.name
        and command.target.problem in (None, gap.problem)
        and (not command.target.measures or gap.measure in command.target.measures)
    ]
    waiting = [gap for gap in gaps if _key(gap) == standing.waiting]
    if len(gaps) > 1 and len(waiting) != 1:
        yield AskBack(question=_which(command, gaps))
        return
    if not gaps:
        yield AskBack(question=f"没有找到待填的“{command.name}”：说“还缺什么”可以看到全部待填项。")
        return
    gap = waiting[0] if waiting else gaps[0]
    value = value_for(gap, command.text, _behind(standing, gap))
    if value is None:
        yield AskBack(question=f"“{command.text}”不像是{command.name}：{expected(gap)}。")
        return
    yield from _filled(gap, value, standing, slots, result)


def put_facts(
    command: Command, standing: Standing, slots: Slots, result: list[Standing]
) -> Iterator[Answer]:
    """加上这个事实：…: into the problem that is named, or the one that the fact speaks of."""
    if not standing.items:
        yield AskBack(question="现在还没有草稿：请先写出问题，再在下一行写“事实：……”。")
        return
    facts, notes = _facts(command.text)
    yield from notes
    if not facts:
        return
    places = _places(command, facts, standing)
    if isinstance(places, AskBack):
        yield places
        return
    after = standing
    for problem, given in places.items():
        edited = add_facts(after.items[problem], given, slots, command.target.measures)
        after = after.changed(problem, edited.item)
        yield Revised(
            draft=edited.item.draft,
            number=problem + 1,
            total=len(after.items),
            changed=edited.changed,
            said=edited.said,
        )
    result.append(replace(after, waiting=None, before=standing.items))


def _facts(text: str) -> tuple[tuple[str, ...], list[Said]]:
    """The facts, one a line, without sentences that give orders (which are told)."""
    facts, notes = list[str](), list[Said]()
    for line in filter(str.strip, text.splitlines()):
        sifted = sift(line.strip())
        if sifted.kept:
            facts.append(sifted.kept)
        notes += [
            Said(text=f"这句话像是写给机器的指令，没有当作事实：{quoted(order)}")
            for order in sifted.orders
        ]
        notes += [
            Said(text=f"这句话也许是写给机器的指令，仍当作事实，但不交给模型：{quoted(sentence)}")
            for sentence in sifted.doubted
        ]
    return tuple(facts), notes


def _places(
    command: Command, facts: Sequence[str], standing: Standing
) -> dict[int, tuple[str, ...]] | AskBack:
    """Problem → the facts that go there; a question where that cannot be told."""
    if command.target.problem is not None or len(standing.items) == 1:
        aims = take_aim(command, standing)
        return aims if isinstance(aims, AskBack) else {aims[0].problem: tuple(facts)}
    texts = [f"{i.ask.problem}{''.join(m.text for m in i.draft.measures)}" for i in standing.items]
    by_problem = assign(facts, [item.ask.problem for item in standing.items])
    assigned = by_problem if not by_problem.left else assign(facts, texts)
    if assigned.left:
        return AskBack(
            question=f"看不出“{assigned.left[0][:20]}”属于哪个问题：请写明，例如“问题一加上事实：……”。"
        )
    return {n: given for n, given in enumerate(assigned.by_problem) if given}


def _filled(
    gap: Gap, value: str, standing: Standing, slots: Slots, result: list[Standing]
) -> Iterator[Answer]:
    done = fill_gap(standing.items[gap.problem], gap, value)
    after = standing.changed(gap.problem, done.item)
    yield Revised(
        draft=done.item.draft,
        number=gap.problem + 1,
        total=len(after.items),
        changed=(gap.measure,),
        said=f"已填上：{done.fact}",
    )
    gaps = tuple(gaps_of(after, slots))
    place = (gap.problem, gap.measure, gap.start)
    following = next((g for g in gaps if (g.problem, g.measure, g.start) >= place), None)
    coming = following or (gaps[0] if gaps else None)
    said = question(coming, len(gaps)) if coming else "待填项都填完了。"
    yield Missing(gaps=gaps, waiting=coming, said=said)
    result.append(replace(after, waiting=_key(coming)))


def _which(command: Command, gaps: Sequence[Gap]) -> str:
    places = "、".join(f"问题{g.problem + 1}第{g.measure + 1}条" for g in gaps[:_LISTED])
    more = "等" if len(gaps) > _LISTED else ""
    first = gaps[0]
    if len({(g.problem, g.measure) for g in gaps}) == 1:
        return f"{places[: places.index('条') + 1]}里有{len(gaps)}处“{command.name}”：请说“还缺什么”，逐处来填。"
    example = f"问题{to_chinese(first.problem + 1)}第{first.measure + 1}条的{command.name}是{command.text}"
    return f"“{command.name}”有{len(gaps)}处（{places}{more}），是哪一处？请写明，例如“{example}”。"


def _behind(standing: Standing, gap: Gap) -> str:
    return standing.items[gap.problem].draft.measures[gap.measure].text[gap.end : gap.end + 1]


def _key(gap: Gap | None) -> tuple[int, int, int] | None:
    return None if gap is None else (gap.problem, gap.measure, gap.start)
