"""Known items: a folder's own problems, reworded, as queries that need nobody's labels.

A problem is asked for with some of its words left out, or with one of its terms in another way of
saying it besides; what should come back is the record itself, one that is nearly the same text, or
one whose problem is worded the same. Nothing is drawn by chance but by a name: the same folder
gives the same queries. The other ways of saying it are those of the search's own lexicon, so the
figures are for comparing, not for praise.
"""

from __future__ import annotations

import logging
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import jieba
import yaml

from assistant.notice.fold import fold
from assistant.retrieval.alike import ALIKE
from assistant.retrieval.lexicon import DATA, GAP, LIGHT, load_lexicon, parse_concepts
from assistant.retrieval.sketch import contained, sketch
from eval.retrieval_data import FULL, QUERIES, record_names
from eval.sample import Sample, one_in
from eval.world import EvalNotice, World

DROPPED = 0.3  # share of the words that are left out
FEWEST = 6  # characters that a query keeps: fewer are no question
OWN, FAST = 3, 9  # of the project's own corpus one problem in so many is asked about
_WORD = re.compile(r"[\u3400-\u9fff]|[0-9a-zA-Z]")
_EMPTY = re.compile(r"“”|‘’|《》|（）|(?<=[、，])[、，]")  # what stood between the marks is gone
_PLAIN = re.compile(r"[^0-9a-z\u3400-\u9fff]+")


def samples(world: World, fast: bool) -> Iterator[Sample]:
    """Two queries a problem, and the questions that no notice on inspection answers."""
    alike = _alike(world.notices)
    every = FAST if fast else OWN if world.own else 1
    for notice in world.notices:
        for name, record in zip(record_names(notice), notice.records, strict=True):
            if not one_in(name, every):
                continue
            for kind, query in reworded(record.problem.text, name):
                yield Sample(
                    id=f"known/{kind}/{name}",
                    group=kind,
                    input={"query": query, "problem": record.problem.text},
                    target={"relevant": dict.fromkeys(sorted(alike[name]), FULL)},
                )
    for item in yaml.safe_load(QUERIES.read_text(encoding="utf-8"))["queries"]:
        if not item.get("types"):
            yield Sample(
                id=f"known/none/{item['id']}",
                group="none",
                input={"query": item["query"]},
                target={"relevant": {}},
            )


def reworded(problem: str, name: str) -> Iterator[tuple[str, str]]:
    """(kind, query) of a problem; a kind that cannot be had of it is left out."""
    shorter = _shortened(problem, random.Random(f"{name}/shorter"))
    if shorter is not None:
        yield "shorter", shorter
    other = _in_other_words(problem, random.Random(f"{name}/other"))
    if other is not None:
        yield "other", _shortened(other, random.Random(f"{name}/other/shorter")) or other


def _shortened(text: str, chance: random.Random) -> str | None:
    """The text without some of its words; None where too little would be left."""
    words = _cutter().lcut(text)
    places = [i for i, word in enumerate(words) if _WORD.search(word)]
    gone = set(chance.sample(places, max(1, round(DROPPED * len(places))))) if places else set()
    kept = "".join(word for i, word in enumerate(words) if i not in gone)
    kept = _EMPTY.sub("", kept).strip("、，；：。 ")
    return kept if len(_PLAIN.sub("", fold(kept).lower())) >= FEWEST else None


def _in_other_words(text: str, chance: random.Random) -> str | None:
    """The text with one of its terms said in another way; None where it has no such term."""
    places = []
    for match in load_lexicon().find(fold(text)):
        if GAP in match.term:
            continue
        ways = {way for concept in match.concepts for way in _ways().get(concept, ())}
        found = sorted(way for way in ways if way not in text and match.term not in way)
        if found:
            places.append((match.start, match.end, found))
    if not places:
        return None
    start, end, found = chance.choice(places)
    return text[:start] + chance.choice(found) + text[end:]


@cache
def _cutter() -> Any:
    """jieba's tokenizer, loaded when first needed; it would tell of its dictionary otherwise."""
    jieba.setLogLevel(logging.WARNING)
    jieba.initialize()
    return jieba.dt


@cache
def _ways() -> Mapping[str, tuple[str, ...]]:
    """Concept → its terms without gaps; light concepts (that something is wrong) have none."""
    lines = (DATA / "concepts.txt").read_text(encoding="utf-8").splitlines()
    return {
        concept: tuple(term for term in terms if GAP not in term)
        for concept, terms in parse_concepts(lines).items()
        if not concept.startswith(LIGHT)
    }


def _alike(notices: Sequence[EvalNotice]) -> Mapping[str, frozenset[str]]:
    """Each record's name → the names of those that are as good an answer, itself included."""
    sketches, worded, holders = {}, defaultdict(set), defaultdict(list)
    for notice in notices:
        for name, record in zip(record_names(notice), notice.records, strict=True):
            texts = [record.problem.text, *(measure.text for measure in record.measures)]
            sketches[name] = sketch(texts)
            worded[_PLAIN.sub("", fold(record.problem.text).lower())].add(name)
            for value in sketches[name].hashes:
                holders[value].append(name)
    found: defaultdict[str, set[str]] = defaultdict(set)
    for names in worded.values():
        for name in names:
            found[name] |= names
    for name, own in sketches.items():
        near = {other for value in own.hashes for other in holders[value]}
        found[name] |= {other for other in near if contained(own, sketches[other]) >= ALIKE}
    return {name: frozenset({name, *others}) for name, others in found.items()}
