"""Whole: all problems of a notice drafted and composed, then read back by the parser and reviewer.

Leave one notice out, as in drafting: the notice whose problems these are is not retrievable. What
the case does not give is a placeholder, and a placeholder is no defect here.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from assistant.compose.case import Case
from assistant.compose.notice import compose
from assistant.compose.plain import as_text
from assistant.review.review import review
from eval.sample import Json, Measure, Sample, Score, Suite, one_in
from eval.world import EvalNotice, World, reparse

ONE_IN_FAST = 5
SECTIONS = ("lead", "organization", "statistics", "problems", "next_steps", "contact", "signature")
GIVEN = ("skeleton", "issuer", "inspection", "problems", "date_of_issue")
SKELETONS = ("three_part", "direct")
OPEN = frozenset({"placeholder-left"})  # the case leaves places open on purpose


def samples(world: World, fast: bool) -> Iterator[Sample]:
    """A notice with what its unit would know before it writes, in either skeleton."""
    world.drafter()
    for number, notice in enumerate(world.notices):
        if fast and not one_in(notice.stem, ONE_IN_FAST):
            continue
        skeleton = SKELETONS[number % len(SKELETONS)]
        problems = [r.problem.text for r in notice.records if r.section == "problems"]
        if not problems:
            continue
        yield Sample(
            id=f"whole/{notice.stem}",
            group=skeleton,
            input={
                "notice": notice.stem,
                "skeleton": skeleton,
                "issuer": notice.notice.issuer,
                "inspection": _inspection(notice),
                "date_of_issue": notice.notice.date_of_issue,
                "problems": problems,
            },
            target={"sections": list(SECTIONS), "problems": len(problems)},
        )


def _inspection(notice: EvalNotice) -> dict[str, str]:
    told = notice.notice.inspection
    days = {"start": told.start, "end": told.end, "feedback": told.feedback}
    return {
        **({"kind": told.kind} if told.kind else {}),
        **({"team": told.team} if told.team else {}),
        **{name: day for name, day in days.items() if day and _is_day(day)},
    }


def _is_day(value: str) -> bool:
    """Whether a date is told to the day."""
    try:
        datetime.date.fromisoformat(value)
    except ValueError:
        return False
    return True


def task(world: World, sample: Sample) -> Json:
    """The composed text, its sections, its records, and what the reviewer says of it."""
    asked = sample.input
    case = Case.model_validate({name: asked[name] for name in GIVEN if asked[name] is not None})
    drafter = world.drafter()
    used: set[str] = set()
    measures: list[list[str]] = []
    for problem in asked["problems"]:
        draft = drafter.draft(
            problem, issuer=asked["issuer"], exclude={asked["notice"]}, avoid=used
        )
        used.update(source for measure in draft.measures for source in measure.sources)
        measures.append([measure.text for measure in draft.measures])
    text = as_text(compose(case, measures))
    notice = reparse(text, sample.id)
    return {
        "text": text,
        "sections": sorted({section.kind for section in notice.sections}),
        "written": [len(texts) for texts in measures],
        "read": [len(record.measures) for record in notice.records],
        "findings": [
            [found.rule, found.severity, found.message]
            for found in review(notice).findings
            if found.rule not in OPEN and found.severity != "info"
        ],
    }


def score(sample: Sample, output: Json | None) -> Iterator[Score]:
    """Sections there, problems with all their measures read back, findings a thousand characters."""
    wanted = sample.target["sections"]
    there = output["sections"] if output else []
    lost = [name for name in wanted if name not in there]
    yield Score(
        name="sections",
        value=1 - len(lost) / len(wanted),
        group=sample.group,
        explanation=f"缺：{'、'.join(lost)}" if lost else "",
    )
    written = output["written"] if output else [0]
    read = output["read"] if output else []
    same = sum(a == b for a, b in zip(written, read, strict=False))
    yield Score(
        name="problems",
        value=same / max(sample.target["problems"], len(read)) if output else 0.0,
        weight=sample.target["problems"],
        group=sample.group,
        answer=f"写{len(written)}个问题，读回{len(read)}个",
    )
    found = output["findings"] if output else [["出错", "", "出错"]]
    size = len(output["text"]) if output else 1000
    yield Score(
        name="findings",
        value=len(found) * 1000 / size,
        weight=size,
        group=sample.group,
        answer=f"{len(found)} 处",
        explanation="；".join(f"{rule}：{message}" for rule, _, message in found[:5]),
    )


WHOLE = Suite(
    name="whole",
    title="整篇成稿",
    about="用每篇通报的问题写成整篇（该篇不参与检索），再由解析和审核读回：部分齐不齐、"
    "问题和措施对不对得上、审核发现几处（待填处不算）。",
    samples=samples,
    task=task,
    scorers=(score,),
    measures=(
        Measure(name="sections", title="标准部分齐全", percent=True, headline=True, tolerance=0.0),
        Measure(name="problems", title="问题与措施读回一致", percent=True, tolerance=0.02),
        Measure(name="findings", title="审核发现（每千字）", better="lower", headline=True,
                tolerance=0.1, group_tolerance=None),
    ),
    labels={"three_part": "三段式", "direct": "直列型"},
)  # fmt: skip
