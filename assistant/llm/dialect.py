"""Dialect: which of the protocol's parameters an endpoint takes, learnt from its refusals.

Servers differ: OpenAI's newer models want max_completion_tokens and no temperature, DeepSeek has
no json_schema, old gateways know neither response_format nor stream_options. The first request
asks for everything; each refusal (400, 422) takes one thing away, and the endpoint remembers.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

SchemaMode = Literal["json_schema", "json_object", "none"]
_LOWER: Mapping[SchemaMode, SchemaMode] = {"json_schema": "json_object", "json_object": "none"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """What may be sent. ``limit`` is the name of the parameter that bounds the answer."""

    schema_mode: SchemaMode = "json_schema"
    limit: Literal["max_tokens", "max_completion_tokens", "none"] = "max_tokens"
    temperature: bool = True
    usage: bool = True

    def parameters(
        self, *, schema: Mapping[str, Any] | None, max_tokens: int | None, temperature: float
    ) -> dict[str, Any]:
        """What stands beside messages and model in the body of a request."""
        body: dict[str, Any] = {}
        if self.temperature:
            body["temperature"] = temperature
        if max_tokens is not None and self.limit != "none":
            body[self.limit] = max_tokens
        if schema is not None and self.schema_mode == "json_schema":
            wanted = {"name": "answer", "schema": schema, "strict": True}
            body["response_format"] = {"type": "json_schema", "json_schema": wanted}
        elif schema is not None and self.schema_mode == "json_object":
            body["response_format"] = {"type": "json_object"}
        return body

    def instruction(self, schema: Mapping[str, Any] | None) -> str:
        """What the system message must say where the endpoint does not hold the schema itself."""
        if schema is None or self.schema_mode == "json_schema":
            return ""
        text = json.dumps(schema, ensure_ascii=False)
        return f"只输出一个 JSON 对象，不要解释，不要代码块。它必须符合下面的 JSON Schema：\n{text}"

    def without(self, detail: str, *, schema: bool, max_tokens: bool) -> Dialect | None:
        """The dialect to try next after a refusal that said ``detail``; None: nothing is left.

        A parameter that the refusal names goes first; one that was not sent cannot be at fault.
        """
        said = detail.lower()
        if max_tokens and "max_completion_tokens" in said and self.limit == "max_tokens":
            return replace(self, limit="max_completion_tokens")
        if max_tokens and self.limit in said:
            return replace(self, limit="none")
        if "temperature" in said and self.temperature:
            return replace(self, temperature=False)
        if "stream_options" in said and self.usage:
            return replace(self, usage=False)
        if schema and self.schema_mode in _LOWER:
            return replace(self, schema_mode=_LOWER[self.schema_mode])
        if self.usage:
            return replace(self, usage=False)
        return None
