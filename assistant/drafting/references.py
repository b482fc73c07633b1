"""References: what a model is shown beside the problem, and which of it a measure rests on.

A precedent is shown with every fact of it masked, so that it has nothing to lend; sentences that
give orders, or do not read like a notice at all, are taken out, and whole records that give a
certain one. Which reference a measure goes back to is decided here, by the words they share, never
by what the model says.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from assistant.drafting.library import TOPIC, Library
from assistant.drafting.model import Draft
from assistant.drafting.orders import sift
from assistant.drafting.plausible import TRADE, Grounds, Plausibility, pairs_of
from assistant.drafting.signs import sentences_of
from assistant.drafting.topic import topic_of
from assistant.facts.leaks import find_leaks
from assistant.facts.mask import mask
from assistant.retrieval.record import StoredRecord

LONGEST = 400  # characters of a reference that are shown
MEASURES = 8  # library measures that are shown
SHARED = 0.34  # share of a measure's pairs that a reference must have to be its source
_SHORT = 8  # characters of a sentence on whose words nothing can be built
SOURCES = 2  # sources named per measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """``alias`` is its name for the model, ``key`` the record or library id, ``text`` fact-free.

    ``original`` is a record's text as it was read; "" for a library measure, which is anybody's.
    """

    alias: str
    key: str
    text: str
    original: str = ""
    orders: tuple[str, ...] = ()


def references_of(
    draft: Draft,
    records: Sequence[StoredRecord],
    library: Library,
    plausibility: Plausibility,
    avoid: Collection[str] = (),
) -> tuple[Reference, ...]:
    """The library measures of the draft's types (those it chose first), then its precedents.

    What ``avoid`` names is shown only where the draft itself rests on it.
    """
    return (
        *_library(draft, library, avoid),
        *(
            _precedent(f"R{number}", record, plausibility)
            for number, record in enumerate(records, 1)
        ),
    )


def _library(draft: Draft, library: Library, avoid: Collection[str]) -> Iterator[Reference]:
    topic = topic_of(draft.problem)
    chosen = {key for measure in draft.measures for key in measure.sources}
    measures = [
        (measure, kind) for type_id in draft.types for kind in [library.type_of(type_id)]
        for measure in kind.measures if measure.id in chosen or measure.id not in avoid
    ]  # fmt: skip
    measures.sort(key=lambda pair: pair[0].id not in chosen)
    for number, (measure, kind) in enumerate(measures[:MEASURES], 1):
        text = measure.wording(draft.stage).replace(TOPIC, topic or kind.topic)
        yield Reference(alias=f"L{number}", key=measure.id, text=text)


def _precedent(alias: str, record: StoredRecord, plausibility: Plausibility) -> Reference:
    kept, dropped = _fit_to_show(record, plausibility)
    text = kept.replace(record.issuer, "本单位") if record.issuer else kept
    leaks = find_leaks(
        text,
        precedents=(text,),
        in_how_many_notices=lambda term: 0,
        user_input="",
        is_general=lambda term: term in plausibility.library_text,
    )
    masked = mask(text, problem="", facts=(), extra_terms=[leak.term for leak in leaks])
    return Reference(
        alias=alias,
        key=record.id,
        text=masked.text[:LONGEST],
        original=record.text,
        orders=dropped,
    )


def _fit_to_show(record: StoredRecord, plausibility: Plausibility) -> tuple[str, tuple[str, ...]]:
    """What of a record reads like a notice, and the sentences that do not.

    An instruction need not be recognised as one: whatever is not of the trade is not shown. Of a
    record that holds a certain one nothing is shown: who wrote it into a notice wrote the rest too.
    """
    grounds = Grounds(given=(record.problem,))
    sifted = [sift(part, strict=True) for part in (record.problem, *record.measures)]
    dropped = [order for item in sifted for order in (*item.orders, *item.doubted)]
    if any(item.orders for item in sifted):
        return "", tuple(dropped)
    lines = list[str]()
    for item in sifted:
        kept = list[str]()
        for sentence in sentences_of(item.shown):
            strange = len(sentence) >= _SHORT and plausibility.trade_share(sentence, ()) < TRADE
            if strange or any(plausibility.of_sentence(sentence, grounds)):
                dropped.append(sentence.strip())
            else:
                kept.append(sentence)
        lines.append("".join(kept))
    return "\n".join(filter(None, lines)), tuple(dropped)


def sources_of(text: str, references: Sequence[Reference]) -> tuple[str, ...]:
    """The keys of the references that a measure shares most words with, nearest first."""
    pairs = pairs_of(text)
    if not pairs:
        return ()
    shares = [
        (len(pairs & pairs_of(reference.original or reference.text)) / len(pairs), reference.key)
        for reference in references
    ]
    near = sorted(
        (item for item in shares if item[0] >= SHARED), key=lambda item: (-item[0], item[1])
    )
    return tuple(key for _, key in near[:SOURCES])
