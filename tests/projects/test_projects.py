"""Projects: members see theirs, strangers learn nothing, two people's changes are both kept."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.errors import EditConflict, NotPermitted, WrongCall
from assistant.projects.access import Access
from assistant.projects.ledger import Ledger
from assistant.projects.merge import Edit
from assistant.projects.problems import Problems
from assistant.projects.projects import Projects
from assistant.projects.waivers import Asked, Place, Waivers


def test_made_listed_and_put_away(access: Access) -> None:
    projects = Projects(access)
    made = projects.create("水务局巡察整改", "赵", {"issuer": "中共岚川县水务局党组"})
    assert [project.id for project in projects.all("赵")] == [made.id]
    assert made.profile == {"issuer": "中共岚川县水务局党组"}
    projects.remove(made.id, "赵")
    assert projects.all("赵") == []
    with pytest.raises(NotPermitted):
        projects.get(made.id, "赵")
    assert projects.restore(made.id, "赵").name == "水务局巡察整改"


def test_a_stranger_learns_nothing(access: Access) -> None:
    projects, problems, ledger = Projects(access), Problems(access), Ledger(access)
    waivers = Waivers(access)
    made = projects.create("甲", "赵")
    problem = problems.add(made.id, "赵", ["账实不符"])[0].id
    fact = ledger.add(made.id, "赵", problem, {"text": "9月2日盘点"}).id
    calls: list[Callable[[str], object]] = [
        lambda p: projects.get(p, "钱"),
        lambda p: projects.edit(p, "钱", {"name": Edit(old="甲", new="乙")}),
        lambda p: projects.members(p, "钱"),
        lambda p: projects.share(p, "钱", "钱", "owner"),
        lambda p: projects.audit(p, "钱"),
        lambda p: projects.remove(p, "钱"),
        lambda p: projects.restore(p, "钱"),
        lambda p: problems.all(p, "钱"),
        lambda p: problems.add(p, "钱", ["a"]),
        lambda p: problems.edit(p, "钱", problem, {"text": Edit(old="账实不符", new="a")}),
        lambda p: problems.move(p, "钱", problem, 1),
        lambda p: problems.remove(p, "钱", problem),
        lambda p: problems.write_draft(p, "钱", problem, ["a"]),
        lambda p: problems.drafts(p, "钱", problem),
        lambda p: problems.latest(p, "钱"),
        lambda p: ledger.facts(p, "钱"),
        lambda p: ledger.add(p, "钱", None, {"text": "a"}),
        lambda p: ledger.edit(p, "钱", fact, {"text": Edit(old="9月2日盘点", new="a")}),
        lambda p: ledger.remove(p, "钱", fact),
        lambda p: waivers.give(Place(project=p), "钱", Asked(rule="a", quote="b", reason="c")),
        lambda p: waivers.all(Place(project=p), "钱"),
        lambda p: waivers.history(Place(project=p), "钱"),
    ]
    for call in calls:
        said = []
        for project in (made.id, "0" * 32):
            with pytest.raises(NotPermitted) as refused:
                call(project)
            said.append(str(refused.value))
        assert said[0] == said[1]  # the same words, whether it exists or not
    assert problems.all(made.id, "赵")[0].text == "账实不符"


def test_ids_of_another_project_do_not_work(access: Access) -> None:
    projects, problems, ledger = Projects(access), Problems(access), Ledger(access)
    mine, theirs = projects.create("甲", "赵"), projects.create("乙", "钱")
    problem = problems.add(theirs.id, "钱", ["账实不符"])[0].id
    fact = ledger.add(theirs.id, "钱", problem, {"text": "9月2日盘点"}).id
    with pytest.raises(NotPermitted):
        problems.edit(mine.id, "赵", problem, {"text": Edit(old="账实不符", new="a")})
    with pytest.raises(NotPermitted):
        problems.write_draft(mine.id, "赵", problem, ["a"])
    with pytest.raises(NotPermitted):
        ledger.add(mine.id, "赵", problem, {"text": "a"})
    with pytest.raises(NotPermitted):
        ledger.remove(mine.id, "赵", fact)
    assert problems.drafts(mine.id, "赵", problem) == []


def test_a_reader_reads_and_a_changed_role_acts_at_once(access: Access) -> None:
    projects, problems = Projects(access), Problems(access)
    made = projects.create("甲", "赵")
    projects.share(made.id, "赵", "钱", "reader")
    assert problems.all(made.id, "钱") == []
    assert not projects.may_edit(made.id, "钱")
    with pytest.raises(NotPermitted):
        problems.add(made.id, "钱", ["a"])
    projects.share(made.id, "赵", "钱", "editor")
    assert len(problems.add(made.id, "钱", ["a"])) == 1
    projects.share(made.id, "赵", "钱", None)
    with pytest.raises(NotPermitted):
        problems.all(made.id, "钱")


def test_the_last_owner_stays(access: Access) -> None:
    projects = Projects(access)
    made = projects.create("甲", "赵")
    with pytest.raises(WrongCall, match="至少要有一名负责人"):
        projects.share(made.id, "赵", "赵", "reader")
    assert projects.members(made.id, "赵") == {"赵": "owner"}


def test_two_people_in_two_fields_keep_both(access: Access) -> None:
    projects = Projects(access)
    made = projects.create("甲", "赵", {"issuer": "旧称"})
    projects.edit(made.id, "赵", {"issuer": Edit(old="旧称", new="新称")})
    after = projects.edit(made.id, "赵", {"contact.phone": Edit(old="", new="0000-1234567")})
    assert after.profile == {"issuer": "新称", "contact.phone": "0000-1234567"}


def test_two_people_in_one_field_see_both_versions(access: Access) -> None:
    projects, problems = Projects(access), Problems(access)
    made = projects.create("甲", "赵")
    problem = problems.add(made.id, "赵", ["账实不符"])[0].id
    edit = {"owner": Edit(old="", new="财务股"), "deadline": Edit(old="", new="2025年8月")}
    problems.edit(made.id, "赵", problem, edit)
    with pytest.raises(EditConflict) as conflict:
        problems.edit(
            made.id,
            "赵",
            problem,
            {"owner": Edit(old="", new="办公室"), "status": Edit(old="unknown", new="done")},
        )
    assert conflict.value.fields == {"owner": ("财务股", "办公室")}
    found = problems.all(made.id, "赵")[0]
    assert (found.owner, found.status, found.version) == ("财务股", "unknown", 2)


def test_problems_keep_order_and_come_back(access: Access) -> None:
    projects, problems = Projects(access), Problems(access)
    made = projects.create("甲", "赵")
    first, second, third = problems.add(made.id, "赵", ["一", "二", "三"])
    problems.move(made.id, "赵", third.id, 1)
    assert [problem.text for problem in problems.all(made.id, "赵")] == ["三", "一", "二"]
    problems.write_draft(made.id, "赵", first.id, ["盘点"])
    problems.remove(made.id, "赵", first.id)
    assert [problem.text for problem in problems.all(made.id, "赵")] == ["三", "二"]
    assert problems.latest(made.id, "赵") == {}
    problems.restore(made.id, "赵", first.id)
    assert [problem.text for problem in problems.all(made.id, "赵")] == ["三", "一", "二"]
    assert problems.latest(made.id, "赵")[first.id].measures == ("盘点",)
    assert second.position == 2


def test_every_version_of_a_draft_stays(access: Access) -> None:
    projects, problems = Projects(access), Problems(access)
    made = projects.create("甲", "赵")
    problem = problems.add(made.id, "赵", ["账实不符"])[0].id
    problems.write_draft(made.id, "赵", problem, ["盘点【待填：日期】"], engine="offline", base=0)
    problems.write_draft(made.id, "赵", problem, ["9月2日盘点"], base=1)
    with pytest.raises(WrongCall, match="刚被别人改过"):
        problems.write_draft(made.id, "赵", problem, ["另一版"], base=1)
    versions = problems.drafts(made.id, "赵", problem)
    assert [(v.number, v.engine, v.measures[0]) for v in versions] == [
        (1, "offline", "盘点【待填：日期】"),
        (2, "", "9月2日盘点"),
    ]


def test_facts(access: Access) -> None:
    projects, problems, ledger = Projects(access), Problems(access), Ledger(access)
    made = projects.create("甲", "赵")
    problem = problems.add(made.id, "赵", ["账实不符"])[0].id
    whole = ledger.add(made.id, "赵", None, {"text": "成立领导小组"})
    fact = ledger.add(made.id, "赵", problem, {"text": "9月2日盘点", "evidence": "盘点表"})
    edit = {"document": Edit(old="", new="《资产盘点办法》")}
    assert ledger.edit(made.id, "赵", fact.id, edit).version == 2
    assert [found.text for found in ledger.facts(made.id, "赵")] == ["成立领导小组", "9月2日盘点"]
    ledger.remove(made.id, "赵", whole.id)
    assert [found.id for found in ledger.facts(made.id, "赵")] == [fact.id]


def test_the_audit_trail_names_fields_and_never_text(access: Access) -> None:
    projects, problems = Projects(access), Problems(access)
    made = projects.create("甲", "赵")
    problem = problems.add(made.id, "赵", ["很长的秘密问题"])[0].id
    problems.edit(made.id, "赵", problem, {"owner": Edit(old="", new="秘密科室")})
    entries = projects.audit(made.id, "赵")
    assert [(entry.action, entry.user) for entry in entries] == [
        ("edit", "赵"),
        ("add", "赵"),
        ("create", "赵"),
    ]
    assert entries[0].fields == ("owner",)
    assert "秘密" not in repr(entries)


@pytest.mark.parametrize(
    "texts", [["a", " "], ["a" * 20_001], ["a"] * 2_001], ids=["blank", "long", "many"]
)
def test_too_much_is_refused_whole(access: Access, texts: list[str]) -> None:
    projects, problems = Projects(access), Problems(access)
    made = projects.create("甲", "赵")
    with pytest.raises(WrongCall):
        problems.add(made.id, "赵", texts)
    assert problems.all(made.id, "赵") == []
