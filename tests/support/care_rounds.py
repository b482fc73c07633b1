"""Rounds of care: one random correction after another of a corpus, and how it must stand then."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Mapping
from itertools import count
from pathlib import Path

from assistant.retrieval import plan
from assistant.retrieval.backing import Backing
from assistant.retrieval.corrections import Merge, Reword, Split
from assistant.retrieval.index import Index, open_index, rebuild_index

LEAST = 6  # notices that stay out of the trash

Standing = Mapping[str, list[int]]  # notice id → in the trash, version in force, versions


def standing(index: Index) -> Standing:
    """How every stored notice stands."""
    found: dict[str, list[int]] = {}
    for trashed, notices in enumerate((index.notices(), index.care.trash())):
        for notice in notices:
            history = index.care.view(notice.id).history
            head = next((version.number for version in history if version.head), 0)
            found[notice.id] = [trashed, head, len(history)]
    return found


def one_step(index: Index, notice: str, before: list[int], now: list[int]) -> bool:
    """Whether a single act on a notice leads from one standing to the other."""
    history = index.care.view(notice).history
    if before[0] != now[0]:  # taken out or brought back
        return before[1:] == now[1:]
    if now[2] > before[2]:  # corrected: a version more, made from the one in force (0: the parse)
        return now[2] == max(before[2], 1) + 1 and history[now[1]].parent == before[1]
    return now[2] == before[2] and history[before[1]].parent == now[1]  # undone


def acts(index: Index, backing: Backing, chance: random.Random) -> Iterator[Callable[[], object]]:
    """One act of each kind that can be done now."""
    care, live = index.care, index.notices()
    notice = chance.choice(live).id
    view = care.view(notice)
    record = chance.choice(view.records)
    word = f"改写的问题{chance.randrange(10**6)}"
    yield lambda: care.correct(notice, Reword(record=record.id, problem=word))
    if record.end - record.start > 2:
        offset = chance.randrange(record.start + 1, record.end)
        yield lambda: care.correct(notice, Split(record=record.id, offset=offset, problem=word))
    if len(view.records) > 1:
        first, second = view.records[:2]
        yield lambda: care.correct(notice, Merge(first=first.id, second=second.id))
    if any(version.head and version.parent is not None for version in view.history):
        yield lambda: care.undo(notice)
    if len(live) > LEAST:
        yield lambda: index.remove(notice)
    trash = care.trash()
    if trash:
        yield lambda: care.restore(trash[0].id)
    yield lambda: rebuild_index(backing, index.corpus)


def care_rounds(data_dir: Path, backing: Backing, seed: int, say: Callable[[str], None]) -> None:
    """Until it is killed; says how the corpus stands after each act."""
    chance = random.Random(seed)
    plan.SMALL = chance.choice((8, plan.SMALL))  # small segments beside the large one, or only one
    index = open_index(data_dir, backing=backing)
    for _ in count():
        chance.choice(list(acts(index, backing, chance)))()
        say(json.dumps(standing(index)))
