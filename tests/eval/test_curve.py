"""The curve: growing portions, the whole corpus last, and nothing answered from its own notice."""

from __future__ import annotations

from collections import defaultdict

import pytest

from eval.runner import run_sample
from eval.suites import curve
from eval.suites.curve import CURVE
from eval.world import World

HELD = 7


@pytest.fixture
def unopened(monkeypatch: pytest.MonkeyPatch) -> None:
    """Portions that are counted, not opened: an index for each size takes a minute."""
    monkeypatch.setattr(curve, "_open", lambda world, notices, axis, size: len(notices))
    monkeypatch.setattr(curve, "_portions", defaultdict(dict))


@pytest.mark.usefixtures("unopened")
def test_the_portions_grow_to_the_whole_corpus(world: World) -> None:
    found = list(CURVE.samples(world, False))
    sizes = sorted({s.input["size"] for s in found if s.input["axis"] == "notices"})
    whole = len(world.notices)
    assert sizes[0] == 6
    assert sizes[-1] == whole >= 40
    assert sizes[-2] < whole  # the notices asked about are in the last portion only
    counted = curve._portions[world]
    assert all(counted["notices", size] == size for size in sizes)
    assert max(s.input["size"] for s in found if s.input["axis"] == "types") == len(
        world.library.types
    )


@pytest.mark.usefixtures("unopened")
def test_every_size_asks_the_same(world: World) -> None:
    """Else a curve would tell a change of questions."""
    questions: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for sample in CURVE.samples(world, False):
        name = sample.id.rpartition("=")[2].partition("/")[2]
        questions[sample.group].add((name, str(sorted(sample.target["relevant"]))))
    assert len({frozenset(found) for found in questions.values()}) == 1


@pytest.mark.usefixtures("unopened")
def test_nothing_of_the_notice_itself_is_relevant(world: World) -> None:
    for sample in CURVE.samples(world, False):
        own = sample.input["notice"]
        assert sample.target["relevant"]
        assert not [name for name in sample.target["relevant"] if name.startswith(f"{own}-")]


@pytest.mark.slow
def test_in_the_whole_corpus_the_own_notice_is_never_listed(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(curve, "SIZES", (6,))
    monkeypatch.setattr(curve, "_sizes", lambda *_: [])
    whole = list(CURVE.samples(world, False))
    assert {sample.group for sample in whole} == {f"notices={len(world.notices)}"}
    for sample in whole[:: len(whole) // HELD]:
        result = run_sample(CURVE, world, sample)
        assert result.error is None
        assert result.output is not None
        assert result.output["ranked"]
        own = sample.input["notice"]
        assert not [name for name in result.output["ranked"] if name.startswith(f"{own}-")]
