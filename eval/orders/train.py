"""Train: the weights of the recogniser of orders, from the attacks and the ordinary sentences.

Two passes: over everything that occurs often enough, then over the features with most weight. An
ordinary sentence stands there whole and with one of its pieces, since the recogniser looks at
pieces too. ``python -m eval.orders`` writes assistant/drafting/data/orders.txt.
"""

from __future__ import annotations

import hashlib
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.drafting.features import features, pieces
from assistant.settings import ROOT
from eval.orders.attacks import DATA, TRAINED_ON, drawn, written
from eval.orders.genre import ordinary
from eval.orders.logistic import Rows, Vector, fit

WEIGHTS = ROOT / "assistant" / "drafting" / "data" / "orders.txt"
KEPT = 20_000  # features in the file
_LEAST = 3  # texts in which a feature must occur
_RIDGE = 0.1
_WRITTEN = 3.0  # what a sentence counts that a person wrote as an attack, beside a drawn one
_NEAR = 3.0  # what an ordinary sentence counts that is close to an order
_STEPS = (80, 200)


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A text, whether it is an order, and what it counts."""

    text: str
    order: bool
    share: float = 1.0


def examples() -> Iterator[Example]:
    """All of them, the attacks first."""
    for attack in drawn():
        yield Example(text=attack.text, order=True)
    for attack in written():
        yield Example(text=attack.text, order=True, share=_WRITTEN)
    chance = random.Random(1)
    for item in ordinary():
        share = _NEAR if item.source.startswith("genre-") else 1.0
        yield Example(text=item.text, order=False, share=share)
        parts = [part.strip() for part in pieces(item.text)][1:]
        if parts:
            yield Example(text=chance.choice(parts), order=False, share=share)


def train(given: Sequence[Example]) -> tuple[Mapping[str, float], float]:
    """Feature → weight, and the constant."""
    found = [features(example.text) for example in given]
    often = Counter(feature for one in found for feature in one)
    names = sorted(feature for feature, count in often.items() if count >= _LEAST)
    labels = np.array([1.0 if example.order else -1.0 for example in given])
    shares = _balanced(given, labels)
    for kept, steps in ((KEPT, _STEPS[0]), (0, _STEPS[1])):
        number = {name: at for at, name in enumerate(names)}
        columns = [sorted(number[name] for name in one if name in number) for one in found]
        rows = Rows.of(columns, [len(one) for one in found], len(names))
        weights = fit(rows, labels, shares, ridge=_RIDGE, steps=steps)
        if kept:
            best = np.argsort(-np.abs(weights[:-1]), kind="stable")[:kept]
            names = [names[at] for at in sorted(best)]
    return dict(zip(names, weights[:-1].tolist(), strict=True)), float(weights[-1])


def _balanced(given: Sequence[Example], labels: Vector) -> Vector:
    """Shares of which each side has half of all."""
    shares = np.array([example.share for example in given])
    for side in (-1.0, 1.0):
        shares[labels == side] *= len(given) / 2 / shares[labels == side].sum()
    return shares


def save(weights: Mapping[str, float], constant: float, path: Path = WEIGHTS) -> None:
    """A line a feature, its weight first; the constant and the data's fingerprint on top."""
    lines = [
        "# Weights of the recogniser of orders; made by python -m eval.orders, not by hand.",
        f"# data {fingerprint()}",
        f"{constant:.3f}",
        *(f"{weight:.3f} {name}" for name, weight in weights.items() if abs(weight) >= 0.0005),
    ]
    path.write_text("\n".join(lines) + "\n", "utf-8")


def fingerprint() -> str:
    """Digest of the attacks and of the sentences near to them, in files of their own."""
    digest = hashlib.sha256()
    for path in (*sorted(DATA.iterdir()), *TRAINED_ON):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
