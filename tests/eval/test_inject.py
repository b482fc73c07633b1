"""The injector: every rule has forms, and each plants its defect only where it makes sense.

What a planted text must show is said here a second time, without the reviewer: on the text alone.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations

import pytest

from assistant.notice.model import Notice
from assistant.review.registry import all_rules
from eval.inject.planted import Form, Planted, main_records
from eval.review_data import FORMS
from eval.world import EvalNotice, World, reparse

LEAST = 3  # forms of a rule, and notices that a form must be possible in
ABSENT = {rule for rule in all_rules() if rule.startswith("missing-")} | {"feedback-not-covered"}
ODD = ("浏览", "首页", "分享", "上一篇", "扫", "字号", "二维码", "蓝字")
Shows = Callable[[EvalNotice, Planted, str], bool]  # notice, planted, the first place's text


def _lost(count: Callable[[Notice], int]) -> Shows:
    """Whether the parsed notice has less of something than before."""
    return lambda n, p, _: count(reparse(p.text, "x")) < count(n.notice)


def _of(pattern: str) -> Shows:
    return lambda _n, _p, place: re.search(pattern, place) is not None


def _replaced(notice: EvalNotice, planted: Planted) -> str:
    """The words of the original that stand no longer in the planted text."""
    before, after = notice.text, planted.text
    start = next((i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), 0)
    end = len(before)
    while end > start and before[end - 1] == after[end - len(before) - 1]:
        end -= 1
    return before[start:end]


def _reached(notice: Notice) -> int:
    found = notice.contact
    return len(found.phones) + len(found.emails) + len(found.addresses)


def _unpaired(text: str) -> bool:
    pairs = (("“", "”"), ("《", "》"), ("（", "）"))
    return any(
        text.count(a) != text.count(b) or re.search(f"{a}[^{b}]*{a}", text) for a, b in pairs
    )


SHOWS: dict[str, Shows] = {
    "missing-title": lambda n, p, _: (
        n.notice.title is not None and n.notice.title.text not in p.text
    ),
    "missing-basis": lambda n, p, _: any(
        passage.text in _replaced(n, p) or _replaced(n, p) in passage.text
        for passage in (n.notice.inspection.period_passage, n.notice.inspection.feedback_passage)
        if passage
    ),
    "missing-organization": lambda n, p, _: (
        not any(line.text in p.text for line in n.notice.lines if line.role == "organization")
    ),
    "missing-statistics": lambda n, p, _: (
        not any(line.text in p.text for line in n.notice.lines if line.role == "statistics")
    ),
    "missing-next-steps": lambda n, p, _: (
        not re.search(r"下一步|今后|接下来|往后|继续整改", _added(n, p))
    ),
    "missing-problem-sections": lambda n, p, _: (
        not any(measure.text in p.text for record in main_records(n) for measure in record.measures)
    ),
    "missing-contact": _lost(_reached),
    "incomplete-contact": lambda n, p, _: 0 < _reached(reparse(p.text, "x")) < _reached(n.notice),
    "missing-signature": lambda n, p, _: (
        _tail(p).count(n.notice.signature.text) == 0 if n.notice.signature else False
    ),
    "missing-date": lambda n, p, _: (
        n.notice.date_passage is not None
        and n.notice.date_passage.text not in p.text.rstrip().split("\n")[-3:]
    ),
    "problem-without-measures": _lost(lambda n: sum(len(r.measures) for r in n.records)),
    "feedback-not-covered": lambda n, p, _: (
        len(p.feedback) == len(main_records(n)) + 1 and p.text == n.text
    ),
    "date-order": lambda n, _p, place: place not in n.text and re.search(r"\d", place) is not None,
    "garbled-date": _of(r"\d{4}\d{1,2}月|\d{5,}日|日日|年\d+日"),
    "count-mismatch": lambda n, p, place: (
        re.search(r"\d", place) is not None
        and re.search(r"\d+(?:\.\d+)?", _added(n, p)) is not None
    ),
    "numbering-gap": _of(r"[一二三四五六七八九十\d]"),
    "numbering-style": _of(r"）\s?、|\d、|[①-⑳]"),
    "vague-measure": lambda _n, _p, place: re.search(r"[\d《》]|已|完成", place) is None,
    "no-result": lambda _n, _p, place: re.search(r"[\d《》]|已|完成|均|了", place) is None,
    "planned-as-done": _of(r"拟|计划|将|预计|力争"),
    "duplicate-measure": lambda _n, p, _: _shared(p) >= 24,
    "named-individual": _of(r"处分|诫勉|撤职|批评教育|免去"),
    "personal-id": _of(r"1[38]\d|\d{4} \d{4}|\d{16}|\d{17}X|\d{6} \d{8}"),
    "inspection-term-mixed": lambda n, _p, place: (
        place == {"xuncha": "巡视", "xunshi": "巡察"}[n.notice.inspection.kind or ""]
    ),
    "org-name-inconsistent": lambda n, _p, place: (
        n.notice.title is not None and place not in n.notice.title.text
    ),
    "set-phrase-error": lambda n, _p, place: place not in n.text,
    "placeholder-left": _of(r"XX|×|_|【|X月"),
    "classified-marking": _of(r"密|内部|外传"),
    "html-residue": _of(r"&[a-z]+;|<[^<>]+>"),
    "web-boilerplate": lambda _n, _p, place: any(word in place for word in ODD),
    "half-width-punctuation": _of(r"[,:;(]"),
    "repeated-punctuation": _of(r"[，。、；]{2}"),
    "unbalanced-quotes": lambda _n, p, _: (
        _unpaired(p.text[slice(*p.places[0])])
        or any(c in p.text[slice(*p.places[0])] for c in "“”《》（）")
    ),
}


def _added(notice: EvalNotice, planted: Planted) -> str:
    """The lines that the notice did not have."""
    had = set(notice.text.split("\n"))
    return "\n".join(line for line in planted.text.split("\n") if line not in had)


def _tail(planted: Planted) -> str:
    return planted.text.rstrip()[-120:]


def _shared(planted: Planted) -> int:
    """Characters of the longest run that both places have."""
    one, other = (planted.text[slice(*place)] for place in planted.places[:2])
    sizes = range(min(len(one), len(other)), 0, -1)
    runs = (
        size for size in sizes if any(_has(other, one[i : i + size]) for i in (0, len(one) - size))
    )
    return next(runs, 0)


def _has(text: str, run: str) -> bool:
    return run in text


def _plant(form: Form, notice: EvalNotice) -> Planted | None:
    return form.plant(notice, random.Random(f"{form.name}{notice.stem}"))


def test_every_rule_has_several_forms_of_its_own() -> None:
    forms = Counter(form.rule for form in FORMS)
    assert set(forms) == set(SHOWS) == set(all_rules())
    assert {rule: count for rule, count in forms.items() if count < LEAST} == {}
    assert len({(form.rule, form.name) for form in FORMS}) == len(FORMS)
    assert len({form.plant for form in FORMS}) == len(FORMS)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: f"{form.rule}-{form.name}")
def test_a_form_plants_what_it_says_where_it_says(form: Form, world: World) -> None:
    made = [(n, p) for n in world.notices if (p := _plant(form, n)) is not None]
    assert len(made) >= LEAST
    assert [p for _, p in made] == [_plant(form, n) for n, _ in made], "not repeatable"
    for notice, planted in made:
        assert planted.feedback or planted.text != notice.text
        assert all(0 <= start < end <= len(planted.text) for start, end in planted.places)
        assert (planted.places == ()) == (form.rule in ABSENT), notice.stem
        first = planted.text[slice(*planted.places[0])] if planted.places else ""
        assert SHOWS[form.rule](notice, planted, first), (notice.stem, first)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: f"{form.rule}-{form.name}")
def test_all_else_stays_as_it_was(form: Form, world: World) -> None:
    """What is planted changes one place or a few lines, never the rest of the notice."""
    notice, planted = next((n, p) for n in world.notices if (p := _plant(form, n)) is not None)
    before, after = notice.text.split("\n"), planted.text.split("\n")
    lost = Counter(line for line in before if line.strip()) - Counter(after)
    if form.rule == "missing-problem-sections":  # this one takes the whole account away
        kept = [line.text for line in notice.notice.lines if line.section in ("lead", "contact")]
        assert not set(kept) & set(lost)
    else:
        assert sum(lost.values()) <= MOST_LINES


MOST_LINES = 12  # a part with its items; every notice of ours has more than thirty lines


@pytest.mark.parametrize("rule", sorted(all_rules()))
def test_forms_of_a_rule_differ(rule: str, world: World) -> None:
    """No two forms make the same of a notice that both are possible in."""
    for one, other in combinations([form for form in FORMS if form.rule == rule], 2):
        both = [(_plant(one, n), _plant(other, n)) for n in world.notices]
        made = [(a, b) for a, b in both if a is not None and b is not None]
        same = [a for a, b in made if (a.text, a.feedback) == (b.text, b.feedback)]
        assert len(same) * 2 <= len(made), (one.name, other.name)


BARE = "整改情况\n\n一、账目不清\n\n一是查清了账目。\n"


@pytest.mark.parametrize("form", FORMS, ids=lambda form: f"{form.rule}-{form.name}")
def test_what_is_not_there_cannot_be_taken_away(form: Form, world: World) -> None:
    """On a scrap without title, lead, contact and signature a form of the frame does nothing."""
    scrap = replace(world.notices[0], text=BARE, notice=reparse(BARE, "x"), meta={}, types=())
    if not main_records(scrap):
        pytest.fail("the scrap must have a record")
    planted = _plant(form, scrap)
    if form.rule in ABSENT - {"feedback-not-covered"} or form.rule == "incomplete-contact":
        assert planted is None
    elif planted is not None:
        assert planted.text != scrap.text or planted.feedback


@pytest.mark.parametrize("name", ["删去落款", "只有盖章字样", "删去日期", "附注占了日期"])
def test_a_signature_that_shares_its_line_stays(name: str, world: World) -> None:
    """Where body and date stand on one line, one cannot be cut without the other."""
    form = next(form for form in FORMS if form.name == name)
    notice = world.notices[0]
    text = re.sub(r"(党组|委员会)\n+(\d{4}年\d{1,2}月\d{1,2}日)\s*$", r"\1　\2\n", notice.text)
    assert text != notice.text
    assert _plant(form, replace(notice, text=text, notice=reparse(text, "x"))) is None


def test_a_step_without_result_is_not_planted_beside_what_is_under_way(world: World) -> None:
    for form in (form for form in FORMS if form.rule == "no-result"):
        for notice in world.notices:
            planted = _plant(form, notice)
            assert planted is not None
            start = planted.places[0][0]
            record = next(r for r in main_records(notice) if r.start <= start < r.end)
            assert record.status in ("done", "unknown")
