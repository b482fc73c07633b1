"""Plain yaml: YAML that somebody else wrote, as plain values, and never more of them than it says.

Merge keys double what they merge at every level and aliases repeat it, so that a file of a few
lines takes all memory; a whole number may have more digits than can be printed. The first are not
read, of the others a few.
"""

from __future__ import annotations

from typing import Any

import yaml

MOST_ALIASES = 50
MOST_DIGITS = 30  # of a whole number
_MERGE = "tag:yaml.org,2002:merge"


class _PlainLoader(yaml.SafeLoader):
    """Counts aliases while it reads; a fresh one for every text."""

    aliases = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """A node; raises YAMLError at an alias too many."""
        if self.check_event(yaml.events.AliasEvent):
            self.aliases += 1
            if self.aliases > MOST_ALIASES:
                raise yaml.composer.ComposerError(None, None, "too many aliases", None)
        return super().compose_node(parent, index)

    def flatten_mapping(self, node: yaml.MappingNode) -> None:
        """A mapping without merge keys; raises YAMLError for one."""
        merged = next((key for key, _ in node.value if key.tag == _MERGE), None)
        if merged is not None:
            raise yaml.constructor.ConstructorError(
                None, None, "merge keys are not read", merged.start_mark
            )

    def whole_number(self, node: yaml.ScalarNode) -> int:
        """A number that can be printed; raises YAMLError for a longer one."""
        if len(node.value) > MOST_DIGITS:
            raise yaml.constructor.ConstructorError(None, None, "number too long", node.start_mark)
        return int(self.construct_yaml_int(node))


_PlainLoader.add_constructor("tag:yaml.org,2002:int", _PlainLoader.whole_number)


def read_yaml(text: str) -> Any:
    """The value that a YAML or JSON text gives; raises YAMLError for whatever is not read."""
    try:
        return yaml.load(text, Loader=_PlainLoader)
    except (RecursionError, ValueError) as error:  # depth; 2025-13-40 is taken for a date
        raise yaml.YAMLError(str(error)) from error
