"""Front matter: the YAML between --- lines on top of the Markdown notices of corpus/."""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

from assistant.plain_yaml import read_yaml

_BLOCK = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.{0,4000}?\n)---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_NOT_BREAK = re.compile(r"[^\r\n]")


_NESTED = (list, tuple, dict, set)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fronted:
    """``text`` has the length of what was read: the front matter in it is blanked out."""

    text: str
    meta: dict[str, str]


def blank_front_matter(text: str) -> Fronted:
    """Read the front matter and put blanks in its place, so that no offset moves.

    Values that are no scalars are joined with 、; a block that is no YAML mapping is left as text.
    """
    match = _BLOCK.match(text)
    if match is None:
        return Fronted(text=text, meta={})
    try:
        fields = read_yaml(match.group(1))
        if not isinstance(fields, dict):
            return Fronted(text=text, meta={})
        meta = {str(key): _flat(value) for key, value in fields.items() if value is not None}
    except yaml.YAMLError:
        return Fronted(text=text, meta={})
    meta = {_whole(key): _whole(value) for key, value in meta.items()}
    blanks = _NOT_BREAK.sub(" ", match.group(0))
    return Fronted(text=blanks + text[match.end() :], meta=meta)


def _whole(text: str) -> str:
    """``text`` with "?" for halves of a character, which YAML can write and no store can hold."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _flat(value: object) -> str:
    if isinstance(value, list | tuple):
        # what is nested deeper says nothing to us, and written out it may have no end (aliases)
        return "、".join(str(item) for item in value if not isinstance(item, _NESTED))
    return "" if isinstance(value, _NESTED) else str(value)
