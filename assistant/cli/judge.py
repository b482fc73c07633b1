"""Judge: the language model's look at a notice, for ``review --with-llm``."""

from __future__ import annotations

import asyncio

from assistant.errors import ModelUnavailable
from assistant.notice.model import Notice
from assistant.review.finding import Review
from assistant.settings import read_settings


class Judge:
    """The configured model; opened once for all files. Raises ModelUnavailable without one."""

    def __init__(self) -> None:
        # imported late: a review without a model loads none of this
        from assistant.llm.open import open_engine
        from assistant.llm.prompts import load_prompts

        settings = read_settings()
        engine = open_engine(settings)
        if engine is None:
            raise ModelUnavailable(
                "没有配置语言模型：请设置 LLM_BASE_URL 和 LLM_MODEL，或去掉 --with-llm"
            )
        self._engine = engine
        self._prompts = load_prompts(settings.prompts_dirs)

    def see(self, notice: Notice, found: Review) -> Review:
        """``found`` with the model's findings behind those of the rules."""
        from assistant.chat.critique import critique

        return asyncio.run(critique(notice, found, self._engine, self._prompts))
