"""ReviewConfig: what a team may set about a review."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Level = Literal["error", "warning", "info", "off"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewConfig:
    """How to review; the default is what rules.md says.

    ``levels`` gives a rule another severity or turns it off; ``phrases`` are set phrases of the
    unit's own, compared like the built-in ones; ``allowed_phrases`` are words that look like a
    wrong set phrase and are right; ``unit_names`` further names the issuer goes by;
    ``fragment`` forces (True) or forbids (False) reading the text as a piece of a notice,
    None lets the text decide.
    """

    levels: Mapping[str, Level] = field(default_factory=dict)
    phrases: tuple[str, ...] = ()
    allowed_phrases: tuple[str, ...] = ()
    unit_names: tuple[str, ...] = ()
    fragment: bool | None = None
