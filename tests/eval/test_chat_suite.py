"""The chat suite: right answers score full, a wrong target or a touched neighbour does not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from eval.runner import run_sample
from eval.sample import Sample
from eval.suites.chat import CHAT
from eval.world import World

BEFORE = [["甲一", "甲二"], ["乙一"]]


@pytest.fixture(scope="module")
def questions(world: World) -> Sequence[Sample]:
    return list(CHAT.samples(world, False))


def _edit(may: list[list[int | None]], must: bool | None = True) -> Sample:
    return Sample(id="e", group="edit", input={"text": "…"}, target={"may": may, "must": must})


def _scores(sample: Sample, after: Any) -> dict[str, float]:
    output = None if after is None else {"before": BEFORE, "after": after, "asked": False}
    return {score.name: score.value for score in CHAT.score(sample, output)}


def test_commands_talk_and_edits_are_all_asked(questions: Sequence[Sample]) -> None:
    groups = [sample.group for sample in questions]
    assert set(groups) == {"command", "talk", "edit"} == set(CHAT.labels)
    assert min(groups.count(group) for group in CHAT.labels) >= 10
    assert len({sample.id for sample in questions}) == len(questions)


@pytest.mark.parametrize(
    ("may", "must", "after", "kept", "done"),
    [
        ([[0, 1]], True, [["甲一", "新"], ["乙一"]], 1, 1),
        ([[0, 1]], True, [["新", "新"], ["乙一"]], 0, 1),  # a neighbour was touched
        ([[0, 1]], True, BEFORE, 1, 0),  # nothing was done
        ([[0, None]], True, [["甲一"], ["乙一"]], 1, 1),
        ([[0, None]], True, [["甲一"], ["新"]], 0, 1),
        ([[1, None]], True, [["甲一", "甲二"]], 0, 1),  # a problem was lost
        ([], False, BEFORE, 1, 1),
        ([], False, [["甲一", "甲二"], ["新"]], 0, 0),
        ([[0, 0]], True, None, 0, 0),  # the task failed
    ],
)
def test_an_edit_is_held_to_its_part(
    may: list[list[int | None]], must: bool, after: Any, kept: int, done: int
) -> None:
    assert _scores(_edit(may, must), after) == {"kept": kept, "done": done}


def test_an_edit_that_may_stand_already_is_not_asked_to_change() -> None:
    assert _scores(_edit([[1, 0]], None), BEFORE) == {"kept": 1}


@pytest.mark.parametrize(
    ("output", "value"),
    [
        ({"kind": "rewrite", "problem": 0, "measures": [1]}, 1),
        ({"kind": "rewrite", "problem": 1, "measures": [1]}, 0),
        ({"kind": None, "problem": None, "measures": []}, 0),
        (None, 0),
    ],
)
def test_an_intent_needs_kind_and_target(output: Any, value: int) -> None:
    sample = Sample(
        id="i",
        group="command",
        input={"text": "问题一第2条换一种写法"},
        target={"kind": "rewrite", "problem": 0, "measures": [1]},
    )
    (score,) = CHAT.score(sample, output)
    assert (score.name, score.value) == ("intent", value)


def test_edits_of_the_shipped_table(world: World, questions: Sequence[Sample]) -> None:
    """A few real ones; the whole suite is in the gate."""
    edits = [sample for sample in questions if sample.group == "edit"]
    for sample in edits[:: len(edits) // 4]:
        result = run_sample(CHAT, world, sample)
        assert result.error is None
        scores = {score.name: score.value for score in result.scores}
        assert scores["kept"] == 1, sample.input["text"]
        assert scores.get("done", 1) == 1, sample.input["text"]
