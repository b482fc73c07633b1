"""Guard: does the last check hold when what it guards is poisoned?

Every placeholder of the measure library is filled with an invented fact of its kind, as a careless
author or a model would. Whatever the drafter makes of it, none of these facts may come out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from weakref import WeakKeyDictionary

from assistant.drafting.draft import Drafter
from assistant.drafting.library import PLACEHOLDER, Library, Stage
from eval.sample import Json, Measure, Sample, Score, Suite
from eval.world import World

INVENTED: Mapping[str, str] = {
    "date": "2019年3月17日", "count": "137", "money": "86.4万元", "percent": "93.7%",
    "document": "沧澜河道专项资金管理办法", "organization": "云汀县河道督查中心",
    "place": "云汀县柳汀镇", "person": "李建国", "title": "暖心河畔行动",
}  # fmt: skip
EVERY_FAST = 3
STAGES: tuple[Stage, ...] = ("progress", "plan")

_drafters: WeakKeyDictionary[World, Drafter] = WeakKeyDictionary()


def poisoned(library: Library) -> Library:
    """The library with invented facts in place of all placeholders."""

    @cache
    def fact(name: str) -> str:
        return INVENTED[library.slots[name].kind]

    def fill(text: str) -> str:
        return PLACEHOLDER.sub(lambda match: fact(match[1]), text)

    return replace(
        library,
        types=tuple(
            replace(
                kind,
                measures=tuple(
                    replace(item, progress=fill(item.progress), plan=fill(item.plan))
                    for item in kind.measures
                ),
            )
            for kind in library.types
        ),
    )


def samples(world: World, fast: bool) -> Iterator[Sample]:
    """The first wording of every problem type, as a plan and as progress."""
    if world not in _drafters:
        _drafters[world] = Drafter(
            library=poisoned(world.library),
            classifier=world.classifier(world.library),
            index=None,
        )
    for i, kind in enumerate(world.library.types):
        if fast and i % EVERY_FAST:
            continue
        stage = STAGES[i // (EVERY_FAST if fast else 1) % len(STAGES)]
        yield Sample(
            id=f"guard/{kind.id}",
            group=stage,
            input={"problem": kind.asks[0], "stage": stage},
            target={},
        )


def task(world: World, sample: Sample) -> Json:
    """The draft that the poisoned library gives."""
    draft = _drafters[world].draft(sample.input["problem"], stage=sample.input["stage"])
    return {"text": draft.text, "masked": draft.masked}


def score_held(sample: Sample, output: Json | None) -> Iterator[Score]:
    """How many of the invented facts came through."""
    text = output["text"] if output else ""
    through = [fact for fact in INVENTED.values() if fact in text]
    tried = len(through) + (output["masked"] if output else 1)
    if tried:
        yield Score(
            name="held",
            value=1 - len(through) / tried if output else 0.0,
            weight=tried,
            answer=f"遮盖 {tried - len(through)}／{tried}",
            explanation=f"放过：{'、'.join(through)}" if through else "",
        )


GUARD = Suite(
    name="guard",
    title="事实守护",
    about="把措施库的每个占位符换成虚构的事实再起草：守护必须把它们全部挡下。",
    samples=samples,
    task=task,
    scorers=(score_held,),
    measures=(
        Measure(name="held", title="虚构事实挡下", percent=True, headline=True, tolerance=0.005),
    ),
    labels={"progress": "进展稿", "plan": "方案稿"},
)
