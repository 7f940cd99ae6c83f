"""Rules, indicators and suites of a team's own: a folder, or an installed package.

What an extension declares carries its namespace and is laid over a copy of the project,
which then is the project: engines, page, workbook and exports know no difference.
"""

from returncheck.extensions.using import extended

__all__ = ["extended"]
