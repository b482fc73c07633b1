"""The labelled documents: what is found on whole notices, held at the figures reached."""

from __future__ import annotations

from collections import Counter

import pytest
from labelled import Case, load_cases, match

CASES = list(load_cases())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_document(case: Case) -> None:
    missed, extra = match(case.expect, case.review().findings)
    assert missed == []
    assert extra == []


def test_the_set_is_broad() -> None:
    labels = Counter(label.rule for case in CASES for label in case.expect)
    assert len(CASES) >= 30
    assert sum(not case.expect for case in CASES) >= 10
    assert len({case.unit for case in CASES}) >= 8
    assert len(labels) >= 31
