"""Likeness: how near a draft comes to what the unit really wrote, facts aside.

ROUGE over characters (rouge-score) and chrF (sacrebleu). Facts and placeholders are masked on both
sides: a draft cannot know the figures, and is not to be rewarded for guessing them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from rouge_score.rouge_scorer import RougeScorer
from sacrebleu.metrics.chrf import CHRF

from assistant.facts.extract import extract

_PLACEHOLDER = re.compile(r"【待填：[^【】]{0,40}】")
_ORDINAL = re.compile(
    r"(?m)^(?:[一二三四五六七八九十]是|（[一二三四五六七八九十\d]{1,3}）|\d{1,2}[.、])"
)
_MARKS = re.compile(r"[\W_]")


class _Characters:
    """A tokenizer for rouge-score: every character is a token."""

    def tokenize(self, text: str) -> list[str]:
        """The characters without white space."""
        return [character for character in text if not character.isspace()]


@cache
def _rouge() -> RougeScorer:
    return RougeScorer(["rouge1", "rouge2", "rougeL"], tokenizer=_Characters())


@cache
def _chrf() -> CHRF:
    return CHRF(word_order=0)


def masked(text: str) -> str:
    """The words of a text: no facts, placeholders, ordinals or punctuation."""
    text = _PLACEHOLDER.sub("，", _ORDINAL.sub("", text))
    for fact in sorted(extract(text), key=lambda fact: -fact.start):
        text = f"{text[: fact.start]}，{text[fact.end :]}"
    return _MARKS.sub("", text)


def likeness(draft: str, reference: str) -> Mapping[str, float]:
    """rouge1, rouge2, rougeL (F1) and chrf, all in [0, 1], of the masked texts."""
    ours, theirs = masked(draft), masked(reference)
    if not ours or not theirs:
        return {"rouge1": 0.0, "rouge2": 0.0, "rougeL": 0.0, "chrf": 0.0}
    rouge = _rouge().score(theirs, ours)
    found = {name: float(rouge[name].fmeasure) for name in ("rouge1", "rouge2", "rougeL")}
    return {**found, "chrf": float(_chrf().sentence_score(ours, [theirs]).score) / 100}
