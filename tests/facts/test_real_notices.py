"""The extractor on the five scraped notices: recall by kind against a reader's labels."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.facts.extract import extract
from assistant.notice.phrases import find_set_phrases

FOLDER = Path(__file__).parents[1] / "cases" / "facts"
LABELS: list[dict[str, Any]] = [
    yaml.safe_load(file.read_text(encoding="utf-8")) for file in sorted(FOLDER.glob("real_*.yaml"))
]
# of the labels at least this share is found (a label counts as found where a fact overlaps it)
BARS = {"date": 0.99, "count": 0.99, "document": 0.99, "money": 0.99, "organization": 0.90}


def _texts(real_notices: Path) -> list[tuple[str, dict[str, Any]]]:
    pairs = []
    for label in LABELS:
        (path,) = real_notices.glob(f"{label['notice']}_*.txt")
        text = path.read_bytes().decode("utf-8")
        if hashlib.sha256(text.encode("utf-8")).hexdigest()[:12] != label["digest"]:
            pytest.skip(f"notice {label['notice']} is not the text that was labelled")
        pairs.append((text, label["facts"]))
    return pairs


def test_recall_by_kind(real_notices: Path) -> None:
    total: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for text, labels in _texts(real_notices):
        facts = extract(text)
        for kind, spans in labels.items():
            total[kind] += len(spans)
            found[kind] += sum(
                any(fact.start < end and start < fact.end for fact in facts) for start, end in spans
            )
    assert found.total() / total.total() >= 0.95
    for kind, bar in BARS.items():
        assert found[kind] / total[kind] >= bar, kind


def test_few_facts_beyond_the_labels(real_notices: Path) -> None:
    facts = extra = 0
    for text, labels in _texts(real_notices):
        spans = [tuple(span) for found in labels.values() for span in found]
        for fact in extract(text):
            facts += 1
            extra += not any(start < fact.end and fact.start < end for start, end in spans)
    assert extra / facts <= 0.02


def test_set_phrases_are_hardly_ever_taken_for_facts(real_notices: Path) -> None:
    phrases = taken = 0
    for text, _ in _texts(real_notices):
        facts = [fact for fact in extract(text) if fact.kind != "document"]
        for phrase in find_set_phrases(text):
            phrases += 1
            width = len(re.sub("[“”‘’]", "", phrase.text)) + 2
            taken += any(
                fact.start < phrase.end and phrase.start < fact.end and len(fact.text) <= width
                for fact in facts
            )
    assert phrases > 300
    assert taken / phrases <= 0.02
