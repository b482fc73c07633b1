"""Edit: commands carried out by rules on one problem's draft; all else stays byte for byte.

Every function takes an item of the table and gives it back changed, with which measures changed
and one Chinese line on what was done. None changed: the line says why, and what would help.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.chat.intent import Ask
from assistant.chat.standing import Item, redrafted
from assistant.chat.tone import Direction, retoned
from assistant.drafting.alternatives import Alternative, Alternatives, clauses_in
from assistant.drafting.fill import fill
from assistant.drafting.finish import opening_of
from assistant.drafting.given import given_clauses
from assistant.drafting.keep import keep_given
from assistant.drafting.library import Slot
from assistant.drafting.model import DraftMeasure

MOST = 6  # measures of one problem
Numbers = Sequence[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """``changed`` are the measures of the new item that are not what they were; may be empty."""

    item: Item
    changed: tuple[int, ...]
    said: str


def delete(item: Item, numbers: Numbers) -> Edited:
    """Without these measures; what only they said of the user's facts goes with them."""
    gone = [item.draft.measures[n] for n in numbers]
    kept = tuple(m for n, m in enumerate(item.draft.measures) if n not in numbers)
    dropped = [
        fact
        for fact in item.ask.facts
        if any(clauses_in(m, (fact,)) for m in gone)
        and not any(clauses_in(m, (fact,)) for m in kept)
    ]
    facts = tuple(fact for fact in item.ask.facts if fact not in dropped)
    said = f"已删去第{'、'.join(str(n + 1) for n in sorted(numbers))}条" + (
        f"，其中的事实一并去掉：{'；'.join(dropped)}。" if dropped else "，其余未动。"
    )
    return Edited(
        item=Item(ask=replace(item.ask, facts=facts), draft=redrafted(item.draft, kept)),
        changed=(),
        said=said,
    )


def merge(item: Item, numbers: Numbers) -> Edited:
    """These measures in one, at the place of the first, in their order."""
    ordered = sorted(numbers)
    chosen = [item.draft.measures[n] for n in ordered]
    text = "；".join(m.text.rstrip("。；") for m in chosen) + "。"
    origins = {m.origin for m in chosen}
    one = DraftMeasure(
        text=text,
        origin=chosen[0].origin if len(origins) == 1 else "library",
        sources=tuple(dict.fromkeys(key for m in chosen for key in m.sources)),
    )
    measures = [
        one if n == ordered[0] else m
        for n, m in enumerate(item.draft.measures)
        if n not in ordered[1:]
    ]
    named = "、".join(str(n + 1) for n in ordered)
    return Edited(
        item=replace(item, draft=redrafted(item.draft, tuple(measures))),
        changed=(ordered[0],),
        said=f"已把第{named}条合并为第{ordered[0] + 1}条，其余未动。",
    )


def resize(item: Item, count: int, alternatives: Alternatives, issuer: str | None = None) -> Edited:
    """As many measures as ``count``: last ones without facts go first, new ones are put behind."""
    have = len(item.draft.measures)
    if not 1 <= count <= MOST:
        return Edited(item=item, changed=(), said=f"一个问题写1至{MOST}条，请换一个数。")
    if count == have:
        return Edited(item=item, changed=(), said=f"本来就是{count}条，没有改动。")
    if count < have:
        return _shrunk(item, count)
    said = [c for m in item.draft.measures for c in clauses_in(m, item.ask.facts)]
    free = [c for c in given_clauses(item.ask.facts) if c not in said]
    found = alternatives.of(item.draft, item.ask.facts, free, issuer)
    added = tuple(option.measure for option in found[: count - have])
    if not added:
        return Edited(
            item=item, changed=(), said="措施库里没有别的对症措施可加：请写明要加的内容。"
        )
    total = have + len(added)
    short = "" if total == count else f"（措施库里只找到{len(added)}条）"
    return Edited(
        item=replace(item, draft=redrafted(item.draft, (*item.draft.measures, *added))),
        changed=tuple(range(have, total)),
        said=f"已加到{total}条{short}，原有各条未动。",
    )


