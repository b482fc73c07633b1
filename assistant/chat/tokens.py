"""Tokens: how long a text is for a model; exactly where its vocabulary lies on this machine.

tiktoken fetches a vocabulary that it does not have, and hangs for minutes behind a firewall. So its
loader is never called: the file is read here, from ``<data folder>/tiktoken`` or from tiktoken's
own cache, if it is there and whole. Everything else is estimated, on the safe side.
"""

from __future__ import annotations

import base64
import hashlib
import re
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import tiktoken

FOLDER = "tiktoken"
# tokens a character: cl100k has 1.17 on Chinese notices, o200k 0.69; English has a quarter
HAN, OTHER = 1.2, 0.34
_HAN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Vocabulary:
    """A published vocabulary: its SHA-256, the name of tiktoken's cache file, how text is cut."""

    digest: str
    cached: str
    pattern: str


# source of the three: tiktoken 0.14, tiktoken_ext/openai_public.py
_VOCABULARIES = {
    "o200k_base": _Vocabulary(
        digest="446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d",
        cached="fb374d419588a4632f3f557e76b4b70aebbca790",
        pattern=r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+"
        r"(?i:'s|'t|'re|'ve|'m|'ll|'d)?|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+"
        r"[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?|\p{N}{1,3}"
        r"| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+",
    ),
    "cl100k_base": _Vocabulary(
        digest="223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7",
        cached="9b5ad71b2ce5302211f9c61530b329a4922fc6a4",
        pattern=r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}"
        r"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+",
    ),
}


def counter(model: str, data_dir: Path) -> Callable[[str], int]:
    """How to count the tokens of a text for ``model``: exactly where that is known, else about."""
    try:
        name = tiktoken.encoding_name_for_model(model)
    except KeyError:
        return estimate
    known = _VOCABULARIES.get(name)
    file = next(_files(name, known, data_dir), None) if known is not None else None
    if file is None:
        return estimate
    encoding = _encoding(name, file)
    return lambda text: len(encoding.encode_ordinary(text))


def estimate(text: str) -> int:
    """About how many tokens ``text`` has for any model; rather too many than too few."""
    chinese = len(_HAN.findall(text))
    return round(chinese * HAN + (len(text) - chinese) * OTHER) + 1 if text else 0


def _files(name: str, known: _Vocabulary, data_dir: Path) -> Iterator[Path]:
    """The vocabulary's file where it lies whole."""
    own = data_dir / FOLDER / f"{name}.tiktoken"
    cached = Path(tempfile.gettempdir()) / "data-gym-cache" / known.cached
    for path in (own, cached):
        if path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == known.digest:
            yield path


@cache
def _encoding(name: str, file: Path) -> tiktoken.Encoding:
    ranks = {
        base64.b64decode(token): int(rank)
        for token, rank in (line.split() for line in file.read_bytes().splitlines() if line)
    }
    return tiktoken.Encoding(
        name, pat_str=_VOCABULARIES[name].pattern, mergeable_ranks=ranks, special_tokens={}
    )
