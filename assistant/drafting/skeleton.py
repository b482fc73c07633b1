"""Skeleton: what is offered where no problem type fits, marked as such.

What is done about a problem is a matter of few families, whatever the trade: people who should not
be there leave, money comes back, prices are compared, things are kept in repair, offenders are
inspected. The family is told by the problem's own words, and its measures speak of the matter
where the problem names it as a noun phrase; everything else is a placeholder. The problem itself is
named once, by what opens every draft (finish.addressed).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from assistant.drafting.library import Stage
from assistant.drafting.topic import core_of, topic_of

_DATA = Path(__file__).with_name("data") / "families.yaml"
_THIS = "此项工作"


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """One family of action: the words that tell it, and its measures with ``{matter}``."""

    name: str
    words: tuple[str, ...]
    progress: tuple[str, ...]
    plan: tuple[str, ...]


@lru_cache(maxsize=1)
def families() -> tuple[Family, ...]:
    """The shipped families, in the order in which they are asked; the last fits anything."""
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


def skeleton_measures(problem: str, stage: Stage) -> tuple[str, ...]:
    """Two or three measures of the problem's family, about its matter."""
    family = family_of(problem)
    matter = _matter(problem, family)
    texts = family.plan if stage == "plan" else family.progress
    return tuple(text.replace("{matter}", matter) for text in texts)


def _matter(problem: str, family: Family) -> str:
    """The noun phrase of the clause that tells the family, else of the first; else neutral words."""
    clauses = [clause for clause in re.split(r"[，；。]", core_of(problem)) if clause]
    clauses.sort(key=lambda clause: not any(word in clause for word in family.words))
    return next((topic for topic in map(topic_of, clauses) if topic), _THIS)
