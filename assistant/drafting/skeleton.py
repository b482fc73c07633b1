"""Skeleton: what is offered where no problem type fits, marked as such.

What is done about a problem is a matter of few families, whatever the trade: people who should not
be there leave, money comes back, prices are compared, things are kept in repair, offenders are
inspected. The family is told by the problem's own words, and its measures speak of the matter
where the problem names it as a noun phrase; everything else is a placeholder. The problem itself is
named once, by what opens every draft (finish.addressed).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from assistant.drafting.library import LibraryMeasure, Role, Stage
from assistant.drafting.topic import core_of, topic_of

_DATA = Path(__file__).with_name("data") / "families.yaml"
_THIS, _THESE = "此项工作", "上述工作"
_QUOTED = "quoted"
_LONGEST = 24  # characters of matters that one measure speaks of
_ROLES: tuple[Role, ...] = ("action", "rule", "mechanism")  # of a family's measures, in order


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """One family of action: the words that tell it, and its measures with ``{matter}``."""

    name: str
    words: tuple[str, ...]
    progress: tuple[str, ...]
    plan: tuple[str, ...]


def families() -> tuple[Family, ...]:
    """The shipped families, in the order in which they are asked; the last fits anything."""
    return tuple(family for family in _shipped() if family.name != _QUOTED)


def quoting() -> Family:
    """What is done about failings whose matter no noun phrase names: they are quoted."""
    return next(family for family in _shipped() if family.name == _QUOTED)


@lru_cache(maxsize=1)
def _shipped() -> tuple[Family, ...]:
    data = yaml.safe_load(_DATA.read_text("utf-8"))
    return tuple(
        Family(
            name=name,
            words=tuple(item["words"]),
            progress=tuple(item["progress"]),
            plan=tuple(item["plan"]),
        )
        for name, item in data.items()
    )


def family_of(problem: str) -> Family:
    """The family most of whose words the problem has; the first of equals, else the last."""
    *told, general = families()
    best = max(told, key=lambda family: sum(word in problem for word in family.words))
    return best if any(word in problem for word in best.words) else general


def family_measures(parts: Sequence[str], stage: Stage, family: Family) -> Iterator[LibraryMeasure]:
    """The measures of a family, as the library's are, about what the parts speak of together."""
    named = parts if family.name == _QUOTED else [_matter(part, family) for part in parts]
    matters = [matter for matter in named if matter]
    texts = family.plan if stage == "plan" else family.progress
    for role, text in zip(_ROLES, texts, strict=False):
        once = role == "action" or len(matters) < 2
        said = _about((_joined(matters) or _THIS) if once else _THESE, text)
        yield LibraryMeasure(
            id=f"{family.name}-{role}",
            role=role,
            style="specific",
            when=(),
            progress=said,
            plan=said,
        )


def _joined(matters: Sequence[str]) -> str:
    """The matters in one phrase, those that fit into it."""
    joined = ""
    for matter in matters:
        longer = f"{joined}、{matter}" if joined else matter
        joined = longer if len(longer) <= _LONGEST or not joined else joined
    return joined


def _about(matter: str, text: str) -> str:
    """The text about the matter; a word that the text begins with anew is said once: 公开应公开."""
    matter = matter.removesuffix("排查")
    after = re.search(r"\{matter\}(?:的|应)?([\u4e00-\u9fff]{2})", text)
    if after and matter.endswith(after[1]) and len(matter) > len(after[1]) + 2:
        matter = matter.removesuffix(after[1])
    return text.replace("{matter}", matter)


def _matter(problem: str, family: Family) -> str | None:
    """The noun phrase of the clause that tells the family, else of the first that has one."""
    clauses = [clause for clause in re.split(r"[，；。]", core_of(problem)) if clause]
    clauses.sort(key=lambda clause: not any(word in clause for word in family.words))
    return next((topic for topic in map(topic_of, clauses) if topic), None)
