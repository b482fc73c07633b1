"""Model answer: the JSON that a model is asked for, and what of it can be used.

Ids and fact numbers are checked against what was offered; nothing the model says about its
sources is believed beyond that (assistant.drafting.references assigns them).
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from assistant.drafting.plausible import Flaw

MOST = 6  # measures of an answer that are looked at
SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "properties": {
        "measures": {
            "type": "array",
            "minItems": 1,
            "maxItems": MOST,
            "items": {
                "type": "object",
                "properties": {
                    "text": {"type": "string"},
                    "precedents": {"type": "array", "items": {"type": "string"}},
                    "facts": {"type": "array", "items": {"type": "integer"}},
                },
                "required": ["text", "precedents", "facts"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["measures"],
    "additionalProperties": False,
}
TEXT_SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "properties": {"text": {"type": "string"}},
    "required": ["text"],
    "additionalProperties": False,
}
ORDINAL = re.compile(
    r"^\s*(?:[一二三四五六七八九十]{1,3}(?:是|、)|（[一二三四五六七八九十\d]{1,3}）"
    r"|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.．、](?!\d))\s*"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelMeasure:
    """One measure as the model wrote it, trimmed, and what is wrong with its form."""

    text: str
    flaws: tuple[Flaw, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelAnswer:
    """The measures of an answer; ``flaw`` where the answer as a whole is not what was asked for."""

    measures: tuple[ModelMeasure, ...]
    flaw: Flaw | None = None


def read_answer(
    raw: str, salvaged: Collection[str], *, ids: Collection[str], facts: int
) -> ModelAnswer:
    """The measures of ``raw``; of a broken answer the texts that were complete (``salvaged``).

    ``ids`` are the references that were offered, ``facts`` how many facts the user gave (1…N).
    """
    items = _items(raw)
    if items is None:
        return ModelAnswer(
            measures=tuple(ModelMeasure(text=trimmed(text)) for text in [*salvaged][:MOST]),
            flaw=Flaw(kind="json", reason="不是完整的、合要求的 JSON"),
        )
    return ModelAnswer(
        measures=tuple(
            ModelMeasure(text=trimmed(item["text"]), flaws=tuple(_flaws(item, ids, facts)))
            for item in items[:MOST]
        )
    )


def read_text(raw: str) -> str | None:
    """The text of an answer to TEXT_SCHEMA, trimmed; None where it is not of that shape."""
    data = _json(raw)
    if not isinstance(data, dict) or not isinstance(data.get("text"), str):
        return None
    return trimmed(data["text"])


def trimmed(text: str) -> str:
    """One paragraph without ordinal and line breaks, ending with a full stop."""
    line = ORDINAL.sub("", " ".join(text.split()))
    line = re.sub(r"(?<=[\u3400-\u9fff，。；：]) (?=[\u3400-\u9fff0-9])", "", line).strip()
    line = line.rstrip("；;，, ")
    return line if not line or line[-1] in "。！？" else f"{line}。"


def _items(raw: str) -> list[dict[str, Any]] | None:
    data = _json(raw)
    items = data.get("measures") if isinstance(data, dict) else None
    if not isinstance(items, list) or not items:
        return None
    if not all(isinstance(item, dict) and isinstance(item.get("text"), str) for item in items):
        return None
    return items


def _json(raw: str) -> Any:
    """The JSON between the first and the last brace; None where there is none."""
    start, end = raw.find("{"), raw.rfind("}")
    if start < 0 or end < start:
        return None
    try:
        return json.loads(raw[start : end + 1], strict=False)
    except (json.JSONDecodeError, RecursionError):
        return None


def _flaws(item: Mapping[str, Any], ids: Collection[str], facts: int) -> Iterator[Flaw]:
    named, numbers = item.get("precedents"), item.get("facts")
    if not isinstance(named, list) or not isinstance(numbers, list):
        yield Flaw(kind="json", reason="缺少 precedents 或 facts")
        return
    if any(not isinstance(name, str) or name not in ids for name in named):
        yield Flaw(kind="ids", reason="引用了没有提供的参考编号")
    if any(type(number) is not int or not 1 <= number <= facts for number in numbers):
        yield Flaw(kind="facts", reason="引用了没有提供的事实编号")
