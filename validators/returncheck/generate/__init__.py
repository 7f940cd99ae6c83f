"""Writes the files that follow from layouts, rules, indicators and marts.

A development tool, run in a checkout after changing one of these; see `__main__`.
"""

from pathlib import Path

from returncheck.generate.exposures import exposure_files
from returncheck.generate.indicator_pages import indicator_page_files
from returncheck.generate.layout_columns import layout_column_files
from returncheck.generate.mart_pages import mart_page_files
from returncheck.generate.raw_tables import raw_table_files
from returncheck.generate.results_schema_page import results_schema_files
from returncheck.generate.return_unions import return_union_files
from returncheck.generate.rule_catalogue import rule_catalogue_files
from returncheck.generate.rule_examples import rule_example_files
from returncheck.generate.rule_models import rule_model_files
from returncheck.generate.rule_pages import rule_page_files
from returncheck.project import project_root
from returncheck.returns import LAYOUTS

__all__ = ["generated_files", "stale_files", "write_files"]


def generated_files() -> dict[Path, str]:
    """Every generated file: its path below the project root and what it must hold."""
    files = raw_table_files() | indicator_page_files() | mart_page_files()
    files |= exposure_files() | rule_catalogue_files() | return_union_files()
    files |= layout_column_files() | results_schema_files()
    for layout in LAYOUTS.values():
        files |= rule_model_files(layout)
        files |= rule_example_files(layout)
        files |= rule_page_files(layout)
    return files


def stale_files() -> list[Path]:
    """The generated files of the project that do not hold what they must."""
    return list(_stale())


def write_files() -> list[Path]:
    """Write the generated files of the project, which `project_at` may point at.

    Returns:
        Those that were not as they must be, below the project root.
    """
    stale = _stale()
    for path, text in stale.items():
        target = project_root() / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
    return list(stale)


def _stale() -> dict[Path, str]:
    return {
        path: text
        for path, text in generated_files().items()
        if not _holds(project_root() / path, text)
    }


def _holds(target: Path, text: str) -> bool:
    return target.is_file() and target.read_text(encoding="utf-8") == text
