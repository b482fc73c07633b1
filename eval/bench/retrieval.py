"""Retrieval side by side: ours, BM25 alone, the embedding alone, LangChain's splitter pipeline.

Quality is nDCG@10 on the project's own judged queries; time is a warm query in this process, the
embedding of the query included.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from eval.bench.clock import call_seconds
from eval.figures import figures
from eval.runner import run_suite
from eval.suites.retrieval import PEERS, RETRIEVAL, peers_of
from eval.world import World

QUERIES, RUNS = 20, 3


def retrieval_bench(world: World) -> list[dict[str, Any]]:
    """A row for each way to search: quality, milliseconds a query, ratio to ours."""
    results = run_suite(RETRIEVAL, world, show_progress=False)
    found = figures(RETRIEVAL.measures, list(results))
    queries = [str(r.sample.input["query"]) for r in results][:: max(1, len(results) // QUERIES)]
    index, peers = world.index(), peers_of(world)
    ways: dict[str, tuple[str, Callable[[str], object]]] = {
        "ndcg": ("本项目", lambda query: index.search(query, k=10)),
    }
    for name, title in PEERS.items():
        ways[f"ndcg:{name}"] = (title, functools.partial(peers.scores, name))
    rows: list[dict[str, Any]] = []
    for measure, (title, ask) in ways.items():
        seconds = call_seconds(lambda ask=ask: [ask(query) for query in queries], runs=RUNS)  # type: ignore[misc]
        rows.append(
            {
                "way": title,
                "ndcg": round(found[measure].value, 3),
                "milliseconds": round(1000 * seconds / len(queries), 1),
            }
        )
    own = rows[0]["milliseconds"]
    return [{**row, "times_ours": round(row["milliseconds"] / own, 2)} for row in rows]
