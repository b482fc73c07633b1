"""Adapt: a sentence of a past record, freed of every fact of the other unit, or nothing.

A sentence of another unit's notice is the most dangerous thing that can enter a draft, so it has
to earn its place twice over. First the extractor's facts become typed placeholders. Then, apart
from the extractor, every piece of what remains must stand in the measure library or in the user's
own input; other notices are no witness, since a county's own brand stands in all notices of that
county. One piece that fails, one word of wrongdoing, one act that is claimed without evidence, and
the sentence is not used at all: it is dropped, never patched.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from assistant.drafting.library import PLACEHOLDER
from assistant.drafting.topic import core_of, topic_of
from assistant.facts.mask import mask
from assistant.retrieval.record import StoredRecord

_SENTENCE = re.compile(r"[^。；！？\n]{8,160}[。；！？]")
_ITEM = re.compile(
    r"^(?:[一二三四五六七八九十]{1,2}是|（[一二三四五六七八九十\d]{1,3}）|\d{1,2}[.．、])\s*"
)
_WRONGDOING = re.compile(
    r"违规|违纪|违反|问题|处分|诫勉|警告|批评教育|约谈|检讨|检查组|套取|虚列|超标准|骗取|挪用|截留|侵占|"
    r"吃拿卡要|失职|不力|不到位|不规范|案件|线索|被巡察|退赔|追责|问责"
)
_CLAIMED = re.compile(r"已|完成了?|均|共(?:计)?|累计|了|先后|目前|现")
_BLAND = re.compile(r"进一步|切实|不断|高度重视|深刻认识|坚决贯彻|深入学习|认真学习|提高政治站位")
_NO_SUBJECT = re.compile(r"^(?:其中|同时|此外|另外|并|以及|对此|该|此|为此|目前|截至|下一步|今后)")
_SHORT, _LONG, _MAX_SLOTS = 28, 110, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Adapted:
    """A sentence fit for another unit's draft and the record that it comes from."""

    text: str
    record: str


def adapt(
    record: StoredRecord,
    *,
    given: Sequence[str],
    common: Callable[[str], bool],
    words: Callable[[str], Sequence[str]],
) -> Iterator[Adapted]:
    """Sentences of ``record`` that may enter a draft.

    ``given`` is the user's input (problem first); ``words`` cuts a text into words and
    ``common(word)`` says whether a word is anybody's.
    """
    for measure in record.measures:
        for found in _SENTENCE.finditer(measure):
            sentence = _ITEM.sub("", found[0].strip())
            text = _freed(sentence, record, given)
            if text is None:
                continue
            rest = PLACEHOLDER.sub("，", text)
            if _on_the_point(text, given[0]) and all(common(word) for word in words(rest)):
                yield Adapted(text=text, record=record.id)


def _freed(sentence: str, record: StoredRecord, given: Sequence[str]) -> str | None:
    if _WRONGDOING.search(sentence) or _BLAND.search(sentence) or _NO_SUBJECT.match(sentence):
        return None
    if record.issuer and record.issuer in sentence:
        sentence = sentence.replace(record.issuer, "")
    text = mask(sentence, problem=given[0], facts=given[1:]).text
    text = re.sub(r"[；！？]$", "。", text)
    slots = len(PLACEHOLDER.findall(text))
    if not _SHORT <= len(text) <= _LONG or slots > _MAX_SLOTS:
        return None
    for clause in re.split(r"[，。；]", text):
        if _CLAIMED.search(PLACEHOLDER.sub("", clause)) and not PLACEHOLDER.search(clause):
            return None
    return text


def _on_the_point(text: str, problem: str) -> bool:
    """Whether the sentence speaks of the problem's own matter."""
    topic = topic_of(problem) or core_of(problem)
    return any(topic[i : i + 2] in text for i in range(len(topic) - 1))
