"""Alike: notices that are the same text from two sites, of which one is offered as precedent.

Every function works within the writer's transaction. What is alike is kept in a table of pairs;
which notice of a group is offered is decided anew whenever one of the group comes, goes or changes,
so that removing one brings the next fullest back.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.notice.fold import fold
from assistant.retrieval.connection import Connection
from assistant.retrieval.rows import PARAMETERS
from assistant.retrieval.sketch import KEYS, Sketch, contained, same_figures

ALIKE = 0.6  # share of the shorter text; of our 45 notices no two different ones reach 0.04
HOLDERS = 64  # notices; a key that more of them have is a phrase of the trade and tells little
CANDIDATES = 32  # notices that are compared, so that one costs the same in a corpus of any size
FIGURES = 0.75  # of the numbers; notices filled into one template agree in words, not in numbers
EMPTY = "{}"  # the text of a sketch that says nothing
_NAME = re.compile(r"^中共|委员会|党组|支部|总支部?|党委|\s")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Member:
    """A notice as it stands in its group."""

    seq: int
    id: str
    issuer: str | None
    sketch: Sketch
    duplicate_of: str | None


def to_text(sketch: Sketch) -> str:
    """A sketch as the store keeps it."""
    return json.dumps(
        {
            "hashes": sketch.hashes,
            "figures": sorted(sketch.figures),
            "length": sketch.length,
        }
    )


def _from_text(text: str) -> Sketch:
    fields: dict[str, Any] = json.loads(text) if text else {}
    return Sketch(
        hashes=tuple(fields.get("hashes", ())),
        figures=frozenset(fields.get("figures", ())),
        length=fields.get("length", 0),
    )


def relate(connection: Connection, corpus: str, notice_id: str) -> None:
    """Find what a notice that has just been written is alike to, and keep the pairs."""
    forget(connection, corpus, notice_id)
    mine = next(iter(_members(connection, corpus, [notice_id])), None)
    if mine is None:
        return
    keys = mine.sketch.hashes[:KEYS]
    connection.executemany(
        "INSERT INTO shingles (corpus, hash, notice_id) VALUES (?, ?, ?)",
        [(corpus, key, notice_id) for key in keys],
    )
    for other in _members(connection, corpus, _candidates(connection, corpus, notice_id, keys)):
        if not _same_notice(mine, other):
            continue
        share = contained(mine.sketch, other.sketch)
        first, second = sorted((mine.id, other.id))
        connection.execute(
            "INSERT INTO alike (corpus, a, b, share) VALUES (?, ?, ?, ?)",
            (corpus, first, second, share),
        )


def _candidates(
    connection: Connection, corpus: str, notice_id: str, keys: Sequence[int]
) -> tuple[str, ...]:
    """The at most CANDIDATES other notices that share the most keys.

    Keys that few notices have count first: of a phrase that everybody uses only the first HOLDERS
    are asked for, which still finds a text that has more copies than that.
    """
    if not keys:
        return ()
    one = (
        "SELECT * FROM (SELECT hash, notice_id FROM shingles"
        f" WHERE corpus = ? AND hash = ? ORDER BY notice_id LIMIT {HOLDERS + 1}) AS one"
    )
    found = connection.execute(
        " UNION ALL ".join([one] * len(keys)), [value for key in keys for value in (corpus, key)]
    ).fetchall()
    holders = Counter(row[0] for row in found)
    telling: Counter[str] = Counter()
    for key, other in found:
        if other != notice_id:
            telling[other] += 1 if holders[key] > HOLDERS else len(keys) + 1
    return tuple(other for other, _ in telling.most_common(CANDIDATES))


def _same_notice(one: _Member, other: _Member) -> bool:
    if contained(one.sketch, other.sketch) < ALIKE:
        return False
    names = [_NAME.sub("", fold(member.issuer or "")) for member in (one, other)]
    # one name may be the short form of the other; two units filled one template otherwise
    if all(names) and names[0] not in names[1] and names[1] not in names[0]:
        return False
    return same_figures(one.sketch, other.sketch) >= FIGURES


def forget(connection: Connection, corpus: str, notice_id: str) -> None:
    """Forget what a notice is alike to (it changes, or is deleted for good)."""
    connection.execute(
        "DELETE FROM shingles WHERE corpus = ? AND notice_id = ?", (corpus, notice_id)
    )
    connection.execute(
        "DELETE FROM alike WHERE corpus = ? AND (a = ? OR b = ?)", (corpus, notice_id, notice_id)
    )


def group(connection: Connection, corpus: str, notice_id: str) -> frozenset[str]:
    """The ids that are alike to a notice, over any number of steps, with its own."""
    found = {notice_id}
    pending = [notice_id]
    while pending:
        wanted = pending.pop()
        rows = connection.execute(
            "SELECT a, b FROM alike WHERE corpus = ? AND (a = ? OR b = ?)", (corpus, wanted, wanted)
        )
        for pair in rows.fetchall():
            for other in pair:
                if other not in found:
                    found.add(other)
                    pending.append(other)
    return frozenset(found)


def choose(connection: Connection, corpus: str, ids: Iterable[str], revision: int) -> None:
    """Offer the fullest live notice of each group that ``ids`` belong to, the others not.

    The one with the most characters in its records is the fullest; of two alike, the older one.
    Notices whose standing changes get ``revision``.
    """
    pending = set(ids)
    while pending:
        members = group(connection, corpus, pending.pop())
        pending -= members
        live = list(_members(connection, corpus, sorted(members), live=True))
        live.sort(key=lambda member: (-member.sketch.length, member.seq))
        for place, member in enumerate(live):
            now = live[0].id if place else None
            if member.duplicate_of != now:
                connection.execute(
                    "UPDATE notices SET duplicate_of = ?, revision = ? WHERE corpus = ? AND id = ?",
                    (now, revision, corpus, member.id),
                )


def share(connection: Connection, corpus: str, one: str, other: str) -> float:
    """The share that two notices of a group have in common; 0 where they are no direct pair."""
    first, second = sorted((one, other))
    row = connection.execute(
        "SELECT share FROM alike WHERE corpus = ? AND a = ? AND b = ?", (corpus, first, second)
    ).fetchone()
    return float(row[0]) if row else 0.0


def _members(
    connection: Connection, corpus: str, ids: Sequence[str], *, live: bool = False
) -> Iterator[_Member]:
    only = " AND trashed IS NULL AND quarantined IS NULL" if live else ""
    for offset in range(0, len(ids), PARAMETERS):
        part = ids[offset : offset + PARAMETERS]
        found = connection.execute(
            "SELECT seq, id, issuer, sketch, duplicate_of FROM notices"
            f" WHERE corpus = ? AND id IN ({','.join('?' * len(part))}){only}",
            (corpus, *part),
        )
        for row in found:
            yield _Member(
                seq=row[0], id=row[1], issuer=row[2], sketch=_from_text(row[3]), duplicate_of=row[4]
            )
