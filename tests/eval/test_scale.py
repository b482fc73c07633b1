"""Synthetic notices are read as what they are, and the measurement of scale measures."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from assistant.drafting.library import load_library
from assistant.notice.document import Document
from assistant.notice.parse import parse
from assistant.settings import ROOT
from eval.scale.figures import measure
from eval.scale.hashed import HASHED, HashedPairs
from eval.synthetic import PER_NOTICE, Maker, numeral


@pytest.fixture(scope="module")
def maker() -> Maker:
    return Maker(load_library(ROOT / "corpus" / "library"))


def test_a_notice_is_made_of_whole_problems(maker: Maker) -> None:
    texts = [maker.notice(number) for number in range(5)]
    assert texts == [maker.notice(number) for number in range(5)]
    assert len(set(texts)) == 5
    for text in texts:
        assert "【" not in text
        assert "{topic}" not in text
        notice = parse(Document(text=text, source="made.txt"))
        assert len(notice.records) == PER_NOTICE
        assert all(record.measures for record in notice.records)
    assert len({maker.query(number) for number in range(50)}) > 30


@pytest.mark.parametrize(
    ("number", "text"),
    [(1, "一"), (10, "十"), (14, "十四"), (20, "二十"), (30, "三十"), (99, "九十九")],
)
def test_numerals(number: int, text: str) -> None:
    assert numeral(number) == text


def test_the_stand_in_for_a_model_is_near_for_near_texts() -> None:
    rows = HashedPairs().passages(["食堂采购不规范", "食堂采购管理不规范", "干部档案造假", ""])
    assert np.allclose(np.linalg.norm(rows, axis=1), 1.0)
    assert rows[0] @ rows[1] > 0.5 > rows[0] @ rows[2]


@pytest.mark.slow
def test_a_small_measurement(tmp_path: Path) -> None:
    said: list[str] = []
    figures = measure(90, tmp_path, HASHED, said.append)
    assert figures.notices == 4
    assert figures.records == 4 * PER_NOTICE
    assert figures.index_mb > 0
    assert figures.asked.median_ms > 0
    assert figures.asked.cold_median_ms > 0
    # what was measured is told at once: a run of an hour that is cut off has said something
    assert [stage.records for stage in figures.stages] == [30, 60, 90]
    assert [json.loads(line)["records"] for line in said[:3]] == [30, 60, 90]
