"""Descriptions that several columns share, as `models/docs.md` holds them for dbt."""

import re
from collections.abc import Mapping

from returncheck.errors import InternalError
from returncheck.project import kept_for_project, project_root

_CALL = re.compile(r"\{\{\s*doc\('returncheck', '(\w+)'\)\s*\}\}")
_BLOCK = re.compile(r"\{% docs (\w+) %\}(.*?)\{% enddocs %\}", re.DOTALL)


@kept_for_project
def doc_blocks() -> Mapping[str, str]:
    """Name of each block to its text, in one line."""
    text = (project_root() / "models" / "docs.md").read_text(encoding="utf-8")
    return {name: " ".join(body.split()) for name, body in _BLOCK.findall(text)}


def described(text: str) -> str:
    """A description in one line, as dbt gives it.

    Args:
        text: As it stands in YAML, with or without the call of a block.

    Raises:
        InternalError: It calls a block that is not there.
    """

    def block(call: re.Match[str]) -> str:
        name = call.group(1)
        if name not in doc_blocks():
            raise InternalError(f"models/docs.md holds no block {name}.")
        return doc_blocks()[name]

    return " ".join(_CALL.sub(block, text).split())
