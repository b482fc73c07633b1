"""Curve: what more notices and more problem types bring.

A fixed part of the notices is held out and asked about; the rest is taken in growing portions, and
so is the measure library. The last portion is the whole corpus, where a question may be answered
from every notice but its own (whose words still count in the index's frequencies). What is relevant
is the same at every size: the problems of that type in all other notices. The order of the
portions depends on names only, so that a curve does not change when a notice is added elsewhere.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from weakref import WeakKeyDictionary

from assistant.drafting.draft import Drafter
from assistant.drafting.library import Library
from assistant.retrieval.embedding import SentenceEncoder, load_embedder
from assistant.retrieval.index import Index
from eval.retrieval_data import FULL, record_names
from eval.sample import Json, Measure, Sample, Score, Suite, one_in
from eval.suites.retrieval import names_of, trec
from eval.world import EvalNotice, World

# notices that are not asked about; then all of those, and the whole corpus
SIZES = (6, 12, 20)
TYPES = (15, 30, 60)  # problem types, and then all
HELD_OUT = 5  # one notice in so many is asked about
DEPTH = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Portion:
    """One point of the curve, opened."""

    index: Index
    drafter: Drafter


_portions: WeakKeyDictionary[World, dict[tuple[str, int], Portion]] = WeakKeyDictionary()


def samples(world: World, fast: bool) -> Iterator[Sample]:
    """Each held-out problem at each size; opens the portions first."""
    held = [n for n in world.notices if n.types and one_in(n.stem, HELD_OUT)]
    pool = _ordered([n for n in world.notices if n.types and n not in held])
    if not held or len(pool) < SIZES[0]:
        return
    portions = _portions.setdefault(world, {})
    whole = [*pool, *held]
    sizes = [*_sizes("notices", SIZES, len(pool)), ("notices", len(whole))]
    for axis, size in (*sizes, *_sizes("types", TYPES, _all(world))):
        if (axis, size) not in portions:
            notices = whole[:size] if axis == "notices" else pool
            portions[axis, size] = _open(world, notices, axis, size)
        yield from _questions(held, whole, axis, size)


def _all(world: World) -> int:
    return len(world.library.types)


def _sizes(axis: str, steps: Sequence[int], whole: int) -> list[tuple[str, int]]:
    return [(axis, size) for size in sorted({*(s for s in steps if s < whole), whole})]


def _ordered(notices: Sequence[EvalNotice]) -> list[EvalNotice]:
    return sorted(notices, key=lambda notice: zlib.crc32(notice.stem.encode()))


def _open(world: World, notices: Sequence[EvalNotice], axis: str, size: int) -> Portion:
    index = world.index(sorted(notices, key=lambda notice: notice.stem))
    library = world.library if axis == "notices" else _smaller(world.library, size)
    drafter = Drafter(library=library, classifier=world.classifier(library), index=index)
    return Portion(index=index, drafter=drafter)


def _smaller(library: Library, size: int) -> Library:
    """``size`` of the types, chosen by their ids."""
    order = sorted(library.types, key=lambda kind: zlib.crc32(kind.id.encode()))
    kept = {kind.id for kind in order[:size]}
    return replace(library, types=tuple(kind for kind in library.types if kind.id in kept))


def _questions(
    held: Sequence[EvalNotice], whole: Sequence[EvalNotice], axis: str, size: int
) -> Iterator[Sample]:
    for notice in held:
        for name, record, kind in zip(
            record_names(notice), notice.records, notice.types, strict=True
        ):
            relevant = {
                other: FULL
                for source in whole
                if source is not notice
                for other, declared in zip(record_names(source), source.types, strict=True)
                if declared == kind
            }
            texts = [measure.text for measure in record.measures]
            if relevant and texts:
                yield Sample(
                    id=f"curve/{axis}={size}/{name}",
                    group=f"{axis}={size}",
                    input={
                        "problem": record.problem.text,
                        "issuer": notice.notice.issuer,
                        "notice": notice.stem,
                        "axis": axis,
                        "size": size,
                    },
                    target={"relevant": relevant, "type": kind, "measures": texts},
                )


def task(world: World, sample: Sample) -> Json:
    """What this portion lists, and the draft it gives."""
    asked = sample.input
    portion = _portions[world][asked["axis"], asked["size"]]
    names: Mapping[str, str] = names_of(world, portion.index)
    own = {asked["notice"]}
    listed = portion.index.search(asked["problem"], k=DEPTH, exclude=own, threshold=0.0)
    draft = portion.drafter.draft(asked["problem"], issuer=asked["issuer"], exclude=own)
    vectors = load_embedder(SentenceEncoder.name).queries(
        [draft.text, "".join(sample.target["measures"])]
    )
    return {
        "ranked": [names[hit.record.id] for hit in listed.hits],
        "abstained": portion.index.search(asked["problem"], exclude=own).abstained,
        "types": list(draft.types),
        "text": draft.text,
        "similarity": round(float(vectors[0] @ vectors[1]), 6),
    }


def score_portion(sample: Sample, output: Json | None) -> Iterator[Score]:
    """Retrieval against all precedents of the other notices, and the draft's type and nearness."""
    relevant = sample.target["relevant"]
    ranked = output["ranked"] if output else []
    first = bool(ranked) and relevant.get(ranked[0], 0) >= FULL
    abstained = output is None or output["abstained"]
    values = {
        "found": float(first and not abstained),
        "ndcg": trec(relevant, ranked)["ndcg"],
        "type": float(output is not None and output["types"][:1] == [sample.target["type"]]),
        "similarity": output["similarity"] if output else 0.0,
    }
    for name, value in values.items():
        if sample.input["axis"] == "types" and name in {"found", "ndcg"}:
            continue  # the library has no part in what search lists first
        yield Score(name=name, value=value, group=sample.group)


CURVE = Suite(
    name="curve",
    title="规模曲线",
    about="留出一部分通报提问，其余的由少到多收入语料，最后一点是全部通报（所问的一篇自己除外）；"
    "措施库的类型也由少到多。看多出来的带来什么。",
    samples=samples,
    task=task,
    scorers=(score_portion,),
    measures=(
        Measure(name="found", title="首条为同类先例", percent=True, tolerance=None),
        Measure(name="ndcg", title="nDCG@10（对全部语料）", tolerance=None),
        Measure(name="type", title="问题类型正确", percent=True, tolerance=None),
        Measure(name="similarity", title="与原文语义相似度", tolerance=None),
    ),
    labels={"notices": "通报数", "types": "问题类型数"},
)
