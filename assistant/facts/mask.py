"""Mask: every fact that nothing supports becomes a placeholder that says what is to be given.

The unit of a count stays (检查12次 → 检查【待填：检查次数】次), as do title brackets and
quotation marks, so that the sentence reads on. Masking again changes nothing, and check finds
nothing in the result.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.facts.extract import fold_figures
from assistant.facts.fact import Fact, Kind, Masked, Placeholder
from assistant.facts.naming import name_of_term, placeholder_name
from assistant.facts.support import check

_PLACEHOLDER = re.compile(r"【[^【】\n]{0,40}】")
_FIGURE = re.compile(
    r"^(?:约合|约为|折合|大概|近乎|将近|接近|近|约|大约|超过|超出|超|逾|突破|上|数|几|成|好几)?"
    r"[\d.,，一二两三四五六七八九十百千万亿〇零至到\-—~～ ]+(?:余|多|几|来)?(?:万|亿)?(?:余|多)?"
)
_BRACKETS = {"《": "》", "“": "”", '"': '"', "‘": "’", "「": "」"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Swap:
    """Put ``new`` where [start, end) stands."""

    start: int
    end: int
    name: str
    kind: Kind

    @property
    def new(self) -> str:
        return f"【待填：{self.name}】"


def mask(
    text: str,
    *,
    problem: str,
    facts: Sequence[str],
    issuer: str | None = None,
    extra_terms: Sequence[str] = (),
) -> Masked:
    """Replace what neither ``problem`` nor ``facts`` support, and every one of ``extra_terms``.

    ``extra_terms`` are words of another unit's record that must not pass (assistant.facts.leaks).
    """
    masked = _apply(Masked(text=text, placeholders=(), masked=()), list(_terms(text, extra_terms)))
    while True:
        checked = check(masked.text, problem=problem, facts=facts, issuer=issuer)
        loose = [item.fact for item in checked if not item.supported]
        if not loose:
            return masked
        folded = fold_figures(masked.text)
        swaps = [_swap(folded, fact) for fact in loose]
        masked = _apply(replace(masked, masked=masked.masked + tuple(loose)), swaps)


def _swap(folded: str, fact: Fact) -> _Swap:
    start, end = fact.start, fact.end
    name = placeholder_name(folded, fact)
    if fact.kind == "count" and fact.quantity is not None:
        start, end = _figure_only(folded, fact)
    elif folded[start] in _BRACKETS and folded[end - 1] == _BRACKETS[folded[start]]:
        start, end = start + 1, end - 1
    return _Swap(start=start, end=end, name=name, kind=fact.kind)


def _figure_only(folded: str, fact: Fact) -> tuple[int, int]:
    """The figure of a count without its unit; 第 of 第3次 stays too."""
    start = fact.start + (1 if folded[fact.start] == "第" else 0)
    figure = _FIGURE.match(folded[start : fact.end])
    end = start + (len(figure[0].rstrip()) if figure else 0)
    return (start, end) if end > start else (fact.start, fact.end)


def _terms(text: str, terms: Sequence[str]) -> Iterator[_Swap]:
    """The places of the extra terms, longer terms first, none inside a placeholder."""
    taken = [match.span() for match in _PLACEHOLDER.finditer(text)]
    for term in sorted(set(filter(None, terms)), key=lambda term: (-len(term), term)):
        for match in re.finditer(re.escape(term), text):
            if all(match.end() <= start or end <= match.start() for start, end in taken):
                taken.append(match.span())
                yield _Swap(
                    start=match.start(), end=match.end(), name=name_of_term(term), kind="title"
                )


def _apply(masked: Masked, swaps: list[_Swap]) -> Masked:
    """Put the swaps in, and keep the offsets of the placeholders that are there already."""
    if not swaps:
        return masked
    parts: list[str] = []
    placed: list[Placeholder] = []
    old = list(masked.placeholders)
    position = length = 0
    for swap in sorted(swaps, key=lambda swap: swap.start):
        while old and old[0].start < swap.start:
            placed.append(_moved(old.pop(0), length - position))
        kept = masked.text[position : swap.start]
        parts += [kept, swap.new]
        start = length + len(kept)
        length = start + len(swap.new)
        placed.append(
            Placeholder(text=swap.new, name=swap.name, kind=swap.kind, start=start, end=length)
        )
        position = swap.end
    placed += [_moved(item, length - position) for item in old]
    parts.append(masked.text[position:])
    return replace(masked, text="".join(parts), placeholders=tuple(placed))


def _moved(item: Placeholder, by: int) -> Placeholder:
    return replace(item, start=item.start + by, end=item.end + by)
