"""Standing: what lies on the table of a conversation, so that the next message can speak of it.

Drafts with the problems and facts they answer, the placeholder that was asked for last, and the
drafts before the last change. It goes into the history as JSON and comes back after a restart.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from assistant.chat.intent import Ask
from assistant.drafting.finish import placeholders_of
from assistant.drafting.model import Draft, DraftMeasure, Precedent
from assistant.drafting.to_json import draft_json
from assistant.llm.usage import Usage

FORMAT = "standing/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One problem on the table: what was asked and the draft as it stands."""

    ask: Ask
    draft: Draft


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A placeholder on the table; ``problem`` and ``measure`` count from 0.

    ``start``/``end`` are characters of the measure's text; ``kind`` is the kind of fact it waits
    for ("text" where any words do); ``context`` is its clause.
    """

    problem: int
    measure: int
    start: int
    end: int
    name: str
    kind: str
    context: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """``waiting`` is the (problem, measure, start) asked for last; ``before`` what 撤销 restores."""

    items: tuple[Item, ...] = ()
    waiting: tuple[int, int, int] | None = None
    before: tuple[Item, ...] | None = None

    @property
    def drafts(self) -> tuple[Draft, ...]:
        """All drafts as they stand."""
        return tuple(item.draft for item in self.items)

    @property
    def undo(self) -> bool:
        """Whether there is something to go back to."""
        return self.before is not None

    def changed(self, index: int, item: Item) -> Standing:
        """With one problem's item replaced, all others the very same; 撤销 goes back to now."""
        items = (*self.items[:index], item, *self.items[index + 1 :])
        return replace(self, items=items, before=self.items)

    def payload(self) -> dict[str, Any]:
        """JSON values for the history."""
        return {
            "format": FORMAT,
            "items": [_item_json(item) for item in self.items],
            "waiting": list(self.waiting) if self.waiting is not None else None,
            "before": [_item_json(item) for item in self.before]
            if self.before is not None
            else None,
        }


def read_standing(payload: Mapping[str, Any] | None) -> Standing:
    """What ``payload()`` gave; an empty table for anything else (an older program's, damaged)."""
    if not payload or payload.get("format") != FORMAT:
        return Standing()
    try:
        waiting, before = payload["waiting"], payload["before"]
        return Standing(
            items=tuple(map(_item, payload["items"])),
            waiting=(int(waiting[0]), int(waiting[1]), int(waiting[2])) if waiting else None,
            before=tuple(map(_item, before)) if before is not None else None,
        )
    except (KeyError, TypeError, ValueError, IndexError):
        return Standing()


def redrafted(draft: Draft, measures: tuple[DraftMeasure, ...]) -> Draft:
    """The draft with other measures, and where its placeholders stand now."""
    return replace(draft, measures=measures, placeholders=tuple(placeholders_of(measures)))


def _item_json(item: Item) -> dict[str, Any]:
    draft = item.draft
    return {
        "problem": item.ask.problem,
        "facts": list(item.ask.facts),
        "draft": draft_json(draft),
        "masked": draft.masked,
        "notes": list(draft.notes),
        "usage": asdict(draft.usage) if draft.usage is not None else None,
    }


def _item(data: Mapping[str, Any]) -> Item:
    draft, usage = data["draft"], data["usage"]
    measures = tuple(
        DraftMeasure(text=str(m["text"]), origin=m["origin"], sources=tuple(m["sources"]))
        for m in draft["measures"]
    )
    return Item(
        ask=Ask(problem=str(data["problem"]), facts=tuple(map(str, data["facts"]))),
        draft=Draft(
            problem=str(draft["problem"]),
            engine=draft["engine"],
            model=draft["model"],
            stage=draft["stage"],
            types=tuple(draft["types"]),
            no_precedent=bool(draft["no_precedent"]),
            measures=measures,
            precedents=tuple(
                Precedent(record=p["record"], score=p["score"]) for p in draft["precedents"]
            ),
            placeholders=tuple(placeholders_of(measures)),
            masked=int(data["masked"]),
            notes=tuple(map(str, data["notes"])),
            usage=Usage(**usage) if usage is not None else None,
        ),
    )
