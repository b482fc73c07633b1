"""Folding: a text as a reader takes it, whatever it was written in to get past a filter.

For matching only, never for showing: half-width, lower case, without invisible characters and
accents, traditional characters and look-alike letters as what they look like, words that were
drawn apart (忽 略, i g n o r e) closed up.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import resources

_HAN = "\u3400-\u9fff"
_MARKS = r"\s.·・_\-*|/~+=^,，、"
_GAP = re.compile(rf"(?<=[{_HAN}])[\s.·・_\-*|/]{{1,3}}(?=[{_HAN}])")
_DRAWN = re.compile(rf"(?<![a-z])(?:[a-z][{_MARKS}]{{1,2}}){{3,200}}[a-z](?![a-z])")
_APART = re.compile(rf"[{_MARKS}]{{1,2}}")
# Cyrillic and Greek letters that look like Latin ones (Unicode confusables, the common ones)
_LOOKS = str.maketrans(
    "аеорсухіјѕһԁԛԝьгкмнтвαεοριυνκτχηγωικ",
    "aeopcyxijshdqwbrkmhtbaeopiuvktxhywik",
)


@cache
def _simplified() -> Mapping[int, str]:
    """Code point of a traditional character → the simplified one."""
    text = resources.files("assistant.drafting").joinpath("data/traditional.txt").read_text("utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return {ord(pair[0]): pair[1] for line in lines for pair in line.split()}


@lru_cache(maxsize=4096)  # the library's whole text is asked for with every sentence
def folded(text: str) -> str:
    """``text`` for matching; of another length than what it came from."""
    plain = unicodedata.normalize("NFKC", text).lower()
    if not plain.isascii():
        parts = unicodedata.normalize("NFKD", plain)
        bare = (char for char in parts if unicodedata.category(char) not in ("Cf", "Mn"))
        plain = unicodedata.normalize("NFKC", "".join(bare))
        plain = plain.translate(_LOOKS).translate(_simplified())
    plain = _GAP.sub("", plain)
    return _DRAWN.sub(lambda run: _APART.sub("", run[0]), plain)
