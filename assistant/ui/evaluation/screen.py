"""Screen of 评测: a table and a plot a suite; read anew each time it is opened."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import gradio as gr
import pandas as pd

from assistant.ui.evaluation import figures
from assistant.ui.events import READING
from assistant.ui.exports import Exports
from assistant.ui.guard import Guard
from assistant.ui.tables import string_table

EVALUATION = "评测"
EMPTY = "还没有评测结果。在终端运行 `python -m eval run`，跑完后回到这里看。"
ABOUT = (
    "最近一次与上一次并排。数字全部离线得出，不用语言模型；"
    "重新测：`python -m eval run`；图表和每个样本在完整报告里，是一个自足的网页。"
)
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
        with gr.Row():
            with gr.Column(scale=1, min_width=340):
                self.table = string_table(
                    HEADERS, EVALUATION, "evaluation", [13, 29, 14, 18, 13, 13], height=560
                )
                self.report = gr.DownloadButton(
                    REPORT, elem_id="evaluation-report", visible=False, size="md"
                )
            with gr.Column(scale=1, min_width=340):
                self.plots = [
                    gr.LinePlot(
                        x="次", y="值", color="指标", label=LABELS[suite], visible=False,
                        height=300, buttons=[], y_lim=[0, 1],
                    )
                    for suite in SUITES
                ]  # fmt: skip

    async def show(self) -> tuple[Any, ...]:
        """The figures as they stand in the files now."""
        found = await asyncio.to_thread(figures.read_evaluations, self._data_dir)
        rows = figures.rows(found)
        if not rows:
            nothing = gr.update(visible=False)
            return EMPTY, nothing, nothing, *(nothing for _ in SUITES)
        last = found.runs[-1]
        made = "本机运行" if last.own else "提交的基线"
        about = f"{ABOUT}\n\n**最近一次**：{last.created[:16].replace('T', ' ')}，{made}，版本 {last.commit}"
        plots = []
        for suite in SUITES:
            columns = figures.points(found, suite)
            drawn = len(set(columns["次"])) > 1
            plots.append(
                gr.update(value=pd.DataFrame(columns), visible=True)
                if drawn
                else gr.update(visible=False)
            )
        copy = await asyncio.to_thread(self._copy, found.report)
        report = gr.update(value=copy, visible=copy is not None)
        return about, gr.update(value=rows, visible=True), report, *plots

    def _copy(self, report: Path | None) -> str | None:
        """The report among the downloads; the same copy as long as it is there and is the same."""
        if report is None:
            return None
        written = report.stat().st_mtime
        last = self._copied
        if last is None or last[:2] != (report, written) or not Path(last[2]).is_file():
            last = (report, written, self._exports.write(REPORT_NAME, report.read_bytes()))
            self._copied = last
        return last[2]

    def wire(self, tab: gr.Tab, guard: Guard) -> None:
        """Read the files when the screen is opened."""
        tab.select(
            guard(self.show), None, [self.about, self.table, self.report, *self.plots], **READING
        )
