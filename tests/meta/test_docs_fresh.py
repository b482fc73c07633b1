"""What the READMEs show of the command line is what the command line says."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest
from scripts import load_script

from assistant.cli.verbs import VERBS

RENDERER = Path(__file__).with_name("render_docs.py")


@pytest.fixture(scope="module")
def docs() -> ModuleType:
    return load_script(RENDERER)


@pytest.mark.usefixtures("warm_data_dir")
def test_readmes_are_fresh(docs: ModuleType) -> None:
    wrong = [path.name for path in docs.stale()]
    assert wrong == [], "run `make docs`; a README without the markers needs them first"


def test_help_names_every_verb(docs: ModuleType) -> None:
    text = docs.cli_help()
    for verb in VERBS:
        assert f"用法：python -m assistant {verb} " in text


def test_rendering_replaces_only_its_block(docs: ModuleType) -> None:
    text = "前\n<!-- cli-help:begin -->\n旧\n<!-- cli-help:end -->\n后\n"
    new = docs.rendered(text, "cli-help")
    assert new.startswith("前\n<!-- cli-help:begin -->\n```text\n用法：")
    assert new.endswith("```\n<!-- cli-help:end -->\n后\n")
    assert docs.rendered(new, "cli-help") == new
    assert docs.rendered("没有标记", "cli-help") is None
