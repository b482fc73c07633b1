"""The shipped corpus: the parser finds what each file's front matter declares."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from assistant.notice.document import Document
from assistant.notice.parse import parse

CORPUS = Path(__file__).parents[2] / "corpus"
FILES = sorted(CORPUS.glob("[0-9]*.md"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_declared_counts(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    declared = yaml.safe_load(text.split("---")[1])
    notice = parse(Document(text=text))
    assert notice.title is not None
    assert notice.title.text == declared["title"]
    assert notice.issuer == declared["unit"]
    assert notice.inspection.kind == declared["kind"]
    assert notice.inspection.feedback is not None
    assert notice.date_of_issue is not None
    assert len(notice.records) == declared["problems"]
    assert sum(len(record.measures) for record in notice.records) == declared["measures"]
    kinds = {section.kind for section in notice.sections}
    assert kinds >= {"lead", "organization", "statistics", "problems", "next_steps", "contact"}
    assert "boilerplate" not in kinds, "front matter is no page residue"
