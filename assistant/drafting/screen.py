"""Screen: what stands between a model's words and everybody's eyes, for one problem.

A sentence passes alone and in its place: a fact that either reading does not support becomes a
placeholder. A measure is looked at once more when it is complete. Placeholders of the model's own
making are renamed, so that nothing can hide between their brackets.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from assistant.drafting.figures import close_gaps, without_bare_figures
from assistant.drafting.library import PLACEHOLDER, Library
from assistant.drafting.model_answer import ORDINAL, trimmed
from assistant.drafting.moved import moved_figures
from assistant.drafting.orders import Sifted, sift
from assistant.drafting.plausible import TRADE, Flaw, Grounds, Plausibility
from assistant.drafting.references import Reference
from assistant.facts.extract import extract
from assistant.facts.leaks import find_leaks
from assistant.facts.mask import mask
from assistant.facts.support import check
from assistant.llm.visible import visible

PLACEHOLDERS = 4  # of one measure; with more it says nothing any more
_BRACKETED = re.compile(r"【([^【】\n]{0,60})】")
_ANY_NAME = "具体内容"
_BLANK = re.compile(r"[X×Ｘ✕]{2,}|[X×Ｘ](?=[年月日次人份元万个名])|[_＿]{2,}|…{3,}")
_HARD = frozenset({"date", "count", "money", "percent", "document"})
_NO_PROBLEM = "反馈指出的问题"
_SHORT = 8  # characters of a sentence on whose words nothing can be built


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What of the user's words a model may see; ``issuer`` "" where there is none."""

    problem: str
    facts: tuple[str, ...]
    issuer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the user gave for one problem, sentences that give orders taken out (``orders``).

    ``doubted`` sentences may be orders: they are not in ``shown``, and stay the user's word only
    where they hold a figure, a date or a document, which must not be lost.
    """

    problem: str
    facts: tuple[str, ...]
    issuer: str | None
    orders: tuple[str, ...] = ()
    doubted: tuple[str, ...] = ()
    shown: Shown

    @property
    def texts(self) -> tuple[str, ...]:
        """Everything that may be repeated in a draft, the problem first."""
        return (self.problem, *self.facts, *([self.issuer] if self.issuer else []))


def clear(problem: str, facts: Sequence[str], issuer: str | None) -> Given:
    """The user's input as data: what in it speaks to a machine is set aside."""
    asked, unit = sift(problem), sift(issuer or "", strict=True)
    told = [sift(fact) for fact in facts]
    every: tuple[Sifted, ...] = (asked, *told, unit)
    return Given(
        problem=_worth(asked) or asked.kept or _NO_PROBLEM,
        facts=tuple(worth for item in told if (worth := _worth(item))),
        issuer=unit.shown or None,
        orders=tuple(order for item in every for order in item.orders),
        doubted=tuple(sentence for item in every for sentence in item.doubted),
        shown=Shown(
            problem=asked.shown or _NO_PROBLEM,
            facts=tuple(item.shown for item in told if item.shown),
            issuer=unit.shown,
        ),
    )


def holds_fact(sentence: str) -> bool:
    """Whether a figure, a date or a document stands in it."""
    return any(fact.kind in _HARD for fact in extract(sentence))


def _worth(item: Sifted) -> str:
    """What is kept of a text, without the doubted sentences that hold no hard fact."""
    if not item.doubted:
        return item.kept
    text = item.kept
    for sentence in item.doubted:
        if not holds_fact(sentence):
            text = text.replace(sentence, "", 1)
    return text.strip()


def called(given: Given, types: Sequence[str], library: Library) -> Given:
    """The same, a problem of which a model may see nothing under the name of its type."""
    if given.shown.problem != _NO_PROBLEM or not types:
        return given
    name = library.type_of(types[0]).name
    return replace(given, shown=replace(given.shown, problem=name))


@dataclass(frozen=True, slots=True, kw_only=True)
class Screened:
    """A text that may be shown if it has no ``flaws``; ``masked`` facts became placeholders."""

    text: str
    flaws: tuple[Flaw, ...]
    masked: int = 0


