"""The dbt project's SQL as an engine gets it, and what tests alone ask of it."""

from pathlib import Path

from returncheck.generate.engine_sql import (
    _environment,
    engine_macros,
    macro_files,
    model_files,
    render,
)

__all__ = [
    "ROOT",
    "_environment",
    "dbt_test_files",
    "macro_files",
    "model_files",
    "raw_statements",
    "render",
]

ROOT = Path(__file__).resolve().parents[2]


def dbt_test_files() -> list[Path]:
    """Every singular test of the dbt project."""
    return sorted((ROOT / "tests" / "dbt").glob("*.sql"))


def raw_statements(engine: str = "spark") -> list[str]:
    """The statements that make the raw tables."""
    text = str(engine_macros(engine)["create_raw_tables"]())
    return [part.strip() for part in text.split(";") if part.strip()]
