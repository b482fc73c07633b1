"""No figure stands in a README that code did not write, and the test that says so can fail."""

from __future__ import annotations

import re
from pathlib import Path
from types import ModuleType

import pytest
from scripts import load_script

ROOT = Path(__file__).resolve().parent.parent.parent
READMES = ("README.md", "README.zh-CN.md")


@pytest.fixture(scope="module")
def prose() -> ModuleType:
    return load_script(Path(__file__).with_name("readme_figures.py"))


@pytest.mark.parametrize("name", READMES)
def test_every_number_is_written_by_code_or_has_its_reason(prose: ModuleType, name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert list(prose.unexplained(text)) == []


@pytest.mark.parametrize("name", READMES)
def test_figures_in_the_prose_are_fresh(prose: ModuleType, name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert prose.filled(text) == text, "run `make docs`"


@pytest.mark.parametrize(
    "claim",
    [
        "A review takes 20 ms.",
        "It answers in 0.3 seconds, 3x faster.",
        "The index takes 210 MB.",
        "Recall is 99.2%.",
        "It knows over a hundred rules.",
        "一秒内给出结果",
        "比同类快三倍",
        "占用内存 210 兆",
        "准确率 98.5%",
        "收入约两分钟",
        "Drafting costs <!--=nothing of ours--> 12 seconds.",
    ],
)
def test_a_figure_by_hand_is_seen(prose: ModuleType, claim: str) -> None:
    assert list(prose.unexplained(f"Before.\n\n{claim}\n\nAfter.\n"))


@pytest.mark.parametrize(
    "words",
    [
        "Needs Python 3.11 and SARIF 2.1.0.",
        "`LLM_TIMEOUT=120` and ![x](a-2.png)",
        "```sh\nmake test WORKERS=2\n```",
        "<!-- bench:begin -->\n| 0.3 秒 |\n<!-- bench:end -->",
        "<!--=rules-->33<!--/--> rules",
        "说“第3条再具体一点”就行",
        "一个输入框，一行一条",
    ],
)
def test_what_is_no_figure_passes(prose: ModuleType, words: str) -> None:
    assert list(prose.unexplained(f"Before.\n\n{words}\n\nAfter.\n")) == []


def test_a_figure_that_nobody_makes_is_an_error(prose: ModuleType) -> None:
    with pytest.raises(KeyError):
        prose.filled("<!--=no_such_figure-->1<!--/-->")


def test_every_figure_is_used_and_every_reason_is_needed(prose: ModuleType) -> None:
    texts = [(ROOT / name).read_text("utf-8") for name in READMES]
    unused = [name for name in prose.FIGURES if not any(f"<!--={name}-->" in t for t in texts)]
    assert unused == []
    unneeded = [why for why in prose.ALLOWED if not any(re.search(why, t) for t in texts)]
    assert unneeded == []
