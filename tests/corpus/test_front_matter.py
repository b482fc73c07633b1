"""What each notice's front matter declares is what the project reads from the text alone."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from assistant.notice.document import Document
from assistant.notice.framework import focus_areas, framework_of
from assistant.notice.parse import parse
from assistant.retrieval.profile import profile_of
from assistant.settings import ROOT

FILES = sorted((ROOT / "corpus").glob("[0-9]*.md"))
# the corpus names some units more finely than the filters do
COARSER = {
    "college": "university",
    "institute": "institution",
    "league": "mass",
    "union": "mass",
    "federation": "mass",
}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_text_alone_tells_what_is_declared(path: Path) -> None:
    _, front, body = path.read_text("utf-8").split("---\n", 2)
    declared = yaml.safe_load(front)
    notice = parse(Document(text=body, source=path.name))
    profile = profile_of(notice, {})
    assert {
        "unit": notice.issuer,
        "unit_type": profile.unit_type,
        "level": profile.level,
        "kind": profile.kind,
        "year": profile.year,
        "framework": framework_of(focus_areas(notice)) or "none",
        "problems": len(notice.records),
        "measures": sum(len(record.measures) for record in notice.records),
        "types": len(notice.records),
    } == {
        "unit": declared["unit"],
        "unit_type": COARSER.get(declared["unit_type"], declared["unit_type"]),
        "level": declared["level"],
        "kind": declared["kind"],
        "year": declared["year"],
        "framework": declared["framework"],
        "problems": declared["problems"],
        "measures": declared["measures"],
        "types": len(declared["types"]),
    }
