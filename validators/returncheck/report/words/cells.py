"""What stands in a cell of a finding, in words that a person reads.

For the page and the workbook; `findings.csv` and `.parquet` hold the findings as they
are.
"""

import json
import re
from datetime import date

from returncheck.report.words.numbers import day
from returncheck.returns.quoting import visible

ROLES = {"fault": "fault", "related": "compared with"}
"""What a record is in its finding."""

_DETAILS = re.compile(r'\{"[a-z_]+": ')


def value_text(value: str) -> str:
    """A value as received; the figures of a finding on a whole return in words.

    Args:
        value: What stands in the column `value` of a finding.

    Returns:
        Such as "children 400, unknown 9" for `{"children": 400, "unknown": 9}`; any
        other value as it is, what cannot be seen in it made visible.
    """
    if not _DETAILS.match(value):
        return visible(value)
    try:
        details = json.loads(value, parse_float=str, parse_int=str)
    except ValueError:
        return visible(value)
    if any(isinstance(content, dict | list) for content in details.values()):
        return visible(value)
    return ", ".join(
        f"{name.replace('_', ' ')} {_plain(content)}"
        for name, content in details.items()
    )


def _plain(content: str | bool | None) -> str:
    if content is None:
        return "none"
    if isinstance(content, bool):
        return "yes" if content else "no"
    return content


def explanation_text(explanation: str, by: str | None, on: date | None) -> str:
    """An explanation with who gave it and when.

    Args:
        explanation: Why the query is right as it is.
        by: Who says so.
        on: On what day.

    Returns:
        Such as "Backlog (A. Analyst, 1 June 2025)".
    """
    given = ", ".join(part for part in (by, day(on) if on else None) if part)
    return f"{explanation} ({given})" if given else explanation
