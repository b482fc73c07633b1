"""Intake: what is made of a document before anything is stored. Pure but for the parser's version."""

from __future__ import annotations

import datetime
import functools
import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import assistant.notice
from assistant.notice.document import Document
from assistant.notice.model import Notice
from assistant.retrieval.cuttings import cuttings
from assistant.retrieval.folders import storable
from assistant.retrieval.front_matter import blank_front_matter
from assistant.retrieval.profile import profile_of
from assistant.retrieval.quarantine import quarantine_reason
from assistant.retrieval.record import StoredNotice, StoredRecord
from assistant.retrieval.sketch import Sketch, sketch

Parse = Callable[[Document], Notice]


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A notice ready to be stored: what is known of it, its text as read, its records as parsed."""

    notice: StoredNotice
    text: str
    records: tuple[StoredRecord, ...]
    sketch: Sketch
    parser: str


@functools.cache
def parser_version() -> str:
    """Changes whenever the parser's code or data change, so that old parses are done again."""
    folder = Path(assistant.notice.__file__).parent
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.suffix in {".py", ".txt", ".yaml"}:
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def take(
    document: Document, key: str, parse: Parse, *, keep_quarantined: bool = False
) -> Taken | None:
    """Read front matter and parse; None where no record is found.

    ``key`` is the path that the notice is known by. Front matter, profile, page furniture and
    quarantine are all judged here.
    """
    fronted = blank_front_matter(document.text)
    notice = parse(replace(document, text=fronted.text))
    if not notice.records:
        return None
    reason = None if keep_quarantined else quarantine_reason(notice)
    stored = _stored(document, key, notice, fronted.meta, reason)
    records = tuple(_records(stored, notice))
    return Taken(
        notice=stored,
        text=document.text,
        records=records,
        sketch=sketch(text for record in records for text in (record.problem, *record.measures)),
        parser=parser_version(),
    )


def _stored(
    document: Document,
    key: str,
    notice: Notice,
    meta: Mapping[str, str],
    reason: str | None,
) -> StoredNotice:
    return StoredNotice(
        id=document.digest,
        source=Path(storable(document.source)).name,
        path=key,
        title=_one_line(notice.title.text) if notice.title else None,
        issuer=notice.issuer,
        kind=notice.inspection.kind,
        date_of_issue=notice.date_of_issue,
        records=len(notice.records),
        characters=len(document.text),
        quarantined=reason,
        added=datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        meta=meta,
        profile=profile_of(notice, meta),
        residue=cuttings(notice),
    )


def _one_line(title: str) -> str:
    """A title that is broken over several lines, without the breaks."""
    return "".join(part.strip() for part in title.splitlines())


def _records(stored: StoredNotice, notice: Notice) -> Iterator[StoredRecord]:
    for record in notice.records:
        # the parser counts on its own digest; the stored identity is that of the text as read
        ordinal = record.id.rpartition("-")[2]
        yield StoredRecord(
            id=f"{stored.id}-{ordinal}",
            notice_id=stored.id,
            source=stored.source,
            notice=stored.title or stored.source,
            issuer=stored.issuer,
            focus_area=record.focus_area,
            problem=record.problem.text,
            measures=tuple(measure.text for measure in record.measures),
            status=record.status,
            section=record.section,
            start=record.start,
            end=record.end,
        )
