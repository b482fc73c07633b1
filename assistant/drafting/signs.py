"""Signs: data/signs.yaml, read once; what in a text speaks to a machine, or is no part of a notice.

An instruction inside data (a past notice, a feedback line, a fact, a draft) is set aside before
any engine sees it. That is the first of several guards, never the only one: whatever a model was
talked into still has to pass the facts guard and the plausibility checks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

import yaml

_SENTENCE = re.compile(r"[^。；！？!?;\n]{0,2000}[。；！？!?;\n]?")
_HAN = "\u3400-\u9fff"
_GAP = re.compile(rf"(?<=[{_HAN}])[\s.·・_\-*|/]{{1,3}}(?=[{_HAN}])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleared:
    """A text without the sentences that give orders; ``removed`` are these, in order."""

    text: str
    removed: tuple[str, ...]


@cache
def _pattern(name: str) -> re.Pattern[str]:
    text = resources.files("assistant.drafting").joinpath("data/signs.yaml").read_text("utf-8")
    patterns: list[str] = yaml.safe_load(text)[name]
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.MULTILINE)


@lru_cache(maxsize=1024)  # the library's whole text is asked for with every sentence
def plain_form(text: str) -> str:
    """``text`` for matching: NFKC, lower case, no format characters, Chinese without gaps."""
    folded = unicodedata.normalize("NFKC", text).lower()
    folded = "".join(letter for letter in folded if unicodedata.category(letter) != "Cf")
    return _GAP.sub("", folded)


def has_sign(name: str, text: str) -> bool:
    """Whether ``text`` shows a sign of the list: instructions, residue, denial or markup."""
    return _pattern(name).search(plain_form(text)) is not None


def without_instructions(text: str) -> Cleared:
    """``text`` without its sentences that give orders to a reader who is a machine.

    A text without any is given back as it is, character by character.
    """
    if not has_sign("instructions", text):
        return Cleared(text=text, removed=())
    kept, removed = list[str](), list[str]()
    for sentence in sentences_of(text):
        (removed if has_sign("instructions", sentence) else kept).append(sentence)
    if not removed:  # the order runs over several sentences
        return Cleared(text="", removed=(text.strip(),))
    return Cleared(text="".join(kept).strip(), removed=tuple(item.strip() for item in removed))


def sentences_of(text: str) -> Iterator[str]:
    """The sentences of a text, end marks with them, nothing lost."""
    return (found[0] for found in _SENTENCE.finditer(text) if found[0])
