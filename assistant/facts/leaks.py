"""Leaks: terms of another unit's record in an output, found without looking at the output's facts.

The second check beside the extractor that masks. It asks of every term that an output shares with
a precedent whether it is anybody's: a word of general Chinese (jieba's dictionary), of the user's
own input, or of more than one notice. What is not is reported: rare words and unknown ones,
unquoted names of campaigns and mechanisms (河畔千人帮办行动), names and titles that stand in the
precedent, letters and figures. It would rather report a harmless term than pass a name.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from assistant.facts.evidence import bare
from assistant.facts.extract import extract
from assistant.facts.vocabulary import words

# a dictionary word rarer than this (occurrences in jieba's corpus) is nobody's everyday word
_RARE = 5
_PLACEHOLDER = re.compile(r"【[^【】\n]{0,40}】")
_RUN = re.compile(r"[\u4e00-\u9fff]+|[A-Za-z0-9][A-Za-z0-9.\-+]*")
_NAMES = frozenset({"organization", "place", "person", "document", "title", "phone", "email"})
_MOST_MODIFIERS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Leak:
    """A term of a precedent at [start, end) of the output that is nobody else's."""

    term: str
    start: int
    end: int


def find_leaks(
    output: str,
    *,
    precedents: Sequence[str],
    in_how_many_notices: Callable[[str], int],
    user_input: str,
    is_general: Callable[[str], bool] = lambda term: False,
) -> tuple[Leak, ...]:
    """The leaked terms of ``output`` in order, the longest at each place.

    ``precedents`` are texts of other units' records; ``in_how_many_notices(term)`` counts the
    notices of the corpus in which a string occurs, the precedent's own included, so up to 1 means
    nowhere else. ``user_input`` is all that the user gave; ``is_general(term)`` may vouch for words
    of the trade (the measure library's, say).
    """
    source = "\n".join(precedents)
    visible = _PLACEHOLDER.sub(lambda match: "　" * len(match[0]), output)
    taken: list[Leak] = []
    found = [
        Leak(term=visible[start:end], start=start, end=end)
        for start, end in _suspects(visible, source, precedents)
        if visible[start:end] not in user_input
        and visible[start:end] in source
        and in_how_many_notices(visible[start:end]) <= 1
        and not is_general(visible[start:end])
    ]
    for leak in sorted(found, key=lambda leak: (leak.start - leak.end, leak.start)):
        if all(leak.end <= other.start or other.end <= leak.start for other in taken):
            taken.append(leak)
    return tuple(sorted(taken, key=lambda leak: leak.start))


def _suspects(visible: str, source: str, precedents: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Spans of the output that could be somebody's name or brand."""
    yield from _stated_names(visible, precedents)
    for run in _RUN.finditer(visible):
        if run[0][0].isascii():
            if run[0] in source:
                yield run.span()
            continue
        cut = _cut(run[0], run.start())
        yield from _unknown_words(visible, cut)
        yield from _campaigns(visible, cut)


def _stated_names(visible: str, precedents: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Names and titles of the precedents, with or without their marks."""
    names = {
        name
        for text in precedents
        for fact in extract(text)
        if fact.kind in _NAMES
        for name in (fact.text, bare(fact.text))
        if len(name) > 1
    }
    for name in sorted(names):
        for match in re.finditer(re.escape(name), visible):
            yield match.span()


def _unknown_words(visible: str, cut: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Rare dictionary words, and single characters in a row that form no dictionary word."""
    plain = words("leaks.txt", "plain")
    begin: int | None = None
    last = 0
    for start, end in [*cut, (len(visible), len(visible))]:
        word = visible[start:end]
        lone = end - start == 1 and word not in plain
        if begin is not None and (not lone or start != last):
            if last - begin > 1:
                yield begin, last
            begin = None
        if lone:
            begin = start if begin is None else begin
        elif end - start > 1 and _frequency(word) < _RARE:
            yield start, end
        last = end


def _campaigns(visible: str, cut: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """A head word (行动, 计划, 平台 …) with the words before it, unless all of them are generic."""
    heads, generic = words("leaks.txt", "heads"), words("leaks.txt", "modifiers")
    breaks = words("leaks.txt", "breaks")
    for index, (start, end) in enumerate(cut):
        if visible[start:end] not in heads:
            continue
        first = index
        while first > max(0, index - _MOST_MODIFIERS):
            before = visible[slice(*cut[first - 1])]
            if before in breaks:
                break
            first -= 1
        modifiers = [visible[slice(*span)] for span in cut[first:index]]
        if modifiers and not all(word in generic or word in heads for word in modifiers):
            yield cut[first][0], end


def _cut(run: str, offset: int) -> list[tuple[int, int]]:
    """The words of a run of Chinese characters, as spans."""
    spans: list[tuple[int, int]] = []
    start = offset
    for word in _dictionary().cut(run, HMM=False):
        spans.append((start, start + len(word)))
        start += len(word)
    return spans


def _frequency(word: str) -> int:
    return int(_dictionary().FREQ.get(word) or 0)


@cache
def _dictionary() -> Any:
    """jieba's tokenizer, loaded when first needed (about a second)."""
    import jieba

    jieba.setLogLevel(logging.WARNING)
    jieba.initialize()
    return jieba.dt
