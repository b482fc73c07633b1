"""The registry: every module under ``assistant.review.rules`` is a rule."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import cast

from assistant.review import rules
from assistant.review.rule import GROUP_NAMES, SEVERITIES, Rule, RuleModule


@cache
def rule_modules() -> tuple[RuleModule, ...]:
    """All rules: by group, severity and id, which is the order of the rule page."""
    names = (module.name for module in pkgutil.iter_modules(rules.__path__))
    found = (
        cast(RuleModule, importlib.import_module(f"{rules.__name__}.{name}")) for name in names
    )
    groups = list(GROUP_NAMES)
    return tuple(
        sorted(
            found,
            key=lambda module: (
                groups.index(module.RULE.group),
                SEVERITIES.index(module.RULE.severity),
                module.RULE.id,
            ),
        )
    )


@cache
def all_rules() -> dict[str, Rule]:
    """The descriptions of all rules by id, in the order of :func:`rule_modules`."""
    return {module.RULE.id: module.RULE for module in rule_modules()}
