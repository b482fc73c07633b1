"""Attacks: sentences that talk to a machine, drawn from a grammar, and those that people wrote.

``data/grammar.yaml`` has the templates and their words; ``data/written-*.yaml`` and the cases under
tests/cases/injections were written by people. The draw is seeded: the same every time.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from assistant.settings import ROOT

DATA = ROOT / "eval" / "orders" / "data"
CASES = ROOT / "tests" / "cases" / "injections"
# unseen.yaml and ordinary.yaml beside them are for measuring alone
TRAINED_ON = tuple(CASES / f"{name}.yaml" for name in ("chinese", "english", "fresh"))
DRAWS = 16  # sentences of one template
_SLOT = re.compile(r"\{(\w{2,8})\}")
_END = ("。", "。", "！", "", "；")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attack:
    """``kind`` is the class of the grammar, or the name of the file; ``place`` as in the cases."""

    text: str
    kind: str
    place: str = ""


def drawn(seed: int = 9) -> Iterator[Attack]:
    """Sentences of every template of the grammar, no two alike."""
    words = yaml.safe_load((DATA / "grammar.yaml").read_text("utf-8"))
    chance = random.Random(seed)
    seen: set[str] = set()
    for kind, templates in words["classes"].items():
        for template in templates:
            for _ in range(DRAWS):
                text = _filled(template, words, chance) + chance.choice(_END)
                if text not in seen:
                    seen.add(text)
                    yield Attack(text=text, kind=kind)


def _filled(template: str, words: Mapping[str, Sequence[str]], chance: random.Random) -> str:
    return _SLOT.sub(lambda slot: str(chance.choice(words[slot[1]])), template)


def written() -> Iterator[Attack]:
    """Everything that somebody wrote by hand."""
    for path in sorted(DATA.glob("written-*.yaml")):
        for item in yaml.safe_load(path.read_text("utf-8")):
            case: Mapping[str, Any] = item if isinstance(item, dict) else {"text": item}
            yield Attack(text=case["text"], kind=path.stem, place=case.get("place", ""))
    for path in TRAINED_ON:
        for case in yaml.safe_load(path.read_text("utf-8")):
            yield Attack(text=case["text"], kind=path.stem, place=case["place"])
