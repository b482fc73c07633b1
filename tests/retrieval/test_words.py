"""Tokens, lexicon, BM25 and problem types: the lexical side, on texts made for it."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.retrieval.lexical import LexicalIndex
from assistant.retrieval.lexicon import DATA, Lexicon, load_lexicon, parse_concepts
from assistant.retrieval.tokens import CONCEPT, concepts, tokenize
from assistant.retrieval.wordings import (
    LIBRARY,
    SPOKEN,
    ProblemTypes,
    load_types,
    read_spoken,
    read_wordings,
)

SMALL = Lexicon({"末位表态": ("末位表态", "先定调", "先…表态")}, ["问题", "不到位"])


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("一把手开会先定调", "主要负责人未落实末位表态制度"),
        ("乱发补贴", "违规发放津补贴"),
        ("会上领导率先发表个人意见", "末位表态"),
        ("从下面借人不还", "长期借用下属单位人员"),
        ("花钱请公司写材料", "过度依赖购买第三方服务"),
        ("党课拿业务学习顶替，组织生活走过场", "“三会一课”制度坚持不好"),
        ("门面房租给熟人", "国有房产出租出借不规范"),
        ("单位里老同志多，后继乏人", "干部队伍年龄结构老化"),
        ("同样的问题审计年年查年年有", "审计反馈问题屡查屡犯"),
        ("电脑买来不用，放着积灰", "固定资产长期闲置"),
        ("老师放学后收钱补课", "教师有偿补课禁而不止"),
        ("看个小病开一大堆药", "大处方、过度检查"),
        ("村里的钱怎么花的没人知道", "农村集体“三资”管理不规范"),
    ],
)
def test_what_people_say_meets_what_papers_say(said: str, written: str) -> None:
    lexicon = load_lexicon()
    assert set(concepts(said, lexicon)) & set(concepts(written, lexicon))


def test_genre_words_and_plain_characters_are_no_tokens() -> None:
    assert tokenize("问题不到位", SMALL) == []
    assert tokenize("也都没有", SMALL) == []
    assert tokenize("党费问题", SMALL) == ["党", "费", "党费"]


def test_gap_term_stays_inside_a_clause() -> None:
    assert CONCEPT + "末位表态" in tokenize("主要领导先在会上表态", SMALL)
    assert CONCEPT + "末位表态" not in tokenize("有人先走，后来表态", SMALL)


def test_every_concept_line_is_read_and_no_term_is_one_character() -> None:
    lines = (DATA / "concepts.txt").read_text(encoding="utf-8").splitlines()
    found = parse_concepts(lines)
    named = [line.partition("=")[0].strip() for line in lines if "=" in line and line[0] != "#"]
    assert len(named) == len(set(named)) == len(found)
    assert len(found) > 120
    assert all(len(term) > 1 for terms in found.values() for term in terms)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_tokenized(text: str) -> None:
    lexicon = load_lexicon()
    assert all(token for token in tokenize(text, lexicon))
    assert len(lexicon.without_genre(text)) <= len(text)


def test_long_line_takes_linear_time() -> None:
    assert len(tokenize("先定调" * 100_000, load_lexicon())) > 100_000


def test_bm25_ranks_shares_and_explains() -> None:
    texts = ["党费收缴不规范", "公车管理松散", "固定资产账实不符", ""]
    index = LexicalIndex(texts)
    assert len(index) == 4
    assert index.best("党费没有按时收", k=2)[0][0] == 0
    assert index.scores("红烧肉").sum() == 0
    assert index.shares("党费收缴")[0] > 0.5
    assert "党费" in index.shared("党费少交", texts[0])


def test_bm25_of_nothing() -> None:
    assert LexicalIndex([]).scores("党费").shape == (0,)
    assert LexicalIndex([""]).best("党费") == []


def test_library_is_read_as_yaml_reads_it() -> None:
    for path in sorted(LIBRARY.glob("[A-Z]*.yaml")):
        data = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
        expected = [data["name"], data["definition"], *data["asks"]]
        assert sorted(read_wordings(path)) == sorted(expected), path.name


def test_spoken_wordings_belong_to_types_of_the_library_and_are_said_once() -> None:
    spoken = list(read_spoken(SPOKEN.read_text(encoding="utf-8")))
    assert len(spoken) > 500
    assert {type_id for type_id, _ in spoken} <= set(load_types().ids)
    assert len(set(spoken)) == len(spoken)
    assert {text for _, text in spoken} <= set(load_types().texts)


def test_several_ways_to_say_the_same_count_in_equal_parts() -> None:
    index = LexicalIndex(["党费收缴不规范", "公车管理松散", "固定资产账实不符"])
    apart = (index.shares("党费少交") + index.shares("公车私用")) / 2
    assert index.shares("党费少交", "公车私用") == pytest.approx(apart, abs=1e-6)
    assert index.shares("党费", "党费") == pytest.approx(index.shares("党费"), abs=1e-6)


def test_texts_of_one_type_overlap_and_foreign_ones_do_not() -> None:
    types = ProblemTypes(
        [
            ("A", "党费收缴不规范"),
            ("A", "少交漏交党费"),
            ("A", "党费没有按月交"),
            ("B", "公车私用"),
            ("B", "派车登记不全"),
            ("B", "单位的车随便开"),
        ]
    )
    asked = types.asked("党费半年才交一回")
    assert float(asked @ types.distribution("党费核定标准有误")) > 0.8
    assert float(asked @ types.distribution("公车派车单后补")) < 0.6
    assert float(types.asked("明天天气怎么样").sum()) == 0.0


def test_no_library_is_no_types(tmp_path: Path) -> None:
    types = load_types(tmp_path)
    assert len(types) == 0
    assert types.distributions(["党费"]).shape == (1, 0)
    assert types.asked("党费").shape == (0,)
