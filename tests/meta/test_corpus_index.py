"""corpus/index.csv says what the front matter of the notices says."""

from __future__ import annotations

import csv
from pathlib import Path
from types import ModuleType

import pytest
from scripts import load_script

RENDERER = Path(__file__).with_name("render_corpus_index.py")


@pytest.fixture(scope="module")
def renderer() -> ModuleType:
    return load_script(RENDERER)


def test_index_is_fresh(renderer: ModuleType) -> None:
    assert renderer.INDEX.read_text("utf-8") == renderer.index(), (
        "run python tests/meta/render_corpus_index.py"
    )


def test_index_lists_every_notice(renderer: ModuleType) -> None:
    with renderer.INDEX.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert [row["file"] for row in rows] == sorted(
        path.name for path in renderer.CORPUS.glob("[0-9]*.md")
    )
    assert all(all(row.values()) for row in rows)


def test_check_finds_a_stale_index(
    renderer: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(renderer, "INDEX", tmp_path / "index.csv")
    assert renderer.main(["--check"]) == 1
    assert renderer.main([]) == 0
    assert renderer.main(["--check"]) == 0
