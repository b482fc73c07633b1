"""Spending: what the model calls behind an answer cost, as one line for the user."""

from __future__ import annotations

from assistant.llm.usage import Usage


def spent_line(usage: Usage | None) -> str:
    """ "qwen-plus：1次调用，用时3.2秒，提示1,472、回答215个词元"; "" where no model was asked."""
    if usage is None:
        return ""
    line = f"{usage.model}：{usage.calls}次调用，用时{usage.seconds:.1f}秒"
    if usage.prompt_tokens is None or usage.completion_tokens is None:
        return f"{line}，词元数未报告"
    return f"{line}，提示{usage.prompt_tokens:,}、回答{usage.completion_tokens:,}个词元"
