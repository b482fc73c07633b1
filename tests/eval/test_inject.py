"""The injector: every rule has a form, and a defect stands where it is said to stand."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from assistant.review.registry import all_rules
from eval.inject.planted import Form
from eval.suites.review import FORMS
from eval.world import World

# an absence has one way to come about: the part is not there
ONE_WAY = {
    "feedback-not-covered", "incomplete-contact", "missing-contact", "missing-date",
    "missing-next-steps", "missing-organization", "missing-problem-sections", "missing-signature",
    "missing-title",
}  # fmt: skip
# of these the one form draws among wordings
DRAWN = {"no-result", "planned-as-done", "unbalanced-quotes"}


def test_defects_come_in_several_forms() -> None:
    forms = Counter(form.rule for form in FORMS)
    assert {rule for rule, count in forms.items() if count == 1} == ONE_WAY | DRAWN


def test_every_rule_has_a_form() -> None:
    assert {form.rule for form in FORMS} == set(all_rules())
    assert len({(form.rule, form.name) for form in FORMS}) == len(FORMS)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: f"{form.rule}-{form.name}")
def test_a_form_is_possible_repeatable_and_inside_the_text(form: Form, world: World) -> None:
    planted = [form.plant(notice, random.Random(notice.stem)) for notice in world.notices]
    again = [form.plant(notice, random.Random(notice.stem)) for notice in world.notices]
    assert planted == again
    made = [
        (notice, item)
        for notice, item in zip(world.notices, planted, strict=True)
        if item is not None
    ]
    assert len(made) >= 3
    for notice, item in made:
        assert item.feedback or item.text != notice.text
        assert all(0 <= start < end <= len(item.text) for start, end in item.places)
        if form.rule.startswith("missing-") or form.rule == "feedback-not-covered":
            assert item.places == ()
        else:
            assert item.places
