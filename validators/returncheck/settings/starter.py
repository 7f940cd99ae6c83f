"""A `returncheck.yml` to begin with: every key, what it says and what holds without it.

Keys come from the model of the file, words and defaults from the settings they become:
nothing is written down twice. Imported only where such a file is made.
"""

import inspect
import json
import re
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from returncheck.files.limits import Limits
from returncheck.settings.config import FILE_NAME, Config
from returncheck.settings.settings_file import SettingsFile

EXAMPLES: Final[Mapping[str, object]] = {
    "alert": {"command": ["our-alert", "--quiet"], "when": "new_errors"},
    "authority": "887",
    "context": ["cin-2024.xml"],
    "expectations": "our-suites",
    "explanations": "queries-explained.csv",
    "extensions": ["our-checks"],
    "groups": {"Coastal unitaries": ["887", "870"]},
    "indicators": "indicators.yml",
    "inputs": ["returns"],
    "previous": ["returns-2024"],
    "published": "published",
    "redaction_key": "a long secret of the team",
    "retention_days": 365,
    "same_children": "child_id",
    "submission_dates": {"kpi_return-2026": "2026-07-31"},
    "targets": {
        "rereferrals_within_12_months": 20,
        "assessments_within_45_days": {"target": 90, "tolerance": 5},
    },
    "tolerances": {"assessments_within_45_days": 80, "row_counts": 20},
    "year": 2026,
}
"""What stands for a key whose default is nothing."""

_WIDTH: Final = 88
_TOP: Final = f"""\
# Settings of returncheck, read from the folder where it is run ({FILE_NAME}).
# Every key may be left out; options of a command win over this file. Take the "# "
# away in front of a key to set it. Paths are relative to this file."""


def starter(values: Mapping[str, object]) -> str:
    """The text of the file.

    Args:
        values: Keys that are set; all others stand there as comments.

    Returns:
        YAML that `read_config` reads, with a line break at its end.
    """
    parts = [_TOP]
    for key in SettingsFile.model_fields:
        words = _about(Config).get(key, "")
        parts.append("\n".join(_entry(key, words, values)))
    return "\n\n".join(parts) + "\n"


def _entry(key: str, words: str, values: Mapping[str, object]) -> Iterator[str]:
    default = getattr(Config(), key, None)
    yield from _comment(words)
    if is_dataclass(default):
        yield f"# {key}:"
        about = _about(Limits)
        for each in fields(default):
            yield from _comment(about.get(each.name, ""), indent="  # ")
            yield f"#   {each.name}: {getattr(default, each.name)}"
        return
    is_set = bool(default) or isinstance(default, bool)
    shown = default if is_set else EXAMPLES.get(key)
    if is_set and key not in values:
        yield "# This is the default:"
    sign = "" if key in values else "# "
    yield f"{sign}{key}: {_yaml(values.get(key, shown))}"


def _comment(words: str, indent: str = "") -> list[str]:
    start = f"# {indent}"
    return textwrap.wrap(words, _WIDTH, initial_indent=start, subsequent_indent=start)


def _yaml(value: object) -> str:
    """A value in one line; JSON is YAML."""
    match value:
        case StrEnum():
            return value.value
        case Path():
            return value.as_posix()
        case _:
            return json.dumps(value, ensure_ascii=False)


def _about(kind: type) -> dict[str, str]:
    """Attribute of a class of settings to what its docstring says of it."""
    doc = inspect.getdoc(kind) or ""
    _, _, listed = doc.partition("Attributes:\n")
    entries = re.split(r"\n(?= {4}\w)", "\n" + listed)
    about = {}
    for entry in entries:
        name, _, words = entry.strip().partition(": ")
        # Python's word for a key that is left out.
        about[name] = re.sub(r"; None[^;.]*(?=[;.])", "", " ".join(words.split()))
    return about
