"""Facts: which facts of a draft nothing supports, against cases marked by a reader."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from assistant.facts.extract import extract
from assistant.facts.mask import mask
from assistant.facts.support import check
from assistant.settings import ROOT
from eval.matching import match, recall_and_precision
from eval.sample import Json, Measure, Sample, Score, Suite
from eval.world import World

CASES = ROOT / "tests" / "cases" / "facts"
KINDS = {
    "date": "日期", "count": "数量", "money": "金额", "percent": "比例", "document": "文件",
    "organization": "单位", "place": "地点", "person": "人名", "phone": "电话", "email": "邮箱",
    "title": "名称",
}  # fmt: skip


def samples(world: World, fast: bool) -> Iterator[Sample]:
    """The cases of checking, extracting and masking; they do not depend on the notices."""
    for path in sorted(CASES.glob("check_*.yaml")):
        for case in _cases(path.name):
            yield Sample(
                id=f"check/{path.stem.removeprefix('check_')}/{case['id']}",
                group="check",
                input={key: case[key] for key in ("problem", "facts", "draft")},
                target={"facts": _unsupported(case)},
            )
    for case in _cases("extract.yaml"):
        yield Sample(
            id=f"extract/{case['id']}",
            group="extract",
            input={"draft": case["text"]},
            target={"facts": [list(item.split(" ", 1)) for item in case["expect"]]},
        )
    for case in _cases("mask.yaml"):
        yield Sample(
            id=f"mask/{case['id']}",
            group="mask",
            input={"draft": case["text"], "problem": "", "facts": case.get("facts", [])},
            target={"text": case["expect"]},
        )


def _cases(name: str) -> list[dict[str, Any]]:
    data = yaml.safe_load((CASES / name).read_text(encoding="utf-8"))
    cases: list[dict[str, Any]] = data["cases"]
    return cases


def _unsupported(case: dict[str, Any]) -> list[list[Any]]:
    """[kind, text, start]: the marked quotations with the place of the ``nth`` occurrence."""
    found = []
    for item in case["unsupported"]:
        start = -1
        for _ in range(item.get("nth", 0) + 1):
            start = case["draft"].index(item["at"], start + 1)
        found.append([item["kind"], item["at"], start])
    return found


def task(world: World, sample: Sample) -> Json:
    """Check, extract or mask, by the sample's group."""
    asked = sample.input
    if sample.group == "extract":
        return {"facts": [[fact.kind, fact.text] for fact in extract(asked["draft"])]}
    if sample.group == "mask":
        return {"text": mask(asked["draft"], problem="", facts=asked["facts"]).text}
    checked = check(asked["draft"], problem=asked["problem"], facts=asked["facts"])
    loose = [item.fact for item in checked if not item.supported]
    return {"facts": [[fact.kind, fact.text, fact.start] for fact in loose]}


def score_facts(sample: Sample, output: Json | None) -> Iterator[Score]:
    """Recall and precision by kind; a fact is right with its kind, its text and its place."""
    if sample.group == "mask":
        return
    wanted = [tuple(item) for item in sample.target["facts"]]
    found = [tuple(item) for item in output["facts"]] if output else []
    missed, extra = match(wanted, found, lambda label, item: label == item)
    prefix = "" if sample.group == "check" else "extract_"
    for score in recall_and_precision(
        [(item[0], item[1]) for item in wanted],
        [(item[0], item[1]) for item in missed],
        [item[0] for item in found],
        [(item[0], item[1]) for item in extra],
    ):
        yield Score(
            name=f"{prefix}{score.name}",
            value=score.value,
            weight=score.weight,
            group=score.group,
            answer=score.answer,
            explanation=score.explanation,
        )


def score_mask(sample: Sample, output: Json | None) -> Iterator[Score]:
    """Whether the masked text is the one the case names."""
    if sample.group == "mask":
        text = output["text"] if output else ""
        yield Score(
            name="mask",
            value=float(text == sample.target["text"]),
            answer=text,
            explanation=f"应为：{sample.target['text']}",
        )


FACTS = Suite(
    name="facts",
    title="事实核对",
    about="草稿中没有来源的日期、数字、文件和单位，一处也不能放过；有来源的，一处也不能错报。",
    samples=samples,
    task=task,
    scorers=(score_facts, score_mask),
    measures=(
        Measure(name="recall", title="无据事实召回", headline=True, percent=True, tolerance=0.01),
        Measure(name="precision", title="无据事实精确", percent=True, tolerance=0.01),
        Measure(name="extract_recall", title="事实抽取召回", percent=True, tolerance=0.01),
        Measure(name="extract_precision", title="事实抽取精确", percent=True, tolerance=0.01),
        Measure(name="mask", title="遮盖结果一致", percent=True),
    ),
    labels=KINDS,
)
