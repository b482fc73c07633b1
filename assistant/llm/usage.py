"""Usage: what model calls cost, addable over the calls of one draft."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """The cost of ``calls`` requests, retries included.

    ``engine`` is "endpoint", "local", "replay" or "scripted"; tokens are None where the endpoint
    did not report them (a sum with an unknown part is unknown); ``seconds`` is wall time.
    """

    engine: str
    model: str
    prompt_tokens: int | None
    completion_tokens: int | None
    seconds: float
    calls: int

    def __add__(self, other: Usage) -> Usage:
        """Both together; different engines or models are named side by side."""
        return Usage(
            engine=_joined(self.engine, other.engine),
            model=_joined(self.model, other.model),
            prompt_tokens=_sum(self.prompt_tokens, other.prompt_tokens),
            completion_tokens=_sum(self.completion_tokens, other.completion_tokens),
            seconds=self.seconds + other.seconds,
            calls=self.calls + other.calls,
        )


def _sum(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other


def _joined(one: str, other: str) -> str:
    names = one.split("、")
    return "、".join([*names, *(name for name in other.split("、") if name not in names)])
