"""Postings: cut, merged and mapped from files, they say what a plain count of the texts says."""

from __future__ import annotations

import math
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.retrieval import lexical
from assistant.retrieval.lexical import K1, B, LexicalIndex
from assistant.retrieval.postings import Postings, token_hash

TEXTS = ("党费收缴不规范", "公车管理松散", "固定资产账实不符", "党费没有按月交", "", "公车私用公车")
QUERIES = ("党费", "单位的公车随便开", "没有的词", "账实不符的固定资产", "")

token_lists = st.lists(st.lists(st.sampled_from("abcdefg"), max_size=6), max_size=8)


def listed(postings: Postings) -> list[dict[int, int]]:
    """Token → count of each text."""
    found: list[dict[int, int]] = [{} for _ in range(len(postings))]
    for i, token in enumerate(postings.tokens):
        for place in range(postings.starts[i], postings.starts[i + 1]):
            found[postings.rows[place]][int(token)] = int(postings.counts[place])
    return found


def counted(texts: list[list[str]]) -> list[dict[int, int]]:
    """The same, counted plainly."""
    return [{token_hash(token): n for token, n in Counter(text).items()} for text in texts]


@given(token_lists, token_lists, st.data())
@settings(max_examples=60, deadline=None)
def test_merged_parts_say_what_the_texts_say(
    first: list[list[str]], second: list[list[str]], data: st.DataObject
) -> None:
    keep = data.draw(st.lists(st.booleans(), min_size=len(first), max_size=len(first)))
    mask = np.array(keep, dtype=np.bool_)
    merged = Postings.merged([(Postings.build(first), mask), (Postings.build(second), None)])
    texts = [text for text, kept in zip(first, keep, strict=True) if kept] + second
    assert listed(merged) == counted(texts)
    assert merged.lengths.tolist() == [len(text) for text in texts]
    assert np.all(np.diff(merged.tokens.astype(object)) > 0)
    whole = Postings.build(texts)
    assert np.array_equal(merged.rows, whole.rows)
    assert np.array_equal(merged.starts, whole.starts)


@pytest.mark.parametrize("texts", [[], [[]], [["a"], ["a", "b", "a"], []]])
def test_saved_postings_are_the_same(texts: list[list[str]], tmp_path: Path) -> None:
    made = Postings.build(texts)
    made.save(tmp_path / "p")
    loaded = Postings.load(tmp_path / "p")
    assert listed(loaded) == listed(made) == counted(texts)


def test_lost_or_cut_file_is_noticed(tmp_path: Path) -> None:
    Postings.build([["a", "b"]]).save(tmp_path / "p")
    rows = tmp_path / "p" / "rows.npy"
    rows.write_bytes(rows.read_bytes()[:-3])
    with pytest.raises((OSError, ValueError)):
        Postings.load(tmp_path / "p")
    rows.unlink()
    with pytest.raises(OSError):
        Postings.load(tmp_path / "p")


@pytest.mark.parametrize("query", QUERIES)
def test_scores_are_those_of_the_formula(query: str) -> None:
    index = LexicalIndex(TEXTS)
    tokens = [index.tokens(text) for text in TEXTS]
    usual = sum(map(len, tokens)) / len(tokens)
    expected = []
    for text in tokens:
        total = 0.0
        for token, weight in index.query_weights(query).items():
            n = sum(token in other for other in tokens)
            idf = math.log(1 + (len(tokens) - n + 0.5) / (n + 0.5))
            tf = text.count(token)
            total += weight * idf * tf / (tf + K1 * (1 - B + B * len(text) / usual))
        expected.append(total)
    assert np.allclose(index.scores(query), expected, atol=1e-5)


@pytest.mark.parametrize("query", QUERIES)
def test_parts_score_as_one(query: str) -> None:
    whole = LexicalIndex(TEXTS)
    parts = [Postings.build(map(whole.tokens, TEXTS[i : i + 2])) for i in range(0, 6, 2)]
    assert np.allclose(LexicalIndex.over(parts).scores(query), whole.scores(query))
    assert LexicalIndex.over(parts).full_score(query) == pytest.approx(whole.full_score(query))
    rows = np.array([5, 0, 3])
    assert np.allclose(LexicalIndex.over(parts, rows).scores(query), whole.scores(query)[rows])


def test_large_index_finds_the_best_of_a_small_one(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = np.random.default_rng(7)
    words = [chr(0x4E00 + i) + chr(0x4F00 + i) for i in range(60)]
    often = 1.0 / np.arange(1, 61)  # as words of a language are spread
    share = often / often.sum()
    texts = ["".join(chance.choice(words, size=8, p=share)) for _ in range(400)]
    index = LexicalIndex(texts)
    queries = ["".join(chance.choice(words, size=5, p=share)) for _ in range(20)]
    exact = [index.scores(query) for query in queries]
    monkeypatch.setattr(lexical, "LARGE", 100)
    monkeypatch.setattr(lexical, "CONTENDERS", 100)
    late = 0
    for query, scores in zip(queries, exact, strict=True):
        quick = index.scores(query)
        late += int(not np.allclose(quick, scores))
        best = np.argsort(-scores, kind="stable")[:5]
        assert np.allclose(quick[best], scores[best], atol=1e-5)
        assert np.all(quick <= scores + 1e-5)
    assert late > 10  # the short cut was taken
