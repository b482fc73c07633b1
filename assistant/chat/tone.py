"""Tone: measures worded firmer or plainer by a list of words, nothing else touched."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Literal

import yaml

from assistant.facts.extract import extract

Direction = Literal["firm", "plain"]
_KEPT = re.compile(r"【[^【】\n]{0,40}】|“[^“”\n]{0,80}”|《[^《》\n]{0,80}》")


@cache
def _words(direction: Direction) -> Mapping[str, str]:
    text = resources.files("assistant.chat").joinpath("data/tone.yaml").read_text("utf-8")
    found: dict[str, str] = yaml.safe_load(text)[direction]
    return found


@cache
def _pattern(direction: Direction) -> re.Pattern[str]:
    """The words, longest first; one that already stands in its firmer form is left alone."""
    pairs = sorted(_words(direction).items(), key=lambda pair: -len(pair[0]))
    parts = []
    for word, new in pairs:
        before = new[: -len(word)] if new.endswith(word) and new != word else ""
        parts.append((f"(?<!{re.escape(before)})" if before else "") + re.escape(word))
    return re.compile("|".join(parts))


def retoned(text: str, direction: Direction) -> str:
    """``text`` in the other tone; placeholders, quotations, titles and facts stay as they are."""
    kept = sorted(
        [match.span() for match in _KEPT.finditer(text)]
        + [(fact.start, fact.end) for fact in extract(text)]
    )
    words, pieces, at = _words(direction), list[str](), 0
    for start, end in [*kept, (len(text), len(text))]:
        if start > at:
            pieces.append(_pattern(direction).sub(lambda m: words[m[0]], text[at:start]))
        pieces.append(text[max(at, start) : end])
        at = max(at, end)
    return "".join(pieces)
