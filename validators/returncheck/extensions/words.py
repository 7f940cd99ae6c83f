"""Small parts that the files of an extension have in common."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from returncheck.errors import ConfigError

_REF = r"ref\(\s*(['\"])({names})\1\s*\)"


def mapping_of(path: Path, shown: str) -> Mapping[str, Any]:
    """The mapping that a YAML file of an extension holds.

    Args:
        path: The file.
        shown: The file as messages name it.

    Raises:
        ConfigError: It cannot be read, is no YAML or no mapping.
    """
    from returncheck.settings.yaml_file import NotYamlError, load_yaml

    try:
        content = load_yaml(path.read_bytes()).content
    except OSError as error:
        raise ConfigError(f"{shown} cannot be read: {error.strerror}.") from error
    except NotYamlError as error:
        raise ConfigError(f"{shown} is not valid YAML: {error}") from error
    if not isinstance(content, Mapping):
        raise ConfigError(f"{shown} holds no settings. Write one `key: value` a line.")
    return content


def text_of(path: Path, shown: str) -> str:
    """The text of a file of an extension.

    Raises:
        ConfigError: It cannot be read, or is not UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ConfigError(f"{shown} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{shown} is not UTF-8. Save it as UTF-8.") from error


def with_names(sql: str, names: Mapping[str, str]) -> str:
    """SQL whose `ref` of an extension's own models names them as the project does.

    Args:
        sql: SQL with Jinja.
        names: Name in the folder to name in the project.
    """
    if not names:
        return sql
    pattern = _REF.format(names="|".join(re.escape(name) for name in names))
    return re.sub(pattern, lambda found: f"ref('{names[found[2]]}')", sql)


def twice(names: Iterable[str]) -> str | None:
    """The first name that stands twice, in whatever letter case."""
    seen: set[str] = set()
    for name in names:
        if name.casefold() in seen:
            return name
        seen.add(name.casefold())
    return None
