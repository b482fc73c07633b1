"""Plausible: whether a text that a model wrote can be a measure at all.

Perplexity-free signals, each with a reason in Chinese (for the repair prompt and the user): chat
residue, markup, foreign script, loops, echoes of the problem, text of a precedent or of the prompt
word for word, impossible dates, hardly a word of the trade, mostly placeholders, denial of the
problem, words of an instruction that stood in the data. Facts are the facts guard's matter.
"""

from __future__ import annotations

import calendar
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.drafting.folding import folded
from assistant.drafting.library import PLACEHOLDER, TOPIC, Library
from assistant.drafting.orders import CERTAIN
from assistant.drafting.recogniser import CODED, order_score
from assistant.drafting.runs import longest_shared
from assistant.drafting.signs import has_sign
from assistant.drafting.topic import core_of

SHORTEST, LONGEST = 12, 260  # characters of a measure
COPIED = 16  # characters in a row of another unit's record, or of the prompt
RUN = 14  # characters in a row that no measure says three times; a title may come twice
OBEYED = 4  # characters in a row of an instruction that stood in the data
ECHO = 0.7  # share of a measure's pairs of characters that the problem has
# pairs of characters that library, problem and facts know: the corpus's notices, written apart
# from the library, stand above 0.28 (99 of 100 measures), everyday prose below 0.25
TRADE = 0.28
_HAN = re.compile(r"[\u3400-\u9fff]+")
_FOREIGN = re.compile(
    r"[A-Za-z]{2,}[ ,][A-Za-z]{2,}|[\u0370-\u1fff\u3040-\u30ff\uac00-\ud7af\uff66-\uff9f]"
    r"|[\U0001f000-\U0001faff\u2600-\u27bf\u200b-\u200f\u202a-\u202e\ufffd]"
)
_MONTH_DAY = re.compile(r"(?:(\d{4})年)?(\d{1,3})月(?:(\d{1,3})[日号])?")
_QUOTED = re.compile(r"“[^“”\n]{0,60}”")
_WANTED = re.compile(r"[“‘《\"'「]([^“”‘’《》\"'「」\n]{2,60})[”’》\"'」]")
_WORD = re.compile(r"[A-Za-z]{5,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """Why a text cannot stand: ``kind`` for programs, ``reason`` (Chinese) for people."""

    kind: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """What a text is held against.

    ``given`` is all that the user gave (problem first), instructions taken out; ``precedents`` are
    the records that were shown, as they were read; ``orders`` the instructions found in the data;
    ``prompt`` our own words to the model, which never belong into a draft.
    """

    given: tuple[str, ...]
    precedents: tuple[str, ...] = ()
    orders: tuple[str, ...] = ()
    prompt: str = ""


class Plausibility:
    """Knows the trade's vocabulary from the library; build once."""

    def __init__(self, library: Library) -> None:
        texts = [
            text.replace(TOPIC, "，")
            for kind in library.types
            for text in (
                kind.name,
                kind.topic,
                kind.definition,
                *kind.asks,
                *(
                    wording
                    for measure in kind.measures
                    for wording in (measure.progress, measure.plan)
                ),
            )
        ]
        self.library_text = "\n".join(PLACEHOLDER.sub("，", text) for text in texts)
        self._known = pairs_of(self.library_text)

    def of_sentence(self, text: str, grounds: Grounds) -> Iterator[Flaw]:
        """Flaws that a sentence shows by itself, before its measure is complete."""
        bare = PLACEHOLDER.sub("，", text)
        unquoted = _QUOTED.sub("", bare)
        chatty = has_sign("residue", unquoted)
        if chatty:
            yield Flaw(kind="residue", reason="有对话用语或说明文字，不是措施本身")
        if has_sign("markup", bare):
            yield Flaw(kind="markup", reason="有标记符号、网址或代码")
        if has_sign("denial", bare) and not has_sign("denial", grounds.given[0]):
            yield Flaw(kind="denial", reason="否认问题或不愿整改")
        # foreign letters and chat have flaws of their own
        heard = not chatty and CERTAIN < order_score(unquoted) < CODED
        if heard or has_sign("instructions", unquoted):
            yield Flaw(kind="instruction", reason="有写给机器的指令")
        if _is_foreign(bare, grounds.given):
            yield Flaw(kind="foreign", reason="有外文、表情或不可见字符")
        if next(_impossible_dates(bare), None) is not None:
            yield Flaw(kind="date", reason="有不可能的日期")
        if _loops(bare):
            yield Flaw(kind="loop", reason="同样的话反复出现")
        yield from self._copied(bare, grounds)

    def of_measure(self, text: str, grounds: Grounds) -> Iterator[Flaw]:
        """Flaws of a whole measure, those of its sentences included."""
        bare = PLACEHOLDER.sub("", text)
        letters = "".join(_HAN.findall(bare))
        if len(letters) < SHORTEST:
            yield Flaw(kind="short", reason="几乎全是待填项或太短，没有具体动作")
        if len(text) > LONGEST:
            yield Flaw(kind="long", reason=f"一条超过{LONGEST}字")
        pairs = _pairs(bare)
        problem = set(_pairs(core_of(grounds.given[0])))
        if pairs and sum(pair in problem for pair in pairs) / len(pairs) > ECHO:
            yield Flaw(kind="echo", reason="只是重复问题，没有写怎么改")
        elif pairs and self.trade_share(bare, grounds.given) < TRADE:
            yield Flaw(kind="off-topic", reason="与整改工作无关")
        yield from self.of_sentence(text, grounds)

    def trade_share(self, text: str, given: Sequence[str]) -> float:
        """The share of the text's pairs of characters that library or user know; 0 without any."""
        pairs = _pairs(PLACEHOLDER.sub("，", text))
        own = pairs_of("\n".join(given))
        return sum(pair in self._known or pair in own for pair in pairs) / max(len(pairs), 1)

    def _copied(self, text: str, grounds: Grounds) -> Iterator[Flaw]:
        ours = (*grounds.given, self.library_text)
        if any(obeys(text, order, ours) for order in grounds.orders):
            yield Flaw(kind="instruction", reason="照做了资料里夹带的指令")
        for source, flaw in (
            *((record, _COPY) for record in grounds.precedents),
            (grounds.prompt, _PROMPT),
        ):
            run = longest_shared(text, source, COPIED)
            if run and not any(run in own for own in ours):
                yield flaw
                return


_COPY = Flaw(kind="copied", reason="照抄了别的单位的原文")
_PROMPT = Flaw(kind="prompt", reason="复述了写作要求")


def obeys(text: str, order: str, ours: Sequence[str]) -> bool:
    """Whether ``text`` holds words of an ``order`` that are not ours.

    Chinese characters in a row, or what the order quotes: that is what it wants to be said.
    """
    said, wanted = folded(text), folded(order)
    known = [folded(own) for own in ours]
    runs = [longest_shared(piece, wanted, OBEYED) for piece in _HAN.findall(said)]
    runs += [quoted[1] for quoted in _WANTED.finditer(wanted) if quoted[1] in said]
    return any(run and not any(run in own for own in known) for run in runs)


def pairs_of(text: str) -> frozenset[str]:
    """The pairs of Chinese characters of a text."""
    return frozenset(_pairs(text))


def _pairs(text: str) -> list[str]:
    return [run[i : i + 2] for run in _HAN.findall(text) for i in range(len(run) - 1)]


def _is_foreign(text: str, given: Sequence[str]) -> bool:
    said = "\n".join(given).lower()
    if _FOREIGN.search(text) and not all(m[0].lower() in said for m in _FOREIGN.finditer(text)):
        return True
    return any(word[0].lower() not in said for word in _WORD.finditer(text))


def _impossible_dates(text: str) -> Iterator[str]:
    for found in _MONTH_DAY.finditer(text):
        month, day = int(found[2]), int(found[3] or 1)
        year = int(found[1] or 2024)  # a leap year: 2月29日 may be right
        if not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(year, month)[1]:
            yield found[0]


def _loops(text: str) -> bool:
    """Whether a clause, or a run of characters, comes again and again."""
    clauses = [clause for clause in re.split(r"[，。；、,;\s]", text) if len(clause) >= 4]
    if clauses and max(Counter(clauses).values()) >= 3:
        return True
    if re.search(r"([^，。；、\s]{2,6}?)\1{3,}|([^，。；、\s\d])\2{5,}", text):
        return True
    runs = Counter(text[i : i + RUN] for i in range(len(text) - RUN + 1))
    return bool(runs) and max(runs.values()) >= 3
