"""Judge: a model compares our draft with the reference measures, in both orders.

Optional and never in the headline: a verdict counts only where both orders agree, and how often
they do is reported beside it; where that is less than AGREED of the pairs, no preference is told.
Runs from recordings; ``--record`` asks the configured model.
"""

from __future__ import annotations

import asyncio
import json
import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from jsonschema import Draft202012Validator, ValidationError

from assistant.errors import ModelAnswerBroken, ModelUnavailable, RecordingMissing
from assistant.facts.mask import mask
from assistant.llm.engine import Engine, complete
from assistant.llm.fence import fence
from assistant.llm.open import open_engine
from assistant.llm.prompts import load_prompts
from assistant.llm.recording import Recording, Replay
from assistant.llm.usage import Usage
from assistant.settings import ROOT
from eval.sample import Json, Measure, Sample, Score, Suite, one_in
from eval.world import World

RECORDINGS = ROOT / "eval" / "data" / "judge_recordings.jsonl"
PROMPT = "judge_measures"
ONE_IN = 60  # problems of the corpus that are judged
SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "properties": {
        "better": {"enum": ["first", "second", "same"]},
        "reason": {"type": "string", "maxLength": 200},
    },
    "required": ["better"],
    "additionalProperties": False,
}
TOKENS = 160
TEMPERATURE = 0.0
ORDERS = 2  # calls, and so recordings, of a sample
# two coins agree on half of the pairs: a judge that hardly does better judges the order
AGREED = 0.7

_engines: WeakKeyDictionary[World, Engine] = WeakKeyDictionary()
_opening = threading.Lock()


def samples(world: World, fast: bool) -> Iterator[Sample]:
    """Some problems, each with the measures of its notice, their facts masked."""
    for notice in world.notices:
        for number, record in enumerate(notice.records):
            name = f"judge/{notice.stem}/{number:02d}"
            if not record.measures or not one_in(name, ONE_IN):
                continue
            text = "".join(measure.text for measure in record.measures)
            yield Sample(
                id=name,
                group="pair",
                input={"problem": record.problem.text, "exclude": notice.stem},
                target={"reference": mask(text, problem=record.problem.text, facts=()).text},
                material=notice.path.name,
            )


def task(world: World, sample: Sample) -> Json:
    """The verdict with ours first, and with ours second."""
    problem = sample.input["problem"]
    ours = world.drafter().draft(problem, exclude=(sample.material,)).text
    reference = sample.target["reference"]
    engine = judge_of(world, sample.id)
    orders = ((ours, reference), (reference, ours))
    try:
        answers = [asyncio.run(_verdict(engine, problem, *order)) for order in orders]
    except RecordingMissing as error:
        raise RecordingMissing(
            f"样本 {sample.id} 没有录下的回答（提示词或草稿变了）：请接上模型运行 "
            "python -m eval run judge --record"
        ) from error
    (first, one), (swapped, other) = answers
    used = one + other
    return {
        "draft": ours,
        "first": first,
        "swapped": swapped,
        "model": used.model,
        "tokens": (used.prompt_tokens or 0) + (used.completion_tokens or 0),
    }


def model_of(world: World) -> str:
    """The model that judges, with its parameters; "" for a name that nobody knows yet."""
    name = "" if world.record else Replay(RECORDINGS).model
    return f"{name} temperature {TEMPERATURE:g} max_tokens {TOKENS}".strip()


def judge_of(world: World, label: str) -> Engine:
    """The recordings, or the configured model with ``--record``; raises ModelUnavailable."""
    if not world.record:
        return Replay(RECORDINGS, temperature=TEMPERATURE, label=label)
    with _opening:
        model = replace(world.settings.model, temperature=TEMPERATURE)
        engine = _engines.get(world) or open_engine(replace(world.settings, model=model))
        if engine is None:
            raise ModelUnavailable(
                "没有配置语言模型，不能录制：请设置 LLM_BASE_URL，或 ENGINE=local"
            )
        _engines[world] = engine
    return Recording(engine, RECORDINGS, temperature=TEMPERATURE, label=label)


def drop_older(path: Path) -> None:
    """Keep the newest recordings of each sample: what it was asked before is asked no more."""
    if not path.is_file():
        return
    left: Counter[str] = Counter()
    kept = []
    for line in reversed(path.read_text("utf-8").splitlines()):
        label = str(json.loads(line)["label"])
        left[label] += 1
        if left[label] <= ORDERS:
            kept.append(line)
    path.write_text("".join(f"{line}\n" for line in reversed(kept)), "utf-8")


async def _verdict(engine: Engine, problem: str, first: str, second: str) -> tuple[str, Usage]:
    prompt = load_prompts([ROOT / "prompts"])[PROMPT]
    messages = prompt.fill(
        problem=fence("问题", problem), first=fence("第一份", first), second=fence("第二份", second)
    )
    reply = await complete(engine, messages, schema=SCHEMA, max_tokens=TOKENS)
    try:
        answer = json.loads(reply.text)
        Draft202012Validator(SCHEMA).validate(answer)
    except (ValueError, ValidationError) as error:
        raise ModelAnswerBroken("评判模型的回答不是约定的 JSON") from error
    better: str = answer["better"]
    return better, reply.usage


def score(sample: Sample, output: Json | None) -> Iterator[Score]:
    """Agreement of both orders; a win, half a win or none where they agree."""
    if output is None:
        yield Score(name="agreement", value=0.0, group="pair", explanation="没有得到判断")
        return
    ours_first = {"first": 1.0, "second": 0.0, "same": 0.5}[output["first"]]
    ours_second = {"first": 0.0, "second": 1.0, "same": 0.5}[output["swapped"]]
    agreed = ours_first == ours_second
    answer = f"{output['first']}，换序后{output['swapped']}"
    yield Score(name="agreement", value=float(agreed), group="pair", answer=answer)
    if agreed:
        yield Score(name="wins", value=ours_first, group="pair", answer=answer)


JUDGE = Suite(
    name="judge",
    title="模型评判（仅供参考）",
    about="让模型比较起草的措施和原通报的措施（事实已隐去），两种次序各问一次，一致才算数。",
    samples=samples,
    task=task,
    scorers=(score,),
    measures=(
        Measure(name="agreement", title="换序后判断一致", percent=True, tolerance=None),
        Measure(name="wins", title="起草的更好（一致时）", percent=True, tolerance=None,
                needs=("agreement", AGREED)),
    ),
    labels={"pair": "一对措施"},
    optional=True,
    model=model_of,
)  # fmt: skip
