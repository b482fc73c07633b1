"""Taken: which library measures stand in texts already, whoever put them there and whatever filled
their placeholders, so that a further problem of the same notice is answered in other words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.drafting.library import PLACEHOLDER, TOPIC, Library
from assistant.drafting.unit import in_own_words

TELLING = 12  # characters in a row, without placeholder or topic, that only a copy shares
_GAP = re.compile(f"{PLACEHOLDER.pattern}|{re.escape(TOPIC)}")


def taken(texts: Iterable[str], library: Library, unit: str | None = None) -> frozenset[str]:
    """Ids of the measures whose longest run of own words stands in ``texts``.

    ``unit`` is the kind of unit that the texts were drafted for (``unit_kind``).
    """
    whole = "\n".join(texts)
    return frozenset(
        measure.id
        for kind in library.types
        for measure in kind.measures
        for wording in {measure.progress, measure.plan}
        if (run := _longest(in_own_words(wording, unit))) and run in whole
    )


def _longest(wording: str) -> str:
    """The longest run between the gaps; "" where none is telling."""
    run = max(_GAP.sub("\n", wording).split("\n"), key=len)
    return run if len(run) >= TELLING else ""
