"""Targets: which problem and which measures a command speaks of (第3条, 问题二的第1条, 一是)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.notice.numerals import value_of

_N = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3}|两)"
_PROBLEM = re.compile(
    rf"(?:问题(?P<after>{_N})(?![条项点])|第(?P<before>{_N})个?问题)(?:里|中|下|的|：|，|,|:)?"
)
_MEASURES = re.compile(
    rf"第(?P<list>{_N}(?:(?:[条项点款](?:措施)?)?[、，,和与及跟]第?{_N}){{0,8}})"
    r"(?:条|项|点|款)(?:措施)?(?:里|中|的)?"
)
_SPAN = re.compile(
    rf"第(?P<from>{_N})(?:条|项)?(?:到|至|-|—|～|~)第?(?P<to>{_N})(?:条|项|点)(?:措施)?的?"
)
_LAST = re.compile(r"(?:最后|末尾|末了?)(?:一|那)?(?:条|项|点)(?:措施)?的?")
_ALL = re.compile(
    r"(?:所有|全部|每一?|各)(?:条|项|个)?(?:问题|措施|草稿)?(?:都|的)?|都(?=改|写|换|再)|整篇|整体|全文"
)
_FIRST = re.compile(rf"前(?P<n>{_N})(?:条|项|点)(?:措施)?的?")
_ORDINAL = re.compile(r"\s*(?P<n>[一二三四五六七八九十])是(?=.)(?:里|中|的)?")
_NUMBER = re.compile(_N)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """``problem`` and ``measures`` count from 0; -1 is the last. ``every``: all there is.

    Nothing named: problem None, measures (). ``ordinal``: a measure was named as 一是, which also
    begins many a problem.
    """

    problem: int | None = None
    measures: tuple[int, ...] = ()
    every: bool = False
    ordinal: bool = False


NOWHERE = Target()


def read_target(text: str) -> tuple[Target, str]:
    """The target that ``text`` names, and the text without the words that name it."""
    problem: int | None = None
    found = _PROBLEM.search(text)
    if found:
        problem = _number(found["after"] or found["before"]) - 1
        text = text[: found.start()] + text[found.end() :]
    measures: list[int] = []
    ordinal = _ORDINAL.match(text) is not None
    while (read := next(_measures(text), None)) is not None:
        start, end, numbers = read
        measures += numbers
        text = text[:start] + text[end:]
    every = _ALL.search(text) if not measures else None
    if every:
        text = text[: every.start()] + text[every.end() :]
    unique = tuple(dict.fromkeys(measures))
    return Target(
        problem=problem, measures=unique, every=every is not None, ordinal=ordinal
    ), text.strip()


def _measures(text: str) -> Iterator[tuple[int, int, list[int]]]:
    """The first words that name measures: their span and the numbers."""
    if match := _SPAN.search(text):
        first, last = _number(match["from"]), _number(match["to"])
        yield *match.span(), list(range(first - 1, min(last, first + 20)))
    if match := _MEASURES.search(text):
        numbers = [_number(n) - 1 for n in _NUMBER.findall(match["list"])]
        yield *match.span(), numbers
    if match := _LAST.search(text):
        yield *match.span(), [-1]
    if match := _FIRST.search(text):
        yield *match.span(), list(range(_number(match["n"])))
    if match := _ORDINAL.match(text):
        yield *match.span(), [_number(match["n"]) - 1]


def _number(text: str) -> int:
    return int(value_of(text) or 0)