def _shrunk(item: Item, count: int) -> Edited:
    measures = list(item.draft.measures)
    order = sorted(
        range(len(measures)), key=lambda n: (bool(clauses_in(measures[n], item.ask.facts)), -n)
    )
    gone = set(order[: len(measures) - count])
    kept = [m for n, m in enumerate(measures) if n not in gone]
    after = keep_given(kept, given_clauses(item.ask.facts))
    changed = tuple(n for n, (old, new) in enumerate(zip(kept, after, strict=True)) if old != new)
    named = "、".join(str(n + 1) for n in sorted(gone))
    moved = "，其中的事实并入保留的措施" if changed else ""
    return Edited(
        item=replace(item, draft=redrafted(item.draft, tuple(after))),
        changed=changed,
        said=f"已改成{count}条，去掉了原第{named}条{moved}。",
    )


def replace_by(
    item: Item,
    numbers: Numbers,
    alternatives: Alternatives,
    better: Callable[[Alternative, DraftMeasure], bool],
    verb: str,
    issuer: str | None,
) -> Edited:
    """Each measure replaced by the best library measure of its role that is ``better``."""
    changed: list[int] = []
    for number in numbers:
        old = item.draft.measures[number]
        clauses = clauses_in(old, item.ask.facts)
        role = alternatives.role_of(old)
        found = alternatives.of(item.draft, item.ask.facts, clauses, issuer)
        options = [o for o in found if better(o, old)]
        options.sort(key=lambda option: role is not None and option.role != role)
        if not options:
            continue
        new = keep_given([options[0].measure], clauses)
        new = [replace(new[0], text=f"{opening_of(old.text, issuer)}{new[0].text}")]
        measures = tuple(new[0] if n == number else m for n, m in enumerate(item.draft.measures))
        item = replace(item, draft=redrafted(item.draft, measures))
        changed.append(number)
    return Edited(item=item, changed=tuple(changed), said=_replaced(changed, numbers, verb))


def _replaced(changed: Numbers, numbers: Numbers, verb: str) -> str:
    if not changed:
        return f"措施库里没有{verb}了：补上事实（“加上事实：……”）会更具体。"
    named = "、".join(str(n + 1) for n in changed)
    rest = "" if len(changed) == len(numbers) else "（其余没有合适的可换）"
    return f"第{named}条已换成措施库里{verb}{rest}，其余各条未动。"


def retone(item: Item, numbers: Numbers, direction: Direction) -> Edited:
    """The tone of these measures by a list of words; facts and quoted words stay."""
    measures = tuple(
        replace(m, text=retoned(m.text, direction)) if n in numbers else m
        for n, m in enumerate(item.draft.measures)
    )
    changed = tuple(
        n
        for n, (old, new) in enumerate(zip(item.draft.measures, measures, strict=True))
        if old != new
    )
    if not changed:
        return Edited(
            item=item, changed=(), said="没有可以按词表替换的说法：接上语言模型后可以整段改写语气。"
        )
    named = "、".join(str(n + 1) for n in changed)
    return Edited(
        item=replace(item, draft=redrafted(item.draft, measures)),
        changed=changed,
        said=f"已按词表调整第{named}条的措辞，事实和其余各条未动。",
    )


def add_facts(
    item: Item, facts: Sequence[str], slots: Mapping[str, Slot], numbers: Numbers = ()
) -> Edited:
    """The facts go into placeholders that wait for them, else behind the measure they fit best.

    ``numbers``: only these measures may take them.
    """
    before = item.draft.measures
    allowed = [n for n in range(len(before)) if not numbers or n in numbers]
    clauses = given_clauses(facts)
    measures, free = list(before), set(range(len(clauses)))
    for number in allowed:
        filled = fill(measures[number].text, clauses, slots, frozenset(free))
        free -= set(filled.used)
        measures[number] = replace(measures[number], text=filled.text)
    kept = keep_given([measures[n] for n in allowed], clauses)
    for number, measure in zip(allowed, kept, strict=True):
        measures[number] = measure
    after = tuple(measures)
    changed = tuple(n for n, (old, new) in enumerate(zip(before, after, strict=True)) if old != new)
    ask = Ask(problem=item.ask.problem, facts=(*item.ask.facts, *facts))
    if not changed:
        return Edited(
            item=replace(item, ask=ask), changed=(), said="这些事实草稿里已经写了，没有改动。"
        )
    named = "、".join(str(n + 1) for n in changed)
    return Edited(
        item=Item(ask=ask, draft=redrafted(item.draft, after)),
        changed=changed,
        said=f"事实已写进第{named}条，其余各条未动。",
    )
