"""Drafting, leave one notice out: a draft for each problem, beside what the unit really wrote.

Each problem is drafted twice: from the problem alone, and with a few of the unit's own facts. The
notice under test is excluded from retrieval.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from weakref import WeakKeyDictionary

from assistant.drafting.draft import slot_kinds
from assistant.drafting.model import Draft
from assistant.facts.extract import extract
from assistant.facts.support import check
from assistant.retrieval.embedding import SentenceEncoder, load_embedder
from eval import genre
from eval.foreign import Foreign
from eval.likeness import likeness
from eval.retrieval_data import record_names
from eval.sample import Json, Measure, Sample, Score, Suite, one_in
from eval.world import EvalNotice, World

ONE_IN_FAST = 5  # of a fast run: one problem in so many
GIVEN = 3  # clauses of the unit's own account that are given as facts
PARTS = (2, 4)  # measures a draft should have

_foreign: WeakKeyDictionary[World, Foreign] = WeakKeyDictionary()


def samples(world: World, fast: bool) -> Iterator[Sample]:
    """The problems of the account, each with the measures of the notice as reference."""
    if world not in _foreign:
        _foreign[world] = Foreign(world.notices, world.library)
    world.drafter()  # opened here, so that no sample's time has it
    for notice in world.notices:
        for sample in _of_notice(notice):
            if not fast or one_in(sample.id, ONE_IN_FAST):
                yield sample


def _of_notice(notice: EvalNotice) -> Iterator[Sample]:
    types = notice.types or (None,) * len(notice.records)
    for name, record, kind in zip(record_names(notice), notice.records, types, strict=True):
        texts = [measure.text for measure in record.measures]
        if record.section != "problems" or not texts:
            continue
        yield Sample(
            id=f"draft/{name}",
            group=notice.stem,
            input={
                "notice": notice.stem,
                "problem": record.problem.text,
                "issuer": notice.notice.issuer,
                "facts": _given(texts),
            },
            target={"measures": texts, "type": kind},
        )


def _given(measures: list[str]) -> list[str]:
    """The first clauses of the reference that state a fact, as a clerk would type them in."""
    clauses = [
        clause.strip()
        for text in measures
        for clause in text.split("。")[0].split("，")
        if any(fact.needs_source for fact in extract(clause)) and 6 <= len(clause.strip()) <= 40
    ]
    return clauses[:GIVEN]


def task(world: World, sample: Sample) -> Json:
    """The draft from the problem alone (``bare``) and the one with facts (``given``)."""
    asked = sample.input
    drafter = world.drafter()
    exclude = {asked["notice"]}
    reference = "".join(sample.target["measures"])
    bare = drafter.draft(asked["problem"], issuer=asked["issuer"], exclude=exclude)
    given = drafter.draft(
        asked["problem"], facts=asked["facts"], issuer=asked["issuer"], exclude=exclude
    )
    encoder = load_embedder(SentenceEncoder.name)
    vectors = encoder.queries([bare.text, reference])
    return {
        "bare": _seen(world, sample, bare, ()),
        "given": _seen(world, sample, given, asked["facts"]),
        "similarity": round(float(vectors[0] @ vectors[1]), 6),
    }


def _seen(world: World, sample: Sample, draft: Draft, facts: tuple[str, ...]) -> dict[str, Any]:
    said = "\n".join((sample.input["problem"], sample.input["issuer"] or "", *facts))
    kinds = slot_kinds(draft, world.library)
    leaks = _foreign[world].leaks(draft.text, given=said, own={sample.input["notice"]})
    return {
        "text": draft.text,
        "measures": len(draft.measures),
        "origins": [measure.origin for measure in draft.measures],
        "sources": [source for measure in draft.measures for source in measure.sources],
        "types": list(draft.types),
        "precedents": [[item.record, item.score] for item in draft.precedents],
        "placeholders": [[item.text, kinds[item.text]] for item in draft.placeholders],
        "leaks": list(leaks),
    }


def score_likeness(sample: Sample, output: Json | None) -> Iterator[Score]:
    """ROUGE and chrF without facts, embedding similarity and length against the reference."""
    reference = "".join(sample.target["measures"])
    text = output["bare"]["text"] if output else ""
    for name, value in likeness(text, reference).items():
        yield Score(name=name, value=value, group=sample.group)
    yield Score(name="similarity", value=output["similarity"] if output else 0.0)
    yield Score(name="length", value=len(text) / len(reference), answer=f"{len(text)}字")


def score_safety(sample: Sample, output: Json | None) -> Iterator[Score]:
    """Unsupported facts and foreign terms per 1,000 characters, over both drafts."""
    asked = sample.input
    for key, facts in (("bare", []), ("given", asked["facts"])):
        draft: Json = output[key] if output else {"text": "出错", "leaks": ["出错"]}
        text: str = draft["text"]
        checked = check(text, problem=asked["problem"], facts=facts, issuer=asked["issuer"])
        loose = [item.fact.text for item in checked if not item.supported]
        if output is None:
            loose = ["出错"]
        for name, found in (("unsupported", loose), ("leaked", draft["leaks"])):
            yield Score(
                name=name,
                value=len(found) * 1000 / max(len(text), 1),
                weight=len(text),
                group=sample.group,
                answer=f"{len(found)} 处",
                explanation="、".join(found),
            )


def score_form(sample: Sample, output: Json | None) -> Iterator[Score]:
    """Type, number of measures, placeholders that ask for what the unit did give, facts kept."""
    asked, target = sample.input, sample.target
    bare: Json = output["bare"] if output else {"types": [], "measures": 0, "placeholders": []}
    if target["type"]:
        yield Score(
            name="type",
            value=float(bare["types"][:1] == [target["type"]]),
            group=target["type"][0],
            answer="、".join(bare["types"]) or "无",
            explanation=f"应为 {target['type']}",
        )
    count = bare["measures"]
    yield Score(name="parts", value=float(PARTS[0] <= count <= PARTS[1]), answer=f"{count} 条")
    yield Score(name="measures", value=count)
    there = {fact.kind for text in target["measures"] for fact in extract(text)}
    wanted = [kind for _, kind in bare["placeholders"]]
    if wanted or output is None:
        right = sum(kind in there for kind in wanted)
        yield Score(
            name="placeholders",
            value=right / max(len(wanted), 1),
            weight=max(len(wanted), 1),
            answer="、".join(text for text, _ in bare["placeholders"]),
            explanation=f"原文给出的事实种类：{'、'.join(sorted(there))}",
        )
    items = [fact.text for clause in asked["facts"] for fact in extract(clause)]
    if items:
        text = output["given"]["text"] if output else ""
        lost = [item for item in items if item.strip("《》") not in text]
        yield Score(
            name="kept",
            value=1 - len(lost) / len(items),
            weight=len(items),
            explanation=f"未用上：{'、'.join(lost)}" if lost else "",
        )


def score_genre(sample: Sample, output: Json | None) -> Iterator[Score]:
    """Is it about the problem, how concrete is it, and is it built as measures are written?"""
    bare: Json = output["bare"] if output else {"text": "", "measures": 0}
    text: str = bare["text"]
    found = genre.parts(text, bare["measures"])
    lacks = "、".join(genre.missing(found))
    covered = genre.coverage(sample.input["problem"], text)
    yield Score(name="coverage", value=covered, group=sample.group)
    yield Score(name="actions", value=genre.actions(text), weight=max(bare["measures"], 1))
    yield Score(
        name="genre",
        value=sum(found.values()) / len(found),
        group=sample.group,
        explanation=f"缺：{lacks}" if lacks else "",
    )


DRAFTING = Suite(
    name="drafting",
    title="起草",
    about="逐篇留出：为每个问题起草，与该单位实际写的措施相比。被测通报不参与检索。",
    samples=samples,
    task=task,
    scorers=(score_likeness, score_safety, score_form, score_genre),
    measures=(
        Measure(name="unsupported", title="无据事实（每千字）", better="lower", headline=True,
                tolerance=0.02, group_tolerance=1.0),
        Measure(name="leaked", title="他单位词语（每千字）", better="lower", headline=True,
                tolerance=0.3, group_tolerance=None),
        Measure(name="rouge1", title="ROUGE-1（隐去事实）", group_tolerance=0.1),
        Measure(name="rouge2", title="ROUGE-2（隐去事实）", group_tolerance=0.1),
        Measure(name="rougeL", title="ROUGE-L（隐去事实）", group_tolerance=0.1, headline=True),
        Measure(name="chrf", title="chrF（隐去事实）", group_tolerance=0.1),
        Measure(name="similarity", title="语义相似度"),
        Measure(name="type", title="问题类型正确", percent=True, tolerance=0.05,
                group_tolerance=None, headline=True),
        Measure(name="placeholders", title="占位符所问确有其事", percent=True, tolerance=0.05),
        Measure(name="kept", title="所给事实用上", percent=True, tolerance=0.03),
        Measure(name="coverage", title="问题要点得到回应", percent=True, tolerance=0.03,
                group_tolerance=None),
        Measure(name="actions", title="每条措施的具体动作", tolerance=0.1),
        Measure(name="genre", title="文体（编号、措施、结果、机制）", percent=True,
                group_tolerance=None),
        Measure(name="parts", title="措施 2—4 条", percent=True),
        Measure(name="measures", title="每稿措施数", tolerance=None),
        Measure(name="length", title="与原文长度之比", tolerance=None),
    ),
)  # fmt: skip
