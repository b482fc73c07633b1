"""Entry: a notice is written with its records, its corrections and what it is alike to."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.retrieval import alike, rows, versions
from assistant.retrieval.connection import Connection
from assistant.retrieval.intake import Taken
from assistant.retrieval.record import StoredNotice


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """The live notices that are nearly the same text, and how much of the text they share.

    ``offered`` is the id of the one that is offered in place of the notice that was entered; None
    where that one is offered itself.
    """

    twins: tuple[StoredNotice, ...] = ()
    share: float = 0.0
    offered: str | None = None

    def told(self) -> str:
        """What the row of a file says of it; "" where there is nothing to say."""
        if not self.twins:
            return ""
        names = "、".join(f"“{twin.source}”（{twin.id}）" for twin in self.twins)
        by = f"（相同约{self.share:.0%}）" if self.share else ""
        chosen = f"较全的 {self.offered}" if self.offered is not None else "较全的本篇"
        return f"与{names}近似重复{by}，检索时只用{chosen}"


def enter(connection: Connection, corpus: str, taken: Taken, revision: int) -> Likeness:
    """Write a notice within the writer's transaction, in place of one with the same text.

    Corrections of an earlier parse of the same text stay in force; the new parse takes the older
    one's place in their history.
    """
    notice = taken.notice
    versions.keep_parse(connection, corpus, notice.id, taken.records)
    rows.insert_notice(
        connection,
        corpus,
        notice,
        text=taken.text,
        parser=taken.parser,
        revision=revision,
        records=versions.head(connection, corpus, notice.id) or taken.records,
        sketch=alike.to_text(taken.sketch),
    )
    before = alike.group(connection, corpus, notice.id)
    if notice.quarantined is None:
        alike.relate(connection, corpus, notice.id)
    alike.choose(connection, corpus, before | {notice.id}, revision)
    return _likeness(connection, corpus, notice.id)


def _likeness(connection: Connection, corpus: str, notice_id: str) -> Likeness:
    ids = alike.group(connection, corpus, notice_id)
    members = rows.notices_of(connection, corpus, ids)
    twins = tuple(n for n in members if n.id != notice_id and n.trashed is None)
    return Likeness(
        twins=twins,
        share=max((alike.share(connection, corpus, notice_id, n.id) for n in twins), default=0.0),
        offered=next((n.duplicate_of for n in members if n.id == notice_id), None),
    )
