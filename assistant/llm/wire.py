"""Wire: the bytes of an answer → what was said, whatever the endpoint gets wrong.

Read are the server-sent events of ``stream=true`` and the plain JSON that some servers send in
spite of it. Everything is checked here, before a vendor's code sees it: the vendor's client takes
an HTML page with status 200 or a stream that ends early for an answer (stack.md section 4).

Limits: a line of LINE bytes, TOTAL bytes in all, TEXT characters of answer and thinking together,
BLANKS white space in a row (a model held to JSON that has nothing to say goes on with blanks).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

from assistant.errors import ModelAnswerBroken, ModelAnswerCut
from assistant.llm.failure import ON_OFFER, Passing
from assistant.llm.said import Said, read_event
from assistant.llm.thought import WithoutThought
from assistant.llm.visible import VisibleStream

LINE = 4_000_000
TOTAL = 64_000_000
TEXT = 1_000_000
BLANKS = 400
_DONE = b"[DONE]"
_TOO_LARGE = f"模型的回答超过了 {TEXT} 字的上限，已停止接收：请重试，{ON_OFFER}"


class Wire:
    """Reads one answer. ``media`` is its content type without parameters, lower case, "" unknown."""

    def __init__(self, media: str) -> None:
        if media.startswith(("image/", "audio/", "video/")) or "html" in media:
            raise broken("返回的不是模型的回答，而是网页或文件：请核对地址（通常以 /v1 结尾）")
        self._buffer = bytearray()
        self._data: list[bytes] = []
        self._plain: bool | None = None  # None: not known yet; True: plain JSON
        self._total = 0
        self._text = 0
        self._blanks = 0
        self._given = False
        self._visible = VisibleStream()
        self._thought = WithoutThought()
        self.finished = False  # the model has said that it has finished
        self.done = False  # nothing more will come
        self._after_return = False

    def feed(self, data: bytes) -> Iterator[Said]:
        """What the next bytes say; raises ModelAnswerBroken, Passing for an error event."""
        self._total += len(data)
        if self._total > TOTAL:
            raise ModelAnswerBroken(_TOO_LARGE)
        if self._after_return and data.startswith(b"\n"):
            data = data[1:]  # \r\n cut in two
        self._after_return = data.endswith(b"\r")
        self._buffer += data
        if self._plain is None:
            self._plain = self._looks_plain()
        if self._plain is False and (b"\n" in data or b"\r" in data):
            yield from self._lines()
        if len(self._buffer) > LINE:
            raise ModelAnswerBroken(_TOO_LARGE)

    def end(self) -> Iterator[Said]:
        """The connection has ended; raises ModelAnswerCut unless the model had finished."""
        if self._plain:
            yield from self._event(bytes(self._buffer))
        elif self._plain is False:
            # some servers leave out the last empty line
            self._buffer += b"\n\n"
            yield from self._lines()
        if not self.finished and not self._given:
            raise Passing(broken("没有给出任何内容：请重试"))
        if not self.finished:
            raise ModelAnswerCut(f"模型的回答中途断了，没有写完：请重试，{ON_OFFER}")

    def _looks_plain(self) -> bool | None:
        """By the first character: events begin with a field name or a colon, JSON with { or [."""
        head = bytes(self._buffer[:64]).removeprefix(b"\xef\xbb\xbf").lstrip()
        if not head:
            return None
        if head[:1] == b"<":
            raise broken("返回的是网页，不是模型的回答：请核对地址（通常以 /v1 结尾）")
        return head[:1] in b'{["'

    def _lines(self) -> Iterator[Said]:
        self._buffer = bytearray(self._buffer.replace(b"\r\n", b"\n").replace(b"\r", b"\n"))
        *lines, rest = self._buffer.split(b"\n")
        self._buffer = rest
        for line in lines:
            if line:
                self._field(bytes(line).removeprefix(b"\xef\xbb\xbf"))
            elif self._data:
                data, self._data = b"\n".join(self._data), []
                yield from self._event(data)

    def _field(self, line: bytes) -> None:
        name, _, value = line.partition(b":")
        if name == b"data":
            self._data.append(value.removeprefix(b" "))
        elif name == b"error":  # llama.cpp before 2025
            self._data.append(value.strip())
        elif name not in (b"", b"event", b"id", b"retry"):
            raise broken("返回的数据流不成格式：请重试")

    def _event(self, data: bytes) -> Iterator[Said]:
        if data.strip() == _DONE:
            self.done = True
        if self.done or not data.strip():
            return
        try:
            event = json.loads(data.decode("utf-8-sig"))
        except (ValueError, RecursionError) as error:
            raise broken("返回的数据不成格式（不是 UTF-8 的 JSON）：请重试") from error
        said = read_event(event)
        self._text += len(said.text) + said.thought
        if self._text > TEXT:
            raise ModelAnswerBroken(_TOO_LARGE)
        tail = len(said.text) - len(said.text.rstrip())
        self._blanks = self._blanks + tail if tail == len(said.text) else tail
        if self._blanks > BLANKS:
            raise broken("只输出空白，没有内容：请重试或换一个模型")
        if self.finished and said.text:
            raise broken("在结束之后又有内容：请重试")
        yield self._cleaned(said)

    def _cleaned(self, said: Said) -> Said:
        """The same with text that may be shown: no control characters, no thinking."""
        text = self._thought.feed(self._visible.feed(said.text))
        if said.finish is not None:
            self.finished = True
            text += self._thought.feed(self._visible.end()) + self._thought.end()
        self._given = self._given or bool(text)
        if said.finish == "stop" and not self._given:
            raise Passing(broken("给了空的回答：请重试"))
        if said.finish == "length" and not self._given:
            raise broken("在长度上限之内没有给出回答（可能都用于思考）：请换一个模型")
        return replace(said, text=text)


def broken(what: str) -> ModelAnswerBroken:
    """The answer is none; ``what`` goes on from 模型服务."""
    return ModelAnswerBroken(f"模型服务{what}，{ON_OFFER}")
