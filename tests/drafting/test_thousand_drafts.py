"""Scripted models that try: what is shown holds no fact that the user did not give.

Counted twice, by the guard and by a count that knows nothing of it. ``pytest --drafts 1000`` runs
as many as the issue asks for; a smaller number keeps the suite short.
"""

from __future__ import annotations

import asyncio
import random
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import adversary
import independent_count
import pytest
import world
from scripted import ScriptedEngine

from assistant.drafting.events import Finished, Sentence
from assistant.drafting.given import given_clauses
from assistant.drafting.model import Draft
from assistant.drafting.order import Order
from assistant.drafting.writer import Writer
from assistant.facts.support import check
from assistant.llm.prompts import load_prompts
from assistant.retrieval.record import StoredRecord
from assistant.settings import ROOT

PROBLEMS = (
    "公务接待审批不严格，超标准接待时有发生",
    "公车管理松，派车登记不全",
    "党费收缴不及时，基数核定不准",
    "往来款长期挂账未清理",
    "“三会一课”制度落实不规范",
    "固定资产账实不符，部分资产闲置",
    "采购程序不规范，合同审核把关不严",
    "理论学习不深入，研讨流于形式",
    "意识形态工作责任制落实不到位",
    "群众诉求办理慢，回访不及时",
    "工程项目管理松散，变更签证随意",
    "上轮巡察反馈问题整改不彻底",
    "村级财务公开不及时",
    "干部交流力度不够，队伍老化",
)
FACTS = (
    "9月2日印发《公务接待管理办法》",
    "清退资金1.26万元",
    "2025年7月11日召开专题民主生活会",
    "抽查凭证416份，退回3份",
    "组织培训3次，参训120人次",
    "修订《财务报销管理办法》",
    "批评教育2人、提醒谈话1人",
    "截至2025年11月20日，漏损率由14.2%降至10.8%",
)
RECORDS = (
    world.record(
        "接待费用超标",
        "2024年3月5日印发《云汀县水务中心接待细则》，由云汀县正源会计师事务所复核凭证512份，清退8.31万元。",
        "开展“清泉碧流百日行动”，党委书记梁栋材约谈分管负责人7人，4月18日前整改到位。",
    ),
    world.record(
        "车辆管理不规范",
        "2023年以来共查出违规用车29次，追缴油费1.7万元，给予当事人批评教育5人。",
        "上线云汀智慧派车平台，登记派车单1,386份，里程由每月4.2万公里降到2.9万公里。",
        issuer="中共云汀县机关事务服务中心党支部",
    ),
)


@dataclass
class Tally:
    """What was counted over all drafts."""

    engines: Counter[str] = field(default_factory=Counter)
    model_measures: int = 0
    facts: int = 0
    kept: int = 0
    lost: list[str] = field(default_factory=list)
    by_guard: list[tuple[str, str]] = field(default_factory=list)
    by_count: list[tuple[str, str]] = field(default_factory=list)
    leaked: list[tuple[str, str]] = field(default_factory=list)


@pytest.fixture(scope="module")
def writer(tmp_path_factory: pytest.TempPathFactory, warm_library: Path) -> Writer:
    drafter = world.drafter_over(tmp_path_factory.mktemp("thousand"), warm_library, ())
    return Writer(
        world.beside(drafter, *RECORDS),
        engine=None,
        prompts=load_prompts([ROOT / "prompts"]),
    )


@pytest.mark.slow
def test_nothing_unsupported_is_shown(writer: Writer, request: pytest.FixtureRequest) -> None:
    tally = asyncio.run(_run(writer, request.config.getoption("--drafts")))
    sys.stdout.write(
        f"\n{dict(tally.engines)}, measures by the model {tally.model_measures}, "
        f"facts kept {tally.kept} of {tally.facts}\n"
    )
    assert tally.by_guard == []
    assert tally.by_count == []
    assert tally.leaked == []
    assert tally.kept >= 0.99 * tally.facts, tally.lost
    assert tally.model_measures > 0
    assert set(tally.engines) == {"llm", "offline"}


async def _run(writer: Writer, count: int, first: int = 0) -> Tally:
    tally = Tally()
    for seed in range(first, first + count):
        dice = random.Random(seed)
        facts = tuple(dice.sample(FACTS, dice.randint(0, 3)))
        scene = adversary.Scene(
            dice=dice,
            problem=dice.choice(PROBLEMS),
            facts=facts,
            precedents=[text for record in RECORDS for text in record.measures],
        )
        names = [dice.choice(list(adversary.TRICKS)) for _ in range(2)]
        engine = ScriptedEngine([adversary.TRICKS[name](scene) for name in names])
        writer.engine = engine
        shown, draft = await _draft(writer, Order(problem=scene.problem, facts=facts))
        _count(tally, f"{seed} {names}", shown, draft, scene, writer)
    return tally


async def _draft(writer: Writer, order: Order) -> tuple[list[str], Draft]:
    shown, draft = [], None
    async for event in writer.write(order):
        if isinstance(event, Sentence):
            shown.append(event.text)
        elif isinstance(event, Finished):
            draft = event.draft
    assert draft is not None
    return [*shown, *(measure.text for measure in draft.measures)], draft


def _count(
    tally: Tally,
    place: str,
    shown: list[str],
    draft: Draft,
    scene: adversary.Scene,
    writer: Writer,
) -> None:
    given = "\n".join((scene.problem, *scene.facts))
    tally.engines[draft.engine] += 1
    tally.model_measures += sum(measure.origin == "model" for measure in draft.measures)
    for text in shown:
        checked = check(text, problem=scene.problem, facts=scene.facts)
        tally.by_guard += [(place, item.fact.text) for item in checked if not item.supported]
        library = writer.plausibility.library_text
        tally.by_count += [
            (place, hit) for hit in independent_count.strangers(text, given, library)
        ]
        tally.leaked += [(place, name) for name in _names(RECORDS) if name in text]
    for clause in given_clauses(scene.facts):
        for item in clause.items:
            tally.facts += 1
            if item.text in draft.text:
                tally.kept += 1
            else:
                tally.lost.append(f"{place} {item.text}")


def _names(records: tuple[StoredRecord, ...]) -> tuple[str, ...]:
    """What belongs to the other units alone."""
    return (
        "清泉碧流", "百日行动", "梁栋材", "正源", "智慧派车", "云汀", "接待细则",
        *(record.issuer or "" for record in records),
    )  # fmt: skip


def test_the_count_itself_counts() -> None:
    given = "9月2日印发《公务接待管理办法》，清退1.26万元"
    for text, found in (
        ("9月2日印发《公务接待管理办法》", []),
        ("9月3日印发《公务接待管理办法》", ["3"]),
        ("印发《公务接待管理细则》", ["公务接待管理细则"]),
        ("二〇二五年清退十二万元", ["二〇二五年", "十二万元"]),
        ("培训三百余人次", ["三百余人次"]),
        ("由云汀县正源会计师事务所复核", ["由云汀县正源会计师事务所"]),
        ("登录www.a.example", ["www", "example"]),
        ("清退１２元", ["12"]),
        ("【待填：12万元】", ["12"]),
        ("【待填：清退金额】", []),
    ):
        assert independent_count.strangers(text, given, "") == found
