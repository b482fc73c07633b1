"""Critique: what a model finds in a draft notice, beside the rules and never instead of them.

Every finding must quote the text exactly, or it is dropped; its words pass a check of their own; it
is a warning at most, of origin "model", and the findings of the rules stay as they are. It lives
here because the reviewer itself may not see a model.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncGenerator, Iterator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import Any

from assistant.drafting.figures import close_gaps, without_bare_figures
from assistant.drafting.orders import quoted, sift
from assistant.drafting.plausible import obeys
from assistant.drafting.signs import has_sign
from assistant.errors import ModelUnavailable
from assistant.facts.mask import mask
from assistant.llm.engine import Engine, complete
from assistant.llm.fence import fence
from assistant.llm.message import Message
from assistant.llm.prompts import Prompt
from assistant.llm.visible import visible
from assistant.notice.model import Notice
from assistant.review.finding import Finding, Review

CRITIQUE_NAMES: Mapping[str, str] = {
    "model-vague": "措施空泛（模型）",
    "model-off-target": "答非所问（模型）",
    "model-tone": "语气不当（模型）",
    "model-logic": "逻辑不通（模型）",
}
ANSWER = 1000  # tokens of an answer: eight findings
_PIECE = 6_000  # characters of the draft that are looked at in one call, at most
_MOST_CALLS = 12
_MOST = 8  # findings of one call
_QUOTE = (6, 200)  # characters of a quotation
_NAMED = 3  # sentences named that no model was shown
_WORDS = 90  # characters of a message or suggestion
_TOKENS = 1.2  # a Chinese character at most (cl100k, measured on notices)
SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "properties": {
        "findings": {
            "type": "array",
            "maxItems": _MOST,
            "items": {
                "type": "object",
                "properties": {
                    "quote": {"type": "string"},
                    "kind": {"enum": ["vague", "off-target", "tone", "logic"]},
                    "message": {"type": "string"},
                    "suggestion": {"type": "string"},
                },
                "required": ["quote", "kind", "message", "suggestion"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["findings"],
    "additionalProperties": False,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """A stretch of the notice: its text begins at ``start``.

    ``cleared`` is the text without sentences that give orders or may give some, ``orders`` these.
    """

    start: int
    text: str
    cleared: str
    orders: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How far a model has read: ``done`` of ``total`` pieces, with all that it has found so far."""

    done: int
    total: int
    findings: tuple[Finding, ...]
    notes: tuple[str, ...] = ()


async def looks(
    notice: Notice, found: Review, engine: Engine, prompts: Mapping[str, Prompt]
) -> AsyncGenerator[Look, None]:
    """A Look before the first piece and after each; the last one has the notes.

    ``found`` are the findings of the rules, which a model need not repeat. Raises ModelUnavailable
    where the model gave nothing at all. Closing it ends the model's request.
    """
    cuts = list(_cuts(notice.text, _room(engine)))
    pieces: list[_Piece] = []
    findings: list[Finding] = []
    dropped = done = 0
    note = ""
    yield Look(done=0, total=len(cuts), findings=())
    for start, cut in cuts[:_MOST_CALLS]:
        piece = await asyncio.to_thread(_piece, start, cut)
        pieces.append(piece)
        messages = _messages(piece, prompts)
        try:
            reply = await complete(engine, messages, schema=SCHEMA, max_tokens=ANSWER)
        except ModelUnavailable as error:
            if not done:
                raise
            note = str(error)
            break
        done += 1
        items = _items(reply.text)
        good = list(_findings(items, piece))
        dropped += len(items) - len(good)
        findings += good
        yield Look(done=done, total=len(cuts), findings=tuple(_apart(found.findings, findings)))
    yield Look(
        done=done,
        total=len(cuts),
        findings=tuple(_apart(found.findings, findings)),
        notes=(*_notes(done, len(cuts), dropped, note), *_withheld(pieces[:done])),
    )


async def critique(
    notice: Notice, found: Review, engine: Engine, prompts: Mapping[str, Prompt]
) -> Review:
    """``found`` with the model's findings behind its own; notes say what was not done.

    Raises ModelUnavailable where the model gave nothing at all.
    """
    async with aclosing(looks(notice, found, engine, prompts)) as seen:
        async for look in seen:
            last = look
    return replace(
        found,
        findings=(*found.findings, *last.findings),
        notes=(*found.notes, *last.notes),
    )


def _room(engine: Engine) -> int:
    """Characters of a piece that fit beside the prompt and the answer."""
    return max(400, min(_PIECE, int((engine.context_tokens - ANSWER - 800) / _TOKENS)))


