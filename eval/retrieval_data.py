"""Retrieval queries with graded relevance, over any folder of notices.

Three sources: every problem of every notice whose front matter names its type (asked for in the
notice's own words, the notice itself excluded), ``data/queries.yaml`` (other people's words for
the same types, and questions that have no precedent), and the judged queries of
tests/cases/retrieval where the notices they were judged on are there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from assistant.settings import ROOT
from eval.sample import Sample, one_in
from eval.world import EvalNotice, World

QUERIES = Path(__file__).resolve().parent / "data" / "queries.yaml"
JUDGED = ROOT / "tests" / "cases" / "retrieval" / "queries.yaml"
FULL = 2  # the grade of a record that could be reused directly
FAST_HEADINGS = 5  # of a fast run: one problem in five


def record_names(notice: EvalNotice) -> list[str]:
    """The names of a notice's records in judgements and logs: <stem>-<two-digit ordinal>."""
    return [f"{notice.stem}-{i:02d}" for i in range(1, len(notice.records) + 1)]


def samples(world: World, fast: bool) -> Iterator[Sample]:
    """All queries that can be judged on these notices."""
    typed = any(notice.types for notice in world.notices)
    if typed:
        for sample in _headings(world):
            if not fast or one_in(sample.id, FAST_HEADINGS):
                yield sample
        yield from _asked(world)
    yield from _judged(world)


def _relevant(world: World, types: frozenset[str], without: str = "") -> dict[str, int]:
    """Records that declare one of the types: their measures answer the same kind of problem."""
    return {
        name: FULL
        for notice in world.notices
        if notice.stem != without
        for name, kind in zip(record_names(notice), notice.types, strict=False)
        if kind in types
    }


def _headings(world: World) -> Iterator[Sample]:
    for notice in world.notices:
        for name, record, kind in zip(
            record_names(notice), notice.records, notice.types, strict=False
        ):
            relevant = _relevant(world, frozenset({kind}), notice.stem)
            if relevant:
                yield Sample(
                    id=f"heading/{name}",
                    group="heading",
                    input={"query": record.problem.text, "exclude": notice.stem},
                    target={"relevant": relevant, "types": [kind]},
                )


def _asked(world: World) -> Iterator[Sample]:
    data = yaml.safe_load(QUERIES.read_text(encoding="utf-8"))
    for item in data["queries"]:
        types = frozenset(item.get("types", ()))
        relevant = _relevant(world, types)
        if types and not relevant:
            continue  # nothing of the type has been written yet: not judged either way
        yield Sample(
            id=f"asked/{item['id']}",
            group="asked" if types else "none",
            input={"query": item["query"], "exclude": None},
            target={"relevant": relevant, "types": sorted(types)},
        )


def _judged(world: World) -> Iterator[Sample]:
    data: Mapping[str, Any] = yaml.safe_load(JUDGED.read_text(encoding="utf-8"))
    names = {
        f"{notice.stem[:3]}-{name[-2:]}": name
        for notice in world.notices
        for name in record_names(notice)
    }
    judged = {name for item in data["queries"] for name in item.get("relevant", {})}
    if not judged <= names.keys():
        return
    for item in data["queries"]:
        relevant = {names[name]: grade for name, grade in item.get("relevant", {}).items()}
        yield Sample(
            id=f"judged/{item['id']}",
            group=item["kind"],
            input={"query": item["query"], "exclude": None},
            target={"relevant": relevant, "types": []},
        )
