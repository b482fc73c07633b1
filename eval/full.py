"""Full: the figures of a whole run, kept without its samples, for the READMEs.

What it took stands beside them: seconds of the clock and of the processors, cores and load of the
machine, so that nobody reads a busy machine's time as the program's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from assistant.errors import WrongCall
from eval.log import Log, write_log
from eval.registry import GATE, SUITES
from eval.report.markdown import figure_rows

PATH = Path(__file__).resolve().parent / "baselines" / "full.json"


def save(log: Log, path: Path = PATH) -> None:
    """Keep a run; raises WrongCall for one that left something out or had an error."""
    settings = log.head["settings"]
    wanted = [suite.name for suite in SUITES.values() if not suite.optional]
    whole = settings["suites"] == wanted and settings["notices"] == "corpus"
    if not whole or settings["fast"] or settings["only"]:
        raise WrongCall("只保存全部评测、全部样本、自带语料的运行：请去掉评测名和其他选项")
    errors = [item.sample.id for item in log.results if item.error is not None]
    if errors:
        raise WrongCall(f"有出错的样本，没有保存：{'、'.join(errors[:5])}")
    head = {**log.head, "trimmed": True, "samples": len(log.results)}
    write_log(replace(log, head=head, results=()), path)


def text(log: Log) -> str:
    """What a whole run took, and the figures of the suites that the gate does not run."""
    return "\n".join(_lines(log)) + "\n"


def _lines(log: Log) -> Iterator[str]:
    head = log.head
    day, revision = str(head["created"])[:10], str(head["commit"] or "")[:7]
    yield (
        f"全部样本：`python -m eval run --save`，{head['samples']:,} 个样本，用时 "
        f"{head['seconds']:.0f} 秒，处理器 {head['cpu_seconds']:.0f} 秒"
        f"（{head['cores']} 核，负载 {head['load']}，{day}，提交 {revision}）。其中门槛不测的：\n"
    )
    yield "| 评测 | 指标 | 值 | 95% 区间 | 样本 |"
    yield "|---|---|---|---|---|"
    others = {name: suite for name, suite in SUITES.items() if name not in GATE}
    yield from figure_rows(log, others, shown=True)