def _messages(piece: _Piece, prompts: Mapping[str, Prompt]) -> Sequence[Message]:
    return prompts["critique_draft"].fill(draft=fence("草稿", piece.cleared or "（空）"))


def _piece(start: int, cut: str) -> _Piece:
    sifted = sift(cut)
    orders = (*sifted.orders, *sifted.doubted)
    return _Piece(start=start, text=cut, cleared=sifted.shown, orders=orders)


def _cuts(text: str, room: int) -> Iterator[tuple[int, str]]:
    """Where each stretch of whole lines begins, and it; a line longer than the room is cut."""
    start = 0
    while start < len(text):
        end = min(start + room, len(text))
        if end < len(text):
            line = text.rfind("\n", start + room // 2, end)
            end = line + 1 if line > 0 else end
        if text[start:end].strip():
            yield start, text[start:end]
        start = end


def _items(raw: str) -> Sequence[Mapping[str, Any]]:
    """The findings as the model wrote them; none where the answer is not of the shape."""
    start, end = raw.find("{"), raw.rfind("}")
    if start < 0 or end < start:
        return []
    try:
        data = json.loads(raw[start : end + 1], strict=False)
    except (json.JSONDecodeError, RecursionError):
        return []
    items = data.get("findings") if isinstance(data, dict) else None
    if not isinstance(items, list):
        return []
    return [item for item in items[:_MOST] if isinstance(item, dict)]


def _findings(items: Sequence[Mapping[str, Any]], piece: _Piece) -> Iterator[Finding]:
    """What of it can stand: a known kind, an exact quotation, words that are fit to be shown."""
    for item in items:
        quote, rule = item.get("quote"), f"model-{item.get('kind')}"
        if not isinstance(quote, str) or rule not in CRITIQUE_NAMES:
            continue
        quote = quote.strip()
        at = piece.text.find(quote)
        if not _QUOTE[0] <= len(quote) <= _QUOTE[1] or at < 0:
            continue
        message, suggestion = (_worded(item.get(key), piece) for key in ("message", "suggestion"))
        if message is None or suggestion is None:
            continue
        start = piece.start + at
        yield Finding(
            rule=rule,
            severity="info" if rule == "model-tone" else "warning",
            start=start,
            end=start + len(quote),
            message=message,
            suggestion=suggestion,
            origin="model",
        )


def _worded(words: object, piece: _Piece) -> str | None:
    """One plain line, every fact in it that the notice does not have masked; None if unfit."""
    if not isinstance(words, str):
        return None
    line = re.sub(r"\s+", " ", visible(words)).strip()
    if not 4 <= len(line) <= _WORDS or re.search(r"[A-Za-z]{12,}|[A-Za-z]{3,} [A-Za-z]{3,}", line):
        return None
    if any(has_sign(sign, line) for sign in ("instructions", "residue", "markup")):
        return None
    if any(obeys(line, order, (piece.cleared,)) for order in piece.orders):
        return None
    masked = mask(close_gaps(line), problem=piece.cleared, facts=()).text
    return without_bare_figures(masked, (piece.cleared,))


def _apart(rules: Sequence[Finding], model: Sequence[Finding]) -> Iterator[Finding]:
    """The model's findings by place, without what it or a rule has said of the same place."""
    said = {"model-vague": "vague-measure"}
    seen: set[tuple[str, int | None]] = set()
    for finding in sorted(model, key=lambda f: (f.start or 0, f.end or 0, f.rule)):
        key = (finding.rule, finding.start)
        same = any(
            other.rule == said.get(finding.rule) and _overlap(other, finding) for other in rules
        )
        if key not in seen and not same:
            seen.add(key)
            yield finding


def _overlap(one: Finding, other: Finding) -> bool:
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return False
    return one.start < other.end and other.start < one.end


def _withheld(pieces: Sequence[_Piece]) -> Iterator[str]:
    orders = [order for piece in pieces for order in piece.orders]
    if orders:
        named = "、".join(quoted(order) for order in orders[:_NAMED])
        more = "等" if len(orders) > _NAMED else ""
        yield f"有{len(orders)}句像是写给机器的指令，没有给模型看：{named}{more}"


def _notes(done: int, pieces: int, dropped: int, error: str) -> Iterator[str]:
    if error:
        yield f"模型审核到第{done}段（共{pieces}段）中断：{error}"
    elif pieces > done:
        yield f"文稿较长，模型只审核了前{done}段（共{pieces}段）"
    if dropped:
        yield f"模型另有{dropped}处意见引不出原文或用语不当，没有采用"
