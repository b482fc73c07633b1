"""The shipped library: complete, registered, and free of facts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assistant.drafting.library import PLACEHOLDER, TOPIC, Library, load_library
from assistant.drafting.unit import in_own_words, unit_kind
from assistant.errors import WrongCall
from assistant.facts.extract import extract
from assistant.settings import ROOT

# domain.md section 3: A1–A10, B1–B18, C1–C14, D1–D3
BASE_TYPES = {
    *(f"A{n}" for n in range(1, 11)),
    *(f"B{n}" for n in range(1, 19)),
    *(f"C{n}" for n in range(1, 15)),
    *(f"D{n}" for n in range(1, 4)),
}


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library(ROOT / "corpus" / "library")


def test_every_type_of_the_taxonomy_is_there(library: Library) -> None:
    assert {kind.id for kind in library.types} >= BASE_TYPES


def test_each_type_has_enough_of_every_role(library: Library) -> None:
    for kind in library.types:
        roles = [measure.role for measure in kind.measures]
        assert len(roles) >= 8, kind.id
        assert {"rule", "action", "mechanism"} <= set(roles), kind.id
        assert len(kind.asks) >= 8, kind.id


def test_no_measure_states_a_fact(library: Library) -> None:
    """What the extractor calls a fact in a library text would be masked in every draft."""
    found = {
        measure.id: [fact.text for fact in facts]
        for kind in library.types
        for measure in kind.measures
        for text in (measure.progress, measure.plan)
        if (facts := extract(text.replace(TOPIC, kind.topic)))
    }
    assert found == {}


def test_a_claim_carries_evidence(library: Library) -> None:
    """A sentence that says 已完成… without a slot would claim what nobody reported."""
    for kind in library.types:
        for measure in kind.measures:
            for sentence in measure.progress.split("。"):
                if any(word in sentence for word in ("已完成", "已全部", "已印发", "召开了")):
                    assert PLACEHOLDER.search(sentence), measure.id


def test_an_unregistered_slot_is_refused(tmp_path: Path) -> None:
    source = (ROOT / "corpus" / "library" / "B14.yaml").read_text("utf-8")
    (tmp_path / "B14.yaml").write_text(source, "utf-8")
    with pytest.raises(WrongCall, match=r"没有在 slots"):
        load_library(tmp_path)


def test_an_unknown_key_is_refused(tmp_path: Path) -> None:
    (tmp_path / "X1.yaml").write_text("id: X1\nnmae: 错键\n", "utf-8")
    with pytest.raises(WrongCall, match="nmae"):
        load_library(tmp_path)


def test_an_empty_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(WrongCall, match="措施库"):
        load_library(tmp_path)


# bodies that only some kinds of unit have: a measure for all kinds must not name them
_NOT_EVERYBODYS = re.compile(
    r"派驻(?:纪检|监察)|机关纪委|机关党委|董事会|监事会|经理层|校长|院长|局长"
)


def test_a_measure_for_every_unit_names_no_body_that_only_some_have(library: Library) -> None:
    found = {
        measure.id: match[0]
        for kind in library.types
        if "any" in kind.units
        for measure in kind.measures
        for text in (measure.progress, measure.plan)
        if (match := _NOT_EVERYBODYS.search(text.replace("党委（党组）", "")))
    }
    assert found == {}


@pytest.mark.parametrize(
    ("issuer", "said"),
    [
        ("中共岚川县水务局党组", "各科室自查，由【待填：责任科室】汇总"),
        ("中共岚川县燃气公司委员会", "各部门自查，由【待填：责任科室】汇总"),
        ("中共寨山镇柳坪村党支部", "各岗位自查，由【待填：责任科室】汇总"),
        (None, "各科室自查，由【待填：责任科室】汇总"),
    ],
)
def test_the_parts_of_a_unit_are_called_as_it_calls_them(issuer: str | None, said: str) -> None:
    text = "各科室自查，由【待填：责任科室】汇总"
    assert in_own_words(text, unit_kind(issuer)) == said


@pytest.mark.parametrize(
    ("issuer", "said"),
    [
        ("中共岚川县水务局党组", "党组会议审定，党组落实，行政办公会"),
        ("中共岚川县滨河街道工作委员会", "党工委会议审定，党工委落实，领导班子会议"),
        ("中共寨山镇柳坪村支部委员会", "支部委员会会议审定，党支部落实，村“两委”会议"),
        ("中共岚川县第一中学委员会", "党委会议审定，党委落实，校长办公会"),
        ("中共岚川县水务集团有限公司委员会", "党委会议审定，党委落实，经理层会议"),
    ],
)
def test_bodies_are_called_as_the_unit_calls_them(issuer: str, said: str) -> None:
    text = "党委（党组）会议审定，党委（党组）落实，行政办公会"
    assert in_own_words(text, unit_kind(issuer), issuer) == said
