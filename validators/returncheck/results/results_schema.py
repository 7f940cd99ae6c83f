"""The published JSON Schema of `results.json`, and its version.

What a machine reads is promised here: a key that is not in the schema is in no file.
"""

from pathlib import Path

SCHEMA_VERSION = "1.0"
"""The first number rises when a key changes or goes, the second when one is added."""

SCHEMA_FORMAT = int(SCHEMA_VERSION.partition(".")[0])
"""The key `format` of `results.json`, for those that read no texts."""

_FILE = Path(__file__).with_name("results.schema.json")


def results_schema_text() -> str:
    """The schema as it is published, JSON with a line end."""
    return _FILE.read_text(encoding="utf-8")
