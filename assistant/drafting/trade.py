"""Trade: whether a library measure is of the problem's own trade, and charges nobody unasked.

One word in common does not make a measure an answer: equipment of a hospital is not its drugs. The
words of trades and charges are data (data/trades.yaml). A trade counts as spoken of where the
problem, the facts or the issuer name one of its words, or where it is the one subject of the
measure's type; a charge only where the user's own words make it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from assistant.drafting.library import LibraryMeasure, ProblemType

_DATA = Path(__file__).with_name("data") / "trades.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """``said`` marks a measure as of this trade or charge, ``said`` or ``known`` a problem.

    A type that is for ``units`` alone is of the trade in any case.
    """

    name: str
    said: tuple[str, ...]
    known: tuple[str, ...]
    units: frozenset[str] = frozenset()

    def marks(self, text: str) -> bool:
        """Whether a measure's text speaks of it."""
        return any(word in text for word in self.said)

    def met_by(self, given: str) -> bool:
        """Whether the user's own words speak of it."""
        return self.marks(given) or any(word in given for word in self.known)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trades:
    """The shipped data; ``beyond`` says by kind of unit (unit_kind) what it has no power to do."""

    trades: tuple[Group, ...]
    charges: tuple[Group, ...]
    beyond: Mapping[str, tuple[str, ...]]

    def foreign(self, kind: ProblemType, measure: LibraryMeasure, given: str) -> bool:
        """Whether the measure is of a trade, or makes a charge, that nobody spoke of."""
        spoken = _spoken(kind.name + kind.topic, kind.units)
        return any(
            group not in spoken and not group.met_by(given) for group in _marked(measure.progress)
        )


@lru_cache(maxsize=4096)
def _marked(text: str) -> tuple[Group, ...]:
    """The trades and charges of a measure."""
    known = load_trades()
    return tuple(group for group in (*known.trades, *known.charges) if group.marks(text))


@lru_cache(maxsize=512)
def _spoken(subject: str, units: tuple[str, ...]) -> tuple[Group, ...]:
    """The trades that a type speaks for: those of its kinds of unit, and its one subject."""
    trades = load_trades().trades
    natural = [group for group in trades if group.units.issuperset(units)]
    own = [group for group in trades if group.met_by(subject) and group not in natural]
    return (*natural, *(own if len(own) == 1 else []))


def suits(kind: ProblemType, measure: LibraryMeasure, given: str, unit: str | None = None) -> bool:
    """Whether a measure may answer: its needs are met, it is of no foreign trade, the unit can.

    ``given`` is the problem with the user's facts and the issuer's name, ``unit`` a kind of unit.
    """
    if measure.needs and not any(word in given for word in measure.needs):
        return False
    known = load_trades()
    if any(word in measure.progress for word in known.beyond.get(unit or "", ())):
        return False
    return not known.foreign(kind, measure, given)


@lru_cache(maxsize=1)
def load_trades() -> Trades:
    """The shipped words, read once."""
    data = yaml.safe_load(_DATA.read_text("utf-8"))
    return Trades(
        trades=_groups(data["trades"]),
        charges=_groups(data["charges"]),
        beyond={unit: tuple(words) for unit, words in data["beyond"].items()},
    )


def _groups(data: Mapping[str, Mapping[str, Iterable[str]]]) -> tuple[Group, ...]:
    return tuple(
        Group(
            name=name,
            said=tuple(words["said"]),
            known=tuple(words["known"]),
            units=frozenset(words.get("units", ())),
        )
        for name, words in data.items()
    )
