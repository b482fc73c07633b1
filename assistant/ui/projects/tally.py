"""Tally: how far a run over many problems is, and who wrote what, as HTML of one pane."""

from __future__ import annotations

import html
from collections import Counter

from assistant.chat.bulk import ON_OFFER, Begun, Died, Passed, Progress, Step
from assistant.projects.model import Problem
from assistant.ui.projects import view, words

SHOWN = 6  # remarks beneath the line; the rest stands in the version history
LONGEST = 40  # characters of a problem


class Tally:
    """Takes the steps of one run."""

    def __init__(self) -> None:
        self._done = self._total = 0
        self._running: dict[str, Problem] = {}
        self._by: Counter[str] = Counter()
        self._remarks: list[str] = []
        self._waiting: tuple[Problem, ...] = ()

    def take(self, step: Step) -> str:
        """The pane after ``step``."""
        if isinstance(step, Died):
            self._died(step)
            return self.shown()
        self._done, self._total = step.done, step.total
        if isinstance(step, Begun):
            self._running[step.problem.id] = step.problem
            return self.shown()
        self._running.pop(step.problem.id, None)
        if isinstance(step, Passed):
            self._remarks.append(f"第{step.problem.position}个刚被别人改过，没有动它")
        elif isinstance(step, Progress):
            self._by[view.engine_name(step.version.engine)] += 1
            self._remarks += [f"第{step.problem.position}个：{note}" for note in step.notes]
        return self.shown()

    def shown(self, end: str = "") -> str:
        """The bar, one line and the last remarks; ``end`` is said instead of what is running."""
        bar = (
            f'<progress max="{self._total}" value="{self._done}" aria-label="{words.RUN_BAR}">'
            "</progress>"
        )
        return (
            bar + _line(f"已起草{self._done}/{self._total}{end or self._now()}") + self._remarked()
        )

    def over(self) -> str:
        """The pane when the run has come to its end."""
        if not self._total:
            return _line(words.DRAFTING_NONE)
        if self._waiting:
            return self.shown(f"，已停下。还没有起草的：{_numbers(self._waiting)}。{ON_OFFER}。")
        by = "、".join(f"{name}{count}个" for name, count in self._by.items())
        return self.shown(f"：{by}。" if by else "。")

    def stopped(self) -> str:
        """The pane when an error has stopped the run, which is told elsewhere."""
        return "" if not self._total else self.shown(f"，{words.STOPPED}")

    def _died(self, step: Died) -> None:
        self._running.clear()
        reason = step.reason.rstrip("。")
        if step.stopped:
            self._waiting = step.left
            self._remarks.append(f"模型不能用了：{reason}")
        elif step.left:
            rest = _numbers(step.left)
            self._remarks.append(f"模型不能用了（{reason}）：{rest}改由离线引擎起草")

    def _now(self) -> str:
        running = sorted(self._running.values(), key=lambda problem: problem.position)
        if not running:
            return ""
        return f"，正在写{_numbers(running)}：{running[0].text[:LONGEST]}"

    def _remarked(self) -> str:
        return "".join(_line(remark) for remark in self._remarks[-SHOWN:])


def _numbers(problems: tuple[Problem, ...] | list[Problem]) -> str:
    """第4、5、8个; more than a dozen are counted."""
    numbers = "、".join(str(problem.position) for problem in problems[:12])
    return f"第{numbers}{'……' if len(problems) > 12 else ''}个（共{len(problems)}个）"


def _line(text: str) -> str:
    return f"<p>{html.escape(text)}</p>"
