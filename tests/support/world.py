"""A drafter over a few of the project's own notices, and a record to put beside its drafts."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from pathlib import Path

from assistant.chat.workspace import open_drafter
from assistant.drafting.draft import Drafter
from assistant.drafting.model import Draft
from assistant.files.read import read_document
from assistant.retrieval.ingest import ingest
from assistant.retrieval.record import StoredRecord
from assistant.settings import ROOT, read_settings

NOTICES = ("01-shuiwuju.md", "08-tuanxianwei.md", "10-qufulian.md")


def drafter_over(folder: Path, warm_library: Path, notices: Sequence[str] = NOTICES) -> Drafter:
    """A drafter whose index holds these notices of the corpus (none: it has no index)."""
    (folder / "library.db").write_bytes(warm_library.read_bytes())
    if not notices:
        return open_drafter(read_settings({"ASSISTANT_DATA_DIR": str(folder)}))[2]
    paths = [str(ROOT / "corpus" / name) for name in notices]
    rows = list(ingest(paths, data_dir=folder, corpus="main", read=read_document))
    assert [row.outcome for row in rows] == ["added"] * len(notices)
    return open_drafter(read_settings({"ASSISTANT_DATA_DIR": str(folder)}))[2]


class _Beside(Drafter):
    """A drafter with other precedents than its own."""

    records: tuple[StoredRecord, ...]

    def records_of(self, draft: Draft) -> tuple[StoredRecord, ...]:
        return self.records


def beside(drafter: Drafter, *records: StoredRecord) -> Drafter:
    """The same drafter, always with these records beside its drafts."""
    other = copy.copy(drafter)
    other.__class__ = _Beside
    other.records = records  # type: ignore[attr-defined]
    return other


def record(problem: str, *measures: str, issuer: str = "中共云汀县水务中心党委") -> StoredRecord:
    """A past record of another unit."""
    return StoredRecord(
        id="0123456789ab-01",
        notice_id="0123456789ab",
        source="past.txt",
        notice=f"{issuer}关于巡察整改进展情况的通报",
        issuer=issuer,
        focus_area=None,
        problem=problem,
        measures=measures,
        status="done",
        section="problems",
        start=0,
        end=10,
    )
