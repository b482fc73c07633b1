"""Treat: which type of the library knows each of several failings that one problem names.

A type of the whole problem may know one part only, and the type of a part may be far from the
whole. So each part is classified by itself, the whole speaking along; a type from outside the whole
is believed only where it knows the rare words of the part, the one that opens it first of all:
水费收缴 is no matter of 党费收缴.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from assistant.drafting.classify import Classifier, Guess, Sphere
from assistant.drafting.topic import matter_of

PART, WHOLE, KNOWN = 0.6, 0.2, 0.3  # what the scores of part and whole and the known words count
# least score and least share of known words with which a type treats a part; a type of one trade
# that lies outside the whole must know more of it
OF_THE_WHOLE = (0.30, 0.15)
OUTSIDE = {"any": (0.46, 0.40), "trade": (0.46, 0.55)}
SURE = {"any": 0.60, "trade": 0.70}  # share from which the first word of a part is not asked for
STRANGER = (0.45, 0.30)  # score or share of a general type of the whole that lacks the first word
PLAIN = 0.45  # score for the whole from which a general type need not name a part's matter
CLEAR = 0.50  # and score for the part from which its first word is not asked for
LOOKED = 8  # types looked at for a part
OFFICE = 0.06  # what the issuer's own office gives back of its head start in the scores
OWN = 0.04  # what a type of the whole is ahead of others


@dataclass(frozen=True, slots=True, kw_only=True)
class Treated:
    """A part of the problem with the type that treats it; None: the library knows none."""

    text: str
    type_id: str | None


def treated(
    parts: Sequence[str],
    guesses: Sequence[Sequence[Guess]],
    whole: Sequence[Guess],
    types: Collection[str],
    classifier: Classifier,
    issuer: str | None,
) -> tuple[Treated, ...]:
    """Each part with its type; ``whole`` are guesses for the problem, ``types`` those that fit.

    ``guesses`` are those for each part, ``issuer`` is the unit's name.
    """
    scores = {guess.type_id: guess.score for guess in whole}
    return tuple(
        Treated(text=part, type_id=_type_of(part, own[:LOOKED], scores, types, classifier, issuer))
        for part, own in zip(parts, guesses, strict=True)
    )


def _type_of(
    part: str,
    guesses: Sequence[Guess],
    whole: Mapping[str, float],
    types: Collection[str],
    classifier: Classifier,
    issuer: str | None,
) -> str | None:
    matter = matter_of(part)
    best: tuple[float, str] | None = None
    for guess in guesses:
        own = guess.type_id in types
        known = classifier.knows(guess.type_id, matter)
        kind = classifier.sphere(guess.type_id, issuer)
        opens = classifier.opens(guess.type_id, matter) or known >= SURE.get(kind, 0.0)
        told = own and whole.get(guess.type_id, 0.0) >= PLAIN
        named = kind != "any" or told or _names(classifier, guess.type_id, matter)
        opens = opens or (told and guess.score >= CLEAR)
        if kind == "foreign" or not named or not _fits(guess.score, known, kind, own, opens):
            continue
        worth = PART * guess.score + WHOLE * whole.get(guess.type_id, 0.0) + KNOWN * known
        worth += OWN * own - OFFICE * (kind == "office")
        if best is None or (worth, guess.type_id) > best:
            best = (worth, guess.type_id)
    return best[1] if best else None


def _names(classifier: Classifier, type_id: str, matter: str) -> bool:
    """Whether a type for any unit speaks of this matter: by its first word, or by its own name."""
    strictly = classifier.opens(type_id, matter, strictly=True)
    return strictly or classifier.names(type_id, matter)


def _fits(score: float, known: float, kind: Sphere, own: bool, opens: bool) -> bool:
    if not own:
        least = OUTSIDE["trade" if kind == "office" else kind]
        return score >= least[0] and known >= least[1] and opens
    if kind == "any" and not opens:
        return score >= STRANGER[0] or known >= STRANGER[1]
    return (score >= OF_THE_WHOLE[0] or known >= OF_THE_WHOLE[1]) and (opens or kind == "office")
