"""Brings published figures up to date from the publisher's open-data files.

`mapping` says where a file has what, `downloads`, `reader` and `figures` read it,
`checks` hold it against what has to be true, `compare` against what the project has,
`store` keeps it.
"""

from returncheck.published.importing import (
    ImportedFile,
    ImportResult,
    import_published,
)
from returncheck.published.mapping import SHIPPED, read_mapping, shipped_text
from returncheck.published.store import FILE_NAME, read_updates, updates_in_use
from returncheck.published.summary import summary_lines

__all__ = [
    "FILE_NAME",
    "SHIPPED",
    "ImportResult",
    "ImportedFile",
    "import_published",
    "read_mapping",
    "read_updates",
    "shipped_text",
    "summary_lines",
    "updates_in_use",
]
