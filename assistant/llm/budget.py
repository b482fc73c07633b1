"""Budget: how many tokens a text costs, and how much of it fits. Nothing is ever downloaded.

tiktoken is asked only where it knows the model and the file of its encoding lies, whole and with
the right digest, in the folder that TIKTOKEN_CACHE_DIR names: tiktoken itself deletes a file with
a wrong digest and fetches it anew, which hangs for minutes on a closed network (stack.md section
3). Everywhere else tokens are estimated from characters, on the safe side: measured on Chinese
notices, o200k takes 0.69 and cl100k 1.17 tokens a character; other vocabularies lie between.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Sequence
from pathlib import Path

from assistant.llm.message import Message

Counter = Callable[[str], int]

# encoding → the name tiktoken caches it under (SHA-1 of its address) and the file's SHA-256
_FILES = {
    "o200k_base": (
        "fb374d419588a4632f3f557e76b4b70aebbca790",
        "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d",
    ),
    "cl100k_base": (
        "9b5ad71b2ce5302211f9c61530b329a4922fc6a4",
        "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7",
    ),
}
_WIDE = 1.2  # tokens a Chinese character, at most, in the vocabularies in use
_NARROW = 0.5  # tokens a letter or digit: four a word, but figures are cut finely
_OVERHEAD = 8  # tokens a message costs beside its text


def counter_for(model: str, cache_dir: Path | None) -> Counter:
    """A function text → tokens; exact where possible without a download, else ``estimate``."""
    if cache_dir is None:
        return estimate
    import tiktoken

    try:
        name = tiktoken.encoding_name_for_model(model)
    except KeyError:
        return estimate
    if not _is_vendored(name, cache_dir):
        return estimate
    encoding = tiktoken.get_encoding(name)
    return lambda text: len(encoding.encode_ordinary(text))


def estimate(text: str) -> int:
    """Tokens by characters, rather too many than too few."""
    wide = sum(1 for character in text if character > "\u2e7f")
    return math.ceil(wide * _WIDE + (len(text) - wide) * _NARROW)


def cost(messages: Sequence[Message], count: Counter = estimate) -> int:
    """Tokens of a whole question."""
    return sum(count(message.content) + _OVERHEAD for message in messages)


def fitting(texts: Sequence[str], room: int, count: Counter = estimate) -> int:
    """How many of ``texts``, from the first on, fit into ``room`` tokens."""
    for number, text in enumerate(texts):
        room -= count(text) + _OVERHEAD
        if room < 0:
            return number
    return len(texts)


def _is_vendored(encoding: str, cache_dir: Path) -> bool:
    if encoding not in _FILES:
        return False
    name, digest = _FILES[encoding]
    try:
        return hashlib.sha256((cache_dir / name).read_bytes()).hexdigest() == digest
    except OSError:
        return False
