"""Every test that the reliability table names is there, and its figures have a name."""

from __future__ import annotations

import json
from pathlib import Path
from types import ModuleType

import pytest
from scripts import load_script

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="module")
def reliability() -> ModuleType:
    return load_script(Path(__file__).with_name("reliability.py"))


def test_every_named_test_exists(reliability: ModuleType) -> None:
    missing = []
    for row in reliability.rows():
        assert row["tests"], row["must"]
        for name in row["tests"]:
            file, _, function = name.partition("::")
            place = ROOT / file
            if not place.exists() or f"def {function}(" not in place.read_text("utf-8") + "def (":
                missing.append(name)
    assert missing == []


def test_every_figure_is_shown_and_says_when_and_where(reliability: ModuleType) -> None:
    kept = json.loads(reliability.FIGURES.read_text("utf-8"))
    asked = {name for row in reliability.rows() for name in row.get("figures", [])}
    for name, run in kept.items():
        assert any(name == one or (one[-1] == "-" and name.startswith(one)) for one in asked), name
        assert {"date", "commit", "load"} <= set(run)
        shown = set(reliability._NAMES) | {"date", "commit", "load"}
        assert set(run) <= shown, name


def test_the_table_has_a_row_for_each(reliability: ModuleType) -> None:
    assert reliability.table().count("\n") == len(reliability.rows()) + 2
