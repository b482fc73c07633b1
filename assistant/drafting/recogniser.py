"""Recogniser: how much a sentence speaks to whoever writes or reviews, instead of telling a deed.

A linear model over the features of the sentence, of each of its clauses, and of each two clauses
that follow one another; the highest counts. Trained by ``python -m eval.orders``; the weights are
a data file. 0 lies between orders and ordinary sentences; the places where the program cuts were
chosen on texts it was not trained on (assistant/drafting/orders.py).
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import resources

from assistant.drafting.features import features, pieces
from assistant.drafting.payloads import coded, unturned

_LETTERS = re.compile(r"[^\W\d_]")
# letters of scripts in which no notice is written, two in a row at least
_FOREIGN = re.compile(r"[\u0370-\u1fff\u3040-\u30ff\uac00-\ud7af\uff66-\uff9f]{2}")
CODED = 9.0  # what a text in code, or in a foreign script, counts: nobody of the trade writes so
LONGEST = 2_000  # characters of a sentence that are looked at


@cache
def _weights() -> tuple[Mapping[str, float], float]:
    """Feature → weight, and the constant."""
    text = resources.files("assistant.drafting").joinpath("data/orders.txt").read_text("utf-8")
    lines = [line for line in text.split("\n") if line and not line.startswith("# ")]
    pairs = (line.split(" ", 1) for line in lines[1:])
    return {name: float(weight) for weight, name in pairs}, float(lines[0])


@lru_cache(maxsize=4096)
def order_score(sentence: str) -> float:
    """How much the sentence is an order: below 0 rather not, above 0 rather so."""
    sentence = sentence[:LONGEST]
    if not _LETTERS.search(sentence):
        return -CODED
    if _FOREIGN.search(sentence) or next(coded(sentence), None) is not None:
        return CODED
    seen = unturned(sentence)
    return max(map(_score, (*pieces(sentence), *([seen] if seen else ()))))


def _score(piece: str) -> float:
    weights, constant = _weights()
    found = features(piece)
    return constant + math.fsum(weights.get(name, 0.0) for name in found) / math.sqrt(len(found))
