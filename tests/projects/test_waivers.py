"""Waivers: with a reason and a name, where the team sees them, withdrawn but never forgotten."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from assistant.errors import NotPermitted, WrongCall
from assistant.projects import database as databases
from assistant.projects.access import Access
from assistant.projects.database import Database
from assistant.projects.projects import Projects
from assistant.projects.tables import WAIVERS
from assistant.projects.waivers import MOST, Asked, Place, Waivers, place_of_draft

TITLE = "中共岚川县水务局党组关于巡察整改进展情况的通报"


def _asked(rule: str, quote: str, reason: str) -> Asked:
    return Asked(rule=rule, quote=quote, reason=reason)


@pytest.fixture
def waivers(access: Access) -> Waivers:
    return Waivers(access)


def test_given_seen_and_withdrawn(access: Access, waivers: Waivers) -> None:
    projects = Projects(access)
    place = Place(project=projects.create("甲", "赵").id)
    projects.share(str(place.project), "赵", "孙", "editor")
    projects.share(str(place.project), "赵", "李", "reader")
    with pytest.raises(WrongCall, match="理由"):
        waivers.give(place, "孙", _asked("vague-measure", "进一步加强", " \n"))
    [given] = waivers.give(place, "孙", _asked("vague-measure", "进一步加强", "上级\n原文"))
    assert waivers.all(place, "赵") == waivers.all(place, "李") == [given]
    assert (given.user, given.reason, given.given[:2]) == ("孙", "上级 原文", "20")
    with pytest.raises(NotPermitted):
        waivers.end(place, "李", given.id)
    waivers.end(place, "赵", given.id)
    assert waivers.all(place, "赵") == []
    with pytest.raises(NotPermitted, match="没有这条豁免"):
        waivers.end(place, "赵", given.id)
    told = [(one.user, one.action, one.fields) for one in waivers.history(place, "赵")]
    rule = ("vague-measure",)
    assert told == [("赵", "unwaive", rule), ("孙", "waive", rule)]
    trail = projects.audit(str(place.project), "赵")
    assert [entry.action for entry in trail][:2] == ["unwaive", "waive"]


def test_a_draft_outside_projects_is_its_owners(waivers: Waivers) -> None:
    place = place_of_draft("赵", TITLE)
    [given] = waivers.give(place, "赵", _asked("count-mismatch", "32个", "3个不公开"))
    assert waivers.all(place_of_draft("赵", f" {TITLE[:9]}\n{TITLE[9:]}"), "赵") == [given]
    for other in (place_of_draft("钱", TITLE), place_of_draft("赵", TITLE[:-2])):
        assert waivers.all(other, "赵") == []
        with pytest.raises(NotPermitted):
            waivers.end(other, "赵", given.id)
    assert [one.action for one in waivers.history(place, "赵")] == ["waive"]


def test_the_same_given_at_once_is_kept_once(waivers: Waivers) -> None:
    place = place_of_draft("", TITLE)
    with ThreadPoolExecutor(4) as pool:
        given = list(
            pool.map(
                lambda _: waivers.give(place, "本机", _asked("count-mismatch", "32个", "x")),
                range(8),
            )
        )
    assert len({one.id for [one] in given}) == 1
    assert len(waivers.all(place, "本机")) == len(waivers.history(place, "本机")) == 1


def test_there_is_an_end_to_them(waivers: Waivers, database: Database) -> None:
    place = place_of_draft("", TITLE)
    with pytest.raises(WrongCall, match="超过"):
        waivers.give(place, "本机", _asked("vague-measure", "字" * 5001, "x"))
    many = [
        {
            "id": f"{n:032x}", "draft": place.draft, "rule": "a", "quote": str(n), "reason": "b",
            "user": "c", "given": "", "removed": False,
        }
        for n in range(MOST)
    ]  # fmt: skip
    with database.write() as connection:
        connection.execute(sa.insert(WAIVERS), many)
    with pytest.raises(WrongCall, match=f"至多 {MOST} 条"):
        waivers.give(place, "本机", _asked("vague-measure", "另一处", "x"))
    assert len(waivers.all(place, "本机")) == MOST


def test_waivers_of_the_release_before_stay(access: Access, waivers: Waivers) -> None:
    made = Projects(access).create("甲", "赵").id
    config = Config()
    config.set_main_option("script_location", str(databases._MIGRATIONS))
    config.set_main_option("path_separator", "os")
    old = sa.table("waivers", *map(sa.column, _OLD))
    waivers.give(place_of_draft("", TITLE), "本机", _asked("vague-measure", "a", "b"))
    with access.database.write() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0001")
        row = dict(zip(_OLD, ("f" * 32, made, "no-result", "原文", "理由", "孙"), strict=False))
        connection.execute(sa.insert(old).values(**row, removed=False))
    with access.database.write() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    found = waivers.all(Place(project=made), "赵")
    assert [(one.quote, one.user, one.given) for one in found] == [("原文", "孙", "")]


_OLD = ("id", "project", "rule", "quote", "reason", "user", "removed")
