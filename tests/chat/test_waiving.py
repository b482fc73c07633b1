"""Waiving: page and command agree on what is waived, and a file goes from one to the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.chat.project import ProjectWork
from assistant.chat.waiving import Waiving, as_waivers, day, exported, known_by, quotation
from assistant.errors import NotPermitted, WrongCall
from assistant.notice.document import Document
from assistant.notice.parse import parse
from assistant.projects.database import open_database
from assistant.projects.waivers import Place
from assistant.review.finding import Finding, Review
from assistant.review.registry import all_rules
from assistant.review.review import review
from assistant.review.waivers import Waiver, read_waivers, waiver_file

RULES = list(all_rules())
TEXT = """中共岚川县水务局党组关于巡察整改进展情况的通报

落实三会一棵，截止目前已登记46次。

再落实三会一棵。进一步加强管理，，切实提高认识。
"""


@pytest.fixture
def projects(tmp_path: Path) -> Iterator[ProjectWork]:
    database = open_database(None, tmp_path)
    yield ProjectWork(database)
    database.close()


def _of(projects: ProjectWork, user: str) -> Waiving:
    return Waiving(store=projects.waivers, user=user, owner=user)


def _found(text: str, waivers: tuple[Waiver, ...] = ()) -> Review:
    return review(parse(Document(text=text, source="a.txt")), waivers=waivers)


def test_a_title_names_a_draft() -> None:
    assert known_by(parse(Document(text=TEXT))) == TEXT.splitlines()[0]
    assert known_by(parse(Document(text="\n 一、关于“账实不符”问题\n"))) == "一、关于“账实不符”问题"
    assert known_by(parse(Document(text=" \n"))) == ""


def test_each_finding_waived_alone(projects: ProjectWork) -> None:
    waiving = _of(projects, "赵")
    findings = _found(TEXT).findings
    assert len(findings) > 4
    for number, finding in enumerate(findings):
        place = waiving.place(None, f"第{number}篇")
        waiving.give(place, finding, TEXT, "引用原文")
        left = _found(TEXT, as_waivers(waiving.all(place)))
        assert (len(left.findings), len(left.waived)) == (len(findings) - 1, 1)
        assert left.waived[0].message == finding.message


def test_page_and_command_agree(
    projects: ProjectWork, tmp_path: Path, run_assistant: Callable[..., Any]
) -> None:
    waiving = _of(projects, "赵")
    place = waiving.place(None, "甲")
    before = _found(TEXT)
    for finding in before.findings[:3]:
        waiving.give(place, finding, TEXT, "上级“原文”\n如此")
    here = _found(TEXT, as_waivers(waiving.all(place)))
    draft = tmp_path / "通报.txt"
    draft.write_text(TEXT, "utf-8")
    side = tmp_path / "通报.txt.waivers.toml"
    side.write_text(exported(waiving.all(place)), "utf-8")
    assert f"# 赵 {day(waiving.all(place)[0].given)}" in side.read_text("utf-8")
    told = run_assistant("review", str(draft), "--fail-on", "never").stdout.decode()
    assert f"共{len(here.findings)}处" in told
    assert f"另豁免{len(here.waived)}处" in told
    other = waiving.place(None, "乙")
    assert waiving.take_in(other, side.read_text("utf-8"), "通报.txt.waivers.toml") == 3
    assert waiving.take_in(other, side.read_text("utf-8"), "通报.txt.waivers.toml") == 0
    assert set(as_waivers(waiving.all(other))) == set(as_waivers(waiving.all(place)))


@pytest.mark.parametrize(
    "text",
    [
        "[[waiver",
        "[[waiver]]\nrule = 'no-such'\nreason = 'a'",
        "".join(
            f"[[waiver]]\nrule = 'no-result'\nquote = '{n}'\nreason = 'a'\n" for n in range(500)
        ),
    ],
    ids=["broken", "unknown", "too-many"],
)
def test_a_wrong_file_gives_nothing(projects: ProjectWork, text: str) -> None:
    waiving = _of(projects, "赵")
    place = waiving.place(None, "甲")
    whole = "[[waiver]]\nrule = 'no-result'\nreason = 'a'\n"
    with pytest.raises(WrongCall, match=r"a\.toml|至多 500"):
        waiving.take_in(place, whole + text, "a.toml")
    assert waiving.all(place) == []


def test_a_projects_waivers_hold_for_its_notice(projects: ProjectWork) -> None:
    made = projects.projects.create("水务局", "赵", {"issuer": "中共岚川县水务局党组"}).id
    projects.problems.add(made, "赵", ["账实不符"])
    projects.projects.share(made, "赵", "孙", "editor")
    text, before = projects.reviewed(made, "赵")
    _of(projects, "孙").give(Place(project=made), before.findings[0], text, "领导小组已同意")
    after = projects.reviewed(made, "赵")[1]
    assert len(after.findings) == len(before.findings) - 1
    assert [one.waived for one in after.waived] == ["领导小组已同意"]
    stranger = _of(projects, "李")
    for call in (stranger.all, stranger.history):
        with pytest.raises(NotPermitted):
            call(Place(project=made))


words = st.text(st.characters(codec="utf-8"), min_size=1, max_size=30)


@given(st.lists(st.tuples(words, words.filter(str.strip), words), max_size=4))
def test_what_is_written_is_read_back(rows: list[tuple[str, str, str]]) -> None:
    waivers = tuple(
        Waiver(rule="no-result", quote=quote, reason=reason.strip()) for quote, reason, _ in rows
    )
    remarks = [remark for *_, remark in rows]
    file = waiver_file(zip(waivers, remarks, strict=True))
    assert read_waivers(file, source="a.toml", rules=RULES) == waivers


@given(st.text("甲乙\n", max_size=30), st.data())
def test_a_quotation_holds_its_words(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    finding = Finding(
        rule="no-result", severity="warning", start=start, end=end, message="a", suggestion="b"
    )
    quoted = quotation(finding, text)
    assert text[start:end] in quoted
    assert quoted in text
