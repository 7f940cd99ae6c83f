"""YAML that users write: read safely, each key once, with the line of every part.

What the content has to be is said by the models of each kind of file.
"""

from collections.abc import Hashable
from dataclasses import dataclass

import yaml

_MERGE = "tag:yaml.org,2002:merge"
_MOST_BYTES = 2_000_000
_MOST_PARTS = 200_000
_MOST_LEVELS = 30
_TOO_DEEP = f"it is nested more than {_MOST_LEVELS} levels deep"


class NotYamlError(Exception):
    """A text that is no YAML of settings; its text is the reason, in one line.

    Attributes:
        problem: The reason without the place.
        line: Where it is, from 1; None when that is not known.
    """

    def __init__(self, reason: str, *, problem: str, line: int | None) -> None:
        super().__init__(reason)
        self.problem = problem
        self.line = line


class _KeyTwiceError(yaml.MarkedYAMLError):
    """A key that stands twice in one mapping."""


class _OnceLoader(yaml.SafeLoader):
    """The safe loader, which would else keep the last of two equal keys silently."""

    def construct_mapping(
        self, node: yaml.MappingNode, deep: bool = False
    ) -> dict[Hashable, object]:
        """A mapping whose keys differ."""
        seen: list[object] = []
        for key_node, _ in node.value:
            if key_node.tag == _MERGE:
                continue
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                raise _KeyTwiceError(problem=str(key), problem_mark=key_node.start_mark)
            seen.append(key)
        return super().construct_mapping(node, deep=deep)


def _timestamp(loader: _OnceLoader, node: yaml.ScalarNode) -> object:
    """A day or time; the text as it is where no calendar has it, such as 31 June."""
    try:
        return loader.construct_yaml_timestamp(node)
    except ValueError:
        return loader.construct_yaml_str(node)


_OnceLoader.add_constructor("tag:yaml.org,2002:timestamp", _timestamp)


@dataclass(frozen=True, slots=True, kw_only=True)
class YamlDocument:
    """What a file says, and where.

    Attributes:
        content: Mappings, lists and scalars; None for an empty file.
        root: The same as nodes that know their lines.
    """

    content: object
    root: yaml.Node | None

    def line_of(self, path: tuple[int | str, ...]) -> int | None:
        """The line of a part, or of the nearest part around it.

        Args:
            path: Keys and positions (from 0) that lead to it.

        Returns:
            The line, from 1, of its key or of the entry of its list; None for the
            document as a whole.
        """
        line, node = None, self.root
        for step in path:
            found = _below(node, step)
            if found is None:
                break
            mark, node = found
            line = mark.start_mark.line + 1
        return line


def load_yaml(raw: bytes) -> YamlDocument:
    """The document of a file.

    Args:
        raw: The file as it is, in UTF-8.

    Raises:
        NotYamlError: No UTF-8, no valid YAML, or a key stands twice.
    """
    if len(raw) > _MOST_BYTES:
        raise _too_much(f"it has more than {_MOST_BYTES:,} bytes")
    try:
        loader = _OnceLoader(raw.decode("utf-8"))
        try:
            root = loader.get_single_node()
            _check_extent(root)
            content = None if root is None else loader.construct_document(root)
        finally:
            loader.dispose()
    except UnicodeDecodeError as error:
        raise NotYamlError(
            str(error), problem="it is not UTF-8 text", line=None
        ) from error
    except _KeyTwiceError as error:
        line = _line(error)
        raise NotYamlError(
            f"'{error.problem}' stands twice, again in line {line}. Take one out.",
            problem=f"the key '{error.problem}' stands twice",
            line=line,
        ) from error
    except RecursionError as error:
        raise _too_much(_TOO_DEEP) from error
    except yaml.YAMLError as error:
        words = str(error).replace('in "<unicode string>",', "in")
        raise NotYamlError(
            " ".join(words.split()),
            problem=getattr(error, "problem", None) or "it is not UTF-8 text",
            line=_line(error),
        ) from error
    return YamlDocument(content=content, root=root)


def _check_extent(root: yaml.Node | None) -> None:
    """Refuse what no settings need: deep nesting, and names that stand for much.

    Raises:
        NotYamlError: It is nested too deep, or has too many parts when every alias
            is written out.
    """
    sizes: dict[int, int] = {}

    def size(node: yaml.Node, depth: int) -> int:
        if depth > _MOST_LEVELS:
            raise _too_much(_TOO_DEEP)
        if id(node) not in sizes:
            sizes[id(node)] = 1  # for a node that holds itself
            parts = (
                [part for pair in node.value for part in pair]
                if isinstance(node, yaml.MappingNode)
                else node.value
                if isinstance(node, yaml.SequenceNode)
                else []
            )
            sizes[id(node)] = 1 + sum(size(part, depth + 1) for part in parts)
        return sizes[id(node)]

    if root is not None and size(root, 1) > _MOST_PARTS:
        raise _too_much(f"it has more than {_MOST_PARTS:,} parts, aliases written out")


def _too_much(problem: str) -> NotYamlError:
    return NotYamlError(f"{problem}. Make it simpler.", problem=problem, line=None)


def _line(error: yaml.YAMLError) -> int | None:
    mark = getattr(error, "problem_mark", None)
    return None if mark is None else mark.line + 1


def _below(
    node: yaml.Node | None, step: int | str
) -> tuple[yaml.Node, yaml.Node] | None:
    """What marks the place of a part, and the part; of equal keys the last wins."""
    if isinstance(node, yaml.MappingNode):
        for key, value in reversed(node.value):
            if key.value == str(step):
                return key, value
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int):
        items = node.value[step : step + 1]
        return (items[0], items[0]) if items else None
    return None
