"""The schema of `results.json` beside the documents, where others can link to it."""

from pathlib import Path

from returncheck.results.results_schema import results_schema_text


def results_schema_files() -> dict[Path, str]:
    """The copy of the schema: its path below the project root and its text."""
    return {Path("docs") / "results.schema.json": results_schema_text()}
