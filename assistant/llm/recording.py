"""Recording: every call written down, and answered from the file again without a model.

A file of JSON lines (mode 0600: it holds what was asked and answered), one call a line: ``key`` is
the SHA-256 of model, temperature, max_tokens, messages and schema; ``pieces`` how the text came.
The same question asked twice is answered in the order of the file, then with the last answer.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import defaultdict
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from assistant import errors
from assistant.errors import ModelUnavailable, RecordingMissing, WrongCall
from assistant.llm.engine import Chunk, Engine
from assistant.llm.message import Message
from assistant.llm.usage import Usage

NAME = "recordings.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What identifies a call."""

    model: str
    temperature: float
    max_tokens: int | None
    messages: tuple[Message, ...]
    schema: Mapping[str, Any] | None

    @property
    def key(self) -> str:
        """The same for the same call on any machine."""
        text = json.dumps(asdict(self), ensure_ascii=True, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(slots=True, kw_only=True)
class Row:
    """One call as it is written; ``error`` is the name of the error that ended it, "" for none."""

    key: str
    label: str
    question: Mapping[str, Any]
    pieces: list[str] = field(default_factory=list)
    finish: str | None = None
    usage: Mapping[str, Any] | None = None
    error: str = ""
    message: str = ""


class Recording:
    """An Engine that passes calls on to ``engine`` and appends each to ``path``, errors too.

    ``label`` says what the calls are for (a sample's id); it helps to find a line again.
    """

    def __init__(
        self, engine: Engine, path: Path, *, temperature: float = 0.0, label: str = ""
    ) -> None:
        self._engine = engine
        self._path = path
        self._temperature = temperature
        self._label = label

    @property
    def model(self) -> str:
        """As ``Engine.model``."""
        return self._engine.model

    @property
    def context_tokens(self) -> int:
        """As ``Engine.context_tokens``."""
        return self._engine.context_tokens

    async def stream(
        self,
        messages: Sequence[Message],
        *,
        schema: Mapping[str, Any] | None = None,
        max_tokens: int | None = None,
    ) -> AsyncGenerator[Chunk, None]:
        """As ``Engine.stream``; a call that the user stopped is not recorded."""
        row = Row(key="", label=self._label, question={})
        try:
            stream = self._engine.stream(messages, schema=schema, max_tokens=max_tokens)
            async with aclosing(stream) as chunks:
                async for chunk in chunks:
                    if chunk.text:
                        row.pieces.append(chunk.text)
                    row.finish = chunk.finish
                    row.usage = asdict(chunk.usage) if chunk.usage else None
                    if chunk.finish is None:
                        yield chunk
                    else:
                        last = chunk
        except ModelUnavailable as error:
            row.error, row.message = type(error).__name__, str(error)
            self._append(row, messages, schema, max_tokens)
            raise
        # written before the end is told: who has the whole answer finds it in the file
        self._append(row, messages, schema, max_tokens)
        yield last

    def _append(
        self,
        row: Row,
        messages: Sequence[Message],
        schema: Mapping[str, Any] | None,
        max_tokens: int | None,
    ) -> None:
        # the name of the model may be known only after the first answer
        question = Question(
            model=self.model,
            temperature=self._temperature,
            max_tokens=max_tokens,
            messages=tuple(messages),
            schema=schema,
        )
        row.key, row.question = question.key, asdict(question)
        line = json.dumps(asdict(row), ensure_ascii=False).encode("utf-8", "replace") + b"\n"
        self._path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            os.write(handle, line)
        finally:
            os.close(handle)


class Replay:
    """An Engine that answers from a file of recordings alone."""

    def __init__(
        self,
        path: Path,
        *,
        model: str | None = None,
        temperature: float = 0.0,
        context_tokens: int = 8192,
        label: str = "",
    ) -> None:
        """``model`` None: that of the first line. Raises WrongCall for a file that is not ours."""
        rows = _read(path)
        self._rows: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            self._rows[row.key].append(row)
        self.model = model or (str(rows[0].question["model"]) if rows else "")
        self.context_tokens = context_tokens
        self._path = path
        self._temperature = temperature
        self._label = label

    async def stream(
        self,
        messages: Sequence[Message],
        *,
        schema: Mapping[str, Any] | None = None,
        max_tokens: int | None = None,
    ) -> AsyncGenerator[Chunk, None]:
        """As ``Engine.stream``, and raises RecordingMissing for a call that was not recorded."""
        question = Question(
            model=self.model,
            temperature=self._temperature,
            max_tokens=max_tokens,
            messages=tuple(messages),
            schema=schema,
        )
        row = self._next(question.key)
        for piece in row.pieces:
            yield Chunk(text=piece)
        if row.error:
            kind = getattr(errors, row.error, ModelUnavailable)
            raise kind(row.message, partial="".join(row.pieces))
        used = dict(row.usage or {})
        usage = Usage(**{**used, "engine": "replay", "seconds": 0.0, "calls": 0})
        yield Chunk(finish="length" if row.finish == "length" else "stop", usage=usage)

    def _next(self, key: str) -> Row:
        rows = self._rows.get(key)
        if not rows:
            what = f"“{self._label}”" if self._label else ""
            raise RecordingMissing(
                f"记录文件 {self._path} 里没有请求 {key[:16]}{what}的回答："
                "请先设置 LLM_RECORD=record，接上模型录一次"
            )
        return rows.pop(0) if len(rows) > 1 else rows[0]


def _read(path: Path) -> list[Row]:
    try:
        lines = path.read_text("utf-8").splitlines()
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError) as error:
        raise WrongCall(f"记录文件 {path} 读不了：请检查文件和权限") from error
    rows = []
    for number, line in enumerate(lines, 1):
        try:
            rows.append(Row(**json.loads(line)))
        except (ValueError, TypeError) as error:
            raise WrongCall(f"记录文件 {path} 第 {number} 行不对：请删去这一行") from error
    return rows
