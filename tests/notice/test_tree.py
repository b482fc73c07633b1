"""No character is lost: the leaves of the parse tree hold every non-blank one exactly once."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.notice.document import Document
from assistant.notice.model import Node, Notice
from assistant.notice.parse import parse
from assistant.notice.tree import leaves

CASES = Path(__file__).parents[1] / "cases" / "notices" / "structures"
TEXTS = [
    yaml.safe_load(path.read_text(encoding="utf-8"))["text"]
    for path in sorted(CASES.glob("*.yaml"))
]
PIECES = [
    *"一二三十、（）()。，；：“”‘’《》<>&X×12309 \n\r\t\f\u3000\ufeff\x1c",
    "一、关于“不到位”问题",
    "针对“",
    "”问题，",
    "一是",
    "整改措施：",
    "2021331618日",
    "欢迎监督，电话",
    "2024年6月1日",
    "的通报\n",
    "<p>",
    "&nbsp;",
    "该问题已完成整改。",
]


def check(notice: Notice) -> None:
    """Everything that a Notice promises of its spans."""
    text = notice.text
    covered = [0] * len(text)
    for leaf in leaves(notice.tree):
        for at in range(leaf.start, leaf.end):
            covered[at] += 1
    for char, count in zip(text, covered, strict=True):
        assert count <= 1
        assert count == 1 or char.isspace(), repr(char)
    nested(notice.tree)
    assert len(notice.folded) == len(text)
    for passage in (
        *([notice.title] if notice.title else []),
        *notice.lines,
        *notice.claims,
        *notice.contact.phones,
        *(record.problem for record in notice.records),
        *(measure for record in notice.records for measure in record.measures),
    ):
        assert text[passage.start : passage.end] == passage.text
    for record in notice.records:
        assert record.start <= record.problem.start <= record.problem.end <= record.end
        for measure in record.measures:
            assert record.start <= measure.start < measure.end <= record.end
    for before, after in zip(notice.records, notice.records[1:], strict=False):
        assert before.end <= after.start
    for section in notice.sections:
        assert 0 <= section.start < section.end <= len(text)


def nested(node: Node) -> None:
    position = node.start
    for child in node.children:
        assert position <= child.start < child.end <= node.end
        position = child.end
        nested(child)


@pytest.mark.parametrize("text", TEXTS, ids=[text[:12] for text in TEXTS])
def test_whole_notices(text: str) -> None:
    check(parse(Document(text=text)))


@settings(max_examples=150, deadline=None)
@given(st.integers(), st.sampled_from(TEXTS), st.sampled_from(["cut", "drop", "swap", "insert"]))
def test_mutated_notices(seed: int, text: str, how: str) -> None:
    chance = random.Random(seed)
    characters = list(text)
    for _ in range(chance.randrange(1, 12)):
        at = chance.randrange(len(characters))
        if how == "cut":
            del characters[at : at + chance.randrange(60)]
        elif how == "drop":
            del characters[at]
        elif how == "swap":
            other = chance.randrange(len(characters))
            characters[at], characters[other] = characters[other], characters[at]
        else:
            characters.insert(at, chance.choice(PIECES))
        if not characters:
            break
    check(parse(Document(text="".join(characters))))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=60))
def test_shreds_of_notices(pieces: list[str]) -> None:
    check(parse(Document(text="".join(pieces))))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    check(parse(Document(text=text)))


@pytest.mark.parametrize("text", TEXTS, ids=[text[:12] for text in TEXTS])
def test_twice_gives_the_same(text: str) -> None:
    document = Document(text=text)
    assert parse(document) == parse(document)
