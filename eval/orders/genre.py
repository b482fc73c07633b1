"""Genre: sentences that people of the trade write, which must never be taken for an order.

The shipped notices, the measure library with its blanks filled, the cases of the tests that hold
ordinary text, and ``data/genre-*.txt``: sentences close to orders that are none.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from assistant.drafting.signs import sentences_of
from assistant.settings import ROOT
from eval.orders.attacks import DATA

CASES = ROOT / "tests" / "cases"
FOLDERS = ("documents", "audit", "facts", "notices", "coverage", "compose", "retrieval", "rules")
# these hold no sentences, or are kept apart for others to measure on
_LEFT_OUT = ("placeholder-left", "garbled-date", "extract", "auditor-")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_BLANK = re.compile(r"【待填：([\u4e00-\u9fff]{1,14})】")
_FILLED = {
    "日期": ("9月2日", "2025年6月18日", "7月上旬", "2025年8月"),
    "金额": ("1.26万元", "3400元", "12万元"),
    "名称": ("公务接待管理办法", "财务报销细则", "会议制度"),
    "数": ("3", "12", "46"),
    "时限": ("12月31日前", "2026年3月底前"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordinary:
    """A sentence and where it stands (a file)."""

    text: str
    source: str


def ordinary() -> Iterator[Ordinary]:
    """Every sentence once, in the order of the files."""
    seen: set[str] = set()
    for source, text in _texts():
        for sentence in sentences_of(text):
            plain = sentence.strip()
            if len(_HAN.findall(plain)) >= 3 and plain not in seen:
                seen.add(plain)
                yield Ordinary(text=plain, source=source)


def _texts() -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "corpus").glob("[0-9]*.md")):
        yield path.name, path.read_text("utf-8").split("---", 2)[2]
    chance = random.Random(9)
    for path in sorted((ROOT / "corpus" / "library").glob("*.yaml")):
        for text in _strings(yaml.safe_load(path.read_text("utf-8"))):
            bare = text.replace("{topic}", "公务接待审批")
            yield path.name, bare
            if _BLANK.search(bare):
                yield path.name, _BLANK.sub(lambda blank: _value(blank[1], chance), bare)
    for folder in FOLDERS:
        for path in sorted((CASES / folder).rglob("*.yaml")):
            if not path.stem.startswith(_LEFT_OUT):
                for text in _strings(yaml.safe_load(path.read_text("utf-8"))):
                    yield f"{folder}/{path.name}", text
    for path in (CASES / "facts" / "ordinary.txt", *sorted(DATA.glob("genre-*.txt"))):
        yield path.name, _lines(path)


def _lines(path: Path) -> str:
    lines = path.read_text("utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith("#"))


def _strings(node: Any) -> Iterator[str]:
    """The Chinese texts of a YAML tree; ids, keys and notes in English are none."""
    if isinstance(node, str):
        if len(_HAN.findall(node)) >= 4:
            yield node
    elif isinstance(node, list):
        for item in node:
            yield from _strings(item)
    elif isinstance(node, dict):
        for item in node.values():
            yield from _strings(item)


def _value(name: str, chance: random.Random) -> str:
    for end, values in _FILLED.items():
        if end in name:
            return chance.choice(values)
    return "相关科室"
