"""Context: what a number or a date in a text is about.

The right number on the wrong thing is unsupported: the fact says 会议3次, the draft 检查3次. What a
number is about is read from the words of its own clause, up to the neighbouring numbers; where
those say nothing, from the clauses without numbers around it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from assistant.facts.fact import NUMERIC, Fact
from assistant.facts.vocabulary import alternation, sections, words

_CLAUSE = re.compile(r"[，。；：！？\n（）]")
_SENTENCE = re.compile(r"[。；！？\n]")
_QUOTE = re.compile(r"[“”]")
_LINK = re.compile(r"[降减增升提压缩调整扩上下高少低短加到至为升了]{1,5}")
_JOINT = re.compile(r"[、和及与]|以及|并")
_WORD = re.compile(r"[\u4e00-\u9fff]{2,}")
_REACH = 40
_SIDE = 8
# up or down is said of any figure: it tells figures apart only from its opposite
_TURNS = frozenset({"act_cut", "act_grow"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What one fact is about.

    ``acts`` and ``things`` are the classes of data/events.txt met near the fact, ``wide_acts``
    and ``wide_things`` those of the neighbouring clauses without facts; ``pairs`` are the
    two-character pieces of its clause; ``near`` is the run of characters next to the figure
    (会议3次, 3次会议), on two lines; ``lead`` is the text before it in its sentence.
    """

    acts: frozenset[str]
    things: frozenset[str]
    wide_acts: frozenset[str]
    wide_things: frozenset[str]
    pairs: frozenset[str]
    near: str
    lead: str
    lead_acts: frozenset[str]
    lead_things: frozenset[str]

    @property
    def all_acts(self) -> frozenset[str]:
        """The acts of the clause and of its neighbours."""
        return self.acts | self.wide_acts

    @property
    def all_things(self) -> frozenset[str]:
        """The things of the clause and of its neighbours."""
        return self.things | self.wide_things

    def agrees_with(self, source: Context) -> bool:
        """Whether this (draft) context can speak of what the source speaks of."""
        return self.acts_agree_with(source) and not _apart(
            self.things or self.lead_things or self.wide_things, source.all_things
        )

    def acts_agree_with(self, source: Context) -> bool:
        """The same of the acts alone; a clause without any takes up those before it."""
        mine, theirs = self.acts or self.lead_acts or self.wide_acts, source.all_acts
        return not (
            _apart(mine - _TURNS, theirs - _TURNS) or _apart(mine & _TURNS, theirs & _TURNS)
        )

    def total_agrees_with(self, source: Context) -> bool:
        """Whether a figure that adds up (共计…) can add the source's: by what stands before it."""
        return not _apart(self.lead_acts - _TURNS, source.all_acts - _TURNS)

    def shared(self, other: Context) -> frozenset[str]:
        """The pieces of text that both clauses have."""
        return self.pairs & other.pairs


def _apart(one: frozenset[str], two: frozenset[str]) -> bool:
    return bool(one) and bool(two) and not one & two


def contexts(folded: str, facts: Sequence[Fact]) -> list[Context]:
    """The context of each fact; ``folded`` is the text folded, ``facts`` in its order."""
    counted = [fact for fact in facts if fact.kind in NUMERIC or fact.kind == "date"]
    marks = {id(fact): index for index, fact in enumerate(counted)}
    return [_context(folded, fact, counted, marks.get(id(fact))) for fact in facts]


def _context(folded: str, fact: Fact, counted: Sequence[Fact], index: int | None) -> Context:
    before = counted[index - 1].end if index else 0
    after = len(folded)
    if index is not None and index + 1 < len(counted):
        after = counted[index + 1].start
    if fact.kind == "date":
        before, after = _past_numbers(counted, index, before, after, len(folded))
    low, high = max(0, fact.start - _REACH), min(len(folded), fact.end + _REACH)
    left, right = folded[max(before, low) : fact.start], folded[fact.end : min(after, high)]
    left, right = _quoted(left, right)
    bounded = before > low, after < high
    own_left, own_right = _own(left, right, fact.kind == "date", *bounded)
    if index and bounded[0] and _LINK.fullmatch(own_left):
        own_left = _subject(folded, counted[index - 1].start) + own_left
    wide = _neighbouring(left, right, own_left, own_right, *bounded)
    own = own_left + "\n" + own_right
    lead = _SENTENCE.split(folded[low : fact.start])[-1]
    return Context(
        acts=classes_in(own, "act_"),
        things=classes_in(own, "thing_") if fact.kind != "date" else frozenset(),
        wide_acts=classes_in(wide, "act_"),
        wide_things=classes_in(wide, "thing_") if fact.kind != "date" else frozenset(),
        pairs=_pairs(own),
        near=own_left[-_SIDE:] + "\n" + own_right[:_SIDE],
        lead=lead,
        lead_acts=classes_in(lead, "act_"),
        lead_things=classes_in(lead, "thing_") if fact.kind != "date" else frozenset(),
    )


