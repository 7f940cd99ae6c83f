"""YAML of settings: read safely, and no key may stand twice in one mapping."""

from collections.abc import Hashable

import yaml

_MERGE = "tag:yaml.org,2002:merge"


class _OnceLoader(yaml.SafeLoader):
    """The safe loader, which would else keep the last of two equal keys silently."""

    def construct_mapping(
        self, node: yaml.MappingNode, deep: bool = False
    ) -> dict[Hashable, object]:
        """A mapping whose keys differ.

        Raises:
            yaml.YAMLError: A key stands twice.
        """
        seen: list[object] = []
        for key_node, _ in node.value:
            if key_node.tag == _MERGE:
                continue
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                line = key_node.start_mark.line + 1
                raise yaml.YAMLError(
                    f"'{key}' stands twice, again in line {line}. Take one out."
                )
            seen.append(key)
        return super().construct_mapping(node, deep=deep)


def load_settings(text: str) -> object:
    """The document of a settings file.

    Args:
        text: YAML; empty text gives None.

    Raises:
        yaml.YAMLError: No valid YAML, or a key stands twice.
    """
    return yaml.load(text, Loader=_OnceLoader)
