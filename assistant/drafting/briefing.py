"""Briefing: the messages that a model gets for one problem, within its context.

Whatever a person or a notice wrote stands fenced in the user message. What does not fit is left
out from the end: precedents first, then library measures, never the user's own facts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.drafting.order import Order
from assistant.drafting.plausible import Flaw
from assistant.drafting.references import Reference
from assistant.drafting.screen import Given
from assistant.llm.engine import Engine
from assistant.llm.fence import fence
from assistant.llm.message import Message
from assistant.llm.prompts import Prompt

ANSWER = 1200  # tokens of an answer: four measures of 260 characters and the JSON around them
# tokens a Chinese character at most: o200k has 0.7, cl100k 1.2 (measured on notices)
TOKENS = 1.2
_ANSWER_SHOWN = 2000  # characters of a flawed answer that are sent back
_STAGES = {
    "progress": "进展通报：写已经做了什么、结果怎样",
    "plan": "整改方案：写将要做什么，不写已经完成",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefing:
    """Fills the prompts draft_measures and repair_measures for one order."""

    prompts: Mapping[str, Prompt]
    order: Order
    given: Given
    engine: Engine

    @property
    def system(self) -> str:
        """Our own words, which never belong into a draft."""
        return "\n".join(
            self.prompts[name].system for name in ("draft_measures", "repair_measures")
        )

    @property
    def max_tokens(self) -> int:
        """How long an answer may be: half of a small context at most."""
        return min(ANSWER, self.engine.context_tokens // 2)

    def fitting(self, references: Sequence[Reference]) -> tuple[Reference, ...]:
        """The references that fit beside the rest, as many as possible."""
        room = self.engine.context_tokens - self.max_tokens
        kept = list(references)
        while kept and TOKENS * sum(len(m.content) for m in self.draft(kept)) > room:
            kept.pop()
        return tuple(kept)

    def draft(self, references: Sequence[Reference]) -> tuple[Message, ...]:
        """The question."""
        return self.prompts["draft_measures"].fill(**self._values(references))

    def repair(
        self, references: Sequence[Reference], answer: str, flaws: Sequence[Flaw]
    ) -> tuple[Message, ...]:
        """The question once more, with the flawed answer and what is wrong with it."""
        return self.prompts["repair_measures"].fill(
            **self._values(references),
            answer=fence("上次的回答", answer[:_ANSWER_SHOWN] or "（空）"),
            flaws="\n".join(f"- {reason}" for reason in dict.fromkeys(f.reason for f in flaws)),
        )

    def _values(self, references: Sequence[Reference]) -> dict[str, str]:
        facts = "\n".join(
            f"{number}. {fact}" for number, fact in enumerate(self.given.shown.facts, 1)
        )
        shown = "\n".join(f"{item.alias}：{item.text}" for item in references if item.text)
        return {
            "problem": fence("问题", self.given.shown.problem),
            "facts": fence("事实", facts or "（没有）"),
            "issuer": fence("单位", self.given.shown.issuer or "（没有写明）"),
            "references": fence("参考", shown or "（没有）"),
            "stage": _STAGES[self.order.stage],
        }
