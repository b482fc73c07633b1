"""Dates and periods, whole and broken."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.notice.dates import DateMention, day_readings, find_dates
from assistant.notice.fold import fold
from assistant.notice.model import Date

CASES = Path(__file__).parents[1] / "cases" / "notices" / "dates.yaml"


def cases() -> list[Any]:
    data = yaml.load(CASES.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return [pytest.param(case, id=case["id"]) for case in data]


def shown(date: Date | None) -> str:
    if date is None:
        return "null"
    return "-".join("" if part is None else str(part) for part in (date.year, date.month, date.day))


def marks(mention: DateMention) -> str:
    names = {
        "carried": not mention.year_given,
        "garbled": mention.garbled,
        "placeholder": mention.placeholder,
    }
    return " ".join(name for name, holds in names.items() if holds)


@pytest.mark.parametrize("case", cases())
def test_mentions(case: dict[str, Any]) -> None:
    text = case["text"]
    found = [
        [mention.text, shown(mention.date), shown(mention.until), marks(mention)]
        for mention in find_dates(fold(text))
    ]
    assert found == case["expect"]
    for mention in find_dates(fold(text)):
        assert fold(text)[mention.start : mention.end] == mention.text


def test_a_run_of_digits_has_all_its_readings() -> None:
    def readings(digits: str) -> list[str | None]:
        return [date.iso for date in day_readings(2024, digits)]

    assert readings("48") == ["2024-04-08"]
    assert readings("112") == ["2024-01-12", "2024-11-02"]
    assert readings("230") == []
    assert readings("1208") == ["2024-12-08"]


def test_an_impossible_day_has_no_iso_text() -> None:
    (mention,) = find_dates("2023年2月30日")
    assert (mention.date.month, mention.date.day) == (2, 30)
    assert not mention.complete
