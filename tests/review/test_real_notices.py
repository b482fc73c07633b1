"""The five real notices: every finding has been read, and what must be found is found.

The verdicts (tests/cases/real_notices.yaml) hold rule ids and offsets only. A finding that appears
or goes away has to be read before the file is changed.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.notice.document import Document
from assistant.notice.parse import parse
from assistant.review.finding import Review
from assistant.review.review import review

VERDICTS = Path(__file__).resolve().parents[1] / "cases" / "real_notices.yaml"
DATA: dict[str, Any] = yaml.safe_load(VERDICTS.read_text(encoding="utf-8"))


def _review(folder: Path, name: str) -> Review:
    path = next(folder.glob(f"{name}_*"))
    return review(parse(Document(text=path.read_text(encoding="utf-8"))))


@pytest.mark.parametrize("name", DATA)
def test_every_finding_has_been_judged(name: str, real_notices: Path) -> None:
    judged = [
        (rule, *(span or (None, None)))
        for verdict in ("right", "arguable")
        for rule, spans in DATA[name].get(verdict, {}).items()
        for span in spans
    ]
    found = [(one.rule, one.start, one.end) for one in _review(real_notices, name).findings]
    assert sorted(found, key=str) == sorted(judged, key=str)


@pytest.mark.parametrize("name", DATA)
def test_what_must_be_found(name: str, real_notices: Path) -> None:
    found = {(one.rule, one.start) for one in _review(real_notices, name).findings}
    assert [tuple(wanted) for wanted in DATA[name]["must"] if tuple(wanted) not in found] == []
