"""Small accounts whose problems are known by their siblings, labels or columns, not their words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.notice.document import Document
from assistant.notice.parse import parse

DATA = yaml.safe_load(
    (Path(__file__).parents[1] / "cases" / "notices" / "siblings.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", DATA["cases"], ids=lambda case: str(case["id"]))
def test_records(case: dict[str, Any]) -> None:
    notice = parse(Document(text=DATA["head"] + case["text"] + DATA["tail"]))
    found = [
        [record.problem.text, len(record.measures), record.status, record.focus_area]
        for record in notice.records
    ]
    assert found == case["records"]
