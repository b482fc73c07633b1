"""What cannot be a measure is told, and why; what could be one is left alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.drafting.library import PLACEHOLDER, TOPIC, load_library
from assistant.drafting.plausible import TRADE, Grounds, Plausibility
from assistant.drafting.runs import longest_shared
from assistant.files.read import read_document
from assistant.notice.parse import parse
from assistant.settings import ROOT

PROBLEM = "公务接待审批不严格，超标准接待时有发生"
CASES: list[dict[str, Any]] = yaml.safe_load(
    (ROOT / "tests" / "cases" / "drafting" / "flaws.yaml").read_text("utf-8")
)
ALIASES = {"instructions": "instruction"}


@pytest.fixture(scope="module")
def plausibility() -> Plausibility:
    return Plausibility(load_library(ROOT / "corpus" / "library"))


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:16] for case in CASES])
def test_flaws(plausibility: Plausibility, case: dict[str, Any]) -> None:
    found = {flaw.kind for flaw in plausibility.of_measure(case["text"], Grounds(given=(PROBLEM,)))}
    assert found == {ALIASES.get(kind, kind) for kind in case["kinds"]}


def test_all_measures_of_the_library_are_plausible(plausibility: Plausibility) -> None:
    library = load_library(ROOT / "corpus" / "library")
    grounds = Grounds(given=("某项工作不规范",))
    flawed = {
        measure.id: [flaw.kind for flaw in found]
        for kind in library.types
        for measure in kind.measures
        if (
            found := list(
                plausibility.of_measure(measure.progress.replace(TOPIC, kind.topic), grounds)
            )
        )
    }
    assert flawed == {}


def test_measures_of_whole_notices_are_of_the_trade(plausibility: Plausibility) -> None:
    """Notices that were written apart from the library: hardly one measure is taken for prose."""
    shares = [
        plausibility.trade_share(measure.text, (record.problem.text,))
        for path in sorted((ROOT / "corpus").glob("[0-9]*.md"))
        for record in parse(read_document(str(path), None)).records
        for measure in record.measures
        if len(PLACEHOLDER.sub("", measure.text)) >= 20
    ]
    assert len(shares) > 600
    assert sum(share < TRADE for share in shares) <= 0.01 * len(shares)


@pytest.mark.parametrize(
    "prose",
    [
        "从前有座山，山里有座庙，庙里有个老和尚在讲故事。",
        "西红柿两个，鸡蛋三个，先把鸡蛋打散，锅里放油烧热。",
        "今天天气真不错，适合出去郊游野餐，大家都很开心。",
    ],
)
def test_everyday_prose_is_not(plausibility: Plausibility, prose: str) -> None:
    assert plausibility.trade_share(prose, (PROBLEM,)) < TRADE


def test_another_units_sentence_and_our_own_prompt_are_known(plausibility: Plausibility) -> None:
    theirs = "制作三色接待流程卡贴在值班室门口，当班人员按卡逐步勾画核对。"
    ours = "每条写清谁做什么、怎么做、留下什么凭据，合起来要有纠正已有问题的动作。"
    grounds = Grounds(given=(PROBLEM,), precedents=(theirs,), prompt=ours)
    for text, kind in ((theirs, "copied"), (ours, "prompt")):
        assert kind in {flaw.kind for flaw in plausibility.of_measure(text, grounds)}
    given = Grounds(given=(PROBLEM, theirs), precedents=(theirs,))
    assert "copied" not in {flaw.kind for flaw in plausibility.of_measure(theirs, given)}


def test_longest_shared() -> None:
    assert longest_shared("甲乙丙丁戊", "癸乙丙丁庚", 2) == "乙丙丁"
    assert longest_shared("甲乙丙丁戊", "癸乙丙丁庚", 4) == ""
    assert longest_shared("", "甲", 1) == ""


def test_real_measures_are_plausible_sentences(
    plausibility: Plausibility, real_notices: Path
) -> None:
    """On five real notices the sentence checks stop almost nothing that a person wrote."""
    stopped = total = 0
    for path in sorted(real_notices.iterdir()):
        for record in parse(read_document(str(path), None)).records:
            for measure in record.measures:
                total += 1
                grounds = Grounds(given=(record.problem.text, measure.text))
                stopped += any(plausibility.of_sentence(measure.text, grounds))
    assert total > 200
    assert stopped <= 0.03 * total
