"""The outputs of a run: the page, the findings, the results, the summary.

Imports polars and Jinja: import it where it is used, never at start-up.
"""

from returncheck.report.outputs.paths import Outputs
from returncheck.report.outputs.summary import closing_line, console_lines
from returncheck.report.outputs.write import (
    StagedOutputs,
    staged_outputs,
    write_outputs,
)
from returncheck.report.words.status import missing_rules

__all__ = [
    "Outputs",
    "StagedOutputs",
    "closing_line",
    "console_lines",
    "missing_rules",
    "staged_outputs",
    "write_outputs",
]
