"""Records: single records of the corpus looked up by id, without reading all of them."""

from __future__ import annotations

from assistant.errors import WrongCall
from assistant.retrieval.index import Index
from assistant.retrieval.record import StoredRecord


class Records:
    """A view for one answer or one click: what it has read, it does not read again."""

    def __init__(self, index: Index | None) -> None:
        self._index = index
        self._read: dict[str, dict[str, StoredRecord]] = {}

    def get(self, record_id: str) -> StoredRecord | None:
        """The record, or None where its notice is gone or it was corrected away."""
        notice_id = record_id.rpartition("-")[0]
        if self._index is None or not notice_id:
            return None
        if notice_id not in self._read:
            try:
                found = self._index.care.view(notice_id).records
            except WrongCall:
                found = ()
            self._read[notice_id] = {record.id: record for record in found}
        return self._read[notice_id].get(record_id)