@dataclass(kw_only=True)
class Screen:
    """For one problem and one answer; ``again()`` for the next answer."""

    plausibility: Plausibility
    library: Library
    given: Given
    references: tuple[Reference, ...] = ()
    prompt: str = ""
    _so_far: dict[int, str] = field(default_factory=dict)

    @property
    def grounds(self) -> Grounds:
        """What the texts are held against."""
        orders = (*self.given.orders, *(o for item in self.references for o in item.orders))
        return Grounds(
            given=self.given.texts,
            precedents=tuple(item.original for item in self.references if item.original),
            orders=orders,
            prompt=self.prompt,
        )

    def again(self) -> None:
        """Forget the sentences of the last answer."""
        self._so_far.clear()

    def sentence(self, measure: int, raw: str) -> Screened:
        """A sentence while its measure is still being written."""
        before = self._so_far.get(measure, "")
        text = self._plain(raw.lstrip() if before else _opening(raw))
        whole = self._so_far[measure] = before + text
        flaws = list(self.plausibility.of_sentence(text, self.grounds))
        if len(whole) >= _SHORT and self._strange(whole):
            flaws.append(Flaw(kind="off-topic", reason="与整改工作无关"))
        if _BLANK.search(text):
            flaws.append(_BLANKS)
        if flaws:
            return Screened(text="", flaws=tuple(flaws))
        terms = [*self._loose(whole, from_=len(before)), *self._leaks(text), *self._moved(text)]
        masked = self._mask(text, terms)
        return Screened(text=masked.text, flaws=(), masked=masked.masked)

    def measure(self, raw: str) -> Screened:
        """A whole measure: its flaws, and its text behind the guard."""
        text = trimmed(self._plain(raw))
        flaws = list(self.plausibility.of_measure(text, self.grounds))
        if _BLANK.search(text):
            flaws.append(_BLANKS)
        done = self._mask(text, [*self._leaks(text), *self._moved(text)])
        if len(PLACEHOLDER.findall(done.text)) > PLACEHOLDERS:
            flaws.append(Flaw(kind="placeholders", reason="没有依据的事实太多，几乎全是待填项"))
        return Screened(text=done.text, flaws=tuple(flaws), masked=done.masked)

    def _plain(self, raw: str) -> str:
        """Visible characters, placeholders under names of ours, no other square brackets."""
        text = _BRACKETED.sub(self._renamed, close_gaps(visible(raw)))
        kept = [text[slice(*match.span())] for match in PLACEHOLDER.finditer(text)]
        rest = PLACEHOLDER.split(text)[::2]
        bare = [re.sub("[【】]", "", piece) for piece in rest]
        return "".join(piece for pair in zip(bare, [*kept, ""], strict=True) for piece in pair)

    def _renamed(self, bracketed: re.Match[str]) -> str:
        inside = bracketed[1]
        if not inside.startswith(("待填", "待补", "请填")):
            return inside
        name = re.sub(r"^(?:待填写?|待补充?|请填写?)[：:]?", "", inside)
        return f"【待填：{name if name in self.library.slots else _ANY_NAME}】"

    def _strange(self, text: str) -> bool:
        return self.plausibility.trade_share(text, self.given.texts) < TRADE

    def _loose(self, text: str, *, from_: int) -> list[str]:
        """Facts of the text from a place on that nothing supports where they stand."""
        checked = check(
            text, problem=self.given.problem, facts=self.given.facts, issuer=self.given.issuer
        )
        return [item.fact.text for item in checked if not item.supported and item.fact.end > from_]

    def _moved(self, text: str) -> list[str]:
        return list(moved_figures(text, self.given.texts))

    def _leaks(self, text: str) -> list[str]:
        originals = [item.original for item in self.references if item.original]
        if not originals:
            return []
        found = find_leaks(
            text,
            precedents=originals,
            in_how_many_notices=lambda term: 0,
            user_input="\n".join(self.given.texts),
            is_general=lambda term: term in self.plausibility.library_text,
        )
        return [leak.term for leak in found]

    def _mask(self, text: str, terms: Sequence[str]) -> Screened:
        done = mask(
            text,
            problem=self.given.problem,
            facts=self.given.facts,
            issuer=self.given.issuer,
        )
        loose = [term for term in terms if term in PLACEHOLDER.sub("", done.text)]
        count = len(done.masked)
        if loose:
            done = mask(
                done.text,
                problem=self.given.problem,
                facts=self.given.facts,
                issuer=self.given.issuer,
                extra_terms=loose,
            )
            count += len(loose)
        known = (*self.given.texts, self.plausibility.library_text)
        safe = without_bare_figures(done.text, known)
        return Screened(text=safe, flaws=(), masked=count + (safe != done.text))


_BLANKS = Flaw(kind="blanks", reason="用了空白占位（×、__），应写成【待填：…】")


def _opening(raw: str) -> str:
    """The first sentence of a measure without ordinal and blanks, its own end mark kept."""
    return ORDINAL.sub("", raw.strip())
