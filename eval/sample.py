"""Sample, Score, Result, Measure, Suite: what an evaluation is made of, as small frozen values.

A suite is data (samples), a task (what the project answers) and scorers. A scorer sees only what
the log keeps (input, target, output), so a log can be scored again without the project's models.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from eval.world import World

Json = Mapping[str, Any]
Better = Literal["higher", "lower"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One question. ``input`` and ``target`` go into the log, ``material`` (whole texts) does not.

    ``id`` is stable from run to run: comparisons pair samples by it.
    """

    id: str
    group: str
    input: Json
    target: Json
    material: Any = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One judgement. Values of one name are averaged by ``weight`` (labels, characters, …).

    ``group`` is the column of the tables (rule, kind of query); ``answer`` what was judged,
    ``explanation`` why, both in Chinese and short.
    """

    name: str
    value: float
    weight: float = 1.0
    group: str = ""
    answer: str = ""
    explanation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A sample with its output and scores; ``error`` is one line where the task failed.

    ``tokens`` are those that a language model read and wrote for it; 0 where none was asked.
    """

    suite: str
    sample: Sample
    output: Json | None
    error: str | None
    milliseconds: float
    tokens: int = 0
    scores: tuple[Score, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A figure of a suite, made of all scores of its name.

    ``aggregate`` "mean" is the weighted mean, "auroc" takes weight 1 as positive and 0 as negative
    and the value as the classifier's. ``tolerance`` is how far it may get worse without the gate
    turning red, ``group_tolerance`` the same for one group; None: the figure is only shown.
    ``needs`` names a measure of the suite and the value below which this one says nothing: it is
    then no figure at all, and whoever shows the suite says so.
    """

    name: str
    title: str
    better: Better = "higher"
    tolerance: float | None = 0.02
    group_tolerance: float | None = 0.2
    aggregate: Literal["mean", "auroc"] = "mean"
    headline: bool = False
    percent: bool = False
    needs: tuple[str, float] | None = None


Scorer = Callable[[Sample, Json | None], Iterable[Score]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Suite:
    """Data, task and scorers. ``samples(world, fast)`` yields the same samples on every run.

    A scorer is called with output None where the task failed, and then scores the worst. An output
    may say under ``tokens`` how many a language model took; ``model`` names it with its parameters.
    """

    name: str
    title: str
    about: str
    samples: Callable[[World, bool], Iterator[Sample]]
    task: Callable[[World, Sample], Json]
    scorers: tuple[Scorer, ...]
    measures: tuple[Measure, ...]
    labels: Mapping[str, str] = field(default_factory=dict)  # group → Chinese name
    optional: bool = False  # run only where it is asked for by name
    model: Callable[[World], str] | None = None

    def score(self, sample: Sample, output: Json | None) -> tuple[Score, ...]:
        """All scores of one output, rounded so that a log is the same on every machine."""
        return tuple(
            Score(
                name=score.name,
                value=round(float(score.value), 6),
                weight=round(float(score.weight), 6),
                group=score.group,
                answer=score.answer,
                explanation=score.explanation,
            )
            for scorer in self.scorers
            for score in scorer(sample, output)
        )


def one_in(name: str, count: int) -> bool:
    """Whether a name is in a fixed sample of one in ``count``, whatever other names there are."""
    return zlib.crc32(name.encode()) % count == 0
