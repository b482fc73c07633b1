"""Drafting: how long the parts of an offline draft take, as ratios to the embedding of a query."""

from __future__ import annotations

from typing import Any

from assistant.facts.mask import mask
from assistant.retrieval.embedding import DEFAULT_MODEL, load_embedder
from eval.bench.clock import call_seconds
from eval.world import World

PROBLEMS, RUNS = 12, 3


def drafting_bench(world: World) -> list[dict[str, Any]]:
    """A row for each step: milliseconds a problem, ratio to one embedding in the same run."""
    problems = [record.problem.text for notice in world.notices for record in notice.records]
    chosen = problems[:: max(1, len(problems) // PROBLEMS)]
    embedder, drafter, index = load_embedder(DEFAULT_MODEL), world.drafter(), world.index()
    texts = {problem: drafter.draft(problem).text for problem in chosen}
    steps = {
        "一次向量计算": lambda problem: embedder.queries([problem]),
        "查范例": lambda problem: index.search(problem, k=3),
        "起草一个问题（全部）": drafter.draft,
        "其中：事实核对": lambda problem: mask(texts[problem], problem=problem, facts=()),
    }
    rows: list[dict[str, Any]] = []
    for name, step in steps.items():
        seconds = call_seconds(lambda step=step: [step(p) for p in chosen], runs=RUNS)  # type: ignore[misc]
        rows.append({"step": name, "milliseconds": round(1000 * seconds / len(chosen), 1)})
    base = rows[0]["milliseconds"]
    return [{**row, "times_embedding": round(row["milliseconds"] / base, 2)} for row in rows]
