"""Log: one run as JSON (schema eval-log/1), written atomically and read back as values."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from assistant.errors import InputUnreadable
from eval.figures import Figure, figures
from eval.sample import Result, Sample, Score, Suite

SCHEMA = "eval-log/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """A run: ``head`` says what it was made with, ``results`` are all samples in order.

    A trimmed log (a committed baseline) keeps scores without inputs, outputs and explanations.
    """

    head: Mapping[str, Any]
    results: tuple[Result, ...]
    figures: Mapping[str, Mapping[str, Figure]]  # suite → measure → figure

    def of_suite(self, name: str) -> tuple[Result, ...]:
        """The results of one suite."""
        return tuple(result for result in self.results if result.suite == name)


def make_log(head: Mapping[str, Any], suites: Sequence[Suite], results: Sequence[Result]) -> Log:
    """A log with the figures of all suites computed."""
    found = {
        suite.name: figures(suite.measures, [r for r in results if r.suite == suite.name])
        for suite in suites
    }
    return Log(head={**head, "schema": SCHEMA}, results=tuple(results), figures=found)


def rescored(log: Log, suites: Mapping[str, Suite]) -> Log:
    """The same outputs under the scorers of today."""
    results = [
        replace(item, scores=suites[item.suite].score(item.sample, item.output))
        for item in log.results
        if item.suite in suites
    ]
    names = {item.suite for item in results}
    return make_log(log.head, [s for s in suites.values() if s.name in names], results)


def trimmed(log: Log) -> Log:
    """Scores only: what a comparison needs."""
    results = [
        replace(
            item,
            sample=replace(item.sample, input={}, target={}, material=None),
            output=None,
            milliseconds=0.0,
            tokens=0,
            scores=tuple(
                replace(s, value=round(s.value, 4), answer="", explanation="") for s in item.scores
            ),
        )
        for item in log.results
    ]
    return replace(log, head={**log.head, "trimmed": True}, results=tuple(results))


def write_log(log: Log, path: Path) -> None:
    """Write the log; a file that is there is replaced whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.write_text(_text(log), encoding="utf-8")
    beside.replace(path)


def _text(log: Log) -> str:
    """JSON with a result a line, so that a difference between two logs can be read."""
    head = json.dumps(dict(log.head), ensure_ascii=False, indent=1)
    found = {
        suite: {name: asdict(figure) for name, figure in measures.items()}
        for suite, measures in log.figures.items()
    }
    lines = ",\n".join(
        json.dumps(result_to_json(item), ensure_ascii=False, separators=(",", ":"))
        for item in log.results
    )
    shown = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    return f'{head[:-2]},\n "figures": {shown},\n "results": [\n{lines}\n]}}\n'


def result_to_json(item: Result) -> dict[str, Any]:
    """A result as it stands in a log: what is empty is left out."""
    data: dict[str, Any] = {
        "suite": item.suite,
        "id": item.sample.id,
        "group": item.sample.group,
        "input": dict(item.sample.input),
        "target": dict(item.sample.target),
        "output": item.output,
        "error": item.error,
        "milliseconds": item.milliseconds,
        "tokens": item.tokens,
    }
    kept = {key: value for key, value in data.items() if value not in ({}, None, "", 0.0)}
    scores = [[s.name, s.value, s.weight, s.group, s.answer, s.explanation] for s in item.scores]
    for row in scores:
        while row[-1] == "":
            row.pop()
    return {**kept, "scores": scores}


def read_log(path: Path) -> Log:
    """Read a log; raises InputUnreadable for what is none, or of another schema."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputUnreadable(f"读不到评测日志“{path}”：请检查路径") from error
    except ValueError as error:
        raise InputUnreadable(f"“{path}”不是评测日志（不是合法的 JSON）") from error
    schema = data.get("schema") if isinstance(data, dict) else None
    if schema != SCHEMA:
        raise InputUnreadable(f"“{path}”的格式是 {schema}，需要 {SCHEMA}：请重新运行评测")
    head = {key: value for key, value in data.items() if key not in {"figures", "results"}}
    found = {
        suite: {name: _figure(item) for name, item in measures.items()}
        for suite, measures in data["figures"].items()
    }
    return Log(head=head, results=tuple(map(result_of_json, data["results"])), figures=found)


def _figure(data: Mapping[str, Any]) -> Figure:
    groups = {name: _figure(item) for name, item in data["groups"].items()}
    return Figure(**{**data, "groups": groups})


def result_of_json(data: Mapping[str, Any]) -> Result:
    """A result read back; raises KeyError or ValueError for what is none."""
    return Result(
        suite=data["suite"],
        sample=Sample(
            id=data["id"],
            group=data.get("group", ""),
            input=data.get("input", {}),
            target=data.get("target", {}),
        ),
        output=data.get("output"),
        error=data.get("error"),
        milliseconds=data.get("milliseconds", 0.0),
        tokens=data.get("tokens", 0),
        scores=tuple(map(_score, data["scores"])),
    )


def _score(row: Sequence[Any]) -> Score:
    name, value, weight, *words = row
    group, answer, explanation = (*words, "", "", "")[:3]
    return Score(
        name=name,
        value=value,
        weight=weight,
        group=group,
        answer=answer,
        explanation=explanation,
    )
