"""Renewal: stored notices are read again from their own text; nothing outside the store is needed.

A store from before filters and near-duplicates says so in its meta table (store.UPGRADES). What its
notices lack is added when a corpus is opened, once; killed in between, it goes on at the next
opening. Records, corrections and the order of the notices stay as they are.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.notice.document import Document
from assistant.retrieval import alike, rows, store
from assistant.retrieval.connection import Storage
from assistant.retrieval.entry import enter
from assistant.retrieval.intake import Parse, Taken, take
from assistant.retrieval.record import StoredNotice


def renew(storage: Storage, parse: Parse | None = None) -> int:
    """Give every notice, live or trashed, the profile and the sketch that it lacks; how many.

    Takes no time where nothing is to be done. Raises IndexBusy where another process writes.
    """
    with storage.connect() as connection:
        marked = connection.execute(
            "SELECT 1 FROM meta WHERE key = ?", (store.BEFORE_FILTERS,)
        ).fetchone()
    if marked is None:
        return 0
    with storage.writer():
        with storage.connect() as connection:
            pending = [
                (corpus, notice_id)
                for corpus in store.corpora(connection)
                for notice_id in rows.unsketched(connection, corpus)
            ]
        for corpus, notice_id in pending:
            _complete(storage, corpus, notice_id, parse)
        with storage.connect(write=True) as connection:
            connection.execute("DELETE FROM meta WHERE key = ?", (store.BEFORE_FILTERS,))
    return len(pending)


def _complete(storage: Storage, corpus: str, notice_id: str, parse: Parse | None) -> None:
    notice, taken = _read_again(storage, corpus, notice_id, parse)
    # a text in which no record is found any more gets an empty sketch, so that it is not read again
    new = taken.notice if taken is not None else notice
    sketch = alike.to_text(taken.sketch) if taken is not None else alike.EMPTY
    with storage.connect(write=True) as connection:
        rows.complete_notice(connection, corpus, replace(new, id=notice_id), sketch)
        revision = store.touch(connection, corpus)
        if notice.quarantined is None:
            alike.relate(connection, corpus, notice_id)
        alike.choose(connection, corpus, [notice_id], revision)


def parse_again(storage: Storage, corpus: str, notice_id: str, parse: Parse | None = None) -> None:
    """Take the records of a stored text from a new parse; a text in which none is found any more
    keeps its old ones.

    Corrections stay in force, and so does the day on which it was added. The writer's lock is held.
    """
    notice, taken = _read_again(storage, corpus, notice_id, parse)
    if taken is None:
        return
    with storage.connect(write=True) as connection:
        kept = replace(taken, notice=replace(taken.notice, added=notice.added))
        enter(connection, corpus, kept, store.touch(connection, corpus))


def _read_again(
    storage: Storage, corpus: str, notice_id: str, parse: Parse | None
) -> tuple[StoredNotice, Taken | None]:
    if parse is None:
        from assistant.notice.parse import parse as parse_notice

        parse = parse_notice
    with storage.connect() as connection:
        notice = rows.notices_of(connection, corpus, [notice_id])[0]
        text = rows.text(connection, corpus, notice_id) or ""
    document = Document(text=text, source=notice.source)
    keep = notice.quarantined is None
    return notice, take(document, notice.path, parse, keep_quarantined=keep)
