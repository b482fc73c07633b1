"""Merge: a change of fields against what somebody else may have written meanwhile.

A three-way merge by field: who changes another field is not in the way; the same field changed
by both is a conflict that shows both versions, and then nothing of the change is saved.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.errors import EditConflict


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One field's change: what the user saw, and what it is to be."""

    old: str
    new: str


def merged(current: Mapping[str, str], edits: Mapping[str, Edit]) -> dict[str, str]:
    """The fields to write. Raises EditConflict, KeyError for an unknown field.

    What already stands there as wanted is no change and no conflict.
    """
    clashes = {
        name: (current[name], edit.new)
        for name, edit in edits.items()
        if current[name] not in (edit.old, edit.new)
    }
    if clashes:
        raise EditConflict(f"“{'、'.join(clashes)}”刚被别人改过：请对照两个版本后再保存", clashes)
    return {name: edit.new for name, edit in edits.items() if current[name] != edit.new}