def _subject(folded: str, number: int) -> str:
    """What stands in the clause before its first of two linked numbers (漏损率由14.2%降到10.8%)."""
    return _CLAUSE.split(folded[max(0, number - _REACH) : number])[-1]


def _past_numbers(
    counted: Sequence[Fact], index: int | None, before: int, after: int, length: int
) -> tuple[int, int]:
    """A date is about all that follows up to the next date, numbers included."""
    if index is None:
        return before, after
    later = (fact.start for fact in counted[index + 1 : index + 6] if fact.kind == "date")
    earlier = (
        fact.end for fact in reversed(counted[max(0, index - 5) : index]) if fact.kind == "date"
    )
    return next(earlier, 0), next(later, length)


def _quoted(left: str, right: str) -> tuple[str, str]:
    """The words around a fact within the quotation that it stands in, where that has any.

    “换届晚了8个月”问题 speaks of 8 months, not of 8 problems.
    """
    opened = max(left.rfind("“"), left.rfind("”"))
    closed = _QUOTE.search(right)
    if opened < 0 or left[opened] != "“" or closed is None or closed.group() != "”":
        return left, right
    inner_left, inner_right = left[opened + 1 :], right[: closed.start()]
    return (inner_left, inner_right) if _WORD.search(inner_left + inner_right) else (left, right)


def _own(
    left: str, right: str, is_date: bool, after_number: bool, before_number: bool
) -> tuple[str, str]:
    """The part of the clause that belongs to the fact itself.

    Between two numbers of one clause the text is shared out at 、 和 并 (会议3次、检查5次).
    """
    own_left = _CLAUSE.split(left)[-1]
    own_right = _CLAUSE.split(right)[0]
    if is_date:
        return own_left, own_right
    if after_number and own_left == left:
        own_left = _JOINT.split(own_left)[-1]
    if before_number and own_right == right:
        own_right = _JOINT.split(own_right)[0]
    return own_left, own_right


def _neighbouring(
    left: str, right: str, own_left: str, own_right: str, after_number: bool, before_number: bool
) -> str:
    """The clauses of the sentence, up to the next facts, that have no number of their own.

    The piece that touches a neighbouring number is that number's, unless the sentence ends between.
    """
    outer_left, outer_right = left[: len(left) - len(own_left)], right[len(own_right) :]
    sentences_before, sentences_after = _SENTENCE.split(outer_left), _SENTENCE.split(outer_right)
    before, after = _CLAUSE.split(sentences_before[-1]), _CLAUSE.split(sentences_after[0])
    if after_number and len(sentences_before) == 1:
        before = before[1:]
    if before_number and len(sentences_after) == 1:
        after = after[:-1]
    return "\n".join(before + after)


@cache
def _matcher(prefix: str) -> re.Pattern[str]:
    names = [name for name in sections("events.txt") if name.startswith(prefix)]
    return re.compile(alternation("events.txt", *names))


@cache
def _classes_of(word: str, prefix: str) -> frozenset[str]:
    names = (name for name in sections("events.txt") if name.startswith(prefix))
    return frozenset(name for name in names if word in words("events.txt", name))


def classes_in(text: str, prefix: str) -> frozenset[str]:
    """The classes of data/events.txt (``prefix`` "act_" or "thing_") whose words ``text`` has."""
    found: set[str] = set()
    for match in _matcher(prefix).finditer(text):
        found |= _classes_of(match.group(), prefix)
    return frozenset(found - {"act_none"})


def _pairs(text: str) -> frozenset[str]:
    found: set[str] = set()
    for run in _WORD.findall(text):
        found.update(run[i : i + 2] for i in range(len(run) - 1))
    return frozenset(found - words("events.txt", "empty"))
