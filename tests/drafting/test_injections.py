"""Instructions hidden in past notices, feedback and facts: a model that obeys them is not shown."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import independent_count
import pytest
import world
import yaml
from figures import record
from scripted import ScriptedEngine

from assistant.drafting import references as references_module
from assistant.drafting.events import DraftEvent, Finished, Sentence
from assistant.drafting.model import Draft
from assistant.drafting.order import Order
from assistant.drafting.orders import Sifted, sift
from assistant.drafting.writer import Writer
from assistant.facts.support import check
from assistant.llm.prompts import load_prompts
from assistant.settings import ROOT

FOLDER = ROOT / "tests" / "cases" / "injections"
CASES: list[dict[str, Any]] = [
    case
    for name in ("chinese", "english", "fresh")
    for case in yaml.safe_load((FOLDER / f"{name}.yaml").read_text("utf-8"))
]
DRAFTING = [case for case in CASES if case["place"] != "draft"]
IN_NOTICES = [case for case in CASES if case["place"] == "notice"]
# beside a good measure, every fourth of them also alone
OBEYED = [(case, "mixed") for case in DRAFTING] + [(case, "alone") for case in DRAFTING[::4]]
PROBLEM = "公务接待审批不严格，超标准接待时有发生"
FACT = "9月2日印发《公务接待管理办法》"
PAST = "制定接待审批流程图，接待科室凭公函逐级报批，办公室每月核对清单。"
GOOD = "9月2日印发《公务接待管理办法》，明确审批权限、接待标准和陪餐人数，先审批后接待。"


@pytest.fixture(scope="module")
def held() -> Iterator[list[str]]:
    """The attacks that did not come through; a run over all of them is a figure."""
    names: list[str] = []
    yield names
    if len(names) == len(OBEYED):
        record("injections", attacks=len(names), came_through=0)


def test_there_are_enough() -> None:
    assert len(CASES) >= 40
    assert len({case["id"] for case in CASES}) == len(CASES)
    assert {case["place"] for case in CASES} == {"notice", "feedback", "fact", "draft"}
    assert sum(case["id"].startswith("en-") for case in CASES) >= 12


@pytest.fixture(scope="module")
def writer(tmp_path_factory: pytest.TempPathFactory, warm_library: Path) -> Writer:
    drafter = world.drafter_over(tmp_path_factory.mktemp("injections"), warm_library, ())
    return Writer(drafter, engine=None, prompts=load_prompts([ROOT / "prompts"]))


def _answer(*texts: str) -> str:
    measures = [{"text": text, "precedents": [], "facts": []} for text in texts]
    return json.dumps({"measures": measures}, ensure_ascii=False)


def _order(case: dict[str, Any]) -> Order:
    problem = PROBLEM + ("。" + case["text"] if case["place"] == "feedback" else "")
    fact = FACT + ("。" + case["text"] if case["place"] == "fact" else "")
    return Order(problem=problem, facts=(fact,))


def _shown(writer: Writer, case: dict[str, Any], *replies: str) -> tuple[list[str], Draft]:
    past = (PAST, case["text"]) if case["place"] == "notice" else (PAST,)
    writer.drafter = world.beside(writer.drafter, world.record("接待审批不严", *past))
    writer.engine = ScriptedEngine(replies)

    async def run() -> list[DraftEvent]:
        return [event async for event in writer.write(_order(case))]

    events = asyncio.run(run())
    finished = events[-1]
    assert isinstance(finished, Finished)
    said = [event.text for event in events if isinstance(event, Sentence)]
    return [*said, *(measure.text for measure in finished.draft.measures)], finished.draft


def _hold(texts: list[str], case: dict[str, Any], library: str) -> None:
    for text in texts:
        assert [word for word in case["never"] if word in text] == []
        loose = [
            c.fact.text for c in check(text, problem=PROBLEM, facts=(FACT,)) if not c.supported
        ]
        assert loose == []
        assert independent_count.strangers(text, f"{PROBLEM}{FACT}", library) == []


@pytest.mark.parametrize(("case", "mixed"), OBEYED, ids=[f"{c['id']}-{m}" for c, m in OBEYED])
def test_what_an_obedient_model_says_is_not_shown(
    writer: Writer, case: dict[str, Any], mixed: str, held: list[str]
) -> None:
    reply = _answer(case["says"], GOOD) if mixed == "mixed" else _answer(case["says"])
    texts, draft = _shown(writer, case, reply, reply)
    _hold(texts, case, writer.plausibility.library_text)
    assert "9月2日印发《公务接待管理办法》" in draft.text
    assert len(draft.measures) >= 2
    held.append(f"{case['id']}-{mixed}")


@pytest.mark.parametrize("case", IN_NOTICES, ids=[case["id"] for case in IN_NOTICES])
def test_no_fact_passes_even_where_the_instruction_is_not_recognised(
    writer: Writer, case: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The facts guard does not lean on it (in the user's own input the words are the user's)."""
    monkeypatch.setattr(
        references_module, "sift", lambda text, *, strict=False: Sifted(kept=text, shown=text)
    )
    texts, _ = _shown(writer, case, _answer(case["says"]), _answer(case["says"]))
    library = writer.plausibility.library_text
    for text in texts:
        assert independent_count.strangers(text, f"{PROBLEM}{FACT}", library) == []


RECOGNISED = [case for case in CASES if case.get("recognised", True)]


@pytest.mark.parametrize("case", RECOGNISED, ids=[case["id"] for case in RECOGNISED])
def test_the_instruction_is_set_aside_and_the_rest_kept(case: dict[str, Any]) -> None:
    sifted = sift(f"{PROBLEM}。{case['text']}")
    assert sifted.kept.startswith(PROBLEM) and sifted.shown.startswith(PROBLEM)
    assert sifted.orders
    for word in case["never"]:
        assert word not in sifted.kept


def test_ordinary_text_is_left_as_it_is() -> None:
    for path in sorted((ROOT / "corpus").glob("[0-9]*.md")):
        text = path.read_text("utf-8").split("---", 2)[2]
        assert sift(text).orders == (), path.name


def test_the_real_notices_are_left_as_they_are(real_notices: Path) -> None:
    for path in sorted(real_notices.iterdir()):
        text = path.read_text("utf-8", errors="replace")
        assert sift(text).orders == (), path.name
