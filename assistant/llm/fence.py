"""Fence: untrusted text as data, between two marks that the text itself cannot contain.

The mark is a digest of the data, so the same request is the same request (record and replay), and
nobody can write a document that holds the digest of itself. What chat templates read as the end
of a turn is broken by spaces, invisible characters are taken out: a model's tokenizer never sees
a control token that came with a document (past notice, feedback, fact, draft).
"""

from __future__ import annotations

import hashlib
import re

from assistant.llm.visible import visible

# families: ChatML and Llama 3 <|…|>, DeepSeek <｜…｜>, Gemma, Llama 2, Mistral, Qwen tools, Phi,
# Command R, GPT-OSS channels; bare words of templates that mark turns at the start of a line
_BARRED = re.compile(r"<([|｜])|([|｜])>")
_TAG = re.compile(
    r"<(/?)(s|bos|eos|pad|unk|mask|sep|cls|sys|system|user|assistant|human|model|think|thinking"
    r"|tool_call|tool_calls|tool_response|tools|function_call|start_of_turn|end_of_turn"
    r"|start_of_image|end_of_text|endoftext|unused\d{1,4}|extra_id_\d{1,4}|reserved_\d{1,4})(/?)>",
    re.IGNORECASE,
)
_BRACKET = re.compile(
    r"\[(/?)(INST|SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS|TOOL_CONTENT|PREFIX|SUFFIX"
    r"|MIDDLE|THINK|gMASK|CLS|SEP|MASK)\]",
    re.IGNORECASE,
)
_MARKS = re.compile(r"<{2,}|>{2,}")
_TURN = re.compile(
    r"^([ \t]{0,8}(?:#{1,6}[ \t]{0,4})?"
    r"(?:system|user|assistant|human|ai|model|instruction|response|input))([:：])",
    re.IGNORECASE | re.MULTILINE,
)


def fence(label: str, text: str) -> str:
    """``text`` as data called ``label`` (Chinese, our own word), ready to stand in a user message.

    Characters of the data stay as they are but for control tokens and invisible characters.
    """
    data = harmless(text)
    mark = hashlib.sha256(f"{label}\n{data}".encode()).hexdigest()[:12]
    while mark in data:
        mark = hashlib.sha256(mark.encode()).hexdigest()[:12]
    return f"<<<{label} {mark}\n{data}\n{mark} {label}>>>"


def harmless(text: str) -> str:
    """``text`` visible, with control tokens, our own marks and turn words broken by spaces.

    Only spaces are added, so a quotation is found again when both sides are compared without them.
    """
    text = visible(text)
    text = _BARRED.sub(_parted, text)
    text = _TAG.sub(r"< \1\2\3 >", text)
    text = _BRACKET.sub(r"[ \1\2 ]", text)
    text = _MARKS.sub(lambda run: " ".join(run[0]), text)
    return _TURN.sub(r"\1 \2", text)


def _parted(bar: re.Match[str]) -> str:
    return f"< {bar[1]}" if bar[1] else f"{bar[2]} >"
