"""Retrieval: is the right precedent first, and is nothing offered where there is none?

trec_eval's measures (pytrec_eval) on what ``search`` lists, beside three peers on the same records.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from weakref import WeakKeyDictionary

import numpy as np
import pytrec_eval

from assistant.retrieval.index import Index
from eval.peers import Peers
from eval.retrieval_data import FULL, record_names, samples
from eval.sample import Json, Measure, Sample, Score, Suite
from eval.world import World

DEPTH = 10
OURS = "ours"
PEERS = {"bm25": "仅 BM25", "dense": "仅向量", "windows": "LangChain 500字窗口"}
RANKED = {"ndcg": "nDCG@10", "mrr": "MRR", "recall5": "召回@5", "first": "首条可直接参照"}
GROUPS = {
    "heading": "通报原题",
    "asked": "他人说法",
    "none": "无先例",
    "paraphrase": "改写",
    "colloquial": "口语",
    "other_unit": "别类单位",
}

_names: WeakKeyDictionary[Index, Mapping[str, str]] = WeakKeyDictionary()
_peers: WeakKeyDictionary[World, Peers] = WeakKeyDictionary()


def task(world: World, sample: Sample) -> Json:
    """What search lists without its threshold, how likely an answer is, and whether it abstains."""
    index = world.index()
    names = names_of(world, index)
    query, exclude = sample.input["query"], sample.input["exclude"]
    without = frozenset({exclude} if exclude else ())
    listed = index.search(query, k=DEPTH, exclude=without, threshold=0.0)
    allowed = None
    if exclude:
        allowed = np.array([not names[r.id].startswith(f"{exclude}-") for r in index.records()])
    return {
        "ranked": [[names[hit.record.id], hit.score] for hit in listed.hits],
        "answerable": round(index.ranking(query, allowed=allowed).answerable, 6),
        "abstained": index.search(query, exclude=without).abstained,
        "peers": peers_of(world).rank(query, exclude) if sample.target.get("peers") else {},
    }


def names_of(world: World, index: Index) -> Mapping[str, str]:
    """Record id of the index → the name of the judgements."""
    if index not in _names:
        by_source = {notice.path.name: record_names(notice) for notice in world.notices}
        _names[index] = {
            record.id: by_source[record.source][int(record.id[-2:]) - 1]
            for record in index.records()
        }
    return _names[index]


def peers_of(world: World) -> Peers:
    """The peers of a world, built when first asked."""
    if world not in _peers:
        _peers[world] = Peers(world)
    return _peers[world]


def _with_peers(world: World, fast: bool) -> Iterator[Sample]:
    """The queries; the peers answer them too, but not in a fast run."""
    names_of(world, world.index())  # opened here, so that no sample's time has it
    if not fast:
        peers_of(world)
    for sample in samples(world, fast):
        yield Sample(
            id=sample.id,
            group=sample.group,
            input=sample.input,
            target={**sample.target, "peers": not fast},
        )


@functools.cache
def _evaluator(
    level: int, measures: tuple[str, ...], relevant: tuple[tuple[str, int], ...]
) -> pytrec_eval.RelevanceEvaluator:
    return pytrec_eval.RelevanceEvaluator(
        {"q": dict(relevant)}, set(measures), relevance_level=level
    )


def trec(relevant: Mapping[str, int], ranked: Sequence[str]) -> dict[str, float]:
    """trec_eval's figures of one list; the order of the list decides, not its scores."""
    run = {"q": {name: float(len(ranked) - i) for i, name in enumerate(ranked)}}
    if not ranked:
        return dict.fromkeys(RANKED, 0.0)
    judged = tuple(sorted(relevant.items()))
    graded = _evaluator(1, ("ndcg_cut_10", "recip_rank"), judged).evaluate(run)["q"]
    direct = _evaluator(FULL, ("recall_5", "success_1"), judged).evaluate(run)["q"]
    reachable = min(5, sum(grade >= FULL for grade in relevant.values()))
    full = sum(grade >= FULL for grade in relevant.values())
    return {
        "ndcg": graded["ndcg_cut_10"],
        "mrr": graded["recip_rank"],
        # of what five places can hold: a type with twelve records cannot be recalled whole
        "recall5": direct["recall_5"] * full / reachable if reachable else 0.0,
        "first": direct["success_1"],
    }


def score_ranking(sample: Sample, output: Json | None) -> Iterator[Score]:
    """The ranked measures of ours and of each peer, for queries that have an answer."""
    relevant = sample.target["relevant"]
    if not relevant:
        return
    systems = {OURS: [name for name, _ in output["ranked"]] if output else []}
    if output:
        systems |= output["peers"]
    for system, ranked in systems.items():
        found = trec(relevant, ranked)
        for name, value in found.items():
            yield Score(
                name=name if system == OURS else f"{name}:{system}",
                value=value,
                group=sample.group,
                answer="、".join(ranked[:5]),
                explanation=_first(relevant, ranked) if name == "first" else "",
            )


def _first(relevant: Mapping[str, int], ranked: Sequence[str]) -> str:
    place = next((i for i, name in enumerate(ranked, 1) if relevant.get(name, 0) >= FULL), None)
    if place is None:
        return f"前{len(ranked)}条没有可直接参照的先例"
    return f"第{place}条可直接参照"


def score_abstention(sample: Sample, output: Json | None) -> Iterator[Score]:
    """Whether it answers what has a precedent and refuses what has none."""
    answerable = bool(sample.target["relevant"])
    likely = output["answerable"] if output else (0.0 if answerable else 1.0)
    abstained = output["abstained"] if output else answerable
    yield Score(name="auroc", value=likely, weight=float(answerable), answer=f"{likely:.3f}")
    yield Score(
        name="answered" if answerable else "refused",
        value=float(abstained != answerable),
        group=sample.group if answerable else "",
        answer="未给出先例" if abstained else "给出先例",
        explanation="有先例可循" if answerable else "没有先例，应当不答",
    )


RETRIEVAL = Suite(
    name="retrieval",
    title="检索",
    about="每个问题都要先找到同类问题的先例；没有先例时应当不答。被测通报从不参与自己的检索。",
    samples=_with_peers,
    task=task,
    scorers=(score_ranking, score_abstention),
    measures=(
        Measure(name="ndcg", title="nDCG@10", headline=True),
        Measure(name="mrr", title="MRR"),
        Measure(name="recall5", title="召回@5（可直接参照）"),
        Measure(name="first", title="首条可直接参照", headline=True, percent=True),
        Measure(name="auroc", title="有无先例 AUROC", aggregate="auroc", headline=True),
        Measure(name="answered", title="有先例时作答", percent=True),
        Measure(name="refused", title="无先例时不答", percent=True, tolerance=0.06),
        *(
            Measure(name=f"{name}:{peer}", title=f"{title}（{peer_title}）", tolerance=None)
            for peer, peer_title in PEERS.items()
            for name, title in RANKED.items()
        ),
    ),
    labels=GROUPS,
)
