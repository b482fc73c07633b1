"""The table of figures in the READMEs: what counts, with its interval and where it comes from."""

from __future__ import annotations

from eval.figures import Figure
from eval.log import Log
from eval.registry import SUITES
from eval.report.markdown import figures_table


def _log(**figures: Figure) -> Log:
    head = {"created": "2026-01-02T03:04:05", "commit": "abcdef0123", "notices": 40,
            "settings": {"fast": True}}  # fmt: skip
    return Log(head=head, results=(), figures={"drafting": figures})


def test_a_row_a_measure_that_counts() -> None:
    figure = Figure(value=0.7143, low=0.607, high=0.81, n=84)
    text = figures_table(_log(type=figure, rouge1=figure, length=figure), SUITES, command="c d")
    rows = [line for line in text.splitlines() if line.startswith("| 起草")]
    assert rows == [
        "| 起草 | ROUGE-1（隐去事实） | 0.714 | 0.607 — 0.810 | 84 |",
        "| 起草 | **问题类型正确** | 71.4% | 60.7% — 81.0% | 84 |",
    ]  # the length has no tolerance: it is only shown in the report
    assert text.startswith(
        "由 `c d` 生成（快速评测，40 篇通报，2026-01-02，提交 abcdef0）。\n\n| 评测 |"
    )
    assert text.endswith("|\n")
