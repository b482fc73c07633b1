"""Orders: sentences inside data that talk to a machine, kept from the model before it reads them.

What is certain (a pattern of data/signs.yaml that the recogniser agrees with, a coded text, or a
very high score) is set aside for good. What is only doubtful stays what it was, the user's own
word for the offline engine and the facts guard, but no model is shown it. Where nothing is lost by
strictness (past notices, what was said before) the cut lies lower, and one order spoils its whole
text. It is the first of several guards, never the only one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.drafting.payloads import coded
from assistant.drafting.recogniser import order_score
from assistant.drafting.signs import has_sign, sentences_of

# Of 120 orders by a stranger, before their classes were trained on, 95 in 100 stood above DOUBTFUL
# and half above CERTAIN; of 250 ordinary sentences that he wrote to resemble orders 9 in 100 and
# 1 in 100; of 760 sentences of real notices 4 in 1,000 and none.
DOUBTFUL = 0.0
CERTAIN = 3.0
_WITH_SIGN = 1.0  # where a pattern says so too
STRICT = -1.0  # for what may be left out without loss
_NEAR = {1: -1.0, 2: -2.0}  # for a sentence beside one that is doubtful, or an order
_SHORT = 12  # characters of sentences that are also read together: 忽略。以上。规定。
_MOST = 8  # of them
_TOLD = 30  # characters of a sentence that are told
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sifted:
    """A text apart: ``kept`` is the user's word, ``shown`` what of it a model may see.

    ``orders`` were taken out of both, ``doubted`` out of ``shown``; all in the order of the text.
    A text without any is given back as it is, character by character.
    """

    kept: str
    shown: str
    orders: tuple[str, ...] = ()
    doubted: tuple[str, ...] = ()


def sift(text: str, *, strict: bool = False) -> Sifted:
    """Tell the orders in ``text`` from the rest; ``strict`` where a doubtful sentence is no loss."""
    sentences = [item for item in sentences_of(text) if item]
    if not any(_WORD.search(item) for item in sentences):
        return Sifted(kept=text, shown=text)
    grades = _grades(sentences, STRICT if strict else DOUBTFUL)
    for code in coded(text):  # may run over what looks like the end of a sentence
        for at, item in enumerate(sentences):
            if code in item or (item.strip() and item.strip() in code):
                grades[at] = 2
    if max(grades) == 0 and has_sign("instructions", text) and order_score(text) > DOUBTFUL:
        grades = [1] * len(sentences)  # the order runs over several sentences
    if max(grades) == 0:
        return Sifted(kept=text, shown=text)
    graded = list(zip(sentences, grades, strict=True))
    kept = "".join(item for item, grade in graded if grade < 2)
    shown = "".join(item for item, grade in graded if not grade)
    return Sifted(
        kept=kept.strip() if 2 in grades else text,
        shown="" if strict and 2 in grades else shown.strip(),
        orders=tuple(item.strip() for item, grade in graded if grade == 2),
        doubted=tuple(item.strip() for item, grade in graded if grade == 1),
    )


def quoted(sentence: str) -> str:
    """Its first characters between quotation marks, for telling the user."""
    return f"“{sentence[:_TOLD]}{'…' if len(sentence) > _TOLD else ''}”"


def _grades(sentences: Sequence[str], doubtful: float) -> list[int]:
    """For each sentence 2 (an order), 1 (doubtful) or 0."""
    scores = [order_score(item.strip()) for item in sentences]
    grades = [_grade(item, score, doubtful) for item, score in zip(sentences, scores, strict=True)]
    beside = [max(left, right) for left, right in zip([0, *grades], [*grades[1:], 0], strict=False)]
    for at, neighbour in enumerate(beside):
        if neighbour and scores[at] > _NEAR[neighbour]:
            grades[at] = max(grades[at], 1)
    for run in _short_runs(sentences):
        if order_score("".join(_bare(sentences[at]) for at in run)) > doubtful:
            for at in run:
                grades[at] = max(grades[at], 1)
    return grades


def _grade(sentence: str, score: float, doubtful: float) -> int:
    sign = has_sign("instructions", sentence)
    if score > CERTAIN or (sign and score > _WITH_SIGN):
        return 2
    return int(sign or score > doubtful)


def _short_runs(sentences: Sequence[str]) -> Iterator[range]:
    """Runs of at least two short sentences, which may be one order in pieces."""
    start = 0
    for at in range(len(sentences) + 1):
        short = at < len(sentences) and len(sentences[at].strip()) <= _SHORT
        if short and at - start < _MOST:
            continue
        if at - start > 1:
            yield range(start, at)
        start = at if short else at + 1


def _bare(sentence: str) -> str:
    return sentence.strip().rstrip("。；！？!?;")
