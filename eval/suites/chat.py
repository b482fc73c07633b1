"""Chat: does the box understand what is asked, and is only that part changed?

Commands and talk are judged by what is read from them; edits by the drafts before and after: what
may change has to, and everything else must be the same to the byte.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from weakref import WeakKeyDictionary

import yaml

from assistant.chat.answer import AskBack, Table
from assistant.chat.command import read_command
from assistant.chat.request import Request
from assistant.chat.responder import Responder
from assistant.chat.standing import Standing
from assistant.drafting.writer import Writer
from assistant.settings import ROOT
from eval.sample import Json, Measure, Sample, Score, Suite
from eval.world import World

CASES = ROOT / "tests" / "cases" / "chat" / "commands.yaml"
EDITS = ROOT / "eval" / "data" / "chat_edits.yaml"
NAMES = frozenset({"印发日期", "清退金额", "会议次数", "文件名称"})

_tables: WeakKeyDictionary[World, tuple[Responder, Standing]] = WeakKeyDictionary()


def samples(world: World, fast: bool) -> Iterator[Sample]:
    """Every labelled message, then every edit of the same table of drafts."""
    for number, case in enumerate(yaml.safe_load(CASES.read_text("utf-8"))):
        kind = case["kind"]
        yield Sample(
            id=f"chat/intent/{number:03d}",
            group="command" if kind else "talk",
            input={"text": case["text"]},
            target={
                "kind": kind,
                "problem": case.get("problem"),
                "measures": case.get("measures", []),
            },
        )
    edits = yaml.safe_load(EDITS.read_text("utf-8"))
    _table(world, edits["table"])
    for number, case in enumerate(edits["edits"]):
        yield Sample(
            id=f"chat/edit/{number:03d}",
            group="edit",
            input={"text": case["text"]},
            target={"may": case["may"], "must": case.get("must", True)},
        )


def _table(world: World, problems: str) -> tuple[Responder, Standing]:
    """The responder and the drafts that all edits begin with; made once, by the rules alone."""
    if world not in _tables:
        responder = Responder(Writer(world.drafter(), engine=None, prompts={}), len)
        standing, _ = asyncio.run(_say(responder, Standing(), problems))
        _tables[world] = (responder, standing)
    return _tables[world]


async def _say(responder: Responder, standing: Standing, text: str) -> tuple[Standing, bool]:
    """The table after a message, and whether the box asked back."""
    asked = False
    async for piece in responder.respond(Request(text=text, standing=standing, engine="offline")):
        asked = asked or isinstance(piece, AskBack)
        if isinstance(piece, Table):
            standing = piece.standing
    return standing, asked


def task(world: World, sample: Sample) -> Json:
    """What was read from the message, or the drafts before and after it."""
    text = sample.input["text"]
    if sample.group != "edit":
        command = read_command(text, NAMES)
        if command is None:
            return {"kind": None, "problem": None, "measures": []}
        target = command.target
        return {
            "kind": command.kind,
            "problem": target.problem,
            "measures": list(target.measures),
        }
    responder, standing = _tables[world]
    after, asked = asyncio.run(_say(responder, standing, text))
    return {"before": _texts(standing), "after": _texts(after), "asked": asked}


def _texts(standing: Standing) -> list[list[str]]:
    return [[measure.text for measure in draft.measures] for draft in standing.drafts]


def score_intent(sample: Sample, output: Json | None) -> Iterator[Score]:
    """1 where kind and target are those of the label."""
    if sample.group == "edit":
        return
    right = output is not None and all(
        output[name] == sample.target[name] for name in ("kind", "problem", "measures")
    )
    answer = _read(output) if output else "出错"
    yield Score(
        name="intent",
        value=float(right),
        group=sample.group,
        answer=answer,
        explanation="" if right else f"应为{_read(sample.target)}",
    )


def _read(found: Mapping[str, Any]) -> str:
    if found["kind"] is None:
        return "不是命令"
    problem = "" if found["problem"] is None else f"问题{found['problem'] + 1}"
    return f"{found['kind']} {problem}{found['measures'] or ''}".strip()


def score_edit(sample: Sample, output: Json | None) -> Iterator[Score]:
    """Kept: nothing else was touched. Done: what was asked for has changed."""
    if sample.group != "edit":
        return
    may = {(p, m) for p, m in sample.target["may"] if m is not None}
    whole = {p for p, m in sample.target["may"] if m is None}
    before: Sequence[Sequence[str]] = output["before"] if output else []
    after: Sequence[Sequence[str]] = output["after"] if output else []
    touched = [
        f"问题{p + 1}第{m + 1}条"
        for p, texts in enumerate(before)
        if p not in whole
        for m, text in enumerate(texts)
        if (p, m) not in may and (p >= len(after) or m >= len(after[p]) or after[p][m] != text)
    ]
    same = len(before) == len(after) and bool(before)
    kept = same and not touched
    yield Score(
        name="kept",
        value=float(kept),
        group="edit",
        explanation="" if kept else f"改动了不该改的：{'、'.join(touched) or '问题个数'}",
    )
    if sample.target["must"] is None:  # it may be as it should be already
        return
    done = bool(after) and (list(before) != list(after)) == sample.target["must"]
    yield Score(
        name="done",
        value=float(done),
        group="edit",
        explanation="" if done else "该改的没有改，或不该改的改了",
    )


CHAT = Suite(
    name="chat",
    title="对话",
    about="一个框里说的话：是命令、是问题还是要起草；改一处时，别处一个字都不能变。",
    samples=samples,
    task=task,
    scorers=(score_intent, score_edit),
    measures=(
        Measure(name="intent", title="读对意图和对象", headline=True, percent=True),
        Measure(name="kept", title="别处一字不变", headline=True, percent=True, tolerance=0.0),
        Measure(name="done", title="该改的改了", percent=True),
    ),
    labels={"command": "命令", "talk": "不是命令", "edit": "修改"},
)
