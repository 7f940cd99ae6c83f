"""The outputs of a run: the page, the findings, the results, the summary.

Imports polars and Jinja: import it where it is used, never at start-up.
"""

from returncheck.report.outputs import write_outputs
from returncheck.report.paths import Outputs
from returncheck.report.summary import console_lines

__all__ = ["Outputs", "console_lines", "write_outputs"]
