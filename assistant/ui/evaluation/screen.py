"""Screen of 评测: the report in a frame, a table and a plot a suite; read anew when it is opened."""

from __future__ import annotations

import asyncio
import html
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gradio as gr
import pandas as pd

from assistant.ui.evaluation import figures
from assistant.ui.evaluation.figures import Evaluations, Run
from assistant.ui.evaluation.report import ADDRESS, page_of, policy_of
from assistant.ui.events import READING
from assistant.ui.exports import Exports
from assistant.ui.guard import Guard
from assistant.ui.tables import string_table

EVALUATION = "评测"
EMPTY = "还没有评测结果。在终端运行 `python -m eval run`，跑完后回到这里看。"
ABOUT = (
    "最近一次与上一次并排。数字全部离线得出，不用语言模型；"
    "重新测：`python -m eval run`；图表和每个样本的输入、输出、参照和得分在“完整报告”里。"
)
FRAME = (
    '<iframe src="{address}" title="评测报告" sandbox="allow-scripts" loading="lazy" '
    'referrerpolicy="no-referrer"></iframe>'
    '<p>报告：{which}。<a href="{address}" target="_blank" rel="noopener noreferrer">'
    "在新窗口打开</a></p>"
)
WHOLE, TABLES = "完整报告", "数字与变化"
HEADERS = ["评测", "指标", "最近一次", "95% 区间", "上一次", "变化"]
REPORT = "下载完整报告"
REPORT_NAME = "评测报告.html"
SUITES = ("retrieval", "drafting", "review", "facts", "chat")
LABELS = {
    "retrieval": "检索",
    "drafting": "起草",
    "review": "审核",
    "facts": "事实核对",
    "chat": "对话",
}


class EvaluationScreen:
    """Builds the screen; everything on it is read from files."""

    name, id = EVALUATION, "evaluation"

    def __init__(self, data_dir: Path, exports: Exports) -> None:
        self._data_dir = data_dir
        self._exports = exports
        self._copied: tuple[Path, float, str] | None = None  # report, when it was written, copy

    def build(self) -> None:
        """Make the components inside the current context."""
        self.about = gr.Markdown(EMPTY, elem_id="evaluation-about")
        with gr.Tabs(elem_id="evaluation-parts"):
            with gr.Tab(TABLES, id="tables"), gr.Row():
                with gr.Column(scale=1, min_width=340):
                    self.table = string_table(
                        HEADERS, EVALUATION, "evaluation", [13, 29, 14, 18, 13, 13], height=560
                    )
                with gr.Column(scale=1, min_width=340):
                    self.plots = [
                        gr.LinePlot(
                            x="次", y="值", color="指标", label=LABELS[suite], visible=False,
                            height=300, buttons=[], y_lim=[0, 1],
                        )
                        for suite in SUITES
                    ]  # fmt: skip
            with gr.Tab(WHOLE, id="report", visible=False) as self.whole:
                self.frame = gr.HTML(elem_id="evaluation-frame", padding=False)
                self.report = gr.DownloadButton(
                    REPORT, elem_id="evaluation-report", visible=False, size="sm"
                )

    async def show(self) -> tuple[Any, ...]:
        """The figures as they stand in the files now."""
        found = await asyncio.to_thread(figures.read_evaluations, self._data_dir)
        rows = figures.rows(found)
        if not rows:
            nothing = gr.update(visible=False)
            return EMPTY, nothing, nothing, "", nothing, *(nothing for _ in SUITES)
        last = found.runs[-1]
        about = f"{ABOUT}\n\n**最近一次**：{_named(last)}"
        copy = await asyncio.to_thread(self._copy, found.report)
        report = gr.update(value=copy, visible=copy is not None)
        frame = await asyncio.to_thread(_frame, found.reported)
        whole = gr.update(visible=copy is not None)
        return about, gr.update(value=rows, visible=True), report, frame, whole, *_plots(found)

    def _copy(self, report: Path | None) -> str | None:
        """The report among the downloads; the same copy as long as it is there and is the same."""
        if report is None:
            return None
        written = report.stat().st_mtime
        last = self._copied
        if last is None or last[:2] != (report, written) or not Path(last[2]).is_file():
            last = (report, written, self._exports.write(REPORT_NAME, page_of(report)))
            self._copied = last
        return last[2]

    def wire(self, tab: gr.Tab, guard: Guard) -> None:
        """Read the files when the screen is opened."""
        shown = [self.about, self.table, self.report, self.frame, self.whole, *self.plots]
        tab.select(guard(self.show), None, shown, **READING)


def _named(run: Run) -> str:
    """When and where a run was made."""
    made = "本机运行" if run.own else "提交的基线"
    return f"{run.created[:16].replace('T', ' ')}，{made}，版本 {run.commit}"


def _frame(run: Run | None) -> str:
    """The frame of a report; "" for one that does not state its policy: it can be saved only."""
    if run is None or run.report is None or policy_of(page_of(run.report)) is None:
        return ""
    # relative, so that it is found behind a proxy's path, and another one for another report
    address = f"{ADDRESS.lstrip('/')}?{run.created[:19]}"
    return FRAME.format(address=html.escape(address), which=html.escape(_named(run)))


def _plots(found: Evaluations) -> Iterator[Any]:
    """A line plot for each suite that has more than one run."""
    for suite in SUITES:
        columns = figures.points(found, suite)
        if len(set(columns["次"])) > 1:
            yield gr.update(value=pd.DataFrame(columns), visible=True)
        else:
            yield gr.update(visible=False)
