"""Preferences: kept whole, read back, refused where they are not ours."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import WrongCall
from assistant.review.config import read_config
from assistant.review.config_file import settings_text
from assistant.review.registry import all_rules
from assistant.ui.preferences.screen import rule_rows
from assistant.ui.preferences.store import NAME, Preferences, Unit

UNIT = Unit(full_name='中共岚川县“水务"局党组', short_name="局党组", email="a@example.gov.cn")


def test_nothing_saved(tmp_path: Path) -> None:
    preferences = Preferences(tmp_path)
    assert preferences.read().unit == Unit()
    assert preferences.issuer() is None
    assert preferences.review_config().levels == {}


def test_unit_and_levels_do_not_undo_each_other(tmp_path: Path) -> None:
    preferences = Preferences(tmp_path / "new")
    preferences.save_unit(UNIT)
    preferences.save_levels({"half-width-punctuation": "off", "missing-contact": "error"})
    preferences.save_unit(UNIT)
    again = Preferences(tmp_path / "new")
    assert again.read().unit == UNIT
    assert again.read().levels == {"half-width-punctuation": "off"}  # error is the rule's own
    assert again.review_config().unit_names == (UNIT.full_name, "局党组")
    assert [path.name for path in (tmp_path / "new").iterdir()] == [NAME]


def test_the_command_reviews_by_the_same_file(tmp_path: Path) -> None:
    preferences = Preferences(tmp_path)
    preferences.save_unit(UNIT)
    preferences.save_levels({"half-width-punctuation": "off"})
    text = settings_text(tmp_path / NAME)
    assert read_config(text, source=NAME, rules=list(all_rules())) == preferences.review_config()


@pytest.mark.parametrize("levels", [{"no-such-rule": "off"}, {"missing-contact": "fatal"}])
def test_an_unknown_rule_or_level_changes_nothing(tmp_path: Path, levels: dict[str, str]) -> None:
    preferences = Preferences(tmp_path)
    with pytest.raises(WrongCall, match="没有规则"):
        preferences.save_levels(levels)
    assert not (tmp_path / NAME).exists()


@pytest.mark.parametrize("name", ["甲" * 201, "甲\n乙"])
def test_a_value_that_cannot_be_kept_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(WrongCall, match="不能用"):
        Preferences(tmp_path).save_unit(Unit(full_name=name))


@pytest.mark.parametrize("text", ["[unit", "[unit]\nfull_name = 3", "unit = 4"])
def test_a_broken_file_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / NAME).write_text(text, encoding="utf-8")
    with pytest.raises(WrongCall, match=NAME):
        Preferences(tmp_path).read()


def test_rules_are_listed_with_their_level_now() -> None:
    rows = {row[0]: row for row in rule_rows({"half-width-punctuation": "off"})}
    assert rows["半角标点"][2] == "关闭"
