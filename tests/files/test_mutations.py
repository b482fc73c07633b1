"""Mutations: sound files broken at random, by seed; each is read or refused, nothing else.

The long run is ``MUTATIONS=6000`` (twenty minutes).
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from figures import record
from mutate import endings, sound_files
from read_any import outcome

SEEDS = int(os.environ.get("MUTATIONS", "300"))
BATCH = 30


@pytest.fixture(scope="module")
def held() -> Iterator[list[str]]:
    """How each broken file ended; a run over all of them is a figure."""
    ends: list[str] = []
    yield ends
    if len(ends) == SEEDS:
        record("fuzz", files=len(ends), unexpected=sum(end.startswith("意外") for end in ends))


def test_the_files_are_sound_before() -> None:
    assert {name: outcome(name, data) for name, data in sound_files().items()} == dict.fromkeys(
        sound_files(), "读出"
    )


@pytest.mark.parametrize("first", range(0, SEEDS, BATCH))
def test_broken_files(first: int, held: list[str]) -> None:
    ends = list(endings(range(first, first + BATCH), outcome))
    held += [end for _, _, end in ends]
    assert [end for end in ends if end[2].startswith("意外")] == []
