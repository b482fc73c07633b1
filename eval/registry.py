"""The registry: all suites, in the order they are run and shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.errors import WrongCall
from eval.sample import Suite
from eval.suites.chat import CHAT
from eval.suites.curve import CURVE
from eval.suites.drafting import DRAFTING
from eval.suites.facts import FACTS
from eval.suites.guard import GUARD
from eval.suites.judge import JUDGE
from eval.suites.known import KNOWN
from eval.suites.retrieval import RETRIEVAL
from eval.suites.review import REVIEW
from eval.suites.whole import WHOLE

SUITES: Mapping[str, Suite] = {
    suite.name: suite
    for suite in (RETRIEVAL, KNOWN, DRAFTING, WHOLE, GUARD, FACTS, REVIEW, CHAT, CURVE, JUDGE)
}

GATE = ("retrieval", "drafting", "guard", "facts", "review", "chat")  # what `make check` runs, fast


def chosen(names: Sequence[str]) -> tuple[Suite, ...]:
    """The suites called ``names``; raises WrongCall for another name.

    Where none is named: all that are not optional.
    """
    unknown = [name for name in names if name not in SUITES]
    if unknown:
        raise WrongCall(f"没有评测“{'、'.join(unknown)}”：可用的有 {'、'.join(SUITES)}")
    return tuple(
        suite
        for suite in SUITES.values()
        if suite.name in names or (not names and not suite.optional)
    )
