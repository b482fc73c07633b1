"""Mutations: sound files broken at random, by seed; each is read or refused, nothing else.

A longer run: ``python tests/support/mutate.py 0 6000``.
"""

from __future__ import annotations

import pytest
from mutate import endings, sound_files
from read_any import outcome

SEEDS = 300
BATCH = 30


def test_the_files_are_sound_before() -> None:
    assert {name: outcome(name, data) for name, data in sound_files().items()} == dict.fromkeys(
        sound_files(), "读出"
    )


@pytest.mark.parametrize("first", range(0, SEEDS, BATCH))
def test_broken_files(first: int) -> None:
    ends = list(endings(range(first, first + BATCH), outcome))
    assert [end for end in ends if end[2].startswith("意外")] == []
