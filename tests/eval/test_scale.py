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
from eval.bench.scale_table import lexical_table, pgvector_table
from eval.scale.committed import keep, keep_one, made, one, rows
from eval.scale.figures import measure
from eval.scale.hashed import HASHED, HashedPairs
from eval.scale.lexical import lexical
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
    words = lexical(tmp_path / "data", 3, tmp_path / "words")
    assert words.records == 3 * figures.records
    assert words.postings % 3 == 0
    assert words.asked.differs < 1e-5  # far below LARGE every word is counted for every text
    shown = lexical_table(made(words))
    assert "| 词面一侧 | 360 条（一份的 3 倍） |" in shown


def test_what_was_measured_once_is_kept_beside_the_sizes(tmp_path: Path) -> None:
    path = tmp_path / "scale.json"
    keep_one("lexical", {"records": 1}, path)
    keep([{"records": 1020, "model": "usem3"}], path)
    keep_one("pgvector", {"rows": 2}, path)
    assert one("lexical", path) == {"records": 1}
    assert one("pgvector", path) == {"rows": 2}
    assert [row["records"] for row in rows(path)] == [1020]
    assert lexical_table(None) == pgvector_table(None) == ""


def test_the_committed_figures_have_their_tables() -> None:
    for name, table in (("lexical", lexical_table), ("pgvector", pgvector_table)):
        found = one(name)
        assert found is not None
        assert found["commit"][:7] in table(found)
