"""Review data: labelled documents, the rules' cases, and defects planted into clean notices."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from assistant.review.cases import FRAMES, read_cases
from assistant.settings import ROOT
from eval.inject import (
    absences,
    account,
    dates,
    ending,
    leftovers,
    marks,
    measures,
    numbering,
    people,
    wording,
)
from eval.inject.planted import Form, Planted, Span
from eval.sample import Json, Sample
from eval.world import EvalNotice

CASES = ROOT / "tests" / "cases"
FORMS: tuple[Form, ...] = (
    *absences.FORMS, *ending.FORMS, *account.FORMS, *dates.FORMS, *measures.FORMS, *people.FORMS,
    *wording.FORMS, *leftovers.FORMS, *marks.FORMS, *numbering.FORMS,
)  # fmt: skip
PER_RULE, PER_RULE_FAST = 12, 3  # notices that a rule is planted into; its forms share them
SEED = 20261122
AROUND = 24  # characters of context that the log keeps on each side


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """What a sample reviews; too long for the log."""

    text: str
    feedback: tuple[str, ...] = ()


def documents() -> Iterator[Sample]:
    """Whole texts with every defect labelled by a reader, and the labels of their edits."""
    for path in sorted((CASES / "documents").glob("*.yaml")):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        for case in data["cases"]:
            text: str = data["text"]
            for old, new in case.get("edits", ()):
                text = text.replace(old, new, 1)
            labels = [_label(text, item) for item in case["expect"]]
            yield _sample(
                f"document/{path.stem}/{case['id']}",
                "document",
                {"unit": data["unit"]},
                labels,
                Text(text=text, feedback=tuple(case.get("feedback", ()))),
            )


def _label(text: str, item: dict[str, Any]) -> dict[str, Any]:
    quotes = item.get("at", [])
    places = []
    for quote in [quotes] if isinstance(quotes, str) else quotes:
        start = -1
        for _ in range(int(item.get("nth", 1))):
            start = text.index(quote, start + 1)
        places.append([start, start + len(quote)])
    return {"rule": item["rule"], "places": places, "quote": "／".join(_texts(text, places))}


def _texts(text: str, places: Sequence[Sequence[int]]) -> list[str]:
    return [text[start:end][:40] for start, end in places]


def rule_cases() -> Iterator[Sample]:
    """The cases of each rule: what must be found, and what must not."""
    for path in sorted((CASES / "rules").glob("*.yaml")):
        if path.name == FRAMES:
            continue
        for case in read_cases(path):
            spans = [item.span(case.text) for item in case.expect]
            labels = [
                {
                    "rule": case.rule,
                    "places": [list(span)] if span else [],
                    "quote": case.text[slice(*span)][:40] if span else "",
                }
                for span in spans
            ]
            yield _sample(
                f"case/{case.rule}/{case.id}",
                "case",
                {"rule": case.rule},
                labels,
                Text(text=case.text, feedback=case.feedback),
            )


def planted(notices: Sequence[EvalNotice], count: int) -> Iterator[Sample]:
    """Each rule in ``count`` notices or a few more, shared by its forms.

    A place depends on form and notice only.
    """
    forms = Counter(form.rule for form in FORMS)
    for form in FORMS:
        wanted = math.ceil(count / forms[form.rule])
        order = sorted(notices, key=lambda n: random.Random(f"{form.name}{n.stem}").random())
        done = 0
        for notice in order:
            chance = random.Random(f"{SEED}/{form.rule}/{form.name}/{notice.stem}")
            made = form.plant(notice, chance)
            if made is None:
                continue
            yield _planted_sample(form, notice, made)
            done += 1
            if done == wanted:
                break


def _planted_sample(form: Form, notice: EvalNotice, planted: Planted) -> Sample:
    first = planted.places[0] if planted.places else None
    label = {
        "rule": form.rule,
        "places": [list(place) for place in planted.places],
        "quote": planted.text[slice(*first)][:40] if first else "",
    }
    context = _context(planted.text, first) or _change(notice.text, planted)
    seen = {"notice": notice.stem, "form": form.name, "context": context}
    return _sample(
        f"planted/{form.rule}/{form.name}/{notice.stem}",
        "planted",
        seen,
        [label],
        Text(text=planted.text, feedback=planted.feedback),
    )


def _context(text: str, span: Span | None) -> str:
    if span is None:
        return ""
    start, end = span
    return text[max(0, start - AROUND) : min(end, start + 80) + AROUND].strip()


def _change(text: str, planted: Planted) -> str:
    """What went and what came where a part was left out, or the list that asks for more."""
    if planted.feedback:
        return f"反馈清单：{'；'.join(planted.feedback)}"
    gone, come = (
        [line for line in whole.split("\n") if line.strip()] for whole in (text, planted.text)
    )
    went = "／".join(line[:AROUND] for line in gone if line not in come)
    came = "／".join(line[:AROUND] for line in come if line not in gone)
    return f"删去：{went}" + (f"；换成：{came}" if came else "")


def _sample(name: str, group: str, seen: Json, labels: Sequence[Json], material: Text) -> Sample:
    return Sample(
        id=name, group=group, input=seen, target={"labels": list(labels)}, material=material
    )
