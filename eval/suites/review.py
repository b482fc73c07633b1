"""Review: labelled documents, rule cases, planted defects, and clean notices."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from assistant.review.registry import all_rules
from assistant.review.review import review
from eval.matching import paired, recall_and_precision
from eval.review_data import PER_RULE, PER_RULE_FAST, Text, documents, planted, rule_cases
from eval.sample import Json, Measure, Sample, Score, Suite
from eval.world import World, reparse

WIDEST = 600  # characters; a wider finding points at nothing (rules.md)


def samples(world: World, fast: bool) -> Iterator[Sample]:
    """Documents and cases (they do not depend on the notices), planted defects, clean notices."""
    yield from documents()
    yield from rule_cases()
    if world.own or all(not _found(notice.text, ()) for notice in world.notices):
        yield from planted(world.notices, PER_RULE_FAST if fast else PER_RULE)
    for notice in world.notices:
        yield Sample(
            id=f"clean/{notice.stem}",
            group="clean" if world.own else "given",
            input={"notice": notice.stem, "characters": len(notice.text.strip())},
            target={"labels": []},
            material=Text(text=notice.text),
        )


def task(world: World, sample: Sample) -> Json:
    """All findings with their spans and quotations."""
    return {"findings": _found(sample.material.text, sample.material.feedback)}


def _found(text: str, feedback: tuple[str, ...]) -> list[dict[str, Any]]:
    found = review(reparse(text, "notice.txt"), feedback=feedback).findings
    return [
        {
            "rule": item.rule,
            "start": item.start,
            "end": item.end,
            "quote": text[item.start : item.end][:40] if item.start is not None else "",
            "message": item.message,
        }
        for item in found
    ]


def meets(label: Json, finding: Json) -> bool:
    """The rule is right, and the span meets the defect (or both are absences)."""
    if finding["rule"] != label["rule"]:
        return False
    if not label["places"]:
        return finding["start"] is None
    start, end = finding["start"], finding["end"]
    if start is None or end is None or end - start > WIDEST:
        return False
    return any(start < stop and begin < end for begin, stop in label["places"])


def score_findings(sample: Sample, output: Json | None) -> Iterator[Score]:
    """Recall and precision by rule; a case of one rule is judged on that rule's findings alone."""
    if sample.group in {"clean", "given"}:
        return
    labels = sample.target["labels"]
    found = output["findings"] if output else []
    if sample.group == "case":
        found = [item for item in found if item["rule"] == sample.input["rule"]]
    pairs, missed, extra = paired(labels, found, meets)
    if sample.group == "planted":  # one defect, two marks of it (“X“): the second is no alarm
        again = [item for item in extra if any(meets(label, item) for label in labels)]
        found, extra = [[x for x in items if x not in again] for items in (found, extra)]
    prefix = "planted_" if sample.group == "planted" else ""
    yield from _span_errors(pairs, prefix)
    for score in recall_and_precision(
        [(item["rule"], item["quote"]) for item in labels],
        [(item["rule"], item["quote"] or "缺项") for item in missed],
        [item["rule"] for item in found],
        [(item["rule"], item["quote"] or item["message"]) for item in extra],
    ):
        yield Score(
            name=f"{prefix}{score.name}",
            value=score.value,
            weight=score.weight,
            group=score.group,
            answer=score.answer,
            explanation=score.explanation,
        )


def _span_errors(pairs: Sequence[tuple[Json, Json]], prefix: str) -> Iterator[Score]:
    """How far a finding begins and ends from where the defect does, in characters; both added."""
    for label, finding in pairs:
        if label["places"]:
            start, end = finding["start"], finding["end"]
            error = min(abs(start - begin) + abs(end - stop) for begin, stop in label["places"])
            yield Score(
                name=f"{prefix}span_error",
                value=error,
                group=label["rule"],
                answer=f"差 {error} 字",
                explanation=f"应为“{label['quote']}”，标出“{finding['quote']}”" if error else "",
            )


def score_alarms(sample: Sample, output: Json | None) -> Iterator[Score]:
    """Findings on a clean notice are false alarms, counted per 10,000 characters."""
    if sample.group not in {"clean", "given"}:
        return
    characters = sample.input["characters"]
    found = output["findings"] if output else [{"rule": "error", "quote": "", "message": "出错"}]
    quotes = "、".join(f"{item['rule']}“{item['quote']}”" for item in found)
    yield Score(
        name="alarms" if sample.group == "clean" else "findings",
        value=len(found) * 10_000 / characters,
        weight=characters,
        answer=f"{len(found)} 处",
        explanation=quotes,
    )


REVIEW = Suite(
    name="review",
    title="审校",
    about="人工标注的文档、逐条规则的正反例、在合格通报中植入的缺陷，以及合格通报上的误报。",
    samples=samples,
    task=task,
    scorers=(score_findings, score_alarms),
    measures=(
        Measure(name="recall", title="标注缺陷召回", percent=True, headline=True),
        Measure(name="precision", title="标注缺陷精确", percent=True),
        Measure(name="span_error", title="标注处首尾偏差（字）", better="lower", tolerance=1.0,
                group_tolerance=10.0),
        Measure(name="planted_recall", title="植入缺陷召回", percent=True, headline=True),
        Measure(name="planted_precision", title="植入件精确", percent=True),
        # a place is planted as wide as what was swapped, which may be more than the defect
        Measure(name="planted_span_error", title="植入处首尾偏差（字）", better="lower",
                tolerance=None),
        Measure(
            name="alarms",
            title="合格通报误报（每万字）",
            better="lower",
            tolerance=0.1,
            headline=True,
        ),
        Measure(name="findings", title="所给通报的发现（每万字）", better="lower", tolerance=None),
    ),
    labels={rule.id: rule.name for rule in all_rules().values()},
)  # fmt: skip
