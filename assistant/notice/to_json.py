"""The ``parse`` contract: a Notice as JSON-ready values (schema notice/1)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from assistant.notice.model import Inspection, Notice, Passage, Record, Section

SCHEMA = "notice/1"


def notice_json(notice: Notice, with_text: bool = False) -> dict[str, Any]:
    """Return the contract's object; ``with_text`` adds the decoded text under "text"."""
    out: dict[str, Any] = {
        "schema": SCHEMA,
        "source": notice.source,
        "encoding": notice.encoding,
        "characters": len(notice.text),
        "title": None if notice.title is None else _passage(notice.title),
        "issuer": notice.issuer,
        "date_of_issue": notice.date_of_issue,
        "inspection": _inspection(notice.inspection),
        "sections": [_section(section) for section in notice.sections],
        "records": [_record(record) for record in notice.records],
        "claims": [
            {"kind": claim.kind, "value": _number(claim.value), "unit": claim.unit}
            | _passage(claim)
            for claim in notice.claims
        ],
        "contact": {
            "phones": _texts(notice.contact.phones),
            "emails": _texts(notice.contact.emails),
            "addresses": _texts(notice.contact.addresses),
            "postcodes": _texts(notice.contact.postcodes),
        },
    }
    if with_text:
        out["text"] = notice.text
    return out


def _inspection(inspection: Inspection) -> dict[str, Any]:
    names = ("kind", "team", "start", "end", "feedback")
    return {name: getattr(inspection, name) for name in names}


def _section(section: Section) -> dict[str, Any]:
    names = ("kind", "heading", "start", "end")
    return {name: getattr(section, name) for name in names}


def _record(record: Record) -> dict[str, Any]:
    return {
        "id": record.id,
        "focus_area": record.focus_area,
        "problem": _passage(record.problem),
        "measures": [_passage(measure) for measure in record.measures],
        "status": record.status,
        "start": record.start,
        "end": record.end,
    }


def _passage(passage: Passage) -> dict[str, Any]:
    return {"text": passage.text, "start": passage.start, "end": passage.end}


def _texts(passages: Sequence[Passage]) -> list[str]:
    """The words of passages that carry no offsets, without the line breaks of a wrapped text."""
    return [re.sub(r"\s*[\r\n]\s*", "", passage.text) for passage in passages]


def _number(value: float) -> int | float:
    """Whole numbers without a decimal point, as the notice prints them."""
    return int(value) if value == int(value) else value
