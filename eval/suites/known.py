"""Known items: does a reworded problem find its own record again? Needs no label, so any folder has it."""

from __future__ import annotations

from collections.abc import Iterator

from eval.known_items import samples
from eval.sample import Json, Measure, Sample, Score, Suite
from eval.suites.retrieval import DEPTH, names_of, score_abstention
from eval.world import World

PLACES = {"first": 1, "five": 5}


def _opened(world: World, fast: bool) -> Iterator[Sample]:
    """The queries; the index is opened first, so that no sample's time has it."""
    names_of(world, world.index())
    yield from samples(world, fast)


def task(world: World, sample: Sample) -> Json:
    """What search lists without its threshold, how likely an answer is, and whether it abstains."""
    index = world.index()
    names, query = names_of(world, index), sample.input["query"]
    listed = index.search(query, k=DEPTH, threshold=0.0)
    return {
        "ranked": [[names[hit.record.id], hit.score] for hit in listed.hits],
        "answerable": round(index.ranking(query).answerable, 6),
        "abstained": index.search(query).abstained,
    }


def score_found(sample: Sample, output: Json | None) -> Iterator[Score]:
    """Where the record, or one that is as good, stands in the list."""
    relevant = sample.target["relevant"]
    if not relevant:
        return
    ranked = [name for name, _ in output["ranked"]] if output else []
    place = next((i for i, name in enumerate(ranked, 1) if name in relevant), None)
    told = f"第{place}条" if place else f"不在前{DEPTH}条"
    for name, within in PLACES.items():
        yield Score(
            name=name,
            value=float(place is not None and place <= within),
            group=sample.group,
            answer=told,
        )
    yield Score(name="mrr", value=1 / place if place else 0.0, group=sample.group, answer=told)


KNOWN = Suite(
    name="known",
    title="检索（已知条目，无需标注）",
    about="把通报自己的问题省去三成字词，或再换一个说法来查，应当找回原来那一条（或近乎相同的一条）；"
    "与巡视巡察无关的问题应当不答。换的说法出自检索自己的词表，数字偏高，只宜用来比较。",
    samples=_opened,
    task=task,
    scorers=(score_found, score_abstention),
    measures=(
        Measure(name="first", title="原条目居首", percent=True, headline=True),
        Measure(name="five", title="原条目在前五", percent=True),
        Measure(name="mrr", title="MRR"),
        Measure(name="auroc", title="本有与无关 AUROC", aggregate="auroc", headline=True),
        Measure(name="answered", title="本有时作答", percent=True),
        Measure(name="refused", title="无关时不答", percent=True, tolerance=0.06),
    ),
    labels={"shorter": "省去字词", "other": "换个说法", "none": "无关的问题"},
)
